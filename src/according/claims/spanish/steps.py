"""Steps of law in Spanish: the words that tell one, how far in law it is, whom it is taken against, since when.

"Ana Roe fue declarada culpable de", "acusado de", "el Gran Jurado acusó a Ana Roe", "enfrenta cargos por", "se declaró
culpable de". A step is read only where its person is clear; what a condition or a plan says has not happened is none.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from according.model import Span

from .lists import table
from .step import TERM, Step
from .view import View
from .voices import Voices

_AUX = (
    r"(?:(?:ha|han|habia|habian|haber) sido|ser(?= instruid)|fue|fueron|es|son|era|eran|esta|estan|estaba|"
    r"estaban|sera|seran|siendo|"
    r"result(?:o|aron)|qued(?:o|aron)|permanecen?)"
)
_ADVERB = (
    r"(?: (?:tambien|ya|hoy|luego|formalmente|oficialmente|finalmente|previamente|anteriormente|"
    r"posteriormente|despues))*"
)
_FUTURE = re.compile(r"(?:sera|seran)\b")
_PRIOR = re.compile(
    r"\b(?:convicci\w+|condenas?|castigos?|antecedentes) (?:penal(?:es)? )?(?:previ|anterior)\w*|\bpreviamente\b|"
    r"\banteriormente\b|\bcaso sin relacion\b|\botro caso\b|\bya habia sido\b"
)
_PRIOR_NOUN = re.compile(
    r"\b(?:convicci(?:on|ones)|condenas?)(?: previas?| anteriores?| anterior)?(?: (?:removidas?|que fue \w+|en|del?|el)"
    r"(?: (?:ano|el|de|sus|antecedentes|\d{4}|y|,))*)*,? (?:por|de) "
)
_FACES = re.compile(
    r"\b(?P<no>no )?(?:tambien |ahora )?enfrent(?P<many>an|aran|aron|)(?:a|ara|o|ando)?\b (?:(?!sentencia|"
    r"pena|maxim)[a-z0-9]+ ){0,5}?"
    r"(?P<what>cargos?|juicio|delitos?)\b"
)
_PLEA = re.compile(
    r"\b(?:se )(?P<aux>ha |han |habia |habian )?declar(?:o|aron|ado)(?P<not> inocentes?| no culpables?| culpables?)\b"
)
_FILED = re.compile(
    r"\b(?:present(?:o|a|an|aron)|emit(?:io|ieron)|registr(?:o|aron)|radic(?:o|aron)|interpus(?:o|ieron)|"
    r"formul(?:o|aron)|"
    r"proces(?:o|aron)) "
    r"(?:[a-z]+ ){0,3}?(?:cargos|acusacion(?:es)?(?: formal(?:es)?)?) (?P<for>[^.;]{0,80}?)(?:contra|en contra de) "
)
_WERE_FILED = re.compile(r"\bcargos (?:[a-z]+ ){0,2}?contra (?P<who>[^.;]{2,80}?) (?:fueron|han sido) (?P<what>[a-z]+)")
_DROPPED = re.compile(
    r"\b(?:desestim(?:o|aron)|retir(?:o|aron)|destituy(?:o|eron)|sobresey(?:o|eron)) (?:todos )?(?:los |las )?"
    r"(?:cargos|acusaciones|caso) (?:contra|en contra de) "
)
_SE_LE = re.compile(r"\bse (?:le |les )?acusa(?:n)?(?P<to> a)? ")


@cache
def _passive() -> re.Pattern[str]:
    stems = []
    for i, stem in enumerate(table("law")["passive"]):
        ends = "" if stem.endswith((")", "culpable")) or "libertad" in stem else "[oa]s?"
        ends = "s?" if stem.endswith("culpable") else ends
        stems.append(f"(?P<s{i}>{stem}{ends})")
    return re.compile(rf"(?:\b(?P<aux>{_AUX})\b{_ADVERB} )?\b(?:{'|'.join(stems)})\b")


@cache
def _active() -> re.Pattern[str]:
    parts = [f"(?P<s{i}>{words})" for i, words in enumerate(table("law")["active"])]
    return re.compile(
        rf"\b(?:{'|'.join(parts)})\b(?: (?:formalmente|hoy|tambien|ayer|este \w+|el \w+|esta \w+))* (?=a |al )"
    )


def find_steps(view: View, voices: Voices) -> list[Step]:
    """All steps of the page, in order; each region ends where the next step of its sentence begins."""
    found: list[Step] = []
    for sentence in range(len(view.page.sentences)):
        steps = sorted(_in_sentence(view, sentence), key=lambda s: s.start)
        kept: list[Step] = []
        for step in steps:
            if any(step.start < k.end and k.start < step.end for k in kept):
                continue
            if voices.is_conditional(sentence, step.start):
                continue
            kept.append(step)
        starts = [k.start for k in kept]
        for i, step in enumerate(kept):
            stop = starts[i + 1] if i + 1 < len(kept) else view.bounds(sentence)[1]
            region = Span(step.region.start, min(step.region.end, max(stop, step.region.start)))
            found.append(replace(step, region=region))
    return found


def _in_sentence(view: View, sentence: int) -> Iterator[Step]:
    start, end = view.bounds(sentence)
    yield from _faced(view, sentence, start, end)
    yield from _pleas(view, sentence, start, end)
    yield from _filed(view, sentence, start, end)
    yield from _accused_it_is(view, sentence, start, end)
    yield from _acts(view, sentence, start, end)
    yield from _undergone(view, sentence, start, end)
    yield from _convictions(view, sentence, start, end)


def _undergone(view: View, sentence: int, start: int, end: int) -> Iterator[Step]:
    stages = list(table("law")["passive"].values())
    last: Step | None = None
    for m in _passive().finditer(view.plain, start, end):
        which = next(i for i in range(len(stages)) if m[f"s{i}"] is not None)
        stage, word = stages[which], m[f"s{which}"]
        plural = word.endswith("s")
        if m["aux"] is None and view.plain[max(start, m.start() - 4) : m.start()] in ("los ", "las ", "dos "):
            continue
        if m["aux"] and _FUTURE.match(m["aux"]) and stage not in ("charged",):
            continue
        people = _undergoers(view, sentence, m, start, plural=plural, last=last)
        people = tuple(p for p in people if view.may_be_accused(p))
        stage = _settled(view, stage, word, m, start, end)
        if not people or not stage:
            continue
        negated = re.search(r"\b(?:no|nunca|tampoco) (?:se )?$", view.plain[max(start, m.start() - 10) : m.start()])
        last = Step(
            sentence,
            m.start(),
            m.end(),
            stage,
            people,
            Span(m.end(), end),
            f"es.{word.split(' ')[0][:-1]}",
            prior=_PRIOR.search(view.plain, start, end) is not None,
            negated=negated is not None,
        )
        yield last


def _undergoers(
    view: View, sentence: int, m: re.Match[str], start: int, *, plural: bool, last: Step | None
) -> tuple[int, ...]:
    """Whom a passive step befalls: its subject; without an auxiliary whoever stands right before it."""
    if m["aux"] is not None:
        return view.subjects(sentence, m.start(), plural=plural)
    gap_start = max(start, m.start() - 90)
    for index in reversed(view.people[sentence]):
        mention = view.mention(index)
        if mention.end > m.start() or mention.end < gap_start:
            continue
        gap = view.plain[mention.end : m.start()]
        if re.fullmatch(
            r"(?:,? ?\(?(?:de )?\d{1,2}(?: anos)?(?: de edad)?\)?)?(?:,? (?:de |residente de |"
            r"vecin[oa] de )[^,;.]{2,40})?(?:, (?:quien|que) [^,;.]{3,60},)?,? ?(?:formalmente )?",
            gap,
        ):
            chain = view.subjects(sentence, m.start(), plural=plural, borrow=False)
            return chain if index in chain else (index,) if view.is_plural(index) == plural else ()
        break
    if last is not None and re.fullmatch(
        r"(?:(?! que | quien ).){0,120}\b(?:y|e|,)(?: tambien| luego)? ", view.plain[last.end : m.start()]
    ):
        return last.people
    return ()


def _settled(view: View, stage: str, word: str, m: re.Match[str], start: int, end: int) -> str:
    """The stage once the words around it are seen; empty where it is no step."""
    behind = view.plain[m.end() : min(end, m.end() + 70)]
    if stage == "accused":
        if re.search(table("law")["raised"]["indicted"], behind[:40]) or re.search(
            r"gran jurado", view.plain[start : m.start()]
        ):
            return "indicted"
        return "charged" if re.search(table("law")["raised"]["charged"], word + behind[:45]) else "accused"
    if word.startswith("procesad") and not re.match(
        r" (?:por|de|con)\b(?! (?:el|la) (?:fiscal|unidad|oficina|asistente))", behind
    ):
        return ""
    if word.startswith("instruid") and "cargos" not in behind[:30]:
        return ""
    if stage == "wanted" and not re.match(r" (?:por|en|desde)\b", behind):
        return ""
    if stage == "convicted" and word.startswith("condenad") and TERM.match(behind):
        return "sentenced"
    if stage == "arrested" and re.match(r" (?:sin|bajo) fianza", behind):
        return "arrested"
    if word.startswith("liberad") and not re.match(r" (?:sin cargos|bajo|de la (?:carcel|prision)|por)", behind):
        return ""
    return stage


def _acts(view: View, sentence: int, start: int, end: int) -> Iterator[Step]:
    """An authority acts on its person: "el Gran Jurado acusó a A y B de"."""
    stages = list(table("law")["active"].values())
    for m in _active().finditer(view.plain, start, end):
        at = m.end() + 2 if view.plain[m.end() : m.end() + 2] == "a " else m.end() + 3
        people = view.chain_from(sentence, at)
        people = tuple(p for p in people if view.may_be_accused(p) or view.is_accused(p))
        if not people:
            continue
        stage = stages[next(i for i in range(len(stages)) if m[f"s{i}"] is not None)]
        stop = view.mention(people[-1]).end
        if stage == "accused":
            before = view.plain[start : m.start()]
            if re.search(r"gran jurado", before):
                stage = "indicted"
            elif re.search(table("law")["raised"]["charged"], m[0] + view.plain[stop : min(end, stop + 60)]):
                stage = "charged"
        yield Step(
            sentence,
            m.start(),
            m.end(),
            stage,
            people,
            Span(stop, end),
            "es.act",
            prior=_PRIOR.search(view.plain, start, end) is not None,
        )


def _accused_it_is(view: View, sentence: int, start: int, end: int) -> Iterator[Step]:
    """ "A Ana Roe se le acusa de", "se le acusa a Ana Roe de"."""
    for m in _SE_LE.finditer(view.plain, start, end):
        people: tuple[int, ...] = ()
        stop = m.end()
        if m["to"]:
            people = view.chain_from(sentence, m.end())
            stop = view.mention(people[-1]).end if people else stop
        else:
            for index in reversed(view.people[sentence]):
                mention = view.mention(index)
                if mention.end == m.start() - 1 and re.search(r"\ba $", view.plain[start : mention.start]):
                    people = (index,)
        people = tuple(p for p in people if view.may_be_accused(p))
        if people:
            yield Step(sentence, m.start(), m.end(), "accused", people, Span(stop, end), "es.act")


def _faced(view: View, sentence: int, start: int, end: int) -> Iterator[Step]:
    for m in _FACES.finditer(view.plain, start, end):
        people = view.subjects(sentence, m.start(), plural=bool(m["many"]))
        people = tuple(p for p in people if view.may_be_accused(p))
        if not people:
            continue
        stage = "on_trial" if m["what"] == "juicio" else "charged"
        if re.search(table("law")["raised"]["indicted"], view.plain[m.start() : min(end, m.end() + 30)]):
            stage = "indicted"
        yield Step(sentence, m.start(), m.end(), stage, people, Span(m.end(), end), "es.faces", negated=bool(m["no"]))


def _pleas(view: View, sentence: int, start: int, end: int) -> Iterator[Step]:
    for m in _PLEA.finditer(view.plain, start, end):
        plural = m["not"].endswith("s") or (m["aux"] or "").strip() in ("han", "habian")
        people = view.subjects(sentence, m.start(), plural=plural)
        people = tuple(p for p in people if view.may_be_accused(p))
        guilty = m["not"].strip().startswith("culpable")
        if people:
            yield Step(
                sentence,
                m.start(),
                m.end(),
                "pleaded_guilty" if guilty else "charged",
                people,
                Span(m.end(), end),
                "es.plea" if guilty else "es.not_guilty",
                negated=not guilty,
                own=not guilty,
            )


def _filed(view: View, sentence: int, start: int, end: int) -> Iterator[Step]:
    for pattern, stage in ((_FILED, "charged"), (_DROPPED, "dismissed")):
        for m in pattern.finditer(view.plain, start, end):
            people = view.chain_from(sentence, m.end()) or view.chain_from(sentence, m.end() + 3)
            people = tuple(p for p in people if view.may_be_accused(p))
            if people:
                stop = view.mention(people[-1]).end
                before = view.plain[start : m.start()]
                if stage == "charged" and re.search(table("law")["raised"]["indicted"], before + m[0]):
                    stage = "indicted"
                inner = Span(m.start("for"), m.end("for")) if pattern is _FILED and m["for"].strip() else None
                yield Step(sentence, m.start(), stop, stage, people, inner or Span(stop, end), f"es.{stage}")
    for m in _WERE_FILED.finditer(view.plain, start, end):
        people = tuple(p for p in view.chain_from(sentence, m.start("who")) if view.may_be_accused(p))
        dropped = re.match(r"(?:desestimad|retirad|destituid|sobreseid|anulad)", m["what"])
        filed = re.match(r"(?:presentad|registrad|formulad|radicad)", m["what"])
        if people and (dropped or filed):
            yield Step(
                sentence,
                m.start(),
                m.end(),
                "dismissed" if dropped else "charged",
                people,
                Span(m.end(), end),
                "es.filed",
            )


def _convictions(view: View, sentence: int, start: int, end: int) -> Iterator[Step]:
    """ "Con una condena previa por fraude, de 1999": an earlier matter."""
    for m in _PRIOR_NOUN.finditer(view.plain, start, end):
        people = _against(view, sentence, m.start()) or view.subjects(sentence, m.start(), plural=None)
        people = tuple(p for p in people if view.may_be_accused(p))
        if people:
            yield Step(sentence, m.start(), m.end(), "convicted", people, Span(m.end(), end), "es.prior", prior=True)


def _against(view: View, sentence: int, at: int) -> tuple[int, ...]:
    """ "Alegatos contra Roe por una convicción previa": whom the nearest "contra" names."""
    for index in reversed(view.people[sentence]):
        mention = view.mention(index)
        if mention.end <= at:
            if re.search(r"\bcontra $", view.plain[max(0, mention.start - 8) : mention.start]):
                return (index,)
            break
    return ()
