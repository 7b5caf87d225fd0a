"""`according signoff` through its entry point: what a lawyer signs, and whether it still holds later."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from according.ledger import Ledger
from tests.cli.test_commands import DOCUMENTS, run

CHARGED = "Marten Oyelaran, 34, was charged with extortion on Monday, prosecutors said."
ACQUITTED = "Bruno Castellane, 41, was acquitted of arson on Friday by a jury in Kestrel County."
ARSON = "Bruno Castellane, 41, was charged with arson in May, prosecutors said."
DRAFT = (
    "# Fires on the quay\n\nMarten Oyelaran was charged with extortion.\n\n"
    "Bruno Castellane was charged with arson.\n\nOdalys Finch drove to Harrow Bend in the rain.\n"
)


def add(ledger: Path, name: str, text: str, day: str) -> None:
    """One more story."""
    told = run("add", "-", "--published", day, "--ledger", ledger, input=text)
    assert told.returncode == 0, f"{name}: {told.stderr}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of three stories, a draft, and its sheet with the record beside it."""
    folder = tmp_path_factory.mktemp("signoff")
    add(folder / "case.ledger", "charge", CHARGED, "2024-05-15")
    add(folder / "case.ledger", "arson", ARSON, "2024-05-20")
    add(folder / "case.ledger", "acquittal", ACQUITTED, "2025-02-14")
    (folder / "draft.md").write_text(DRAFT, encoding="utf-8")
    told = run("signoff", folder / "draft.md", "--ledger", folder / "case.ledger", "-o", folder / "sheet.html")
    assert told.returncode == 0, told.stderr
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    """A copy of the folder that a test may change."""
    return shutil.copytree(made, tmp_path / "case")


def verified(folder: Path, sheet: str = "sheet.html") -> tuple[int, str]:
    """Exit code and what is told, white space folded."""
    told = run(
        "signoff", folder / "draft.md", "--ledger", folder / "case.ledger", "--verify", folder / sheet,
        "--json", folder / "result.json",
    )  # fmt: skip
    return told.returncode, " ".join((told.stdout + told.stderr).split())


def test_record_holds_draft_hash_recorded_time_and_counts(made: Path) -> None:
    """What is frozen can be told apart from any other state of draft and ledger."""
    record = json.loads((made / "sheet.json").read_text(encoding="utf-8"))
    check = record["check"]
    with Ledger.open(made / "case.ledger") as ledger:
        status = ledger.status()
    assert record["format"] == "according sign-off 1"
    assert check["sha256"] == hashlib.sha256((made / "draft.md").read_bytes()).hexdigest()
    assert check["recorded"] == status.last_recorded
    assert (check["documents"], check["claims"]) == (3, status.claims)
    assert [s["place"] for s in check["sentences"]] == ["paragraph 2", "paragraph 3", "paragraph 4"]


def test_sheet_bears_the_hash_of_its_record_and_loads_nothing(made: Path) -> None:
    """Paper and file are held together by sha256sum; the page works without a network."""
    page = (made / "sheet.html").read_text(encoding="utf-8")
    digest = hashlib.sha256((made / "sheet.json").read_bytes()).hexdigest()
    assert f"<code>{digest}</code>" in page
    assert not re.search(r"<script|<link|<img|https?:|\bsrc=|@import|url\(", page)


def test_every_sentence_about_somebody_has_its_entries(made: Path) -> None:
    """Also the one that passes, and the one in which no claim was read."""
    page = (made / "sheet.html").read_text(encoding="utf-8")
    sections = re.findall(r'<section[^>]* id="s\d+">.*?</section>', page, re.DOTALL)
    assert len(sections) == 3
    for words in (
        "Right of reply: asked on",
        "deadline",
        "Answer",
        "☐&nbsp;cleared &nbsp; ☐&nbsp;change &nbsp; ☐&nbsp;cut",
        "Initials",
    ):
        assert all(words in section for section in sections)
    assert "supported</span>" in sections[0]
    assert "no claim was read in it" in sections[2]
    assert "somebody is on record as saying so; this is no defence by itself" in page


