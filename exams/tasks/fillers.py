"""Role fillers of a message to the entities that a MUC-4 template lists: one string for each, one template a type."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from according.model import Reading, RoleFiller

ROLES = ("perp_ind", "perp_org", "target", "victim", "weapon")
LEAST = 0.08
"""Probability above which a filler counts, after what the message as a whole is worth. Tuned on MUC-4 dev."""
ARTICLES = re.compile(r"\b(?:a|an|the)\b")


@dataclass(frozen=True, slots=True)
class Party:
    """One entity in one role: the string that is surest, its probability, and the type of its incident."""

    role: str
    name: str
    incident: str
    score: float


def parties(reading: Reading, *, least: float = LEAST) -> list[Party]:
    """The entities in each role, surest first; forms of one entity are told once.

    A message in which nothing is sure tells of no incident that counts: every probability is weighed with its highest.
    """
    worth = _surest(reading.fillers)
    by_form: dict[tuple[str, str], list[RoleFiller]] = defaultdict(list)
    for filler in reading.fillers:
        by_form[filler.role, plain(reading.text[filler.start : filler.end])].append(filler)
    links = _entities(reading)
    kept: list[tuple[Party, str, set[int]]] = []
    ranked = sorted(by_form.items(), key=lambda item: (-_surest(item[1]), min(f.start for f in item[1])))
    for (role, form), fillers in ranked:
        if _surest(fillers) * worth <= least or not form:
            continue
        own = {links[f.start, f.end] for f in fillers if (f.start, f.end) in links}
        if any(p.role == role and (own & other or is_same(form, theirs)) for p, theirs, other in kept):
            continue
        first = max(fillers, key=lambda f: f.score)
        name = " ".join(reading.text[first.start : first.end].split())
        kept.append((Party(role, name, _incident(fillers), first.score), form, own))
    return [party for party, _, _ in kept]


def plain(text: str) -> str:
    """Lower case, without articles and punctuation, as the scorer compares."""
    return " ".join(ARTICLES.sub(" ", re.sub(r"[^\w\s]", "", text.lower())).split())


def is_same(one: str, other: str) -> bool:
    """Whether two forms name the same: the words of one are among the other's, or are its initials."""
    a, b = sorted((one.split(), other.split()), key=len)
    singular = {w.removesuffix("s") for w in b}
    return all(w.removesuffix("s") in singular for w in a) or (len(a) == 1 and a[0] == "".join(w[0] for w in b))


def _surest(fillers: Iterable[RoleFiller]) -> float:
    return max((f.score for f in fillers), default=0.0)


def _incident(fillers: Sequence[RoleFiller]) -> str:
    weight: dict[str, float] = defaultdict(float)
    for f in fillers:
        weight[f.incident] += f.score
    return max(weight, key=lambda kind: weight[kind])


def _entities(reading: Reading) -> dict[tuple[int, int], int]:
    return {(m.start, m.end): m.entity for m in reading.mentions if m.entity >= 0}
