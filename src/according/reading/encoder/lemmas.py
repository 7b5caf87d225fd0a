"""Base forms of English words: endings by rule, the irregular ones from a table made by `training/lemmas.py`."""

import json
import re
from functools import cache
from pathlib import Path

PRONOUNS = {
    "me": "I", "my": "my", "mine": "my", "us": "we", "him": "he", "them": "they", "em": "they", "'em": "they",
}  # fmt: skip
VOWELS = "aeiou"
_DOUBLED = re.compile(r"([bdgklmnprtz])\1$")
_SHORT = re.compile(r"^[^aeiou]*[aeiouy][^aeiouwxy]$")
_NEEDS_E = re.compile(
    r"([aeiou](c|s|v|z|g)|[^aeiou](v|z)|[^aeious]s|[^aeioulnr]l|(dg|ng|rg|rc|nc|uct?u)|[iu]r|[iua]t|u|rs|iz|ys|[^aeiou]in)$"
)
_UNDOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou][bdkmp]$")
"""A single consonant after a single vowel, not doubled before the ending: the verb ends in -e ("exploded")."""
_UNSTRESSED = ("velop", "gallop", "gossip", "worship", "wallop", "ransom", "blossom", "fathom", "walkup", "handicap")


@cache
def _exceptions() -> dict[str, str]:
    path = Path(__file__).with_name("lemmas.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def lemma(form: str, upos: str, xpos: str) -> str:
    """The base form of a word, in lower case unless it is a name.

    Args:
        form: as written.
        upos: universal part of speech.
        xpos: Penn tag, which tells the inflection.
    """
    low = form.lower()
    known = _exceptions().get(f"{xpos}|{low}")
    if known is not None:
        return known
    if upos in ("PROPN", "X", "SYM"):
        return form
    if upos == "PRON":
        return PRONOUNS.get(low, "I" if low == "i" else low)
    return by_rule(low, xpos)


def by_rule(low: str, xpos: str) -> str:
    """The base form by its ending; `low` is in lower case."""
    if xpos in ("NNS", "VBZ"):
        return _without_s(low)
    if xpos in ("VBD", "VBN") and low.endswith("ed") and len(low) > 3:
        if low.endswith("ied"):
            return low[:-1] if len(low) == 4 or low == "untied" else low[:-3] + "y"  # tied, died; tried, carried
        return _stem(low[:-2])
    if xpos == "VBG" and low.endswith("ing") and len(low) > 4:
        return _stem(low[:-3])
    if xpos in ("JJR", "RBR") and low.endswith("er") and len(low) > 4:
        return low[:-3] + "y" if low.endswith("ier") else _stem(low[:-2])
    if xpos in ("JJS", "RBS") and low.endswith("est") and len(low) > 5:
        return low[:-4] + "y" if low.endswith("iest") else _stem(low[:-3])
    return low


def _without_s(low: str) -> str:
    if not low.endswith("s") or len(low) < 3 or low.endswith("ss"):
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")) and len(low) > 4:
        return low[:-2]
    return low[:-1]


def _stem(stem: str) -> str:
    """Undo what an ending did to a verb or adjective: a doubled letter, a dropped e."""
    if _DOUBLED.search(stem) and not stem.endswith(("ll", "ss", "zz")):
        return stem[:-1]
    if _UNDOUBLED.search(stem) and not stem.endswith(_UNSTRESSED):
        return stem + "e"
    if _NEEDS_E.search(stem) or (len(stem) <= 3 and _SHORT.match(stem)):
        return stem + "e"
    return stem
