"""`according match --keep` and `according known`: from a watch-list to a decision that is kept and handed on."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import followthemoney
import pytest
import stix2

from according.errors import DecidedMeanwhile
from according.ledger import Ledger, LedgerPart
from according.linking import link_entities
from according.views import Desk, known_of, profiles_named
from tests.cli.inside import run
from tests.factory import argument, claim, document, reading

STORIES = {
    "arrest": "Marten Oyelaran was charged with robbery, prosecutors said.",
    "plea": "Marten Oyelaran was charged with arson, prosecutors said.",
}
ENTRY = {
    "id": "Q4711", "schema": "Person",
    "properties": {
        "name": ["OYELARAN, Marten"], "topics": ["sanction"], "sourceUrl": ["https://lists.example/Q4711"],
    },
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A ledger with one man in two documents, and a list that has his name."""
    with Ledger.open(tmp_path / "case.ledger", create=True) as ledger:
        for id, text in STORIES.items():
            put(ledger, id, text, "Marten Oyelaran")
        both = (("arrest", "Marten Oyelaran"), ("plea", "Marten Oyelaran"))
        ledger.decide_identity("merge", *both, author="Ana", reason="one case number")
        link_entities(ledger)
    (tmp_path / "targets.ftm.json").write_text(json.dumps(ENTRY) + "\n", encoding="utf-8")
    return tmp_path


def put(ledger: Ledger, id: str, text: str, name: str, *, reader: str = "1", protected: str | None = None) -> None:
    """One document that names one person."""
    page = document(text, id=id, title=f"the {id}")
    read = reading(page, name)
    read = replace(read, reader_version=reader, entities=(replace(read.entities[0], protected=protected),))
    who = argument(name, inside=page, entity=f"{id}#0", protected=protected)
    ledger.put(page, text.encode(), (claim(page, subject=who),), reading=read)


def kept(place: Path) -> list[dict]:
    """The links as data."""
    return json.loads(run("known", "--ledger", place / "case.ledger", "--json").stdout)


def keep(place: Path) -> str:
    """The list held against the ledger, and kept."""
    done = run("match", place / "targets.ftm.json", "--ledger", place / "case.ledger", "--keep", "--author", "Ana")
    assert done.returncode == 0, done.stderr
    return done.stdout


def decide(place: Path, *words: object) -> str:
    """A decision about the first link."""
    done = run("known", *words, "--ledger", place / "case.ledger", "--author", "Ana")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_name_alone_is_kept_as_possible_and_never_more(place: Path) -> None:
    """Nobody has decided: the profile says so, and nothing leaves in an export. Keeping it again adds nothing."""
    assert "1 link is new" in keep(place)
    assert "0 links are new" in keep(place)
    (one,) = kept(place)
    known = one["known"]
    assert (known["list"], known["id"], known["state"], known["author"]) == ("targets", "Q4711", "possible", "Ana")
    assert known["speaks"] == ["same name"]
    assert "targets Q4711, OYELARAN, Marten [sanction]: possible" in " ".join(
        run("show", "Marten Oyelaran", "--ledger", place / "case.ledger").stdout.split()
    )
    for format in ("ftm", "ftm-statements", "stix", "csv", "rdf"):
        out = run("export", "--format", format, "--ledger", place / "case.ledger").stdout
        assert "Marten Oyelaran" in out
        assert "Q4711" not in out


def test_confirmed_entry_is_shown_and_handed_on(place: Path) -> None:
    """With who, when and why in the ledger, which stay there; each consumer's library reads the entry."""
    keep(place)
    assert "is confirmed" in decide(place, "same", 1, "--reason", "one case number")
    shown = " ".join(run("show", "Marten Oyelaran", "--ledger", place / "case.ledger").stdout.split())
    assert "confirmed by Ana" in shown
    assert "one case number" in shown
    out = {
        format: run("export", "--format", format, "--ledger", place / "case.ledger").stdout
        for format in ("ftm", "ftm-statements", "stix", "csv", "rdf")
    }
    entities = [followthemoney.model.get_proxy(json.loads(e), cleaned=False) for e in out["ftm"].splitlines()]
    (man,) = [e for e in entities if e.schema.name == "Person"]
    (similar,) = [e for e in entities if e.schema.name == "Similar"]
    assert (man.get("wikidataId"), man.get("sourceUrl")) == (["Q4711"], ["https://lists.example/Q4711"])
    assert (similar.get("candidate"), similar.get("match")) == ([man.id], ["Q4711"])
    assert similar.get("criteria") == ["targets"]
    told = list(csv.DictReader(io.StringIO(out["ftm-statements"])))
    assert {s["dataset"] for s in told if s["value"] == "Q4711"} == {"decisions"}
    (identity,) = [t for t in stix2.parse(out["stix"]).objects if t.get("name") == "Marten Oyelaran"]
    (reference,) = identity.external_references
    assert (reference.source_name, reference.external_id) == ("targets", "Q4711")
    assert {row["subject_known"] for row in csv.DictReader(io.StringIO(out["csv"]))} == {"targets: Q4711"}
    assert "targets: Q4711" in out["rdf"]
    assert [("one case number" in text, "Ana" in text) for text in out.values()] == [(False, False)] * 5


