"""Who says so: whole sources, their kinds, and who denies what."""

import pytest

from according.claims import ClaimEngine
from according.claims.sources import trimmed
from according.claims.speakers import kind_of
from according.intake import take_text
from according.model import Claim, Span
from according.reading import BundledReader
from tests.claims.reader import page_of


def claims(text: str, predicate: str) -> list[Claim]:
    """The claims of one predicate in a text."""
    return [c for c in ClaimEngine().extract(page_of(text).reading) if c.predicate == predicate]


def speakers(text: str, predicate: str) -> set[tuple[str, str]]:
    """Kind and source of the innermost speakers."""
    return {(c.innermost.kind, c.innermost.source) for c in claims(text, predicate)}


@pytest.mark.parametrize(
    ("text", "read", "whole"),
    [
        ("A judge on Friday dismissed the case.", "A judge on", "A judge"),
        ("A judge on Friday dismissed the case.", "A judge on Friday", "A judge"),
        ("According to the plea agreement, he sold it.", "agreement", "the plea agreement"),
        ("The judge, citing Judge Ruth Ekwueme, said so.", "The judge, citing Judge Ruth Ekwueme", "The judge"),
        ("Victim Services\n\nThe police said so.", "Victim Services\n\nThe police", "The police"),
    ],
)
def test_a_source_is_one_whole_noun_phrase(text: str, read: str, whole: str) -> None:
    """Neither cut at a hyphen nor run over a block, and nothing hangs at its ends."""
    at = text.index(read)
    assert trimmed(page_of(text), Span(at, at + len(read)), None).of(text) == whole


def test_a_source_ends_where_its_block_ends() -> None:
    """Menu lines above a headline are nobody's name."""
    text = (
        "Kestrel County District Attorney's Office\n\nMenu\n\nNews\n\nVictim Services\n\n"
        "Eastholm Man Sentenced to 12 Years for Robbery\n\n"
        "Marten Oyelaran, 34, of Eastholm was sentenced to 12 years in prison for robbery, the office said."
    )
    for claim in ClaimEngine().extract(page_of(text).reading):
        assert not {"Menu", "Victim Services"} & {w for s in claim.attribution for w in s.source.split("\n")}
        assert all("\n" not in s.source and "Menu" not in s.source for s in claim.attribution)


def test_a_plea_agreement_is_a_court_record() -> None:
    """And no person."""
    text = "According to the plea agreement, Bruno Castellane was a member of the Harbor Nine gang."
    assert speakers(text, "member_of") == {("court_record", "the plea agreement")}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("the Armed Forces press committee", "official"),
        ("the press secretary", "official"),
        ("the local press", "outlet"),
        ("rebel sources", "organization"),
        ("the Fraternal Order of Police", "organization"),
        ("Penal Code Section 12", "document"),
        ("two lawmakers", "official"),
    ],
)
def test_kind_of_a_source_by_its_words(source: str, kind: str) -> None:
    """A press committee of an army is no outlet, an order of policemen no police."""
    assert kind_of([source], None) == kind


def test_whoever_denies_that_he_did_it_means_himself() -> None:
    """Not the man named in the sentence before."""
    text = "Teodor Lunz was charged with murder. Bruno Castellane denied that he was a member of Los Corvinos."
    found = claims(text, "member_of")
    assert [(c.subject.name, c.polarity, c.innermost.source) for c in found if c.subject] == [
        ("Bruno Castellane", "negated", "Bruno Castellane")
    ]


def test_an_accusation_rejected_is_denied_by_whom_it_accuses() -> None:
    """ "Rejected the accusation that he set the fire" must never read as if he had set it."""
    text = "Bruno Castellane was charged with arson. Marten Oyelaran rejected the accusation that he set the fire."
    found = claims(text, "perpetrator_of")
    assert {(c.polarity, c.innermost.source) for c in found} == {("negated", "Marten Oyelaran")}


def test_a_title_beside_a_name_is_the_writers_own() -> None:
    """What the police said is something else."""
    text = "Mayor Ines Cabrera-Holt was a member of the Harbor Nine gang, police said."
    assert {c.innermost.kind for c in claims(text, "holds_post")} == {"author"}
    assert {c.innermost.kind for c in claims(text, "member_of")} == {"police"}


