"""`python -m training.linking`: rebuild gold, train the linking model, measure it.

gold --data DIR --out DIR           persons.json for the linking scorer, into a folder that git ignores
train --data DIR --ledger FILE      weights and the table of how common clues are, into src/according/linking/data
measure --data DIR --ledger FILE    people, by pairs and B-cubed: ours, and two baselines, on the same labels; with
                                    --peers also nomenklatura's name matchers and Splink (group `peers`)
bodies --data DIR --ledger FILE     pairs of groups and organisations that are one or two
incidents --data DIR --ledger FILE  pairs of documents that tell one event or two, by round of labelling
ladders --data DIR --ledger FILE    the stage of labelled people as of each document, by round of labelling
agreement --data DIR                how far a second reader agrees with the labels
dates --data DIR                    how many labelled releases intake dates rightly, wrongly, not at all
"""

import argparse
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np

from according.ledger import Ledger, name_key
from according.linking.clues import Clues, Frequencies, clue_hashes, learn, telling
from according.linking.evidence import FEATURES, evidence, veto
from according.linking.linker import link_people
from according.linking.model import MERGE, LinkingModel, bundled_model
from according.linking.people import Person, people
from according.linking.person_names import link_name
from according.linking.sheets import sheets

from .agreement import measure_agreement
from .bodies import measure_bodies
from .dates import measure_dates
from .fit import fit, unseen
from .incidents import measure_incidents
from .labels import KEPT, Group, Mention, gold, people_of, read_groups
from .ladders import measure_ladders
from .scores import b_cubed, pairwise

COMMANDS = ("gold", "train", "measure", "bodies", "incidents", "ladders", "agreement", "dates")
DATA = Path(__file__).parents[2] / "src" / "according" / "linking" / "data"


