"""Who is said to have to do with whom: groups, bodies and people as points, what is said between two as a line.

Nothing is computed for a person: every point has one size, points are listed by name, and a path between two is told
as its sentences. Victims, witnesses, kin and homes are not in the picture.
"""

import math
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from according.errors import NotInLedger
from according.linking import Party
from according.model import Claim
from according.ontology import ontology

from .days import days_of
from .desk import Desk
from .keys import slug
from .layout import place_points
from .lines import Line

RELATIONS = {
    "rival_of": "rivals",
    "allied_with": "allies",
    "part_of": "part of, under or over",
    "split_from": "split from",
    "leads": "leads",
    "member_of": "belongs to",
    "associate_of": "associated with",
    "founded": "founded",
    "owns": "owns",
    "paid": "paid",
}
"""Relations that the picture draws, and their words in its legend."""
DRAWN = 300
"""Points in a picture on the page; a larger network is listed there."""
DRAWN_APART, LINES_APART = 5000, 20_000
"""Points and lines in a picture that is fetched beside the page; a larger network is drawn once it is narrowed."""
WIDEST = 4
"""Width of the line of so many origins or more."""
LISTED = 500
"""Lines between two that are told of a network too large for one picture; the rest is counted."""
APART = 6.0
"""Between lines that say different things of the same two."""
OTHERS = 500
"""Names that a path can be asked to; the address takes any."""
WIDTH, LEAST_HEIGHT, MOST_HEIGHT, HEIGHT_OF_ONE = 960.0, 260.0, 900.0, 14.0
"""Size of the drawing: taller with more points, and beyond `DRAWN` of them as much larger as they are more."""


