"""What a desk keeps when the claims of some documents changed: lists in the order of documents, and large mappings."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from according.model import Claim

V = TypeVar("V")


def replaced(claims: Sequence[Claim], fresh: Mapping[str, Sequence[Claim]]) -> list[Claim]:
    """The claims, those of some documents replaced, in order of documents.

    Args:
        claims: in order of documents. fresh: the claims that stand instead, by document.
    """
    found = list(claims)
    for document, told in fresh.items():
        start, end = (find(found, document, key=_document_of) for find in (bisect_left, bisect_right))
        found[start:end] = told
    return found


def _document_of(claim: Claim) -> str:
    return claim.document.id


class Layered(Mapping[str, V]):
    """A large mapping with some entries changed or gone, without a copy of all: what a decision changes is little.

    Flattened to one again once the changes are a hundredth of it, so that a look costs two at most.
    """

    def __init__(self, beneath: Mapping[str, V], changed: Mapping[str, V | None]) -> None:
        base, over = (
            (beneath._base, {**beneath._over, **changed}) if isinstance(beneath, Layered) else (beneath, changed)
        )
        if len(over) > max(100, len(base) // 100):
            base = {**base, **over}
            base, over = {key: value for key, value in base.items() if value is not None}, {}
        self._base: Mapping[str, V] = base
        self._over: Mapping[str, V | None] = over

    def __getitem__(self, key: str) -> V:
        found = self._over[key] if key in self._over else self._base[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._base if key not in self._over)
        yield from (key for key, value in self._over.items() if value is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
