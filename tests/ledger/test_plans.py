"""What the desk asks of a ledger page by page is answered from indexes: asserted on SQLite's own query plans."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from according.ledger import ClaimFilter, Ledger
from according.model import Claim
from tests.factory import claim, document, reading

LARGE = ("claims", "entities", "names", "versions", "redactions", "search")
"""Tables that grow with the documents; a scan of one makes every page slower with every document added."""
QUESTIONS: dict[str, Callable[[Ledger, Claim], object]] = {
    "claims of a document": lambda ledger, _: ledger.claims(ClaimFilter(document="story-1")),
    "a document": lambda ledger, _: ledger.document("story-1"),
    "documents since a visit": lambda ledger, _: ledger.documents_after(0),
    "newest decision about a claim": Ledger.latest_decision,
    "first and last day": lambda ledger, _: ledger.span(),
    "revision": lambda ledger, _: ledger.revision(),
    "search": lambda ledger, _: ledger.search("robbery", ClaimFilter(document="story-1")),
}


def plans(folder: Path, question: Callable[[Ledger, Claim], object]) -> list[str]:
    """The steps that SQLite plans for each statement of a question."""
    with Ledger.open(folder / "plans.ledger", create=True) as ledger:
        page = document()
        ledger.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
        first = ledger.claims()[0]
        asked: list[tuple[str, object]] = []

        def note(_connection, _cursor, sql, given, *_) -> None:
            asked.append((sql, given))

        event.listen(ledger._engine, "before_cursor_execute", note)
        question(ledger, first)
        with ledger._engine.connect().execution_options(reads=True) as connection:
            found = [
                row[3]
                for sql, given in list(asked)
                if sql.lstrip().upper().startswith(("SELECT", "WITH"))
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
            ]
    assert found
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_of_a_page_scans_a_large_table(tmp_path: Path, question: str) -> None:
    """Each statement is explained; a SCAN of a large table fails, unless it is one of the text index for its words."""
    steps = plans(tmp_path, QUESTIONS[question])
    scans = [p for p in steps if p.startswith("SCAN") and p.split()[1] in LARGE and "INDEX" not in p]
    assert scans == []


@pytest.mark.parametrize("given", [ClaimFilter(), ClaimFilter(as_of="2024-12-31"), ClaimFilter(known_on="2030-01-01")])
def test_a_search_asks_only_of_the_paragraphs_found_whether_they_are_the_newest(
    tmp_path: Path, given: ClaimFilter
) -> None:
    """Not of all documents, by whatever index: that grew with the ledger, whatever was found."""
    steps = plans(tmp_path, lambda ledger, _: ledger.search("robbery", given))
    assert [p for p in steps if p.startswith("SCAN") and p.split()[1] not in ("search", "json_each")] == []


@pytest.mark.parametrize("ask", [Ledger.claims, Ledger.documents, Ledger.candidates])
def test_more_documents_need_no_more_statements(tmp_path: Path, ask: Callable[[Ledger], object]) -> None:
    """A server far away takes its time for each."""
    asked: list[str] = []
    counts = []
    with Ledger.open(tmp_path / "many.ledger", create=True) as ledger:
        event.listen(ledger._engine, "after_cursor_execute", lambda *given: asked.append(given[2]))
        for n in range(3):
            page = document(id=f"story-{n}")
            ledger.put(page, page.text.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
            asked.clear()
            ask(ledger)
            counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] > 0
