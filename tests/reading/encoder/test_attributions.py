"""From role scores to attributions: who is whose, in one piece or several, nested or side by side."""

import numpy as np

from according.model import Attribution
from according.reading.encoder.attributions import find_attributions

from .hand_built import block, network, role_outputs, words_of


def found(text: str, attributions: list[dict[str, list[int]]]) -> list[Attribution]:
    """Attributions of a text whose words play the given roles."""
    words = words_of(text)
    seen = block(len(words), **role_outputs(len(words), attributions))
    return find_attributions(text, seen, words, np.full(len(words), -1), ["root"] * len(words), network())


def words_in(text: str, attribution: Attribution) -> tuple[list[str], list[str], list[str]]:
    """Source, cue and content in words."""
    sides = (attribution.source, attribution.cue, attribution.content)
    source, cue, content = ([s.of(text) for s in side] for side in sides)
    return source, cue, content


def test_two_speakers_of_one_sentence_keep_their_words() -> None:
    """Marsh charges, Finch denies: neither gets the other's cue or content."""
    text = "Marsh said Finch ran it , Finch denied that"
    given = [
        {"source": [0], "cue": [1], "content": [2, 3, 4]},
        {"source": [6], "cue": [7], "content": [8]},
    ]
    assert [words_in(text, a) for a in found(text, given)] == [
        (["Marsh"], ["said"], ["Finch ran it"]),
        (["Finch"], ["denied"], ["that"]),
    ]


def test_an_attribution_inside_a_content_has_a_parent() -> None:
    """What Lunz told the detective stands inside what the detective testified."""
    text = "Whitlock testified Lunz told her Finch paid"
    given = [
        {"source": [0], "cue": [1], "content": [2, 3, 4, 5, 6]},
        {"source": [2], "cue": [3], "content": [5, 6]},
    ]
    outer, inner = found(text, given)
    assert (outer.parent, inner.parent) == (-1, 0)


def test_a_content_in_two_pieces_around_its_speaker() -> None:
    """The words before and after "Marsh said" are one content in two pieces."""
    text = "They robbed it Marsh said and then they fled"
    given = [{"source": [3], "cue": [4], "content": [0, 1, 2, 5, 6, 7, 8]}]
    (only,) = found(text, given)
    assert words_in(text, only) == (["Marsh"], ["said"], ["They robbed it", "and then they fled"])


def test_a_comma_does_not_cut_a_content() -> None:
    """Punctuation that the model leaves out is closed over."""
    text = "Marsh said they came , saw and left"
    given = [{"source": [0], "cue": [1], "content": [2, 3, 5, 6, 7]}]
    (only,) = found(text, given)
    assert words_in(text, only)[2] == ["they came , saw and left"]


def test_nothing_said_nothing_found() -> None:
    """A text without any cue has no attribution."""
    assert found("Harbor Nine holds the docks", []) == []
