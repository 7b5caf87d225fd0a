"""Network measures are of groups and places, never of people."""

from pathlib import Path

from according.ledger import Ledger
from according.model import Speaker
from according.views import Desk, corroboration, measures
from according.views.measures import betweenness, communities
from tests.factory import argument, claim, document, reading

LINE = {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}}
"""Three points in a line."""


def test_the_point_in_the_middle_lies_between_the_others() -> None:
    """On every shortest path."""
    assert betweenness(LINE) == {"a": 0.0, "b": 1.0, "c": 0.0}


def test_two_separate_pairs_are_two_communities() -> None:
    """Named by their smallest members."""
    pairs = {"a": {"b"}, "b": {"a"}, "c": {"d"}, "d": {"c"}}
    assert communities(pairs) == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_no_person_is_measured(tmp_path: Path) -> None:
    """A member of a group stands beside it in the ledger, and is in no measure."""
    page = document("The Quay Boys are rivals of Harbor Nine. Marten Oyelaran belongs to the Quay Boys.")
    rivals = claim(page, predicate="rival_of", stage=None, subject=argument("Quay Boys", "Group", inside=page),
                   object=argument("Harbor Nine", "Group", inside=page))  # fmt: skip
    member = claim(page, predicate="member_of", stage=None, object=argument("Quay Boys", "Group", inside=page))
    with Ledger.open(tmp_path / "m.ledger", create=True) as ledger:
        ledger.put(page, b"x", (rivals, member), reading=reading(page, "Marten Oyelaran"))
        found = measures(Desk(ledger))
    assert [(m.name, m.type, m.degree) for m in found] == [("Harbor Nine", "group", 1), ("Quay Boys", "group", 1)]


def test_corroboration_counts_origins_by_kind_and_says_why_two_are_one(tmp_path: Path) -> None:
    """Three reports: two rest on one prosecutor, one on the police."""
    office = Speaker("prosecutor", "the Port Maren prosecutor", named=True, cue="said")
    police = Speaker("police", "Chief Orla Penn", named=True, cue="said")
    with Ledger.open(tmp_path / "c.ledger", create=True) as ledger:
        for id, speaker in (("story-1", office), ("story-2", office), ("story-3", police)):
            page = document(id=id, version=id)
            told = claim(page, attribution=(speaker,))
            ledger.put(page, id.encode(), (told,), reading=reading(page, "Marten Oyelaran"))
        (found,) = corroboration(Desk(ledger))
    assert found.counted == "3 reports, at most 2 origins: 1 police, 1 prosecutor"
    assert [o.why for o in found.origins] == [("both rest on the Port Maren prosecutor",), ()]
