"""`python -m training.annotation`: show a document, take drafts, check what is kept, rebuild gold, measure agreement.

show CORPUS ID --data DIR             the document with numbered sentences, for drafting
take DRAFTS --data DIR                drafts into spans and codes (into training/annotations/claims)
check --data DIR                      every annotation against its document and the ontology
gold [--held] --data DIR --out DIR    gold files for the claims scorer, in a folder that git ignores
protect --data DIR                    how many protected people the bundled reader finds, and which names masking leaves
agree DRAFTS --data DIR               second drafts against what is kept, by predicate and field
pairs CORPUS DRAFTS --data DIR        quick drafts of pairs into spans and codes (into training/annotations/pairs)
sentences CORPUS ID... --data DIR     documents with the reader's numbered sentences, for drafting pairs
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from according.intake import take_text
from according.reading import BundledReader

from ..corpora import read_excluded
from . import check
from .agreement import agreement
from .documents import Source, annotated_sources, numbered_sentences, read_all, read_held, sources
from .gold import write_gold
from .pairs import numbered, take_pairs
from .protection import measure
from .take import Draft

KEPT = Path(__file__).parents[1] / "annotations" / "claims"
PAIRS = KEPT.with_name("pairs")
EXCLUDED = Path(__file__).parents[1] / "exclude.txt"
Json = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 1 where an annotation has a problem."""
    parser = argparse.ArgumentParser(
        prog="python -m training.annotation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = ("show", "take", "check", "gold", "agree", "protect", "pairs", "sentences")
    parser.add_argument("command", choices=known)
    parser.add_argument("rest", nargs="*", help="CORPUS ID, or the folder of drafts")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--kept", type=Path, default=KEPT, help="folder of the stand-off annotations")
    parser.add_argument("--held", action="store_true", help="gold: only documents that ties were not trained on")
    parser.add_argument("--out", type=Path, default=Path(".training/gold"), help="where gold files go")
    given = parser.parse_args(arguments)
    if given.command == "show":
        return _show(given.data, *given.rest)
    if given.command == "sentences":
        sys.stdout.write("".join(f"{line}\n" for line in numbered(given.rest[0], set(given.rest[1:]), given.data)))
        return 0
    if given.command == "pairs":
        corpus, folder = given.rest
        count, bad = take_pairs(corpus, Path(folder), given.data, PAIRS, read_excluded(EXCLUDED))
        sys.stderr.write("".join(f"{line}\n" for line in [*bad, f"{count} pairs, {len(bad)} problems"]))
        return 1 if bad else 0
    if given.command in ("take", "agree"):
        taken, bad = _taken(Path(given.rest[0]), given.data)
        if given.command == "take" and not bad:
            _write(taken, given.kept)
        elif given.command == "agree":
            kept = {one["doc"]: one for one in read_all(given.kept)}
            _print_table(agreement((kept[one["doc"]], one) for one in taken if one["doc"] in kept))
        return _report(taken, bad)
    kept_all = read_all(given.kept)
    found = annotated_sources(given.data, kept_all)
    if given.command == "gold":
        kept_all = [one for one in kept_all if not given.held or one["doc"] in read_held()]
        sys.stdout.write(f"{write_gold(kept_all, found, given.out)} documents in {given.out}\n")
        return 0
    if given.command == "protect":
        return _protect(kept_all, found)
    return _report(kept_all, [f"{one['doc']}: {p}" for one in kept_all for p in check.problems(one, found[one["doc"]])])


def _show(data: Path, corpus: str, name: str) -> int:
    for source in sources(data, corpus, {name}):
        sys.stdout.write(f"{source.id} {source.published or ''}\n")
        for n, (start, end) in enumerate(numbered_sentences(source.text), 1):
            sys.stdout.write(f"{n} {source.text[start:end]}\n")
        return 0
    sys.stderr.write(f"{corpus} has no document {name}\n")
    return 1


def _protect(annotated: list[Json], found: dict[str, Source]) -> int:
    reader = BundledReader()
    told = measure(annotated, found, lambda s: reader.read(take_text(s.text, id=s.mark, published=s.published)))
    for reason, wanted in told.wanted.most_common():
        names = f"{told.masked[reason]} of {told.names[reason]} names masked"
        sys.stdout.write(f"{reason:20} {told.found[reason]} of {wanted} found, {names}\n")
    sys.stdout.write(f"{told.found.total()} of {told.wanted.total()} found; ")
    sys.stdout.write(f"{told.needless} of {told.people} other named people protected without a mark\n")
    sys.stderr.write("".join(f"{line}\n" for line in told.misses))
    return 0


def _taken(folder: Path, data: Path) -> tuple[list[Json], list[str]]:
    drafts = read_all(folder)
    found = {s.id: s for s in annotated_sources(data, drafts).values()}
    excluded = read_excluded(EXCLUDED)
    taken, bad = [], []
    for given in drafts:
        source = found[given["doc"]]
        if source.mark in excluded:
            bad.append(f"{source.id}: kept for measuring by exclude.txt, never annotated")
            continue
        draft = Draft(given, source)
        kept = draft.standoff()
        found_bad = draft.problems + ([] if draft.problems else list(check.problems(kept, source)))
        bad += [f"{source.id}: {problem}" for problem in found_bad]
        taken.append(kept)
    return taken, bad


def _write(taken: list[Json], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for kept in taken:
        lines = [f"{json.dumps(k)}: {_block(v)}" for k, v in kept.items()]
        (folder / f"{kept['doc']}.json").write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")


def _block(value: Any) -> str:
    """One line for each item of a list, so that a change of one claim is a change of one line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _report(annotated: list[Json], bad: list[str]) -> int:
    claims = sum(len(one["claims"]) for one in annotated)
    sys.stderr.write("".join(line + "\n" for line in bad))
    sys.stderr.write(f"{len(annotated)} documents, {claims} claims, {len(bad)} problems\n")
    return 1 if bad else 0


def _print_table(table: dict[str, dict[str, float]]) -> None:
    for name, line in table.items():
        figures = "  ".join(f"{k} {v:.2f}" if isinstance(v, float) else f"{k} {v}" for k, v in line.items())
        sys.stdout.write(f"{name:20} {figures}\n")
