"""What an export leaves out: the unreviewed, the restricted, protected names; and that it says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from according.errors import SettingError
from according.export import FORMATS, WORKING_COPY, HandedDesk, Selection, export, rows
from according.ledger import Ledger
from according.model import Argument, PlaceValue, Qualifiers, Speaker
from tests.export.printed import pdf_words
from tests.factory import argument, claim, document, reading

SHOWN = [f for f in FORMATS if f not in WORKING_COPY]
TODAY = "2025-06-01"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A charge in an open document; a minor's name in a story; a confidential and an embargoed document."""
    with Ledger.open(tmp_path / "selection.ledger", create=True) as opened:
        put(opened, document())
        hurt = document(
            "Karim Adeyemi was hurt.", id="karim-adeyemi-hurt.txt", url="https://x.example/karim-adeyemi-hurt"
        )
        hurt_claim = claim(
            hurt,
            predicate="victim_of",
            subject=argument("Karim Adeyemi", inside=hurt, entity=f"{hurt.id}#0", protected="minor"),
            object=Argument("Incident", "assault", incident_type="assault", entity=f"{hurt.id}#1"),
            stage=None,
        )
        opened.put(hurt, b"hurt", (hurt_claim,), reading=reading(hurt, "Karim Adeyemi"))
        put(opened, document("Odalys Finch was charged.", id="secret", handling="confidential"), "Odalys Finch")
        put(opened, document("Teodor Lunz was charged.", id="later", embargo_until="2025-07-01"), "Teodor Lunz")
        yield opened


def put(ledger: Ledger, page, name: str = "Marten Oyelaran", **changes) -> None:
    """Store a document of one claim about one man or woman."""
    made = claim(page, subject=argument(name, inside=page, entity=f"{page.id}#0"), **changes)
    ledger.put(page, page.text.encode(), (made,), reading=reading(page, name))


def text(ledger: Ledger, format: str, selection: Selection | None = None) -> str:
    """An export as text; PDF as its pages read, other binary formats by their bytes."""
    content = export(ledger, format, selection, today=TODAY).content
    return pdf_words(content) if format == "pdf" else content.decode("utf-8", "replace")


@pytest.mark.parametrize("format", SHOWN)
def test_restricted_and_embargoed_documents_stay_out_and_are_counted(ledger: Ledger, format: str) -> None:
    """Neither a name nor a title of them is in the file."""
    made, told = export(ledger, format, today=TODAY), text(ledger, format)
    for word in ("Odalys", "Teodor", "secret"):
        assert word not in told
    assert made.left_out.documents == 2
    assert "2 restricted or embargoed documents, 2 claims that only restricted documents make" in str(made.left_out)


def test_restricted_document_named_one_by_one_is_handed_on(ledger: Ledger) -> None:
    """And no other."""
    told = text(ledger, "csv", Selection(include=("secret",)))
    assert "Odalys Finch" in told
    assert "Teodor Lunz" not in told


@pytest.mark.parametrize("format", SHOWN)
def test_protected_name_is_masked_in_names_quotes_ids_and_addresses(ledger: Ledger, format: str) -> None:
    """A slug tells a name as well as a title does."""
    told = text(ledger, format).lower()
    assert "adeyemi" not in told
    assert "karim" not in told


def test_name_that_a_restricted_document_protects_is_masked_in_the_open_ones(ledger: Ledger) -> None:
    """The reason stays out, the mask stays on."""
    open_page = document("Ines Cabrera was charged.", id="open")
    put(ledger, open_page, "Ines Cabrera")
    closed = document("Ines Cabrera is 15.", id="closed", handling="sealed")
    child = argument("Ines Cabrera", inside=closed, entity="closed#0", protected="minor")
    ledger.put(closed, b"c", (claim(closed, subject=child),), reading=reading(closed, "Ines Cabrera"))
    assert "Ines" not in text(ledger, "csv")


def test_unmask_shows_the_name(ledger: Ledger) -> None:
    """Only when asked."""
    assert "Karim Adeyemi was hurt." in text(ledger, "csv", Selection(unmask=True))


def test_redact_gives_stable_pseudonyms_to_the_unconvicted(ledger: Ledger) -> None:
    """A convicted man keeps his name."""
    put(ledger, document("Viktor Amsel was convicted.", id="verdict"), "Viktor Amsel", stage="convicted")
    told = text(ledger, "csv", Selection(redact=True))
    assert "Oyelaran" not in told
    assert "[person " in told
    assert "Viktor Amsel was convicted." in told
    assert told == text(ledger, "csv", Selection(redact=True))


def test_reviewed_only_leaves_the_rest_out_and_says_so(ledger: Ledger) -> None:
    """Accepted claims alone."""
    assert export(ledger, "csv", Selection(reviewed=True), today=TODAY).claims == 0
    accepted = next(c for c in ledger.claims() if c.document.id == "story-1")
    ledger.decide("accept", accepted, author="Ana", reason="checked")
    made = export(ledger, "csv", Selection(reviewed=True), today=TODAY)
    assert made.claims == 1
    assert "1 claims that nobody reviewed" in str(made.left_out)


