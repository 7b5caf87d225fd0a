"""Decisions go from one ledger to another of the same documents by a file, and overrule nobody there."""

import json
from pathlib import Path

import pytest

from according.ledger import KnownEntry, KnownLink, Ledger
from according.linking import link_entities
from tests.cli.inside import Done, run
from tests.factory import argument, claim, document, reading

STORY = "Marten Oyelaran was charged with robbery, prosecutors said."
ONE, OTHER = ("a", "Marten Oyelaran"), ("b", "Marten Oyelaran")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two ledgers, `here` and `there`, of the same two documents."""
    for name in ("here", "there"):
        with Ledger.open(tmp_path / f"{name}.ledger", create=True) as ledger:
            for id in ("a", "b"):
                put(ledger, id)
            link_entities(ledger)
    return tmp_path


def put(ledger: Ledger, id: str) -> None:
    """One document with one charge, told in words of its own."""
    page = document(f"{STORY} It is number {id}.", id=id)
    who = argument("Marten Oyelaran", inside=page, entity=f"{id}#0")
    ledger.put(page, page.text.encode(), (claim(page, subject=who),), reading=reading(page, "Marten Oyelaran"))


def of(ledger: Ledger, id: str):
    """The claim of one document."""
    return next(c for c in ledger.claims() if c.document.id == id)


def carried(place: Path) -> Done:
    """What was decided there, exported and taken over here."""
    out = place / "decisions.jsonl"
    assert run("export", "--format", "decisions", "--ledger", place / "there.ledger", "--out", out).returncode == 0
    return run("decisions", out, "--ledger", place / "here.ledger")


def test_decisions_of_every_kind_come_once_with_author_reason_and_day(place: Path) -> None:
    """Review, edit, entry, identity, an entry of a list; a second run adds nothing."""
    with Ledger.open(place / "there.ledger") as there:
        first, second = of(there, "a"), of(there, "b")
        there.decide("accept", first, author="Ana", reason="seen in court")
        there.edit(second, claim(there.document("b"), stage="arrested"), author="Ben", reason="not charged yet")
        told = claim(there.document("a"), stage="arrested")
        there.enter(told, author="Ana", reason="overlooked")
        there.decide_identity("merge", ONE, OTHER, author="Ana", reason="one case number")
        link = KnownLink(KnownEntry("targets", "Q4711", "M. Oyelaran"), *ONE, 0.4, ("same name",))
        there.keep_known([link], author="Ana")
        there.decide_known("known_same", link, author="Ana", reason="one address")
        link_entities(there)
    done = carried(place)
    assert (done.returncode, done.stdout) == (
        0, "4 decisions and 1 entered claims taken over; 0 stood here already.\n",
    )  # fmt: skip
    with Ledger.open(place / "here.ledger") as here:
        found = {d.kind: (d.author, d.reason) for d in here.decisions()}
        day = here.decisions()[0].recorded_at[:10]
        assert found["accept"] == ("Ana", f"seen in court (decided {day}, brought in)")
        assert found["known_same"][0] == "Ana"
        assert of(here, "a").review == "accepted"
        assert (of(here, "b").review, of(here, "b").stage) == ("edited", "arrested")
        assert sorted(c.stage for c in here.claims()) == ["arrested", "arrested", "charged"]
        assert len({link.party for link in here.linked().values()}) == 1
        assert [k.speaks for k in here.known_links()] == [("same name",)]
        before = len(here.decisions())
    again = carried(place)
    assert (again.returncode, again.stdout) == (
        0, "0 decisions and 0 entered claims taken over; 5 stood here already.\n",
    )  # fmt: skip
    with Ledger.open(place / "here.ledger") as here:
        assert len(here.decisions()) == before


def test_who_decided_otherwise_here_is_not_overruled(place: Path) -> None:
    """About a claim, about who is one, about an entry; each is listed with both sides."""
    link = KnownLink(KnownEntry("targets", "Q4711", "M. Oyelaran"), *ONE, 0.4, ("same name",))
    for name, review, who, entry in (
        ("here", "reject", "never_same", "known_other"),
        ("there", "accept", "merge", "known_same"),
    ):
        with Ledger.open(place / f"{name}.ledger") as ledger:
            ledger.decide(review, of(ledger, "a"), author=name, reason="x")
            ledger.decide_identity(who, ONE, OTHER, author=name, reason="x")
            ledger.keep_known([link], author=name)
            ledger.decide_known(entry, link, author=name, reason="x")
    done = carried(place)
    told = " ".join(done.stdout.split())
    assert done.returncode == 3
    assert "here reject by here, there accept by there; nothing was changed" in told
    assert "here never_same by here, there merge by there; nothing was changed" in told
    assert "here known_other by here, there known_same by there; nothing was changed" in told
    with Ledger.open(place / "here.ledger") as here:
        assert [d.kind for d in here.decisions()] == ["reject", "never_same", "known_other"]


def test_what_was_taken_back_here_does_not_come_back(place: Path) -> None:
    """The undoing is a decision, too: it is listed."""
    with Ledger.open(place / "there.ledger") as there:
        there.decide("accept", of(there, "a"), author="Ana", reason="seen")
    assert carried(place).returncode == 0
    with Ledger.open(place / "here.ledger") as here:
        here.undo(here.decisions()[0].id, author="Ben")
    done = carried(place)
    assert (done.returncode, "here accept was taken back, there accept by Ana" in " ".join(done.stdout.split())) == (
        3, True,
    )  # fmt: skip
    with Ledger.open(place / "here.ledger") as here:
        assert of(here, "a").review == "unreviewed"


def test_what_is_not_here_is_listed_by_its_line(place: Path) -> None:
    """A claim, a person and an entered claim of a document that this ledger lacks."""
    with Ledger.open(place / "there.ledger") as there:
        page = document("Teodor Lunz was charged with arson, police said.", id="c")
        lunz = argument("Teodor Lunz", inside=page, entity="c#0")
        there.put(page, b"c", (claim(page, subject=lunz),), reading=reading(page, "Teodor Lunz"))
        there.decide("accept", of(there, "c"), author="Ana", reason="seen")
        there.decide_identity("never_same", ("c", "Teodor Lunz"), ONE, author="Ana", reason="two men")
        there.enter(claim(page, subject=lunz, stage="arrested"), author="Ana")
    done = carried(place)
    told = " ".join(done.stdout.split())
    assert done.returncode == 3
    assert "line 1: accept by Ana: no claim here says what it was made on" in told
    assert "line 2: never_same by Ana: document 'c' names nobody 'Teodor Lunz'" in told
    assert "line 3: enter by Ana: document 'c' is not here in that version" in told
    with Ledger.open(place / "here.ledger") as here:
        assert here.decisions() == []


def test_broken_line_costs_nothing_but_itself(place: Path) -> None:
    """Half a line, another format, an edit to what is no claim; the good line is taken."""
    with Ledger.open(place / "there.ledger") as there:
        there.decide("accept", of(there, "a"), author="Ana", reason="seen")
        there.edit(of(there, "b"), of(there, "b"), author="Ana", reason="x")
    carried(place)
    good, edit = (place / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    broken = json.loads(edit)
    broken["value"]["predicate"] = "saint"
    with Ledger.open(place / "fresh.ledger", create=True) as fresh:
        put(fresh, "a")
        put(fresh, "b")
    lines = ['{"kind": "acc', '["accept"]', '{"kind": "pin", "author": "A", "reason": "", "recorded_at": ""}']
    lines += [json.dumps(broken), json.dumps({**json.loads(good), "author": 7}), good]
    (place / "broken.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("decisions", place / "broken.jsonl", "--ledger", place / "fresh.ledger")
    assert done.returncode == 3
    assert done.stdout.startswith("1 decisions and 0 entered claims taken over")
    assert [f"line {n}:" in done.stdout for n in range(1, 7)] == [True] * 5 + [False]
    assert "predicate 'saint' is not in the ontology" in " ".join(done.stdout.split())


def test_unmasking_is_left_to_whoever_answers_for_this_ledger(place: Path) -> None:
    """It is listed, without the name."""
    with Ledger.open(place / "there.ledger") as there:
        there.decide("unmask", target="a#0", author="Ana", reason="family agreed")
    done = carried(place)
    told = " ".join(done.stdout.split())
    assert (done.returncode, "shows a protected person of document 'a'" in told) == (3, True)
    assert "Oyelaran" not in told
    with Ledger.open(place / "here.ledger") as here:
        assert here.unmasked() == frozenset()
