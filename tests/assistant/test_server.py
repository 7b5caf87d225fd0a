"""A real client of the protocol asks a real server process: quotes in every answer, and no answer too long."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from according.ledger import Ledger
from according.model import Argument
from tests.factory import argument, claim, document, reading


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty stories about one man, one about a minor, one confidential."""
    path = tmp_path_factory.mktemp("mcp") / "mcp.ledger"
    with Ledger.open(path, create=True) as opened, opened.batch():
        for number in range(60):
            page = document(f"Marten Oyelaran was charged with robbery, prosecutors said. {number}.", id=f"s{number}")
            opened.put(page, page.text.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
        hurt = document("Karim Adeyemi was hurt.", id="hurt")
        child = argument("Karim Adeyemi", inside=hurt, entity="hurt#0", protected="minor")
        incident = Argument("Incident", "assault", incident_type="assault", entity="hurt#1")
        made = claim(hurt, predicate="victim_of", subject=child, object=incident, stage=None)
        opened.put(hurt, b"x", (made,), reading=reading(hurt, "Karim Adeyemi"))
        closed = document("Odalys Finch was charged.", id="closed", handling="sealed")
        finch = argument("Odalys Finch", inside=closed, entity="closed#0")
        opened.put(closed, b"y", (claim(closed, subject=finch),), reading=reading(closed, "Odalys Finch"))
    return path


def ask(ledger: Path, *questions: tuple[str, dict]) -> list[dict]:
    """Answers of one server process, asked all at once."""

    async def talk() -> list[dict]:
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "according", "mcp", str(ledger)], env=dict(os.environ)
        )
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            made = await asyncio.gather(*(session.call_tool(name, given) for name, given in questions))
            return [json.loads(m.content[0].text) for m in made]

    return asyncio.run(talk())


def test_profile_carries_speaker_sentence_and_document(ledger: Path) -> None:
    """A page of lines, and how to get the next."""
    told = ask(ledger, ("profile", {"name": "Marten Oyelaran", "limit": 3}))[0]
    assert len(told["found"]) == 3
    first = told["found"][0]
    assert first["claim"].startswith("“prosecutors” (prosecutors): Marten Oyelaran was charged")
    assert first["sentence"].startswith("Marten Oyelaran was charged with robbery")
    assert first["document"]["publisher"] == "Port Maren Courier"
    assert told["next_start"] == 3


def test_everything_at_once_is_cut_to_pages(ledger: Path) -> None:
    """A client that asks for a million lines gets fifty, again and again."""
    answers = ask(ledger, *[("profile", {"name": "Marten Oyelaran", "limit": 1_000_000})] * 5)
    assert [len(a["found"]) for a in answers] == [50] * 5


def test_every_question_asked_at_once_is_answered_within_its_bounds(ledger: Path) -> None:
    """Far pages, negative limits, a word of a megabyte and a draft that is too long stop no other answer."""
    most = 2**53
    answers = ask(
        ledger,
        ("search", {"words": "robbery", "limit": most}),
        ("search", {"words": "robbery", "start": most, "limit": most}),
        ("search", {"words": "x" * 1_000_000}),
        ("profile", {"name": "Marten Oyelaran", "start": -5, "limit": -1}),
        ("profile", {"name": "y" * 1_000_000}),
        ("incidents", {"limit": most}),
        ("changes", {"start": most}),
        ("coverage", {}),
        ("check", {"draft": "Marten Oyelaran was charged with robbery. " * 10_000}),
    )
    assert [len(a.get("found", ())) for a in answers] == [50, 0, 0, 1, 0, 1, 0, 0, 0]
    assert answers[8]["error"] == "The draft is longer than 200000 characters. Send it in parts."


def test_long_draft_is_read_page_by_page(ledger: Path) -> None:
    """Every sentence of it can be had, and the counts are of the whole."""
    draft = "\n\n".join(f"Marten Oyelaran was charged with robbery on day {day}." for day in range(60))
    first, second = ask(ledger, ("check", {"draft": draft}), ("check", {"draft": draft, "start": 50}))
    assert (len(first["found"]), first["next_start"], len(second["found"])) == (50, 50, 10)
    assert first["counts"] == second["counts"]


def test_protected_and_restricted_names_are_in_no_answer(ledger: Path) -> None:
    """Neither by search, nor by name, nor in an incident."""
    answers = ask(
        ledger,
        ("search", {"words": "hurt"}),
        ("profile", {"name": "Odalys Finch"}),
        ("incidents", {}),
        ("changes", {}),
        ("coverage", {}),
    )
    told = json.dumps(answers)
    assert "Adeyemi" not in told
    assert "sealed" not in told
    assert answers[1]["found"] == []
    assert len(answers[0]["found"]) == 1


def test_draft_is_checked(ledger: Path) -> None:
    """With reasons and the record."""
    told = ask(ledger, ("check", {"draft": "Marten Oyelaran was convicted of robbery."}))[0]
    assert told["counts"] == {"overstated": 1}
    assert "Marten Oyelaran was charged with robbery" in told["found"][0]["claims"][0]["on_record"][0]
