"""What was wished, recommended or is said of mankind was not done by anybody."""

import pytest

from according.claims import ClaimEngine
from according.model import Claim

from .reader import page_of


def claims(text: str) -> list[Claim]:
    """Every claim."""
    return list(ClaimEngine().extract(page_of(text).reading))


def accusations(text: str) -> list[Claim]:
    """Every claim with a stage."""
    return [c for c in ClaimEngine().extract(page_of(text).reading) if c.stage is not None]


@pytest.mark.parametrize(
    "text",
    [
        "A listener asked if the prosecutor would love to indict Mira Dole.",
        "Fanatics kill people in mass shootings.",
        "Any decision to charge someone would be taken by the attorney general.",
        "Vale wants poison to murder his rival.",
        "Nobody will know if Corin Vale was responsible for the killing.",
    ],
)
def test_wishes_and_habits_of_mankind_accuse_nobody(text: str) -> None:
    """Nobody was indicted, nobody killed."""
    assert accusations(text) == []


def test_a_sentence_that_a_jury_recommends_is_none() -> None:
    """The judge has not spoken."""
    found = accusations("The jury recommended that Corin Vale be sentenced to death for murdering Piet Aram.")
    assert all(c.stage != "sentenced" for c in found)


def test_a_killing_that_happened_is_told() -> None:
    """The past tense of a deed stays a deed."""
    found = accusations("Two gunmen killed three people in the market on Friday.")
    assert [c.predicate for c in found] == ["perpetrator_of"]


def stages(text: str) -> set[tuple[str, str | None, str]]:
    """Predicate, stage and kind of the innermost speaker of every accusation."""
    return {(c.predicate, c.stage, c.innermost.kind) for c in accusations(text)}


def test_people_charge_nobody_in_law() -> None:
    """ "Three neighbours charge him with": an accusation."""
    found = stages("Three neighbours charged Corin Vale with arson.")
    assert {stage for _, stage, _ in found} == {"accused"}


def test_an_allegation_is_the_word_of_who_makes_it() -> None:
    """And not the author's fact."""
    found = stages("The paper printed an allegation by a baker that Corin Vale had shot Piet Aram.")
    assert {stage for _, stage, _ in found} == {"accused"}
    assert all(kind != "author" for _, _, kind in found)


def test_a_thumb_held_up_robs_nobody() -> None:
    """A particle belongs to its own verb."""
    assert accusations("Mira Dole smiled at the children, holding a thumbs-up.") == []


def test_who_heads_an_office_for_gangs_heads_no_gang() -> None:
    """A prosecutor's division is not what it prosecutes."""
    text = "Brandt rose to deputy head of litigation in the Gang and Cartel Division."
    found = ClaimEngine().extract(page_of(text).reading)
    assert not [c for c in found if c.predicate in ("leads", "member_of")]


def test_who_was_not_arraigned_yet_is_charged_all_the_same() -> None:
    """Missing a hearing takes no charge back."""
    found = accusations("Corin Vale did not appear in court today and was not arraigned on the murder charge.")
    assert not [c for c in found if c.polarity == "negated"]


def test_a_case_to_be_dismissed_is_not_dismissed_yet() -> None:
    """A headline tells it ahead."""
    found = accusations("CASE TO BE DISMISSED AGAINST CORIN VALE AFTER HE DIED")
    assert {c.certainty for c in found if c.stage == "dismissed"} <= {"unknown"}


def test_getting_away_is_no_offence_of_escape() -> None:
    """ "To steal the register and escape" names no charge; "charged with escape" does."""

    def offences(text: str) -> set[str]:
        return {c.object.name for c in accusations(text) if c.object is not None}

    assert "contempt_obstruction" not in offences("Two men were sentenced for shooting a clerk to steal and escape.")
    assert "contempt_obstruction" in offences("Corin Vale was charged with escape.")
    assert "contempt_obstruction" in offences("Corin Vale was charged with robbery and escape.")