def test_sheet_tells_what_moved_on_with_age_quote_and_speaker(made: Path) -> None:
    """An acquittal since heads the page and stands at its sentence."""
    page = (made / "sheet.html").read_text(encoding="utf-8")
    top, section = page.split('id="s1"')[0], page.split('id="s2"')[1].split("</section>")[0]
    assert "Moved on since" in top
    assert "since then “acquitted” (2025-02-14)" in top
    assert re.search(r"latest document on the matter: 2025-02-14, \d+ days before this check", section)
    assert "charged, not convicted; as of 2024-05-20; “acquitted” (2025-02-14) for somebody of this name" in section
    assert "<td>“prosecutors” (prosecutors)</td>" in section
    assert "“Bruno Castellane, 41, was charged with arson in May, prosecutors said.”" in section
    assert "paragraph 1" in section


def test_denial_stands_beside_the_accusation(tmp_path: Path) -> None:
    """Said in one language, told in the draft's; and where none was read, the sheet asks for it."""
    names = ("da-four-indicted.txt", "diario-incendio.txt", "courier-castellane-acquitted.md")
    ledger, sheet = tmp_path / "case.ledger", tmp_path / "sheet.html"
    assert run("add", *(DOCUMENTS / name for name in names), "--ledger", ledger).returncode == 0
    draft = "Bruno Castellane was charged with arson.\n\nDario Velasco-Prior was indicted."
    assert run("signoff", "-", "--ledger", ledger, "-o", sheet, input=draft).returncode == 0
    castellane, velasco = sheet.read_text(encoding="utf-8").split('id="s2"')
    assert "citing “Castellane” (a suspect): the accusation against Bruno Castellane" in castellane
    assert "denied by “Castellane” (a suspect)" in castellane
    assert "acquitted, 2025-02-14, according to" in castellane
    assert "no denial was read in the documents here" in velasco


def test_untouched_draft_and_ledger_hold(case: Path) -> None:
    """Exit code 0, from the sheet and from its record."""
    for sheet in ("sheet.html", "sheet.json"):
        code, told = verified(case, sheet)
        assert code == 0, told
        assert told.endswith("The sheet holds.")
    assert json.loads((case / "result.json").read_text(encoding="utf-8"))["holds"] is True


def test_ledger_that_grew_elsewhere_still_holds(case: Path) -> None:
    """A story about somebody else is told as growth, not as a change."""
    add(case / "case.ledger", "other", "Viktor Amsel was indicted for murder on Monday.", "2025-03-01")
    code, told = verified(case)
    assert code == 0, told
    assert "4 documents and" in told


def test_dismissal_added_since_is_told_with_its_sentence(case: Path) -> None:
    """What passed then is outdated now; exit code 7."""
    story = "A judge dismissed the extortion charge against Marten Oyelaran, 34, on Friday."
    add(case / "case.ledger", "dismissal", story, "2025-06-02")
    code, told = verified(case)
    assert code == 7
    assert "The draft is the same." in told
    assert "1. “Marten Oyelaran was charged with extortion.” - supported then, outdated now" in told
    assert "since then “dismissed” (2025-06-02)" in told
    record = json.loads((case / "result.json").read_text(encoding="utf-8"))
    assert [changed["number"] for changed in record["changed"]] == [1]


def test_rejected_claim_is_a_change(case: Path) -> None:
    """A decision about what the sheet rests on counts like a document."""
    with Ledger.open(case / "case.ledger") as ledger:
        claim = next(c for c in ledger.claims() if c.subject and c.subject.name == "Marten Oyelaran" and c.stage)
    decided = run("decide", "reject", claim.id, "--ledger", case / "case.ledger", "--reason", "misread")
    assert decided.returncode == 0
    code, told = verified(case)
    assert code == 7
    assert "supported then, unsupported now" in told
    assert "no longer on record: 1 claim that it was held against" in told


def test_accepted_claim_is_told_as_reviewed(case: Path) -> None:
    """The same words on record, but a person stands behind them now."""
    with Ledger.open(case / "case.ledger") as ledger:
        claim = next(c for c in ledger.claims() if c.subject and c.subject.name == "Marten Oyelaran" and c.stage)
    run("decide", "accept", claim.id, "--ledger", case / "case.ledger", "--reason", "read it")
    code, told = verified(case)
    assert code == 7
    assert "on record otherwise (reviewed, edited or replaced since): 1 claim" in told


