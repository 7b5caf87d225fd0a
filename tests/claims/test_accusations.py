"""Accusations on invented releases, read with the bundled reader: who, of what, how far in law."""

from functools import cache

import pytest

from according.claims import ClaimEngine
from according.model import Claim, Document, Segment
from according.reading import BundledReader


@cache
def reader() -> BundledReader:
    """The bundled reader, loaded once."""
    return BundledReader(threads=1)


def claims(*paragraphs: str) -> list[Claim]:
    """The claims of a release of an invented prosecutor."""
    text = "\n\n".join(paragraphs)
    segments, at = [], 0
    for paragraph in paragraphs:
        segments.append(Segment("body", at, at + len(paragraph)))
        at += len(paragraph) + 2
    document = Document(
        "d1", "v1", text, tuple(segments), published="2024-05-14", language="en", source_name="d1",
        authority="Vessin County District Attorney", authority_kind="prosecutor",
    )  # fmt: skip
    return list(ClaimEngine().extract(reader().read(document)))


def told(found: list[Claim]) -> set[tuple[str, str, str | None]]:
    """Who is accused of what at which stage."""
    return {
        (c.subject.name, c.object.name if c.object else "", c.stage)
        for c in found
        if c.predicate == "accused_of" and c.subject is not None
    }


def test_every_offence_of_a_list_is_an_accusation_of_its_own() -> None:
    """A defendant charged with three things is accused of three things."""
    found = told(claims("Ivo Lantana, 31, was charged with robbery, arson and money laundering on Monday."))
    assert found == {
        ("Ivo Lantana", "robbery", "charged"),
        ("Ivo Lantana", "arson", "charged"),
        ("Ivo Lantana", "money_laundering", "charged"),
    }


def test_an_offence_that_the_vocabulary_lacks_is_kept_in_its_words() -> None:
    """ "Other" with the document's words is better than silence."""
    (claim,) = (c for c in claims("Ivo Lantana was charged with one count of poaching.") if c.predicate == "accused_of")
    assert claim.object is not None
    assert (claim.object.name, claim.qualifiers.offence) == ("other", "poaching")


def test_each_name_of_a_roll_of_defendants_is_accused_of_what_the_set_is() -> None:
    """The defendants of a case are listed by name after the charges against them."""
    found = told(
        claims(
            "Three men were indicted for burglary, prosecutors said.",
            "The defendants are: Ivo Lantana, 31; Pell Orrin, 24; and Garo Venn, 40.",
        )
    )
    assert {("Ivo Lantana", "burglary", "indicted"), ("Garo Venn", "burglary", "indicted")} <= found


def test_counts_listed_line_by_line_belong_to_the_defendant() -> None:
    """A list of counts has no verb of its own."""
    found = told(
        claims("Ivo Lantana was convicted of the following felony counts:", "Kidnapping", "Arson", "Money laundering")
    )
    assert {("Ivo Lantana", "kidnapping", "convicted"), ("Ivo Lantana", "arson", "convicted")} <= found


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Ivo Lantana pleaded guilty to robbery.", "pleaded_guilty"),
        ("Ivo Lantana was indicted for robbery.", "indicted"),
        ("Ivo Lantana was convicted of robbery.", "convicted"),
        ("Ivo Lantana was sentenced to six years in prison for robbery.", "sentenced"),
        ("Ivo Lantana was accused of robbery.", "accused"),
        ("Ivo Lantana was arrested for robbery.", "arrested"),
    ],
)
def test_the_stage_is_the_one_that_the_wording_gives(sentence: str, stage: str) -> None:
    """No stage is further than its verb."""
    assert told(claims(sentence)) == {("Ivo Lantana", "robbery", stage)}


def test_a_confession_to_detectives_is_no_plea() -> None:
    """What a suspect admits outside court is his own claim."""
    found = claims("In a statement to detectives, Ivo Lantana admitted to shooting two men.")
    assert "pleaded_guilty" not in {c.stage for c in found}


