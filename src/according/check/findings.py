"""What a draft check finds, as plain data: sentences, their claims, a verdict and its reasons for each."""

from dataclasses import asdict, dataclass
from typing import Any

VERDICTS: dict[str, str] = {
    "contradicted": "the ledger has the opposite on record",
    "overstated": "the draft is surer, or further in law, than anybody on record",
    "outdated": "the matter has moved on since",
    "speaker_missing": "the draft says it in its own voice, the ledger only as somebody's claim",
    "unsupported": "the ledger has nothing that says so",
    "unread": "its words tell of a crime, a court or a gang and no claim could be read: check it by hand",
    "identity_not_confirmed": "the name fits several people, or is too short to tell who is meant",
    "supported": "somebody is on record as saying so, which is no defence by itself",
    "not_compared": "details of an event; compare them by hand",
}
"""Verdicts, worst first: a claim that earns several is shown under the first, with every reason."""

BLOCKING = ("contradicted", "overstated", "outdated", "speaker_missing")
"""Verdicts for which `according check` exits with an error code."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """One line of the ledger beside a claim of the draft, protected names masked.

    Attributes:
        claim: its id. words: the whole line, as every view words it. speaker: who says so.
        quote: its sentence. source: title, publisher and day of its document. place: page and paragraph in it.
        restricted: `confidential`, `sealed` or `embargo until DAY` where the document is; else empty.
        document: its id. start: where the sentence begins in its text.
    """

    claim: str
    words: str
    speaker: str
    quote: str
    source: str
    place: str = ""
    restricted: str = ""
    document: str = ""
    start: int = 0

    @property
    def cited(self) -> str:
        """The sentence in quotation marks, and where it stands."""
        return f"“{self.quote}” ({', '.join(filter(None, (self.source, self.place)))})"


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """One claim of the draft with its verdict.

    Attributes:
        words: the draft's claim as `phrase` words it, protected names masked.
        verdict: the worst of `VERDICTS` that applies. reasons: one line each, every one that applies.
        speaker: who says it in the draft; empty if the draft says it in its own voice.
        counted: "2 reports, at most 1 origin" of the claims that support it; empty if none does.
        standing: the furthest step on record, with its day and what answers it; empty if none is.
        on_record: the ledger's own lines on the matter, at most a handful.
        latest: EDTF day of the latest document on the matter. age_days: from it to the day of the check.
        denials: who denies it, worded.
        matter: id of every claim that it was held against, with a hash of what that claim said then.
    """

    words: str
    verdict: str
    reasons: tuple[str, ...]
    speaker: str = ""
    counted: str = ""
    standing: str = ""
    on_record: tuple[OnRecord, ...] = ()
    latest: str = ""
    age_days: int | None = None
    denials: tuple[str, ...] = ()
    matter: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of the draft that names somebody or claims something. Offsets are those of the draft's text.

    `place` is its page, where the draft has pages, and its paragraph.
    """

    start: int
    end: int
    line: int
    text: str
    people: tuple[str, ...]
    claims: tuple[CheckedClaim, ...]
    notes: tuple[str, ...] = ()
    place: str = ""

    @property
    def verdict(self) -> str:
        """The worst verdict of its claims; empty if no claim was read."""
        given = {claim.verdict for claim in self.claims}
        return next((name for name in VERDICTS if name in given), "")


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """A whole draft against a whole ledger, as of one day.

    Attributes:
        sha256: of the draft's bytes.
        ledger: base name of the ledger's file. recorded: when its latest row was written.
        documents, claims: how many it holds.
        day: of the check. as_of: the day to which the ledger was narrowed, empty if to none. known_on: the same, by
            what it had recorded.
        published: day of the draft, from which its "Monday" is counted.
        sentences: those that name somebody or claim something. read: how many the draft has in all.
    """

    draft: str
    sha256: str
    ledger: str
    recorded: str
    day: str
    sentences: tuple[CheckedSentence, ...]
    documents: int = 0
    claims: int = 0
    as_of: str = ""
    published: str = ""
    read: int = 0
    known_on: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """Claims by verdict, worst first, only those that occur."""
        given = [claim.verdict for sentence in self.sentences for claim in sentence.claims]
        return {name: given.count(name) for name in VERDICTS if name in given}

    @property
    def blocked(self) -> bool:
        """Whether any verdict should stop the draft."""
        return any(name in self.counts for name in BLOCKING)

    def record(self) -> dict[str, Any]:
        """The check as data, with its counts and whether it should stop the draft."""
        return {**asdict(self), "counts": self.counts, "blocked": self.blocked}
