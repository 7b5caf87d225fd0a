"""How sure the source is: steps to come and beliefs that are denied affirm nothing."""

import pytest

from according.claims import ClaimEngine
from according.model import Claim
from according.reading import BundledReader
from tests.factory import document

from .reader import page_of


@pytest.fixture(scope="module")
def reader() -> BundledReader:
    """The bundled reader, loaded once."""
    return BundledReader()


def claims(reader: BundledReader, text: str, predicate: str) -> list[Claim]:
    """The claims of one predicate in a text."""
    return [c for c in ClaimEngine().extract(reader.read(document(text))) if c.predicate == predicate]


def test_step_to_come_is_not_certain(reader: BundledReader) -> None:
    """Whoever is expected to be charged has not been charged."""
    found = claims(reader, "Castellane is expected to be charged with murder.", "accused_of")
    assert [c.certainty for c in found] == ["unknown"]


def test_denied_belief_accuses_nobody(reader: BundledReader) -> None:
    """Police who do not believe it do not accuse."""
    found = claims(reader, "Police do not believe that Castellane shot Lunz.", "perpetrator_of")
    assert {c.polarity for c in found} == {"negated"}


def test_suspect_inside_an_outlet_is_kept(reader: BundledReader) -> None:
    """What a suspect told the police, as a station reports it, has two speakers."""
    text = (
        "A man held for the raid told the police that his two partners were members of the Red Hand gang, "
        "the local Channel 8 station reported."
    )
    found = [
        c for c in ClaimEngine().extract(reader.read(document(text))) if c.predicate in ("member_of", "associate_of")
    ]
    assert found
    assert {(c.attribution[0].kind, c.attribution[-1].cue) for c in found} == {("outlet", "told")}


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Ivo Lantana and Pell Orrin are allegedly members of the Harbor Nine gang.", "probable"),
        ("Ivo Lantana and Pell Orrin are members and/or associates of the Harbor Nine gang.", "possible"),
        ("Ivo Lantana and Pell Orrin are members of the Harbor Nine gang.", "certain"),
    ],
)
def test_an_alleged_member_is_a_probable_one_and_one_of_two_a_possible_one(text: str, certainty: str) -> None:
    """How the relation is put, whoever says it."""
    found = [c for c in ClaimEngine().extract(page_of(text).reading) if c.predicate in ("member_of", "associate_of")]
    assert {c.certainty for c in found} == {certainty}


@pytest.mark.parametrize(
    ("text", "predicate", "certainty"),
    [
        (
            "A network reported the possibility of an attack with rockets on the depot in Corvin.",
            "located_at",
            "possible",
        ),
        (
            "Ivo Lantana was killed on Friday, apparently by members of the Harbor Nine.",
            "perpetrator_of",
            "probable",
        ),
        ("All the donors appear to have ties to the Harbor Nine gang.", "associate_of", "probable"),
        ("Bruno Castellane had offered to plead guilty to murder, but prosecutors refused.", "accused_of", "unknown"),
        ("Bruno Castellane will be arraigned on Monday on a charge of murder.", "accused_of", "certain"),
    ],
)
def test_what_may_be_is_no_surer_than_it_is_put(text: str, predicate: str, certainty: str) -> None:
    """Possibilities, seeming and offers; who will be arraigned has been charged."""
    told = [c for c in ClaimEngine().extract(page_of(text).reading) if c.predicate == predicate]
    assert {c.certainty for c in told} == {certainty}


def test_a_title_beside_a_name_is_not_denied_with_the_plan() -> None:
    """Who denies an attack on the mayor does not deny that she is mayor."""
    text = "The Harbor Nine denied that they were preparing an attack on Mayor Ruth Ekwueme."
    told = [c for c in ClaimEngine().extract(page_of(text).reading) if c.predicate == "holds_post"]
    assert [c.polarity for c in told] == ["affirmed"]