def test_narration_is_an_accusation_whatever_the_case_has_reached() -> None:
    """A release that tells a deed of a convict flatly gives an accusation, never the sentence."""
    found = claims(
        "Ivo Lantana, 31, was sentenced to six years in prison for assault on Monday.",
        "On May 1, 2023, Lantana stabbed a dockhand outside a bar.",
    )
    assert {c.stage for c in found if c.predicate == "perpetrator_of"} == {"accused"}


def test_a_surname_of_two_people_accuses_nobody() -> None:
    """A victim who shares the defendant's surname is never taken for the defendant."""
    found = told(
        claims(
            "Dario Lantana was charged with the murder of his wife, Mira Lantana.",
            "Lantana pleaded guilty to murder on Monday.",
        )
    )
    assert "pleaded_guilty" not in {stage for name, _, stage in found if name == "Mira Lantana"}


def test_whom_a_headline_convicts_is_not_its_speaker() -> None:
    """ "Man convicted of …" has the prosecutor's voice and no other."""
    found = claims("BRENMOOR MAN CONVICTED OF ROBBING BANK", "Ivo Lantana, 31, was convicted of robbery on Monday.")
    assert {s.kind for c in found for s in c.attribution} == {"prosecutor"}


def test_a_town_after_an_age_is_no_defendant() -> None:
    """ "Ivo Lantana, 25, Brenmoor, was charged" accuses one person."""
    assert {name for name, _, _ in told(claims("Ivo Lantana, 25, Brenmoor, was charged with robbery."))} == {
        "Ivo Lantana"
    }


def test_a_title_at_the_end_of_a_sentence_makes_no_officer_of_the_next_subject() -> None:
    """The defendant named after "… Justice Ruth Ekwueme." is still the defendant."""
    found = told(
        claims(
            "Ivo Lantana was arraigned before Justice Ruth Ekwueme. The defendant was convicted of robbery on Monday."
        )
    )
    assert ("Ivo Lantana", "robbery", "convicted") in found


def test_parole_that_is_denied_denies_no_conviction() -> None:
    """Who is refused parole was convicted all the same."""
    found = claims("The board denied parole for Ivo Lantana, who was convicted of murder in 1999.")
    assert {c.polarity for c in found if c.stage == "convicted"} == {"affirmed"}


def test_a_theft_that_a_release_narrates_is_an_accusation_of_the_defendant() -> None:
    """The prosecutor tells it flatly; nobody but the defendant is accused of it, and no further than accused."""
    found = told(
        claims(
            "Odalys Finch, 38, was convicted of money laundering on Monday.",
            "Finch embezzled more than $400,000 from the shelter. Auditor Pell Orrin stole a glance at her books.",
        )
    )
    assert ("Odalys Finch", "theft", "accused") in found
    assert not {name for name, _, _ in found if "Orrin" in name}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A judge has issued a warrant for the arrest of Ivo Lantana, 31.", {("Ivo Lantana", "", "wanted")}),
        ("The court ordered the arrest of Ivo Lantana.", {("Ivo Lantana", "", "wanted")}),
        ("The inquiry led to the arrest of Ivo Lantana on Monday.", {("Ivo Lantana", "", "arrested")}),
        ("Police offered a reward for information leading to the arrest of Ivo Lantana.", set()),
        ("Prosecutors sought the indictment of Ivo Lantana for fraud.", set()),
    ],
)
def test_a_step_that_is_ordered_or_sought_has_not_been_taken(
    sentence: str, expected: set[tuple[str, str, str | None]]
) -> None:
    """An arrest that is ordered is `wanted`; one that is asked for says nothing of how far in law somebody is."""
    assert told(claims(sentence)) == expected


