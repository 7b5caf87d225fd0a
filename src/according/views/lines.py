"""One line of a view: a claim in words with its sentence, its document and how many origins say the same."""

from dataclasses import dataclass

from according.model import Claim

FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Accusations and the law", ("accused_of", "perpetrator_of")),
    ("Groups and relations", ("member_of", "leads", "associate_of", "rival_of", "allied_with", "part_of", "split_from",
                              "founded", "dissolved")),
    ("Where", ("operates_in", "originated_in", "moved_to", "residence", "located_at")),
    ("What they do, how many", ("engages_in", "estimated_size", "owns", "paid", "sanctioned_by", "designated_as")),
    ("Suffered", ("victim_of",)),
    ("The event", ("dated", "weapon_in", "loss_in", "seized_in")),
    ("Who they are", ("age", "nationality", "occupation", "holds_post", "family_of", "alias_of", "term_means")),
)  # fmt: skip
"""Headings of a profile and the predicates under each, in the order of reading."""


@dataclass(frozen=True, slots=True)
class Line:
    """A worded claim. Show every part; none is decoration.

    `reports` counts claims that say the same, `origins` is the most independent origins they can have. `out` is the way
    out of the matter that the ledger knows ("acquitted"), empty if none; where it is set it heads the line, and the
    stage is what came before. `names` are the parties in it that have a profile, as (name, key).
    """

    id: str
    text: str
    speaker: str
    statement: str
    stage: str
    certainty: str
    day: str
    outcome: str
    quote: str
    redacted: bool
    document: str
    title: str
    publisher: str
    published: str
    start: int
    end: int
    predicate: str
    polarity: str
    review: str
    superseded: bool
    confidence: float
    reports: int
    origins: int
    kinds: tuple[str, ...]
    out: str = ""
    names: tuple[tuple[str, str], ...] = ()

    @property
    def headed(self) -> str:
        """The whole line; where a way out of the matter is known, it stands first."""
        return f"{self.out[:1].upper()}{self.out[1:]}. Before that: {self.text}" if self.out else self.text

    @property
    def counted(self) -> str:
        """How often it is told: "2 reports, at most 1 origin"."""
        return counted(self.reports, self.origins)


def counted(reports: int, origins: int) -> str:
    """A number of reports and the most origins that they can have, in words."""
    told = f"{reports} report{'s' if reports != 1 else ''}"
    return f"{told}, at most {origins} origin{'s' if origins != 1 else ''}"


def family_of(claim: Claim) -> str:
    """The heading a claim stands under."""
    return next((name for name, predicates in FAMILIES if claim.predicate in predicates), FAMILIES[-1][0])
