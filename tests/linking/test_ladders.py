"""How far a document says its matter has got, by headline, claims and advisories; invented people."""

from dataclasses import replace

import pytest

from according.linking import Sheet, find_steps, headline_stage
from according.linking.ladders import stage_in
from according.model import Claim
from tests.factory import argument, claim


def page(title: str, story: str = "", id: str = "d") -> Sheet:
    """A document of which only title and story matter."""
    return Sheet(id, "v", "en", "office", "2024-05-01", title, f"{title}\n{story}", ())


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Man on parole to be arraigned for arson", "charged"),
        ("Trawler owner faces life without the possibility of parole, charged with arson", "charged"),
        ("Quay master sentenced to life without parole", "sentenced"),
        ("Two agents plead to conspiring with a lawyer", "pleaded_guilty"),
        ("Ropemaker will be sentenced for arson", "convicted"),
        ("Ropemaker faces death penalty trial", "on_trial"),
        ("Ropemaker who pled guilty to arson charged with theft", "charged"),
        ("Ropemaker sent to state prison for arson", "sentenced"),
        ("Ropemaker to plead guilty to arson", "charged"),
        ("Ropemaker pleads not guilty to arson", None),
    ],
)
def test_headline_tells_what_has_happened(title: str, stage: str | None) -> None:
    """Not who somebody is, and not what may come."""
    assert headline_stage(title) == stage


def accused(name: str, stage: str, document: str = "d") -> Claim:
    """A claim of a stage against somebody whom the reading knows."""
    subject = replace(argument(name), entity=f"{document}#{name}")
    made = claim(subject=subject, stage=stage)
    return replace(made, document=replace(made.document, id=document))


def test_acquittal_on_some_counts_leaves_the_conviction() -> None:
    """The headline tells it, and a claim, too."""
    story = "Odal Finch was found guilty of arson and not guilty of theft."
    told = [accused("Odal Finch", "convicted"), accused("Odal Finch", "acquitted")]
    step = stage_in(page("Ropemaker convicted of arson", story), ["Odal Finch"], told)
    assert step is not None
    assert step.stage == "convicted"


def test_acquittal_ends_what_the_headline_does_not_tell() -> None:
    """Whatever the document tells of a conviction before."""
    told = [accused("Odal Finch", "convicted"), accused("Odal Finch", "acquitted")]
    step = stage_in(page("Jury clears ropemaker", "Odal Finch left the court."), ["Odal Finch"], told)
    assert step is not None
    assert step.stage == "acquitted"


def test_headline_about_two_is_about_both_who_are_accused() -> None:
    """Though their names stand far below the lead."""
    story = "x " * 600 + "Odal Finch and Bera Moss were charged."
    told = [accused("Odal Finch", "charged"), accused("Bera Moss", "charged")]
    forms = {f"d#{name}": [name] for name in ("Odal Finch", "Bera Moss")}
    steps = find_steps({"d": page("Two sentenced for arson", story)}, told, forms, {})
    assert {step.stage for step in steps.values()} == {"sentenced"}


def test_advisory_tells_the_step_of_whom_it_names() -> None:
    """Somebody whom another document accuses; a lawyer whom it does not name gets none."""
    story = "MEDIA ADVISORY WHO: Odal Finch, 34 WHAT: Will be sentenced for arson. WHEN: Friday"
    forms = {"a#Odal Finch": ["Odal Finch"], "d#Odal Finch": ["Odal Finch"], "d#Bera Moss": ["Bera Moss"]}
    pages = {"a": page("Ropemaker charged with arson", "Odal Finch was charged.", "a"), "d": page("Advisory", story)}
    one = dict.fromkeys(forms, "finch") | {"d#Bera Moss": "moss"}
    steps = find_steps(pages, [accused("Odal Finch", "charged", "a")], forms, one)
    assert {entity: step.stage for entity, step in steps.items()} == {
        "a#Odal Finch": "charged",
        "d#Odal Finch": "convicted",
    }


