"""How parties and documents are called in links."""

import hashlib

from according.linking import Party


def party_key(party: Party) -> str:
    """A stable key of the party for links: its first entity."""
    return party.entities[0]


def slug(id: str) -> str:
    """A file name for an id, safe on every system; an id may spell a name, its hash does not."""
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
