"""What one place in the text tells of an incident, before it is settled which incident that is."""

from dataclasses import dataclass

from according.model import Argument, DateValue, MentionText

from .page import Page

PERSONAL = ("assault", "shooting", "homicide")
"""Types that one deed against a person can go by, the less telling first."""
DEADLY = (*PERSONAL, "arson", "bombing", "clash", "robbery", "home_invasion", "kidnapping")
"""Types of incident in which somebody may die."""
DEATH = "incident.death"
"""The rule of a death told without its cause: it belongs to the incident told before."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who is said to have done it, and how the words say so (`agent`, `governed`, `by`, `owner` ...).

    `date` is that of the legal step, where one governs the telling.
    """

    party: Argument
    stage: str
    certainty: str | None = None
    polarity: str | None = None
    date: DateValue | None = None
    score: float = 0.65
    how: str = "agent"


@dataclass(frozen=True, slots=True)
class Sufferer:
    """Whom it befell; no party where the words say that it befell nobody ("no casualties")."""

    party: Argument | None
    role: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    how: str = "victim"


@dataclass(frozen=True, slots=True)
class Telling:
    """One verb or noun that tells of an incident.

    Attributes:
        token: the verb or noun.
        type: incident type of CLAIMS.md.
        rule: name of the pattern that found it.
        doers, sufferers: parties, each with what the words say of it.
        losses, weapons: things destroyed or taken, and things used.
        definite: whether the words take up an incident told before ("the attack").
        another: whether they say that it is a further one ("another attack").
        tried: whether violence was only tried, and against nobody: an event of its own, in which nobody died.
        event: the noun that names the event, where the telling is another word's ("blamed for the attack").
    """

    token: int
    type: str
    rule: str
    doers: tuple[Doer, ...] = ()
    sufferers: tuple[Sufferer, ...] = ()
    losses: tuple[Argument, ...] = ()
    weapons: tuple[Argument, ...] = ()
    seized: tuple[Argument, ...] = ()
    definite: bool = False
    another: bool = False
    tried: bool = False
    event: int | None = None

    @property
    def scene(self) -> int:
        """The word whose place and day are the event's."""
        return self.token if self.event is None else self.event


def words_at(page: Page, token: int) -> MentionText:
    """The words of one token as a mention."""
    t = page.tokens[token]
    return MentionText(t.start, t.end, page.text[t.start : t.end])
