"""What a story tells that few others do: days, case numbers, names beside, rare words; by these two are of one matter.

Each clue is known by a 32-bit hash alone, so the bundled table of how common clues are holds no word of any document.
How common a clue is never depends on the order in which documents came.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .sheets import Sheet

Hashes = NDArray[np.uint32]

FEW = 5
"""Documents of one ledger, besides the rarest, that may share a clue before it counts as common there."""
PRIOR_DOCUMENTS, PRIOR_OF_OFFICE = 2000, 200
"""Documents that a ledger, or an office's part of it, is taken to have besides its own: a small one teaches little."""
COMMON_BITS, MOST_BITS = 7.0, 13.0
"""A clue in one document of 2^7 or more tells nothing; in one of 2^13 or fewer it tells 6 bits, and no more."""
LONG_WORD = 4


def clue_words(sheet: Sheet) -> set[str]:
    """The clues of a story: `d` days, `c` case numbers, `n` the last two words of a name, `w` words."""
    found = {f"w {word}" for word in sheet.words if len(word) >= LONG_WORD and not word.isdigit()}
    found |= {f"d {day}" for day in sheet.days} | {f"c {case}" for case in sheet.cases}
    return found | {f"n {' '.join(name.split()[-2:])}" for name in sheet.names}


def clue_hash(clue: str) -> int:
    """The 32-bit hash by which a clue is known."""
    return zlib.crc32(clue.encode("utf-8", "surrogatepass"))


def clue_hashes(sheet: Sheet) -> Hashes:
    """The hashes of a story's clues, rising."""
    return np.unique(np.fromiter((clue_hash(clue) for clue in clue_words(sheet)), dtype=np.uint32))


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How common clues are elsewhere: by bucket of hashes, the share of documents as -log2 in eighths of a bit."""

    table: NDArray[np.uint8]

    def bits(self, hashes: Hashes) -> NDArray[np.float32]:
        """-log2 of the share of documents that hold each clue; `MOST_BITS` for what was never seen."""
        shift = 32 - int(np.log2(len(self.table)))
        packed = self.table[hashes >> np.uint32(shift)]
        return np.where(packed == 0, MOST_BITS, packed / 8.0).astype(np.float32)


def learn(documents: Sequence[Hashes], *, least: int = 4, buckets: int = 1 << 19) -> Frequencies:
    """The table of clues that at least `least` of the documents hold; the commonest of a bucket counts."""
    counted, numbers = np.unique(np.concatenate(documents), return_counts=True)
    kept = numbers >= least
    bits = -np.log2(numbers[kept] / len(documents))
    shift = np.uint32(32 - int(np.log2(buckets)))
    table = np.full(buckets, 255, dtype=np.uint8)
    np.minimum.at(table, counted[kept] >> shift, np.clip(np.round(bits * 8), 1, 254).astype(np.uint8))
    table[table == 255] = 0
    return Frequencies(table)


@dataclass(frozen=True, slots=True)
class Clues:
    """The telling clues of one document: hashes, rising, with the bits that each tells."""

    hashes: Hashes
    bits: NDArray[np.float32]

    def shared(self, other: "Clues", but: Iterable[int] = ()) -> float:
        """Bits of the clues that both hold, without those in `but` (the words of the names that are compared)."""
        both, mine, theirs = np.intersect1d(self.hashes, other.hashes, assume_unique=True, return_indices=True)
        if not len(both):
            return 0.0
        told = np.minimum(self.bits[mine], other.bits[theirs])
        left_out = set(but)
        if left_out:
            told = told[[int(h) not in left_out for h in both]]
        return float(told.sum())


def telling(documents: Mapping[str, Hashes], offices: Mapping[str, str], bundled: Frequencies) -> dict[str, Clues]:
    """The telling clues of each document.

    A clue is as common as it is anywhere: in the bundled table, in the whole ledger, or among one office's documents.

    Args:
        documents: hashes by document. offices: who published each, "" if unknown. bundled: frequencies elsewhere.
    """
    of_all = _shares(list(documents.values()), PRIOR_DOCUMENTS)
    by_office: dict[str, list[str]] = {}
    for document in documents:
        by_office.setdefault(offices.get(document, ""), []).append(document)
    found: dict[str, Clues] = {}
    for office, members in by_office.items():
        own = _shares([documents[d] for d in members], PRIOR_OF_OFFICE) if office else {}
        for document in members:
            hashes = documents[document]
            bits = bundled.bits(hashes).astype(np.float64)
            here = [max(of_all.get(h, 0.0), own.get(h, 0.0)) for h in hashes.tolist()]
            share = np.asarray(here, dtype=np.float64)
            bits = np.minimum(bits, np.where(share > 0, -np.log2(np.maximum(share, 1e-9)), MOST_BITS))
            told = np.clip(bits, 0, MOST_BITS) - COMMON_BITS
            kept = told > 0
            found[document] = Clues(hashes[kept], told[kept].astype(np.float32))
    return found


def _shares(documents: Sequence[Hashes], prior: int) -> dict[int, float]:
    """Share of documents that hold a clue, for clues in more than `FEW`."""
    if not documents:
        return {}
    counted, numbers = np.unique(np.concatenate(documents), return_counts=True)
    kept = numbers > FEW
    shares = (numbers[kept] - FEW) / (len(documents) + prior)
    return dict(zip(counted[kept].tolist(), shares.tolist(), strict=True))
