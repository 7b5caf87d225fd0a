"""What a story tells that few others do: days, case numbers, names beside, rare words; by these two are of one matter.

Each clue is known by a 32-bit hash alone, so the bundled table of how common clues are holds no word of any document.
How common a clue is never depends on the order in which documents came.
"""

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Counted:
    """How common clues are among some documents: hashes, rising, of clues in more than `FEW`, and in how many."""

    hashes: Hashes
    numbers: NDArray[np.uint32]
    documents: int
    prior: int

    @classmethod
    def of(cls, documents: Sequence[Hashes], prior: int) -> "Counted":
        """Count the clues of documents; `prior` is how many more there are taken to be."""
        everything = np.concatenate(documents) if documents else np.empty(0, dtype=np.uint32)
        counted, numbers = np.unique(everything, return_counts=True)
        kept = numbers > FEW
        return cls(counted[kept], numbers[kept].astype(np.uint32), len(documents), prior)

    @property
    def bits(self) -> NDArray[np.float64]:
        """-log2 of the share of documents that hold each clue; the first `FEW` do not count."""
        return -np.log2((self.numbers.astype(np.float64) - FEW) / (self.documents + self.prior))

    def record(self) -> dict[str, object]:
        """The counts as JSON has them."""
        told = {"hashes": self.hashes.astype("<u4"), "numbers": self.numbers.astype("<u4")}
        packed = {name: b64encode(a.tobytes()).decode("ascii") for name, a in told.items()}
        return {**packed, "documents": self.documents, "prior": self.prior}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "Counted":
        """What `record` gave."""
        hashes, numbers = (np.frombuffer(b64decode(record[n]), dtype="<u4") for n in ("hashes", "numbers"))
        return cls(hashes.astype(np.uint32), numbers.astype(np.uint32), record["documents"], record["prior"])


class LedgerFrequencies:
    """How common clues are in one ledger, in all and office by office, as they were counted on some day.

    Linking one more document counts nothing anew: so each pair is judged as it was before, and as linking everything
    under the same frequencies would judge it.
    """

    def __init__(self, of_all: Counted, of_office: Mapping[str, Counted]) -> None:
        """Frequencies in all documents, and in those of each office by its hash (`_office`)."""
        self.of_all, self.of_office = of_all, dict(of_office)
        self._bits = {None: of_all.bits} | {office: counted.bits for office, counted in self.of_office.items()}

    @classmethod
    def count(cls, documents: Mapping[str, Hashes], offices: Mapping[str, str]) -> "LedgerFrequencies":
        """Count the clues of documents by id; `offices` says who published each, "" if unknown."""
        by_office: dict[str, list[str]] = {}
        for document in documents:
            if offices.get(document, ""):
                by_office.setdefault(_office(offices[document]), []).append(document)
        of_office = {
            office: Counted.of([documents[d] for d in by_office[office]], PRIOR_OF_OFFICE)
            for office in sorted(by_office)
        }
        return cls(Counted.of(list(documents.values()), PRIOR_DOCUMENTS), of_office)

    @cached_property
    def packed(self) -> bytes:
        """The frequencies as bytes, the same for the same counts."""
        offices = {office: counted.record() for office, counted in self.of_office.items()}
        record = {"all": self.of_all.record(), "offices": offices}
        return zlib.compress(json.dumps(record, sort_keys=True).encode("utf-8", "surrogatepass"), 6)

    @classmethod
    def unpacked(cls, packed: bytes) -> "LedgerFrequencies":
        """What `packed` gave."""
        record = json.loads(zlib.decompress(packed))
        return cls(
            Counted.from_record(record["all"]), {o: Counted.from_record(told) for o, told in record["offices"].items()}
        )

    @property
    def documents(self) -> int:
        """In how many documents clues were counted."""
        return self.of_all.documents

    def telling(self, hashes: Hashes, office: str, bundled: Frequencies) -> Clues:
        """The telling clues of a document: each as common as it is anywhere, in the bundled table, here, at its office.

        Args:
            hashes: of the document's clues, rising. office: who published it. bundled: frequencies elsewhere.
        """
        bits = np.minimum(bundled.bits(hashes).astype(np.float64), self._here(self.of_all, None, hashes))
        known = _office(office)
        if known in self.of_office:
            bits = np.minimum(bits, self._here(self.of_office[known], known, hashes))
        told = np.clip(bits, 0, MOST_BITS) - COMMON_BITS
        kept = told > 0
        return Clues(hashes[kept], told[kept].astype(np.float32))

    def _here(self, counted: Counted, office: str | None, hashes: Hashes) -> NDArray[np.float64]:
        if not len(counted.hashes):
            return np.full(len(hashes), MOST_BITS)
        at = np.minimum(np.searchsorted(counted.hashes, hashes), len(counted.hashes) - 1)
        return np.where(counted.hashes[at] == hashes, self._bits[office][at], MOST_BITS)


def _office(name: str) -> str:
    """An office as frequencies know it: they are kept for good, and an office may be a person who is erased later."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def telling(
    documents: Mapping[str, Hashes],
    offices: Mapping[str, str],
    bundled: Frequencies,
    here: LedgerFrequencies | None = None,
) -> dict[str, Clues]:
    """The telling clues of each document.

    Args:
        documents: hashes by document. offices: who published each, "" if unknown. bundled: frequencies elsewhere.
        here: frequencies in the ledger; counted in `documents` if None.
    """
    counted = here or LedgerFrequencies.count(documents, offices)
    return {id: counted.telling(hashes, offices.get(id, ""), bundled) for id, hashes in documents.items()}
