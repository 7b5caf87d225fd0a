"""What answers an accusation, and what does not."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from according.model import Argument, Claim, DocumentRef, Speaker
from according.ontology import Matter, Matters, ontology, phrase

from .strategies import DAYS, claims
from .test_wording import charge


def later(**changes: object) -> Claim:
    """A court clears the man, in a document of the next year."""
    given = {
        "id": "c2",
        "stage": "acquitted",
        "document": DocumentRef("story-2", "1" * 64, published="2025-02-01"),
        "attribution": (Speaker("court_record", "a jury"),),
        **changes,
    }
    return charge(**given)


def by_name(argument: Argument, _claim: Claim) -> object:
    """One person a name, across documents."""
    return argument.name


def test_acquittal_of_another_document_answers_the_charge() -> None:
    """With its day, which is the latest of the matter."""
    matter = Matters([charge(), later()], by_name).of(charge())
    assert matter == Matter("2025-02-01", exits=(later(),))


def test_denial_answers_and_a_step_without_an_offence_belongs_to_every_matter() -> None:
    """ "He denied it" and "the case was dismissed" need not name the offence."""
    denial = later(id="c3", stage="charged", polarity="negated")
    dismissal = later(id="c4", stage="dismissed", object=None)
    matter = Matters([charge(), denial, dismissal], by_name).of(charge())
    assert (matter.exits, matter.denials) == ((dismissal,), (denial,))


def test_other_offences_and_other_people_answer_nothing() -> None:
    """An acquittal of arson leaves a charge of robbery open; so does somebody else's."""
    arson = later(object=Argument("Offence", "arson"))
    other = later(subject=Argument("Person", "Teodor Lunz"))
    assert Matters([charge(), arson, other], by_name).of(charge()) == Matter("2024-03-11")


def test_a_flat_relation_has_no_matter() -> None:
    """Only accusations have an outcome."""
    flat = charge(predicate="member_of", stage=None)
    assert Matters([flat, later()], by_name).of(flat) == Matter("2024-03-11")


@settings(max_examples=200, deadline=None)
@given(claims(staged=True), st.sampled_from(["dismissed", "acquitted", "overturned"]), DAYS)
def test_no_known_way_out_of_a_generated_accusation_is_dropped(claim: Claim, stage: str, day: str) -> None:
    """Gathered and worded: the end of a matter stands in the line of every accusation in it that does not tell it."""
    assume(claim.stage != stage)
    end = replace(
        claim, id="end", stage=stage, polarity="affirmed", document=DocumentRef("end", "2" * 64, published=day)
    )
    worded = phrase(claim, Matters([claim, end], by_name).of(claim))
    assert (
        f"{ontology().stages[stage].label}, {(end.qualifiers.date.edtf if end.qualifiers.date else day)}" in worded.text
    )
    assert max(day, claim.document.published or "") in worded.day


def test_plea_without_an_offence_answers_what_its_document_charges_and_no_old_conviction() -> None:
    """ "Lunz pleaded not guilty" to the robbery says nothing of the arson that he was once convicted of."""
    plea = charge(id="c5", polarity="negated", object=None)
    old = later(id="c6", stage="convicted", object=Argument("Offence", "arson"))
    matters = Matters([charge(), plea, old], by_name)
    assert (matters.of(charge()).denials, matters.of(old).denials) == ((plea,), ())
