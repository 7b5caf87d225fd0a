"""Documents that carry one text: copies, edited copies, re-issues, translations; and later releases of one matter.

Near copies are looked for only among documents that share a band of their stored MinHash signatures (locality-
sensitive hashing: J. Leskovec, A. Rajaraman, J. Ullman, "Mining of Massive Datasets", ch. 3), translations only among
documents of other languages that share a name; no other pair is ever looked at. What is found so is then verified on
the texts. Two releases cut from one template agree in most words and differ in the people: so the people decide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .sheets import Sheet

BANDS, ROWS = 32, 2
"""The 64 places of a signature in 32 bands of 2: of pairs that share 30 % of their shingles, 95 % meet in one."""
CROWD = 40
"""In a larger bucket (a template's) each document is compared with as many that follow it in order of publication."""

WHOLE = 0.8
"""Share of all shingles from which two texts are one, however many days and steps lie between them."""
PART = 0.6
"""Share of the shorter text's shingles that a cut or edited copy keeps."""
MATTER = 0.25
"""Share of the shorter text's shingles from which a text about the same people is a later release of the matter."""
HELD = 0.7
"""Share of the names in one lead that the other story must hold; a later release drops a street or a company."""
SOON_DAYS = 3
"""Days within which an edited copy appears: wire copy and corrected releases; later texts tell a new step."""
SHORT_WORDS = 60
"""Texts with fewer words are forms ("custodial death report: none"): they are one only if published together."""

ONE_TEXT = ("copy", "near copy", "re-issue", "translation")
"""Kinds of pairs that share an origin; an `update` does not."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Two documents, how the second is made from the first, and what that rests on.

    Attributes:
        one, other: document ids, in order of id.
        kind: `copy` (same words), `near copy` (edited, by another office or outlet), `re-issue` (by the same office),
            `translation`, or `update` (a later release of the matter with part of the text; its own origin).
        share: of shingles in common (of names and figures, for a translation), 0..1.
        why: the same in words.
    """

    one: str
    other: str
    kind: str
    share: float
    why: str

    @property
    def one_text(self) -> bool:
        """Whether the two count as one origin."""
        return self.kind in ONE_TEXT


def find_copies(sheets: Sequence[Sheet]) -> list[Copy]:
    """All pairs of documents that carry one text or tell the next step of one matter in part of its words.

    Args:
        sheets: of different documents, in any order.

    Returns:
        Copies in order of ids; near-linear in the number of documents.
    """
    from .translations import find_translations

    ordered = sorted(sheets, key=lambda s: (s.published or "9999", s.id))
    found = {
        (c.one, c.other): c for a, b in candidate_pairs(ordered) if (c := compare(ordered[a], ordered[b])) is not None
    }
    for c in find_translations(ordered):
        found.setdefault((c.one, c.other), c)
    return [found[key] for key in sorted(found)]


def candidate_pairs(sheets: Sequence[Sheet]) -> Iterator[tuple[int, int]]:
    """Places of sheets that share a band of their signatures, each pair once."""
    seen: set[tuple[int, int]] = set()
    for members in _buckets(sheets):
        for at, one in enumerate(members):
            for other in members[at + 1 : at + 1 + CROWD]:
                if (one, other) not in seen:
                    seen.add((one, other))
                    yield one, other


def _buckets(sheets: Sequence[Sheet]) -> Iterable[list[int]]:
    buckets: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, sheet in enumerate(sheets):
        for band in range(0, len(sheet.fingerprint), ROWS):
            buckets[(band, *sheet.fingerprint[band : band + ROWS])].append(place)
        if len(sheet.words) > SHORT_WORDS:
            buckets[("words", hash(sheet.words))].append(place)
    return (members for members in buckets.values() if len(members) > 1)


def compare(one: Sheet, other: Sheet) -> Copy | None:
    """How two documents of one language depend on each other, None if they do not."""
    if not one.shingles or not other.shingles:
        return None
    common = len(one.shingles & other.shingles)
    union = len(one.shingles) + len(other.shingles) - common
    jaccard, kept = common / union, common / min(len(one.shingles), len(other.shingles))
    if kept < MATTER:
        return None
    days = one.days_from(other)
    together = days is not None and days <= SOON_DAYS
    short = min(len(one.words), len(other.words)) < SHORT_WORDS
    if short and not (together and kept >= WHOLE):
        return None
    if one.words == other.words:
        return _copy(one, other, "copy", 1.0, "the same words")
    if not same_people(one, other):
        return None
    if jaccard >= WHOLE:
        return _copy(one, other, _edited(one, other), jaccard, f"{jaccard:.0%} of the wording in common")
    if kept >= PART and (together or days is None) and one.steps == other.steps:
        return _copy(one, other, _edited(one, other), kept, f"{kept:.0%} of the shorter text, {days or 0} days apart")
    return _copy(one, other, "update", kept, f"the same people, {kept:.0%} of the shorter text kept")


def same_people(one: Sheet, other: Sheet) -> bool:
    """Whether nobody whom one story opens with is missing from the other, as between two fillings of one form."""
    if one.cases and other.cases and not one.cases & other.cases:
        return False
    return all(_held(a.lead_names, b) and _titled(a, b) for a, b in ((one, other), (other, one)))


def _held(names: frozenset[str], by: Sheet) -> bool:
    held = sum(
        any(set(n.split()) <= set(m.split()) or set(m.split()) <= set(n.split()) for m in by.names) for n in names
    )
    return held >= len(names) * HELD


def _titled(one: Sheet, other: Sheet) -> bool:
    """Whether the other story holds at least half of what only this one's title says ("… – J. DOE" on a form).

    Words of legal steps and terms do not count: they are what a later release of the matter changes.
    """
    own = one.title_words - other.title_words
    return not own or len(own - set(other.words)) <= len(own) / 2


def _edited(one: Sheet, other: Sheet) -> str:
    return "re-issue" if one.office and one.office == other.office else "near copy"


def _copy(one: Sheet, other: Sheet, kind: str, share: float, why: str) -> Copy:
    first, second = sorted((one.id, other.id))
    return Copy(first, second, kind, round(share, 3), why)
