"""Who says it, how surely, and whether it is denied, in a Spanish sentence."""

import re
from dataclasses import dataclass, replace

from according.model import Attribution, MentionText, Speaker
from according.reading.spanish.lexicon import fold

from ..speakers import own_voice
from .lists import table
from .view import View

_HEDGED = re.compile(
    r"\b(?:presunt[oa]s?|presuntamente|supuest[oa]s?|supuestamente|al parecer|aparentemente|probablemente|se cree que|"
    r"se sospecha que|habria|habrian|sospech[oa]s?[oa]?s? de|senalad[oa]s? como|considerad[oa]s?|"
    r"identificad[oa]s? como)\b"
)
_HEARSAY = re.compile(
    r"\b(?:presuntamente|supuestamente|presunt[oa]s?|al parecer|se cree|se sospecha|habria|habrian)\b"
)
_POSSIBLE = re.compile(
    r"\b(?:podria|podrian|puede|pueden|posiblemente|quiza|quizas|tal vez|pudo haber|pudieron haber)\b"
)
_NEGATED = re.compile(
    r"\b(?:no|nunca|jamas|tampoco|ni)\s(?:se |le |lo |la |les |fue |fueron |es |son |ha |han |habia |esta |sido )*$"
)
_CONDITIONAL = re.compile(
    r"\b(?:si|de ser|en caso de|hasta que|cuando sea|a menos que|para que|antes de que)\s(?:es |son |el |"
    r"ella |se |lo |la |los |"
    r"fuera |fuese |es |la corte |un jurado |[a-z]+ ){0,5}$"
)
_IF = re.compile(r"(?:^|[,;—–-]\s|\by\s)si\s(?:(?!\benfrent|\bes acusad|\bson acusad|\bfue\b)[^.;:])*$")
"""An "if" before the step with no other step between them, however long its list of people."""
_ACCUSER = re.compile(
    r"(?:^|[,;:—–] )(?P<who>(?:(?:el|la|los|las|un|una) )?[^,;:.—–]{3,70}?)(?: también| ha| han| hoy)*\s$",
    re.IGNORECASE,
)
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Voice:
    """How a sentence puts what stands at one place."""

    speakers: tuple[Speaker, ...]
    certainty: str
    polarity: str


class Voices:
    """The speakers of one page."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.own = own_voice(view.page)
        self.is_authority = view.reading.document.authority_kind is not None

    def at(self, sentence: int, start: int, *, stage: str | None = None) -> Voice:
        """Speaker, certainty and polarity of what is told at an offset.

        Args:
            stage: of the accusation, whose accuser is certain from `accused` on (ruling 8).
        """
        first, _ = self.view.bounds(sentence)
        near = self.view.plain[max(first, start - 70) : start]
        told = self._told(sentence, start)
        speakers = tuple(s for _, s in told)
        denied = any(cue in table("speakers")["denies"] for cue in (fold(s.cue) for s in speakers[-1:]))
        negated = denied != (_NEGATED.search(near) is not None)
        hedge = _HEDGED.search(near)
        certainty = "probable" if hedge else "possible" if _POSSIBLE.search(near) else "certain"
        if stage is not None and stage not in ("suspected", "stated"):
            certainty = "certain" if certainty == "probable" else certainty
        hearsay = _HEARSAY.search(near) if hedge and not self.is_authority else None
        if hearsay and not speakers:
            speakers = (Speaker("unspecified", "", cue=hearsay[0]),)
        return Voice(speakers or (self.own,), certainty, "negated" if negated else "affirmed")

    def accuser(self, sentence: int, at: int) -> Speaker | None:
        """Who accuses by the verb at the offset ("la fiscalía acusa a"); None for the issuing office itself."""
        first, _ = self.view.bounds(sentence)
        found = _ACCUSER.search(self.view.text[first:at])
        kind = self._kind(found["who"]) if found else ""
        office = kind in ("prosecutor", "police", "official", "court_record")
        if (
            found is None
            or (office and self.is_authority)
            or fold(found["who"]).split()[-1] in ("que", "quien", "quienes")
        ):
            return None
        start, end = first + found.start("who"), first + found.end("who")
        words = self.view.text[start:end]
        cue = re.match(r"\w+", self.view.text[at:])
        named = any(start <= m.start < end and m.level == "named" for m in self.view.reading.mentions)
        return Speaker(
            kind,
            " ".join(words.split()),
            named=named,
            cue=cue[0] if cue else "",
            mention=MentionText(start, end, words),
        )

    def is_conditional(self, sentence: int, start: int) -> bool:
        """ "Si es condenado": what has not happened."""
        first, _ = self.view.bounds(sentence)
        near = self.view.plain[max(first, start - 60) : start]
        clause = self.view.text[max(first, start - 140) : start].lower()
        return _CONDITIONAL.search(near) is not None or _IF.search(clause) is not None

    def _told(self, sentence: int, start: int) -> list[tuple[Attribution, Speaker]]:
        first, end = self.view.bounds(sentence)
        found = []
        for a in self.view.reading.attributions:
            if not a.cue or not first <= a.cue[0].start < end:
                continue
            if not any(c.start <= start < c.end for c in a.content):
                continue
            speaker = self._speaker(a, sentence)
            if speaker is not None:
                found.append((a, speaker))
        # "según X" stands inside what somebody else says of it, and is nearer to the fact
        return sorted(found, key=lambda pair: fold(pair[1].cue).split()[0] in ("segun", "de", "a", "conforme"))[:2]

    def _speaker(self, attribution: Attribution, sentence: int) -> Speaker | None:
        cue = attribution.cue[0].of(self.view.text)
        if not attribution.source:
            last = self._last_speaker(sentence)
            return replace(last, cue=cue) if last is not None else None
        span = attribution.source[0]
        words = " ".join(span.of(self.view.text).split())
        if len(words) > _LONGEST:
            return None
        kind = self._kind(words)
        inside = [m for m in self.view.reading.mentions if span.start <= m.start < span.end and m.level == "named"]
        people = [m for m in inside if m.type == "person"] or inside
        entity = people[0].entity if people else None
        whole = self.view.plain[self.view.bounds(sentence)[0] : self.view.bounds(sentence)[1]]
        anonymous = any(re.search(rf"\b{w}\b", fold(words)) for w in table("speakers")["anonymous"][:2]) or any(
            w in whole for w in table("speakers")["anonymous"][2:]
        )
        record = self.view.reading.entities[entity] if entity is not None else None
        named = bool(inside) and not anonymous
        protected = record.protected if record else None
        if protected is None and kind in ("witness", "victim"):
            protected = "witness"
        if kind == "relative" and protected is None:
            protected = "relative"
        return Speaker(
            kind=kind,
            source=words,
            entity=f"{self.view.reading.document.id}#{entity}" if entity is not None else None,
            named=named,
            anonymous=anonymous,
            cue=cue,
            mention=MentionText(span.start, span.end, span.of(self.view.text)),
            protected=protected,
        )

    def _last_speaker(self, sentence: int) -> Speaker | None:
        """Whoever spoke in the sentence before: "«…», explicó." goes on with him."""
        if sentence == 0:
            return None
        first, end = self.view.bounds(sentence - 1)
        for a in reversed(self.view.reading.attributions):
            if a.source and a.cue and first <= a.cue[0].start < end:
                return self._speaker(a, sentence - 1)
        return None

    def _kind(self, words: str) -> str:
        low = fold(words)
        for kind in table("speakers")["order"]:
            if any(re.search(rf"\b{re.escape(w)}\b", low) for w in table("speakers")[kind]):
                return str(kind)
        return "person"
