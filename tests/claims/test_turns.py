"""Who has the floor: transcripts, printed statements, lines that hand over, and what accusers and claimants say."""

import pytest

from according.claims import ClaimEngine
from according.model import Claim
from tests.claims.reader import page_of

TRANSCRIPT = (
    "Kestrel Tonight\n\n"
    "MILLER: Thank you for coming, Senator. What happened in Corvin last week?\n\n"
    "OYELARAN: The Harbor Nine killed Ruth Ekwueme in Corvin, and everybody in this town knows it well enough.\n\n"
    "MILLER: The gang denies it. What makes you so certain about what happened on that night?\n\n"
    "OYELARAN: Her neighbours saw it, and they have told me so again and again."
)


def claims(text: str, predicate: str) -> list[Claim]:
    """The claims of one predicate in a text."""
    return [c for c in ClaimEngine().extract(page_of(text).reading) if c.predicate == predicate]


def sources(text: str, predicate: str) -> set[str]:
    """Innermost sources."""
    return {c.innermost.source for c in claims(text, predicate)}


def test_a_turn_of_a_transcript_is_its_speakers() -> None:
    """The label before it says whose words they are."""
    assert sources(TRANSCRIPT, "victim_of") == {"OYELARAN"}


def test_the_label_before_a_turn_did_nothing() -> None:
    """ "OYELARAN: The Harbor Nine killed …" accuses no Oyelaran."""
    accused = claims(TRANSCRIPT, "perpetrator_of") + claims(TRANSCRIPT, "accused_of")
    assert all(c.subject is None or c.subject.name != "OYELARAN" for c in accused)


def test_labels_of_a_table_are_no_speakers() -> None:
    """Names before a colon that no talk follows."""
    text = "Defendant: Bruno Castellane\nCharge: Murder\nCourt: Kestrel County\n\nBruno Castellane killed Ivo Lantana."
    assert {c.innermost.kind for c in claims(text, "victim_of")} == {"author"}


def test_a_printed_statement_is_whose_heading_it_bears() -> None:
    """And what it says of others is their accusation."""
    text = (
        "CORVIN, 13 JAN 24 (Harbour Radio) -- [COMMUNIQUE] [Eastholm Workers' Front] [TEXT]\n\n"
        "The city's guards killed the union leader Ivo Lantana in Corvin on 11 January. We condemn this cowardly crime."
    )
    told = claims(text, "perpetrator_of")
    assert [(c.stage, c.innermost.kind, c.innermost.source) for c in told] == [
        ("accused", "organization", "Eastholm Workers' Front")
    ]


def test_a_line_that_ends_in_a_colon_hands_over_until_somebody_else_is_quoted() -> None:
    """ "The gang stated:", and detectives after it."""
    text = (
        "The Harbor Nine sent a letter to the station on Friday. The gang stated:\n\n"
        "Bruno Castellane killed Ruth Ekwueme in March. He was never one of us.\n\n"
        "Detectives said that Ivo Lantana was shot by a robber."
    )
    assert sources(text, "victim_of") == {"The gang", "Detectives"}


def test_in_a_release_a_colon_hands_over_to_nobody() -> None:
    """Its lists are the office's."""
    text = (
        "Kestrel County District Attorney's Office\n\nBrooklyn Quay Men Charged\n\nFOR IMMEDIATE RELEASE\n\n"
        "The indictment alleges the following:\n\nBruno Castellane, 34, shot Ivo Lantana on May 3, 2023.\n\n"
        "Marten Oyelaran, 30, robbed Ruth Ekwueme on May 4, 2023."
    )
    assert {len(c.attribution) for c in claims(text, "victim_of")} == {1}


def test_what_somebody_accuses_of_is_his_word() -> None:
    """The murder, too, is then told by the accuser alone."""
    text = "The mayor rejected the report and accused the Harbor Nine of murdering the baker Ruth Ekwueme."
    assert sources(text, "victim_of") == {"The mayor"}


def test_a_deed_that_a_group_claims_is_the_groups_word() -> None:
    """ "Claimed responsibility for": stated, by the group."""
    text = (
        "The Harbor Nine claimed responsibility for the attack on the depot in Corvin in which the guard Ivo Lantana "
        "was killed."
    )
    told = claims(text, "perpetrator_of")
    assert [(c.stage, c.innermost.kind) for c in told] == [("stated", "organization")]
    assert {c.innermost.kind for c in claims(text, "located_at")} == {"organization"}


def test_what_was_learned_is_nobodys_word() -> None:
    """ "It was learned that …": unspecified."""
    assert {c.innermost.kind for c in claims("It was learned that Ivo Lantana was shot dead.", "victim_of")} == {
        "unspecified"
    }


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("According to reports, Bruno Castellane shot and killed two guards in Corvin.", "accused"),
        ("The dockers' union said that Bruno Castellane shot and killed two guards in Corvin.", "accused"),
        ("Bruno Castellane shot and killed two guards in Corvin.", "stated"),
    ],
)
def test_what_somebody_says_flatly_of_another_is_an_accusation(text: str, stage: str) -> None:
    """Only the writer states it."""
    assert {c.stage for c in claims(text, "perpetrator_of")} == {stage}


def test_a_word_of_law_is_nobodys_name() -> None:
    """ "Parole Denied for …": parole was not convicted."""
    text = (
        "Parole Denied for Gang Member Convicted of 1991 Murder\n\n"
        "Parole was denied for Harbor Nine member Bruno Castellane, who was convicted of murder in 1991."
    )
    told = claims(text, "accused_of")
    assert told
    assert all(c.subject is None or c.subject.name != "Parole" for c in told)
