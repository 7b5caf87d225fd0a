"""MinHash fingerprints, by which near copies of a story are found.

Source: A. Broder, "On the resemblance and containment of documents" (1997): the share of equal positions in two
signatures estimates the share of word 5-shingles that two texts have in common.
"""

import re
from hashlib import blake2b

import numpy as np

POSITIONS = 64
SHINGLE_WORDS = 5
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
    words = _WORD.findall(text.casefold())
    if not words:
        return ()
    shingles = {" ".join(words[at : at + SHINGLE_WORDS]) for at in range(max(1, len(words) - SHINGLE_WORDS + 1))}
    digests = b"".join(blake2b(shingle.encode("utf-8", "replace"), digest_size=8).digest() for shingle in shingles)
    hashes = np.frombuffer(digests, "<u8")
    mixed = (hashes[:, None] ^ _MASKS) * _MULTIPLIERS
    return tuple(int(value) for value in (mixed >> np.uint64(32)).min(axis=0))


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated share of word 5-shingles that two texts have in common, 0..1; 0 if either has no fingerprint."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
