"""Which language a text is in: English, Spanish or neither; told by its small words, which no text can do without.

Small words are counted on a sample; capitals do not matter. A short text is told only if it leaves no doubt.
"""

import re
from collections import Counter
from collections.abc import Mapping

SAMPLE_CHARS = 8_000
SMALL_WORDS: Mapping[str, str] = {
    "en": (
        "the of and to in a is was for on that with by at he his from as it were an be are has had this who "
        "not they which have been their but or after she her will him said would when also its than"
    ),
    "es": (
        "el la de que y en los del se las por un con una su para al lo como más fue es ha sus este esta pero "
        "sobre entre cuando también donde dos fueron había le según son sin desde contra no hasta ser dijo "
        "quien"
    ),
}
OTHERS: Mapping[str, str] = {
    "pt": ("o a de que e do da em um para com não uma os no se na por mais as dos como mas foi ao ele das à seu"),
    "fr": ("le la les de des et à un une du en que qui dans est pour au par sur pas ce il plus avec ne se sont"),
    "it": ("il di che e la in un a per è una sono del non con si da dei le della nel alla più al come"),
    "de": ("der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden"),
    "nl": ("de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit"),
    "ca": ("el la de que i en els del les per un amb una al és no més com va ha són aquest dels"),
}
"""Told apart from the two, but not named: a wrong name would send the document to a reader that cannot read it."""

_BY_LANGUAGE = {code: words.split() for code, words in {**SMALL_WORDS, **OTHERS}.items()}

ENOUGH_SHARE = 0.12
"""Share of a text's words that must be small words of its language; in running text it is 0.3 to 0.5."""

LEAD = 1.25
"""How many times the small words of the next best language there must be."""

_WORD = re.compile(r"[^\W\d_]+")
LAST_LATIN = "ÿ"
"""Letters beyond this are of other scripts, or of languages such as Vietnamese that are neither of the two."""


def tell_language(text: str) -> str | None:
    """`en`, `es`, or None if the text is in another language or too short to tell."""
    sample = text[:SAMPLE_CHARS]
    counts = Counter(_WORD.findall(sample.lower()))
    total = counts.total()
    if total < 3 or _mostly_other_script(sample):
        return None
    shares = {code: sum(counts[word] for word in words) / total for code, words in _BY_LANGUAGE.items()}
    best, following = sorted(shares, key=lambda code: -shares[code])[:2]
    if best not in SMALL_WORDS or shares[best] < ENOUGH_SHARE or shares[best] < LEAD * shares[following]:
        return None
    return best


def _mostly_other_script(sample: str) -> bool:
    if sample.isascii():
        return False
    letters = "".join(_WORD.findall(sample[:2000]))
    return sum(char <= LAST_LATIN for char in letters) < 0.9 * len(letters)
