"""The claim: one statement in one document, with its speaker, its stage and its sentence (CLAIMS.md).

Evidence refuses to exist unless it is verbatim; a claim refuses to exist without a speaker. The closed vocabularies
(predicates, stages, kinds) live in `according.ontology`, which checks them.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

CERTAINTIES = ("certain", "probable", "possible", "unknown")
POLARITIES = ("affirmed", "negated")
REVIEWS = ("unreviewed", "accepted", "rejected", "edited")


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as EDTF (ISO 8601-2) with the words used."""

    edtf: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class AmountValue:
    """A figure with its bounds; `unit` is an ISO 4217 code or `people`, `year`, `kg` ... Life is `{text}` alone."""

    text: str
    min: float | None = None
    max: float | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        for bound in ("min", "max"):  # an age is counted in whole years; through JSON it would come back as 16.0
            value = getattr(self, bound)
            if value is not None:
                object.__setattr__(self, bound, float(value))


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place as far as it is resolved; degrees are WGS 84."""

    name: str
    entity: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class MentionText:
    """The very words of an argument, half-open offsets into the stored text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Argument:
    """Subject or object of a claim. `entity` is the resolved entity's id, `name` its resolved name."""

    type: str
    name: str
    entity: str | None = None
    mention: MentionText | None = None
    count: int | None = None
    incident_type: str | None = None
    date: DateValue | None = None
    place: PlaceValue | None = None
    protected: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of the chain of who says so. `mention` is where the source's words stand, None if elided."""

    kind: str
    source: str = ""
    entity: str | None = None
    named: bool = False
    anonymous: bool = False
    cue: str = ""
    mention: MentionText | None = None
    also: tuple["Speaker", ...] = ()
    protected: str | None = None


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What else the claim says; only what applies is set."""

    date: DateValue | None = None
    place: PlaceValue | None = None
    amount: AmountValue | None = None
    count: int | None = None
    role: str | None = None
    former: bool | None = None
    activity: str | None = None
    offence: str | None = None
    incident: Argument | None = None
    sentence: AmountValue | None = None
    direction: str | None = None
    status: str | None = None
    by: Argument | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim stretch of the stored text. Build it with `Evidence.of`, which takes the quote from the text."""

    document: str
    start: int
    end: int
    quote: str
    segment: str = "body"
    page: str | None = None
    paragraph: str | None = None
    input_start: int | None = None
    input_end: int | None = None

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote) or self.start < 0:
            raise ValueError(f"quote of {len(self.quote)} characters does not fill {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """The document as every claim carries it."""

    id: str
    version: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    sha256: str = ""
    handling: str = "internal"
    status: str = "live"


@dataclass(frozen=True, slots=True)
class Extractor:
    """What read the claim; `confidence` in 0..1 is the machine's, and never the source's, certainty."""

    name: str
    version: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """One reading of one statement in one document.

    `attribution` runs from the outermost speaker to the innermost (closest to the fact) and is never empty.
    `rule` names what produced the claim (pattern or head), for `according why`; it is not part of the identity.

    Raises:
        ValueError: if there is no speaker or no evidence, or certainty or polarity is unknown to CLAIMS.md.
    """

    id: str
    predicate: str
    subject: Argument | None
    object: Argument | None
    attribution: tuple[Speaker, ...]
    evidence: tuple[Evidence, ...]
    document: DocumentRef
    extractor: Extractor
    stage: str | None = None
    certainty: str = "certain"
    polarity: str = "affirmed"
    qualifiers: Qualifiers = field(default_factory=Qualifiers)
    review: str = "unreviewed"
    superseded_by: tuple[str, ...] = ()
    rule: str = ""

    def __post_init__(self) -> None:
        if not self.attribution:
            raise ValueError(f"claim {self.id} has no speaker; a claim in the document's own voice is kind `author`")
        if not self.evidence:
            raise ValueError(f"claim {self.id} has no sentence")
        if self.certainty not in CERTAINTIES or self.polarity not in POLARITIES or self.review not in REVIEWS:
            raise ValueError(
                f"claim {self.id}: {self.certainty}, {self.polarity}, {self.review} are not all known values"
            )

    @property
    def innermost(self) -> Speaker:
        """The speaker closest to the fact."""
        return self.attribution[-1]


def claim_id(
    *,
    document: str,
    evidence: Evidence,
    predicate: str,
    subject: Argument | None,
    object: Argument | None,
    stage: str | None,
    polarity: str,
    innermost: Speaker,
) -> str:
    """The id of a claim (CLAIMS.md §2): stable under linking and review, since no entity id enters it.

    An argument without a mention (elided, or a vocabulary code) stands in the hash by its name.

    Returns:
        32 hexadecimal digits of a sha256.
    """

    def place(argument: Argument | None) -> list[int | str] | str | None:
        if argument is None:
            return None
        return [argument.mention.start, argument.mention.end, argument.name] if argument.mention else argument.name

    key: list[Any] = [document, evidence.start, evidence.end, predicate, place(subject), place(object), stage, polarity]
    key += [innermost.kind, innermost.source]
    return hashlib.sha256(json.dumps(key, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:32]
