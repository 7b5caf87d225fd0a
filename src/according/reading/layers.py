"""A layer of the reading: what it needs, what it adds, and the function that makes it.

The reader is a visible list of these; a list that cannot work is refused when it is put together.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from according.errors import MissingLayer
from according.model import Reading


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading in the making, with what the encoder saw beyond the layers that a finished reading has.

    `antecedents` maps the head token of a mention to the head tokens of earlier mentions that may be meant by it, each
    with a probability in 0..1, best first; -1 stands for "none of them".
    """

    reading: Reading
    antecedents: Mapping[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """One step: `reads` must be there before, `adds` is there afterwards; `make` gives the reading with it."""

    name: str
    reads: frozenset[str]
    adds: frozenset[str]
    make: Callable[[Draft], Reading]


def check_chain(given: Iterable[str], chain: Iterable[Layer]) -> frozenset[str]:
    """What a reading holds after the chain has run on one that holds `given`.

    Raises:
        MissingLayer: for the first layer that needs what neither `given` nor an earlier layer offers.
    """
    present = frozenset(given)
    for layer in chain:
        for needed in sorted(layer.reads - present):
            raise MissingLayer(needed, layer.name)
        present |= layer.adds
    return present
