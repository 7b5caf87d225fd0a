"""Legal steps that a turn of phrase tells, charges by indictment, and entries of lists, on invented releases."""

import pytest

from .test_accusations import claims, told


@pytest.mark.parametrize(
    ("sentence", "offence", "stage"),
    [
        ("Prosecutors filed two felony charges against Ivo Lantana, 31, for arson.", "arson", "charged"),
        ("A grand jury returned an indictment against Ivo Lantana, 31.", "", "indicted"),
        ("Ivo Lantana, 31, was prosecuted for burglary.", "burglary", "charged"),
        ("Ivo Lantana, 31, is named in a 9-count indictment that includes robbery.", "robbery", "indicted"),
        ("Officers placed Ivo Lantana, 31, under arrest.", "", "arrested"),
        ("Ivo Lantana, 31, turned himself in on Tuesday.", "", "arrested"),
        ("Ivo Lantana, 31, was ordered held without bail.", "", "arrested"),
        ("Ivo Lantana, 31, received a nine-year prison term.", "", "sentenced"),
        ("Ivo Lantana, 31, is serving 20 years in prison for robbery.", "robbery", "sentenced"),
        ("Ivo Lantana, 31, was sent to prison for arson.", "arson", "sentenced"),
        ("Ivo Lantana, 31, entered a guilty plea to arson.", "arson", "pleaded_guilty"),
        ("Ivo Lantana, 31, has two prior convictions for burglary.", "burglary", "convicted"),
    ],
)
def test_a_turn_of_phrase_tells_a_step(sentence: str, offence: str, stage: str) -> None:
    """Steps are told by more than their own verbs."""
    assert ("Ivo Lantana", offence, stage) in told(claims(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "If he breaks the order, Ivo Lantana will be sent to jail for six months.",
        "Prosecutors asked that Ivo Lantana be held without bail.",
        "Ivo Lantana served 20 years in the navy.",
        "The city filed a lawsuit against Ivo Lantana for fraud.",
    ],
)
def test_what_nobody_has_done_yet_and_what_is_no_crime_is_no_step(sentence: str) -> None:
    """A request, a threat, military service and a civil suit accuse nobody in law."""
    assert not told(claims(sentence))


def test_a_charge_in_an_indictment_is_an_indictment() -> None:
    """The clause itself says by what they are charged."""
    found = told(claims("Ivo Lantana, 31, was charged in a 12-count indictment with arson."))
    assert found == {("Ivo Lantana", "arson", "indicted")}


def test_the_notice_that_an_indictment_is_no_proof_tells_what_the_charges_are() -> None:
    """A release that closes with the notice is about an indictment; an earlier charge stays a charge."""
    found = told(
        claims(
            "Ivo Lantana, 31, was charged with arson. He was previously charged with burglary.",
            "An indictment is merely an accusation and not proof of guilt.",
        )
    )
    assert {("Ivo Lantana", "arson", "indicted"), ("Ivo Lantana", "burglary", "charged")} <= found


def test_an_indictment_that_was_refused_makes_no_charge_further() -> None:
    """The grand jury declined."""
    found = told(claims("Ivo Lantana was charged with arson, but the grand jury declined to return an indictment."))
    assert not {stage for _, _, stage in found if stage == "indicted"}


def test_an_entry_of_a_list_is_about_whom_its_first_line_names() -> None:
    """Below the name and the age the sentence leaves its subject out."""
    found = told(
        claims("Ivo Lantana, 31, of Brenmoor", "Pleaded guilty to arson and sentenced to six years in prison.")
    )
    assert {("Ivo Lantana", "arson", "pleaded_guilty"), ("Ivo Lantana", "arson", "sentenced")} <= found


def test_a_sentence_that_names_no_offence_is_for_the_plea_told_before() -> None:
    """Both the plea and the term are told of one offence."""
    found = told(
        claims("Ivo Lantana, 31, pleaded guilty to robbery in May and was sentenced to six years in prison on Monday.")
    )
    assert {("Ivo Lantana", "robbery", "pleaded_guilty"), ("Ivo Lantana", "robbery", "sentenced")} <= found


def test_a_roll_whose_names_are_charged_one_by_one_shares_nothing() -> None:
    """What the set is indicted in connection with is not what each of them did."""
    found = told(
        claims(
            "The District Attorney announced the indictment of two people in connection with robberies and a killing.",
            "She identified the defendants as Ivo Lantana, 31, of Brenmoor; and Pell Orrin, 24, of Corvin.",
            "Lantana is charged with murder. Orrin is charged with robbery.",
        )
    )
    assert ("Pell Orrin", "homicide", "indicted") not in found
    assert not {offence for name, offence, _ in found if name == "Pell Orrin"} & {"homicide"}


def test_every_name_of_a_list_with_ages_is_a_defendant() -> None:
    """A name that stands behind an age is a town only where it has no age of its own."""
    found = told(claims("Ivo Lantana, 33, Pell Orrin, 32, and Garo Venn, 25, were convicted of arson."))
    assert {name for name, _, _ in found} == {"Ivo Lantana", "Pell Orrin", "Garo Venn"}