def test_decision_is_reversible_and_needs_a_reason(place: Path) -> None:
    """It can be the other way, and be taken back; an unknown number is named."""
    keep(place)
    bare = run("known", "same", 1, "--ledger", place / "case.ledger")
    assert (bare.returncode, "needs a reason" in bare.stderr) == (2, True)
    gone = run("known", "same", 9, "--reason", "x", "--ledger", place / "case.ledger")
    assert (gone.returncode != 0, "no link 9" in gone.stderr) == (True, True)
    odd = run("known", "--state", "sure", "--ledger", place / "case.ledger")
    assert (odd.returncode, "possible, confirmed, rejected" in odd.stderr) == (2, True)
    decide(place, "other", 1, "--reason", "born elsewhere")
    assert kept(place)[0]["known"]["state"] == "rejected"
    assert run("undo", 2, "--ledger", place / "case.ledger").returncode == 0
    assert kept(place)[0]["known"]["state"] == "possible"


def test_decision_outlives_reading_and_linking_anew(place: Path) -> None:
    """It is tied to the document and the name that the person bore there."""
    keep(place)
    decide(place, "same", 1, "--reason", "one case number")
    with Ledger.open(place / "case.ledger") as ledger:
        for id, text in STORIES.items():
            put(ledger, id, text, "Marten Oyelaran", reader="2")
        link_entities(ledger)
    (one,) = kept(place)
    assert (one["party"], one["known"]["state"]) == ("Marten Oyelaran", "confirmed")
    assert "0 links are new" in keep(place)


def test_two_entries_of_one_list_for_one_person_are_told(place: Path) -> None:
    """Both stay as they were decided, marked on either."""
    second = {**ENTRY, "id": "Q4712"}
    (place / "targets.ftm.json").write_text(f"{json.dumps(ENTRY)}\n{json.dumps(second)}\n", encoding="utf-8")
    keep(place)
    decide(place, "same", 1, "--reason", "one case number")
    assert "another entry of this list is confirmed, too" in decide(place, "same", 2, "--reason", "one address")
    assert {one["known"]["contested"] for one in kept(place)} == {"another entry of this list is confirmed, too"}


def test_year_of_birth_that_does_not_fit_is_told_and_not_kept(place: Path) -> None:
    """A man of 34 in 2024 was not born in 1950."""
    with Ledger.open(place / "case.ledger") as ledger:
        page = document("Teodor Lunz was charged with arson, prosecutors said.", id="lunz")
        read = reading(page, "Teodor Lunz")
        ledger.put(page, b"l", (), reading=replace(read, entities=(replace(read.entities[0], age=34),)))
    entry = {"id": "old", "schema": "Person", "properties": {"name": ["Teodor Lunz"], "birthDate": ["1950"]}}
    (place / "targets.ftm.json").write_text(json.dumps(entry), encoding="utf-8")
    told = keep(place)
    assert "but year of birth does not fit" in " ".join(told.split())
    assert "1 not kept" in told
    assert kept(place) == []


def test_protected_person_is_in_no_list(place: Path) -> None:
    """An entry's name or id would tell who it is."""
    with Ledger.open(place / "case.ledger") as ledger:
        put(ledger, "boy", "Ilan Quist was charged with robbery, prosecutors said.", "Ilan Quist", protected="minor")
    entry = {"id": "Q9", "schema": "Person", "properties": {"name": ["Ilan Quist"]}}
    (place / "targets.ftm.json").write_text(json.dumps(entry), encoding="utf-8")
    told = keep(place)
    assert "1 more stands for protected people" in told
    assert ("Q9" in told, "Ilan" in told) == (False, False)
    assert kept(place) == []


def test_link_of_somebody_protected_later_is_masked(place: Path) -> None:
    """What was kept before is no longer told, nor handed on."""
    keep(place)
    decide(place, "same", 1, "--reason", "one case number")
    with Ledger.open(place / "case.ledger") as ledger:
        put(ledger, "young", STORIES["plea"], "Marten Oyelaran", protected="minor")
    assert "1 more is about protected people" in run("known", "--ledger", place / "case.ledger").stdout
    assert kept(place) == []
    for format in ("ftm", "stix", "csv"):
        assert "Q4711" not in run("export", "--format", format, "--ledger", place / "case.ledger").stdout


def test_erasure_takes_the_link_and_the_decision_along(place: Path) -> None:
    """Of the person, and of the document that the link is tied to."""
    keep(place)
    decide(place, "same", 1, "--reason", "one case number")
    with Ledger.open(place / "case.ledger") as ledger:
        ledger.erase_person("Marten Oyelaran", reason="request", author="Ana")
        assert (ledger.known_links(), ledger.decisions()) == ([], [])


def test_link_of_another_desk_is_not_seen(place: Path) -> None:
    """Nor can it be decided there."""
    keep(place)
    decide(place, "same", 1, "--reason", "one case number")
    with Ledger.open(place / "case.ledger") as ledger:
        page = document(STORIES["arrest"], id="other")
        ledger.put(page, b"o", (claim(page),), reading=reading(page, "Marten Oyelaran"), collection="docks")
        part = LedgerPart(ledger, ("docks",))
        assert (part.known_links(), part.decisions()) == ([], [])
        (party,) = profiles_named(Desk(part), "Marten Oyelaran")
        assert known_of(Desk(part), party) == ()


def test_who_decides_too_late_is_told(place: Path) -> None:
    """Through the ledger, as the desk asks it."""
    keep(place)
    with Ledger.open(place / "case.ledger") as ledger:
        (link,) = ledger.known_links()
        ledger.decide_known("known_same", link, author="Ana", reason="one case number", seen=0)
        with pytest.raises(DecidedMeanwhile):
            ledger.decide_known("known_other", link, author="Ben", reason="another man", seen=0)
