"""The network draws what is said, sizes and ranks nobody, and tells a path as its sentences."""

import math
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from according.errors import NotInLedger
from according.ledger import Ledger
from according.model import Argument
from according.views import Asked, Desk, network
from according.views.layout import FEW, _push, _push_by_grid, place_points
from according.views.network import APART, Edge, Node, _drawn, compact
from tests.factory import argument, claim, document, reading

GROUPS = ("Harbor Nine", "Corvinos", "Quay Boys")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Harbor Nine against the Corvinos, the Corvinos with the Quay Boys; a man in Harbor Nine, and its victim."""
    with Ledger.open(tmp_path / "net.ledger", create=True) as ledger:
        page = document()
        groups = {name: argument(name, "Group", entity=f"story-1#{n}") for n, name in enumerate(GROUPS, 1)}
        victim = Argument("Person", "Nadia Roth", entity="story-1#8")
        told = (
            claim(page, predicate="rival_of", stage=None, subject=groups["Harbor Nine"], object=groups["Corvinos"]),
            claim(page, predicate="allied_with", stage=None, subject=groups["Corvinos"], object=groups["Quay Boys"]),
            claim(page, predicate="member_of", stage=None, object=groups["Harbor Nine"], certainty="possible"),
            claim(
                page, predicate="victim_of", stage=None, subject=victim,
                object=Argument("Incident", "assault", entity="story-1#9", incident_type="assault"),
            ),
        )  # fmt: skip
        ledger.put(page, b"x", told, reading=reading(page, "Marten Oyelaran"))
        yield Desk(ledger)


def test_victims_are_not_in_the_picture(desk: Desk) -> None:
    """Nor anybody who is only named."""
    assert [n.name for n in network(desk, Asked()).nodes] == ["Corvinos", "Harbor Nine", "Marten Oyelaran", "Quay Boys"]


def test_filters_narrow_lines_and_with_them_the_points(desk: Desk) -> None:
    """By relation, certainty and day."""
    assert [e.relation for e in network(desk, Asked(relation="rival_of")).edges] == ["rival_of"]
    assert [e.relation for e in network(desk, Asked(certainty="possible")).edges] == ["member_of"]
    assert network(desk, Asked(since="2025")).edges == ()


def test_a_path_is_told_step_by_step_with_its_lines(desk: Desk) -> None:
    """Each step with every line that is said between the two."""
    page = network(desk, Asked(around="story-1#0", to="story-1#3"))
    assert [(a, b) for a, b, _ in page.path] == [
        ("Marten Oyelaran", "Harbor Nine"), ("Harbor Nine", "Corvinos"), ("Corvinos", "Quay Boys"),
    ]  # fmt: skip
    assert all(lines and lines[0].speaker for _, _, lines in page.path)


def test_no_path_is_an_answer(desk: Desk) -> None:
    """A filter can cut it."""
    assert network(desk, Asked(relation="member_of", around="story-1#0", to="story-1#3")).path == ()


def test_around_shows_one_step(desk: Desk) -> None:
    """Not the allies of rivals."""
    assert [n.name for n in network(desk, Asked(around="story-1#1")).nodes] == [
        "Corvinos", "Harbor Nine", "Marten Oyelaran",
    ]  # fmt: skip


def test_a_network_too_large_for_a_picture_lists_its_first_lines_and_counts_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is unreviewed is counted over all lines, too; of a network too large for any picture, only the names of the
    lines told are listed."""
    limits = sys.modules[network.__module__]
    monkeypatch.setattr(limits, "DRAWN", 3)
    monkeypatch.setattr(limits, "LISTED", 1)
    page = network(desk, Asked())
    assert (page.drawn, len(page.nodes), [e.relation for e in page.edges], page.more) == (False, 4, ["allied_with"], 2)
    assert page.unreviewed == 3
    monkeypatch.setattr(limits, "DRAWN_APART", 3)
    larger = network(Desk(desk.ledger), Asked())
    assert (larger.size, [n.name for n in larger.nodes], larger.more) == (4, ["Corvinos", "Quay Boys"], 2)


