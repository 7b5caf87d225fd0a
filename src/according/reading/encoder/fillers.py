"""Who and what may play a role in an incident (MUC-4's roles), from the same span scores as mentions."""

from according.model import RoleFiller

from .mentions import best_spans, sentences, span_chances
from .network import Network
from .windows import Block
from .words import Words

ROLE = "role:"
LEAST = 0.05
"""Probability below which a stretch is not told at all; who asks for fewer and surer ones looks at their scores."""


def find_fillers(block: Block, words: Words, network: Network) -> list[RoleFiller]:
    """Role fillers of a block in order of the text; those of one role do not overlap. None from a model without."""
    types = [k for k, t in enumerate(network.inventory.types) if t.startswith(ROLE)]
    if not types:
        return []
    kinds = block.outputs["tags"][:, network.inventory.columns("incident")].argmax(axis=1)
    found = []
    for a, b in sentences(words):
        chances = span_chances(block, words, a, b, network, types)
        for k, t in enumerate(types):
            role = network.inventory.types[t].removeprefix(ROLE)
            for s, e, _, p in best_spans(chances[k : k + 1], LEAST, nested=False):
                start, end = int(words.starts[a + s]), int(words.ends[a + e])
                incident = network.inventory.incidents[kinds[words.first[a + s]]]
                found.append(RoleFiller(start, end, role, incident, round(p, 4)))
    return sorted(found, key=lambda f: (f.start, -f.end, f.role))
