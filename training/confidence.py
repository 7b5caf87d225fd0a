"""`python -m training.confidence`: how often each pattern is right on the annotated documents, for `claims/confidence`.

A claim is right if it fits an annotation and overstates none. A pattern's share is drawn toward its family's and the
family's toward that of all, so that a pattern seen twice is not sure of itself; then one shift on the log-odds scale
for documents of authorities and one for all others. What the file is worth is measured on folds that share no
defendant: every fold is predicted from the others.
"""

import argparse
import importlib.util
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from according.claims.confidence import Calibration

Json = dict[str, Any]
FOLDS = 5
TIE = "tie"
"""Patterns of this family were trained on the annotated documents, so they are judged on documents kept from them."""
DRAWN = 50.0
"""Claims' worth of weight of the family's share in a pattern's; tried 4 to 300 on the folds, best at 30 to 50."""
BINS = 10
SHIFTS = [i / 50 for i in range(-100, 101)]
FILE = Path("src/according/claims/data/confidence.toml")


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim of the machine: its document, pattern, kind of document, and whether it was right."""

    document: str
    rule: str
    voice: str
    right: bool


def main(arguments: list[str] | None = None) -> int:
    """Judge predictions, print reliability on held-out folds, and write the file if asked."""
    parser = argparse.ArgumentParser(prog="python -m training.confidence", description=__doc__)
    parser.add_argument("--pred", type=Path, required=True, help="claims of the engine on the annotated documents")
    parser.add_argument("--gold", type=Path, required=True, help="gold files (python -m training.annotation gold)")
    parser.add_argument("--scorers", type=Path, required=True, help="folder of claims_score.py")
    parser.add_argument(
        "--unseen", type=Path, help="claims of an engine whose ties were trained without some of the documents: theirs"
    )
    parser.add_argument("--check", type=Path, nargs=2, metavar=("PRED", "GOLD"), help="measure on these, too")
    parser.add_argument("--write", type=Path, nargs="?", const=FILE, help="write the data file")
    given = parser.parse_args(arguments)
    scorer = _scorer(given.scorers)
    judged = judge(scorer, given.pred, given.gold)
    if given.unseen:
        of_ties = [j for j in judge(scorer, given.unseen, given.gold) if _family(j.rule) == TIE]
        judged = [j for j in judged if _family(j.rule) != TIE] + of_ties
    groups = matters(given.gold)
    held = held_out(judged, groups)
    _print("held-out folds", held)
    fitted = fit(judged)
    if given.check:
        other = judge(scorer, *given.check)
        _print("other documents", [(fitted.of(j.rule, j.voice), j.right) for j in other])
    if given.write:
        given.write.write_text(written(fitted, judged), encoding="utf-8")
    return 0


def judge(scorer: ModuleType, pred: Path, gold: Path) -> list[Judged]:
    """Each prediction with whether the scorer found it right."""
    docmap = json.loads((gold / "docs.json").read_text(encoding="utf-8"))
    golds = scorer.load_gold(str(gold))
    predicted, _ = scorer.load_pred(str(pred))
    by_document, _ = scorer.assign(predicted, golds, docmap)
    found = []
    for one in golds:
        claims = by_document.get(one.id, [])
        result = scorer.score_doc(one, claims)
        harmful = {i for i, *_ in result["over"]} | {i for i, _ in result["sprung"]}
        for i, claim in enumerate(claims):
            right = result["status"][i] != "wrong" and i not in harmful
            voice = "author" if claim["attribution"][0]["kind"] in ("author", "outlet") else "authority"
            found.append(Judged(one.id, claim.get("rule", ""), _voice(claims) or voice, right))
    return found


def _voice(claims: Sequence[Json]) -> str:
    """`author` if any claim of the document is in the writer's own voice, else that of the authority that issued it."""
    return "author" if any(c["attribution"][0]["kind"] == "author" for c in claims) else "authority"


