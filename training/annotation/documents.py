"""The annotated documents, found in the corpora folder by the mark of their id, and their numbered sentences."""

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..corpora import mark, rows

FILES = {
    "releases": "releases/releases.jsonl.xz",
    "muc4": "muc4/train.jsonl",
    "polnear": "polnear/train.jsonl",
    "gum": "gum/train.jsonl",
    "re3d": "re3d/train.jsonl",
    "ecbplus": "ecbplus/train.jsonl",
}
"""Where each annotated corpus lies in the corpora folder."""

_SHORTENED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Sgt|Lt|Capt|Col|Gen|Det|Ofc|Sen|Rep|Gov|Jr|Sr|Inc|Co|Corp|Ltd|No|Nos|vs|v|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Ave|Blvd|Rd|Dept|U\.S|D\.A|a\.m|p\.m|approx|[A-Z])$"
)
_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")


HELD = Path(__file__).parents[1] / "annotations" / "held.json"


@dataclass(frozen=True, slots=True)
class Source:
    """A document of a corpus: its own id, the mark that stands for it, its text, its day of publication."""

    corpus: str
    id: str
    text: str
    published: str | None

    @property
    def mark(self) -> str:
        """The first 16 hexadecimal digits of the sha256 of the id: ids of releases hold names."""
        return mark(self.id)

    @property
    def sha256(self) -> str:
        """Of the text, in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def sources(data: Path, corpus: str, wanted: Collection[str] | None = None) -> Iterator[Source]:
    """Documents of one corpus, all or those whose id or mark is wanted.

    Raises:
        ValueError: if the corpus is not one that is annotated.
    """
    if corpus not in FILES:
        raise ValueError(f"no corpus {corpus!r}; known are {', '.join(FILES)}")
    for row in rows(data / FILES[corpus]):
        name = str(row.get("id") or row["doc"])
        if wanted is None or name in wanted or mark(name) in wanted:
            yield Source(corpus, name, row["text"], row.get("published") or row.get("date"))


def read_held(path: Path = HELD) -> frozenset[str]:
    """Marks of the annotated documents that ties never learn from, so that they can be measured on them."""
    return frozenset(json.loads(path.read_text(encoding="utf-8")))


def read_all(folder: Path) -> list[dict[str, Any]]:
    """The JSON files of a folder, in the order of their names."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def annotated_sources(data: Path, annotated: Collection[dict[str, Any]]) -> dict[str, Source]:
    """The documents that annotations speak of, by mark, whether they name them by id (drafts) or by mark.

    Raises:
        ValueError: if one is not in the corpora.
    """
    wanted: dict[str, set[str]] = {}
    for one in annotated:
        wanted.setdefault(one["corpus"], set()).add(one["doc"])
    found = {s.mark: s for corpus, names in wanted.items() for s in sources(data, corpus, names)}
    names = {s.id for s in found.values()} | set(found)
    if missing := sorted(d for listed in wanted.values() for d in listed if d not in names):
        raise ValueError(f"not in the corpora of {data}: {', '.join(missing)}")
    return found


def numbered_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences as drafts number them, from 1; lines are never joined, shortened words end none."""
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        start, words, cut = line.start(), line.group(), 0
        for end in _END.finditer(words):
            if words[end.start()] == "." and _SHORTENED.search(words[cut : end.start()]):
                continue
            spans.append(_trimmed(text, start + cut, start + end.end()))
            cut = end.end()
        spans.append(_trimmed(text, start + cut, start + len(words)))
    return [(a, b) for a, b in spans if a < b]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
