"""Age, home, post and other names of people in Spanish, as they stand right beside a name."""

import re
from collections.abc import Iterator
from functools import cache

from according.model import AmountValue, Argument, MentionText, Qualifiers, Span, Speaker
from according.reading.spanish.lexicon import nouns, words

from ..draft import Draft
from .view import View
from .voices import Voices

_AGE = re.compile(
    r"(?:\s?,?\s?\(?(?:de |con )(?=\d+ anos)|\s?,?\s?(?=\d+ anos)|\s?,\s?(?:de )?|"
    r"\s\()(?P<words>(?P<age>\d{1,2})(?: anos(?: de edad)?)?)(?=[,);.]|\s(?!de \d|cargos|anos))"
)
_ALIAS = re.compile(r",? (?:alias|conocid[oa] como|apodad[oa]) [^,;.]{2,40}(?=,)")
_HOME = re.compile(
    r"\)?,? (?:residente de |vecin[oa] de |originari[oa] de |con domicilio en |de )(?:la ciudad de |la localidad de )?"
)
_OF_TOWN = re.compile(r" de (?:la ciudad de )?")
_INDEFINITE = re.compile(r"(?:un|una|dos|tres|cuatro|cinco) ")
_LIVES = re.compile(r"(?:,? quien)? (?:vive|vivia|residia|reside) en (?:la ciudad de )?")
_TITLE = (
    r"(?P<title>\b(?:TITLES)(?: (?:asistente|adjunt[oa]|auxiliar|mayor|general|de distrito|federal|"
    r"estatal|honorable|de la policia|de policia|municipal|especial))*)"
)
_BEFORE = rf"{_TITLE}(?: honorable)?,? $"
_WITH_BODY = (
    rf"{_TITLE} (?:del|de la|de|para el|para la) (?P<body>[^,;.“”\"]{{3,60}}?)(?: \([^)]+\))?(?: honorable)?,? $"
)
_BEHIND = rf", (?:el |la |quien es el |quien es la )?{_TITLE}(?: (?:del|de la|de) (?P<body>[^,;.“”\"]{{3,60}}))?"
_ROUTINE = re.compile(
    r"\b(?:procesad[oa] por|sera procesad|fue procesad|litigando|investigad[oa] por|favor de|llamar|llame|"
    r"comuni(?:carse|que|quen)|caso lo lleva|contacte|procesar (?:este|el) caso|"
    r"caso (?:sera|fue|es)|esta procesando|a cargo del caso)\b"
)
_KIN = re.compile(
    r",? (?:el |la |su )?(?P<role>herman[oa]|hij[oa]|espos[oa]|marido|padre|madre|novi[oa]|viud[oa]|"
    r"prim[oa]|ti[oa]|abuel[oa]) de (?=[a-z])"
)


@cache
def _titles(pattern: str) -> re.Pattern[str]:
    titles = sorted(words("titles") - words("no_posts"), key=len, reverse=True)
    return re.compile(pattern.replace("TITLES", "|".join(titles)))


def persons(view: View, voices: Voices) -> Iterator[Draft]:
    """age, residence, holds_post, alias_of and family_of for every name of a person."""
    posts: set[int] = set()
    for index, m in enumerate(view.reading.mentions):
        if m.type != "person" or m.level == "pronoun":
            continue
        sentence = view.sentence_at(m.start)
        voice = voices.at(sentence, m.start)
        if m.level == "nominal":
            yield from _home_of_phrase(view, index, sentence, voice.speakers)
            continue
        end = view.bounds(sentence)[1]
        alias = _ALIAS.match(view.plain, m.end, end)
        age = _AGE.match(view.plain, alias.end() if alias else m.end, end)
        if age is not None and int(age["age"]) > 0:
            span = Span(age.start("words"), age.end("words"))
            yield _age(view, index, sentence, span, int(age["age"]), voice.speakers)
        yield from _home(view, index, sentence, age.end() if age else m.end, voice.speakers, told=age is not None)
        if m.entity not in posts:
            made = _post(view, index, sentence, voice.speakers)
            if made is not None:
                posts.add(m.entity)
                yield made
        yield from _other_names(view, index, sentence, voice.speakers)
        yield from _kin(view, index, sentence, voice.speakers)


def _age(view: View, index: int, sentence: int, span: Span, age: int, speakers: tuple[Speaker, ...]) -> Draft:
    text = span.of(view.text)
    return Draft(
        "age",
        view.argument(index),
        Argument("Value", str(age), mention=MentionText(span.start, span.end, text)),
        sentence,
        view.token(span.start),
        "es.age",
        certainty="certain",
        polarity="affirmed",
        attribution=speakers,
        qualifiers=Qualifiers(amount=AmountValue(" ".join(text.split()), age, age, "year")),
    )