def test_whose_arrest_is_not_who_arrests() -> None:
    """Of "A's arrest of B" only B is arrested."""
    found = told(claims("The gang's arrest of Ivo Lantana came on Monday."))
    assert found == {("Ivo Lantana", "", "arrested")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Corin Vale was found not guilty of murder.", {("Corin Vale", "homicide", "acquitted")}),
        (
            "Corin Vale was acquitted of murder, but the jury found him guilty of assault.",
            {("Corin Vale", "homicide", "acquitted"), ("Corin Vale", "assault", "convicted")},
        ),
        (
            "Corin Vale was cleared of murder but convicted of manslaughter.",
            {("Corin Vale", "homicide", "acquitted"), ("Corin Vale", "homicide", "convicted")},
        ),
        ("Corin Vale's murder conviction was overturned.", {("Corin Vale", "", "overturned")}),
        ("Prosecutors dropped all charges against Corin Vale.", {("Corin Vale", "", "dismissed")}),
        ("A judge threw out the murder case against Corin Vale.", {("Corin Vale", "homicide", "dismissed")}),
        ("Corin Vale was jailed for ten years for robbery.", {("Corin Vale", "robbery", "sentenced")}),
        (
            "Corin Vale was convicted of robbery and sentenced to six years in prison.",
            {("Corin Vale", "robbery", "sentenced")},
        ),
    ],
)
def test_each_way_in_and_out_keeps_its_stage(text: str, expected: set[tuple[str, str, str]]) -> None:
    """A verdict of not guilty is no conviction."""
    assert told(claims(text)) == expected


def test_who_is_released_without_charge_is_released() -> None:
    """The way out is told beside the arrest."""
    found = told(claims("Corin Vale was arrested on Monday but released without charge."))
    assert ("Corin Vale", "", "released") in found


def test_what_an_inquiry_was_about_is_no_count_of_those_found_in_it() -> None:
    """ "As discovered during the extortion investigation" charges nobody with extortion."""
    found = claims("Two men were indicted for burglary, as discovered during the extortion investigation.")
    assert {c.object.name for c in found if c.predicate == "accused_of" and c.object} == {"burglary"}


@pytest.mark.parametrize(
    "text",
    [
        "Those who accuse the murdered priests of having Marxist positions are ignorant, the paper said.",
        "Those who accuse the slain baker Ruth Ekwueme of fraud are lying, her brother said.",
    ],
)
def test_who_speaks_of_accusers_accuses_nobody(text: str) -> None:
    """Least of all the dead whom he defends."""
    assert not [c for c in claims(text) if c.stage is not None]


def test_a_table_of_counts_charges_the_defendant_above_it() -> None:
    """Each line below a name is a count; enhancements, and the lines of the next defendant, are not his."""
    found = told(
        claims(
            "Ivo Lantana, 31, and Pell Orrin, 24, were indicted on Monday.",
            "Ivo Lantana, 31, Corvin",
            "Attempted robbery",
            "(2) Arson",
            "Sentencing Enhancements",
            "Street terrorism",
            "Pell Orrin, 24",
            "Kidnapping",
            "Trial on May 3",
        )
    )
    assert {(who, what) for who, what, _ in found if what} == {
        ("Ivo Lantana", "robbery"),
        ("Ivo Lantana", "arson"),
        ("Pell Orrin", "kidnapping"),
    }
    assert {stage for _, _, stage in found} == {"indicted"}


def test_a_table_gives_the_least_stage_of_the_matter() -> None:
    """A conviction of one defendant is not that of the next, whose counts are charges."""
    found = told(
        claims(
            "Ivo Lantana, 31, was charged on Monday. Garo Venn, 40, was convicted in March.",
            "Ivo Lantana, 31, Corvin",
            "Arson",
        )
    )
    assert ("Ivo Lantana", "arson", "charged") in found


def test_a_charge_told_of_now_is_that_of_the_indictment() -> None:
    """A release on an indictment reads its counts out as charges."""
    found = told(claims("Ivo Lantana, 31, was indicted on Monday.", "Lantana is charged with arson and kidnapping."))
    assert {("Ivo Lantana", "arson", "indicted"), ("Ivo Lantana", "kidnapping", "indicted")} <= found


