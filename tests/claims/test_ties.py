"""What becomes of ties: they add what the rules missed, and no tie can accuse beyond what the words bear out."""

from dataclasses import replace

import pytest

from according.claims import ClaimEngine
from according.intake import take_text
from according.model import Claim, Document, Reading, Segment, Tie

from .reader import _reader as reader


def read(text: str, *, authority: bool) -> Reading:
    """A text of an invented prosecutor, or of a journalist, without the ties that the model tells."""
    document = take_text(text, id="d1", published="2024-05-14")
    if authority:
        document = Document(
            "d1", "v1", text, (Segment("body", 0, len(text)),), published="2024-05-14", language="en",
            source_name="d1", authority="Vessin County District Attorney", authority_kind="prosecutor",
        )  # fmt: skip
    return replace(reader().read(document), ties=())


def tie(reading: Reading, predicate: str, first: str, second: str, **more: object) -> Tie:
    """A tie between the first words of that form; sure of itself, and of the furthest stage, unless told otherwise."""
    at = {}
    for name, word in (("first", first), ("second", second)):
        at[name] = next(i for i, t in enumerate(reading.tokens) if reading.text[t.start : t.end] == word)
    given = {"score": 0.95, "offence": "fraud", "incident": "assault", "stage": "sentenced", **more}
    return Tie(predicate, at["first"], at["second"], **given)  # type: ignore[arg-type]


def added(text: str, *ties: tuple[str, str, str], authority: bool = False, **more: object) -> list[Claim]:
    """The claims that rest on ties."""
    reading = read(text, authority=authority)
    told = tuple(tie(reading, *t, **more) for t in ties)
    return [c for c in ClaimEngine().extract(replace(reading, ties=told)) if "tie" in c.rule]


def test_a_tie_adds_an_accusation_that_the_rules_missed() -> None:
    """At the stage that a word of the sentence tells, and no further, however sure the model is."""
    (claim,) = added(
        "It was forgery that Ivo Lantana was in the dock for, facing a charge.", ("accused_of", "Lantana", "forgery")
    )
    assert (claim.predicate, claim.stage) == ("accused_of", "charged")
    assert claim.subject is not None
    assert claim.subject.name == "Ivo Lantana"


def test_a_tie_never_goes_beyond_the_furthest_step_told_of_the_person() -> None:
    """Charged elsewhere in the document, he is not convicted by a sentence that speaks of convictions."""
    text = "Ivo Lantana was charged with arson. The forgery by Ivo Lantana, unlike earlier convictions, cost little."
    found = [
        c for c in added(text, ("accused_of", "Lantana", "forgery"), authority=True) if c.predicate == "accused_of"
    ]
    assert {c.stage for c in found} <= {"accused", "charged"}


@pytest.mark.parametrize("authority", [True, False])
def test_a_tie_without_any_word_of_law_accuses_at_most(authority: bool) -> None:
    """An authority's flat telling is its accusation; a journalist's is nobody's conviction."""
    text = "Behind the missing money, the story goes, there was fraud and Ivo Lantana."
    found = added(text, ("accused_of", "Lantana", "fraud"), authority=authority)
    assert {c.stage for c in found} <= {"accused", "stated"}


def test_a_victim_is_never_blamed_by_a_tie() -> None:
    """Somebody whom another tie tells as a victim did not do it."""
    text = "Mira Venn was found beside Ivo Lantana after the assault."
    found = added(
        text, ("perpetrator_of", "Lantana", "assault"), ("perpetrator_of", "Venn", "assault"),
        ("victim_of", "Venn", "assault"), authority=True,
    )  # fmt: skip
    assert {c.subject.name for c in found if c.predicate == "perpetrator_of" and c.subject} <= {"Ivo Lantana"}


@pytest.mark.parametrize("who", ["District Attorney Ivo Lantana", "Detective Ivo Lantana", "the witness Ivo Lantana"])
def test_officials_and_witnesses_are_never_blamed_by_a_tie(who: str) -> None:
    """However sure the model is."""
    text = f"The assault was on the mind of {who} on Monday."
    found = added(text, ("perpetrator_of", "Lantana", "assault"), ("accused_of", "Lantana", "assault"), authority=True)
    assert not [c for c in found if c.predicate in ("perpetrator_of", "accused_of")]


def test_an_unsure_tie_is_left_alone() -> None:
    """Below its threshold a tie tells nothing."""
    text = "It was forgery that Ivo Lantana was in the dock for, facing a charge."
    assert not added(text, ("accused_of", "Lantana", "forgery"), score=0.25)


