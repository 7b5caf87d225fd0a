"""One ladder for page, `show` and export: every step with its sentence, speaker and origins; ways out fold what was."""

import json
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from according.export.links import ladder_lines
from according.ledger import Ledger
from according.linking import link_entities
from according.model import Argument, Speaker
from according.views import Desk, Rung, profile, profiles_named
from according.web.site import Links, Site
from tests.factory import argument, claim, document, reading

STORY = "Marten Oyelaran was in court; of Marten Oyelaran more was told, prosecutors said."
Told = tuple[str, str, str, Sequence[dict[str, Any]]]
"""Id, day and title of a document, and what the claims about the man in it are."""


@pytest.fixture
def desk_of(tmp_path: Path) -> Callable[..., Desk]:
    """Makes a desk of documents about one man, whom a person merged across them."""

    def make(*told: Told) -> Desk:
        ledger = Ledger.open(tmp_path / "x.ledger", create=True)
        for id, day, title, claims in told:
            page = document(f"{STORY} This is {id}.", id=id, published=day or None, title=title)
            made = tuple(claim(page, **changes) for changes in claims)
            ledger.put(page, id.encode(), made, reading=reading(page, "Marten Oyelaran"))
        for one, other in pairwise(told):
            both = ((one[0], "Marten Oyelaran"), (other[0], "Marten Oyelaran"))
            ledger.decide_identity("merge", *both, author="Ana", reason="one man")
        link_entities(ledger)
        return Desk(ledger)

    return make


def ladder(desk: Desk) -> tuple[Rung, ...]:
    """The ladder on the man's profile."""
    return profile(desk, profiles_named(desk, "Marten Oyelaran")[0]).ladder


ACQUITTED = {"stage": "acquitted", "object": None, "attribution": (Speaker("court_record", "a jury"),)}


def test_page_and_export_tell_the_same_steps(desk_of: Callable[..., Desk]) -> None:
    """Also the step that only a headline tells, and the furthest of several that one document does."""
    desk = desk_of(
        ("a", "2024-03-01", "A day in court", [{}, {"stage": "indicted"}]),
        ("b", "2024-05-01", "Ropemaker convicted of robbery", []),
        ("c", "", "Ropemaker sentenced for robbery", [{}]),
    )
    shown = [(r.document, r.day or None) for r in ladder(desk)]
    exported = list(ladder_lines(desk))
    assert [(x["doc"], x["date"]) for x in exported] == shown
    assert [x["stage"] for x in exported] == ["indicted", "convicted", "sentenced"]
    assert len({x["entity"] for x in exported}) == 1
    assert [r.stage for r in ladder(desk)] == ["indicted, not convicted", "convicted", "sentenced"]


def test_step_of_a_claim_has_its_sentence_speaker_and_origins(desk_of: Callable[..., Desk]) -> None:
    """Two offices of one name are one origin, told twice."""
    office = {"attribution": (Speaker("prosecutor", "the Port Maren prosecutor", named=True, cue="said"),)}
    desk = desk_of(("a", "2024-03-01", "Court", [office]), ("b", "2024-03-02", "Court again", [office]))
    first, second = ladder(desk)
    assert (first.quote, first.start) == (f"{STORY} This is a.", 0)
    assert first.speaker == "“the Port Maren prosecutor” (prosecutors)"
    assert first.counted == second.counted == "2 reports, at most 1 origin"


def test_step_of_a_headline_shows_the_headline_and_who_wrote_it(desk_of: Callable[..., Desk]) -> None:
    """No claim rests on it: nothing is said of an offence."""
    desk = desk_of(("a", "2024-03-01", "Court", [{}]), ("b", "2024-05-01", "Ropemaker convicted of robbery", []))
    step = ladder(desk)[1]
    assert (step.quote, step.start) == ("Ropemaker convicted of robbery", None)
    assert step.statement == "said of Marten Oyelaran in the headline"
    assert (step.speaker, step.counted) == ("the document's author (Port Maren Courier)", "1 report, at most 1 origin")


