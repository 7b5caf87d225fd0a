"""Where the name of an erased person stands in words, and the words without it.

A full name is hidden wherever it stands: in either order, in any case, with or without accents or a middle initial. Its
single words ("Finch", of Odalys Finch) are hidden only in documents that tell of the person, where they are written as
names, and not where they are part of somebody else's name; there also in addresses and handles.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

BLOCK = "█"
"""Stands for each character of an erased name."""

SHORTEST_PART = 3
SHORTEST_IN_HANDLE = 4
SHORTEST_JOINED = 8
_PARTICLES = {"del", "las", "los", "dos", "van", "von", "der", "den", "bin", "the", "and", "jr", "iii"}
_TITLE = re.compile(
    r"(?:mrs?|ms|miss|mx|dr|prof|sra?|se[nñ]ora?|do[nñ]a?|sir|madam|judge|justice|officer|det|detective|agent|sgt"
    r"|sergeant|lt|lieutenant|capt|captain|sheriff|deputy|chief|attorney|lawyer|prosecutor|defendant|suspect|mayor|sen"
    r"|senator|rep|representative|governor|president|minister|director|councilm[ae]n|councilwoman|rev|reverend)\.?",
    re.IGNORECASE,
)
_NEIGHBOURS = re.compile(r"[^\W_](?:['’.-]?[^\W_])*\.?(?:[ \n][^\W_](?:['’.-]?[^\W_])*\.?)*")
_BETWEEN = r"(?:[\s_-]+[a-z]\.?)?[\s_-]+"
_NEVER = r"(?!)"


def fold(words: str) -> str:
    """The words in lower case without accents, character for character: offsets stay."""
    return words.lower() if words.isascii() else "".join(_fold_one(c) for c in words)


def _fold_one(letter: str) -> str:
    return (unicodedata.normalize("NFKD", letter)[:1] or letter).casefold()[:1] or letter


def words_of(name: str) -> list[str]:
    """The folded words of a name, double surnames taken apart."""
    return re.findall(r"[^\W_](?:['’]?[^\W_])*", fold(name))


def _sharing(name: str, parts: frozenset[str]) -> Iterator[str]:
    """Stretches of a name in which a single word of the erased one stands beside a word of another's.

    "Marten Finch" and "Finch Street", but neither "Mr Finch" nor "Lunz and Finch".
    """
    for stretch in _NEIGHBOURS.findall(name):
        run: list[str] = []
        for word in (*re.split(r"[ \n]", stretch), ""):
            if word[:1].isupper() and not _TITLE.fullmatch(word):
                run.append(word)
                continue
            known = {part for told in run for part in words_of(told)}
            if known & parts and known - parts:
                yield " ".join(run)
            run = []


def _written(word: str) -> str:
    """A pattern of the word, with either apostrophe or none."""
    return re.sub(r"['’]", "['’]?", re.escape(word))


@dataclass(frozen=True)
class Hider:
    """What of a person's name is hidden.

    Attributes:
        full: full names. parts: single words of them, to hide where they are written as names.
        others: names of other people, groups and places that share a word with them, to leave alone.
    """

    full: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    others: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, names: Iterable[str], *, words: Iterable[str] = (), others: Iterable[str] = ()) -> "Hider":
        """A hider of these names and of their single words; `words` are further single words, such as a nickname."""
        full = frozenset(name.strip() for name in names if name.strip())
        singles = {part for name in full for part in words_of(name)} | {
            part for word in words for part in words_of(word)
        }
        parts = frozenset(p for p in singles if len(p) >= SHORTEST_PART and p not in _PARTICLES)
        plain = cls(full)
        kept = (other for name in others for other in _sharing(name, parts) if not plain.finds(other))
        return cls(full, parts, frozenset(kept))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        named = [[_written(word) for word in words_of(name)] for name in self.full]
        full = [_BETWEEN.join(name) for name in named if name]
        full += [rf"{name[-1]}\s*,\s*{_BETWEEN.join(name[:-1])}" for name in named if len(name) > 1]
        joined = [
            rf"\w*{''.join(name)}\w*" for name in named if len(name) > 1 and len("".join(name)) >= SHORTEST_JOINED
        ]
        others = [r"[\s_-]+".join(map(_written, o.split())) for o in map(fold, self.others)]
        inside = _any(_written(p) for p in self.parts if len(p) >= SHORTEST_IN_HANDLE)
        groups = (
            ("full", (rf"(?<![^\W_])(?:{_any(full)})(?![^\W_])", *joined)),
            ("other", (rf"(?<!\w)(?:{_any(others)})(?!\w)",)),
            ("handle", (rf"(?<!\S)(?=\S*(?:@|://|www\.))(?=\S*(?:{inside}))\S+",)),
            ("part", (rf"(?<![^\W_])(?:{_any(map(_written, self.parts))})(?![^\W_])",)),
        )
        return re.compile("|".join(f"(?P<{name}>{'|'.join(ways)})" for name, ways in groups))

    def spans(self, words: str) -> list[tuple[int, int]]:
        """The stretches that are hidden, in order; half-open offsets into `words`."""
        return [
            (found.start(), found.end())
            for found in self._pattern.finditer(fold(words))
            if found.lastgroup in ("full", "handle") or (found.lastgroup == "part" and words[found.start()].isupper())
        ]

    def finds(self, words: str) -> bool:
        """Whether anything is hidden in the words."""
        return bool(self.spans(words))

    def hide(self, words: str) -> str:
        """The words with what is hidden blocked out, of the same length."""
        return redact(words, self.spans(words))

    def in_slug(self, slug: str) -> bool:
        """Whether a path, file name or address tells the name ("stories/odalys-finch.html", "finch_plea.pdf")."""
        told = words_of(unquote(slug))
        return bool({part.replace("'", "") for part in self.parts} & set(told)) or self.finds(" ".join(told))


def _any(ways: Iterable[str]) -> str:
    return "|".join(sorted(ways, key=lambda way: (-len(way), way))) or _NEVER


def redact(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans blocked out, of the same length."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = BLOCK * (end - start)
    return "".join(letters)
