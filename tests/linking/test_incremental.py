"""Documents that come one by one into a linked ledger are linked as linking everything would link them."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.ledger import Ledger, Link
from according.linking import link_entities, link_new
from according.model import Reading
from tests.factory import document, reading

MATTERS = (
    "The Gull Lane pawnshop was robbed on 4 March 2024; Odalys Finch was tied with cord beside a heron statuette.",
    "The Quillon ferry lost nine parking permits to a forger on 9 June 2019, said harbourmaster Sunniva Brekke.",
    "A crate of brass compasses left the Selwick lighthouse by barge on 2 May 2021, case QX-48-2211.",
)
NAMES = (
    "Jose Garcia", "Jose Garcia Lopez", "Jose Lopez", "J. Garcia", "Jose A. Garcia", "Jose B. Garcia", "Josue Garcia",
    "Jose Garcia Jr.", "Maria Garcia", "Attorney Sunniva Brekke", "Sunniva Brekke", "Teo Varga", "Garcia",
)  # fmt: skip
OFFICES = ("Port Maren Prosecutor", "Dunmore Prosecutor")
BODIES = ("Harbour Police Department", "HPD", "Police Department", "Pier Street Reds", "Reds", "Hill Peace Delegates")
ANA = {"author": "Ana", "reason": "asked the court"}

people = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from((None, 19, 34, 61))), min_size=1, max_size=3)
stories = st.tuples(
    people, st.sampled_from(MATTERS), st.sampled_from(OFFICES), st.lists(st.sampled_from(BODIES), max_size=2)
)
moves = st.lists(
    st.tuples(st.sampled_from(("merge", "never_same", "undo", "again")), st.integers(0, 99), st.integers(0, 99)),
    max_size=6,
)


def read(number: int, story: tuple, extractor: str = "1") -> tuple[Reading, bytes, str]:
    """A story as a document with its reading; the names are those of people, then of bodies."""
    named, matter, office, bodies = story
    told = [f"{name}, {age}, of Port Maren is charged." if age else f"{name} was there." for name, age in named]
    text = " ".join((*told, *(f"{body} came." for body in bodies), matter))
    page = document(text, id=f"story-{number:02}", publisher=office, fingerprint=(number, number + 1))
    whole = reading(page, *dict.fromkeys(name for name, _ in named))
    groups = reading(page, *dict.fromkeys(bodies), type="organization")
    shift = len(whole.mentions)
    moved = [replace(m, entity=(m.entity or 0) + len(whole.entities)) for m in groups.mentions]
    both = [replace(e, mentions=tuple(i + shift for i in e.mentions)) for e in groups.entities]
    found = Reading(page, "test", "1", mentions=(*whole.mentions, *moved), entities=(*whole.entities, *both))
    return found, text.encode(), extractor


def put(ledger: Ledger, number: int, story: tuple, extractor: str = "1") -> None:
    """Add a story, or read it again."""
    found, original, extractor = read(number, story, extractor)
    ledger.put(found.document, original, (), reading=found, extractor=extractor)


def parties(ledger: Ledger) -> dict[tuple[str, str], Link]:
    """The party of each entity of a current reading, as stored."""
    linked = ledger.linked()
    return {(c.document, c.id): linked[c.row] for c in ledger.candidates()}


def from_scratch(ledger: Ledger) -> dict[tuple[str, str], Link]:
    """What linking everything under the same frequencies gives."""
    links = link_entities(ledger, count=False, dry_run=True).links
    return {(c.document, c.id): links[c.row] for c in ledger.candidates()}


def move(ledger: Ledger, kind: str, one: int, other: int, told: list[tuple], known: list[int]) -> None:
    """A person decides or takes back, or a document is read again or changes."""
    if kind == "undo":
        made = ledger.decisions()
        if made:
            ledger.undo(made[one % len(made)].id, author="Ana")
    elif kind == "again":
        number = known[one % len(known)]
        put(ledger, number, told[other % len(told)], extractor="2")
    else:
        named = [(c.document, c.name) for c in ledger.candidates() if c.type == "person"]
        a, b = named[one % len(named)], named[other % len(named)]
        if a[0] != b[0]:
            ledger.decide_identity(kind, a, b, **ANA)


@settings(max_examples=40, deadline=None)
@given(st.lists(stories, min_size=2, max_size=14), st.randoms(use_true_random=False), st.integers(1, 13), moves)
def test_any_split_and_order_gives_what_linking_everything_gives(told, chance, first, decided) -> None:
    """Also with decisions, decisions taken back, documents read again and documents that changed in between."""
    order = list(range(len(told)))
    chance.shuffle(order)
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "x.ledger", create=True) as ledger:
        for number in order[:first]:
            put(ledger, number, told[number])
        link_entities(ledger)
        known, waiting = order[:first], list(decided)
        for number in order[first:]:
            put(ledger, number, told[number])
            known.append(number)
            if waiting:
                move(ledger, *waiting.pop(), told, known)
            if chance.random() < 0.7:
                link_new(ledger)
        for step in waiting:
            move(ledger, *step, told, known)
            link_new(ledger)
        link_new(ledger)
        assert parties(ledger) == from_scratch(ledger)


def test_holders_of_a_post_are_told_by_it_from_the_fifth_document_on_whichever_comes_last(tmp_path: Path) -> None:
    """The head of an office, in documents that share nothing else."""
    with Ledger.open(tmp_path / "x.ledger", create=True) as ledger:
        for number in range(9, 0, -1):
            page = document(f"Attorney Maria Garcia spoke of case {number}.", id=f"s{number}", publisher=OFFICES[0])
            ledger.put(page, page.text.encode(), (), reading=reading(page, "Maria Garcia"), extractor="1")
            link_new(ledger)
            assert parties(ledger) == from_scratch(ledger)
        assert len({link.party for link in parties(ledger).values()}) == 1


def test_addition_counts_no_frequencies_anew_and_a_full_run_does(tmp_path: Path) -> None:
    """What is common in the ledger is what was common when everything was linked last."""
    with Ledger.open(tmp_path / "x.ledger", create=True) as ledger:
        put(ledger, 1, ([("Jose Garcia", 34)], MATTERS[0], OFFICES[0], []))
        link_entities(ledger)
        with ledger.link_memory() as memory:
            before = memory.frequencies()
        for number in range(2, 10):
            put(ledger, number, ([("Teo Varga", None)], MATTERS[0], OFFICES[0], []))
        link_new(ledger)
        with ledger.link_memory() as memory:
            assert memory.frequencies() == before
        link_entities(ledger)
        with ledger.link_memory() as memory:
            assert memory.frequencies() != before


def test_second_run_finds_nothing_to_do(tmp_path: Path) -> None:
    """Nothing came, nothing went, no row is written."""
    with Ledger.open(tmp_path / "x.ledger", create=True) as ledger:
        put(ledger, 1, ([("Jose Garcia", 34)], MATTERS[0], OFFICES[0], ["HPD"]))
        link_new(ledger)
        done = link_new(ledger)
        assert (done.fresh, done.gone, done.links) == (0, 0, {})


@pytest.mark.parametrize("erase", ["document", "person"])
def test_erasure_empties_what_linking_kept_and_the_next_run_links_what_is_left(tmp_path: Path, erase: str) -> None:
    """No name of anybody stays behind in it."""
    with Ledger.open(tmp_path / "x.ledger", create=True) as ledger:
        for number in range(3):
            put(ledger, number, ([("Jose Garcia", 34), ("Teo Varga", None)], MATTERS[0], OFFICES[0], ["HPD"]))
        link_entities(ledger)
        if erase == "document":
            ledger.erase_document("story-00", reason="court order", author="Ana")
        else:
            ledger.erase_person("Teo Varga", reason="court order", author="Ana")
        with ledger.link_memory() as memory:
            assert (memory.state(), memory.people_in(["story-00", "story-01"])) == (None, [])
        link_new(ledger)
        assert parties(ledger) == from_scratch(ledger)
