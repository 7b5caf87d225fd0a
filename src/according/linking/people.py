"""The people whom single documents name, as linking sees them: name, age, town, post, when and by whom named."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from according.ledger import Candidate
from according.reading.names import fold

from .clues import clue_hash
from .person_names import LinkName, agreement, lead_of, link_name
from .sheets import Sheet

_TOWN = (
    r"(?:formerly |now |both |each |currently )*(?:of |from )?(?P<town>[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){0,2})"
)
_AFTER_NAME = re.compile(rf"(?:,? (?:Jr|Sr|II|III|IV)\b\.?)?,? \(?(?P<age>\d{{2}})\)?,? (?:was |is )?{_TOWN}")
_POST_BEFORE = re.compile(
    r"\b(?:Attorneys?|Judges?|Justices?|Magistrate|Detectives?|Sergeants?|Officers?|Chief|Sheriff|Investigators?|Deputy|"
    r"Prosecutors?|Director|Commissioner|Captain|Lieutenant|Agents?|Senator|Mayor|Governor|Supervisor|Counsel|Paralegal|"
    r"Analyst|Bureau|Unit|Spokes\w+|Inspector|Honorable|Hon\.|DA|D\.A\.|ADA|DDA|Sgt\.|Det\.|Lt\.|Capt\.|Dr\.|Det|Sgt|Lt)\s+"
    r"(?:[A-Z]\w+ )?$"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom one document names by given name and surname.

    Attributes:
        key: stable under any order of documents: the document and the name as it is compared.
        entities: the document's entities with that very name, by row.
        ages: in years, as told. year: when the document was published, in years and fractions, None if undated.
        office: who published it. towns: folded. official: whether a post or title stands before the name.
        words: hashes of clues that hold the name itself.
    """

    key: tuple[str, str]
    document: str
    name: LinkName
    entities: tuple[int, ...]
    ages: frozenset[int]
    year: float | None
    office: str
    towns: frozenset[str]
    official: bool
    words: frozenset[int] = field(repr=False)


def people(candidates: Iterable[Candidate], pages: dict[str, Sheet], holders: frozenset[str]) -> list[Person]:
    """The linkable people of documents, one for each full name of a document.

    Args:
        candidates: of the documents in `pages`. holders: entity ids that a claim gives a post.
    """
    named: dict[tuple[str, str], list[tuple[Candidate, LinkName]]] = {}
    for candidate in candidates:
        name = _fullest(candidate)
        if candidate.type == "person" and name is not None and candidate.document in pages:
            key = (candidate.document, " ".join((*name.parts, name.suffix or "")).strip())
            named.setdefault(key, []).append((candidate, name))
    _join_titles(named, pages)
    return [_person(key, found, pages[key[0]], holders) for key, found in named.items()]


def _join_titles(named: dict[tuple[str, str], list[tuple[Candidate, LinkName]]], pages: dict[str, Sheet]) -> None:
    """Give a name that only a title in capitals or a line outside the story has to the one fuller name of its document.

    "ODAL FINCH" above a story about "Odal Tamm Finch" is no second man; "Odal Finch" inside of it may be his father.
    """
    inside: dict[str, list[tuple[str, str]]] = {}
    for key in named:
        inside.setdefault(key[0], []).append(key)
    for document, keys in inside.items():
        for key in keys if len(keys) > 1 else ():
            forms = {form for c, _ in named[key] for form in (c.name, *c.forms) if link_name(form) is not None}
            if any(form != form.upper() and form in pages[document].line for form in forms):
                continue
            fuller = [k for k in keys if k in named and _adds_a_name(named[k][0][1], named[key][0][1])]
            if len(fuller) == 1:
                named[fuller[0]] += named.pop(key)


def _adds_a_name(fuller: LinkName, name: LinkName) -> bool:
    """Whether a name is another with further names between the first and the last."""
    ends = (fuller.first, fuller.last, fuller.suffix) == (name.first, name.last, name.suffix)
    return ends and len(fuller.parts) > len(name.parts) and agreement(fuller, name) == "fuller"


def _fullest(candidate: Candidate) -> LinkName | None:
    """The longest name that the forms give; the reader's own choice where several are as long.

    A word that stands before "mother Odal Finch" in one form is no given name of "Varn Odal Finch" in another.
    """
    forms = (candidate.name, *candidate.forms)
    names = [n for form in forms if (n := link_name(form)) is not None]
    told = {fold(word) for form in forms for word in lead_of(form)}
    names = [n for n in names if n.first not in told or all(n.parts[1:] != other.parts for other in names)]
    return max(names, key=lambda n: (len(n.parts), n.suffix is not None), default=None)


def _person(
    key: tuple[str, str], found: Sequence[tuple[Candidate, LinkName]], page: Sheet, holders: frozenset[str]
) -> Person:
    name = found[0][1]
    forms = sorted({c.name for c, _ in found} | {f for c, _ in found for f in c.forms if link_name(f) is not None})
    ages = {c.age for c, _ in found if c.age is not None and 8 <= c.age <= 110}
    towns, official = set(), name.titled or any(c.id in holders for c, _ in found)
    for form in forms:
        for at in re.finditer(re.escape(form), page.story):
            after = _AFTER_NAME.match(page.story, at.end())
            if after is not None:
                ages.add(int(after["age"]))
                towns.add(after["town"].casefold())
            official = official or _POST_BEFORE.search(page.story, max(0, at.start() - 40), at.start()) is not None
    return Person(
        key, key[0], name, tuple(c.row for c, _ in found), frozenset(ages), year_of(page.published), page.office,
        frozenset(towns), official, words_of(name),
    )  # fmt: skip


def words_of(name: LinkName) -> frozenset[int]:
    """Hashes of the clues that hold the name itself."""
    words = {f"w {p}" for p in name.parts} | {f"n {a} {b}" for a in name.parts for b in name.parts if a != b}
    return frozenset(clue_hash(w) for w in words)


def year_of(day: str | None) -> float | None:
    """An ISO day, month or year as a year with its fraction; None if there is none."""
    if day is None or not day[:4].isdigit():
        return None
    month = int(day[5:7]) if day[5:7].isdigit() else 7
    return int(day[:4]) + (month - 0.5) / 12
