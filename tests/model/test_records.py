"""Offsets and identity of the nouns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.model import Argument, Document, Evidence, InputMap, MentionText, Segment, Span, Speaker, claim_id


def identity(**changes: object) -> str:
    """The id of one claim with some of its parts changed."""
    quote = "Oyelaran was charged."
    parts: dict[str, object] = {
        "document": "story-1",
        "evidence": Evidence("story-1", 10, 10 + len(quote), quote),
        "predicate": "accused_of",
        "subject": Argument("Person", "Marten Oyelaran", mention=MentionText(10, 18, "Oyelaran")),
        "object": None,
        "stage": "charged",
        "polarity": "affirmed",
        "innermost": Speaker("police", "police"),
    }
    return claim_id(**{**parts, **changes})  # type: ignore[arg-type]


def test_claim_id_ignores_the_entity_a_mention_is_linked_to() -> None:
    """Linking must never change a claim's id."""
    linked = Argument("Person", "Marten Oyelaran", entity="e77", mention=MentionText(10, 18, "Oyelaran"))
    assert identity(subject=linked) == identity()


@pytest.mark.parametrize(
    "changes",
    [
        {"stage": "convicted"},
        {"polarity": "negated"},
        {"document": "story-2"},
        {"innermost": Speaker("police", "the police chief")},
        {"predicate": "perpetrator_of"},
    ],
)
def test_claim_id_changes_with_what_is_claimed(changes: dict[str, object]) -> None:
    """Another stage, polarity, document, speaker or predicate is another claim."""
    assert identity(**changes) != identity()


def test_segments_that_overlap_are_refused() -> None:
    """A document's segments run in order without overlap."""
    with pytest.raises(ValueError, match="overlaps"):
        Document("d", "v", "Some text", (Segment("headline", 0, 6), Segment("body", 4, 9)))


def test_segment_of_an_offset_is_the_one_that_holds_it() -> None:
    """Between segments there is none."""
    document = Document("d", "v", "Head\n\nBody text", (Segment("headline", 0, 4), Segment("body", 6, 15)))
    assert document.segment_at(5) is None
    assert document.segment_at(6) == Segment("body", 6, 15)


def test_input_map_leads_over_a_mended_stretch() -> None:
    """Supplied "itâ€™s so" was stored as "it’s so"."""
    mapped = InputMap(stored=(0, 2, 3), supplied=(0, 2, 5), copied=(True, False, True), supplied_length=9)
    assert mapped.span(0, 4) == Span(0, 6)
    assert mapped.span(2, 3) == Span(2, 5)
    assert mapped.span(3, 7) == Span(5, 9)


@given(st.integers(0, 50), st.integers(0, 50))
def test_identity_map_returns_the_same_span(start: int, length: int) -> None:
    """Where nothing was mended, offsets are the supplied ones."""
    assert InputMap(supplied_length=200).span(start, start + length) == Span(start, start + length)
