"""Whom of a list of known entities a party may be, what speaks for it, and what a person decided.

Nobody is ever taken to be an entry because of a name: a link is possible until somebody decides. Of a protected person
nothing is told here, since an entry's name, id or address would unmask them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from according.ledger import KNOWN, Decision, KnownLink, name_key
from according.linking import Party
from according.linking.linker import person_key

from .desk import Desk

STATES = {"": "possible", "known_same": "confirmed", "known_other": "rejected"}


@dataclass(frozen=True, slots=True)
class KnownAs:
    """A link of a party to an entry of a list, as it stands.

    `state` is `possible`, `confirmed` or `rejected`. `author`, `reason` and `day` are those of the decision in force,
    whose number is `decision`; if there is none, that is 0 and they tell who kept the link. `contested` says what does
    not fit a confirmed link.
    """

    number: int
    list: str
    id: str
    caption: str
    state: str
    score: float
    speaks: tuple[str, ...]
    against: tuple[str, ...]
    note: str
    url: str
    author: str
    reason: str
    day: str
    decision: int
    contested: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A link with the party that it is about, as it may be shown; `party` is empty if no document names it any more."""

    party: str
    key: str
    known: KnownAs


@dataclass(frozen=True, slots=True)
class KnownList:
    """All links that are kept, possible ones first, likeliest first; `masked` are of protected people, and not told."""

    links: tuple[Listed, ...]
    masked: int


def known_party(desk: Desk, link: KnownLink) -> Party | None:
    """Whose link it is; None if its document names nobody so any more."""
    here = desk.candidates_in(link.document)
    named = [c for c in here if name_key(link.name) in {name_key(f) for f in (c.name, *c.forms)}]
    if not named:
        key = person_key(link.document, link.name)
        named = [c for c in here if any(person_key(link.document, f) == key for f in (c.name, *c.forms))]
    first = next((c for c in named if name_key(c.name) == name_key(link.name)), named[0] if named else None)
    return desk.party_of.get(first.id) if first is not None else None


def known_of(desk: Desk, party: Party) -> tuple[KnownAs, ...]:
    """The links of one party, confirmed ones first; empty for whoever is masked."""
    found = _by_party(desk).get(party.entities[0], ())
    return () if not found or is_masked(desk, party) else tuple(sorted(found, key=_order_of_profile))


def known_list(desk: Desk) -> KnownList:
    """The links of everybody."""
    found, masked = list[Listed](), 0
    for entity, links in _by_party(desk).items():
        party = desk.party_of.get(entity)
        if party is not None and is_masked(desk, party):
            masked += len(links)
        else:
            told = (desk.name(party), entity) if party is not None else ("", "")
            found += [Listed(*told, known) for known in links]
    found.sort(key=lambda one: (one.known.state != "possible", -one.known.score, one.known.number))
    return KnownList(tuple(found), masked)


def is_masked(desk: Desk, party: Party) -> bool:
    """Whether the party's name may not be shown."""
    return desk.name(party) != party.name


def _order_of_profile(known: KnownAs) -> tuple[int, float, int]:
    return ("confirmed", "possible", "rejected").index(known.state), -known.score, known.number


def _by_party(desk: Desk) -> dict[str, list[KnownAs]]:
    """The links by the first entity of the party; those of nobody under the empty key."""
    return desk.once("known", lambda: _gathered(desk))


def _gathered(desk: Desk) -> dict[str, list[KnownAs]]:
    links = desk.ledger.known_links(known_on=desk.given.known_on)
    made = {d.target: d for d in desk.decisions if d.kind in KNOWN}
    whose = [(link, known_party(desk, link)) for link in links]
    confirmed = [(link, p) for link, p in whose if link.target in made and made[link.target].kind == "known_same"]
    found: dict[str, list[KnownAs]] = {}
    for link, party in whose:
        if link.document not in desk.documents:
            continue
        shown = _known_as(desk, link, made.get(link.target), _contested(link, party, confirmed))
        found.setdefault(party.entities[0] if party is not None else "", []).append(shown)
    return found


def _contested(link: KnownLink, party: Party | None, confirmed: Iterable[tuple[KnownLink, Party | None]]) -> str:
    """What does not fit a confirmed link: one entry for two parties, or two entries of one list for one party."""
    others = list(confirmed)
    if party is None or all(one is not link for one, _ in others):
        return ""
    of_list = [(o, p) for o, p in others if o.entry.list == link.entry.list and p is not None]
    if any(o.entry.id != link.entry.id and p is party for o, p in of_list):
        return "another entry of this list is confirmed, too"
    if any(o.entry.id == link.entry.id and p is not party for o, p in of_list):
        return "this entry is confirmed for somebody else, too"
    return ""


def _known_as(desk: Desk, link: KnownLink, decision: Decision | None, contested: str) -> KnownAs:
    entry = link.entry
    author, reason, moment = (
        (decision.author, decision.reason, decision.recorded_at)
        if decision is not None
        else (link.author, "", link.recorded_at)
    )
    return KnownAs(
        link.number, entry.list, entry.id, desk.shown(entry.caption), STATES[decision.kind if decision else ""],
        link.score, link.speaks, link.against, entry.note, entry.url, author, desk.shown(reason),
        moment[:16].replace("T", " "), decision.id if decision else 0, contested,
    )  # fmt: skip


def known_words(desk: Desk, decision: Decision) -> str:
    """Whom a decision on a link is about, and which entry it names, as may be shown."""
    told = json.loads(decision.value)
    name, entry = desk.shown(told["name"], told["document"]), told["entry"]
    if name != told["name"]:
        return f"{name} in “{desk.title(told['document'])[:80]}”"
    caption = desk.shown(entry["caption"])
    return f"{name} in “{desk.title(told['document'])[:80]}” and {entry['id']} of {entry['list']} ({caption})"
