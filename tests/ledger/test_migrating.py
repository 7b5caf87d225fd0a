"""A migration that is interrupted leaves the ledger as it was, at whichever statement; the next one goes on."""

from collections.abc import Callable
from itertools import count

from sqlalchemy import Engine, event

from according.ledger import Ledger
from tests.ledger.crashing import of_first_schema


class Interrupted(Exception):
    """The power is gone."""


def migrate_until(place: str, statement: int) -> bool:
    """Open a ledger of the first schema, and break off at the nth statement that changes something; whether it did."""
    done = count(1)

    def stop(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        if (
            sql.split(maxsplit=1)[0] in ("ALTER", "CREATE", "DROP", "INSERT", "UPDATE", "DELETE")
            and next(done) == statement
        ):
            raise Interrupted(sql)

    event.listen(Engine, "before_cursor_execute", stop)
    try:
        with Ledger.open(place):
            return False
    except Interrupted:
        return True
    finally:
        event.remove(Engine, "before_cursor_execute", stop)


def test_migration_interrupted_at_any_statement_changes_nothing_and_can_go_on(bare_place: Callable[[str], str]) -> None:
    """From the first schema to the present one, on both stores."""
    at = of_first_schema(bare_place("old"))
    step = 20 if at.startswith("postgresql") else 1  # a server takes its time, and there are more than a hundred
    for statement in count(1, step):
        if not migrate_until(at, statement):
            break
    assert statement > 20
    with Ledger.open(at) as ledger:
        assert [d.id for d in ledger.documents()] == ["story-1"]
        assert ledger.verify() == []
