"""The key under which a place name is filed: no accents, no case, no punctuation, "St." spelt out."""

import re
import unicodedata
from functools import lru_cache

_SPELT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "sta": "santa", "sto": "santo"}
_LEAD = re.compile(
    r"^(?:the |downtown |greater |metropolitan |central |nearby |neighboring |neighbouring |rural |inner |outer |"
    r"(?:north|south|east|west|northeast|northwest|southeast|southwest)(?:ern)? (?=[a-z]{3,} ?))+"
)
_TAIL = re.compile(r"(?:'s|’s| area| region| metropolitan area| proper)$")


@lru_cache(maxsize=4096)
def place_key(name: str) -> str:
    """
    >>> place_key("San José"), place_key("St. Louis"), place_key("N.Y.")
    ('san jose', 'saint louis', 'n y')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^\w]+", " ", re.sub(r"['’]s\b|['’]", "", plain)).split()
    return " ".join(_SPELT.get(word, word) for word in words)


def looser_keys(name: str) -> list[str]:
    """Keys to try for a name as it stands in a sentence: as is, then without "the", "downtown", "northern", "area"."""
    whole = place_key(name)
    bare = _TAIL.sub("", _LEAD.sub("", whole))
    keys = [whole, bare, re.sub(r"^(?:city|town|village|municipality|state|province|department) of ", "", bare)]
    keys.append(re.sub(r" (?:city|town|state|province|department|borough)$", "", keys[-1]))
    return [key for key in dict.fromkeys(keys) if key]