def test_headlines_of_one_text_are_one_origin(desk_of: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    """A release and its copy tell one step twice, and no third."""
    headline = "Ropemaker convicted of robbery"
    desk = desk_of(
        ("a", "2024-03-01", "Court", [{}]), ("b", "2024-05-01", headline, []),
        ("c", "2024-05-02", headline, []), ("d", "2024-09-01", headline, []),
    )  # fmt: skip
    monkeypatch.setitem(desk.__dict__, "text_origins", {"a": "a", "b": "b", "c": "b", "d": "d"})
    assert [(r.reports, r.origins) for r in ladder(desk)] == [(1, 1), (2, 1), (2, 1), (1, 1)]


def test_way_out_folds_what_was_said_before(desk_of: Callable[..., Desk]) -> None:
    """Charge and headline of the trial stand beneath the acquittal; what comes later stands by itself."""
    desk = desk_of(
        ("a", "2023-03-01", "Court", [{}]),
        ("b", "2023-06-01", "Ropemaker to stand trial for robbery", []),
        ("c", "2024-03-01", "Jury clears ropemaker", [ACQUITTED]),
        ("d", "2025-03-01", "Court", [{"object": Argument("Offence", "arson")}]),
    )
    freed, arson = ladder(desk)
    assert (freed.stage, freed.document) == ("acquitted", "c")
    assert [r.document for r in freed.before] == ["a", "b"]
    assert (arson.document, arson.before) == ("d", ())


def test_acquittal_of_one_offence_folds_no_other(desk_of: Callable[..., Desk]) -> None:
    """The arson stands open."""
    robbery = {**ACQUITTED, "object": Argument("Offence", "robbery")}
    arson = {"object": Argument("Offence", "arson")}
    desk = desk_of(("a", "2023-03-01", "Court", [arson]), ("b", "2024-03-01", "Court", [robbery]))
    assert [(r.document, r.before) for r in ladder(desk)] == [("a", ()), ("b", ())]


def test_acquittal_told_twice_folds_no_acquittal(desk_of: Callable[..., Desk]) -> None:
    """And a conviction is not ended by an earlier jury's word that a later document repeats."""
    desk = desk_of(
        ("a", "2023-03-01", "Court", [{"stage": "convicted"}]),
        ("b", "2024-03-01", "Court", [ACQUITTED]),
        ("c", "2024-04-01", "Court", [ACQUITTED]),
    )
    assert [(r.stage, r.before) for r in ladder(desk)] == [("convicted", ()), ("acquitted", ()), ("acquitted", ())]


def test_older_conviction_and_flat_words_are_no_steps(desk_of: Callable[..., Desk]) -> None:
    """The first belongs to another matter; the second tells no step in law."""
    prior = {"stage": "convicted", "rule": "law.convict.prior"}
    flat = {"predicate": "perpetrator_of", "stage": "stated"}
    desk = desk_of(("a", "2024-03-01", "Court", [{}, prior]), ("b", "2024-04-01", "Court", [flat]))
    assert [(r.document, r.stage) for r in ladder(desk)] == [("a", "charged, not convicted")]
    assert [(x["doc"], x["stage"]) for x in ladder_lines(desk)] == [("a", "charged")]


def test_protected_name_is_masked_in_a_headline(desk_of: Callable[..., Desk]) -> None:
    """The girl whom another sentence protects."""
    girl = {
        "predicate": "victim_of",
        "stage": None,
        "subject": argument("Ilse Brandt", protected="minor"),
    }
    desk = desk_of(("a", "2024-03-01", "Court", [{}]), ("b", "2024-05-01", "Convicted of robbing Ilse Brandt", [girl]))
    step = ladder(desk)[1]
    assert step.redacted
    assert "Brandt" not in json.dumps([step.quote, step.title, step.statement])


def test_group_has_no_ladder(tmp_path: Path) -> None:
    """What is said of a group in law stands under its accusations."""
    page = document("Harbor Nine was charged with robbery, prosecutors said.")
    with Ledger.open(tmp_path / "x.ledger", create=True) as ledger:
        nine = argument("Harbor Nine", "Group", inside=page, entity="story-1#0")
        ledger.put(page, b"x", (claim(page, subject=nine),), reading=reading(page, "Harbor Nine", type="group"))
        desk = Desk(ledger)
        found = profile(desk, profiles_named(desk, "Harbor Nine")[0])
    assert (found.type, found.ladder) == ("group", ())


def test_page_prints_every_sentence_and_what_was_before(desk_of: Callable[..., Desk]) -> None:
    """The charge stands in the fold of the acquittal; the JSON twin has both."""
    desk = desk_of(("a", "2023-03-01", "Court", [{}]), ("b", "2024-03-01", "Court", [ACQUITTED]))
    site = Site(desk, Links(), "x.ledger")
    page = site.party(profiles_named(desk, "Marten Oyelaran")[0])
    html = site.render(page)
    part = html[html.index("How far in law, document by document") :].partition("</section>")[0]
    assert "Before that: charged, not convicted (1 document)" in part
    assert part.index("This is b.") < part.index("Before that") < part.index("This is a.")
    (freed,) = page.data()["ladder"]
    assert [rung["stage"] for rung in (freed, *freed["before"])] == ["acquitted", "charged, not convicted"]
