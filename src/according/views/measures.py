"""Measures of the network of groups and places: none for a person, none sorted by, none in an export.

Degree is the number of neighbours; betweenness the share of shortest paths between others that lead through a point
(U. Brandes, "A faster algorithm for betweenness centrality", 2001); communities are found by label propagation
(U. Raghavan et al., 2007) in order of name, so that they come out the same each time. All rest on affirmed claims only,
narrowed by what was asked for.
"""

from collections import Counter, deque
from dataclasses import dataclass

from .desk import Desk
from .network import Asked, fits
from .relations import RELATIONS

MEASURED = ("group", "organization", "place")
"""Types of parties that may be measured."""
_PREDICATES = (*RELATIONS, "operates_in", "originated_in", "moved_to")
MOST_ROUNDS = 50

Graph = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One group or place. `betweenness` is 0..1; `community` is the first name of those it belongs with."""

    key: str
    name: str
    type: str
    degree: int
    betweenness: float
    community: str


def measures(desk: Desk, asked: Asked | None = None) -> list[Measure]:
    """Every group, organisation and place that a relation or presence is told of, by name."""
    graph: Graph = {}
    names: dict[str, tuple[str, str]] = {}
    for claim in desk.claims:
        if claim.predicate not in _PREDICATES or claim.polarity == "negated" or not fits(claim, asked or Asked()):
            continue
        sides = [desk.party(a, claim) for a in (claim.subject, claim.object) if a is not None]
        parties = [p for p in sides if p is not None and p.type in MEASURED]
        if len(parties) < 2 or parties[0] is parties[1]:
            continue
        one, other = (p.entities[0] for p in parties)
        names |= {p.entities[0]: (desk.shown(p.name), p.type) for p in parties}
        graph.setdefault(one, set()).add(other)
        graph.setdefault(other, set()).add(one)
    between, community = betweenness(graph), communities(graph)
    found = [
        Measure(key, *names[key], len(graph[key]), round(between[key], 4), names[community[key]][0]) for key in graph
    ]
    return sorted(found, key=lambda m: (m.name.casefold(), m.key))


def betweenness(graph: Graph) -> dict[str, float]:
    """Share of the shortest paths between all other pairs that lead through each point, 0..1 (Brandes 2001)."""
    found = dict.fromkeys(graph, 0.0)
    for source in graph:
        order: list[str] = []
        before: dict[str, list[str]] = {source: []}
        paths, distance, waiting = Counter({source: 1.0}), {source: 0}, deque([source])
        while waiting:
            at = waiting.popleft()
            order.append(at)
            for near in sorted(graph[at]):
                if near not in distance:
                    distance[near] = distance[at] + 1
                    before[near] = []
                    waiting.append(near)
                if distance[near] == distance[at] + 1:
                    paths[near] += paths[at]
                    before[near].append(at)
        share = dict.fromkeys(order, 0.0)
        for at in reversed(order):
            for earlier in before[at]:
                share[earlier] += paths[earlier] / paths[at] * (1 + share[at])
            if at != source:
                found[at] += share[at]
    pairs = (len(graph) - 1) * (len(graph) - 2)
    return {key: value / pairs if pairs > 0 else 0.0 for key, value in found.items()}


def communities(graph: Graph) -> dict[str, str]:
    """The community of each point, named by its smallest member."""
    label = {key: key for key in graph}
    for _ in range(MOST_ROUNDS):
        changed = False
        for key in sorted(graph):
            counts = Counter(label[near] for near in graph[key])
            best = min((-number, name) for name, number in counts.items())[1] if counts else label[key]
            if counts and counts[best] > counts.get(label[key], 0):
                label[key], changed = best, True
        if not changed:
            break
    first: dict[str, str] = {}
    for key in sorted(graph):
        first.setdefault(label[key], key)
    return {key: first[label[key]] for key in graph}
