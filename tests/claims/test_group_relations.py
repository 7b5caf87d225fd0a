"""Where invented gangs belong, come from, operate and trade, told over more than one sentence."""

from according.claims.activities import find_activities
from according.claims.aliases import find_aliases
from according.claims.factions import find_factions
from according.claims.leadership import find_leaders
from according.claims.membership import find_members
from according.claims.movement import find_movements
from according.claims.presence import find_presence
from according.claims.terms import find_terms

from .reader import page_of, said

UMBRELLA = (
    "The Contra-Nueve gang is a rival of the Nueve gang. Contra-Nueve is kind of the umbrella. "
    "One of the gangs is called Los Corvinos. They are very big in Peru and Chile."
)


def test_one_of_the_gangs_is_part_of_the_umbrella_told_before() -> None:
    """The umbrella stands in the sentence before."""
    assert "part_of(Los Corvinos, Contra-Nueve)" in said(UMBRELLA, find_factions)


def test_they_are_the_one_gang_of_the_sentence_before() -> None:
    """ "They are big in" tells where it operates."""
    assert {"operates_in(Los Corvinos, Peru)", "operates_in(Los Corvinos, Chile)"} <= said(UMBRELLA, find_presence)


def test_an_origin_that_is_denied_stays_denied() -> None:
    """ "Not originally from" is a negated origin."""
    drafts = list(find_movements(page_of("The Corvino gang is feared. The Corvino gang is not originally from Peru.")))
    assert [(d.predicate, d.polarity) for d in drafts] == [("originated_in", "negated")]


def test_the_gang_of_a_town_operates_there() -> None:
    """ "A Chicago street gang"."""
    found = said("A permanent injunction was signed against a Chicago criminal street gang.", find_presence)
    assert {line.rsplit(", ", 1)[1] for line in found} == {"Chicago)"}


def test_a_trade_of_the_past_is_a_trade() -> None:
    """ "Trafficked" tells what a gang does, whatever its tense."""
    text = "The Corvino gang is feared. The Corvino gang trafficked cocaine."
    assert "engages_in(Corvino, drug_trafficking)" in said(text, find_activities)


def test_all_of_whom_were_members_are_the_people_before() -> None:
    """Not "members"."""
    text = "The three robbers, all of whom were members of the Slate Street gang, were arrested."
    assert said(text, find_members) == {"member_of(The three robbers, Slate Street)"}


def test_letters_written_out_in_brackets_are_an_alias() -> None:
    """As wire services write them."""
    found = said("THE GUERRILLAS OF THE NLM [NORTHERN LIBERATION MOVEMENT] ATTACKED THE TOWN.", find_aliases)
    assert found == {"alias_of(NORTHERN LIBERATION MOVEMENT, NLM)"}


def test_a_law_s_definition_is_a_term() -> None:
    """ "“X” includes ..." explains X."""
    found = said("The code defines it. (1) “Duress” includes any threat of force, spoken or not.", find_terms)
    assert found == {"term_means(Duress, any threat of force, spoken or not)"}


def test_two_forms_of_address_explain_nothing() -> None:
    """ "Sir or Daddy" are no synonyms."""
    assert said("They had to call him “Sir” or “Boss” at all times.", find_terms) == set()


def test_who_calls_somebody_a_leader_leads_nothing() -> None:
    """ "Whom prosecutors describe as the leader" is said of the man, by the prosecutors."""
    text = (
        "Marten Oyelaran, 34, whom federal prosecutors of the Valdoria Eastern District describe "
        "as the leader of Harbor Nine, was arrested."
    )
    assert not any("prosecutors" in line for line in said(text, find_leaders))


def test_a_paper_about_a_man_described_as_leader_leads_nothing() -> None:
    """The participle belongs to the noun that it stands behind."""
    assert all("Warrant" not in line for line in said("Warrant issued for man described as gang leader", find_leaders))
