"""Which party each entity belongs to, as stored."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from according import ledger as room
from according.ledger import Ledger, Link
from tests.factory import claim, document, reading


@pytest.fixture
def ledger(place: Callable[[str], str]) -> Iterator[Ledger]:
    """A ledger whose one document names two people."""
    page = document()
    with Ledger.open(place("x"), create=True) as opened:
        opened.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran", "Odalys Finch"))
        yield opened


def test_newest_party_of_an_entity_counts_and_only_changes_are_written(ledger: Ledger) -> None:
    """Linking again with the same outcome adds nothing."""
    one, other = [c.row for c in ledger.candidates()]
    assert ledger.link({one: Link("a"), other: Link("a")}, "1") == 2
    assert ledger.link({one: Link("a"), other: Link("a")}, "1") == 0
    assert ledger.link({one: Link("a"), other: Link("b", "age fits")}, "1") == 1
    assert ledger.linked() == {one: Link("a"), other: Link("b", "age fits")}


def test_ledger_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    """And takes links afterwards."""
    path = tmp_path / "old.ledger"
    config = Config()
    config.set_main_option("script_location", str(Path(room.__file__).with_name("migrations")))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    page = document()
    with Ledger.open(path) as opened:
        opened.put(page, b"x", (), reading=reading(page, "Marten Oyelaran"))
        (row,) = [c.row for c in opened.candidates()]
        assert opened.link({row: Link("one")}, "1") == 1
