"""The reader that ships with According: one small encoder, then layers that need no weights, in a visible list."""

from dataclasses import replace
from pathlib import Path

from according.model import Document, Reading, Span

from .amounts import add_amounts
from .encoder import Encoder
from .entities import add_entities
from .layers import Draft, Layer, check_chain
from .mentions import mend_mentions
from .places import add_places
from .protected import mark_protected
from .spanish import read_spanish
from .times import add_times

ENCODED = frozenset({"sentences", "tokens", "mentions", "attributions", "triggers", "factuality", "fillers", "ties"})
"""Layers that the encoder gives."""

CHAIN: tuple[Layer, ...] = (
    Layer("mentions", frozenset({"sentences", "tokens", "mentions"}), frozenset(), mend_mentions),
    Layer("times", frozenset({"sentences"}), frozenset({"times"}), add_times),
    Layer("amounts", frozenset({"sentences", "times"}), frozenset({"amounts"}), add_amounts),
    Layer("places", frozenset({"tokens", "mentions"}), frozenset({"places"}), add_places),
    Layer("entities", frozenset({"tokens", "mentions", "places", "amounts"}), frozenset({"entities"}), add_entities),
    Layer("protected", frozenset({"entities", "attributions"}), frozenset(), mark_protected),
)
"""What is drawn on top of the encoder, in order."""


class BundledReader:
    """Reads English and, by rules, Spanish; offline; implements `according.model.Reader`.

    Args:
        model_path: folder of another model of the same kind; None takes the one shipped.
        threads: processor threads the encoder may use; None or 0 takes what the machine offers.

    Raises:
        ModelError: if the model is missing or damaged.
        MissingLayer: if the chain of layers cannot work.
    """

    name = "according"

    def __init__(self, model_path: str | Path | None = None, threads: int | None = None) -> None:
        self.layers = check_chain(ENCODED, CHAIN)
        self._encoder = Encoder(Path(model_path) if model_path else None, threads=threads or 0)
        self.version = self._encoder.version

    def read(self, document: Document) -> Reading:
        """All layers of the document; its boilerplate is not read. Time and memory are linear in its length.

        A Spanish document is read by rules, the encoder being English; see `according.reading.spanish`.
        """
        if document.language == "es":
            return read_spanish(document, read_stretches(document), reader=self.name, version=self.version)
        seen = self._encoder.read(document.text, read_stretches(document))
        reading = Reading(
            document,
            self.name,
            self.version,
            sentences=seen.sentences,
            tokens=seen.tokens,
            mentions=seen.mentions,
            attributions=seen.attributions,
            triggers=seen.triggers,
            factuality=seen.factuality,
            fillers=seen.fillers,
            ties=seen.ties,
            layers=ENCODED,
        )
        return draw_layers(Draft(reading, seen.antecedents))


def draw_layers(draft: Draft) -> Reading:
    """The reading with every layer of the chain drawn on top of it, in order."""
    for layer in CHAIN:
        draft = replace(draft, reading=layer.make(draft))
    return draft.reading


def read_stretches(document: Document) -> list[Span]:
    """What the encoder is given: every segment but boilerplate, or the whole text where there are no segments."""
    if not document.segments:
        return [Span(0, len(document.text))]
    return [segment.span for segment in document.segments if segment.kind != "boilerplate"]
