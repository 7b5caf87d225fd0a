"""Across documents: which names are one party. First and careful version.

Groups, organisations and places with the same name, or with an alias that a document tells, are one. People are one
only where the full name is the same, nothing speaks against it (age at the date) and something speaks for it (a shared
group, place, offence or co-defendant); else they stay apart and are listed side by side.
"""

from .parties import Party, entity_id, find_parties

__all__ = ["Party", "entity_id", "find_parties"]
