"""`python -m training.overlap --data DATA`: does a sentence of a corpus stand in the repository?

Names, quotes and sentences of real documents must not enter it. Every run of seven words that a text file of the
repository shares with a corpus is told, with its file and line. A run that stands in several documents is a turn of law
or of the language and nobody's sentence; others of that kind are listed in `overlap.txt`.
"""

import argparse
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .annotation.documents import FILES
from .corpora import rows

RUN = 7
"""Words that a shared run has at least."""
COMMON = 4
"""Documents from which on a run is a turn of the language."""
IDIOMS = Path(__file__).with_name("overlap.txt")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_TEXT = (".md", ".py", ".toml", ".txt", ".html", ".json", ".jsonl", ".yml", ".css", ".js", ".cff", ".csv")
_PARTS = ("train", "dev")


@dataclass(frozen=True, slots=True)
class Shared:
    """A run of words that a file shares with a corpus, and the line it begins on, from 1."""

    file: str
    line: int
    words: str


def main(arguments: list[str] | None = None) -> int:
    """Print what is shared; the exit code is 1 if there is anything."""
    parser = argparse.ArgumentParser(prog="python -m training.overlap", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--root", type=Path, default=Path(), help="the repository")
    parser.add_argument(
        "--document", type=Path, action="append", default=[], help="a further text file to hold against"
    )
    given = parser.parse_args(arguments)
    texts = [*corpus_texts(given.data), *(p.read_text(encoding="utf-8", errors="replace") for p in given.document)]
    known = runs_of(texts)
    idioms = {line.strip() for line in IDIOMS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    found = [s for path in tracked(given.root) for s in shared(given.root, path, known, idioms)]
    for one in found:
        sys.stdout.write(f"{one.file}:{one.line}: {one.words}\n")
    sys.stderr.write(f"{len(found)} shared runs of {RUN} words\n")
    return 1 if found else 0


def corpus_texts(data: Path) -> Iterator[str]:
    """The texts of the corpora that documents are annotated from, training and development parts."""
    for name in FILES.values():
        for part in _PARTS:
            path = data / (name if part == "train" else name.replace("train.", "dev."))
            if path.exists() and (part == "train" or path.name.startswith("dev.")):
                yield from (str(row["text"]) for row in rows(path))


def runs_of(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Sorted hashes of the runs of `RUN` words that fewer than `COMMON` of the texts hold."""
    found = [np.unique(np.fromiter((_hash(run) for _, run in _runs(text)), np.uint64)) for text in texts]
    if not found:
        return np.empty(0, np.uint64)
    runs, counts = np.unique(np.concatenate(found), return_counts=True)
    return runs[counts < COMMON]


def tracked(root: Path) -> list[str]:
    """Text files that git knows in a repository, by their paths in it."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    return [p for p in listed.stdout.decode("utf-8").split("\0") if p.endswith(_TEXT)]


def shared(root: Path, path: str, known: NDArray[np.uint64], idioms: Iterable[str]) -> Iterator[Shared]:
    """Runs of a file that are among the known ones, the first of those that overlap; none that begins in an idiom."""
    text = (root / path).read_text(encoding="utf-8", errors="replace")
    listed, end = tuple(idioms), -1
    for number, (start, run) in enumerate(_runs(text)):
        if number <= end:
            continue
        if any(idiom in run for idiom in listed):
            end = number + RUN - 1
            continue
        at = int(np.searchsorted(known, _hash(run)))
        if at < len(known) and known[at] == _hash(run):
            end = number + RUN - 1
            yield Shared(path, text.count("\n", 0, start) + 1, run)


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Where each run begins, and its words in lower case."""
    words = [(m.start(), m.group().lower().replace("’", "'")) for m in _WORD.finditer(text)]
    for i in range(len(words) - RUN + 1):
        yield words[i][0], " ".join(w for _, w in words[i : i + RUN])


def _hash(run: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(run.encode("utf-8"), digest_size=8).digest(), "big"))


if __name__ == "__main__":
    raise SystemExit(main())