Pairs = dict[tuple[str, str, str, bool], list[Claim]]
"""Claims by the keys of their two parties, their predicate and whether they deny it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How the network is narrowed; every part is in the address of its page.

    `to` asks for a path from `around`; `more` are further names of which one step is added, in this order.
    """

    relation: str = ""
    stage: str = ""
    kind: str = ""
    certainty: str = ""
    since: str = ""
    until: str = ""
    around: str = ""
    to: str = ""
    more: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether any claim is left out for what it says, who says it or when."""
        return any((self.relation, self.stage, self.kind, self.certainty, self.since, self.until))

    @property
    def words(self) -> str:
        """What was asked, for the legend of a picture."""
        told = {"relation": self.relation, "stage": self.stage, "source": self.kind, "certainty": self.certainty,
                "from": self.since, "until": self.until}  # fmt: skip
        parts = [f"{name}: {value.replace('_', ' ')}" for name, value in told.items() if value]
        return "; ".join(parts) or "no filter"


@dataclass(frozen=True, slots=True)
class Node:
    """A party in the picture; `x` and `y` are in the drawing. No node is larger than another."""

    key: str
    name: str
    type: str
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Edge:
    """What is said between two: `width` follows from origins, the style of the line from the surest certainty.

    `shift` sets it beside other lines between the same two, in units of the drawing. `lines` is empty in a picture that
    is fetched beside its page.
    """

    source: str
    target: str
    relation: str
    certainty: str
    denied: bool
    origins: int
    width: int
    lines: tuple[Line, ...]
    shift: float = 0.0
    x1: float = 0.0
    y1: float = 0.0
    x2: float = 0.0
    y2: float = 0.0


@dataclass(frozen=True, slots=True)
class Network:
    """The narrowed network. `drawn` is false where it is too large for a picture on the page, which leaves out `more`
    lines; `apart` is true where it can be drawn beside the page.
    `path` holds, step by step, what is said between `around` and `to`; None where no path was asked for, empty where
    there is none. `others` are the names that a path may lead to, as (key, name), where the picture is around one.
    """

    asked: Asked
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    drawn: bool
    width: float
    height: float
    unreviewed: int
    first: str
    last: str
    around: str
    to: str
    path: tuple[tuple[str, str, tuple[Line, ...]], ...] | None
    others: tuple[tuple[str, str], ...]
    more: int = 0
    apart: bool = False
    relations: tuple[str, ...] = ()


def network(desk: Desk, asked: Asked, *, large: bool = False) -> Network:
    """The network of a ledger, narrowed as asked.

    Args:
        large: draw also what is too large for a page, its lines without their words.

    Raises:
        NotInLedger: if `around` or `to` is no party.
    """
    if asked != Asked():
        return _network(desk, asked, large)
    return desk.once(f"network {large}", lambda: _network(desk, asked, large))


def _network(desk: Desk, asked: Asked, large: bool) -> Network:
    ends = [_party(desk, key) if key else None for key in (asked.around, asked.to)]
    start, goal = (p.entities[0] if p is not None else "" for p in ends)
    more = [_party(desk, key) for key in asked.more] if start else []
    near = [ends[0], *more] if ends[0] is not None and not goal else None
    pairs, parties = _told(desk, asked, near)
    path = _path(pairs, start, goal) if start and goal else None
    steps = _steps(pairs, start, [p.entities[0] for p in more], path)
    kept = steps[-1]
    drawn_pairs = {key: told for key, told in pairs.items() if key[0] in kept and key[1] in kept}
    names = {k: desk.name(parties[k]) for k in kept if k in parties}
    others = [p for p in _related(desk) if p.entities[0] != start][:OTHERS] if start else []
    nodes = sorted((Node(k, name, parties[k].type) for k, name in names.items()), key=lambda n: n.name.casefold())
    ordered = sorted(drawn_pairs.items(), key=lambda pair: (pair[0][2], pair[0][0], pair[0][1]))
    apart = DRAWN < len(nodes) <= DRAWN_APART and len(ordered) <= LINES_APART
    drawn = len(nodes) <= DRAWN or (large and apart)
    edges = [_edge(desk, key, told, worded=not (large and apart)) for key, told in ordered[: None if drawn else LISTED]]
    if drawn:
        nodes, edges = _drawn(nodes, edges, steps)
    days = sorted(d for told in drawn_pairs.values() for c in told if (d := c.document.published))
    return Network(
        asked, tuple(nodes), tuple(edges), drawn, *_size(len(nodes)),
        sum(desk.unreviewed_lines(told) for told in drawn_pairs.values()),
        days[0] if days else "", days[-1] if days else "",
        desk.name(ends[0]) if ends[0] is not None else "",
        desk.name(ends[1]) if ends[1] is not None else "",
        None if path is None else tuple((names[a], names[b], _between(edges, a, b)) for a, b in path),
        tuple((p.entities[0], desk.name(p)) for p in others),
        len(ordered) - len(edges), apart, tuple(dict.fromkeys(key[2] for key, _ in ordered)),
    )  # fmt: skip


def _told(desk: Desk, asked: Asked, near: Sequence[Party] | None) -> tuple[Pairs, dict[str, Party]]:
    """What is said between two, by pair, and the parties by key.

    Args:
        near: only what is said of these, and between those whom that names; None for everything.
    """
    if near is None:
        pairs, parties = desk.once("pairs", lambda: _paired(desk, _claims(desk)))
        if asked.narrows:
            pairs = {key: some for key, told in pairs.items() if (some := [c for c in told if fits(c, asked)])}
        return pairs, parties
    _, parties = _paired(desk, [c for c in _about(desk, near) if fits(c, asked)])
    return _paired(desk, [c for c in _about(desk, list(parties.values())) if fits(c, asked)], inside=parties)


def _paired(
    desk: Desk, claims: Sequence[Claim], inside: Container[str] | None = None
) -> tuple[Pairs, dict[str, Party]]:
    """The claims that say something of two whom anybody may see, by pair; of two `inside` if that is given."""
    pairs: Pairs = {}
    parties: dict[str, Party] = {}
    for claim in claims:
        sides = _sides(desk, claim)
        if sides is None:
            continue
        one, other = (p.entities[0] for p in sides)
        if inside is not None and (one not in inside or other not in inside):
            continue
        parties[one], parties[other] = sides
        pairs.setdefault((one, other, claim.predicate, claim.polarity == "negated"), []).append(claim)
    return pairs, parties


def _sides(desk: Desk, claim: Claim) -> tuple[Party, Party] | None:
    """The two parties of a claim; None if it has not two, or one is protected."""
    sides = [p for a in (claim.subject, claim.object) if a is not None and (p := desk.party(a, claim)) is not None]
    if len(sides) < 2 or sides[0] is sides[1] or sides[0].protected or sides[1].protected:
        return None
    return sides[0], sides[1]


def _about(desk: Desk, parties: Sequence[Party]) -> list[Claim]:
    """The relations that are told of the parties, in the order of documents."""
    found = {id(c): c for p in parties for c in desk.about(p) if c.predicate in RELATIONS}
    return sorted(found.values(), key=lambda c: (c.document.id, c.evidence[0].start))


def _related(desk: Desk) -> list[Party]:
    """Everybody of whom a relation is told, by name."""

    def found() -> list[Party]:
        parties = {p.entities[0]: p for c in _claims(desk) for p in _sides(desk, c) or ()}
        return sorted(parties.values(), key=lambda p: p.name.casefold())

    return desk.once("related", found)


def _between(edges: Sequence[Edge], a: str, b: str) -> tuple[Line, ...]:
    return tuple(line for e in edges if {e.source, e.target} == {a, b} for line in e.lines)


def _claims(desk: Desk) -> list[Claim]:
    return desk.once("relations", lambda: [c for c in desk.claims if c.predicate in RELATIONS])


def _party(desk: Desk, key: str) -> Party:
    party = desk.party_of.get(key)
    if party is None or party.protected:
        raise NotInLedger("nobody and nothing of that name is in this ledger. Start the network from a profile.")
    return party


def fits(claim: Claim, asked: Asked) -> bool:
    """Whether the claim is one of those that were asked for."""
    days = days_of(claim.document.published or "")
    since, until = days_of(asked.since), days_of(asked.until)
    return (
        asked.relation in ("", claim.predicate)
        and asked.stage in ("", claim.stage)
        and asked.kind in ("", claim.innermost.kind)
        and asked.certainty in ("", claim.certainty)
        and ((since is None and until is None) or (days is not None and days.meets(since, until)))
    )


def _steps(pairs: Pairs, start: str, more: Sequence[str], path: Sequence[tuple[str, str]] | None) -> list[set[str]]:
    """The points, and before them those without each further name: all; those one step around `start`; of a path."""
    if path is not None:
        return [{key for step in path for key in step}]
    if not start:
        return [{k for a, b, _, _ in pairs for k in (a, b)}]
    steps: list[set[str]] = [set()]
    for centre in (start, *more):
        steps.append(steps[-1] | {centre} | {k for a, b, _, _ in pairs for k in (a, b) if centre in (a, b)})
    return steps[1:]


def _path(pairs: Pairs, start: str, goal: str) -> tuple[tuple[str, str], ...]:
    """The fewest steps from one to the other along what is affirmed; the first by key where there are several."""
    beside: dict[str, set[str]] = {}
    for a, b, _, denied in pairs:
        if not denied:
            beside.setdefault(a, set()).add(b)
            beside.setdefault(b, set()).add(a)
    before: dict[str, str] = {start: ""}
    edge = [start]
    while edge and goal not in before:
        reached = [(n, here) for here in edge for n in sorted(beside.get(here, ())) if n not in before]
        for there, here in reached:
            before.setdefault(there, here)
        edge = list(dict.fromkeys(there for there, _ in reached))
    if goal not in before:
        return ()
    steps, here = [], goal
    while before[here]:
        steps.append((before[here], here))
        here = before[here]
    return tuple(reversed(steps))


def _edge(desk: Desk, key: tuple[str, str, str, bool], claims: Sequence[Claim], *, worded: bool) -> Edge:
    origins = desk.origins(claims)
    lines = tuple(desk.lines(claims)) if worded else ()
    surest = min((c.certainty for c in claims), key=list(ontology().certainty).index)
    return Edge(key[0], key[1], key[2], surest, key[3], origins, min(origins, WIDEST), lines)


def _drawn(nodes: Sequence[Node], edges: Sequence[Edge], steps: Sequence[set[str]]) -> tuple[list[Node], list[Edge]]:
    """The same with their places in the drawing: what stood there before a step stays where it was."""
    places: dict[str, tuple[float, float]] = {}
    for step in steps:
        keys = [n.key for n in nodes if n.key in step]
        lines = [(e.source, e.target) for e in edges if e.source in step and e.target in step]
        places = place_points(keys, lines, _size(len(keys)), places)
    beside = Counter(frozenset((e.source, e.target)) for e in edges)
    seen: Counter[frozenset[str]] = Counter()
    drawn = []
    for e in edges:
        pair = frozenset((e.source, e.target))
        shift = (seen[pair] - (beside[pair] - 1) / 2) * APART * (1 if e.source < e.target else -1)
        seen[pair] += 1
        x1, y1, x2, y2 = _ends(places[e.source], places[e.target], shift)
        drawn.append(replace(e, shift=shift, x1=x1, y1=y1, x2=x2, y2=y2))
    return [replace(n, x=places[n.key][0], y=places[n.key][1]) for n in nodes], drawn


def _ends(one: tuple[float, float], other: tuple[float, float], shift: float) -> tuple[float, float, float, float]:
    """Where a line begins and ends that runs so far beside the two points."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    far = math.hypot(dx, dy) or 1.0
    x, y = -dy / far * shift, dx / far * shift
    return round(one[0] + x, 1), round(one[1] + y, 1), round(other[0] + x, 1), round(other[1] + y, 1)