def test_changed_draft_is_told_sentence_by_sentence(case: Path) -> None:
    """What is new, and what is gone; the rest keeps its number."""
    changed = DRAFT.replace("Odalys Finch drove", "Odalys Finch walked")
    (case / "draft.md").write_text(changed, encoding="utf-8")
    code, told = verified(case)
    assert code == 7
    assert "The draft is another than the one signed." in told
    assert "+ not on the sheet: “Odalys Finch walked to Harrow Bend in the rain.”" in told
    assert "- no longer in the draft: “Odalys Finch drove to Harrow Bend in the rain.”" in told
    assert "The ledger says the same of the checked sentences." in told


def test_altered_record_is_refused(case: Path) -> None:
    """A record that is not the sheet's own proves nothing."""
    record = case / "sheet.json"
    record.write_text(record.read_text(encoding="utf-8").replace("2024-05-15", "2024-05-16"), encoding="utf-8")
    code, told = verified(case)
    assert code == 2
    assert "sheet.json is not the record of sheet.html" in told


@pytest.mark.parametrize("content", ["", "{}", "[1, 2", '{"format": "another 9"}', "<html></html>", "\udcff"])
def test_what_is_no_record_is_refused_in_words(case: Path, content: str) -> None:
    """Empty, half, foreign or binary files end in one line, not in a traceback."""
    (case / "other.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    code, told = verified(case, "other.json")
    assert code == 2
    assert told.startswith("according: other.json is no frozen sign-off.")


def test_frozen_files_are_not_overwritten(case: Path) -> None:
    """Neither the sheet nor a record that lies where the new one would go."""
    before = (case / "sheet.html").read_bytes()
    again = run("signoff", case / "draft.md", "--ledger", case / "case.ledger", "-o", case / "sheet.html")
    assert again.returncode == 2
    assert "not overwritten" in again.stderr
    assert (case / "sheet.html").read_bytes() == before
    (case / "next.json").write_text("mine", encoding="utf-8")
    beside = run("signoff", case / "draft.md", "--ledger", case / "case.ledger", "-o", case / "next.html")
    assert beside.returncode == 2
    assert not (case / "next.html").exists()


def test_sign_off_as_of_a_day_says_what_it_leaves_out(case: Path) -> None:
    """The acquittal came later; verified against everything, the sentence is outdated."""
    told = run(
        "signoff", case / "draft.md", "--ledger", case / "case.ledger", "-o", case / "may.html", "--as-of", "2024-06-01"
    )
    assert told.returncode == 0
    page = (case / "may.html").read_text(encoding="utf-8")
    assert "what was published after 2024-06-01 is left out" in page
    assert "Moved on since" not in page
    code, said = verified(case, "may.html")
    assert code == 7
    assert "supported then, outdated now" in said


def test_confidential_lines_are_marked_on_the_sheet(case: Path) -> None:
    """The lawyer may see them; the sheet says that it must not be handed on."""
    story = "Odalys Finch, 38, was arrested for fraud on Monday, police said."
    run(
        "add",
        "-",
        "--published",
        "2025-01-08",
        "--handling",
        "confidential",
        "--ledger",
        case / "case.ledger",
        input=story,
    )
    (case / "draft.md").write_text("Odalys Finch was arrested for fraud.", encoding="utf-8")
    run("signoff", case / "draft.md", "--ledger", case / "case.ledger", "-o", case / "finch.html")
    page = (case / "finch.html").read_text(encoding="utf-8")
    assert "quotes 1 lines of restricted documents" in page
    assert "<strong>confidential</strong>" in page


def test_protected_people_are_masked_on_sheet_and_record(case: Path) -> None:
    """A minor's name stands on neither."""
    (case / "draft.md").write_text("Niko Farrand, 16, was charged with robbery on Monday.", encoding="utf-8")
    run("signoff", case / "draft.md", "--ledger", case / "case.ledger", "-o", case / "minor.html")
    for name in ("minor.html", "minor.json"):
        text = (case / name).read_text(encoding="utf-8")
        assert "Farrand" not in text
        assert "[a person under 18], 16, was charged with robbery" in text


def test_sign_off_without_a_sheet_is_a_setting_error(made: Path) -> None:
    """Exit code 2, with what to give."""
    told = run("signoff", made / "draft.md", "--ledger", made / "case.ledger")
    assert told.returncode == 2
    assert "-o SHEET.html" in told.stderr
