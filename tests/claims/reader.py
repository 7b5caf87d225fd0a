"""Sentences of an invented world read with the bundled reader, and what one finder says of them."""

from collections.abc import Callable, Iterable
from functools import cache

from according.claims.draft import Draft
from according.claims.page import Page
from according.intake import take_text
from according.reading import BundledReader

Finder = Callable[[Page], Iterable[Draft]]


@cache
def _reader() -> BundledReader:
    return BundledReader(threads=1)


@cache
def page_of(text: str) -> Page:
    """The page of a text, read once."""
    return Page(_reader().read(take_text(text, id="d1", published="2024-05-14")))


def said(text: str, finder: Finder) -> set[str]:
    """What the finder says, as "predicate(subject, object)"."""
    return {
        f"{d.predicate}({d.subject.name if d.subject else None}, {d.object.name if d.object else None})"
        for d in finder(page_of(text))
    }