def _size(nodes: int) -> tuple[float, float]:
    wider = max(1.0, math.sqrt(nodes / DRAWN))
    return round(WIDTH * wider, 1), round(min(LEAST_HEIGHT + HEIGHT_OF_ONE * nodes, MOST_HEIGHT) * wider, 1)


def compact(view: Network) -> dict[str, object]:
    """A drawn network in short, for a script that draws it: points by number, relations and certainties by theirs."""
    numbers = {n.key: i for i, n in enumerate(view.nodes)}
    relations = list(view.relations)
    certain = list(ontology().certainty)
    return {
        "width": view.width,
        "height": view.height,
        "relations": relations,
        "certainties": certain,
        "nodes": [[n.key, slug(n.key), n.name, n.type, n.x, n.y] for n in view.nodes],
        "lines": [
            [numbers[e.source], numbers[e.target], relations.index(e.relation), certain.index(e.certainty),
             int(e.denied), e.width, e.shift]
            for e in view.edges
        ],
    }  # fmt: skip


def choices() -> dict[str, dict[str, str]]:
    """What the network can be narrowed by, with the words of each value."""
    known = ontology()
    return {
        "relation": RELATIONS,
        "stage": {name: stage.label for name, stage in known.stages.items()},
        "kind": dict(known.kinds),
        "certainty": dict(known.certainty),
    }
