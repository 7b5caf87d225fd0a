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
