"""`according link`, then `export --format links`: the way by which linking is checked from outside."""

import json
from pathlib import Path

from tests.cli.test_commands import run

STORY = "Prosecutors charged {name}, 34, of Port Maren with robbery, they said on Monday."


def linked(tmp_path: Path, **stories: str) -> list[dict[str, str]]:
    """The `person` lines after adding, linking and exporting."""
    source, ledger, out = (tmp_path / name for name in ("in.jsonl", "x.ledger", "out.jsonl"))
    rows = [json.dumps({"id": id, "published": "2024-03-11", "text": text}) for id, text in stories.items()]
    source.write_text("\n".join(rows), encoding="utf-8")
    assert run("add", source, "--ledger", ledger).returncode == 0
    done = run("link", "--ledger", ledger)
    assert (done.returncode, "parties" in done.stderr) == (0, True)
    assert run("export", "--format", "links", "--ledger", ledger, "--out", out).returncode == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["kind"] == "person"]


def test_one_person_of_two_documents_has_one_entity(tmp_path: Path) -> None:
    """And each line names the document by the id it came with."""
    story = STORY.format(name="Marten Oyelaran")
    lines = linked(tmp_path, **{"office/1": story, "office/2": story})
    found = {(line["doc"], line["entity"]) for line in lines if line["mention"] == "Marten Oyelaran"}
    assert {doc for doc, _ in found} == {"office/1", "office/2"}
    assert len({entity for _, entity in found}) == 1


def test_two_names_stay_two_entities(tmp_path: Path) -> None:
    """Whatever else the stories share."""
    lines = linked(tmp_path, a=STORY.format(name="Marten Oyelaran"), b=STORY.format(name="Odalys Finch"))
    entity = {line["mention"]: line["entity"] for line in lines}
    assert entity["Marten Oyelaran"] != entity["Odalys Finch"]


def test_documents_get_incident_origin_and_ladder(tmp_path: Path) -> None:
    """The charge and the later plea tell one event, each from a text of its own, and the ladder has both steps."""
    told = "{title}\n\nMarten Oyelaran, 34, of Port Maren, {did} robbing Ilse Brandt on June 6, 2023, prosecutors said."
    source, ledger, out = (tmp_path / name for name in ("in.jsonl", "x.ledger", "out.jsonl"))
    texts = {
        "office/1": ("2023-06-09", told.format(title="Port Maren Man Charged with Robbery", did="was charged with")),
        "office/2": ("2024-01-10", told.format(title="Port Maren Man Pleads Guilty", did="pleaded guilty to")),
    }
    rows = [json.dumps({"id": id, "published": day, "text": text}) for id, (day, text) in texts.items()]
    source.write_text("\n".join(rows), encoding="utf-8")
    run("add", source, "--ledger", ledger)
    run("link", "--ledger", ledger)
    run("export", "--format", "links", "--ledger", ledger, "--out", out)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    incidents = {line["doc"]: line["incident"] for line in lines if line["kind"] == "incident"}
    assert incidents["office/1"] == incidents["office/2"]
    origins = {line["doc"]: line["origin"] for line in lines if line["kind"] == "origin"}
    assert origins["office/1"] != origins["office/2"]
    steps = [(line["doc"], line["stage"]) for line in lines if line["kind"] == "ladder"]
    assert steps == [("office/1", "charged"), ("office/2", "pleaded_guilty")]
    shown = run("show", "Marten Oyelaran", "--ledger", ledger).stdout
    ladder = shown[shown.index("How far in law, document by document") : shown.index("Accusations and the law")]
    assert ladder.index("2023-06-09 charged") < ladder.index("2024-01-10 pleaded guilty")
    assert ladder.count("at most 1 origin") == 2


def test_doubtful_pairs_are_listed_with_both_sides_decided_and_taken_back(tmp_path: Path) -> None:
    """A decision links at once: the pair leaves the list, and undoing brings it back."""
    source, ledger = tmp_path / "in.jsonl", tmp_path / "x.ledger"
    told = {
        "a": "Ansel Quint, 34, of Dunmore was charged with robbery of the heron museum, prosecutors said.",
        "b": "Ansel Quint, 36, of Selwick was convicted of forging barge permits, prosecutors said.",
    }
    rows = [
        json.dumps({"id": id, "published": "2024-03-11", "publisher": "Port Maren Prosecutor", "text": text})
        for id, text in told.items()
    ]
    source.write_text("\n".join(rows), encoding="utf-8")
    run("add", source, "--ledger", ledger)
    listed = run("identity", "--doubtful", "--json", "--ledger", ledger)
    (pair,) = json.loads(listed.stdout)["pairs"]
    assert [pair[side]["document"] for side in ("one", "other")] == ["a", "b"]
    assert [pair[side]["ages"] for side in ("one", "other")] == [[34], [36]]
    words = run("identity", "--doubtful", "--ledger", ledger).stdout
    assert "Ansel Quint, 34 years, of Dunmore" in words
    assert "1 pairs wait, 1 listed" in words
    both = ("a", "Ansel Quint", "b", "Ansel Quint", "--ledger", ledger)
    merged = run("identity", "merge", *both, "--reason", "one file")
    assert (merged.returncode, "decision 1: merge" in merged.stdout) == (0, True)
    assert json.loads(run("identity", "--doubtful", "--json", "--ledger", ledger).stdout)["pairs"] == []
    run("identity", "never_same", *both, "--reason", "two files")
    assert "decision 2 was not followed" in run("link", "--new", "--ledger", ledger).stderr
    run("undo", "1", "--ledger", ledger)
    assert "was not followed" not in run("link", "--new", "--ledger", ledger).stderr


def test_addition_to_a_linked_ledger_is_linked(tmp_path: Path) -> None:
    """Nothing waits for the next run."""
    ledger = tmp_path / "x.ledger"
    for name in ("one", "other"):
        (tmp_path / f"{name}.txt").write_text(STORY.format(name="Marten Oyelaran"), encoding="utf-8")
        assert run("add", tmp_path / f"{name}.txt", "--ledger", ledger).returncode == 0
        if name == "one":
            run("link", "--ledger", ledger)
    assert "0 documents came or changed" in run("link", "--new", "--ledger", ledger).stderr


def test_decision_without_a_second_person_or_a_reason_is_refused(tmp_path: Path) -> None:
    """The message says what is missing."""
    (tmp_path / "one.txt").write_text(STORY.format(name="Marten Oyelaran"), encoding="utf-8")
    run("add", tmp_path / "one.txt", "--ledger", tmp_path / "x.ledger")
    done = run("identity", "merge", "a", "Ansel Quint", "--ledger", tmp_path / "x.ledger")
    assert (done.returncode, "two people are needed" in done.stderr) == (2, True)