def test_a_journalists_flat_telling_needs_a_surer_tie() -> None:
    """Where nobody accuses, the writer would: that takes more."""
    text = "After the brawl Ivo Lantana and the assault were the talk of Corvin."
    unsure = added(text, ("perpetrator_of", "Lantana", "assault"), score=0.7, stage="stated")
    assert not [c for c in unsure if c.predicate == "perpetrator_of"]


def test_what_the_rules_tell_is_not_told_again() -> None:
    """One wording, one claim."""
    text = "Ivo Lantana, 31, was charged with fraud."
    assert not added(text, ("accused_of", "Lantana", "fraud"), ("accused_of", "Lantana", "charged"), authority=True)


def test_a_tie_adds_a_victim_and_a_place_to_one_incident() -> None:
    """Both belong to the incident that the word tells."""
    text = "Mira Venn, a cook, was taken home after the brawl that had begun at a bar in Corvin."
    found = added(text, ("victim_of", "Mira", "brawl"), ("located_at", "brawl", "Corvin"))
    incidents = {a.entity for c in found for a in (c.subject, c.object) if a is not None and a.type == "Incident"}
    assert {c.predicate for c in found} >= {"victim_of"}
    assert len(incidents) == 1


def test_a_tie_adds_a_relation_of_groups_once_though_it_holds_both_ways() -> None:
    """Rivals are rivals of each other."""
    text = "The Dredge Street Kings gang and the Salt Row Boys gang, by all accounts, settle old scores."
    found = added(text, ("rival_of", "Kings", "Boys"), ("rival_of", "Boys", "Kings"))
    assert len([c for c in found if c.predicate == "rival_of"]) <= 1


def test_whom_a_deed_might_have_harmed_is_not_its_victim() -> None:
    """In danger, not hurt."""
    text = "Ivo Lantana fired bullets in the street, potentially putting innocent bystanders in danger."
    assert added(text, ("victim_of", "bystanders", "fired"), incident="shooting") == []


def test_who_condemns_a_murder_is_not_its_victim() -> None:
    """The subject of another verb acts; the deed befell somebody else."""
    text = "Mira Venn, a cook, condemned the murder of six ferrymen."
    found = added(text, ("victim_of", "Mira", "murder"))
    assert "Mira Venn" not in {c.subject.name for c in found if c.subject is not None}


def test_what_no_list_knows_as_a_deed_blames_nobody() -> None:
    """However sure the model is that teaching was it."""
    text = "Ivo Lantana is charged with kidnapping. In 2003 Lantana taught at a school in Corvin."
    assert not added(text, ("perpetrator_of", "Lantana", "taught"), authority=True)


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Lantana is charged with arson. He faces enhancements for a prior strike, a robbery in Corvin by Lantana.",
        "Ivo Lantana never committed the robbery, whatever was said.",
        "Ivo Lantana was charged with failing to report the robbery.",
    ],
)
def test_prior_denied_and_missing_deeds_are_left_to_the_rules(text: str) -> None:
    """No tie accuses of them."""
    found = added(text, ("accused_of", "Lantana", "robbery"), ("perpetrator_of", "Lantana", "robbery"), authority=True)
    assert not found


def test_a_relation_in_a_doubtful_sentence_is_no_surer_than_the_sentence() -> None:
    """Belief makes it probable, and what may be is possible."""
    text = "Ivo Lantana is believed to run with the Dredge Street Kings gang."
    (claim,) = added(text, ("member_of", "Lantana", "Kings"))
    assert claim.certainty == "probable"
    (claim,) = added(text.replace("is believed to", "may"), ("member_of", "Lantana", "Kings"))
    assert claim.certainty == "possible"


def test_who_is_only_suspected_of_a_deed_is_left_to_the_rules() -> None:
    """How far suspicion goes, a tie does not see."""
    text = "Suspected members of the Dredge Street Kings gang attacked a depot in Corvin, and Ivo Lantana with them."
    assert not added(text, ("perpetrator_of", "Lantana", "attacked"))


def test_the_only_stage_that_a_sentence_words_is_that_of_those_it_lists() -> None:
    """Also of a tie that is not quite sure; where it words two with "or", nothing is added."""
    text = "Two dockhands were indicted for forgery, the pair including Ivo Lantana and Pell Orrin."
    (claim,) = added(text, ("accused_of", "Lantana", "forgery"), score=0.5, stage="indicted")
    assert claim.stage == "indicted"


