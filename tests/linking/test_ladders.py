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
        ("Quay notes: three not-guilty pleas and a denial", None),
        ("Ropemaker and trawlerman enter pleas of not guilty", None),
        ("Ropemaker charged with arson pleads not guilty", "charged"),
        ("Ropemaker found not guilty of arson", "acquitted"),
        ("Not-guilty verdict in arson trial of ropemaker", "acquitted"),
        ("Ropemaker enters guilty plea", "pleaded_guilty"),
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


def test_conviction_of_a_second_trial_goes_beyond_the_overturning_of_the_first() -> None:
    """The headline tells it, and a claim of the lead, too."""
    told = [accused("Odal Finch", "convicted"), accused("Odal Finch", "overturned")]
    lead = told[0].evidence[0].quote
    step = stage_in(page("Ropemaker convicted of arson", f"{lead} Odal Finch was tried again."), ["Odal Finch"], told)
    assert step is not None
    assert step.stage == "convicted"


def test_older_acquittal_hides_no_conviction_of_today() -> None:
    """That of another matter, told in the past of the past."""
    end = accused("Odal Finch", "acquitted")
    end = replace(end, evidence=(replace(end.evidence[0], quote="He had been acquitted of theft.", end=31),))
    step = stage_in(page("Odal Finch convicted of arson", "Odal Finch burned a barn."), ["Odal Finch"], [end])
    assert step is not None
    assert step.stage == "convicted"


def test_court_that_overturns_a_conviction_is_no_conviction() -> None:
    """Whichever of the two words comes first."""
    assert headline_stage("Court overturns ropemaker's arson conviction") == "overturned"
    assert headline_stage("Conviction of ropemaker overturned") == "overturned"


def test_plea_to_come_is_no_plea() -> None:
    """Whoever admits it has still to enter it."""
    story = "Odal Finch has been charged and is expected to appear in court on Friday to enter his plea."
    step = stage_in(page("Odal Finch admits to arson", story), ["Odal Finch"], [accused("Odal Finch", "charged")])
    assert step is not None
    assert step.stage == "charged"


def test_headline_of_another_is_not_of_whom_the_lead_says_to_be_charged() -> None:
    """Nor of anybody whom no claim takes so far."""
    story = "Bera Moss was sent to prison. Odal Finch, 42, is charged with two counts of fraud."
    step = stage_in(page("Ropemaker pleads guilty", story), ["Odal Finch"], [accused("Odal Finch", "charged")])
    assert step is not None
    assert step.stage == "charged"


def test_headline_with_co_defendants_is_of_the_first_of_a_list() -> None:
    """The others of one sentence are only charged."""
    story = "He stands before the jury. Bera Moss, 27, Varn, and Odal Finch, 23, Orm, are charged with murder."
    sheet = page("Ropemaker faces trial for murder with two co-defendant sailors", story)
    steps = {name: stage_in(sheet, [name], [accused(name, "charged")]) for name in ("Bera Moss", "Odal Finch")}
    assert {name: step and step.stage for name, step in steps.items()} == {
        "Bera Moss": "on_trial",
        "Odal Finch": "charged",
    }


def test_only_case_of_a_document_that_was_dismissed_is_dismissed() -> None:
    """Unless that is only asked for, and unless it accuses somebody else."""
    told = [accused("Odal Finch", "indicted")]
    forms = {"d#Odal Finch": ["Odal Finch"], "d#Bera Moss": ["Bera Moss"]}
    ended = page("Case summary", "The jury hung, and the case was dismissed by the prosecutor.")
    asked = page("Case summary", "The jury hung; the defence will ask that the case was dismissed.")
    assert find_steps({"d": ended}, told, forms, {})["d#Odal Finch"].stage == "dismissed"
    assert find_steps({"d": asked}, told, forms, {})["d#Odal Finch"].stage == "indicted"
    both = find_steps({"d": ended}, [*told, accused("Bera Moss", "charged")], forms, {})
    assert {step.stage for step in both.values()} == {"indicted", "charged"}


def test_defendant_without_a_claim_is_introduced_by_name_and_age() -> None:
    """A town is not, nor anybody without an age."""
    names = ("Odal Finch", "Lake Selwick", "Ivo Tarn")
    forms = {f"d#{name}": [name] for name in names}
    story = "Odal Finch, 34, Lake Selwick, was charged with arson. Ivo Tarn was charged with telling the press."
    steps = find_steps({"d": page("A fire", story)}, [], forms, {})
    assert {entity: (step.stage, step.why) for entity, step in steps.items()} == {
        "d#Odal Finch": ("charged", "Odal Finch, 34, Lake Selwick, was charged with arson.")
    }


def test_headline_is_of_whom_the_release_presents() -> None:
    """However far below the lead."""
    story = (
        "x " * 600 + "The District Attorney identified the defendants as Bera Moss, 31, of Varn; and Odal Finch, 27."
    )
    told = [accused("Odal Finch", "convicted")]
    step = stage_in(page("Gang members sentenced", story), ["Odal Finch"], told)
    assert step is not None
    assert step.stage == "sentenced"


def test_arraignment_that_an_advisory_puts_off_is_a_charge() -> None:
    """Of whom it names."""
    story = "MEDIA ADVISORY WHO: Odal Finch, 62 WHAT: Posted bail today. The new arraignment is on May 19. WHEN: Friday"
    step = stage_in(page("Advisory", story), ["Odal Finch"], [accused("Odal Finch", "accused")])
    assert step is not None
    assert step.stage == "charged"


def test_flat_words_are_no_step_in_law() -> None:
    """A document that says no more has no step."""
    flat = replace(accused("Odal Finch", "stated"), predicate="perpetrator_of")
    assert find_steps({"d": page("A fire", "x")}, [flat], {"d#Odal Finch": ["Odal Finch"]}, {}) == {}
