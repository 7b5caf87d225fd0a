"""What a worded claim can never leave out."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from according.model import (
    Argument,
    Claim,
    DateValue,
    DocumentRef,
    Evidence,
    Extractor,
    MentionText,
    PlaceValue,
    Qualifiers,
    Speaker,
)
from according.ontology import Matter, ontology, phrase
from according.ontology.wording import OUTCOME_UNKNOWN

from .strategies import DAYS, claims


def charge(**changes: object) -> Claim:
    """Prosecutors charge a man with robbery, on 11 March 2024."""
    quote = "Marten Oyelaran was charged with robbery, prosecutors said."
    claim = Claim(
        id="c1",
        predicate="accused_of",
        subject=Argument("Person", "Marten Oyelaran", mention=MentionText(0, 15, "Marten Oyelaran")),
        object=Argument("Offence", "robbery"),
        attribution=(Speaker("prosecutor", "prosecutors", cue="said"),),
        evidence=(Evidence("story-1", 0, len(quote), quote),),
        document=DocumentRef("story-1", "0" * 64, published="2024-03-11"),
        extractor=Extractor("according", "0"),
        stage="charged",
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def test_charge_reads_with_speaker_stage_certainty_day_and_open_outcome() -> None:
    """The whole line of an open charge."""
    assert str(phrase(charge(), Matter())) == (
        "“prosecutors” (prosecutors): Marten Oyelaran was charged with robbery "
        "[charged, not convicted; stated as certain; as of 2024-03-11; outcome not known to this ledger]"
    )


def test_acquittal_stands_beside_the_charge_and_replaces_the_open_outcome() -> None:
    """A way out that the ledger knows is in the same line, with its day and speaker."""
    acquittal = charge(
        id="c2",
        stage="acquitted",
        attribution=(Speaker("court_record", "a jury"),),
        document=DocumentRef("story-2", "1" * 64, published="2025-02-01"),
    )
    worded = phrase(charge(), Matter("2025-02-01", exits=(acquittal,)))
    assert worded.outcome == "acquitted, 2025-02-01, according to “a jury” (a court record)"
    assert worded.day == "as of 2025-02-01"


def test_negated_accusation_is_worded_as_denied_and_not_as_a_charge() -> None:
    """A denial must never read as the accusation it denies."""
    worded = phrase(charge(polarity="negated", attribution=(Speaker("suspect", "Oyelaran", named=True),)), Matter())
    assert worded.statement == (
        "the accusation against Marten Oyelaran (robbery; charged, not convicted) is denied or ruled out"
    )


def test_protected_name_is_masked_in_statement_and_quote_in_any_case() -> None:
    """Full name and surname go, wherever they stand."""
    quote = "KARIM ADEYEMI-ROTH, 15, was charged; Adeyemi-Roth is in custody."
    claim = charge(
        subject=Argument("Person", "Karim Adeyemi-Roth", protected="minor"),
        evidence=(Evidence("story-1", 0, len(quote), quote),),
    )
    worded = phrase(claim, Matter())
    assert worded.statement == "a person under 18 was charged with robbery"
    assert worded.quote == "[a person under 18], 15, was charged; [a person under 18] is in custody."
    assert worded.redacted


def test_unmasking_by_decision_shows_the_name_again() -> None:
    """A released name is shown as printed."""
    claim = charge(subject=Argument("Person", "Karim Adeyemi-Roth", entity="e1", protected="minor"))
    assert phrase(claim, Matter(), unmasked={"e1"}).statement == "Karim Adeyemi-Roth was charged with robbery"


def test_named_witness_who_speaks_is_masked_in_the_chain() -> None:
    """A protected speaker is shown by what they are."""
    speaker = Speaker("witness", "Wanda Pereault", named=True, protected="witness", cue="told")
    assert phrase(charge(attribution=(speaker,)), Matter()).speaker == "a witness (a witness)"


def test_anonymity_of_a_source_is_kept() -> None:
    """A source whose name the document withholds is shown as such."""
    speaker = Speaker("official", "a federal official", anonymous=True)
    assert (
        phrase(charge(attribution=(speaker,)), Matter()).speaker == "“a federal official” (an official, name withheld)"
    )


@settings(max_examples=300, deadline=None)
@given(claims(), st.none() | DAYS)
def test_no_wording_drops_speaker_stage_certainty_or_day(claim: Claim, latest: str | None) -> None:
    """Whatever the claim, its line holds every one of the parts, none of them empty."""
    worded = phrase(claim, Matter(latest))
    for part in (worded.speaker, worded.statement, worded.certainty, worded.day):
        assert part
        assert part in worded.text or part[0].upper() + part[1:] in worded.text
    assert (latest or claim.document.published or "undated document") in worded.day
    if claim.stage is not None:
        assert ontology().stages[claim.stage].label in worded.text


@settings(max_examples=200, deadline=None)
@given(claims())
def test_what_is_left_open_is_never_worded_as_a_fact(claim: Claim) -> None:
    """ "Could be charged" must not read "was charged"."""
    assert phrase(claim, Matter()).statement.startswith("it is left open whether ") == (claim.certainty == "unknown")


WAYS_OUT = ("dismissed", "acquitted", "overturned", "released")


def answers(stages: tuple[str, ...], polarity: str) -> st.SearchStrategy[Claim]:
    """Claims that answer an accusation: each with its own day and speaker."""
    return st.builds(
        lambda id, stage, day, office, dated: charge(
            id=id.hex,
            stage=stage,
            polarity=polarity,
            qualifiers=Qualifiers(date=DateValue(day)) if dated else Qualifiers(),
            document=DocumentRef("answer", "1" * 64, published=day),
            attribution=(Speaker("court_record", office),),
        ),
        st.uuids(),
        st.sampled_from(stages),
        DAYS,
        st.sampled_from(("a jury", "Judge Ruth Ekwueme", "the appeals court")),
        st.booleans(),
    )


@settings(max_examples=300, deadline=None)
@given(
    claims(),
    st.none() | DAYS,
    st.lists(answers(WAYS_OUT, "affirmed"), max_size=4),
    st.lists(answers(("charged",), "negated"), max_size=3),
)
def test_no_wording_drops_the_latest_day_a_known_way_out_or_a_denial(
    claim: Claim, latest: str | None, exits: list[Claim], denials: list[Claim]
) -> None:
    """Whatever the claim: each way out with its day and speaker, each denial with its speaker, all in the one line."""
    worded = phrase(claim, Matter(latest, tuple(exits), tuple(denials)))
    assert f"as of {latest or claim.document.published or 'undated document'}" in worded.text
    for exit in exits:
        told = f"{exit.document.published}, according to “{exit.innermost.source}”"
        assert f"{ontology().stages[exit.stage or ''].label}, {told}" in worded.text
    for denial in denials:
        assert f"denied by “{denial.innermost.source}”" in worded.text
    assert not (exits and OUTCOME_UNKNOWN in worded.text)


@settings(max_examples=200, deadline=None)
@given(claims(staged=True))
def test_open_accusation_always_says_that_its_outcome_is_not_known(claim: Claim) -> None:
    """Only plea, conviction, sentence and the ways out may stand without it."""
    settled = {"pleaded_guilty", "convicted", "sentenced", "released", "dismissed", "acquitted", "overturned"}
    said = OUTCOME_UNKNOWN in phrase(claim, Matter()).text
    assert said == (claim.stage not in settled and claim.polarity == "affirmed")


@settings(max_examples=300, deadline=None)
@given(claims())
def test_no_wording_shows_the_name_of_a_protected_person(claim: Claim) -> None:
    """Neither statement nor quote holds the name, in whatever case."""
    worded = phrase(claim, Matter())
    for argument in (claim.subject, claim.object):
        if (
            argument is not None
            and argument.protected is not None
            and re.fullmatch(r"[A-Z][\w-]+ [A-Z][\w-]+", argument.name)
        ):
            assert not re.search(rf"(?<!\w){re.escape(argument.name)}(?!\w)", worded.text + worded.quote, re.IGNORECASE)


def test_place_of_an_incident_that_bears_a_hidden_name_is_masked() -> None:
    """ "The house of Marten Oyelaran", where he was the victim."""
    victim = Argument("Person", "Marten Oyelaran", protected="by_decision")
    where = PlaceValue("the house of Marten Oyelaran")
    incident = Argument("Incident", "the robbery", incident_type="robbery", place=where)
    told = charge(predicate="victim_of", subject=victim, object=incident, stage=None)
    assert "Oyelaran" not in phrase(told, Matter()).text


def test_a_set_of_people_takes_the_verb_in_the_plural() -> None:
    """ "21 individuals were charged", and one unnamed man was."""
    many = charge(subject=Argument("People", "21 individuals", count=21))
    one = charge(subject=Argument("People", "an accomplice", count=1))
    assert phrase(many, Matter()).statement == "21 individuals were charged with robbery"
    assert phrase(one, Matter()).statement == "an accomplice was charged with robbery"


def test_a_base_is_worded_as_a_base_and_its_denial_keeps_the_role() -> None:
    """A role with words of its own is in the sentence, or stands behind it."""
    base = charge(
        predicate="operates_in",
        subject=Argument("Group", "Harbor Nine"),
        object=Argument("Place", "Quay Ward"),
        qualifiers=Qualifiers(role="base"),
        stage=None,
    )
    assert phrase(base, Matter()).statement == "Harbor Nine has a base in Quay Ward"
    abroad = replace(base, object=Argument("Place", "US"))
    assert phrase(abroad, Matter()).statement == "Harbor Nine has a base in the US"
    denied = replace(base, polarity="negated")
    assert phrase(denied, Matter()).statement == "Harbor Nine does not operate in Quay Ward (role: base)"


def test_who_reports_a_denial_is_not_told_as_denying() -> None:
    """The prosecutor who says that a man pleaded not guilty holds to the charge."""
    chain = (Speaker("prosecutor", "the prosecutor"), Speaker("suspect", "Oyelaran"))
    denial = charge(id="c5", polarity="negated", attribution=chain)
    told = phrase(charge(), Matter(denials=(denial,))).outcome
    assert "denied by “Oyelaran” (a suspect), according to “the prosecutor” (prosecutors)" in told
