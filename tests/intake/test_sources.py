"""Finding the documents in what a person names, and never letting one bad file stop the rest."""

import gzip
import io
import json
import lzma
import os
import sys
import zipfile
from pathlib import Path

import pytest

from according.errors import RejectedDocument, SettingError
from according.intake import IntakeOptions, count, original, sources, take
from according.intake.records import lines

from . import papers
from .conftest import Given

STORY = "Two men of Harbor Nine were arrested on the pier of Quay Ward on Sunday, police said.\n"
PLAIN = IntakeOptions()


def reason(source: object) -> str:
    """Why a source cannot be taken."""
    with pytest.raises(RejectedDocument) as refused:
        take(source, PLAIN)  # type: ignore[arg-type]
    return refused.value.reason


def test_a_folder_gives_its_files_in_order_without_hidden_ones(tmp_path: Path) -> None:
    """Sorted paths within the folder are the ids; dot files and dot folders are left out."""
    for name in ("b.txt", "a/ñandú story.txt", "a/.draft.txt", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    found = list(sources([tmp_path], PLAIN))
    assert [source.name for source in found] == ["b.txt", "a/ñandú story.txt"]
    assert take(found[1], PLAIN).id == "a/ñandú story.txt"
    assert count([tmp_path], PLAIN) == 2


def test_a_single_file_is_known_by_its_base_name(tmp_path: Path) -> None:
    """No folder of the person's machine gets into the ledger."""
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    (source,) = sources([str(file)], PLAIN)
    document = take(source, PLAIN)
    assert (document.id, document.source_name) == ("story.txt", "story.txt")
    assert original(source) == STORY.encode()


@pytest.mark.parametrize("ending", ["", ".xz", ".gz"])
def test_records_are_streamed_line_by_line(tmp_path: Path, ending: str) -> None:
    """Ids, texts and dates of JSON lines, plain or compressed; a broken line is one bad document."""
    records = [
        {"id": "wire/1", "text": STORY, "published": "2025-02-03", "publisher": "Valdoria Wire", "language": "en-US"},
        {"id": 7, "html": "<p>Two men were arrested on the pier, police said.</p>", "title": "Arrests"},
    ]
    data = "\n".join([json.dumps(records[0]), "{broken", "", json.dumps(records[1])]).encode()
    pack = {"": bytes, ".xz": lzma.compress, ".gz": gzip.compress}[ending]
    file = tmp_path / f"stories.jsonl{ending}"
    file.write_bytes(pack(data))
    first, broken, second = sources([file], PLAIN)
    document = take(first, PLAIN)
    assert (document.id, document.published, document.published_how) == ("wire/1", "2025-02-03", "supplied")
    assert (document.publisher, document.language) == ("Valdoria Wire", "en")
    assert original(first) == json.dumps(records[0]).encode()
    assert reason(broken) == "bad_record"
    assert (take(second, PLAIN).id, take(second, PLAIN).title) == ("7", "Arrests")
    assert count([file], PLAIN) == 3


def test_offsets_of_a_record_lead_to_its_text(tmp_path: Path) -> None:
    """`input_map` points into the `text` of the record as supplied, whatever was mended."""
    supplied = "Harbor\u00a0Nineâ€™s men were held in Eastholm on Sunday, police said."
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps({"id": "1", "text": supplied}), encoding="utf-8")
    (source,) = sources([file], PLAIN)
    document = take(source, PLAIN)
    start = document.text.index("men")
    assert document.text.startswith("Harbor Nine’s men")
    assert document.input_map is not None
    assert document.input_map.span(start, start + 3).of(supplied) == "men"


def test_other_field_names_by_option(tmp_path: Path) -> None:
    """A person says which of their fields is which."""
    file = tmp_path / "one.json"
    file.write_text(json.dumps([{"doc": "a/1", "body": STORY}, {"doc": "a/2", "body": STORY}]), encoding="utf-8")
    options = IntakeOptions(fields=(("id", "doc"), ("text", "body")))
    assert [take(source, options).id for source in sources([file], options)] == ["a/1", "a/2"]
    with pytest.raises(SettingError, match="text=body"):
        IntakeOptions(fields=(("author_name", "x"),))


def test_an_array_keeps_strings_with_brackets_whole(tmp_path: Path) -> None:
    """Brackets, quotes and commas inside strings end nothing."""
    tricky = [{"id": '1]},{"', "text": STORY}, {"id": "2", "text": STORY, "more": [[1, 2], {"a": "\\"}]}]
    file = tmp_path / "array.json"
    file.write_text(json.dumps(tricky, indent=2), encoding="utf-8")
    assert [json.loads(original(source)) for source in sources([file], PLAIN)] == tricky


