"""What a model says, held against the words: kept, lowered, or refused with a reason. Nothing is ever raised.

The quote, the names and the speaker must stand in the text letter by letter. The stage is at most what the sentence's
words of law bear out, the certainty at most what its hedges leave; a speaker that our own reading sees must not be
lost.
"""

import re
from typing import Any

from according.errors import ContractError
from according.model import (
    Argument,
    Claim,
    DocumentRef,
    Evidence,
    Extractor,
    MentionText,
    Qualifiers,
    Reading,
    Speaker,
    claim_id,
)
from according.ontology import check_claim, ontology

_STAGES: tuple[tuple[str, str], ...] = (
    ("sentenced", r"sentenced|jailed for|imprisoned for"),
    ("convicted", r"convict(?:ed|s|ion)|found .{0,20}guilty"),
    ("pleaded_guilty", r"ple(?:aded|ads|d|ading) guilty|guilty plea"),
    ("on_trial", r"on trial|stands? trial|stood trial|trial of"),
    ("indicted", r"indict(?:ed|ment|s)"),
    ("charged", r"charge[sd]?|arraigned"),
    ("arrested", r"arrest(?:ed|s)?|detained|in custody|held without bail"),
    ("wanted", r"wanted|warrant|at large|fugitive"),
    ("accused", r"accus\w+|alleg\w+|blam\w+|claim\w*"),
    ("suspected", r"suspect\w*|under investigation|linked to|believed"),
)
"""Stages and the words that bear them out, furthest first."""
_EXITS = {
    "released": r"released|freed|let go|paroled",
    "dismissed": r"dismiss\w+|dropped|withdrawn|threw out|thrown out",
    "acquitted": r"acquit\w+|not guilty|cleared",
    "overturned": r"overturn\w+|quash\w+|vacated|reversed",
}
_HEDGES = (
    ("unknown", r"\?\s*$|\bif\b|\bwhether\b"),
    ("possible", r"\b(?:may|might|could|possibl\w+|perhaps)\b"),
    (
        "probable",
        r"\b(?:believed|likely|probabl\w+|suspect\w*|alleged\w*|reputed\w*|reportedly|apparently|linked to)\b",
    ),
)
_HELD = 4
"""Rank from which a step is sure however the deed is hedged: an alleged robber who was arrested was arrested."""
_NEGATED = r"\b(?:not|never|n[’']t|nobody|no one|without being)\b(?:\W+\w+){0,2}\W+(?:%s)"


class Refused(Exception):
    """A proposal that the words do not bear out; `reason` is a short code."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def verified(proposal: Any, reading: Reading, piece: tuple[int, int], extractor: Extractor) -> tuple[Claim, bool]:
    """The claim that the words bear out, and whether it was lowered.

    Raises:
        Refused: with `form`, `quote`, `name`, `speaker`, `stage` or `contract`.
    """
    try:
        return _verified(proposal, reading, piece, extractor)
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused("form") from error


def _verified(proposal: Any, reading: Reading, piece: tuple[int, int], extractor: Extractor) -> tuple[Claim, bool]:
    text, known = reading.text, ontology()
    quote = proposal["quote"]
    if not isinstance(quote, str) or not quote.strip():
        raise Refused("quote")
    at = text.find(quote, piece[0], piece[1])
    if at < 0:
        raise Refused("quote")
    start, end = _sentences(reading, at, at + len(quote))
    sentence = text[start:end]
    if proposal["predicate"] not in known.predicates:
        raise Refused("form")
    subject = _side(proposal["subject"], reading, start, end)
    object = _side(proposal["object"], reading, start, end)
    speaker = _speaker(proposal["speaker"], reading, at, at + len(quote))
    stage = _stage(proposal["stage"], sentence)
    certainty = _certainty(proposal["certainty"], stage, sentence)
    polarity = proposal["polarity"]
    words = next((w for s, w in _STAGES if s == stage), None) or _EXITS.get(stage or "")
    if words and re.search(_NEGATED % words, sentence, re.IGNORECASE):
        polarity = "negated"
    lowered = (stage, certainty, polarity) != (proposal["stage"], proposal["certainty"], proposal["polarity"])
    qualifiers = Qualifiers(
        offence=_own_words(proposal["object"], "Offence"), activity=_own_words(proposal["object"], "Activity")
    )
    segment = reading.document.segment_at(start)
    evidence = Evidence(reading.document.id, start, end, sentence, segment.kind if segment else "body")
    d = reading.document
    try:
        claim = Claim(
            id=claim_id(
                document=d.id, evidence=evidence, predicate=proposal["predicate"], subject=subject, object=object,
                stage=stage, polarity=polarity, innermost=speaker,
            ),
            predicate=proposal["predicate"], subject=subject, object=object, attribution=(speaker,),
            evidence=(evidence,), extractor=extractor, stage=stage, certainty=certainty, polarity=polarity,
            qualifiers=qualifiers, rule="remote",
            document=DocumentRef(
                d.id, d.version, d.url, d.publisher, d.title, d.published, d.language, d.sha256, d.handling, d.status
            ),
        )  # fmt: skip
        check_claim(claim, text)
    except (ContractError, ValueError) as error:
        raise Refused("contract") from error
    return claim, lowered


def _sentences(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The whole sentences that the stretch touches."""
    touched = [s for s in reading.sentences if s.start < end and start < s.end]
    if not touched:
        return start, end
    return min(s.start for s in touched), max(s.end for s in touched)


