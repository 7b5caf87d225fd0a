"""Placeholder while the layer is being written: passes the reading through."""

from according.model import Reading

from .layers import Draft


def mark_protected(draft: Draft) -> Reading:
    """The reading unchanged."""
    return draft.reading
