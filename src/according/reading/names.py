"""Names as names: titles, given names, double surnames, nicknames, acronyms; when two of them may be one bearer's."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .lexicon import words

_QUOTED = re.compile(r"[\"“”‘’']([^\"“”]{2,25}?)[\"“”‘’'](?=\s|$|,)")
_CUT = re.compile(
    r"\s*(?:[,(;:\[]|\s[-–—]\s|\s(?:who|whom|whose|of|aka|a\.k\.a\.|from|and|in|at|also|known)\b).*$", re.DOTALL
)
_SUFFIX = re.compile(r",?\s+(jr|sr|ii|iii|iv)\b\.?", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:Doe|Roe)(?: No\.?| #)? ?(\d{1,2}|[A-Z])\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\([\"“‘']([^)\"”’]{2,25})[\"”’']\)")
_OWNER = re.compile(r"[\w.]['’]s? \w", re.IGNORECASE)
_KIND = re.compile(
    r"(?<=[\w\"”’']) (?:(?:street|prison|motorcycle|criminal|drug) )?"
    r"(?:gang|cartel|crew|clan|mob|militia|faction|subset|set|clique|group|organization|organisation)s?(?: of .*)?$"
)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name, taken apart; `parts` are the folded words of the name without titles, initials kept.

    `shown` is the name as written, without title; `titles` are folded title words before it.
    """

    shown: str
    parts: tuple[str, ...]
    titles: frozenset[str] = frozenset()
    suffix: str | None = None
    nickname: str | None = None

    @property
    def surname(self) -> str:
        """The last word."""
        return self.parts[-1]

    @property
    def printed(self) -> str:
        """The name with what tells namesakes apart: "Marten Oyelaran Jr.", "Jane Doe 1"."""
        if self.suffix is None:
            return self.shown
        return f"{self.shown} {self.suffix.title() + '.' if self.suffix in ('jr', 'sr') else self.suffix.upper()}"

    @property
    def is_full(self) -> bool:
        """Whether there is more than one word."""
        return len(self.parts) > 1


def fold(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=4096)
def person_name(text: str) -> PersonName | None:
    """The name in the words of a mention ("Kestrel County District Attorney Helena Marsh", "Teodor Lunz, 22").

    Returns:
        None if no name is left once titles are taken off.
    """
    if _OWNER.search(text):
        return None
    suffix = _SUFFIX.search(text) or _NUMBERED.search(text)
    nickname = _BRACKETED.search(text) or _QUOTED.search(text)
    plain = _BRACKETED.sub("", _SUFFIX.sub("", text))
    plain = _QUOTED.sub(" ", plain) if nickname and nickname.start() > 0 else plain
    found = _WORD.findall(_POSSESSIVE.sub("", _CUT.sub("", plain).strip(" \"“”‘’'")))
    shown = _without_titles(found)
    titles = frozenset(fold(w).strip(".") for w in found[: len(found) - len(shown)])
    shown = [w for w in shown if not fold(w).endswith("-year-old")]
    shown = [w for w in shown if w[0].isupper() or fold(w) in words("small_words") or not w.islower()]
    while shown and fold(shown[0]) in words("small_words"):
        shown = shown[1:]
    if not shown or not any(w[0].isupper() for w in shown):
        return None
    if all(fold(w).strip(".") in words("titles") for w in shown):
        return None
    if fold(shown[-1]) in words("headline_people") or fold(shown[0]) in ("a", "an"):
        return None
    return PersonName(
        " ".join(shown),
        tuple(fold(_POSSESSIVE.sub("", w)).strip(".") for w in shown),
        titles,
        fold(suffix[1]) if suffix else None,
        nickname[1] if nickname and nickname.start() > 0 else None,
    )


def _without_titles(found: list[str]) -> list[str]:
    """The words after the last title word; a word that is the only one left is a name, whatever it means."""
    titles, first = words("titles"), words("titles_first")
    last = -1
    for i, word in enumerate(found[:-1]):
        key = fold(word).strip(".")
        if key in titles or (key in first and i == last + 1 and len(found) > i + 2):
            last = i
    return found[last + 1 :]


def same_person(a: PersonName, b: PersonName) -> bool:
    """Whether two names of two or more words can be one bearer's: "Carlos A. Roe-Poe", "Carlos Alberto Roe"."""
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if a.parts == b.parts:
        return True
    longer, shorter = (a, b) if len(a.parts) >= len(b.parts) else (b, a)
    if len(longer.parts) > 2 and shorter.is_full and longer.parts[-len(shorter.parts) :] == shorter.parts:
        return True  # both surnames without the given name, as "Roe Poe" for "Juan Roe Poe"
    if not (a.is_full and b.is_full) or not _same_given(a.parts[0], b.parts[0]):
        return False
    if _same_surname(longer.surname, shorter.surname):
        middle, other = longer.parts[1:-1], shorter.parts[1:-1]
        return all(any(_same_given(m, n) for n in middle) for m in other) or not middle or not other
    # "Juan Roe Poe" is "Juan Roe": of two surnames the first is the one kept.
    return len(longer.parts) >= 3 and shorter.surname in longer.parts[1:]


def _same_given(a: str, b: str) -> bool:
    return a == b or (len(min(a, b, key=len).strip(".")) == 1 and a[0] == b[0])


def _same_surname(a: str, b: str) -> bool:
    return a == b or ("-" in a + b and a.split("-")[0] == b.split("-")[0])


def answers_to(full: PersonName, word: str) -> str | None:
    """How one bare word fits a full name: `surname`, `given`, or None."""
    if not full.is_full:
        return "surname" if full.parts[0] == word or _same_surname(full.parts[0], word) else None
    if _same_surname(full.surname, word) or word in full.surname.split("-"):
        return "surname"
    if word in full.parts[1:-1] and len(word) > 2:
        return "surname"
    if full.parts[0] == word or (full.nickname and fold(full.nickname) == word):
        return "given"
    return None


@lru_cache(maxsize=4096)
def body_key(text: str) -> str:
    """The key of a group's, organisation's or place's name: no article, case, accent, possessive or quotation mark."""
    plain = _KIND.sub("", re.sub(r"\s*[(\[].*$|,.*$", "", text.strip(), flags=re.DOTALL) or text)
    plain = re.sub(r"[\"“”‘’'.]s?\b|[\"“”‘’'.]", "", _POSSESSIVE.sub("", plain.strip()))
    return re.sub(r"^(?:the|a|an|this|that) ", "", re.sub(r"[\W_]+", " ", fold(plain)).strip())


def without_kind(text: str) -> str:
    """A group's name without the small words that say what it is: "Slate Street gang" → "Slate Street"."""
    return _KIND.sub("", text)


def initials(text: str) -> tuple[str, ...]:
    """The short forms that a name of several words gives: "Tidal Rope Union" → tru; with and without small words."""
    found = [fold(w) for w in re.findall(r"[^\W_]+", text)]
    found = found[1:] if found and found[0] in ("the", "a", "an") else found
    if len(found) < 2:
        return ()
    small = words("small_words")
    every = "".join(w if w.isdigit() else w[0] for w in found)
    large = "".join(w if w.isdigit() else w[0] for w in found if w not in small)
    return tuple(dict.fromkeys(s for s in (every, large) if len(s) > 1))


def is_short_form(text: str) -> bool:
    """Whether the words look like an acronym: TrU, LC, H9, U.N."""
    letters = re.sub(r"[.\s]", "", text)
    capitals = sum(c.isupper() or c.isdigit() for c in letters)
    return 2 <= len(letters) <= 7 and letters.isalnum() and capitals >= 2 and capitals * 2 >= len(letters)
