"""The command line through its entry point: real processes, real reader, invented documents."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from according.ledger import Ledger
from according.ontology import claim_schema

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "examples" / "documents"
BROKEN = ROOT / "examples" / "broken"


def run(*arguments: object, **given: object) -> subprocess.CompletedProcess[str]:
    """One command with its output."""
    command = [sys.executable, "-m", "according", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", **given)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples in a ledger, in a folder with a space and an ñ in its name."""
    path = tmp_path_factory.mktemp("press room ñ") / "demo.ledger"
    assert run("add", DOCUMENTS, "--ledger", path).returncode == 0
    return path


def test_exported_claims_hold_the_schema_and_quote_their_document(ledger: Path) -> None:
    """Every claim, every quote, every speaker."""
    texts = {
        d["id"]: d["text"]
        for d in map(json.loads, run("export", "--format", "documents", "--ledger", ledger).stdout.splitlines())
    }
    claims = [json.loads(line) for line in run("export", "--format", "claims", "--ledger", ledger).stdout.splitlines()]
    validator = jsonschema.Draft202012Validator(claim_schema())
    assert len(claims) > 100
    for record in claims:
        validator.validate(record)
        assert record["attribution"]
        for item in record["evidence"]:
            assert texts[item["document"]][item["start"] : item["end"]] == item["quote"]
    assert len({record["id"] for record in claims}) == len(claims)


def test_adding_again_changes_nothing(ledger: Path) -> None:
    """Known documents are skipped before they are read."""
    again = run("add", DOCUMENTS, "--ledger", ledger)
    assert again.returncode == 0
    assert "19 unchanged" in again.stderr


def test_show_names_speaker_stage_and_sentence(ledger: Path) -> None:
    """A briefing that can be checked."""
    told = run("show", "Dario Velasco-Prior", "--ledger", ledger).stdout
    assert "Accusations are not findings." in told
    assert "“" in told
    assert "as of 20" in told


def test_read_hides_a_childs_name_also_in_titles_and_other_peoples_sentences() -> None:
    """A document that is read without being stored is shown as one of a ledger is."""
    told = run("read", DOCUMENTS / "briefs.jsonl").stdout
    assert "a person under 18" in told
    assert "Farrand" not in told


def test_unknown_name_exits_with_the_ledger_code_and_a_hint(ledger: Path) -> None:
    """No traceback."""
    told = run("show", "Nobody Atall", "--ledger", ledger)
    assert told.returncode == 4
    assert "according search" in told.stderr
    assert "Traceback" not in told.stderr


def test_search_finds_words_of_the_stories(ledger: Path) -> None:
    """Spanish ones, too."""
    assert "2024" in run("search", "incendio", "--ledger", ledger).stdout


def test_report_writes_pages(ledger: Path, tmp_path: Path) -> None:
    """A page for the overview, every document, every party."""
    told = run("report", "--ledger", ledger, "--out", tmp_path / "report")
    assert told.returncode == 0
    assert (tmp_path / "report" / "index.html").stat().st_size > 2000


def test_broken_documents_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    """Exit code 3, a reason for each, nothing lost."""
    good = tmp_path / "good.txt"
    good.write_text("Marten Oyelaran was charged with robbery, prosecutors said on Monday.", encoding="utf-8")
    told = run("add", BROKEN, good, "--ledger", tmp_path / "x.ledger")
    assert told.returncode == 3
    for reason in ("empty", "binary", "encrypted", "damaged", "needs_ocr"):
        assert reason in told.stderr
    assert "1 added" in told.stderr
    assert "needs_ocr" in run("status", "--ledger", tmp_path / "x.ledger").stdout


def test_read_from_standard_input_gives_claims_as_json() -> None:
    """Nothing is stored."""
    text = "Prosecutors charged Marten Oyelaran, 34, with robbery on Monday, the Port Maren Courier reported."
    told = run("read", "-", "--json", input=text)
    assert told.returncode == 0
    records = [json.loads(line) for line in told.stdout.splitlines()]
    assert ("accused_of", "charged") in {(r["predicate"], r["stage"]) for r in records}


def test_erased_document_is_gone_and_does_not_come_back(tmp_path: Path) -> None:
    """Adding it again names the erasure."""
    path, story = tmp_path / "e.ledger", tmp_path / "story.txt"
    story.write_text("Odalys Finch was arrested in Quay Ward on Monday, police said.", encoding="utf-8")
    assert run("add", story, "--ledger", path).returncode == 0
    assert run("erase", "story.txt", "--reason", "court order", "--yes", "--ledger", path).returncode == 0
    again = run("add", story, "--ledger", path)
    assert again.returncode == 3
    assert "erased" in again.stderr
    told = run("status", "--erased", "--ledger", path).stdout
    assert "court order" in told
    assert "story.txt" not in told


def test_bad_setting_names_key_value_and_what_is_valid() -> None:
    """Exit code 2."""
    told = run("read", "-", input="x", env={**os.environ, "ACCORDING_THREADS": "many"})
    assert told.returncode == 2
    assert "ACCORDING_THREADS='many'" in told.stderr


def test_help_does_not_load_the_reader() -> None:
    """The help answers without the heavy parts."""
    heavy = ("onnxruntime", "sqlalchemy", "justext")
    code = f"import sys, according.cli; print([m for m in {heavy} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_killed_at_ten_moments_and_run_again_gives_the_undisturbed_ledger(ledger: Path, tmp_path: Path) -> None:
    """What was acknowledged stays; what was not is read again."""
    path, chance = tmp_path / "killed.ledger", random.Random(11)
    for _ in range(10):
        process = subprocess.Popen(
            [sys.executable, "-m", "according", "add", str(DOCUMENTS), "--ledger", str(path), "--quiet"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.3 + 2 * chance.random())
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert run("add", DOCUMENTS, "--ledger", path).returncode == 0
    with Ledger.open(path) as killed, Ledger.open(ledger) as calm:
        assert killed.dump() == calm.dump()


def test_no_line_of_read_and_search_shows_a_minor_of_a_list(tmp_path: Path) -> None:
    """Each quote masks every minor of its document, not only its own."""
    story = tmp_path / "story.txt"
    story.write_text(
        "Two teenagers were among the injured\n\nPolice said Karim Adeyemi, 17, Tess Okonjo, 16, and Milo Brandt, 15, "
        "were injured when Bruno Castellane, 44, fired at the pier on 3 May 2024. Okonjo was treated at the scene. "
        "Castellane was charged with assault, prosecutors said.\n",
        encoding="utf-8",
    )
    told = run("read", story)
    assert "Castellane" in told.stdout
    path = tmp_path / "m.ledger"
    run("add", story, "--ledger", path)
    found = run("search", "injured", "--ledger", path)
    assert "at the pier" in found.stdout
    for word in ("Karim", "Adeyemi", "Tess", "Okonjo", "Milo", "Brandt"):
        assert word not in told.stdout
        assert word not in found.stdout
