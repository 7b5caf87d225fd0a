"""The chain of layers: a chain that cannot work is refused when it is put together."""

import pytest

from according.errors import MissingLayer
from according.model import LAYERS, Document, Segment
from according.reading.bundled import CHAIN, ENCODED, draw_layers, read_stretches
from according.reading.layers import Draft, check_chain

from .build import build


def test_the_shipped_chain_works() -> None:
    """After the chain every layer that a reading can have is there."""
    assert check_chain(ENCODED, CHAIN) == frozenset(LAYERS)


def test_a_chain_without_its_ground_is_refused() -> None:
    """Entities without places: the error names the layer that is missing and the one that needs it."""
    broken = [layer for layer in CHAIN if layer.name != "places"]
    with pytest.raises(MissingLayer) as refused:
        check_chain(ENCODED, broken)
    assert refused.value.layer == "places"
    assert refused.value.needed_by == "entities"


def test_boilerplate_is_not_read() -> None:
    """The encoder gets every segment but menus and footers, with offsets of the whole text."""
    document = Document("x", "0", "Menu\nBody", (Segment("boilerplate", 0, 4), Segment("body", 5, 9)))
    assert [(s.start, s.end) for s in read_stretches(document)] == [(5, 9)]


def test_drawing_layers_leaves_the_draft_alone() -> None:
    """Layers are drawn on a copy, and the same draft gives the same reading twice."""
    draft = Draft(
        build(
            "{person+:Teodor Lunz}, 22, met {group+:Harbor Nine} in March. {person~:He} left.", published="2025-05-15"
        )
    )
    first, second = draw_layers(draft), draw_layers(draft)
    assert first == second
    assert draft.reading.entities == ()
    assert [t.edtf for t in first.times] == ["2025-03"]
    assert {"times", "amounts", "places", "entities"} <= first.layers


def test_nothing_to_read_gives_nothing() -> None:
    """An empty reading passes through every layer."""
    reading = draw_layers(Draft(build("")))
    assert (reading.entities, reading.times, reading.amounts, reading.places) == ((), (), (), ())
