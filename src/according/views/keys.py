"""How a party is called in links."""

from according.linking import Party


def party_key(party: Party) -> str:
    """A stable key of the party for links: its first entity."""
    return party.entities[0]
