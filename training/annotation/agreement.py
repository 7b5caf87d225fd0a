"""How far two annotators of one document agree: F1 of claims by predicate, and of each field on shared claims."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from according.ontology import ontology

Json = dict[str, Any]
FIELDS = ("stage", "certainty", "polarity", "speaker")


def agreement(pairs: Iterable[tuple[Json, Json]]) -> dict[str, dict[str, float]]:
    """Compare two stand-off annotations of each document.

    Two claims are the same where predicate, sentence and the arguments agree: an argument by overlapping mentions or by
    code or type of incident; the arguments of a symmetric predicate in either order. Each claim is matched once.

    Args:
        pairs: the two annotations of each document.

    Returns:
        `{predicate: {"both", "first", "second", "f1"}}` with a line `all` and a line `all, any incident`, which does
        not ask for the same type of incident, and for `field NAME` the share of claims made by both on which they
        agree, out of `both`.
    """
    compared = list(pairs)
    made, agreed = _compared(compared)
    total = sum(made.values(), Counter())
    table = {name: _line(counted) for name, counted in sorted(made.items())} | {"all": _line(total)}
    table["all, any incident"] = _line(sum(_compared(compared, typed=False)[0].values(), Counter()))
    for name in FIELDS:
        table[f"field {name}"] = {"both": total["both"], "agreed": agreed[name] / max(1, total["both"])}
    return table


def _compared(pairs: list[tuple[Json, Json]], *, typed: bool = True) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Claims made, by predicate and reading, and fields agreed on."""
    made: dict[str, Counter[str]] = {}
    agreed: Counter[str] = Counter()
    for first, second in pairs:
        left = list(second["claims"])
        for claim in first["claims"]:
            made.setdefault(claim["predicate"], Counter())["first"] += 1
            twin = next((c for c in left if _same(claim, c, typed)), None)
            if twin is None:
                continue
            left.remove(twin)
            made[claim["predicate"]]["both"] += 1
            agreed.update(name for name in FIELDS if _field(claim, name) == _field(twin, name))
        for claim in second["claims"]:
            made.setdefault(claim["predicate"], Counter())["second"] += 1
    return made, agreed


def _line(counted: Counter[str]) -> dict[str, float]:
    both, first, second = counted["both"], counted["first"], counted["second"]
    return {"both": both, "first": first, "second": second, "f1": 2 * both / max(1, first + second)}


def _same(a: Json, b: Json, typed: bool) -> bool:
    if a["predicate"] != b["predicate"] or not _overlap(a["sentence"], b["sentence"]):
        return False
    if _argument(a["subject"], b["subject"], typed) and _argument(a["object"], b["object"], typed):
        return True
    turned = ontology().predicates[a["predicate"]].symmetric
    return turned and _argument(a["subject"], b["object"], typed) and _argument(a["object"], b["subject"], typed)


def _argument(a: Json | None, b: Json | None, typed: bool) -> bool:
    if a is None or b is None:
        return a is b
    if a.get("code") or b.get("code"):
        return a.get("code") == b.get("code")
    if not typed and a["type"] == b["type"] == "Incident":
        return True
    if a.get("incident_type") or b.get("incident_type"):
        return a.get("incident_type") == b.get("incident_type")
    if a.get("mention") is None or b.get("mention") is None:
        return a.get("mention") == b.get("mention")
    return _overlap(a["mention"], b["mention"])


def _overlap(a: list[int], b: list[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _field(claim: Json, name: str) -> Any:
    return claim["attribution"][-1]["kind"] if name == "speaker" else claim[name]
