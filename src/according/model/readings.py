"""The reading of a document: what its words are and do, before anybody asks what they claim.

Every layer points into `Document.text`; indices point into the tuples of the same `Reading`. A reader that lacks a
layer leaves it empty and out of `Reading.layers`.
"""

from dataclasses import dataclass, field

from .documents import Document
from .spans import Span

MENTION_TYPES = (
    "person",
    "organization",
    "group",
    "place",
    "event",
    "time",
    "object",
    "substance",
    "animal",
    "plant",
    "abstract",
    "nationality",
    "money",
    "quantity",
    "weapon",
    "vehicle",
    "document",
)
"""Types of mentions. `group` is a gang, cartel, cell, militia or faction; other bodies are `organization`."""

LEVELS = ("named", "nominal", "pronoun")
LAYERS = (
    "sentences",
    "tokens",
    "mentions",
    "entities",
    "attributions",
    "times",
    "amounts",
    "places",
    "triggers",
    "factuality",
    "fillers",
    "ties",
)


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word (UD). `head` is an index into `Reading.tokens`, -1 at the root of a sentence."""

    start: int
    end: int
    upos: str
    xpos: str
    head: int
    deprel: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, caption or heading; its tokens are `Reading.tokens[first:last]`."""

    start: int
    end: int
    first: int
    last: int

    @property
    def span(self) -> Span:
        """Where the sentence stands in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to something: a name, a noun phrase or a pronoun; mentions may nest.

    `head` is the index of the head token. `entity` is an index into `Reading.entities`, -1 while unresolved.
    `score` is in 0..1.
    """

    start: int
    end: int
    type: str
    level: str
    head: int
    entity: int = -1
    score: float = 1.0

    @property
    def span(self) -> Span:
        """Where the mention stands in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something in this document, with every mention of it.

    `name` is the fullest proper name, else the best description. `protected` is a reason of CLAIMS.md §2 or None.
    `count` is the stated number of people for a set ("21 individuals"), `age` in years where the text tells it.
    """

    type: str
    name: str
    mentions: tuple[int, ...]
    aliases: tuple[str, ...] = ()
    plural: bool = False
    count: int | None = None
    age: int | None = None
    gender: str | None = None
    protected: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: source, cue and content, each in as many pieces as the text has, possibly none.

    An attribution whose cue lies inside another's content is nested in it: `parent` is the index of the innermost
    such attribution, -1 if there is none.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    parent: int = -1
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date or period, resolved against the publication date: `edtf` as ISO 8601-2, None if it stays open."""

    start: int
    end: int
    edtf: str | None


@dataclass(frozen=True, slots=True)
class AmountExpression:
    """A figure with its bounds. `unit` is an ISO 4217 code or `people`, `year`, `month`, `day`, `kg`, `gram`, ..."""

    start: int
    end: int
    min: float | None
    max: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class PlaceReference:
    """What a place mention stands for, as far as the gazetteer and the context resolve it; degrees are WGS 84."""

    mention: int
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event; `negated` if the text says that it did not happen."""

    token: int
    negated: bool
    score: float


@dataclass(frozen=True, slots=True)
class RoleFiller:
    """A stretch that names who or what may have a role in an incident, with the likeliest type of the incident.

    Roles and types are those of MUC-4: `perp_ind` and `perp_org` are held responsible, `target` is a thing attacked,
    `victim` a named person attacked, `weapon` a device used.
    """

    start: int
    end: int
    role: str
    incident: str
    score: float


@dataclass(frozen=True, slots=True)
class Tie:
    """Two words of a sentence that look like the parties of a claim: head words, as indices of tokens.

    `first` heads the subject and `second` the object, or is the word that carries the claim where it has none. An
    incident is second to people, and first to its places, days and things. `offence`, `incident` and `stage` are the
    likeliest codes of CLAIMS.md for what is told there, whether or not the predicate has any. `score` is in 0..1.
    """

    predicate: str
    first: int
    second: int
    score: float
    offence: str
    incident: str
    stage: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All layers of one document, as one reader saw it."""

    document: Document
    reader: str
    reader_version: str
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    amounts: tuple[AmountExpression, ...] = ()
    places: tuple[PlaceReference, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    factuality: tuple[tuple[int, float], ...] = ()
    fillers: tuple[RoleFiller, ...] = ()
    ties: tuple[Tie, ...] = ()
    layers: frozenset[str] = field(default_factory=frozenset)

    @property
    def text(self) -> str:
        """The document's stored text."""
        return self.document.text
