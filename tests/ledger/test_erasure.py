"""What erasure promises: nothing is left of a document, and nothing outside stored documents of a person's name."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from according.errors import RejectedDocument
from according.export import FORMATS, Selection, export
from according.ledger import Ledger, Link
from according.model import Argument, Claim, Document, Entity, Mention, MentionText, Speaker
from according.views import Desk
from according.web import write_report
from tests.factory import argument, claim, document, reading

BINARY = ("parquet",)
"""Formats that pack their words, so that bytes cannot be looked for in them."""


@pytest.fixture
def ledger(place: Callable[[str], str]) -> Iterator[Ledger]:
    """An empty ledger, of each kind of store in turn."""
    with Ledger.open(place("a"), create=True) as opened:
        yield opened


@pytest.fixture
def left(ledger: Ledger, place: Callable[[str], str], kept: Callable[[str], bytes]) -> Callable[[], bytes]:
    """Closes the ledger and gives every byte that is left of it."""

    def read() -> bytes:
        ledger.close()
        return kept(place("a"))

    return read


def bytes_of(folder: Path) -> bytes:
    """Every byte of every file in the folder, in lower case."""
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()).lower()


def handed_on(ledger: Ledger, folder: Path) -> bytes:
    """Every byte of every export in words, and of the report, in lower case."""
    write_report(Desk(ledger), folder)
    texts = [export(ledger, name, Selection()).content for name in FORMATS if name not in BINARY]
    return bytes_of(folder) + b"".join(texts).lower()


STORY = (
    "Odalys Finch pleads guilty\n"
    "Odalys Finch, 38, was charged with robbery, prosecutors said. Finch told the police.\n"
    "Write to o.finch@portmaren.example. FINCH, Odalys stayed silent; Odalys’s sister did not.\n"
    "Marten Oyelaran was charged with robbery, prosecutors said.\n"
    "Pilar Anders, the lawyer for Ms Finch, was silent."
)
KIN = "\nFinch met Marten Finch of the Finch Street crew."


def tell(ledger: Ledger, story: str = STORY) -> Document:
    """A document whose name, title, address and words tell of Odalys Finch, with claims, decisions and links."""
    page = document(
        story,
        id="stories/odalys-finch-pleads.html",
        source_name="odalys-finch-pleads.html",
        title="Odalys Finch pleads guilty",
        url="https://courier.example/finch-pleads",
        author="staff, on the Finch case",
    )
    about = claim(page, subject=argument("Odalys Finch", inside=page, entity=f"{page.id}#0"))
    spoken = claim(page, attribution=(Speaker("suspect", "Finch", named=True),), stage="arrested")
    by_pronoun = claim(page, attribution=(Speaker("suspect", "she", entity=f"{page.id}#0"),), stage="accused")
    other = claim(page, subject=argument("Marten Oyelaran", inside=page, entity=f"{page.id}#1"))
    kin = ("Marten Finch", "Finch Street crew") if KIN in story else ()
    read = reading(page, "Odalys Finch", "Marten Oyelaran", *kin)
    lawyer = Mention(story.index("Pilar"), story.index(", was silent"), "person", "named", 0, len(read.entities))
    aware = Entity("person", "Pilar Anders", (len(read.mentions),))
    read = replace(read, mentions=(*read.mentions, lawyer), entities=(*read.entities, aware))
    ledger.put(page, story.encode(), (about, spoken, by_pronoun, other), reading=read, extractor="1")
    ledger.decide("accept", about, author="Ana", reason="saw Odalys Finch in court")
    ledger.decide("reject", other, author="Ana", reason="that was Finch, not he")
    ledger.reject("odalys-finch-pleads.html", "damaged", "cut off")
    ledger.link({c.row: Link("party") for c in ledger.candidates() if c.document == page.id}, "1")
    return page


def test_erased_document_leaves_no_byte_and_cannot_come_back(
    ledger: Ledger, left: Callable[[], bytes], tmp_path: Path
) -> None:
    """Not in the file, its log, the index, a link, an export, or inside any compressed part."""
    page = tell(ledger)
    kept = document()
    ledger.put(kept, kept.text.encode(), (claim(kept),), reading=reading(kept, "Marten Oyelaran"))
    reason = f"court order about {page.id}"
    ledger.erase_document(page.id, reason=reason, author="Ana")
    assert [c.document.id for c in ledger.claims()] == ["story-1"]
    assert ledger.search("Finch") == []
    with pytest.raises(RejectedDocument, match="erased"):
        ledger.put(replace(page, id="other-name"), STORY.upper().encode(), ())
    assert [stone.reason for stone in ledger.tombstones()] == ["court order about the document"]
    shared = handed_on(ledger, tmp_path / "report")
    stored = left()
    for trace in (b"odalys", b"finch", zlib.compress(STORY.encode(), 6)):
        assert trace not in stored
        assert trace not in shared


def test_erased_person_leaves_no_byte_of_the_name_outside_stored_documents(
    ledger: Ledger, left: Callable[[], bytes], tmp_path: Path
) -> None:
    """Neither the full name nor a part of it: in ids, titles, addresses, notes, links, decisions, exports."""
    tell(ledger)
    (renamed,) = ledger.erase_person("Odalys Finch", reason="request of Odalys Finch", author="Ana")
    assert renamed.startswith("document-")
    assert [d.id for d in ledger.documents()] == [renamed]
    assert ledger.search("Odalys") == []
    shared = handed_on(ledger, tmp_path / "report")
    stored = left()
    for trace in (b"odalys", b"finch"):
        assert trace not in stored
        assert trace not in shared


def test_text_of_an_erased_person_is_blocked_and_that_of_others_stays(ledger: Ledger) -> None:
    """Blocks of the same length; a brother keeps his surname, a group its name, an address goes whole."""
    tell(ledger, STORY + KIN)
    ledger.erase_person("Odalys Finch", reason="request", author="Ana")
    (page,) = ledger.documents()
    assert page.text == (
        "████████████ pleads guilty\n"
        "████████████, 38, was charged with robbery, prosecutors said. █████ told the police.\n"
        "Write to ██████████████████████████ █████████████ stayed silent; ██████’s sister did not.\n"
        "Marten Oyelaran was charged with robbery, prosecutors said.\n"
        "Pilar Anders, the lawyer for Ms █████, was silent.\n"
        "█████ met Marten Finch of the Finch Street crew."
    )
    assert (page.title, page.url, page.author) == ("████████████ pleads guilty", None, "staff, on the █████ case")


def test_claims_about_others_survive_an_erasure_with_their_decisions(ledger: Ledger) -> None:
    """The rejected claim about another man stays rejected, in the renamed document."""
    tell(ledger)
    (renamed,) = ledger.erase_person("Odalys Finch", reason="request", author="Ana")
    (kept,) = ledger.claims()
    assert (kept.subject and kept.subject.name, kept.review) == ("Marten Oyelaran", "rejected")
    assert (kept.document.id, kept.subject and kept.subject.entity) == (renamed, f"{renamed}#1")
    assert [d.reason for d in ledger.decisions()] == ["that was █████, not he"]


def test_erased_name_does_not_come_back_with_a_new_reading_or_another_document(
    ledger: Ledger, left: Callable[[], bytes]
) -> None:
    """The document is known under its new id; what a new reader or another document tells of the person is dropped."""
    page = tell(ledger)
    (renamed,) = ledger.erase_person("Odalys Finch", reason="request", author="Ana")
    found = (claim(page, subject=Argument("Person", "Finch", mention=MentionText(0, 5, "Finch"))), claim(page))
    assert ledger.put(page, STORY.encode(), found, reading=reading(page, "Odalys Finch"), extractor="2") == "reread"
    assert ledger.knows(page.id, page.version, "test 1", "2")
    later = document("Police want Odalys Finch. Finch ran.", id="finch-odalys.txt", title="Finch wanted")
    ledger.put(later, later.text.encode(), (about_finch(later),), reading=reading(later, "Odalys Finch"))
    assert sorted(d.text for d in ledger.documents() if d.id != renamed) == ["Police want ████████████. █████ ran."]
    assert [c.subject and c.subject.name for c in ledger.claims()] == ["Marten Oyelaran"]
    assert [name for d in ledger.documents() for name in asdict(d).values() if "odalys-finch" in str(name)] == []
    assert b"odalys" not in left()


def about_finch(page: Document) -> Claim:
    """A claim whose subject bears the surname alone."""
    return claim(page, subject=Argument("Person", "Finch", mention=MentionText(0, 5, "Finch")))


def test_second_erasure_leaves_the_first_one_standing(ledger: Ledger) -> None:
    """The search index is written again without either name."""
    tell(ledger)
    ledger.erase_person("Odalys Finch", reason="request", author="Ana")
    ledger.erase_person("Marten Oyelaran", reason="request", author="Ana")
    assert (ledger.search("Odalys"), ledger.search("Oyelaran")) == ([], [])
    assert ledger.claims() == []


def test_namesake_of_an_erased_surname_keeps_everything_in_other_documents(ledger: Ledger) -> None:
    """A document that never tells of the person is not touched."""
    tell(ledger)
    page = document("Hana Finch opened a school.", id="finch-school")
    ledger.put(page, page.text.encode(), (), reading=reading(page, "Hana Finch"))
    ledger.erase_person("Odalys Finch", reason="request", author="Ana")
    assert ledger.document("finch-school").text == "Hana Finch opened a school."
    assert [c.name for c in ledger.candidates("Hana Finch")] == ["Hana Finch"]
