"""A release: reviewed claims alone, nobody named, the same bytes twice, sums that hold."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

from according.errors import SettingError
from according.export import release
from according.ledger import Ledger
from according.model import Argument, DateValue, Qualifiers
from tests.factory import argument, claim, document, reading


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A rivalry and a charge, both accepted; a presence that nobody reviewed."""
    with Ledger.open(tmp_path / "release.ledger", create=True) as opened:
        page = document("Los Corvinos fought Harbor Nine, Marten Oyelaran said.\nMarten Oyelaran was charged.")
        sides = [
            argument(n, "Group", inside=page, entity=f"story-1#{i}")
            for i, n in ((1, "Los Corvinos"), (2, "Harbor Nine"))
        ]
        when = Qualifiers(date=DateValue("2022", "2022"))
        war = claim(page, predicate="rival_of", subject=sides[0], object=sides[1], stage=None, qualifiers=when)
        town = Argument("Place", "Quay Ward", entity="story-1#3")
        there = claim(page, predicate="operates_in", subject=sides[1], object=town, stage=None)
        charge = claim(page)
        opened.put(page, b"x", (war, there, charge), reading=reading(page, "Marten Oyelaran"))
        for made in (war, charge):
            opened.decide("accept", made, author="Ana", reason="checked")
        yield opened


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """One table of the package."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_dyad_has_its_year_and_counts(ledger: Ledger, tmp_path: Path) -> None:
    """From the claim, not from the document."""
    left = release(ledger, tmp_path / "out", as_of="2025-01-01")
    dyad = table(tmp_path / "out", "dyads")[0]
    assert {dyad["a_name"], dyad["b_name"]} == {"Los Corvinos", "Harbor Nine"}
    assert (dyad["relation"], dyad["year"], dyad["year_from"], dyad["affirmed"]) == ("rival_of", "2022", "claim", "1")
    assert table(tmp_path / "out", "presence") == []
    assert str(left) == "left out: 1 claims about people, 1 claims that nobody reviewed"


def test_nobody_is_named_unless_asked(ledger: Ledger, tmp_path: Path) -> None:
    """Neither as a side nor in a quote."""
    release(ledger, tmp_path / "out", as_of="2025-01-01")
    assert b"Oyelaran" not in b"".join(p.read_bytes() for p in (tmp_path / "out").iterdir())
    release(ledger, tmp_path / "named", as_of="2025-01-01", people=True)
    assert "Oyelaran" in (tmp_path / "named" / "claims.csv").read_text(encoding="utf-8")


def test_release_is_the_same_bytes_again_and_its_sums_hold(ledger: Ledger, tmp_path: Path) -> None:
    """Frozen."""
    for name in ("one", "two"):
        release(ledger, tmp_path / name, as_of="2025-01-01")
    files = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert [(tmp_path / "one" / f).read_bytes() for f in files] == [(tmp_path / "two" / f).read_bytes() for f in files]
    for line in (tmp_path / "one" / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "one" / name).read_bytes()).hexdigest() == digest
    package = json.loads((tmp_path / "one" / "datapackage.json").read_text())
    assert [r["name"] for r in package["resources"]] == [
        "claims",
        "dyads",
        "groups",
        "incidents",
        "presence",
        "sources",
    ]


def test_codebook_explains_every_code(ledger: Ledger, tmp_path: Path) -> None:
    """From the ontology."""
    release(ledger, tmp_path / "out", as_of="2025-01-01")
    told = (tmp_path / "out" / "codebook.md").read_text(encoding="utf-8")
    for code in ("rival_of", "pleaded_guilty", "prosecutor", "home_invasion", "money_laundering", "minor"):
        assert f"`{code}`" in told


def test_document_after_the_day_is_not_in_it(ledger: Ledger, tmp_path: Path) -> None:
    """As of."""
    release(ledger, tmp_path / "out", as_of="2024-01-01")
    assert table(tmp_path / "out", "sources") == []


def test_release_is_never_written_over(ledger: Ledger, tmp_path: Path) -> None:
    """A folder that holds something is refused."""
    release(ledger, tmp_path / "out", as_of="2025-01-01")
    with pytest.raises(SettingError, match="not empty"):
        release(ledger, tmp_path / "out", as_of="2025-01-01")