def test_one_record_over_several_lines_is_one_document(tmp_path: Path) -> None:
    """A pretty-printed object is a record, not thirty broken ones."""
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"id": "1", "text": STORY}, indent=2), encoding="utf-8")
    (source,) = sources([file], PLAIN)
    assert take(source, PLAIN).id == "1"


def test_a_huge_line_is_skipped_and_the_next_is_read(tmp_path: Path) -> None:
    """A record above the limit is refused without being held; the file goes on."""
    file = tmp_path / "big.jsonl"
    long = json.dumps({"id": "long", "text": STORY * 5000})
    file.write_text(f"{long}\n{json.dumps({'id': 'short', 'text': STORY})}\n", encoding="utf-8")
    options = IntakeOptions(max_bytes=100_000)
    first, second = sources([file], options)
    assert reason(first) == "too_large"
    assert take(second, options).id == "short"


def test_records_cut_off_yield_what_came_before(tmp_path: Path) -> None:
    """A download that broke off gives its whole records and one error."""
    file = tmp_path / "cut.jsonl.gz"
    data = "".join(
        json.dumps({"id": str(n), "text": f"{n} {os.urandom(300).hex()} {STORY}"}) + "\n" for n in range(400)
    )
    file.write_bytes(gzip.compress(data.encode())[:-1000])
    found = list(sources([file], PLAIN))
    assert len(found) > 200
    assert take(found[0], PLAIN).id == "0"
    assert reason(found[-1]) == "damaged"


def test_reading_records_holds_one_chunk_at_a_time() -> None:
    """The stream is asked for pieces and never for all it has."""

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.asked: list[int] = []

        def read(self, size: int = -1) -> bytes:
            self.asked.append(size)
            return json.dumps({"id": "x", "text": STORY}).encode() + b"\n"

    stream = Endless()
    found = lines(lambda: stream, "endless.jsonl", PLAIN)  # type: ignore[arg-type, return-value]
    assert [take(next(found), PLAIN).id for _ in range(3)] == ["x", "x", "x"]
    assert len(stream.asked) < 10
    assert all(0 < size <= 65536 for size in stream.asked)


def test_an_archive_gives_its_documents_by_path(tmp_path: Path) -> None:
    """Members are known by their path within; folders and leavings of macOS are no documents."""
    file = tmp_path / "desk.zip"
    members = {
        "b/two.txt": STORY.encode(),
        "a.txt": STORY.encode(),
        "__MACOSX/a.txt": b"x",
        "rows.jsonl": b'{"id": "r", "text": "' + STORY.strip().encode() + b'"}',
    }
    file.write_bytes(papers.archive(members))
    assert [take(source, PLAIN).id for source in sources([file], PLAIN)] == ["a.txt", "b/two.txt", "r"]


def test_an_archive_cannot_name_a_path_outside_itself(tmp_path: Path) -> None:
    """`../../x` is refused by name, and the other documents are read."""
    file = tmp_path / "evil.zip"
    file.write_bytes(
        papers.archive(
            {"../../x.txt": STORY.encode(), "/etc/y.txt": b"y", "C:\\z.txt": b"z", "good.txt": STORY.encode()}
        )
    )
    found = {source.name: source for source in sources([file], PLAIN)}
    assert {name: reason(source) for name, source in found.items() if name != "good.txt"} == {
        "x.txt": "bad_path",
        "y.txt": "bad_path",
        "z.txt": "bad_path",
    }
    assert take(found["good.txt"], PLAIN).id == "good.txt"


def test_an_archive_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """What would unpack to a thousand times its size, and archives within archives, are refused unread."""
    file = tmp_path / "bomb.zip"
    file.write_bytes(
        papers.archive(
            {"zeros.txt": b"\0" * 30_000_000, "in.zip": papers.archive({"a.txt": b"a"}), "ok.txt": STORY.encode()}
        )
    )
    found = list(sources([file], PLAIN))
    assert {source.name: reason(source) for source in found if source.name != "ok.txt"} == {
        "in.zip": "archive_bomb",
        "zeros.txt": "archive_bomb",
    }
    assert count([file], PLAIN) == 3


def test_an_archive_in_disguise_is_refused(tmp_path: Path) -> None:
    """A ZIP called `.txt` inside a ZIP is still an archive inside an archive."""
    file = tmp_path / "bomb.zip"
    file.write_bytes(papers.archive({"story.txt": papers.archive({"a.txt": b"a"})}))
    (source,) = sources([file], PLAIN)
    assert reason(source) == "archive_bomb"


def test_an_archive_too_large_as_a_whole_is_refused(tmp_path: Path) -> None:
    """Many members that are small one by one are refused together."""
    file = tmp_path / "many.zip"
    file.write_bytes(papers.archive({f"{n}.txt": os.urandom(2000) for n in range(50)}))
    for options in (IntakeOptions(max_archive_bytes=50_000), IntakeOptions(max_archive_members=20)):
        (source,) = sources([file], options)
        assert reason(source) == "archive_bomb"


