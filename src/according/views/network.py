"""Who is said to have to do with whom: groups, bodies and people as points, what is said between two as a line.

Nothing is computed for a person: every point has one size, points are listed by name, and a path between two is told
as its sentences. Victims, witnesses, kin and homes are not in the picture.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from according.errors import NotInLedger
from according.linking import Party
from according.model import Claim
from according.ontology import ontology

from .days import days_of
from .desk import Desk
from .keys import slug
from .layout import place_points
from .lines import Line
from .relations import RELATIONS, Pair, Relations, tally_of

DRAWN = 300
"""Points in a picture on the page; a larger network is listed there."""
DRAWN_APART, LINES_APART = 5000, 20_000
"""Points and lines in a picture that is fetched beside the page; a larger network is drawn once it is narrowed."""
WIDEST = 4
"""Width of the line of so many origins or more."""
LISTED = 100
"""Lines between two that a page tells in words; the rest is counted, and drawn."""
APART = 6.0
"""Between lines that say different things of the same two."""
OTHERS = 500
"""Names that a path can be asked to; the address takes any."""
WIDTH, LEAST_HEIGHT, MOST_HEIGHT, HEIGHT_OF_ONE = 960.0, 260.0, 900.0, 14.0
"""Size of the drawing: taller with more points, and beyond `DRAWN` of them as much larger as they are more."""


Pairs = dict[Pair, list[Claim]]


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
    """The narrowed network of `size` points.

    `drawn` is false where it is too large for a picture on the page, which leaves out `more` lines; `apart` is true
    where it can be drawn beside the page. One too large for any picture has in `nodes` only those of the lines told.
    The first `LISTED` edges have their words. `path` holds, step by step, what is said between `around` and `to`; None
    where no path was asked for, empty where there is none. `others` are the names that a path may lead to, as (key,
    name), where the picture is around one.
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
    size: int = 0


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
    more = [_party(desk, key).entities[0] for key in asked.more] if start else []
    path = _path(desk.relations, asked, start, goal) if start and goal else None
    steps = _steps(desk.relations, asked, [start, *more], path)
    pairs = _pairs(desk.relations, asked, steps[-1] if steps else None)
    kept = {key for pair in pairs for key in pair[:2]}.union(*steps[-1:])
    apart = DRAWN < len(kept) <= DRAWN_APART and len(pairs) <= LINES_APART
    drawn = len(kept) <= DRAWN or (large and apart)
    first = sorted(pairs, key=_by_relation) if drawn else nsmallest(LISTED, pairs, key=_by_relation)
    worded = 0 if large and apart else len(first) if path is not None else LISTED
    edges = [_edge(desk, pair, pairs[pair], worded=n < worded) for n, pair in enumerate(first)]
    parties = {k: desk.relations.parties.get(k) or _party(desk, k) for k in kept}
    if len(kept) > DRAWN_APART:
        parties = {k: parties[k] for pair in first for k in pair[:2]}
    nodes = sorted((Node(k, desk.name(p), p.type) for k, p in parties.items()), key=lambda n: n.name.casefold())
    if drawn:
        nodes, edges = _drawn(nodes, edges, steps or [kept])
    tallies = [tally_of(pairs[p]) if asked.narrows else desk.relations.tally(p) for p in pairs]
    others = [p for p in desk.relations.by_name[: OTHERS + 1] if p.entities[0] != start][:OTHERS] if start else []
    names = {n.key: n.name for n in nodes}
    return Network(
        asked, tuple(nodes), tuple(edges), drawn, *_size(len(kept)),
        sum(t.unreviewed for t in tallies),
        min((t.first for t in tallies if t.first), default=""), max((t.last for t in tallies), default=""),
        desk.name(ends[0]) if ends[0] is not None else "",
        desk.name(ends[1]) if ends[1] is not None else "",
        None if path is None else tuple((names[a], names[b], _between(edges, a, b)) for a, b in path),
        tuple((p.entities[0], desk.name(p)) for p in others),
        len(pairs) - len(edges), apart, tuple(sorted({pair[2] for pair in pairs})), len(kept),
    )  # fmt: skip


def _by_relation(pair: Pair) -> tuple[str, str, str]:
    return pair[2], pair[0], pair[1]


def _pairs(told: Relations, asked: Asked, inside: set[str] | None) -> Pairs:
    """The claims that were asked for, by pair.

    Args:
        inside: only what is said between two of these parties; None for all.
    """
    pairs = told.pairs if inside is None else {pair: told.pairs[pair] for pair in told.among(inside)}
    if not asked.narrows:
        return pairs
    return {pair: some for pair, claims in pairs.items() if (some := [c for c in claims if fits(c, asked)])}


def _between(edges: Sequence[Edge], a: str, b: str) -> tuple[Line, ...]:
    return tuple(line for e in edges if {e.source, e.target} == {a, b} for line in e.lines)


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


def _is_told(told: Relations, asked: Asked, pair: Pair) -> bool:
    return not asked.narrows or any(fits(c, asked) for c in told.pairs[pair])


def _steps(
    told: Relations, asked: Asked, centres: Sequence[str], path: Sequence[tuple[str, str]] | None
) -> list[set[str]]:
    """The points, and before them those without each further name: those of a path; one step around the names; none
    where there is no name to begin at."""
    if path is not None:
        return [{key for step in path for key in step}]
    steps: list[set[str]] = []
    for centre in centres if centres[0] else ():
        near = {key for pair in told.of.get(centre, ()) if _is_told(told, asked, pair) for key in pair[:2]}
        steps.append((steps[-1] if steps else set()) | {centre} | near)
    return steps


def _path(told: Relations, asked: Asked, start: str, goal: str) -> tuple[tuple[str, str], ...]:
    """The fewest steps from one to the other along what is affirmed; the first by key where there are several."""
    before: dict[str, str] = {start: ""}
    edge = [start]
    while edge and goal not in before:
        reached = [(n, here) for here in edge for n in _affirmed_beside(told, asked, here) if n not in before]
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


def _affirmed_beside(told: Relations, asked: Asked, key: str) -> list[str]:
    pairs = (pair for pair in told.of.get(key, ()) if not pair[3] and _is_told(told, asked, pair))
    return sorted({end for pair in pairs for end in pair[:2] if end != key})


def _edge(desk: Desk, key: Pair, claims: Sequence[Claim], *, worded: bool) -> Edge:
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
