"""What produced a claim, in words: where its parts stand, which pattern read it, who says so, how sure the reader is.

Everything told here is in the claim itself or in the files that ship; nothing is read again. Names are masked as on any
other page.
"""

from dataclasses import dataclass

from according.claims.confidence import calibration
from according.claims.wordlists import wordlist, words
from according.model import BY_QUOTES, Argument, Claim, Speaker
from according.ontology import ontology

from .desk import Desk

_HEDGES = {"probable": "probable", "possible": "possible", "unknown": "unknown"}


@dataclass(frozen=True, slots=True)
class Why:
    """The explanation of one claim: its line, then headings with what is to be said under each."""

    text: str
    quote: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]


def why(desk: Desk, claim: Claim) -> Why:
    """Explain one claim of the ledger."""
    line = desk.line(claim)
    steps = (
        ("Where it stands", tuple(_places(claim))),
        ("What read it", tuple(_pattern(claim))),
        ("Who says so", tuple(_speakers(claim))),
        ("How it is put", tuple(_put(claim))),
        ("How sure the reader is", tuple(_confidence(claim))),
        ("What was applied", (*_applied(claim, redacted=line.redacted), *_brought(desk, claim))),
    )
    shown = tuple(
        (heading, tuple(desk.shown(told, claim.document.id) for told in listed)) for heading, listed in steps if listed
    )
    return Why(line.text, line.quote, shown)


def _brought(desk: Desk, claim: Claim) -> list[str]:
    document = desk.documents.get(claim.document.id)
    if document is None or document.media_type != BY_QUOTES:
        return []
    return ["another ledger read it: its document is known here only by its quotes"]


def _places(claim: Claim) -> list[str]:
    first = claim.evidence[0]
    told = [f"sentence: characters {first.start} to {first.end}, in the {first.segment.replace('_', ' ')}"]
    told += [f"also needed: “{e.quote}”, characters {e.start} to {e.end}" for e in claim.evidence[1:]]
    parts = (("subject", claim.subject), ("object", claim.object), ("incident", claim.qualifiers.incident))
    for side, argument in parts:
        if argument is not None:
            told.append(f"{side}: {_argument(argument)}")
    return told


def _argument(argument: Argument) -> str:
    if argument.mention is None:
        return f"{argument.name}, which no words of its own name"
    at = f"“{argument.mention.text}”, characters {argument.mention.start} to {argument.mention.end}"
    if argument.type in ("Offence", "Activity", "Incident"):
        kind = argument.incident_type or argument.name
        return f"{at}, read as {kind.replace('_', ' ')}"
    same = argument.mention.text.casefold() == argument.name.casefold()
    return at if same else f"{at}, taken to mean {argument.name}"


def _pattern(claim: Claim) -> list[str]:
    if claim.extractor.name == "person":
        return ["a person entered it"]
    family = claim.rule.partition(".")[0]
    told = wordlist("patterns").get(family)
    named = f"pattern {claim.rule} of {claim.extractor.name} {claim.extractor.version}"
    return [f"{named}: {told}" if told else named]


def _speakers(claim: Claim) -> list[str]:
    return [_speaker(s, number) for number, s in enumerate(claim.attribution, 1)]


def _speaker(speaker: Speaker, number: int) -> str:
    kind = ontology().kinds[speaker.kind]
    if not speaker.cue and speaker.mention is None:
        who = f"“{speaker.source}”" if speaker.source else "the writer"
        return f"{number}. the document's own voice, {who}: {kind}"
    source = f"“{speaker.source}”" if speaker.source else "nobody named"
    cue = f"by “{speaker.cue}”" if speaker.cue else "whose words go on here"
    because = _because(speaker)
    return f"{number}. {source}, {cue}: {kind}{f' ({because})' if because else ''}"


def _because(speaker: Speaker) -> str:
    table = wordlist("speakers")
    low = f" {speaker.source.casefold()} "
    found = [w for w in table.get(speaker.kind, ()) if f" {w} " in low]
    told = [f"called “{max(found, key=len)}”"] if found else []
    if speaker.anonymous:
        told.append("the document withholds the name")
    return ", ".join(told)


def _put(claim: Claim) -> list[str]:
    told = []
    if claim.stage is not None:
        stage = ontology().stages[claim.stage]
        told.append(f"stage: {stage.label}")
    hedges = _hedges(claim)
    told.append(f"certainty: {ontology().certainty[claim.certainty]}{f' (“{hedges[0]}”)' if hedges else ''}")
    if claim.polarity == "negated":
        cue = next((s.cue for s in reversed(claim.attribution) if s.cue), "")
        told.append(f"denied or ruled out{f', “{cue}”' if cue else ''}")
    return told


def _hedges(claim: Claim) -> list[str]:
    """Words of the sentence that put it less surely, of the claim's degree."""
    if claim.certainty not in _HEDGES:
        return []
    listed = words("certainty", _HEDGES[claim.certainty])
    return [w for w in claim.evidence[0].quote.replace(",", " ").replace(".", " ").split() if w.casefold() in listed]


def _confidence(claim: Claim) -> list[str]:
    if claim.extractor.name == "person":
        return []
    known = calibration()
    share, seen = known.share(claim.rule)
    counted = f"counted on {seen} claims" if seen else "not yet counted; the share of its family"
    voice = "author" if claim.attribution[0].kind == "author" else "authority"
    kind = "journalism and other writers" if voice == "author" else "documents of authorities"
    return [
        f"{share:.0%} of what the pattern reads on annotated documents is right ({counted})",
        f"in {kind} it is {known.of(claim.rule, voice):.0%}; this claim carries {claim.extractor.confidence:.2f}",
        f"calibration {known.version}; it says nothing of the source",
    ]


def _applied(claim: Claim, *, redacted: bool) -> list[str]:
    told = []
    if redacted:
        told.append("a protected name is masked in the sentence")
    for argument in (claim.subject, claim.object):
        if argument is not None and argument.protected is not None:
            told.append(f"protected: {ontology().protection[argument.protected]}")
    if claim.superseded_by:
        told.append(f"replaced by {', '.join(id[:10] for id in claim.superseded_by)}")
    if claim.review != "unreviewed":
        told.append(f"a person decided: {claim.review}")
    if claim.document.status != "live":
        told.append(f"the document is {claim.document.status}")
    return told
