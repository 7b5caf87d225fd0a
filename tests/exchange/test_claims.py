"""Claims of documents that are not here come as they were told, known by their quotes and marked so."""

import json
from pathlib import Path

import pytest

from according.ledger import Ledger
from according.model import BY_QUOTES, Evidence, Speaker, claim_record
from according.views import Desk, document_page
from tests.cli.inside import Done, run
from tests.factory import argument, claim, document, reading

TEXT = (
    "A long night at the port.\n"
    "Two officials said Marten Oyelaran, 34, was probably a member of Harbor Nine.\n"
    "Nothing else is known.\n"
    "Marten Oyelaran was charged with robbery, prosecutors said."
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """`there.ledger` with a document of two claims, exported to `claims.jsonl`."""
    with Ledger.open(tmp_path / "there.ledger", create=True) as there:
        put(there)
    export(tmp_path)
    return tmp_path


def put(ledger: Ledger) -> None:
    """The document, its two claims."""
    page = document(TEXT, id="stories/night.txt", title="A long night")
    nine = argument("Harbor Nine", "Group", inside=page, entity=f"{page.id}#1")
    who = argument("Marten Oyelaran", inside=page, entity=f"{page.id}#0")
    officials = Speaker("official", "two officials", anonymous=True, cue="said")
    member = claim(
        page, predicate="member_of", subject=who, object=nine, stage=None, certainty="probable",
        attribution=(officials,), evidence=(evidence(page, 1),),
    )  # fmt: skip
    charged = claim(page, subject=who, evidence=(evidence(page, 3),))
    ledger.put(page, page.text.encode(), (member, charged), reading=reading(page, "Marten Oyelaran", "Harbor Nine"))


def evidence(page, number: int):
    """One line of the document as evidence."""
    segment = page.segments[number]
    return Evidence(page.id, segment.start, segment.end, page.text[segment.start : segment.end])


def export(place: Path) -> None:
    """As a user hands it on."""
    out = place / "claims.jsonl"
    assert run("export", "--format", "claims", "--ledger", place / "there.ledger", "--out", out).returncode == 0


def brought(place: Path, name: str = "claims.jsonl") -> Done:
    """As a user takes it."""
    return run("claims", place / name, "--ledger", place / "here.ledger")


def test_claims_come_exactly_with_speaker_stage_certainty_quote_and_place(place: Path) -> None:
    """All that the export told, but for the version of the document, which is another here."""
    done = brought(place)
    assert (done.returncode, done.stdout) == (
        0, "2 claims of 1 documents that are known by their quotes; 0 were here.\n",
    )  # fmt: skip
    told = [json.loads(line) for line in (place / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    with Ledger.open(place / "here.ledger") as here:
        found = [json.loads(json.dumps(claim_record(c))) for c in here.claims()]
        (page,) = here.documents()
        assert here.verify() == []
        assert [c.name for c in here.candidates()] == ["Marten Oyelaran", "Harbor Nine"]
    for record in (*told, *found):
        assert record["document"].pop("version")
        assert record["document"].pop("sha256")
    assert found == told
    assert (page.media_type, page.publisher, page.published) == (BY_QUOTES, "Port Maren Courier", "2024-03-11")


def test_page_shows_the_quotes_and_says_that_the_rest_is_not_here(place: Path) -> None:
    """Nothing of what stands between them is known, shown or found."""
    brought(place)
    with Ledger.open(place / "here.ledger") as here:
        page = document_page(Desk(here), "stories/night.txt")
        assert page.by_quotes
        assert [block.words for block in page.blocks] == [TEXT.split("\n")[1], TEXT.split("\n")[3]]
        assert "Nothing else" not in here.document("stories/night.txt").text
        assert [h.snippet for h in here.search("port")] == []
        assert len(here.search("officials")) == 1
    why = run("why", found_id(place), "--ledger", place / "here.ledger").stdout
    assert "known here only by its quotes" in " ".join(why.split())


def found_id(place: Path) -> str:
    """The id of a claim here."""
    with Ledger.open(place / "here.ledger") as here:
        return here.claims()[0].id


def test_same_file_twice_adds_nothing_and_a_part_takes_nothing_away(place: Path) -> None:
    """Of the other ledger's claims one came alone; the rest joins it."""
    lines = (place / "claims.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (place / "part.jsonl").write_text(lines[1], encoding="utf-8")
    assert brought(place, "part.jsonl").stdout.startswith("1 claims of 1 documents")
    assert brought(place).stdout.startswith("1 claims of 1 documents that are known by their quotes; 1 were here.")
    assert brought(place).stdout.startswith("0 claims of 0 documents that are known by their quotes; 2 were here.")
    assert brought(place, "part.jsonl").stdout.startswith("0 claims of 0 documents")
    with Ledger.open(place / "here.ledger") as here:
        assert len(here.claims()) == 2


def test_document_that_is_here_is_not_told_twice(place: Path) -> None:
    """Its claims are here; one that this ledger does not make of it is listed."""
    with Ledger.open(place / "here.ledger", create=True) as here:
        page = document(TEXT, id="archive/7", title="A long night")
        charged = claim(page, evidence=(evidence(page, 3),))
        here.put(page, page.text.encode(), (charged,), reading=reading(page, "Marten Oyelaran"))
    done = brought(place)
    assert done.returncode == 3
    assert done.stdout.startswith("0 claims of 0 documents that are known by their quotes; 1 were here.")
    assert "document archive/7: claim" in done.stdout
    with Ledger.open(place / "here.ledger") as here:
        assert [d.id for d in here.documents()] == ["archive/7"]


def test_other_text_of_the_same_document_is_a_conflict(place: Path) -> None:
    """It is left to a person."""
    with Ledger.open(place / "here.ledger", create=True) as here:
        here.put(document("Another text.", id="stories/night.txt"), b"x")
    done = brought(place)
    assert (done.returncode, "document stories/night.txt: here text" in " ".join(done.stdout.split())) == (3, True)


def test_document_that_is_added_later_takes_the_place_of_its_quotes(place: Path) -> None:
    """And its own claims count."""
    brought(place)
    with Ledger.open(place / "here.ledger") as here:
        put(here)
        assert here.document("stories/night.txt").text == TEXT
        assert len(here.claims()) == 2
    assert brought(place).stdout.startswith("0 claims of 0 documents that are known by their quotes; 2 were here.")


def test_claim_that_was_rejected_there_stays_there(place: Path) -> None:
    """It would stand here as if nobody had looked."""
    with Ledger.open(place / "there.ledger") as there:
        there.decide("reject", there.claims()[0], author="Ana", reason="another man")
    export(place)
    done = brought(place)
    assert done.stdout.startswith("1 claims of 1 documents")
    assert "left out: 1 rejected there" in done.stdout


def test_decisions_follow_their_claims(place: Path) -> None:
    """What somebody accepted there is accepted here, by the file of decisions."""
    with Ledger.open(place / "there.ledger") as there:
        there.decide("accept", there.claims()[0], author="Ana", reason="seen")
    run("export", "--format", "decisions", "--ledger", place / "there.ledger", "--out", place / "decisions.jsonl")
    brought(place)
    assert run("decisions", place / "decisions.jsonl", "--ledger", place / "here.ledger").returncode == 0
    with Ledger.open(place / "here.ledger") as here:
        assert [c.review for c in here.claims()] == ["accepted", "unreviewed"]


def test_restricted_document_stays_restricted(place: Path) -> None:
    """Whoever brings it in cannot open it by an option."""
    told = [json.loads(line) for line in (place / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    for record in told:
        record["document"]["handling"] = "sealed"
    (place / "claims.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    assert (
        run("claims", place / "claims.jsonl", "--ledger", place / "here.ledger", "--handling", "public").returncode == 0
    )
    with Ledger.open(place / "here.ledger") as here:
        assert {c.document.handling for c in here.claims()} == {"sealed"}


def test_erased_document_does_not_come_back(place: Path) -> None:
    """Not even by its quotes."""
    with Ledger.open(place / "here.ledger", create=True) as here:
        put(here)
        here.erase_document("stories/night.txt", reason="court order", author="Ana")
    assert "left out: 0 rejected there, 2 of documents that were erased here" in brought(place).stdout
    with Ledger.open(place / "here.ledger") as here:
        assert here.documents() == []


def test_broken_line_costs_nothing_but_itself(place: Path) -> None:
    """Each is named with its number and what is wrong; the good claims are brought in."""
    good = (place / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    bad = []
    for change in (
        lambda r: r.pop("attribution"),
        lambda r: r.update(attribution=[]),
        lambda r: r.update(stage="canonised"),
        lambda r: r["evidence"][0].update(quote="short"),
        lambda r: r["evidence"][0].update(start=10**12, end=10**12 + len(r["evidence"][0]["quote"])),
        lambda r: r["document"].update(id=7),
        lambda r: r["subject"]["mention"].update(text=None),
        lambda r: r["extractor"].update(confidence="high"),
    ):
        record = json.loads(good[0])
        record["id"] = f"bad{len(bad)}"
        change(record)
        bad.append(json.dumps(record))
    lines = ["<html>", '{"id": "x"', "[]", *bad, *good]
    (place / "broken.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = brought(place, "broken.jsonl")
    assert done.returncode == 3
    assert done.stdout.startswith("2 claims of 1 documents")
    assert [f"line {n}:" in done.stdout for n in range(1, 14)] == [True] * 11 + [False] * 2


def test_claims_that_quote_one_place_differently_are_a_conflict(place: Path) -> None:
    """One of them is not verbatim, and nobody can say which."""
    told = [json.loads(line) for line in (place / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    other = json.loads(json.dumps(told[0]))
    other["id"] = "other"
    quote = other["evidence"][0]["quote"]
    other["evidence"][0]["quote"] = quote.replace("member", "leader")
    lines = map(json.dumps, (*told, other))
    (place / "two.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = brought(place, "two.jsonl")
    assert (done.returncode, "other words stand at" in " ".join(done.stdout.split())) == (3, True)