def fit(judged: Iterable[Judged]) -> Calibration:
    """Shares by pattern and the shift of each kind of document."""
    seen = list(judged)
    told, right = Counter(j.rule for j in seen), Counter(j.rule for j in seen if j.right)
    every = right.total() / max(told.total(), 1)
    family_told, family_right = Counter(map(_family, told.elements())), Counter(map(_family, right.elements()))
    family = {f: _drawn(family_right[f], n, every) for f, n in family_told.items()}
    rules = {rule: (_drawn(right[rule], n, family[_family(rule)]), n) for rule, n in told.items()}
    unshifted = Calibration("", every, {"author": 0.0, "authority": 0.0}, family, rules)
    shifts = {voice: _shift(unshifted, [j for j in seen if j.voice == voice]) for voice in ("author", "authority")}
    return Calibration("", every, shifts, family, rules)


def _family(rule: str) -> str:
    return rule.partition(".")[0]


def _drawn(right: int, told: int, toward: float) -> float:
    return (right + DRAWN * toward) / (told + DRAWN)


def _shift(plain: Calibration, judged: Sequence[Judged]) -> float:
    """The shift under which the claims are likeliest."""
    if not judged:
        return 0.0
    odds = [(math.log((p := plain.of(j.rule, j.voice)) / (1 - p)), j.right) for j in judged]

    def likelihood(shift: float) -> float:
        return sum(-math.log1p(math.exp(-(o + shift) if right else o + shift)) for o, right in odds)

    return max(SHIFTS, key=likelihood)


def matters(gold: Path) -> dict[str, str]:
    """For each document a key that documents with a defendant of the same full name share."""
    home: dict[str, str] = {}
    of_name: dict[str, str] = {}
    for path in sorted(gold.glob("*.json")):
        one = json.loads(path.read_text(encoding="utf-8"))
        if "claims" not in one:
            continue
        doc = one["doc"]
        home[doc] = doc
        accused = {c["subject"] for c in one["claims"] if c["stage"] and isinstance(c["subject"], str)}
        names = {n.casefold() for e in one["entities"] if e["id"] in accused for n in e["names"] if " " in n}
        for name in sorted(names):
            other = of_name.setdefault(name, doc)
            joined, into = home[doc], home[other]
            home = {d: into if h == joined else h for d, h in home.items()}
    return home


def held_out(judged: Sequence[Judged], groups: dict[str, str]) -> list[tuple[float, bool]]:
    """Confidence of every claim as given by the folds that it is not in, and whether it was right."""
    order = sorted(set(groups.values()))
    fold = {doc: order.index(group) % FOLDS for doc, group in groups.items()}
    found = []
    for number in range(FOLDS):
        fitted = fit(j for j in judged if fold[j.document] != number)
        found += [(fitted.of(j.rule, j.voice), j.right) for j in judged if fold[j.document] == number]
    return found


def reliability(pairs: Sequence[tuple[float, bool]]) -> tuple[float, list[tuple[float, float, int]]]:
    """The expected calibration error, and for each bin its mean confidence, share right and size.

    Source: Naeini, Cooper and Hauskrecht 2015; ten bins of equal width.
    """
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in pairs:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    table = [
        (sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside), len(inside))
        for _, inside in sorted(bins.items())
    ]
    error = sum(abs(mean - share) * n for mean, share, n in table) / max(len(pairs), 1)
    return error, table


def written(fitted: Calibration, judged: Sequence[Judged]) -> str:
    """The data file."""
    documents = len({j.document for j in judged})
    lines = [
        "# How often each pattern was right on the annotated documents; written by `python -m training.confidence`.",
        f'version = "1, {documents} documents, {len(judged)} claims"',
        f"every = {fitted.every:.4f}",
        "", "[shifts]", *(f"{voice} = {shift:.2f}" for voice, shift in sorted(fitted.shifts.items())),
        "", "[families]", *(f'"{name}" = {share:.4f}' for name, share in sorted(fitted.families.items())),
        "", "# share right, drawn toward the family's; how many claims were seen",
        "[rules]", *(f'"{rule}" = [{share:.4f}, {told}]' for rule, (share, told) in sorted(fitted.rules.items())),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _print(name: str, pairs: Sequence[tuple[float, bool]]) -> None:
    error, table = reliability(pairs)
    sys.stdout.write(f"{name}: {len(pairs)} claims, ECE {error:.3f}\n")
    for mean, share, number in table:
        sys.stdout.write(f"  said {mean:.2f}, right {share:.2f}, {number} claims\n")


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("claims_score", folder / "claims_score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{folder} has no claims_score.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


if __name__ == "__main__":
    raise SystemExit(main())
