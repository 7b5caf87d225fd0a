"""Exam inputs as documents, without any repair: predictions must point into the text as supplied."""

import hashlib
import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from according.model import Document, Segment


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """JSON lines, plain or `.xz`."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def plain_document(name: str, text: str, *, published: str | None = None) -> Document:
    """The text as one document of body paragraphs (split at blank lines), nothing repaired, nothing left out."""
    segments = tuple(
        Segment("body", found.start(), found.end()) for found in re.finditer(r"\S(?:(?!\n[ \t]*\n).)*", text, re.DOTALL)
    )
    version = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(name, version, text, segments, published=published, language="en", source_name=name)
