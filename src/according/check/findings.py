"""What a draft check finds, as plain data: sentences, their claims, a verdict and its reasons for each."""

from dataclasses import dataclass

VERDICTS: dict[str, str] = {
    "contradicted": "the ledger has the opposite on record",
    "overstated": "the draft is surer, or further in law, than anybody on record",
    "outdated": "the matter has moved on since",
    "speaker_missing": "the draft says it in its own voice, the ledger only as somebody's claim",
    "unsupported": "the ledger has nothing that says so",
    "identity_not_confirmed": "the name fits several people, or is too short to tell who is meant",
    "supported": "somebody is on record as saying so, which is no defence by itself",
    "not_compared": "details of an event; compare them by hand",
}
"""Verdicts, worst first: a claim that earns several is shown under the first, with every reason."""

BLOCKING = ("contradicted", "overstated", "outdated", "speaker_missing")
"""Verdicts for which `according check` exits with an error code."""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """One claim of the draft with its verdict.

    Attributes:
        words: the draft's claim as `phrase` words it, protected names masked.
        verdict: the worst of `VERDICTS` that applies. reasons: one line each, every one that applies.
        counted: "2 reports, at most 1 origin" of the claims that support it; empty if none does.
        on_record: the ledger's own lines on the matter, worded, at most a handful.
        latest: EDTF day of the latest document on the matter. age_days: from it to the day of the check.
        denials: who denies it, worded.
    """

    words: str
    verdict: str
    reasons: tuple[str, ...]
    counted: str = ""
    on_record: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    latest: str = ""
    age_days: int | None = None
    denials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of the draft that names somebody or claims something. Offsets are those of the draft's text."""

    start: int
    end: int
    line: int
    text: str
    people: tuple[str, ...]
    claims: tuple[CheckedClaim, ...]
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """The worst verdict of its claims; empty if no claim was read."""
        given = {claim.verdict for claim in self.claims}
        return next((name for name in VERDICTS if name in given), "")


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """A whole draft against a whole ledger, as of one day.

    `sha256` is of the draft's bytes; `recorded` is the instant of the ledger's last addition.
    """

    draft: str
    sha256: str
    ledger: str
    recorded: str
    day: str
    sentences: tuple[CheckedSentence, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Claims by verdict, worst first, only those that occur."""
        given = [claim.verdict for sentence in self.sentences for claim in sentence.claims]
        return {name: given.count(name) for name in VERDICTS if name in given}

    @property
    def blocked(self) -> bool:
        """Whether any verdict should stop the draft."""
        return any(name in self.counts for name in BLOCKING)
