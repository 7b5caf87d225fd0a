"""A document from words or bytes, as a person would give them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from according.intake import IntakeOptions, sources, take
from according.model import Document

Given = Callable[..., Document]


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """Writes a file and takes it: `given("story.txt", "words", handling="public")`."""

    def write_and_take(name: str, content: str | bytes, **options: object) -> Document:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        chosen = IntakeOptions(**options)  # type: ignore[arg-type]
        (source,) = sources([file], chosen)
        return take(source, chosen)

    return write_and_take


def kinds(document: Document) -> list[tuple[str, str]]:
    """The segments as pairs of kind and words, white space made single."""
    return [(s.kind, " ".join(document.text[s.start : s.end].split())) for s in document.segments]