def test_victim_of_one_matter_and_defendant_of_another_gets_the_step_of_his_own_alone() -> None:
    """The headline about those who harmed him is not about him, though his name leads."""
    forms = {"a#Odal Finch": ["Odal Finch"], "d#Odal Finch": ["Odal Finch"]}
    pages = {
        "a": page("Ropemaker charged with arson", "Odal Finch was charged.", "a"),
        "d": page("Man sentenced for stabbing", "Odal Finch was stabbed."),
    }
    harmed = replace(accused("Odal Finch", "charged"), predicate="victim_of", stage=None)
    steps = find_steps(pages, [accused("Odal Finch", "charged", "a"), harmed], forms, dict.fromkeys(forms, "finch"))
    assert list(steps) == ["a#Odal Finch"]


def test_sentence_told_in_the_lead_goes_beyond_a_headline_that_tells_the_conviction() -> None:
    """Both happened on one day; the headline names the first."""
    told = [replace(accused("Odal Finch", "sentenced"), rule="law.sentence")]
    lead = told[0].evidence[0].quote
    step = stage_in(page("Ropemaker convicted of arson", f"Odal Finch burned a barn. {lead}"), ["Odal Finch"], told)
    assert step is not None
    assert step.stage == "sentenced"


def test_charge_told_in_the_text_goes_beyond_a_headline_of_an_arrest() -> None:
    """Whoever is brought home to stand trial was charged before."""
    story = "Odal Finch, 47, is charged with arson."
    told = [accused("Odal Finch", "charged"), accused("Odal Finch", "convicted")]  # the conviction is another matter's
    step = stage_in(page("Fugitive extradited", story), ["Odal Finch"], told)
    assert step is not None
    assert step.stage == "charged"


def test_who_is_also_charged_has_no_share_in_the_headline() -> None:
    """The headline is about whom the lead names before."""
    story = "Bera Moss faces trial tomorrow. Odal Finch, 36, Varn, is also charged with arson."
    step = stage_in(page("Ropemaker faces trial", story), ["Odal Finch"], [accused("Odal Finch", "charged")])
    assert step is not None
    assert step.stage == "charged"


def test_advisory_without_who_tells_the_step_of_whom_its_first_sentence_names() -> None:
    """What follows it is of somebody else."""
    story = (
        "MEDIA ADVISORY WHAT: Closing arguments in the trial against Odal Finch. Bera Moss was sentenced. WHEN: Friday"
    )
    told = [accused("Odal Finch", "charged"), accused("Bera Moss", "charged")]
    forms = {f"d#{name}": [name] for name in ("Odal Finch", "Bera Moss")}
    steps = find_steps({"d": page("Advisory", story)}, told, forms, {})
    assert steps["d#Odal Finch"].stage == "on_trial"


def test_advisory_to_a_sentencing_tells_a_conviction() -> None:
    """The sentence is still to come."""
    story = "MEDIA ADVISORY WHO: Odal Finch, 34 WHAT: Sentencing for arson. WHEN: Friday"
    step = stage_in(page("Odal Finch sentencing", story), ["Odal Finch"], [accused("Odal Finch", "charged")])
    assert step is not None
    assert step.stage == "convicted"


def test_relative_who_is_said_to_be_accused_has_a_step_and_one_who_is_not_has_none() -> None:
    """A victim's relatives are told of, too, and what they did is narrated."""
    kin = replace(claim(predicate="family_of", subject=accused("Odal Finch", "x").subject), stage=None)
    said = replace(accused("Odal Finch", "accused"), rule="law.accuse")
    narrated = replace(accused("Odal Finch", "accused"), rule="law.narrated")
    assert stage_in(page("A fire", "x"), ["Odal Finch"], [kin, said]) is not None
    assert stage_in(page("A fire", "x"), ["Odal Finch"], [kin, narrated]) is None