def test_a_size_that_an_archive_lies_about_is_caught(tmp_path: Path) -> None:
    """The list of an archive may say anything; the member is damaged, or a bomb by its own word."""
    file = tmp_path / "liar.zip"
    file.write_bytes(papers.overstated(2**31))
    (source,) = sources([file], PLAIN)
    assert reason(source) == "archive_bomb"


@pytest.mark.parametrize("size", [10, 60, 100])
def test_a_truncated_archive_is_damaged(tmp_path: Path, size: int) -> None:
    """An archive cut off is one bad document."""
    file = tmp_path / "cut.zip"
    file.write_bytes(papers.archive({"a.txt": STORY.encode(), "b.txt": STORY.encode()})[:size])
    (source,) = sources([file], PLAIN)
    assert reason(source) == "damaged"


def test_what_is_not_there_is_one_bad_document(tmp_path: Path) -> None:
    """A wrong path does not stop the others."""
    good = tmp_path / "good.txt"
    good.write_text(STORY, encoding="utf-8")
    missing, found = sources([tmp_path / "no such file.txt", good], PLAIN)
    assert reason(missing) == "unreadable"
    assert take(found, PLAIN).id == "good.txt"


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are made otherwise there")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    """A special file could block for ever: it is refused unopened."""
    os.mkfifo(tmp_path / "pipe.txt")
    (source,) = sources([tmp_path], PLAIN)
    assert reason(source) == "unreadable"


def test_a_text_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """200 MB cost nothing: the size is asked first."""
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.truncate(200_000_000)
    (source,) = sources([file], PLAIN)
    assert reason(source) == "too_large"


def test_a_compressed_text_is_unpacked_up_to_the_limit(tmp_path: Path) -> None:
    """`story.txt.gz` is read; one that unpacks to more than the limit is refused without unpacking it whole."""
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    (tmp_path / "b.txt.xz").write_bytes(lzma.compress(b"a" * 1_000_000))
    first, second = sources([tmp_path], IntakeOptions(max_bytes=500_000))
    assert take(first, PLAIN).text == STORY
    assert reason(second) == "too_large"


@pytest.fixture
def standard_input(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """What somebody pipes in."""
    piped = io.BytesIO(STORY.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(piped))
    return piped


@pytest.mark.usefixtures("standard_input")
def test_standard_input_is_known_by_its_content() -> None:
    """`-` reads what is piped; its id is the hash, its bytes are kept."""
    (source,) = sources(["-"], PLAIN)
    document = take(source, PLAIN)
    assert document.id == "sha256:" + document.version
    assert original(source) == STORY.encode()


def test_records_can_be_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON lines from another program are records, not one text of braces."""
    piped = "".join(json.dumps({"id": str(n), "text": STORY}) + "\n" for n in range(3))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped.encode())))
    assert [take(source, PLAIN).id for source in sources(["-"], PLAIN)] == ["0", "1", "2"]


def test_the_same_source_gives_the_same_document(tmp_path: Path) -> None:
    """What is read and what is kept are one state of the file, though it changes in between."""
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    (source,) = sources([file], PLAIN)
    document = take(source, PLAIN)
    file.write_text("Something else entirely was written here by somebody.", encoding="utf-8")
    assert original(source) == STORY.encode()
    assert take(source, PLAIN) == document


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names there are text")
def test_file_names_in_another_encoding_and_with_control_characters_can_be_stored(tmp_path: Path) -> None:
    """A name from an old disk is read as such; what would change a terminal is marked."""
    story = b"Two men of Harbor Nine were arrested on the pier on Sunday, police said."
    for name in (b"\xf1and\xfa.txt", b"\x1b[31mred.txt"):
        (tmp_path / os.fsdecode(name)).write_bytes(story)
    found = [take(source, PLAIN).id for source in sources([tmp_path], PLAIN)]
    assert sorted(found) == ["ñandú.txt", "\ufffd[31mred.txt"]


def test_half_characters_of_a_record_are_marked(given: Given) -> None:
    """Cut emoji in ids, titles and texts: the document is kept."""
    told = {"id": "a\ud83d", "title": "Raid \udc00", "text": "Two men were arrested on the pier \ud83d on Sunday."}
    page = given("cut.jsonl", json.dumps(told))
    assert (page.id, page.title) == ("a\ufffd", "Raid \ufffd")
    assert page.text == "Two men were arrested on the pier \ufffd on Sunday."


def test_a_member_without_a_name_is_left_out(tmp_path: Path) -> None:
    """The others are read."""
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a.txt", "Two men of Harbor Nine were arrested on the pier, police said.")
        packed.writestr(zipfile.ZipInfo(""), "x")
    assert [source.name for source in sources([file], IntakeOptions())] == ["a.txt"]
