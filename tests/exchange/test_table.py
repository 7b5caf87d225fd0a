"""A spreadsheet comes in row by row: kept as evidence, said by the source that it cites, refused in words otherwise."""

import csv
from pathlib import Path

import openpyxl
import pytest

from according.errors import SettingError
from according.exchange import Mapping, bring_table, mapping_toml, merge, read_mapping
from according.export import Selection, export
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.settings import Settings
from tests.cli.test_commands import run

HEADER = ("Who", "Link", "To whom", "Since", "Until", "Where", "Cited", "Remark")
COLUMNS = dict(zip(("subject", "relation", "object", "from", "to", "place", "source", "note"), HEADER, strict=True))
MAPPING = Mapping(COLUMNS, {"runs": "leads", "charged_with": "accused_of charged"})
ROWS = [
    ("Marten Oyelaran", "runs", "Harbor Nine", "2019", "", "Quay Ward", "Port Maren Police, bulletin 4", "sure"),
    ("Teodor Lunz", "charged with", "Robbery", "2024-03-11", "", "Port Maren", "Radio Quay", ""),
    ("Harbor Nine", "rival of", "Los Corvinos", "2018", "2021", "", "Port Maren Courier", ""),
    ("Ines Cabrera-Holt", "member of", "Los Corvinos", "", "", "", "", "heard it somewhere"),
    ("Odalys Finch", "knows", "Bruno Castellane", "", "", "", "Radio Quay", ""),
    ("Harbor Nine", "engages in", "gardening", "", "", "", "Radio Quay", ""),
    ("", "", "", "", "", "", "", ""),
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger."""
    with Ledger.open(tmp_path / "table.ledger", create=True) as opened:
        yield opened


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The rows as a CSV."""
    return written(tmp_path / "known.csv", ROWS)


def written(path: Path, rows: list[tuple[str, ...]], header: tuple[str, ...] = HEADER, delimiter: str = ",") -> Path:
    """A CSV of these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return path


def test_row_is_evidence_and_its_source_the_speaker(ledger: Ledger, table: Path) -> None:
    """The quote is the whole row; stage and relation are the mapping's."""
    done, _ = bring_table(ledger, table, MAPPING)
    assert (done.rows, done.claims) == (6, 3)
    told = {c.predicate: c for c in ledger.claims()}
    lead, charge, rival = told["leads"], told["accused_of"], told["rival_of"]
    assert lead.evidence[0].quote == (
        "Who: Marten Oyelaran | Link: runs | To whom: Harbor Nine | Since: 2019 | Where: Quay Ward | "
        "Cited: Port Maren Police, bulletin 4 | Remark: sure"
    )
    assert (lead.innermost.source, lead.innermost.kind) == ("Port Maren Police, bulletin 4", "document")
    assert (lead.subject.type, lead.object.type, lead.object.name) == ("Person", "Group", "Harbor Nine")
    assert (charge.stage, charge.object.name, charge.qualifiers.date.edtf) == ("charged", "robbery", "2024-03-11")
    assert (rival.qualifiers.date.edtf, rival.qualifiers.former, rival.certainty) == ("2018/2021", True, "certain")
    assert {d.media_type for d in ledger.documents()} == {"application/vnd.according.row+json"}


def test_row_without_source_or_with_an_unknown_word_is_kept_and_listed(ledger: Ledger, table: Path) -> None:
    """With its number in the sheet and what is possible; it claims nothing."""
    done, _ = bring_table(ledger, table, MAPPING)
    assert [number for number, _ in done.problems] == [5, 6, 7]
    assert done.problems[0][1] == "it cites no source"
    assert done.problems[1][1].startswith(
        "relation 'knows' is not known. Map it under [relations] to one of: member_of, "
    )
    assert "gardening" in done.problems[2][1]
    assert "extortion" in done.problems[2][1]
    assert len(ledger.documents()) == 6
    assert not {"Ines Cabrera-Holt", "Odalys Finch"} & {c.subject.name for c in ledger.claims()}


def test_bringing_it_again_changes_nothing_also_sorted_otherwise(ledger: Ledger, table: Path, tmp_path: Path) -> None:
    """A row is known by what it says."""
    bring_table(ledger, table, MAPPING)
    before = [c.id for c in ledger.claims()]
    done, _ = bring_table(ledger, written(tmp_path / "known.csv", ROWS[::-1]), MAPPING)
    assert done.unchanged == 6
    assert [c.id for c in ledger.claims()] == before


def test_mended_mapping_makes_the_claim_of_a_row_that_had_none(ledger: Ledger, table: Path) -> None:
    """The document stays one."""
    bring_table(ledger, table, MAPPING)
    bring_table(ledger, table, Mapping(COLUMNS, {**MAPPING.relations, "knows": "associate_of"}))
    assert len(ledger.documents()) == 6
    assert [c.subject.name for c in ledger.claims() if c.predicate == "associate_of"] == ["Odalys Finch"]


def test_xlsx_gives_the_same_as_csv(ledger: Ledger, table: Path, tmp_path: Path) -> None:
    """Also with a day as a day and a year as a number, on the sheet that is named."""
    from datetime import datetime

    book = openpyxl.Workbook()
    sheet = book.create_sheet("Known")
    for row in [HEADER, *ROWS]:
        sheet.append([datetime(2024, 3, 11) if v == "2024-03-11" else int(v) if v.isdigit() else v for v in row])
    book.save(tmp_path / "known.xlsx")
    bring_table(ledger, table, MAPPING)
    done, _ = bring_table(ledger, tmp_path / "known.xlsx", MAPPING, sheet="Known")
    assert (done.rows, done.claims) == (6, 3)
    quotes = [c.evidence[0].quote for c in ledger.claims()]
    assert len(quotes) == 6
    assert len(set(quotes)) == 3


def test_accusation_without_a_stage_gets_the_lowest(ledger: Ledger, tmp_path: Path) -> None:
    """In doubt, less."""
    row = ("Teodor Lunz", "accused of", "arson", "", "", "", "Radio Quay", "")
    bring_table(ledger, written(tmp_path / "low.csv", [row]), MAPPING)
    assert [c.stage for c in ledger.claims()] == ["suspected"]


def test_hedge_of_a_source_has_its_column(ledger: Ledger, tmp_path: Path) -> None:
    """And only the words that are known."""
    header = ("subject", "relation", "object", "source", "certainty")
    rows = [("Teodor Lunz", "leads", "Harbor Nine", "Radio Quay", word) for word in ("possible", "maybe")]
    done, _ = bring_table(ledger, written(tmp_path / "hedged.csv", rows, header))
    assert [c.certainty for c in ledger.claims()] == ["possible"]
    assert done.problems == [(3, "certainty 'maybe' is not one of: certain, probable, possible, unknown")]


def test_child_and_witness_of_a_table_are_masked_in_what_is_handed_on(ledger: Ledger, tmp_path: Path) -> None:
    """By age, by a column, and as the one who says so."""
    header = ("subject", "relation", "object", "source", "source_kind", "protected")
    rows = [
        ("Niko Farrand", "age", "16", "Radio Quay", "", ""),
        ("Jane Farrow", "residence", "Santa Ilaria", "Radio Quay", "", "trafficking_victim"),
        ("Teodor Lunz", "member of", "Harbor Nine", "Petra Valcourt", "witness", ""),
    ]
    done, _ = bring_table(ledger, written(tmp_path / "names.csv", rows, header, ";"))
    assert (done.claims, done.problems) == (3, [])
    told = export(ledger, "csv", Selection()).content.decode()
    assert "Harbor Nine" in told
    assert not [name for name in ("Farrand", "Farrow", "Valcourt") if name in told]


def test_rows_go_with_their_claims_into_another_ledger(ledger: Ledger, table: Path, tmp_path: Path) -> None:
    """Merging reads them as rows, not as prose."""
    bring_table(ledger, table, MAPPING)
    with Ledger.open(tmp_path / "other.ledger", create=True) as other:
        merge(other, ledger, Pipeline(Settings()))
        assert [c.id for c in other.claims()] == [c.id for c in ledger.claims()]


def test_saved_mapping_reads_back(tmp_path: Path) -> None:
    """Quotes and all."""
    odd = Mapping({"subject": 'Who "really"', "relation": "a\\b", "source": "ñ"}, {"is_boss_of": "leads"})
    (tmp_path / "map.toml").write_text(mapping_toml(odd), encoding="utf-8")
    assert read_mapping(tmp_path / "map.toml") == odd


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.csv", "who,what\na,b\n", "No column is mapped to `subject`. The columns of x.csv are: who, what."),
        ("x.csv", "", "x.csv is empty"),
        ("x.csv", "subject,subject\n", "names a column twice"),
        ("x.xlsx", "no workbook", "could not be read as an XLSX workbook"),
    ],
)
def test_table_that_cannot_be_read_says_why(ledger: Ledger, tmp_path: Path, name: str, content: str, told: str) -> None:
    """And nothing is stored."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SettingError, match=told):
        bring_table(ledger, tmp_path / name)
    assert ledger.documents() == []


def test_command_lists_rows_without_a_claim_and_saves_the_mapping(table: Path, tmp_path: Path) -> None:
    """Exit code 3; `why` explains a claim of a row."""
    (tmp_path / "map.toml").write_text(mapping_toml(MAPPING), encoding="utf-8")
    path, saved = tmp_path / "cli.ledger", tmp_path / "saved.toml"
    told = run("table", table, "--ledger", path, "--map", tmp_path / "map.toml", "--save-map", saved)
    assert told.returncode == 3
    assert told.stdout.startswith(
        "6 rows, 3 claims; 0 unchanged, 0 erased here before.\n  - row 5: it cites no source\n"
    )
    assert read_mapping(saved) == MAPPING
    with Ledger.open(path) as opened:
        claim = opened.claims()[0]
    assert run("why", claim.id, "--ledger", path).returncode == 0