def test_a_surname_that_two_have_is_blamed_by_no_tie() -> None:
    """The wife's name is also the husband's."""
    text = "The forgery that Lantana faces a charge over came out. Dario Lantana had met Mira Lantana before."
    assert not added(text, ("accused_of", "Lantana", "forgery"))


def test_a_home_is_that_of_the_name_nearest_to_it() -> None:
    """ "Pell Orrin, of Eastholm" tells nothing of where Ivo Lantana lives."""
    text = "Ivo Lantana was robbed by Pell Orrin of Eastholm."
    assert not [c for c in added(text, ("residence", "Lantana", "Eastholm")) if c.predicate == "residence"]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("A huge fire has destroyed the store in Slate Street.", "other"),
        (
            "A huge fire, which police say was set on purpose, destroyed the store in Slate Street. It was arson.",
            "arson",
        ),
    ],
)
def test_a_fire_is_arson_only_where_the_document_says_that_somebody_set_it(text: str, type: str) -> None:
    """Whatever the model takes it for."""
    found = [c for c in added(text, ("located_at", "fire", "Street"), incident="arson") if c.predicate == "located_at"]
    assert {c.subject.incident_type for c in found if c.subject} == {type}


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Lantana pleaded guilty to arson and will be sentenced at a later date.",
        "The office weighed the possibility of charging Ivo Lantana.",
    ],
)
def test_a_tie_takes_no_step_that_is_still_to_be_taken(text: str) -> None:
    """ "Will be sentenced" is no sentence, and the possibility of charging no charge."""
    word = "sentenced" if "sentenced" in text else "charging"
    found = added(text, ("accused_of", "Lantana", word), authority=True, stage="charged")
    assert not [c for c in found if c.predicate == "accused_of"]


def test_a_tie_blames_nobody_for_what_another_is_told_to_have_done() -> None:
    """ "Both men got out, and Castellane shot …": the deed has its own doer."""
    text = "Both men got out of their vehicles and Bruno Castellane shot Ivo Lantana."
    found = added(text, ("perpetrator_of", "men", "shot"), stage="stated", incident="shooting")
    assert not [c for c in found if c.predicate == "perpetrator_of"]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Ivo Lantana, 21, shot and wounded Pell Orrin, 18, in Corvin.", "Lantana", "wounded"),
        ("A bomb attack on Frank Merin's residence shook Corvin.", "Frank", "attack"),
        ("Seven people were involved in the murder, the lawyer said.", "people", "murder"),
    ],
    ids=["who did it", "whose house it was", "who was involved"],
)
def test_a_tie_makes_no_victim_of(text: str, first: str, second: str) -> None:
    """Whoever did it, and whoever only owns what it befell, suffered nothing by these words."""
    found = added(text, ("victim_of", first, second), score=0.9)
    assert not [c for c in found if c.predicate == "victim_of" and c.subject and first in c.subject.name]


def test_a_tie_makes_no_group_of_a_nickname() -> None:
    """Who is known as "Chispa" leads no Chispa."""
    text = 'Ivo Lantana, who is known as "Chispa", is a lieutenant of the Harbor Nine gang.'
    assert not [c for c in added(text, ("leads", "Lantana", "Chispa"), score=0.9) if c.predicate == "leads"]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The men, among them Ivo Lantana, are accused of devising a plan to rob a dealer.", "Lantana", "rob"),
        ("We have not been able to arrest Ivo Lantana, who did the stabbing.", "Lantana", "stabbing"),
        ("Ivo Lantana called and reported that he had been assaulted and robbed at home.", "he", "robbed"),
    ],
    ids=["only planned", "nobody arrested", "it befell him"],
)
def test_a_tie_makes_no_doer_of(text: str, first: str, second: str) -> None:
    """What was planned was not done, who is still sought was not arrested, and who was robbed robbed nobody."""
    found = added(text, ("perpetrator_of", first, second), authority=True, stage="arrested", incident="robbery")
    assert not [c for c in found if c.predicate == "perpetrator_of"]


def test_a_tie_makes_no_leader_of_a_member() -> None:
    """What the rules tell as a membership is one."""
    text = "Ivo Lantana is a member of the Harbor Nine gang."
    assert not [c for c in added(text, ("leads", "Lantana", "gang"), score=0.9) if c.predicate == "leads"]
