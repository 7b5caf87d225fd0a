"""A claim in the making: what a finder saw, before speaker, certainty and identity are settled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from according.model import Argument, Qualifiers, Speaker


@dataclass(frozen=True, slots=True)
class Draft:
    """What one finder proposes.

    Attributes:
        predicate, subject, object, stage, qualifiers: as CLAIMS.md.
        sentence: index of the sentence that carries it.
        trigger: index of the token that carries the predicate; speaker, certainty and polarity are read around it.
        rule: name of the finder and pattern, shown by `according why`.
        score: how often this pattern is right, 0..1, before calibration.
        certainty, polarity, attribution: set only where the pattern itself decides them ("alleged member"); None lets
            the engine read them from the sentence.
        antecedents: indices of further sentences needed to understand it, in document order.
    """

    predicate: str
    subject: Argument | None
    object: Argument | None
    sentence: int
    trigger: int
    rule: str
    stage: str | None = None
    qualifiers: Qualifiers = field(default_factory=Qualifiers)
    score: float = 0.7
    certainty: str | None = None
    polarity: str | None = None
    attribution: tuple[Speaker, ...] | None = None
    antecedents: tuple[int, ...] = ()


def each_once(drafts: Iterable[Draft], *, symmetric: frozenset[str] = frozenset()) -> Iterator[Draft]:
    """The drafts that say something new in their sentence: one for each predicate and pair of parties.

    Args:
        drafts: in order; the first of several that say the same stays.
        symmetric: predicates for which "A, B" and "B, A" are the same.
    """
    seen: set[tuple[str, int, tuple[str, ...], str | None]] = set()
    for draft in drafts:
        names = [argument.name.lower() if argument else "" for argument in (draft.subject, draft.object)]
        sides = tuple(sorted(names)) if draft.predicate in symmetric else tuple(names)
        key = (draft.predicate, draft.sentence, sides, draft.polarity)
        if key not in seen:
            seen.add(key)
            yield draft
