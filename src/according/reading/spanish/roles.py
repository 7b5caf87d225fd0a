"""What the words right around a name make of its bearer: accused, victim, official, relative, witness."""

import re
from collections.abc import Sequence
from itertools import pairwise

from according.model import Mention, Sentence

from .lexicon import fold, nouns, words

_ASIDE = r"(?:\s?,[^,;.]{1,50}(?:,[^,;.]{1,40})?,|\s?\([^)]{1,30}\)|\s?,\s?\d{1,2},)?"
_HELPED = (
    r"(?:(?:ha|han|habia|habian) sido|fue(?:ron)?|es|son|era|eran|esta|estan|sera|seran|resulto)"
    r" (?:tambien |ya |formalmente |hoy )?"
)
_TAKEN = (
    r"(?:acusad|imputad|procesad|instruid|arrestad|detenid|capturad|condenad|sentenciad|absuelt|buscad)[oa]s?"
    r"|(?:declarad|encontrad|hallad)[oa]s? culpables?"
)
_OWN = (
    r"(?:se )?(?:ha |han )?declar(?:o|aron|ado) (?:culpables?|inocentes?|no culpables?)|enfrentan? (?:\w+ ){0,4}cargos"
    r"|enfrentan? juicio"
)
_ACCUSED_BEHIND = re.compile(
    rf"{_ASIDE},? (?:{_TAKEN})(?: formalmente)? (?:de|por|a|con)\b"
    rf"|(?:(?! que | quien )[^.;]){{0,160}}?\b(?:{_HELPED}(?:{_TAKEN})|{_OWN})\b"
)
_GOVERNED = re.compile(r"\b(?:de|del|a|al|con|contra|por|para|en|hacia|sobre|entre|segun)\s$")
_ACCUSED_BEFORE = re.compile(
    r"(?:\bacus[ao](?:n|ron|ndo)? (?:formalmente )?a|\bcargos contra|\bcontra el acusado|"
    r"\bl[oa]s? acusad[oa]s?,?|\bse le acusa a|"
    r"\b(?:conden|sentenci|arrest|captur)[oa](?:ron)? a|\bdetuv(?:o|ieron) a|\bcoacusad[oa],?|"
    r"\bpandiller[oa],?|\bsospechos[oa],?)\s$"
)
_VICTIM_BEFORE = re.compile(
    r"(?:\b(?:mat|asesin|apunal|golpe|atac|secuestr|dispar|hirio|viol|estrangul|rob|tortur|amenaz|atropell|"
    r"agredi|ejecut|"
    r"balace|balear|acribill|asalt|plagi|extorsion)(?:a|o|ar|aron|aba|ado|ando|io|iendo|ieron|arle|arlo|"
    r"arla)?(?:le|lo|la|les)?"
    r"(?: y \w+)? (?:mortalmente )?a(?: su \w+,?)?|\bvictimas?,?|\b(?:asesinato|homicidio|muerte|secuestro|"
    r"asalto|ataque|violacion) (?:de|contra|a)|"
    r"\bcuerpo de|\bl[oa] que causo la muerte de|\bcontra la vida de)\s$"
)
_VICTIM_BEHIND = re.compile(
    rf"{_ASIDE}\s?(?:(?:,? (?:quien|que) )?(?:(?:fue|habia sido|resulto|ha sido) (?:asesinad|apunalad|"
    rf"golpead|secuestrad|balead|baleado|herid|"
    r"atacad|violad|muert|ejecutad|atropellad|agredid|declarad[oa] muert|llevad[oa] al hospital|"
    r"trasladad[oa]\w* (?:de emergencia )?a(?:l| un) hospital)"
    r"|murio|fallecio|perdio la vida|sufrio (?:heridas|lesiones|un balazo)|,? la victima)\b)"
)
_OFFICIAL_BEHIND = re.compile(r",? (?:quien es |es )?(?:el |la |su )?([a-z]+)\b")
_KIN_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(nouns('kin'), key=len, reverse=True))}),?(?: de [a-z ]{{2,20}},)?\s$")


def roles_of(text: str, mention: Mention, sentence: Sentence, stop: int) -> set[str]:
    """Roles of a named person at this mention: any of accused, victim, official, kin, witness.

    Args:
        stop: where the next name of a person begins; what stands behind it is told of that one.
    """
    plain = fold(text[sentence.start : sentence.end]).replace("\n", " ")
    start, end = mention.start - sentence.start, mention.end - sentence.start
    before, behind = plain[:start], plain[end : max(end, stop - sentence.start)]
    found = set()
    title = re.findall(r"[a-z]+", before)[-2:]
    if title and (title[-1] in words("titles") - {"don", "dona", "sr", "sra", "senor", "senora"}):
        found.add("official")
    apposed = _OFFICIAL_BEHIND.match(behind)
    if apposed is not None and behind.startswith(",") and apposed[1] in words("officials"):
        found.add("official")
    if re.search(r"\babogad[oa](?: defensor[a]?)?,\s$", before):
        found.add("official")
    if (_ACCUSED_BEHIND.match(behind) and not _GOVERNED.search(before)) or _ACCUSED_BEFORE.search(before):
        found.add("accused")
    if _VICTIM_BEFORE.search(before) or _VICTIM_BEHIND.match(behind):
        found.add("victim")
    if _KIN_BEFORE.search(before):
        found.add("kin")
    if re.search(r"\btestigos?,?\s$", before):
        found.add("witness")
    return found


_LISTED = re.compile(
    r"(?:,? ?\(?(?:de )?\d{1,2}(?: anos)?(?: de edad)?\)?)?(?:,? (?:de|residente de) [^,;.]{2,40})?,? ?(?:y |e )?"
)


def _spread(text: str, mentions: Sequence[Mention], found: list[set[str]]) -> None:
    """Who stands in one list with an accused person is accused, too: "A, de 20 años, de Eastholm, y B son acusados"."""
    people = [i for i, m in enumerate(mentions) if m.type == "person"]
    for i, following in reversed(list(pairwise(people))):
        gap = fold(text[mentions[i].end : mentions[following].start]).replace("\n", " ")
        if gap.strip() and "accused" in found[following] and _LISTED.fullmatch(gap):
            found[i].add("accused")


def all_roles(text: str, mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> list[set[str]]:
    """For each mention the roles that its sentence gives it; empty for what is no person."""
    found: list[set[str]] = []
    people = [m.start for m in mentions if m.type == "person"]
    at = 0
    for mention in mentions:
        while at + 1 < len(sentences) and sentences[at + 1].start <= mention.start:
            at += 1
        stop = next((start for start in people if start >= mention.end), len(text))
        found.append(roles_of(text, mention, sentences[at], stop) if mention.type == "person" else set())
    _spread(text, mentions, found)
    return found
