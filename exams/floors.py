"""Figures that cannot sink in silence: every task predicted, scored by the public scorers, held against pinned floors.

`floors.toml` keeps, for each task, the figures as pinned and the digest of the dev data they were measured on. A figure
may fall by the noise margin before the check fails; `--pin` raises floors and never lowers one. Lowering a floor is an
edit of the file by hand, with the reason in the commit.
"""

import hashlib
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .predict import predict

FLOORS = Path(__file__).with_name("floors.toml")
MARGIN = 0.5
"""Points a figure may fall below its floor; the spread of repeated trainings on the dev sets is wider than this."""


@dataclass(frozen=True, slots=True)
class Exam:
    """Where a task's dev data lie and which scorer reads its prediction."""

    data: str
    scorer: str
    gold: str
    words: str | None = None


EXAMS = {
    "polnear": Exam("polnear/dev.jsonl", "polnear_score.py", "polnear/dev.jsonl"),
    "quotes": Exam("polnear/dev.jsonl", "quote_score.py", "polnear/quotes-dev.jsonl"),
    "gum": Exam("gum/dev.jsonl", "gum_score.py", "gum/dev.jsonl"),
    "ewt": Exam("ewt/dev.conllu.xz", "parse_score.py", "ewt/dev.conllu.xz"),
    "muc4": Exam("muc4/dev.jsonl", "muc4_score.py", "muc4/dev.jsonl"),
    "re3d": Exam("re3d/train.jsonl", "re3d_score.py", "re3d/train.jsonl"),
    "ner": Exam("uner-ewt/train.jsonl", "ner_score.py", "uner-ewt/train.jsonl"),
    "factuality": Exam(
        "uds-factuality/dev.jsonl", "factuality_score.py", "uds-factuality/dev.jsonl", words="ewt/dev.conllu.xz"
    ),
    "claims": Exam("claims-dev/docs.jsonl", "claims_score.py", "claims-dev"),
}


def check_floors(data: Path, scorers: Path, out: Path, *, tasks: Iterable[str], pin: bool) -> int:
    """Predict and score each task, print its figures, and compare them with the floors.

    Args:
        data: folder of the corpora. scorers: folder of the scorers; the claims dev gold lies in it too.
        out: folder for predictions and score reports, made if missing.
        tasks: names of `EXAMS`.
        pin: write higher figures into `floors.toml`.

    Returns:
        0 if every floor holds, else 1.
    """
    out.mkdir(parents=True, exist_ok=True)
    pinned = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    sunk = []
    for task in tasks:
        figures = dict(_figures(task, data, scorers, out))
        floors = pinned.setdefault(task, {})
        for name, floor in floors.get("figures", {}).items():
            if _worse(name, figures.get(name, 0.0), floor):
                sunk.append(f"{task}: {name} fell to {figures.get(name, 0.0):.2f}, its floor is {floor:.2f}")
        for name, value in figures.items():
            sys.stdout.write(f"{task:10} {name:40} {value:8.2f}\n")
        if pin:
            floors["digest"] = _digest(_path(task, data, scorers))
            floors["figures"] = _raised(floors.get("figures", {}), figures)
    if pin:
        FLOORS.write_text("".join(_toml(pinned)), encoding="utf-8")
    for line in sunk:
        sys.stderr.write(line + "\n")
    return 1 if sunk else 0


def _path(task: str, data: Path, scorers: Path) -> Path:
    return (scorers if task == "claims" else data) / EXAMS[task].data


def _figures(task: str, data: Path, scorers: Path, out: Path) -> Iterator[tuple[str, float]]:
    exam = EXAMS[task]
    target = out / f"{task}.{'conllu' if task == 'ewt' else 'jsonl'}"
    predict(task, _path(task, data, scorers), target, words=data / exam.words if exam.words else None)
    command = [sys.executable, str(scorers / exam.scorer)]
    if task == "claims":
        gold = scorers / exam.gold
        command += ["--pred", str(target), "--gold", str(gold), "--docmap", str(gold / "docs.json")]
    else:
        report = out / f"{task}.json"
        command += [str(target), "--gold", str(data / exam.gold), "--json", str(report)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    (out / f"{task}.txt").write_text(told, encoding="utf-8")
    yield from (
        _claim_figures(told)
        if task == "claims"
        else _json_figures(json.loads(report.read_text(encoding="utf-8")), WANTED[task])
    )


WANTED: dict[str, dict[str, str]] = {
    "polnear": {
        "token source F1": "TOKEN.source.f1",
        "token cue F1": "TOKEN.cue.f1",
        "token content F1": "TOKEN.content.f1",
        "exact source F1": "EXACT.source.f1",
        "exact cue F1": "EXACT.cue.f1",
        "exact content F1": "EXACT.content.f1",
    },
    "quotes": {"quotation and speaker F1": "BOTH.f1"},
    "gum": {"named F1": "mentions.named exact.f1", "coreference CoNLL F1": "coref.ontonotes.conll"},
    "ewt": {name: name for name in ("Words", "UPOS", "XPOS", "Lemma", "UAS", "LAS")},
    "muc4": {"role fillers F1": "REE.micro.f1", "templates F1": "TF.micro.f1"},
    "re3d": {"entity exact F1": "ENTITY.exact.f1", "relation F1": "RELATION.strict.f1"},
    "ner": {"F1": "all.f1"},
    "factuality": {"r": "r", "MAE": "mae"},
}
"""Figures kept, by name, as dotted paths into the scorer's JSON report."""


def _json_figures(report: Any, wanted: dict[str, str]) -> Iterator[tuple[str, float]]:
    for name, path in wanted.items():
        value = report
        for step in path.split("."):
            value = value[step]
        yield name, float(value)


CLAIM_FIGURES = (
    "overstatements", "traps", "f1", "precision", "recall", "recall3", "stage", "certainty", "polarity", "attr_kind",
    "attr_source", "attr_chain", "anonymous", "date",
)  # fmt: skip
"""Figures of the claims scorer that are kept; counts of predictions are neither good nor bad by themselves."""


def _claim_figures(told: str) -> Iterator[tuple[str, float]]:
    """Figures of the claims scorer: the JSON object in the last line that it prints; shares become per cent."""
    found = json.loads(told.strip().splitlines()[-1])
    for name in CLAIM_FIGURES:
        if isinstance(found.get(name), int | float):
            yield name, 100 * found[name] if isinstance(found[name], float) else found[name]


LOWER_IS_BETTER = ("overstatement", "trap", "mae")


def _worse(name: str, value: float, floor: float) -> bool:
    if any(word in name.lower() for word in LOWER_IS_BETTER):
        return value > floor
    return value < floor - MARGIN


def _raised(floors: dict[str, float], figures: dict[str, float]) -> dict[str, float]:
    better = {n: (min if any(w in n.lower() for w in LOWER_IS_BETTER) else max) for n in figures}
    return {name: round(better[name](value, floors.get(name, value)), 2) for name, value in figures.items()}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _toml(pinned: dict[str, Any]) -> Iterator[str]:
    yield "# Pinned by `python -m exams check --pin`. A floor is lowered by hand only, with the reason in the commit.\n"
    for task, entry in sorted(pinned.items()):
        yield f'\n[{task}]\ndigest = "{entry["digest"]}"\n[{task}.figures]\n'
        for name, value in entry["figures"].items():
            yield f'"{name}" = {value}\n'
