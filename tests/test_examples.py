"""The examples are what their README says, and the keys beside them are well formed and true to the documents."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from according.errors import RejectedDocument
from according.intake import IntakeOptions, sources, take
from according.model import Document
from according.ontology import ontology

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
KEYS = sorted(path for path in (EXAMPLES / "expected").rglob("*.json") if path.name != "docs.json")


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """Every example document by its id, as intake makes it."""
    options = IntakeOptions()
    return {
        document.id: document
        for document in (take(source, options) for source in sources([EXAMPLES / "documents"], options))
    }


def _claims(key: dict[str, list[dict[str, object]]]) -> Iterator[dict[str, object]]:
    yield from key["claims"]
    yield from key["optional"]


def _kinds(claim: dict[str, object]) -> set[str]:
    return {kind for link in claim["attribution"] for kind in link["kind"]}  # type: ignore[attr-defined]


def _values(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def test_every_example_document_is_taken(documents: dict[str, Document]) -> None:
    """Nineteen documents come out of the folder, none refused."""
    assert len(documents) == 19


def test_every_document_has_a_key(documents: dict[str, Document]) -> None:
    """No document is without what a careful reader learns from it, and no key without its document."""
    assert {json.loads(path.read_text(encoding="utf-8"))["source"]["ref"] for path in KEYS} == set(documents)


def test_misencoded_copy_is_mended_to_the_words_of_the_story(documents: dict[str, Document]) -> None:
    """What Windows-1252 did to the apostrophes and quotation marks is undone."""
    story = documents["courier-charges-dropped.txt"].text.split("HARROW BEND")[1]
    copy = documents["mirror-charges-dropped.txt"].text.split("HARROW BEND")[1]
    assert copy == story


def test_the_spanish_story_is_known_as_spanish(documents: dict[str, Document]) -> None:
    """It is read by other rules than the rest, which are English."""
    assert [name for name, document in documents.items() if document.language != "en"] == ["diario-incendio.txt"]


@pytest.mark.parametrize("path", KEYS, ids=lambda path: path.stem)
def test_key_quotes_its_document(path: Path, documents: dict[str, Document]) -> None:
    """Every fragment of evidence stands in the stored text, up to white space."""
    key = json.loads(path.read_text(encoding="utf-8"))
    text = " ".join(documents[key["source"]["ref"]].text.split())
    assert [part for claim in _claims(key) for part in claim["evidence"] if part not in text] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", KEYS, ids=lambda path: path.stem)
def test_key_uses_the_words_of_the_contract(path: Path) -> None:
    """Predicates, stages, certainties and kinds of speaker are those of the ontology."""
    key = json.loads(path.read_text(encoding="utf-8"))
    words = ontology()
    for claim in _claims(key):
        assert claim["predicate"] in words.predicates
        assert set(_values(claim["stage"])) - {None} <= set(words.stages)
        assert set(_values(claim["certainty"])) <= set(words.certainty)
        assert _kinds(claim) <= set(words.kinds)
        assert claim["attribution"] != []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("cut-off.pdf", "damaged"),
        ("empty.txt", "empty"),
        ("junk.doc", "binary"),
        ("locked.pdf", "encrypted"),
        ("scan.pdf", "needs_ocr"),
    ],
)
def test_broken_file_is_refused_with_its_reason(name: str, reason: str) -> None:
    """Each broken file is told apart, so that the person knows what to do about it."""
    options = IntakeOptions()
    (source,) = sources([EXAMPLES / "broken" / name], options)
    with pytest.raises(RejectedDocument) as refused:
        take(source, options)
    assert refused.value.reason == reason
