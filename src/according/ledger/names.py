"""Names as they are compared in queries: case, accents, punctuation and articles do not matter."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1 << 17)
def name_key(name: str) -> str:
    """The name folded for exact comparison.

    Returns:
        Lower-case words without accents or punctuation, a leading article and a possessive left out.
    """
    folded = unicodedata.normalize("NFKD", name).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = re.sub(r"['’]s\b", "", folded)
    words = re.sub(r"[\W_]+", " ", folded).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)