def test_a_picture_has_the_words_of_its_first_lines(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are drawn and counted; a path has all of its own."""
    monkeypatch.setattr(sys.modules[network.__module__], "LISTED", 1)
    page = network(desk, Asked())
    assert [len(e.lines) for e in page.edges] == [1, 0, 0]
    path = network(desk, Asked(around="story-1#0", to="story-1#3"))
    assert [len(e.lines) for e in path.edges] == [1, 1, 1]


def test_a_network_too_large_for_its_page_is_drawn_beside_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """In short: points by number with their names, lines without their words; a larger one is not drawn at all."""
    limits = sys.modules[network.__module__]
    monkeypatch.setattr(limits, "DRAWN", 3)
    page = network(desk, Asked(), large=True)
    assert (page.drawn, page.apart, {e.lines for e in page.edges}) == (True, True, {()})
    told = compact(page)
    names = [name for _, _, name, _, _, _ in told["nodes"]]
    assert names == ["Corvinos", "Harbor Nine", "Marten Oyelaran", "Quay Boys"]
    said = {(names[a], told["relations"][r], names[b]) for a, b, r, *_ in told["lines"]}
    assert ("Marten Oyelaran", "member_of", "Harbor Nine") in said
    assert len(said) == 3
    monkeypatch.setattr(limits, "DRAWN_APART", 3)
    larger = network(Desk(desk.ledger), Asked(), large=True)
    assert (larger.drawn, larger.apart) == (False, False)


def test_many_points_are_pushed_as_few_are() -> None:
    """What the grid tells of three hundred points is what each tells of each, but for the nearest."""
    points = np.random.default_rng(1).random((300, 2))
    assert np.corrcoef(_push(points).ravel(), _push_by_grid(points).ravel())[0, 1] > 0.99


def test_many_points_keep_their_places_and_those_of_one_circle_stay_together() -> None:
    """Placed anew they stand where they stood; lines are shorter than the way between any two."""
    keys = [f"crew-{n}" for n in range(FEW + 100)]
    lines = [(keys[n], keys[n // 10 * 10]) for n in range(len(keys)) if n % 10]
    places = place_points(keys, lines, (900, 900))
    assert places == place_points(keys, lines, (900, 900))
    along = np.mean([math.dist(places[a], places[b]) for a, b in lines])
    across = np.mean([math.dist(places[a], places[b]) for a, b in pairwise(places)])
    assert along < across / 2


def test_an_unknown_start_says_so(desk: Desk) -> None:
    """No empty picture."""
    with pytest.raises(NotInLedger):
        network(desk, Asked(around="nobody"))


def test_the_layout_is_the_same_at_every_visit() -> None:
    """And keeps what belongs together closer than what does not."""
    keys, lines = list("abcdef"), [("a", "b"), ("b", "c"), ("d", "e")]
    places = place_points(keys, lines, (900, 600))
    assert places == place_points(keys, lines, (900, 600))
    assert all(0 <= x <= 900 and 0 <= y <= 600 for x, y in places.values())


def test_an_expansion_leaves_what_stood_there_where_it_was(desk: Desk) -> None:
    """Also after a second one; without a name to start from there is nothing to expand."""
    first = network(desk, Asked(around="story-1#0"))
    more = network(desk, Asked(around="story-1#0", more=("story-1#1", "story-1#2")))
    assert [n.name for n in more.nodes] == ["Corvinos", "Harbor Nine", "Marten Oyelaran", "Quay Boys"]
    places = {n.key: (n.x, n.y) for n in more.nodes}
    assert all(places[n.key] == (n.x, n.y) for n in first.nodes)
    assert len(network(desk, Asked(more=("story-1#1",))).nodes) == 4


def test_lines_between_the_same_two_run_beside_one_another(desk: Desk) -> None:
    """What is said and what is denied can both be seen and chosen."""
    lines = network(desk, Asked()).edges
    assert {e.shift for e in lines} == {0.0}
    shifts = [e.shift for e in _drawn([Node("a", "A", "group"), Node("b", "B", "group")], _two(), [{"a", "b"}])[1]]
    assert shifts == [-APART / 2, APART / 2]


def _two() -> list[Edge]:
    """A relation told and denied of the same two."""
    return [Edge("a", "b", "rival_of", "certain", denied, 1, 1, ()) for denied in (False, True)]
