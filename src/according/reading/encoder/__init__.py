"""The neural part of reading: a small encoder whose heads give words, trees, mentions, attributions and links at once.

Adds the layers of `EncoderLayers`. What needs no weights (dates, amounts, places, entities) is drawn on top by the rest
of `according.reading`.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from according.model import Span

from .layers import EncoderLayers, read_layers
from .network import BUNDLED, Inventory, Network, load_network
from .pieces import Pieces, cut
from .windows import window_borders

__all__ = ["BUNDLED", "Encoder", "EncoderLayers", "Inventory", "Network", "load_network", "read_layers"]


class Encoder:
    """A loaded model; `read` may be called from several threads.

    Args:
        folder: of a model; None takes the bundled one.
        threads: processor threads; 0 takes what the machine offers. What is read does not depend on it.

    Raises:
        ModelError: if the model is missing, damaged or of another kind.
    """

    def __init__(self, folder: Path | None = None, *, threads: int = 0) -> None:
        self.network = load_network(folder)
        self.version = self.network.version
        self.threads = threads or _available()

    def pieces(self, text: str, stretches: Sequence[Span]) -> Pieces:
        """The word pieces that lie inside the stretches."""
        return cut(text, self.network.tokenizer, stretches=[(s.start, s.end) for s in stretches])

    def forward(self, text: str, stretches: Sequence[Span]) -> int:
        """The bare forward pass, for benchmarks; returns the number of word pieces."""
        pieces = self.pieces(text, stretches)
        if len(pieces):
            self.network.run(pieces, window_borders(0, len(pieces)), threads=self.threads)
        return len(pieces)

    def read(self, text: str, stretches: Sequence[Span] | None = None) -> EncoderLayers:
        """All layers of the stretches (the whole text if None); offsets are those of `text`.

        Time is linear in the length of the text; memory beyond the layers themselves is bounded.
        """
        given = None if stretches is None else [(s.start, s.end) for s in stretches]
        return read_layers(text, network=self.network, stretches=given, threads=self.threads)


def _available() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
