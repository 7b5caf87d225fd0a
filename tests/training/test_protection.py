"""How protection is measured against annotations."""

from dataclasses import replace

from tests.factory import document, reading
from training.annotation.documents import Source
from training.annotation.protection import measure

TEXT = "Tess Okonjo, 16, and Milo Brandt, 15, saw Bruno Castellane leave."
ANNOTATED = {
    "doc": "d",
    "entities": {
        "e1": {"type": "Person", "forms": [[0, 11]], "protected": "minor"},
        "e2": {"type": "Person", "forms": [[21, 32]], "protected": "minor"},
        "e3": {"type": "Person", "forms": [[42, 58]]},
    },
    "claims": [],
}


def test_marks_found_and_names_masked_are_counted_apart() -> None:
    """One child of two is protected, and so is a man who need not be."""
    made = reading(document(TEXT), "Tess Okonjo", "Milo Brandt", "Bruno Castellane")
    marked = tuple(replace(e, protected="minor" if e.name != "Milo Brandt" else None) for e in made.entities)
    told = measure([ANNOTATED], {"d": Source("releases", "d", TEXT, None)}, lambda _: replace(made, entities=marked))
    assert (told.wanted["minor"], told.found["minor"], told.names["minor"], told.masked["minor"]) == (2, 1, 2, 1)
    assert (told.needless, told.people) == (1, 1)
    assert told.misses == ["d minor: Milo Brandt", "d minor, name shown: Milo Brandt"]