def main(arguments: list[str] | None = None) -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(
        prog="python -m training.linking", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--ledger", type=Path, help="a ledger into which the releases were read")
    parser.add_argument("--kept", type=Path, default=KEPT, help="the labels")
    parser.add_argument("--peers", action="store_true", help="measure: also other matchers of names")
    parser.add_argument("--out", type=Path, default=Path(".training/linking"), help="where gold goes")
    given = parser.parse_args(arguments)
    if given.command == "dates":
        sys.stdout.write(f"{measure_dates(given.data)}\n")
        return 0
    if given.command == "agreement":
        for name, (agree, read) in measure_agreement().items():
            sys.stdout.write(f"{name:10} {agree} of {read}\n")
        return 0
    groups = read_groups(given.data, given.kept)
    if given.command == "gold":
        given.out.mkdir(parents=True, exist_ok=True)
        (given.out / "persons.json").write_text(
            json.dumps(gold(groups), ensure_ascii=False, indent=1), encoding="utf-8"
        )
        return 0
    if given.ledger is None:
        parser.error(f"{given.command} needs --ledger")
    with Ledger.open(given.ledger) as ledger:
        if given.command == "measure":
            return _measure(ledger, groups, with_peers=given.peers)
        if given.command in _MEASURED:
            for name, score in _MEASURED[given.command](ledger, given.data).items():
                sys.stdout.write(f"{name:10} {score}\n")
            return 0
        return _train(ledger, groups)


def _train(ledger: Ledger, groups: list[Group]) -> int:
    pages = {page.id: page for page in sheets(ledger.documents())}
    hashes = {id: clue_hashes(page) for id, page in pages.items()}
    table = learn(list(hashes.values()))
    clues = telling(hashes, {id: page.office for id, page in pages.items()}, table)
    found = people((c for c in ledger.candidates() if c.type == "person"), pages, ledger.post_holders())
    x, same, numbers = _figures(groups, found, clues, table)
    chance = unseen(FEATURES, x, same, numbers)
    for least in (0.5, 0.9, MERGE):
        right, wrong = int((same * (chance >= least)).sum()), int(((1 - same) * (chance >= least)).sum())
        told = f"{right} of {int(same.sum())} linked, {wrong} of {int((1 - same).sum())} wrongly"
        sys.stdout.write(f"unseen groups, p >= {least}: {told}\n")
    weights = fit(FEATURES, x, same, numbers)
    record = {
        "version": f"people {zlib.crc32(json.dumps([round(float(w), 4) for w in weights]).encode()):08x}",
        "features": FEATURES,
        "bias": round(float(weights[0]), 4),
        "weights": [round(float(w), 4) for w in weights[1:]],
    }
    (DATA / "people.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    (DATA / "clues.bin").write_bytes(zlib.compress(table.table.tobytes(), 9))
    return 0


def _figures(
    groups: list[Group], found: Iterable[Person], clues: dict[str, Clues], table: Frequencies
) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """Evidence, label and group number of every labelled pair that no veto settles."""
    model = LinkingModel("untrained", 0.0, (0.0,) * len(FEATURES), table)
    inside: dict[str, list[Person]] = {}
    for person in found:
        inside.setdefault(person.document, []).append(person)
    rows, labels, numbers = [], [], []
    for number, group in enumerate(groups):
        for one, other, same in group.pairs():
            a, b = _named(one, inside), _named(other, inside)
            if a is not None and b is not None and veto(a, b) is None:
                told = evidence(a, b, clues[a.document], clues[b.document], model.rarity(a.name, b.name))
                rows.append(told.figures())
                labels.append(float(same))
                numbers.append(number)
    return np.array(rows), np.array(labels), numbers


def _named(mention: Mention, inside: dict[str, list[Person]]) -> Person | None:
    name = link_name(mention.name)
    bearers = inside.get(mention.doc, []) if name is not None else []
    exact = [p for p in bearers if name is not None and p.name.parts == name.parts and p.name.suffix == name.suffix]
    loose = [p for p in bearers if name is not None and set(name.parts) <= set(p.name.parts)]
    return next(iter(exact + loose), None)


def _measure(ledger: Ledger, groups: list[Group], *, with_peers: bool) -> int:
    pages = {page.id: page for page in sheets(ledger.documents())}
    candidates = [c for c in ledger.candidates() if c.type == "person"]
    holders = ledger.post_holders()
    inside: dict[str, list[Person]] = {}
    for person in people(candidates, pages, holders):
        inside.setdefault(person.document, []).append(person)
    links = link_people(candidates, pages, holders).links

    def ours(m: Mention) -> str | None:
        person = _named(m, inside)
        return links[person.entities[0]].party if person is not None else None

    pairs = [pair for group in groups for pair in group.pairs()]
    gold_of = people_of(groups)
    sys.stdout.write(f"model {bundled_model().version}: {len(groups)} groups, {len(pairs)} pairs\n")
    for name, party in (("ours", ours), ("exact name", _exact), ("first and last name", _first_and_last)):
        linked = pairwise((same, party(a) is not None and party(a) == party(b)) for a, b, same in pairs)
        precision, recall = b_cubed(gold_of, {m: party(m) or str(m) for m in gold_of})
        sys.stdout.write(f"{name:20} {linked}  B3 precision {precision:.4f} recall {recall:.4f}\n")
    if with_peers:
        _write_peers(pairs, [c.name for c in candidates])
    return 0


_MEASURED: dict[str, Callable[[Ledger, Path], Mapping[str, object]]] = {
    "bodies": measure_bodies,
    "incidents": lambda ledger, _: measure_incidents(ledger),
    "ladders": measure_ladders,
}


def _write_peers(pairs: Iterable[tuple[Mention, Mention, bool]], everybody: list[str]) -> None:
    from .peers import peers

    named = [(same, (min(a.name, b.name), max(a.name, b.name))) for a, b, same in pairs]
    for name, threshold, scores in peers([pair for _, pair in named], everybody):
        usual = pairwise((same, scores[pair] >= threshold) for same, pair in named)
        sys.stdout.write(f"{name + f' {threshold}':20} {usual}\n")
        steps = sorted(set(scores.values()))
        best = max(steps, key=lambda least: pairwise((same, scores[pair] >= least) for same, pair in named).f1)
        told = pairwise((same, scores[pair] >= best) for same, pair in named)
        sys.stdout.write(f"{'  at best ' + f'{best:.4f}':20} {told}\n")


def _exact(mention: Mention) -> str | None:
    return name_key(mention.name)


def _first_and_last(mention: Mention) -> str | None:
    name = link_name(mention.name)
    return f"{name.first} {name.last}" if name is not None else None
