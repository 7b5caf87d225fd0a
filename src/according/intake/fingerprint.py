"""MinHash fingerprints, by which near copies of a story are found.

Source: A. Broder, "On the resemblance and containment of documents" (1997): the share of equal positions in two
signatures estimates the share of word 5-shingles that two texts have in common.
"""

import re
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

POSITIONS = 64
SHINGLE_WORDS = 5
LONGEST_CHARS = 600_000
"""A longer text is known by its beginning: a copy of a book is a copy from its first page on."""

BASE = np.uint64(0x9E3779B97F4A7C15)
AT_ONCE = 4096
"""Shingles hashed together: 2 MB of numbers, which fit the processor's cache."""

_WORD = re.compile(r"\w+")


def _permutations() -> tuple[np.ndarray, np.ndarray]:
    """Fixed odd multipliers and masks: they are part of the format, since signatures are stored and compared later."""
    drawn = np.frombuffer(
        b"".join(blake2b(f"according minhash {n}".encode(), digest_size=16).digest() for n in range(POSITIONS)), "<u8"
    ).reshape(POSITIONS, 2)
    return drawn[:, 0] | np.uint64(1), drawn[:, 1]


_MULTIPLIERS, _MASKS = _permutations()


def fingerprint(text: str) -> tuple[int, ...]:
    """64 unsigned 32-bit numbers for a text, or none if it has no word; case and punctuation do not count."""
    words = _WORD.findall(text[:LONGEST_CHARS].casefold())
    if not words:
        return ()
    hashes = _shingles(words)
    least = np.full(POSITIONS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(hashes), AT_ONCE):
        mixed = (hashes[start : start + AT_ONCE, None] ^ _MASKS) * _MULTIPLIERS
        np.minimum(least, mixed.min(axis=0), out=least)
    return tuple((least >> np.uint64(32)).tolist())


def _shingles(words: list[str]) -> npt.NDArray[np.uint64]:
    """A 64-bit number for each different run of words, made from numbers of the words as digits of a numeral."""
    numbers = {
        word: int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")
        for word in set(words)
    }
    digits = np.array([numbers[word] for word in words], dtype=np.uint64)
    length = min(SHINGLE_WORDS, len(words))
    found = np.zeros(len(words) - length + 1, dtype=np.uint64)
    for place in range(length):
        found = found * BASE + digits[place : place + len(found)]
    return np.unique(found)


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated share of word 5-shingles that two texts have in common, 0..1; 0 if either has no fingerprint."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