@pytest.mark.parametrize(
    "text",
    [
        "The ferrymen accused the militia of burning two barns near Brenmoor.",
        "Strikers blamed the council for killing a baker.",
        "No gang or cell has claimed responsibility for the blast.",
        "The harbour board honored Officer Mira Ordway for shooting a burglar.",
        "Mira Ordway was praised for shooting a robber.",
        "Mira Ordway once won a medal for killing an armed robber at the ferry.",
        "Ivo Lantana was beaten in a cellar and stabbed nine times.",
        "The prosecutor thanked Robbery Clerk Mira Ordway for her patience.",
        "The film is on the murder of Ivo Lantana, who was carried to a clinic by a man named Pavel Orrin.",
    ],
)
def test_who_accuses_is_thanked_or_suffers_did_nothing(text: str) -> None:
    """Nobody of the sentence is a doer."""
    assert accusations(text) == []


def test_whom_somebody_else_brought_in_was_not_killed() -> None:
    """Only the one whose murder it was."""
    text = "The murder of Ivo Lantana, who was brought ashore by a man named Pavel Orrin, was never solved."
    found = [c for c in ClaimEngine().extract(page_of(text).reading) if c.predicate == "victim_of"]
    assert [c.subject.name for c in found if c.subject] == ["Ivo Lantana"]


@pytest.mark.parametrize(
    "text", ["Orlo never promised to kill the smugglers' cousins.", "He wanted to kill the ferrymen."]
)
def test_whom_somebody_would_kill_is_alive(text: str) -> None:
    """What was pledged or wanted befell nobody for certain."""
    found = ClaimEngine().extract(page_of(text).reading)
    assert all(c.certainty != "certain" for c in found if c.predicate == "victim_of")


def test_reports_that_are_false_or_unconfirmed_are_told_so() -> None:
    """Nothing is affirmed where they are called false; possible where nobody has confirmed them."""
    false = "A prankster spread fake reports of an explosion at the mill that had injured Mayor Orlo."
    found = [c for c in ClaimEngine().extract(page_of(false).reading) if c.predicate in ("victim_of", "located_at")]
    assert "affirmed" not in {c.polarity for c in found}
    open_ = "The guard heard of an explosion in Corvin, which has not been confirmed."
    found = [c for c in ClaimEngine().extract(page_of(open_).reading) if c.predicate == "located_at"]
    assert {c.certainty for c in found} == {"possible"}


def test_a_plea_in_the_other_past_form_is_a_plea() -> None:
    """ "Pled" as well as "pleaded"."""
    found = accusations("Mira Ordway pled guilty last May to two counts of arson.")
    assert {c.stage for c in found} == {"pleaded_guilty"}


def test_who_is_kept_from_a_deed_is_its_doer() -> None:
    """And not the one who tried to stop it."""
    found = accusations("The innkeeper tried to keep Pavel Orrin from assaulting two guests and lost a tooth.")
    assert {c.subject.name for c in found if c.subject} <= {"Pavel Orrin"}


def test_a_counted_victim_is_not_the_one_sentenced() -> None:
    """In a headline "Third" is whom he injured."""
    found = accusations("Ferryman Who Shot Two, Wounded Third Sentenced to Nine Years")
    assert "Third" not in {c.subject.name for c in found if c.subject}


def test_whose_brother_pleaded_guilty_did_nothing() -> None:
    """A name in the possessive before kin is no defendant's."""
    found = accusations("Mira Vale's brother, Ivo Venn, 41, pleaded guilty to arson on June 9.")
    assert "Mira Vale" not in {c.subject.name for c in found if c.subject}


def test_a_victim_of_the_defendant_s_surname_is_somebody_else() -> None:
    """ "Victim Garza" is not the defendant Pavel Garza."""
    text = "Defendant Pavel Garza, 27, was convicted of murder. Victim Garza was shot at the pier."
    found = [c for c in ClaimEngine().extract(page_of(text).reading) if c.predicate == "victim_of"]
    assert [c.subject.name for c in found if c.subject] == ["Garza"]


