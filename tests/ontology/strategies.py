"""Hypothesis strategies that generate claims over every predicate, stage, kind and qualifier of the ontology."""

from hypothesis import strategies as st

from according.model import (
    AmountValue,
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
from according.ontology import ontology

NAMES = (
    "Dario Velasco-Prior",
    "Marten Oyelaran",
    "Ines Cabrera-Holt",
    "Harbor Nine",
    "Port Maren",
    "Karim Adeyemi-Roth",
)
DAYS = st.dates().map(lambda d: d.isoformat())
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@st.composite
def arguments(draw: st.DrawFn, types: tuple[str, ...]) -> Argument:
    """An argument of one of the types, now and then protected."""
    kind = draw(st.sampled_from(types))
    if kind in ("Offence", "Activity"):
        return Argument(kind, draw(st.sampled_from(sorted(ontology().offences))))
    if kind == "Incident":
        place = draw(st.none() | st.builds(PlaceValue, st.sampled_from(NAMES)))
        date = draw(st.none() | st.builds(DateValue, DAYS))
        return Argument(
            kind,
            "the robbery",
            incident_type=draw(st.sampled_from(sorted(ontology().incidents))),
            date=date,
            place=place,
        )
    name = draw(st.sampled_from(NAMES) | WORDS)
    protected = draw(st.none() | st.sampled_from(sorted(ontology().protection))) if kind == "Person" else None
    return Argument(kind, name, mention=MentionText(0, len(name), name), protected=protected)


@st.composite
def speakers(draw: st.DrawFn) -> Speaker:
    """One link of a chain, now and then with a second speaker beside it."""
    also = draw(st.lists(st.builds(Speaker, st.sampled_from(sorted(ontology().kinds)), WORDS), max_size=1))
    return Speaker(
        draw(st.sampled_from(sorted(ontology().kinds))),
        draw(st.just("") | WORDS | st.sampled_from(NAMES)),
        named=draw(st.booleans()),
        anonymous=draw(st.booleans()),
        cue=draw(st.sampled_from(("", "said", "told"))),
        also=tuple(also),
        protected=draw(st.none() | st.just("witness")),
    )


@st.composite
def claims(draw: st.DrawFn, *, staged: bool | None = None) -> Claim:
    """A claim that holds the contract; `staged` asks for one with or without a stage."""
    known = ontology()
    wanted = [p for p in known.predicates.values() if staged is None or (p.stage == "required") == staged]
    predicate = draw(st.sampled_from(wanted))
    stage = draw(st.sampled_from(sorted(known.stages))) if predicate.stage == "required" else None
    subject = draw(arguments(predicate.subject))
    target = draw(st.none() | arguments(predicate.object)) if predicate.object else None
    quote = f"{subject.name} was named in the papers, Radio Quay reported."
    qualifiers = Qualifiers(
        date=draw(st.none() | st.builds(DateValue, DAYS)),
        amount=draw(st.none() | st.builds(AmountValue, WORDS)),
        role=draw(st.none() | WORDS),
        offence=draw(st.none() | WORDS),
        former=draw(st.none() | st.booleans()),
        status=draw(st.none() | WORDS),
    )
    return Claim(
        id=draw(st.uuids()).hex,
        predicate=predicate.name,
        subject=subject,
        object=target,
        attribution=tuple(draw(st.lists(speakers(), min_size=1, max_size=3))),
        evidence=(Evidence("story-1", 0, len(quote), quote),),
        document=DocumentRef(
            "story-1",
            "0" * 64,
            publisher=draw(st.none() | st.just("The Tide Table")),
            published=draw(st.none() | DAYS),
            status=draw(st.sampled_from(("live", "retracted", "corrected"))),
        ),
        extractor=Extractor("according", "0"),
        stage=stage,
        certainty=draw(st.sampled_from(sorted(known.certainty))),
        polarity=draw(st.sampled_from(("affirmed", "negated"))),
        qualifiers=qualifiers,
    )
