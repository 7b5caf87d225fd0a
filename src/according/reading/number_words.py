"""Numbers written as words ("twenty-one", "three hundred and five"), as amounts, ages and dates need them."""

import re


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_UNITS = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = _listed("twenty thirty forty fifty sixty seventy eighty ninety")
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}

_VALUES = {word: value for value, word in enumerate(_UNITS)} | {
    word: 20 + 10 * value for value, word in enumerate(_TENS)
}
_ONES = "|".join(_UNITS[1:10])
_BELOW_TWENTY = "|".join(sorted(_UNITS, key=len, reverse=True))
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_ONES}))?|{_BELOW_TWENTY})"
WORDS = rf"(?:(?:{_BELOW_HUNDRED}|an?) hundred(?: (?:and )?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
"""Pattern of a number below one thousand in words; compile it with IGNORECASE."""
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
"""Pattern of a figure: 21, 3,000, 1.5."""
NUMBER = rf"(?:{DIGITS}|{WORDS})"


def number_value(text: str) -> float | None:
    """The value of a figure or number in words, with any scale word after it; None if it is not a number.

    >>> number_value("1.5 million"), number_value("three hundred and five"), number_value("TWENTY-ONE")
    (1500000.0, 305.0, 21.0)
    """
    words = re.sub(r"[-\s]+", " ", text.strip().lower()).split(" ")
    total = 0.0
    group = 0.0
    seen = False
    for word in words:
        if re.fullmatch(DIGITS, word):
            group += float(word.replace(",", ""))
        elif word in _VALUES:
            group += _VALUES[word]
        elif word in ("a", "an") and not seen:
            group = 1.0
        elif word == "hundred":
            group = (group or 1.0) * 100
        elif word in SCALES:
            total += (group or 1.0) * SCALES[word]
            group = 0.0
        elif word == "and" and seen:
            continue
        else:
            return None
        seen = True
    return total + group if seen else None
