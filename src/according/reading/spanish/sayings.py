"""Who says what in a Spanish sentence: "según la fiscalía", "informó la policía", "«…», dijo Ana Roe", "niega que"."""

import re
from collections.abc import Iterator, Sequence

from according.model import Attribution, Sentence, Span

from .lexicon import fold, words

_NOT_BEFORE = re.compile(r"(?:\bse|\bque se|\bha|\bun|\bel|\bde|\ble|\bsu|\buna|\blo)\s$")
_PER = re.compile(r"\b(?:segun|de acuerdo con|de acuerdo a|a decir de|conforme a|en palabras de)\s+")
_PER_END = re.compile(
    r"[,;:.]|\s[-–—]\s|\b(?:que|quien|presentad[oa]|el (?:lunes|martes|jueves)|en (?:un|su) comunicado|hoy|ayer)\b"
)
_SOURCE_BEFORE = re.compile(
    r"(?:^|[.;,:—–-]\s|[\"”»],?\s|\by\s|\bpero\s|\bque\s)"
    r"(?P<source>(?:(?:el|la|los|las|un|una|su|sus|otro|otra|varios|fuentes|autoridades|fiscales|"
    r"investigadores|[A-ZÁÉÍÓÚÑ])[^,;:.\"“”«»]{0,70}?|"
    r"[^,;:.\"“”«»]{2,50},\s[^,;:.\"“”«»]{3,50},))\s+$",
    re.IGNORECASE,
)
_SOURCE_BEHIND = re.compile(
    r"\s+(?:hoy |ayer )?(?P<source>(?:el|la|los|las|un|una|su|sus|[A-ZÁÉÍÓÚÑ])[^.;:\"“”«»]{1,90}?)(?=[.;:]|"
    r",? \b(?:que|quien)\b|[\"“«]|$)"
)


def find_sayings(text: str, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Attributions of every sentence, in order; each has a source, a cue and a content."""
    return tuple(a for s in sentences for a in _in_sentence(text, s))


def _in_sentence(text: str, sentence: Sentence) -> Iterator[Attribution]:
    told = text[sentence.start : sentence.end]
    plain = fold(told).replace("\n", " ")
    yield from _per(plain, sentence)
    for found in re.finditer(r"[a-z]+", plain):
        if found[0] in words("says") and not _NOT_BEFORE.search(plain, 0, found.start()):
            made = _said(told, plain, found, sentence)
            if made is not None:
                yield made


def _per(plain: str, sentence: Sentence) -> Iterator[Attribution]:
    for found in _PER.finditer(plain):
        stop = _PER_END.search(plain, found.end())
        end = stop.start() if stop else len(plain)
        while end > found.end() and plain[end - 1] == " ":
            end -= 1
        if not 2 < end - found.end() <= 90:
            continue
        at = sentence.start
        source = Span(at + found.end(), at + end)
        cue = Span(at + found.start(), at + found.start() + len(found[0].rstrip()))
        before = Span(at, at + found.start()) if found.start() > 3 else None
        content = [s for s in (before, Span(at + end, sentence.end)) if s is not None and s.end > s.start]
        yield Attribution((source,), (cue,), tuple(content))


def _said(told: str, plain: str, verb: re.Match[str], sentence: Sentence) -> Attribution | None:
    at = sentence.start
    cue = Span(at + verb.start(), at + verb.end())
    opened = re.match(r"\s*(?:a \w+(?: \w+){0,3} )?(?:,\s*)?(?:que\b|[:\"“«])", plain[verb.end() :]) is not None
    before = _SOURCE_BEFORE.search(told, 0, verb.start())
    quoted = re.search(r"[\"”»],?\s*$|,\s*$", plain[: verb.start()]) is not None
    if quoted:
        behind = _SOURCE_BEHIND.match(told, verb.end())
        if behind is not None and not opened:
            content = Span(at, at + verb.start())
            source = _bare(told, behind.start("source"), behind.end("source"))
            return Attribution((Span(at + source[0], at + source[1]),), (cue,), (content,))
        if not opened:
            return (
                Attribution((), (cue,), (Span(at, at + verb.start()),))
                if re.search(r"[\"”»]", plain[: verb.start()])
                else None
            )
    if before is not None and (opened or verb[0] in ("niega", "niegan", "nego", "negaron", "sostiene", "sostienen")):
        source = _bare(told, before.start("source"), before.end("source"))
        return Attribution((Span(at + source[0], at + source[1]),), (cue,), (Span(at + verb.end(), sentence.end),))
    if opened and verb.start() < 3:
        return Attribution((), (cue,), (Span(at + verb.end(), sentence.end),))
    return None


def _bare(told: str, start: int, end: int) -> tuple[int, int]:
    """Without the comma and the adverbs at its end."""
    while end > start and told[end - 1] in " ,\n":
        end -= 1
    for tail in (" también", " tambien", " no", " ya", " hoy", " le", " les"):
        if told[start:end].endswith(tail):
            end -= len(tail)
    return start, end
