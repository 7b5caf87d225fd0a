"""Paragraphs on their way to being segments, and the small things that all who sort them need."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph and what it is; `kind` None leaves the question open."""

    paragraph: Paragraph
    kind: str | None = None
    page: int | None = None
    page_label: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page laid out: its blocks, and what they tell of title, publisher and author."""

    blocks: tuple[Block, ...]
    title: str | None = None
    site: str | None = None
    author: str | None = None


def one_line(text: str | None) -> str | None:
    """The words with single spaces."""
    return " ".join(text.split()) if text is not None else None


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """Letters and digits in small letters, by which repetitions are known."""
    return re.sub(r"[\W_]+", "", text).casefold()