def test_rejected_claim_is_in_no_export(ledger: Ledger) -> None:
    """What a person rejected is not handed on."""
    wrong = next(c for c in ledger.claims() if c.document.id == "story-1")
    ledger.decide("reject", wrong, author="Ana", reason="wrong man")
    assert "Oyelaran" not in text(ledger, "csv")


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(stages=("charged",)), 1),
        (Selection(kinds=("police",)), 0),
        (Selection(certainties=("certain",)), 2),
        (Selection(min_origins=2), 0),
        (Selection(as_of="2020-01-01"), 0),
    ],
)
def test_filters_narrow_every_export(ledger: Ledger, selection: Selection, left: int) -> None:
    """Stage, kind of speaker, certainty, origins, day."""
    assert export(ledger, "csv", selection, today=TODAY).claims == left


def test_filter_that_cannot_be_names_the_values() -> None:
    """A misspelt stage is an error, not an empty file."""
    with pytest.raises(SettingError, match="'guilty' is not one of suspected, accused"):
        Selection(stages=("guilty",))


def test_place_with_coordinates_is_a_point_longitude_first(ledger: Ledger) -> None:
    """RFC 7946; the others are counted."""
    import json

    page = document("Harbor Nine operates in Quay Ward.", id="map")
    put(
        ledger, page, "Harbor Nine", predicate="operates_in", stage=None,
        object=Argument("Place", "Quay Ward", entity="map#1"),
        qualifiers=Qualifiers(place=PlaceValue("Quay Ward", lat=1.5, lon=-70.25)),
    )  # fmt: skip
    made = json.loads(text(ledger, "geojson"))
    assert [f["geometry"]["coordinates"] for f in made["features"]] == [[-70.25, 1.5]]
    assert made["without_place"] == 2
    assert made["features"][0]["properties"]["speaker"]


def test_claims_without_a_point_are_counted(ledger: Ledger) -> None:
    """A map that is nearly empty says so."""
    made = export(ledger, "geojson", today=TODAY)
    assert made.claims == 0
    assert "2 claims without coordinates" in str(made.left_out)


def test_cell_that_a_spreadsheet_would_run_is_disarmed(ledger: Ledger) -> None:
    """A quote may begin with an equals sign."""
    page = document("=HYPERLINK(1) Marten Oyelaran was charged.", id="formula")
    put(ledger, page)
    assert ",'=HYPERLINK(1)" in text(ledger, "csv")


def test_protected_speaker_is_masked(ledger: Ledger) -> None:
    """A witness who is named in the chain."""
    page = document("Petra Valcourt said Marten Oyelaran was charged.", id="witness")
    speaker = Speaker("witness", "Petra Valcourt", named=True, cue="said", protected="witness")
    put(ledger, page, attribution=(speaker,))
    assert "Valcourt" not in text(ledger, "html")


def test_edited_claim_is_exported_as_edited(ledger: Ledger) -> None:
    """The person's word stands, with its review state."""
    was = next(c for c in ledger.claims() if c.document.id == "story-1")
    ledger.edit(was, replace(was, stage="accused"), author="Ana", reason="charges not filed yet")
    row = next(r for r in rows(HandedDesk(ledger, Selection(), today=TODAY))[0] if r.id == was.id)
    assert (row.stage, row.review) == ("accused", "edited")


@pytest.mark.parametrize("format", SHOWN)
def test_every_minor_of_a_list_is_masked_also_those_whom_no_claim_names(ledger: Ledger, format: str) -> None:
    """In the quote of a claim about somebody else, and in the title."""
    names = ("Tess Okonjo", "Milo Brandt", "Bruno Castellane")
    page = document("Tess Okonjo, 16, and Milo Brandt, 15, saw Bruno Castellane. Brandt fled.", id="list", title="Milo")
    made = reading(page, *names)
    marked = tuple(replace(e, protected="minor" if e.name != names[2] else None) for e in made.entities)
    about = claim(page, subject=argument(names[2], inside=page, entity="list#2"))
    ledger.put(page, b"l", (about,), reading=replace(made, entities=marked))
    told = text(ledger, format)
    assert not any(word in told for word in ("Okonjo", "Brandt", "Milo", "Tess"))


@pytest.mark.parametrize("before", [14, 18, 22, 26])
def test_name_that_stands_across_the_edge_of_the_surroundings_is_masked(tmp_path: Path, before: int) -> None:
    """What is handed on around a quote is masked before it is cut, and cut between words: no half of a name is left."""
    page = document(f"Marten Oyelaran was charged with robbery.\n{'x' * before} Karim Adeyemi-Roth, 15, was hurt.")
    child = argument("Karim Adeyemi-Roth", inside=page, entity=f"{page.id}#1", protected="minor")
    hurt = claim(page, predicate="victim_of", subject=child, object=Argument("Incident", "assault"), stage=None)
    with Ledger.open(tmp_path / "edge.ledger", create=True) as ledger:
        read = reading(page, "Marten Oyelaran", "Karim Adeyemi-Roth")
        ledger.put(page, b"x", (claim(page), hurt), reading=read)
        found, _ = rows(HandedDesk(ledger, Selection(), today=TODAY))
    row = next(row for row in found if row.predicate == "accused_of")
    assert not {"K", "Ka", "Kari", "Karim", "Adeyemi-Roth"} & {*row.suffix.split(), *row.after.split()}
    assert "Adey" not in row.suffix + row.after