def _home(
    view: View, index: int, sentence: int, at: int, speakers: tuple[Speaker, ...], *, told: bool
) -> Iterator[Draft]:
    """ "Ana Roe, de 34 años, de la ciudad de Eastholm": a place right behind the age, or told as a home."""
    m = _HOME.match(view.plain, at)
    if m is None or not (told or re.search(r"residente|vecin|originari|domicilio", m[0])):
        m = _LIVES.match(view.plain, at)
    if m is None:
        return
    place = next((i for i, p in enumerate(view.reading.mentions) if p.start == m.end() and p.type == "place"), None)
    argument = view.argument(place) if place is not None else None
    if argument is not None:
        yield Draft(
            "residence",
            view.argument(index),
            argument,
            sentence,
            view.token(m.start() + 1),
            "es.home",
            certainty="certain",
            polarity="affirmed",
            attribution=speakers,
        )


def _home_of_phrase(view: View, index: int, sentence: int, speakers: tuple[Speaker, ...]) -> Iterator[Draft]:
    """ "Un pandillero de Eastholm": somebody told of for the first time, of a town."""
    m = view.mention(index)
    found = _OF_TOWN.match(view.plain, m.end)
    if found is None or not _INDEFINITE.match(view.plain, m.start) or view.noun(index) in words_of_trade():
        return
    place = next((i for i, p in enumerate(view.reading.mentions) if p.start == found.end() and p.type == "place"), None)
    argument = view.argument(place) if place is not None else None
    if argument is not None:
        yield Draft(
            "residence",
            view.argument(index),
            argument,
            sentence,
            view.token(m.start),
            "es.home_of",
            certainty="certain",
            polarity="affirmed",
            attribution=speakers,
        )


def words_of_trade() -> frozenset[str]:
    """Nouns whose "of a town" tells where they work."""
    return frozenset(nouns("officials")) | {"miembro", "integrante", "lider"}


def _post(view: View, index: int, sentence: int, speakers: tuple[Speaker, ...]) -> Draft | None:
    """A title right before the name, with the body between them if there is one, or behind a comma."""
    m = view.mention(index)
    start, end = view.bounds(sentence)
    if _ROUTINE.search(view.plain, start, end):
        return None
    first = max(start, m.start - 100)
    found, body = _titles(_BEFORE).search(view.plain, first, m.start), None
    for other in (
        ()
        if found
        else (_titles(_WITH_BODY).search(view.plain, first, m.start), _titles(_BEHIND).match(view.plain, m.end, end))
    ):
        if other is None:
            continue
        named = _body(view, other.start("body"), other.end("body")) if other["body"] else None
        if named is not None or (other["body"] is None and other.re is _titles(_BEHIND)):
            found, body = other, named
            break
    if found is None:
        return None
    stop = found.end("title") if body is None else view.mention(body).end
    shown = " ".join(view.text[found.start("title") : stop].split())
    return Draft(
        "holds_post",
        view.argument(index),
        view.argument(body) if body is not None else None,
        sentence,
        view.token(found.start("title")),
        "es.post",
        certainty="certain",
        polarity="affirmed",
        attribution=speakers,
        qualifiers=Qualifiers(role=shown),
    )


def _body(view: View, start: int, end: int) -> int | None:
    """The body or place that fills the stretch from its start."""
    for i, m in enumerate(view.reading.mentions):
        if (
            m.start in (start, start + 3, start + 9)
            and m.end <= end + 1
            and m.type in ("organization", "place")
            and m.level == "named"
        ):
            return i if m.end >= end - 2 or view.plain[m.end : m.end + 1] == "," else None
    return None


def _other_names(view: View, index: int, sentence: int, speakers: tuple[Speaker, ...]) -> Iterator[Draft]:
    m = view.mention(index)
    entity = view.reading.entities[m.entity]
    for alias in entity.aliases:
        at = view.text.find(alias, m.end, min(m.end + 70, view.bounds(sentence)[1]))
        told = (
            re.search(r"\b(?:alias|conocid[oa]|apodad[oa]|\(a\)|llaman)\b[^,.;]{0,30}$", view.plain[m.end : at])
            if at > 0
            else None
        )
        if told is not None:
            yield Draft(
                "alias_of",
                Argument("Term", alias, mention=MentionText(at, at + len(alias), alias)),
                view.argument(index),
                sentence,
                view.token(at),
                "es.alias",
                certainty="certain",
                polarity="affirmed",
                attribution=speakers,
            )


def _kin(view: View, index: int, sentence: int, speakers: tuple[Speaker, ...]) -> Iterator[Draft]:
    m = _KIN.match(view.plain, view.mention(index).end)
    other = view.chain_from(sentence, m.end()) if m is not None else ()
    if m is not None and other and view.mention(other[0]).type == "person":
        yield Draft(
            "family_of",
            view.argument(index),
            view.argument(other[0]),
            sentence,
            view.token(m.start("role")),
            "es.kin",
            certainty="certain",
            polarity="affirmed",
            attribution=speakers,
            qualifiers=Qualifiers(role=view.text[m.start("role") : m.end("role")]),
        )
