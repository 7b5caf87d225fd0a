"""A real client of the protocol asks a real server process: quotes in every answer, and no answer too long."""

import asyncio
import json
import os
import shutil
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


def ask(ledger: Path, *questions: tuple[str, dict], options: tuple[str, ...] = (), in_turn: bool = False) -> list[dict]:
    """Answers of one server process, asked all at once or each after the other; a refusal is an answer with `error`."""

    async def talk() -> list[dict]:
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "according", "mcp", str(ledger), *options], env=dict(os.environ)
        )
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            if in_turn:
                made = [await session.call_tool(name, given) for name, given in questions]
            else:
                made = await asyncio.gather(*(session.call_tool(name, given) for name, given in questions))
            return [{"error": m.content[0].text} if m.isError else json.loads(m.content[0].text) for m in made]

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


WRITING = ("--write", "--author", "Ana Ruíz")
NOTE = {
    "text": "Teodor Lunz was charged with arson, prosecutors said.",
    "title": "Lunz charged",
    "published": "2025-03-02",
    "publisher": "Port Maren Courier",
}


@pytest.fixture
def own(ledger: Path, tmp_path: Path) -> Path:
    """A copy of the ledger that a test may change, with a feud of two groups."""
    copy = tmp_path / "own.ledger"
    shutil.copy(ledger, copy)
    with Ledger.open(copy) as opened:
        page = document("Harbor Nine fights the Corvinos.", id="feud")
        nine, other = (argument(n, "Group", inside=page) for n in ("Harbor Nine", "Corvinos"))
        told = claim(page, predicate="rival_of", subject=nine, object=other, stage=None)
        opened.put(page, b"f", (told,), reading=reading(page, "Harbor Nine"))
    return copy


def state(ledger: Path) -> tuple[int, int]:
    """Documents and decisions."""
    with Ledger.open(ledger) as opened:
        return len(opened.documents()), len(opened.decisions())


def tools(ledger: Path, *options: str) -> dict[str, bool]:
    """The tools that a server offers, and whether each says that it only reads."""

    async def talk() -> dict[str, bool]:
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "according", "mcp", str(ledger), *options], env=dict(os.environ)
        )
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            return {t.name: bool(t.annotations.readOnlyHint) for t in (await session.list_tools()).tools}

    return asyncio.run(talk())


def test_writing_is_neither_offered_nor_done_unless_told(own: Path) -> None:
    """Whoever tries is told what whoever started the server can do."""
    before = state(own)
    assert set(tools(own).values()) == {True}
    answers = ask(own, ("add", NOTE), ("decide", {"claim": "x", "decision": "accept", "reason": "y"}))
    assert all("opened for reading" in a["error"] and "according mcp LEDGER --write" in a["error"] for a in answers)
    assert state(own) == before
    assert {name for name, reads in tools(own, *WRITING).items() if not reads} == {"add", "check", "decide"}


def test_draft_is_kept_only_where_writing_is_allowed(own: Path) -> None:
    """And then only if asked for; what is kept is out of the assistant's reach."""
    draft = {"draft": "Marten Oyelaran was convicted of arson near Slatehaven.", "keep": True}
    (refused,) = ask(own, ("check", draft))
    assert "kept" not in refused
    unkept, kept, found = ask(
        own, ("check", {**draft, "keep": False}), ("check", draft), ("search", {"words": "Slatehaven"}),
        options=WRITING, in_turn=True,
    )  # fmt: skip
    assert (unkept["counts"], "kept" in unkept) == (kept["counts"], False)
    assert kept["kept"].startswith("according:draft/")
    assert found["found"] == []
    with Ledger.open(own) as opened:
        assert [d.id for d in opened.documents() if d.id.startswith("according:")] == [kept["kept"]]
        assert [(e.what, e.detail) for e in opened.accounts.log()] == [("add", kept["kept"])]


def test_added_text_is_read_and_answered_from_and_its_adder_logged(own: Path) -> None:
    """At once, under an id that says where it came from."""
    added, told = ask(own, ("add", NOTE), ("profile", {"name": "Teodor Lunz"}), options=WRITING, in_turn=True)
    assert (added["outcome"], added["claims"]) == ("added", 1)
    assert added["document"].startswith("assistant/")
    assert told["found"][0]["document"]["id"] == added["document"]
    with Ledger.open(own) as opened:
        assert [(e.who, e.what, e.detail) for e in opened.accounts.log()] == [
            ("Ana Ruíz, by an assistant", "add", added["document"])
        ]


def test_decision_is_kept_with_its_author_and_overrules_nobody(own: Path) -> None:
    """Accusations of named people are rejected here, and accepted by people alone."""
    with Ledger.open(own) as opened:
        feud = next(c.id for c in opened.claims() if c.predicate == "rival_of")
        charge = next(c.id for c in opened.claims() if c.document.id == "s1")
        closed = next(c.id for c in opened.claims() if c.document.id == "closed")
    answers = ask(
        own,
        ("decide", {"claim": feud, "decision": "accept", "reason": "read the sentence"}),
        ("decide", {"claim": feud, "decision": "reject", "reason": "changed my mind"}),
        ("decide", {"claim": charge, "decision": "accept", "reason": "sure"}),
        ("decide", {"claim": charge, "decision": "reject", "reason": " "}),
        ("decide", {"claim": charge, "decision": "reject", "reason": "misread"}),
        ("decide", {"claim": closed, "decision": "reject", "reason": "sealed"}),
        options=WRITING,
        in_turn=True,
    )
    assert [a.get("error", "")[:30] for a in answers] == [
        "", "Somebody has decided about thi", "This claim accuses a named per", "A decision needs a reason; it ", "",
        "No claim of that id may be sho",
    ]  # fmt: skip
    with Ledger.open(own) as opened:
        assert [(d.kind, d.author, d.reason) for d in opened.decisions()] == [
            ("accept", "Ana Ruíz, by an assistant", "read the sentence"),
            ("reject", "Ana Ruíz, by an assistant", "misread"),
        ]


def test_client_that_writes_everything_at_once_is_bounded(own: Path) -> None:
    """Neither a long text nor very many; what is read meanwhile is answered."""
    texts = [{**NOTE, "text": f"Teodor Lunz was charged with arson on pier {n}."} for n in range(60)]
    answers = ask(
        own,
        ("add", {**NOTE, "text": "x " * 200_000}),
        ("add", {**NOTE, "publisher": ""}),
        *(("add", text) for text in texts),
        ("coverage", {}),
        options=WRITING,
    )
    refused = [a["error"] for a in answers if "error" in a]
    assert (len(refused), sum(a.get("outcome") == "added" for a in answers)) == (12, 50)
    assert "longer than 200,000 characters" in refused[0]
    assert "publisher" in refused[1]
    assert refused[-1] == "50 documents were added. Whoever started this server can start it again."
    assert "coverage" in answers[-1]