def _side(side: Any, reading: Reading, start: int, end: int) -> Argument | None:
    if side is None:
        return None
    known, kind, words = ontology(), side["type"], side["text"]
    code = side.get("code")
    if kind in ("Offence", "Activity"):
        if code not in known.offences:
            raise Refused("form")
        return Argument(kind, code)
    at = reading.text.find(words, start, end) if isinstance(words, str) and words.strip() else -1
    if at < 0:
        raise Refused("name")
    mention = MentionText(at, at + len(words), words)
    index = _entity(reading, at, at + len(words))
    if kind == "Incident":
        return Argument(kind, words, f"{reading.document.id}#r{at}", mention, incident_type=code or "other")
    if index is None or kind in ("Value", "Term"):
        return Argument(kind, words, None, mention)
    entity = reading.entities[index]
    return Argument(kind, entity.name, f"{reading.document.id}#{index}", mention, protected=entity.protected)


def _entity(reading: Reading, start: int, end: int) -> int | None:
    """Our own reading's entity at these words: it knows who is protected."""
    here = [m for m in reading.mentions if m.entity >= 0 and m.start < end and start < m.end]
    best = max(
        here, key=lambda m: min(m.end, end) - max(m.start, start) - abs(m.end - m.start - end + start), default=None
    )
    return None if best is None else best.entity


def _speaker(given: Any, reading: Reading, start: int, end: int) -> Speaker:
    kind, words = given["kind"], given["text"]
    if kind not in ontology().kinds or not isinstance(words, str):
        raise Refused("form")
    document = reading.document
    if kind in ("author", "unspecified") and not words.strip():
        if any(c.start < end and start < c.end for a in reading.attributions for c in a.content):
            raise Refused("speaker")
        if kind == "author" and document.authority and document.authority_kind:
            return Speaker(document.authority_kind, document.authority, named=True)
        return Speaker(kind)
    at = reading.text.find(words)
    if at < 0 or not words.strip():
        raise Refused("speaker")
    cue = given.get("cue") or ""
    index = _entity(reading, at, at + len(words))
    entity = reading.entities[index] if index is not None else None
    return Speaker(
        kind, words, f"{document.id}#{index}" if index is not None else None, named=words[:1].isupper(),
        cue=cue if isinstance(cue, str) and cue in reading.text else "",
        mention=MentionText(at, at + len(words), words), protected=entity.protected if entity else None,
    )  # fmt: skip


def _stage(given: Any, sentence: str) -> str | None:
    if given is None:
        return None
    known = ontology().stages
    if given not in known:
        raise Refused("form")
    if given in _EXITS:
        if not re.search(_EXITS[given], sentence, re.IGNORECASE):
            raise Refused("stage")
        return str(given)
    told = [s for s, words in _STAGES if re.search(rf"\b(?:{words})", sentence, re.IGNORECASE)]
    if given == "stated":
        return told[-1] if told else "stated"
    rank = known[given].rank or 0
    borne = [s for s in told if (known[s].rank or 0) <= rank]
    if not borne:
        raise Refused("stage")
    return borne[0]


def _certainty(given: Any, stage: str | None, sentence: str) -> str:
    strength = ontology().certainty_strength
    if given not in strength:
        raise Refused("form")
    rank = (ontology().stages[stage].rank or 0) if stage else 0
    hedges = _HEDGES[:1] if rank >= _HELD else _HEDGES
    most = next((name for name, words in hedges if re.search(words, sentence, re.IGNORECASE)), "certain")
    return most if strength[most] < strength[given] else str(given)


def _own_words(side: Any, kind: str) -> str | None:
    return side["text"] if isinstance(side, dict) and side.get("type") == kind and side.get("text") else None