def test_a_lawyer_told_with_his_age_can_be_the_defendant() -> None:
    """Nobody tells the age of those who take the steps."""
    found = told(claims("Ivo Lantana, 64, the company’s attorney, is charged with two counts of insurance fraud."))
    assert ("Ivo Lantana", "fraud", "charged") in found


def test_the_prosecutor_is_no_defendant() -> None:
    """A title without an age stays that of somebody who takes the steps."""
    found = told(claims("Pell Orrin was charged with arson.", "Deputy District Attorney Mira Venn charged Pell Orrin."))
    assert {name for name, _, _ in found} == {"Pell Orrin"}


@pytest.mark.parametrize(
    "words", ["following his guilty plea to", "following a guilty plea to", "after pleading guilty to"]
)
def test_a_term_told_before_the_plea_is_for_its_first_offence(words: str) -> None:
    """The other offences of the plea are not each what the term is for."""
    found = told(claims(f"Ivo Lantana, 31, was sentenced to six years in prison {words} arson and burglary."))
    assert found == {
        ("Ivo Lantana", "arson", "pleaded_guilty"),
        ("Ivo Lantana", "burglary", "pleaded_guilty"),
        ("Ivo Lantana", "arson", "sentenced"),
    }


def test_a_plea_that_is_promised_is_no_plea_yet() -> None:
    """Who agreed to plead guilty still stands charged."""
    found = told(claims("Ivo Lantana, 31, has agreed to plead guilty to arson in exchange for testifying."))
    assert found == {("Ivo Lantana", "arson", "charged")}


def test_of_two_findings_joined_by_or_the_lesser_holds_of_all() -> None:
    """Nobody knows who of the three was convicted."""
    found = told(claims("Three men were convicted of arson or pleaded guilty in this case."))
    assert {stage for _, _, stage in found} == {"pleaded_guilty"}


def test_the_offence_of_a_conviction_is_nobody() -> None:
    """ "His conviction of manslaughter" convicts him and no man called so."""
    found = told(
        claims("Ivo Lantana, 31, was jailed.", "The court upheld his conviction of first-degree manslaughter.")
    )
    assert {name for name, _, _ in found} <= {"Ivo Lantana"}


def test_what_the_defendants_are_besides_is_no_further_set() -> None:
    """ "Who are also clerks" accuses no other clerks."""
    found = told(claims("Two co-defendants who are also harbour clerks were sentenced to six years in prison."))
    assert len({name for name, _, _ in found}) == 1


def test_jurors_who_found_them_guilty_found_each_of_those_named_before() -> None:
    """A pronoun for several is all that the sentence convicts, and not the one named first."""
    found = told(
        claims(
            "Ivo Lantana, 33, Pell Orrin, 32, and Garo Venn, 25, were convicted in May after a trial in which jurors "
            "found them guilty of arson and burglary."
        )
    )
    assert {name for name, offence, _ in found if offence == "burglary"} == {"Ivo Lantana", "Pell Orrin", "Garo Venn"}


def test_who_was_sentenced_is_the_one_named_before_the_clause_about_him() -> None:
    """Two men, two terms: neither has the other's."""
    found = told(
        claims(
            "Lantana, who was convicted of arson, was sentenced to 30 years to life in prison and Orrin, who was "
            "convicted of burglary, was sentenced to 27 years to life in prison."
        )
    )
    assert {offence for name, offence, _ in found if name == "Orrin"} == {"burglary"}
    assert {offence for name, offence, _ in found if name == "Lantana"} == {"arson"}


def test_the_judge_named_behind_the_term_is_not_the_one_sentenced() -> None:
    """ "Sentenced by Justice Venn" sentences the man before."""
    found = told(
        claims(
            "Orrin pleaded guilty on May 2 to arson and was sentenced on June 1 by Justice Venn to 15 years in prison."
        )
    )
    assert ("Orrin", "arson", "sentenced") in found
    assert {name for name, _, _ in found} == {"Orrin"}


def test_counts_behind_an_enhancement_are_counts_still() -> None:
    """The list goes on with the next count."""
    found = told(
        claims(
            "Ivo Lantana, 31, is charged with one count of burglary with the special circumstance of "
            "an ambush, one felony count of arson and one felony count of assault."
        )
    )
    assert {offence for _, offence, _ in found} == {"burglary", "arson", "assault"}


def test_names_that_a_roll_gives_after_an_arrest_are_the_arrested() -> None:
    """No offence is told, but who they are is."""
    found = told(claims("Two men were arrested on Monday. They are: Ivo Lantana, 31; and Pell Orrin, 24."))
    assert {("Ivo Lantana", "", "arrested"), ("Pell Orrin", "", "arrested")} <= found


def test_sham_papers_put_forward_by_a_defendant_are_told_as_fraud() -> None:
    """ "Submitted fake records" accuses whom the prosecutor has charged, and nobody else."""
    found = told(
        claims(
            "Ivo Lantana, 31, was charged with larceny.",
            "Lantana submitted fake records to the bank, stealing deposits. Mira Venn, a clerk, filed false claims.",
        )
    )
    assert {("Ivo Lantana", "fraud", "accused"), ("Ivo Lantana", "theft", "accused")} <= found
    assert {name for name, _, _ in found} == {"Ivo Lantana"}