def test_two_deeds_befell_two_people_each_one() -> None:
    """The one who was beaten was not kidnapped."""
    text = "BAKER SENTENCED TO NINE YEARS FOR KIDNAPPING NEPHEW AND ASSAULTING LANDLADY"
    found = [c for c in ClaimEngine().extract(page_of(text).reading) if c.predicate == "victim_of"]
    told = {(c.subject.name, c.object.name) for c in found if c.subject and c.object}
    assert ("LANDLADY", "kidnapping") not in told


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pavel Orrin was convicted of killing three goats with an axe.", "other"),
        ("Pavel Orrin was charged with assaulting a horse dealer.", "assault"),
    ],
)
def test_what_is_done_to_an_animal_is_no_offence_against_a_person(text: str, code: str) -> None:
    """A goat's death is no homicide; who keeps animals is a person."""
    found = accusations(text)
    assert {c.object.name for c in found if c.object and c.predicate == "accused_of"} <= {code}
    assert found


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Ivo Lantana was sentenced today to seven to 21 years in prison following a plea to arson.", 7, 21),
        ("Ivo Lantana was sentenced today to 25 years in prison for arson.", 25, 25),
    ],
)
def test_a_term_keeps_both_its_bounds(text: str, least: float, most: float) -> None:
    """Seven to 21 years are not 21."""
    terms = [c.qualifiers.sentence for c in claims(text) if c.stage == "sentenced"]
    assert {(t.min, t.max) for t in terms if t is not None} == {(least, most)}


def test_a_town_at_the_end_of_an_address_is_accused_of_nothing() -> None:
    """ "Of Mill Quay, Corvin was arraigned": where somebody lives."""
    told = claims("The defendant, Ivo Lantana, 56, of Mill Quay, Corvin was arraigned today on a charge of arson.")
    assert "Corvin" not in {c.subject.name for c in told if c.subject is not None and c.stage is not None}


@pytest.mark.parametrize(
    "text",
    [
        "Under this plan, all individuals arrested for theft are screened by a nurse.",
        "The centre offers classes to individuals who are sentenced to unpaid work.",
    ],
)
def test_a_rule_for_people_in_general_tells_no_step(text: str) -> None:
    """Nobody was arrested or sentenced by it."""
    assert [c for c in claims(text) if c.stage is not None] == []


def test_people_who_were_arrested_were() -> None:
    """A set in general of whom an event is told."""
    assert {c.stage for c in claims("Several individuals were arrested on Monday for theft.")} == {"arrested"}


@pytest.mark.parametrize(
    ("text", "kind", "role"),
    [
        ("Ivo Lantana choked a shopkeeper to death, police said.", "homicide", "killed"),
        ("Ivo Lantana allegedly strangled a shopkeeper, who ran, police said.", "assault", "injured"),
        ("Police arrested Ivo Lantana for the fatal shooting of a shopkeeper.", "shooting", "killed"),
    ],
)
def test_whether_a_victim_died_is_told_by_words_for_it(text: str, kind: str, role: str) -> None:
    """Strangling alone tells no death, and "to death" or "fatal" does."""
    victims = [c for c in claims(text) if c.predicate == "victim_of" and c.object is not None]
    assert (kind, role) in {(c.object.incident_type, c.qualifiers.role) for c in victims if c.object is not None}


def test_goods_that_are_given_are_no_payment() -> None:
    """Only money is paid."""
    assert [c for c in claims("Axilon donated 8,000 gloves to Corvin Aid.") if c.predicate == "paid"] == []


def test_members_or_associates_are_members_only_perhaps() -> None:
    """The alternative is kept as doubt."""
    told = claims("The defendants are members or associates of a gang known as the Harbor Nine.")
    assert {c.certainty for c in told if c.predicate == "member_of"} <= {"possible"}
    assert {
        c.certainty for c in claims("Ivo Lantana is a member of the Harbor Nine, a gang.") if c.predicate == "member_of"
    } == {"certain"}
