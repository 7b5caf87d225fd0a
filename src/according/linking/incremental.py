"""Linking what came since the last run: only whom it can touch is looked at, and the outcome is that of linking all.

Who stands for whom depends on a surname at an office; whether two are one on the two and their documents; which pairs
join on the pairs that hang together. Each is redone as far as a document that came, changed or went reaches, and no
further. Under frequencies and weights that stay as they are, all else stays as it is.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from according.ledger import Candidate, ClaimFilter, Decision, Ledger, Link, LinkBody, LinkMemory, LinkPage, LinkPerson
from according.ledger.records import unpack_fingerprint
from according.model import is_draft

from .bodies import one_name
from .clues import Clues, LedgerFrequencies, clue_hashes
from .grouping import grouped
from .linker import Conflict, Heeded, alike, decided_pair, heed, party_id, why_linked
from .model import MERGE, LinkingModel
from .pairs import better_named
from .people import Person, people
from .person_names import LinkName, agreement, block_keys
from .persons import Decided, Judged, Key, judge, ordered, post_holders
from .remembered import MAY_STAND, POST, clues_of, kept_bodies, kept_pair, kept_person, page_of, person_of
from .sheets import sheet

PERSON = "person"


@dataclass(slots=True)
class Relinked:
    """What was done: documents linked and forgotten, people looked at, links by row, decisions not followed."""

    fresh: int = 0
    gone: int = 0
    touched: int = 0
    links: dict[int, Link] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


class Relinking:
    """One such run, within one transaction; `run` does it all."""

    def __init__(
        self,
        ledger: Ledger,
        memory: LinkMemory,
        model: LinkingModel,
        frequencies: LedgerFrequencies,
        decisions: Sequence[Decision],
        decided_before: Iterable[int],
    ) -> None:
        self._ledger, self._memory, self._model, self._frequencies = ledger, memory, model, frequencies
        self._decisions, self._decided_before = decisions, set(decided_before)
        self._pages: dict[str, LinkPage] = {}
        self._clues: dict[str, Clues] = {}
        self._people: dict[int, Person] = {}
        self._inside: dict[str, list[LinkPerson]] = {}
        self._seeds: set[int] = set()
        self._done = Relinked()

    def run(self, fresh: dict[str, int], gone: Sequence[str]) -> Relinked:
        """Link what came since, forget what went (`LinkMemory.changes`), heed what was decided or taken back since."""
        self._done.fresh, self._done.gone = len(fresh), len(gone)
        left = self._memory.people_in(gone)
        lost_bodies = self._memory.bodies_in(gone)
        self._seeds |= self._neighbours([p.id for p in left]) | {p.head for p in left}
        self._memory.drop(gone)
        came, bodies = self._take(fresh)
        decided = self._decided_people({*fresh, *gone})
        surnames = {(p.last, p.office) for p in (*left, *came, *decided) if p.office}
        moved = self._heads(surnames)
        self._pairs({*fresh, *moved})
        self._seeds |= {p.head for p in self._memory.people([p.id for p in (*came, *decided)])}
        self._parties()
        self._bodies([*lost_bodies, *bodies])
        self._done.conflicts = self._heeded.conflicts
        return self._done

    # --- documents --------------------------------------------------------------------------------------------------

    def _take(self, fresh: dict[str, int]) -> tuple[list[LinkPerson], list[LinkBody]]:
        """Keep the pages, people and bodies of documents that came; everybody stands for themselves as yet."""
        kept: list[LinkPerson] = []
        bodies: list[LinkBody] = []
        number = self._memory.next_person()
        for id, reading in fresh.items():
            page = sheet(self._ledger.document(id))
            clues = self._frequencies.telling(clue_hashes(page), page.office, self._model.frequencies)
            self._memory.add_pages([page_of(page, reading, clues)])
            named = [] if is_draft(id) else self._ledger.candidates(None, ClaimFilter(document=id))
            found = people(named, {id: page}, self._ledger.post_holders(id))
            mine = [kept_person(number + n, person) for n, person in enumerate(found)]
            number += len(mine)
            self._memory.add_people(mine, {m.id: block_keys(p.name) for m, p in zip(mine, found, strict=True)})
            kept += mine
            bodies += kept_bodies([c for c in named if c.type != PERSON], {id: page.office})
            self._alone(named, found)
        self._memory.add_bodies(bodies)
        return kept, bodies

    def _alone(self, named: Iterable[Candidate], found: Iterable[Person]) -> None:
        """Whoever has no name to be linked by is a party of their own."""
        linked = {row for person in found for row in person.entities}
        for c in named:
            if c.type == PERSON and c.row not in linked:
                self._done.links[c.row] = Link(party_id((c.document, c.id)))

    def _page(self, document: str) -> LinkPage:
        if document not in self._pages:
            self._pages |= self._memory.pages([document])
        return self._pages[document]

    def _clues_of(self, document: str) -> Clues:
        if document not in self._clues:
            self._clues[document] = clues_of(self._page(document))
        return self._clues[document]

    def _copies(self, one: str, other: str) -> bool:
        a, b = self._page(one), self._page(other)
        return a.mark == b.mark or alike(unpack_fingerprint(a.fingerprint), unpack_fingerprint(b.fingerprint))

    # --- decisions --------------------------------------------------------------------------------------------------

    @cached_property
    def _heeded(self) -> Heeded:
        return heed(self._decisions, Known(self._memory))

    def _decided_people(self, documents: Container[str]) -> list[LinkPerson]:
        """People of decisions that were made or taken back since the last run, or about documents that came or went."""
        now = {d.id: d for d in self._decisions}
        new = [d for id, d in now.items() if id not in self._decided_before]
        new += self._ledger.decisions_by_number(self._decided_before - set(now))
        pairs = [pair for d in (*self._decisions, *new) if (pair := decided_pair(d)) is not None]
        fresh = {decided_pair(d) for d in new}
        keys = {key for pair in pairs if pair in fresh or any(k[0] in documents for k in pair) for key in pair}
        return [p for p in self._memory.people_in({k[0] for k in keys}) if p.key in keys]

    # --- who stands for whom ----------------------------------------------------------------------------------------

    def _heads(self, surnames: Iterable[tuple[str, str]]) -> set[str]:
        """Find anew who stands for whom at these offices; returns the documents in which that changed."""
        apart = {key for pair in self._heeded.apart for key in pair}
        moved: set[str] = set()
        for last, office in sorted(surnames):
            everybody = self._memory.surnamed(last, office)
            ids = {p.key: p.id for p in everybody}
            held: dict[str, list[LinkPerson]] = {}
            for p in everybody:
                if p.post & MAY_STAND and p.key not in apart:
                    held.setdefault(p.name, []).append(p)
            head = {p.id: p.id for p in everybody}
            for name, bearers in held.items():
                told = [(p.key, bool(p.post & POST)) for p in bearers]
                surnamed = len({p.document for p in everybody})
                chosen = post_holders(told, surnamed, self._model.name_bits(name.split()))
                if chosen:
                    head |= dict.fromkeys((ids[key] for key in chosen), ids[min(chosen)])
            changed = [p for p in everybody if p.head != head[p.id]]
            self._memory.set_heads({p.id: head[p.id] for p in changed})
            # only who began or ceased to stand for themselves is paired with others, or no longer
            moved |= {p.document for p in changed if (p.head == p.id) != (head[p.id] == p.id)}
            self._seeds |= {head[p.id] for p in changed} | {head[p.head] for p in changed if p.head in head}
        return moved

    # --- pairs ------------------------------------------------------------------------------------------------------

    def _neighbours(self, people: Iterable[int]) -> set[int]:
        """The other sides of these people's pairs, and they themselves."""
        return {id for pair in self._memory.pairs_of(list(people)) for id in (pair.one, pair.other)}

    def _pairs(self, documents: set[str]) -> None:
        """Judge anew every pair with a side in these documents."""
        here = self._memory.people_in(documents)
        self._seeds |= self._neighbours([p.id for p in here])
        self._memory.drop_pairs([p.id for p in here])
        heads = [p for p in here if p.head == p.id]
        found: dict[tuple[Key, Key], Judged] = {}
        ids: dict[Key, int] = {}
        for one in heads:
            for other in self._memory.in_blocks(block_keys(self._person(one).name)):
                key = ordered((one.key, other.key))
                if one.document != other.document and key not in found:
                    judged = self._judged(one, other)
                    if judged is not None:
                        found[key] = judged
                        ids |= {one.key: one.id, other.key: other.id}
        self._memory.add_pairs(kept_pair(found[key], ids) for key in sorted(found))
        self._seeds |= set(ids.values())

    def _judged(self, one: LinkPerson, other: LinkPerson) -> Judged | None:
        a, b = (self._person(p) for p in sorted((one, other), key=lambda p: p.key))
        level = agreement(a.name, b.name)
        if level is None or (
            level != "same"
            and (better_named(a, self._names(b.document), level) or better_named(b, self._names(a.document), level))
        ):
            return None
        return judge(a, b, self._clues_of(a.document), self._clues_of(b.document), self._model, self._copies)

    def _names(self, document: str) -> Iterable[LinkName]:
        """Names of those in a document who stand for themselves."""
        if document not in self._inside:
            self._inside[document] = [p for p in self._memory.people_in([document]) if p.head == p.id]
        return [self._person(p).name for p in self._inside[document]]

    def _person(self, kept: LinkPerson) -> Person:
        if kept.id not in self._people:
            self._people[kept.id] = person_of(kept)
        return self._people[kept.id]

    # --- parties ----------------------------------------------------------------------------------------------------

    def _parties(self) -> None:
        """Join anew all pairs that hang together with what changed, and note whose party or reason is another now."""
        stands_for = self._decided_heads()
        decided = Decided(self._heeded.same, self._heeded.apart, stands_for.__getitem__)
        heads, joined, pairs = self._hanging_together(decided)
        by_key = {p.key: p for p in (self._person(h) for h in heads.values())}
        party = grouped(list(by_key), joined, lambda x, y: decided.forbids(by_key[x], by_key[y]))
        members = self._memory.headed(list(heads))
        key_of = {p.id: p.key for p in heads.values()}
        party_of = {m.key: party[key_of[m.head]] for m in members}
        told = sorted(p for p in pairs if p[0] in party_of and p[1] in party_of)
        same = [pair for pair in self._heeded.same if pair[0] in party_of and pair[1] in party_of]
        why = why_linked(told, same, party_of)
        found = {m.id: Link(party_id(party_of[m.key]), why.get(m.key, "")) for m in members}
        changed = [m for m in members if Link(m.party, m.why) != found[m.id]]
        self._memory.set_parties({m.id: found[m.id] for m in changed})
        for m in changed:
            self._done.links |= dict.fromkeys(self._person(m).entities, found[m.id])
        self._done.touched = len(members)

    def _decided_heads(self) -> dict[Key, Key]:
        """Who stands for each person of a decision."""
        keys = {k for pair in (*self._heeded.same, *self._heeded.apart) for k in pair}
        mine = {p.key: p.head for p in self._memory.people_in({k[0] for k in keys}) if p.key in keys}
        head_of = {p.id: p.key for p in self._memory.people(list(mine.values()))}
        return {key: head_of[head] for key, head in mine.items()}

    def _hanging_together(
        self, decided: Decided
    ) -> tuple[dict[int, LinkPerson], dict[tuple[Key, Key], float], list[tuple[Key, Key, float, tuple[str, ...]]]]:
        """Whoever is tied to a seed by a chain of likely or decided pairs; those pairs; all pairs among them."""
        merged: dict[Key, set[Key]] = {}
        for a, b in decided.joined:
            merged.setdefault(a, set()).add(b)
            merged.setdefault(b, set()).add(a)
        found: dict[int, LinkPerson] = {}
        pairs = {}
        edge = {p.id: p for p in self._memory.people(self._seeds)}
        edge = {id: p for id, p in edge.items() if p.head == id}
        while edge:
            found |= edge
            reached: set[int] = set()
            for pair in self._memory.pairs_of(list(edge)):
                pairs[pair.one, pair.other] = pair
                if pair.probability >= MERGE:
                    reached |= {pair.one, pair.other}
            keys = {k for p in edge.values() for k in merged.get(p.key, ())}
            reached |= {p.id for p in self._memory.people_in({k[0] for k in keys}) if p.key in keys}
            edge = {p.id: p for p in self._memory.people(reached - set(found)) if p.head == p.id}
        inside = [p for p in pairs.values() if p.one in found and p.other in found]
        told = [(found[p.one].key, found[p.other].key, p.probability, p.reasons) for p in inside]
        here = {p.key for p in found.values()}
        joined = {(one, other): chance for one, other, chance, _ in told if chance >= MERGE}
        return found, joined | {p: c for p, c in decided.joined.items() if p[0] in here}, told

    # --- bodies -----------------------------------------------------------------------------------------------------

    def _bodies(self, changed: Iterable[LinkBody]) -> None:
        """Find anew the party of every body that shares a name, by whatever chain, with one that came or went."""
        waiting: set[str] = set()
        for body in changed:
            waiting |= {body.own, *body.others}.union(*(self._memory.bearers(other) for other in body.others))
        own_of = self._cached(self._memory.first_body)
        seen: set[str] = set()
        for start in sorted(waiting):
            if start in seen or own_of(start) is None:
                continue
            together, edge = {start}, [start]
            while edge:
                near = self._near(edge.pop()) - together
                together |= near
                edge += sorted(near)
            seen |= together
            party = min(first for own in together if (first := own_of(own)) is not None)
            self._done.links |= dict.fromkeys(self._memory.join_bodies(together, party), Link(party))

    def _near(self, own: str) -> set[str]:
        """Names that mean the same body: its further names that no other name bears, and who alone bears this one."""
        others = {o for o in self._memory.other_names(own) if one_name(self._memory.bearers(o))}
        bearers = self._memory.bearers(own)
        return others | (bearers if one_name(bearers) else set())

    def _cached(self, ask: Callable[[str], str | None]) -> Callable[[str], str | None]:
        known: dict[str, str | None] = {}

        def asked(key: str) -> str | None:
            if key not in known:
                known[key] = ask(key)
            return known[key]

        return asked


class Known:
    """Whom the documents name, asked one by one."""

    def __init__(self, memory: LinkMemory) -> None:
        self._memory = memory
        self._keys: dict[str, set[Key]] = {}

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, tuple):
            return False
        document = str(key[0])
        if document not in self._keys:
            self._keys[document] = {p.key for p in self._memory.people_in([document])}
        return key in self._keys[document]