def test_nobody_speaks_by_being_sentenced() -> None:
    """The headline of a conviction is not the convict's word."""
    for claim in claims("Eastholm man sentenced to 32 years for murder of apprentice", "victim_of"):
        assert claim.innermost.kind == "author"


def test_a_suspect_who_tells_the_police_speaks_through_the_station() -> None:
    """One of two robbers is nobody without the two; the outlet stands outside; the police are not the arrested."""
    text = "One of two robbers told police that his cousins were members of the Slate Crew gang, Radio Quay reported."
    found = claims(text, "member_of")
    assert {tuple((s.kind, s.source) for s in c.attribution) for c in found} == {
        (("outlet", "Radio Quay"), ("suspect", "One of two robbers"))
    }
    assert not any("police" in (c.subject.name if c.subject else "") for c in claims(text, "accused_of"))


@pytest.mark.parametrize(
    "text",
    [
        "Mira Dole says the boss of the Quay Boys is Pavel Orlik.",
        "Mira Dole says that the leader of the Quay Boys gang is Pavel Orlik.",
    ],
)
def test_who_tells_of_a_leader_does_not_lead(text: str) -> None:
    """Whoever names the head of a group speaks; the sentence does not make a leader of the speaker."""
    claims = ClaimEngine().extract(page_of(text).reading)
    assert "Mira Dole" not in {c.subject.name for c in claims if c.predicate == "leads" and c.subject is not None}


def test_what_is_refused_neither_speaks_nor_denies() -> None:
    """ "Parole denied for a man convicted of murder" is no denial of his age."""
    text = "Parole Denied for Gang Member Convicted of 1981 Murder of 17-Year-Old Rival\n\nA board ruled on Friday."
    found = list(ClaimEngine().extract(BundledReader().read(take_text(text, id="d1"))))
    assert {(c.polarity, c.innermost.kind) for c in found} == {("affirmed", "author")}


def test_who_charges_that_others_did_it_is_charged_with_nothing() -> None:
    """He speaks, and is not accused."""
    text = "Orrin also charged that members of the Rook Street Crew shot Ivo Lantana."
    found = list(ClaimEngine().extract(BundledReader().read(take_text(text, id="d1"))))
    assert not [c for c in found if c.predicate == "accused_of"]
    told = {(c.innermost.source, c.stage) for c in found if c.predicate == "perpetrator_of"}
    assert told == {("Orrin", "accused")}


@pytest.mark.parametrize(
    ("opening", "speaker"),
    [
        ("It has been officially confirmed that", ("official", "")),
        ("It was confirmed by police that", ("police", "police")),
        ("It was alleged that", ("unspecified", "")),
    ],
)
def test_what_is_said_without_a_subject_keeps_its_speaker(opening: str, speaker: tuple[str, str]) -> None:
    """ "It was confirmed by police that" somebody did it is the police's word."""
    reading = BundledReader().read(take_text(f"{opening} two clerks were killed by gunmen near Corvin.", id="d1"))
    found = [c for c in ClaimEngine().extract(reading) if c.predicate == "perpetrator_of"]
    assert {(c.innermost.kind, c.innermost.source) for c in found} == {speaker}
    assert {c.stage for c in found} == {"accused"}


def test_a_party_s_own_station_speaks_in_its_own_name() -> None:
    """A monitoring service's dateline "clandestine" is no town: what follows is what the station said."""
    text = "CLANDESTINE, 13 JAN 90 (RADIO AURORA) -- [TEXT] TWO FARMERS WERE KILLED IN CORVIN BY THE ARMY."
    found = [c for c in ClaimEngine().extract(page_of(text).reading) if c.predicate == "victim_of"]
    assert {(c.innermost.kind, c.innermost.source) for c in found} == {("outlet", "RADIO AURORA")}
    town = text.replace("CLANDESTINE", "CORVIN")
    found = [c for c in ClaimEngine().extract(page_of(town).reading) if c.predicate == "victim_of"]
    assert {c.innermost.kind for c in found} == {"author"}


def test_who_is_found_guilty_in_a_headline_says_nothing() -> None:
    """And how the deed was done is no part of the victim's name."""
    text = "NEPHEW FOUND GUILTY OF MURDERING HIS AUNT BY STRIKING HER WITH AN OAR"
    found = ClaimEngine().extract(page_of(text).reading)
    assert {c.innermost.kind for c in found} == {"author"}
    assert {c.subject.name for c in found if c.predicate == "victim_of" and c.subject} == {"HIS AUNT"}
