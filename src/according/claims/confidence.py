"""How sure the machine is that it read rightly: the share of right claims of a pattern on the annotated documents."""

from .draft import Draft


def calibrated(draft: Draft) -> float:
    """Confidence in 0..1. Until a pattern has been counted often enough it is the score that its finder gives."""
    return round(min(max(draft.score, 0.01), 0.99), 2)
