"""Dependency trees from raw text (UD English EWT), and factuality at given words (UDS)."""

import lzma
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from according.model import Reader, Reading, Token

from ..documents import plain_document

Row = dict[str, Any]
CLITIC = re.compile(r"(?i)(?:['’](?:s|m|re|ve|ll|d)|n['’]?t|not)$")


def predict_trees(path: Path, reader: Reader) -> Iterator[str]:
    """CoNLL-U lines over the raw text of the documents in `path`; the given words are not used.

    Sentences of a paragraph are joined by a space, paragraphs by a blank line, as the corpus marks them.
    """
    for name, text in _documents(path):
        yield from _conllu(reader.read(plain_document(name, text)))


def _documents(path: Path) -> Iterator[tuple[str, str]]:
    opener = lzma.open if path.suffix == ".xz" else open
    name, text = "", ""
    gap = ""
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc"):
                if text:
                    yield name, text
                name, text, gap = line.split("=", 1)[-1].strip(), "", ""
            elif line.startswith("# newpar"):
                gap = "\n\n"
            elif line.startswith("# text = "):
                text += (gap if text else "") + line[len("# text = ") :].rstrip("\n")
                gap = " "
    if text:
        yield name, text


def _conllu(reading: Reading) -> Iterator[str]:
    for sentence in reading.sentences:
        tokens = reading.tokens[sentence.first : sentence.last]
        for i, token in enumerate(tokens):
            last = _last_of_word(reading.text, tokens, i)
            if last > i:
                form = reading.text[token.start : tokens[last].end]
                yield "\t".join([f"{i + 1}-{last + 1}", form, *"________"]) + "\n"
            head = token.head - sentence.first + 1 if token.head >= 0 else 0
            form = reading.text[token.start : token.end]
            yield (
                "\t".join(
                    [str(i + 1), form, token.lemma, token.upos, token.xpos, "_", str(head), token.deprel, "_", "_"]
                )
                + "\n"
            )
        yield "\n"


def _last_of_word(text: str, tokens: tuple[Token, ...], first: int) -> int:
    """Index of the last token of a multiword token that starts at `first`; `first` itself if it is a single word."""
    last = first
    if first and tokens[first - 1].end == tokens[first].start and _clitic(text, tokens[first]):
        return first
    while last + 1 < len(tokens) and tokens[last + 1].start == tokens[last].end and _clitic(text, tokens[last + 1]):
        last += 1
    return last if text[tokens[first].start].isalnum() else first


def _clitic(text: str, token: Token) -> bool:
    return CLITIC.fullmatch(text[token.start : token.end]) is not None


def predict_factuality(rows: Iterable[Row], reader: Reader, *, sentences: dict[str, list[str]]) -> Iterator[Row]:
    """`{sent_id, predicates: [{token, factuality}]}`; `sentences` gives the words of each EWT sentence by its id.

    Without the words of a sentence only the predicates' own forms are read, joined by spaces.
    """
    for row in rows:
        words = sentences.get(row["sent_id"])
        forms = words or [p["form"] for p in row["predicates"]]
        starts, at = [], 0
        for form in forms:
            starts.append(at)
            at += len(form) + 1
        reading = reader.read(plain_document(row["sent_id"], " ".join(forms)))
        told = {reading.tokens[t].start: value for t, value in reading.factuality}
        predicates = []
        for i, p in enumerate(row["predicates"]):
            start = starts[p["token"] - 1] if words else starts[i]
            value = told.get(start)
            if value is not None:
                predicates.append({"token": p["token"], "factuality": value})
        yield {"sent_id": row["sent_id"], "predicates": predicates}


def sentence_words(path: Path | None) -> dict[str, list[str]]:
    """The words of every sentence of a CoNLL-U file by sentence id; empty without a file."""
    if path is None:
        return {}
    found: dict[str, list[str]] = {}
    current: list[str] = []
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# sent_id = "):
                current = found.setdefault(line.split("=", 1)[1].strip(), [])
            elif line[:1].isdigit() and line.split("\t")[0].isdigit():
                current.append(line.split("\t")[1])
    return found
