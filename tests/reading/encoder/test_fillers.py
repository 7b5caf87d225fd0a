"""From span scores to role fillers of incidents."""

from dataclasses import replace

import numpy as np

from according.reading.encoder.fillers import find_fillers
from according.reading.encoder.network import Inventory, Network

from .hand_built import block, network, span_outputs, words_of

TEXT = "Rebels burned two buses"


def with_roles() -> Network:
    """The hand-made network, with two of its types taken as roles."""
    inventory = network().inventory
    types = ("person", "role:perp_ind", "role:target", "name:person", "name:organization")
    tags = (*inventory.tags, ("incident", 2))
    return replace(network(), inventory=Inventory((), (), (), types, inventory.roles, tags, ("attack", "arson")))


def test_fillers_have_their_role_and_incident() -> None:
    """The surest stretch of each role, with the type of incident that its first piece tells."""
    words = words_of(TEXT)
    spans = {(0, 0, "group"): 3.0, (2, 3, "organization"): 4.0, (3, 3, "organization"): 2.0}
    tags = np.zeros((4, 11), np.float32)
    tags[2, 10] = 1.0
    found = find_fillers(block(4, tags=tags, **span_outputs(4, spans)), words, with_roles())
    told = [(TEXT[f.start : f.end], f.role, f.incident) for f in found]
    assert told == [("Rebels", "perp_ind", "attack"), ("two buses", "target", "arson")]
    assert found[1].score > found[0].score > 0.9


def test_a_model_without_roles_gives_none() -> None:
    """An older model reads on as before."""
    words = words_of(TEXT)
    assert find_fillers(block(4, **span_outputs(4, {(0, 0, "person"): 5.0})), words, network()) == []
