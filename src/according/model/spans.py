"""A stretch of a document's stored text: the unit every later record points with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch of Unicode code points, `text[start:end]`.

    Raises:
        ValueError: if start is negative or after end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end} is not a stretch of text")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


def hull(spans: tuple[Span, ...]) -> Span:
    """The smallest span that covers all of `spans`.

    Raises:
        ValueError: if there are none.
    """
    return Span(min(s.start for s in spans), max(s.end for s in spans))
