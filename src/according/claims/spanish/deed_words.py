"""The Spanish verbs, phrases and nouns that tell a deed, in every form that is read."""

import re
from functools import cache

from .lists import table

PERSONAL = ("assault", "shooting", "homicide")
"""Types of one kind, the graver last: an assault that was a shooting that was a killing."""


_CLITIC = r"(?:me|te|se|lo|la|le|los|las|les)?(?:lo|la|los|las)?"


@cache
def _verbs() -> dict[str, tuple[str, str, str]]:
    """Every form that is read, to its mood, type and role."""
    found: dict[str, tuple[str, str, str]] = {}
    irregular = table("deeds")["irregular"]
    for infinitive, (type, role) in table("deeds")["verbs"].items():
        one, many, gerund, participle = irregular.get(infinitive) or _regular(infinitive)
        found[infinitive] = ("inf", type, role)
        found[gerund] = ("ger", type, role)
        found[one] = ("one", type, role)
        found[many] = ("many", type, role)
        for end in ("o", "a", "os", "as"):
            found[participle + end] = ("part", type, role)
    return found


def _regular(infinitive: str) -> tuple[str, str, str, str]:
    stem = infinitive[:-2]
    return stem + "o", stem + "aron", stem + "ando", stem + "ad"


@cache
def deed_pattern() -> re.Pattern[str]:
    """Every form of every verb of a deed, and the turns of phrase, on folded text."""
    words = "|".join(sorted(_verbs(), key=len, reverse=True))
    phrases = "|".join(f"(?P<p{i}>{p})" for i, p in enumerate(table("deeds")["phrases"]))
    return re.compile(rf"\b(?:{phrases}|(?P<word>{words})(?P<clitic>{_CLITIC}))\b")


@cache
def noun_pattern() -> re.Pattern[str]:
    """The nouns that tell a deed, with the article or preposition before them."""
    return re.compile(
        rf"\b(?:del|de la|por el|por la|por|de|en el|en la|el|"
        rf"la) (?P<noun>{'|'.join(table('deeds')['nouns'])})\b(?! (?:en|de) (?:primer|segundo) grado)"
    )


def deed_told(m: re.Match[str]) -> tuple[str, str, str]:
    """Mood, type of incident and role of its object, for a match of `deed_pattern`."""
    if m["word"]:
        return _verbs()[m["word"]]
    i = next(i for i in range(len(table("deeds")["phrases"])) if m[f"p{i}"])
    type, role = list(table("deeds")["phrases"].values())[i]
    return "phrase", type, role