def test_a_charge_before_the_indictment_stays_a_charge() -> None:
    """What was charged once is no count of the indictment."""
    found = told(claims("Ivo Lantana, 31, was indicted for arson.", "Lantana had been charged with kidnapping."))
    assert ("Ivo Lantana", "kidnapping", "charged") in found


def test_charges_that_include_are_those_of_the_sentence_before() -> None:
    """The charges are against whom the step before was taken, and no further than charges."""
    found = told(
        claims("Ivo Lantana, 24, pleaded guilty on Monday. The charges include arson, kidnapping and money laundering.")
    )
    assert {
        ("Ivo Lantana", "arson", "charged"),
        ("Ivo Lantana", "kidnapping", "charged"),
        ("Ivo Lantana", "money_laundering", "charged"),
    } <= found


def test_they_are_the_set_of_the_sentence_before() -> None:
    """A pronoun that reference leaves open takes up the men just told of."""
    found = told(claims("Four men were arraigned on Monday. They are variously charged with arson and kidnapping."))
    assert {("Four men", "arson", "charged"), ("Four men", "kidnapping", "charged")} <= found


def test_degrees_tell_counts_of_one_offence_apart() -> None:
    """An attempt and the deed are two counts, each in its own words."""
    found = claims("Ivo Lantana, 24, was charged with second-degree assault and attempted first-degree assault.")
    said = {c.qualifiers.offence for c in found if c.predicate == "accused_of"}
    assert said == {"second-degree assault", "attempted first-degree assault"}


def test_the_name_beside_another_co_defendant_is_the_accused() -> None:
    """An apposition names him."""
    found = told(claims("Another co-defendant, Pell Orrin, 21, pleaded guilty to one count of attempted burglary."))
    assert found == {("Pell Orrin", "burglary", "pleaded_guilty")}


@pytest.mark.parametrize(
    ("deed", "offence"),
    [
        ("Lantana sold heroin outside a bar.", "drug_trafficking"),
        ("Lantana shipped dozens of pistols to Corvin.", "arms_trafficking"),
        ("Lantana conspired to sell cocaine.", "drug_trafficking"),
        ("Lantana lied to investigators.", "contempt_obstruction"),
        ("Lantana fled from the officers.", "contempt_obstruction"),
    ],
)
def test_dealing_and_obstruction_told_by_an_authority_accuse(deed: str, offence: str) -> None:
    """What a prosecutor narrates of a defendant is an accusation, and never further."""
    found = told(claims("Ivo Lantana, 31, was convicted of burglary on Monday.", deed))
    assert ("Ivo Lantana", offence, "accused") in found


@pytest.mark.parametrize(
    "deed", ["Lantana never sold heroin.", "Lantana sold a painting.", "Lantana could sell heroin."]
)
def test_what_was_not_done_or_is_no_crime_accuses_nobody(deed: str) -> None:
    """A denied or possible deal and an honest one are none."""
    found = told(claims("Ivo Lantana, 31, was convicted of burglary on Monday.", deed))
    assert {what for _, what, _ in found} == {"burglary"}


def test_whom_they_tried_to_arrest_was_not_arrested() -> None:
    """He fled."""
    found = claims("Marshals attempted to arrest Pell Orrin on Friday, but he fled.")
    assert not [c for c in found if c.predicate == "accused_of"]


def test_a_warrant_that_is_issued_for_an_arrest_is_no_arrest() -> None:
    """ "A warrant has been issued for his arrest": wanted."""
    found = claims(
        "Pell Orrin, 31, is charged with murder.",
        "Detectives looked for Pell Orrin, and a warrant has been issued for his arrest.",
    )
    assert "arrested" not in {c.stage for c in found}


def test_prior_convictions_of_nothing_are_no_step_of_the_case() -> None:
    """Nobody says of what, or when."""
    found = claims("The court will hold a separate trial on Pell Orrin’s prior convictions.")
    assert not [c for c in found if c.predicate == "accused_of"]
