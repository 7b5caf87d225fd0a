"""What a Spanish step of law is for: the offences of its list, up to the next step or a circumstance."""

import re
from dataclasses import dataclass

from according.model import Argument, MentionText, Span

from .lists import offence_patterns
from .view import View

_ENHANCEMENT = re.compile(
    r"\b(?:con |y )?(?:una |un |las |los )?(?:alegaci(?:on|ones)|alegatos?)\b"
    r"(?:(?!,? (?:y )?(?:un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d+) (?:cargos?|delitos?)\b).)*"
)
"""An enhancement, up to the next counted charge: no offence of its own (ruling 26)."""
_CUT = re.compile(
    r"\b(?:(?<!complice )(?<!complices )despues de|al (?=[a-z]+(?:ar|er|ir)(?:le|lo|la)?\b)|"
    r"mientras|cuando|en relacion con|luego de|enfrenta|enfrentan|esta libre|esta detenid[oa]|si es|en donde|"
    r"durante|quien|quienes|tras|sera|seran|l[oa] mism[oa] que|que se)\b|, (?:l[oa]s? )?cual(?:es)?\b|;"
)
_IS_VERB = re.compile(r"\b(?:que|se|lo|le|les|quien|ella|ellos) $")
"""What shows that a word like "hurto" or "robo" is a verb without its accent."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One offence: its code and where its words stand."""

    code: str
    span: Span


def region_of(view: View, start: int, end: int) -> Span:
    """The stretch behind a step that tells what it is for."""
    cut = _CUT.search(view.plain, start, end)
    return Span(start, max(start, cut.start() if cut else end))


def charges_in(view: View, region: Span) -> list[Charge]:
    """The offences named in the region, in order, none inside another."""
    found: list[Charge] = []
    blank = [Span(m.start(), m.end()) for m in _ENHANCEMENT.finditer(view.plain, region.start, region.end)]
    for pattern, code in offence_patterns():
        for m in pattern.finditer(view.plain, region.start, region.end):
            span = Span(m.start(), m.end())
            if _IS_VERB.search(view.plain, max(0, m.start() - 12), m.start()):
                continue
            if not any(span.overlaps(s) for s in (*blank, *(c.span for c in found))):
                found.append(Charge(code, span))
    return sorted(found, key=lambda c: c.span.start)


_COUNTED = re.compile(
    r"\b(?:cargos?|delitos?)(?: de| por)? ?(?:delitos? )?(?:graves?|mayor(?:es)?|menor(?:es)?|"
    r"de menor grado|de mayor delito)?"
    r"(?: de| por| cada uno de)* (?P<item>[a-z][a-z ]{3,70}?)(?=,|;|\.|$| y (?:un|una|dos|tres|cuatro|"
    r"cinco|\d+) | contra | mientras| con un)"
)
_NO_ITEM = re.compile(
    r"(?:el|la|los|las|si|en|que|contra|presentad|registrad|fueron|por el|manana|esta|"
    r"este|ante|hoy|nuevamente|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b"
)
_ITEM_WORDS = 10
_ACT_WORDS = 14


def unlisted_in(view: View, region: Span, known: list[Charge]) -> list[Charge]:
    """Counted items that no list knows: "un cargo por molestar a un menor" is `other`, in the document's words."""
    found = []
    blank = [Span(m.start(), m.end()) for m in _ENHANCEMENT.finditer(view.plain, region.start, region.end)]
    for m in _COUNTED.finditer(view.plain, region.start, region.end):
        span = Span(m.start("item"), m.end("item"))
        known_words = any(span.overlaps(s) for s in (*blank, *(c.span for c in known)))
        if not known_words and len(m["item"].split()) <= _ITEM_WORDS and not _NO_ITEM.match(m["item"]):
            found.append(Charge("other", span))
    return found


_ACT = re.compile(
    r" de (?!ser |estar |haber |tener |no )(?P<item>[a-z]+(?:ar|er|ir)(?:le|lo|la|les|los|las|"
    r"se)? [a-z0-9 ]{4,80}?)(?=,|;|\.|$| y de )"
)


def acts_in(view: View, region: Span) -> list[Charge]:
    """ "Es acusado de vaciar la caja": an act that no list knows is `other`; the first only."""
    m = _ACT.match(view.plain, region.start, region.end)
    if m is None or len(m["item"].split()) > _ACT_WORDS:
        return []
    return [Charge("other", Span(m.start("item"), m.end("item")))]


def offence_argument(view: View, charge: Charge) -> Argument:
    """The offence as the object of an accusation."""
    words = charge.span.of(view.text)
    return Argument("Offence", charge.code, mention=MentionText(charge.span.start, charge.span.end, words))
