"""The nine exams by name: from an input file to the prediction its scorer reads."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from according.claims import ClaimEngine
from according.model import Reader
from according.reading import BundledReader

from .documents import read_rows
from .tasks import attributions, claims, incidents, names, syntax

Row = dict[str, Any]
TASKS = ("polnear", "quotes", "gum", "ewt", "muc4", "re3d", "ner", "factuality", "claims")


def predict(task: str, source: Path, target: Path, *, words: Path | None = None) -> int:
    """Write the prediction of one task, line by line.

    Args:
        task: one of `TASKS`.
        source: JSON lines (CoNLL-U for `ewt`), plain or `.xz`.
        target: written anew.
        words: CoNLL-U with the words of the sentences, for `factuality` only (the input has the predicates alone).

    Returns:
        The number of lines written.
    """
    reader = BundledReader()
    written = 0
    with target.open("w", encoding="utf-8") as out:
        if task == "ewt":
            for line in syntax.predict_trees(source, reader):
                out.write(line)
                written += 1
            return written
        for row in _rows(task, read_rows(source), reader, words):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    return written


def _rows(task: str, rows: Iterable[Row], reader: Reader, words: Path | None) -> Iterator[Row]:
    engine = ClaimEngine()
    answers: dict[str, Callable[[], Iterator[Row]]] = {
        "polnear": lambda: attributions.predict_attributions(rows, reader),
        "quotes": lambda: attributions.predict_quotes(rows, reader),
        "gum": lambda: names.predict_mentions(rows, reader),
        "ner": lambda: names.predict_names(rows, reader),
        "re3d": lambda: names.predict_re3d(rows, reader, relations=incidents.re3d_relations(engine)),
        "muc4": lambda: incidents.predict_incidents(rows, reader, engine),
        "claims": lambda: claims.predict_claims(rows, reader, engine),
        "factuality": lambda: syntax.predict_factuality(rows, reader, sentences=syntax.sentence_words(words)),
    }
    return answers[task]()
