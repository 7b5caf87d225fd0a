"""Two desks on one server: whatever one asks for, nothing of the other is in the answer."""

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from fastapi.testclient import TestClient

from according.ledger import Item, Ledger, Wish
from according.linking import link_entities
from according.web.rights import NEEDED
from according.web.site import slug
from tests.web.desks import app_of, fill, key_of, put, signed_in

CANARY = ("zebulon", "quandary", "docks-", "second-canary", "quorl")
"""Words that stand in documents of the docks alone."""
NAMES = ("zebulon", "quandary", "quorl")
SHARED = "Marten Oyelaran"
"""Somebody whom both desks write about."""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Two desks; the docks have written, decided, merged and failed to read."""
    with Ledger.open(Path(tmp_path_factory.mktemp("desks")) / "desk.ledger", create=True) as opened:
        fill(opened)
        put(opened, "harbour-2", SHARED, "harbour", day="2024-05-01")
        put(opened, "docks-2", SHARED, "docks", day="1987-05-01")
        put(opened, "docks-3", "Zebulon Quandary", "docks", day="2031-05-01")
        opened.reject("quorl-scan.pdf", "needs_ocr", "second-canary")
        opened.jobs.add([Item("quorl.txt", b"second-canary")], Wish(), author="Dot", collection="docks", apart=True)
        sides = ("docks-1", "Zebulon Quandary"), ("docks-3", "Zebulon Quandary")
        link_entities(opened)
        opened.decide_identity("merge", *sides, author="Dot", reason="quorl")
        for claim in opened.claims():
            if claim.document.id == "docks-2":
                opened.decide("reject", claim, author="Dot", reason="second-canary")
        yield opened


@pytest.fixture
def harbour(ledger: Ledger) -> TestClient:
    """An editor of the harbour desk."""
    return signed_in(ledger, "Edi")


def questions(ledger: Ledger) -> list[str]:
    """Addresses of every page and every answer, asked for by words, keys and days of both desks."""
    documents = [d.id for d in ledger.documents()]
    entities = [c.id for c in ledger.candidates()]
    claims = [(c.id, c.document.id) for c in ledger.claims()]
    pages = ["index", "incidents", "changes", "contradictions", "timeline", "map", "network", "identities", "review"]
    pages += [f"names?kind={kind}" for kind in ("person", "group", "place", "document")]
    pages += [f"search?q={word}" for word in ("Zebulon", "charged", "robbery", "oyelaran")]
    pages += [f"document-{slug(d)}" for d in documents] + [f"party-{slug(e)}" for e in entities]
    pages += [f"claim-{id}?in={quote(document)}" for id, document in claims]
    pages += [f"enter?in={d}&start=0&end=5" for d in documents] + [f"leave?in={d}" for d in documents]
    pages += [f"{page}?about={quote(e)}" for page in ("timeline", "map", "contradictions") for e in entities]
    pages += [f"network?around={quote(e)}" for e in entities] + [f"review?in={d}" for d in documents]
    pages += [f"{page}?as-of=2031-12-31" for page in ("index", "timeline", "search")]
    pages += ["add", "add/1", "network.svg", "suggest.json?q=zeb", "suggest.json?q=mart", "account", "check", ""]
    pages += ["picture.json", *(f"picture.json?around={quote(e)}" for e in entities)]
    rest = ["claims", "parties", "documents", "incidents", "openapi.json", "search?q=zebulon", "search?q=charged"]
    rest += [f"documents/{slug(d)}" for d in documents] + [f"parties/{slug(e)}" for e in entities]
    twins = [p.replace("?", ".json?", 1) if "?" in p else f"{p}.json" for p in pages if p and ".json" not in p]
    return [f"/{p}" for p in (*pages, *twins)] + [f"/api/v1/{p}" for p in rest]


def shown(client: TestClient, ledger: Ledger) -> dict[str, str]:
    """What each answers, in lower case, without the words that were asked with."""
    found = {}
    for address in questions(ledger):
        told = client.get(address).text.casefold()
        for asked in ("?q=zebulon", 'value="zebulon"', "“zebulon”", '"words":"zebulon"', "?q=zeb"):
            told = told.replace(asked, "")
        found[address] = told
    return found


def test_nothing_of_another_desk_is_in_any_answer(ledger: Ledger, harbour: TestClient) -> None:
    """Pages, twins, lists, counts, suggestions, pictures, forms, errors: asked for by the other's own keys, too."""
    leaks = {
        a: [w for w in CANARY if w in told and not (w == "docks-" and w in a)]
        for a, told in shown(harbour, ledger).items()
    }
    assert {a: words for a, words in leaks.items() if words} == {}


def test_hidden_document_answers_as_one_that_is_not_there(harbour: TestClient) -> None:
    """But for the id that was asked with, so that nobody can find out by asking what another desk has."""
    for asked in ("/enter?in={}&start=0&end=5", "/leave?in={}", "/enter.json?in={}&start=0&end=5", "/review?in={}"):
        hidden, missing = (harbour.get(asked.format(id)) for id in ("docks-1", "never-1"))
        assert hidden.status_code == missing.status_code
        assert hidden.text.replace("docks-1", "X") == missing.text.replace("never-1", "X")
    for page in ("document-{}", "document-{}.json"):
        hidden, missing = (harbour.get("/" + page.format(slug(id))) for id in ("docks-1", "never-1"))
        assert (hidden.status_code, hidden.text) == (missing.status_code, missing.text)
    hidden, missing = (harbour.get(f"/party-{slug(id)}") for id in ("docks-1#0", "never-1#0"))
    assert (hidden.status_code, hidden.text) == (missing.status_code, missing.text)


def test_the_walk_would_find_a_leak(ledger: Ledger) -> None:
    """Whoever sees everything meets the canary on the same walk, and the harbour's own documents are there."""
    told = shown(signed_in(ledger, "All"), ledger)
    met = {w for w in CANARY for words in told.values() if w in words}
    assert met == set(CANARY)
    assert sum("marten oyelaran" in words for words in told.values()) > 20


def test_the_walk_asks_every_route(ledger: Ledger) -> None:
    """That answers a question: a new one belongs into it."""
    asked = {a.partition("?")[0] for a in questions(ledger)}
    routes = {
        r.removeprefix("GET ") for r, role in NEEDED.items() if r.startswith("GET ") and role not in ("", "admin")
    }
    fixed = {r for r in routes if "{" not in r}
    assert fixed - asked == set()
    for start, kind in (
        ("/document-", "/{page}"),
        ("/api/v1/parties/", "/api/v1/parties/{key}"),
        ("/add/", "/add/{number}"),
    ):
        assert kind in routes
        assert any(a.startswith(start) for a in asked)


def test_counts_are_those_of_the_desk(harbour: TestClient) -> None:
    """Two stories, however many the other has; and its own day at the end of the slider."""
    status = harbour.get("/index.json").json()["status"]
    assert (status["documents"], status["claims"], status["people"], status["decisions"]) == (2, 2, 2, 0)
    assert (status["first_published"], status["last_published"]) == ("2024-03-11", "2024-05-01")
    assert harbour.get("/review.json").json()["total"] == 2


def test_person_of_both_desks_is_told_by_each_from_its_own(ledger: Ledger) -> None:
    """A profile is gathered over the documents that are seen."""
    for name, document in (("Edi", "harbour-2"), ("Dot", "docks-2")):
        told = signed_in(ledger, name).get(f"/party-{slug(f'{document}#0')}.json").json()
        assert {d[0] if isinstance(d, list) else d for d in told["documents"]} <= {"harbour-1", "harbour-2", "docks-2"}
        assert document in str(told["documents"])
    assert "docks" not in signed_in(ledger, "Edi").get(f"/party-{slug('harbour-2#0')}.json").text


@pytest.mark.parametrize("path", ["/decide", "/edit", "/enter", "/unmask", "/undo", "/together", "/split", "/merge"])
def test_nothing_of_another_desk_can_be_changed(ledger: Ledger, harbour: TestClient, path: str) -> None:
    """By forms filled in with its numbers and ids: the answer is that of what is not there."""
    other = next(c for c in ledger.claims() if c.document.id == "docks-1")
    given = {
        "csrf": key_of(harbour), "in": "docks-1", "claim": other.id, "kind": "reject", "seen": "0", "reason": "x",
        "target": "docks-1#0", "decision": "1", "chosen": f"{other.id} 0 docks-1", "party": "docks-1#0",
        "other": "docks-3#0", "start": "0", "end": "8",
    }  # fmt: skip
    before = [d.id for d in ledger.decisions()]
    answer = harbour.post(path, data=given)
    assert (answer.status_code, [w for w in NAMES if w in answer.text.casefold()]) == (404, [])
    assert [d.id for d in ledger.decisions()] == before


def test_account_without_a_collection_sees_nothing(ledger: Ledger) -> None:
    """And says so nowhere by a fault."""
    ledger.accounts.add("New", "editor", password="slate harbour lantern", collections=(), by="setup")
    told = shown(signed_in(ledger, "New"), ledger)
    assert {a for a, words in told.items() if "oyelaran" in words.replace("?q=oyelaran", "").replace('"oyelaran"', "")
            and "q=oyelaran" not in a} == set()  # fmt: skip
    assert signed_in(ledger, "New").get("/index.json").json()["status"]["documents"] == 0


def test_same_file_added_by_two_desks_is_two_documents(tmp_path: Path) -> None:
    """One is no version of the other, and neither learns that the other has it."""
    with Ledger.open(tmp_path / "desk.ledger", create=True) as ledger:
        fill(ledger)
        told = []
        for name, words in (("Edi", "Marten Oyelaran was in Port Maren."), ("Dot", "Zebulon Quandary was in Brack.")):
            browser = signed_in(ledger, name)
            where = browser.post("/add", files={"files": ("story.txt", words)}, data={"csrf": key_of(browser)})
            where = urljoin("http://127.0.0.1", where.headers["location"])
            while not (batch := browser.get(f"{where}.json").json())["finished"]:
                time.sleep(0.05)
            told.append((batch["told"][0][1], batch["collection"]))
            assert app_of(ledger).get(where).status_code == 303
        assert told == [("added", "harbour"), ("added", "docks")]
        assert [d.id for d in ledger.documents()][-2:] == ["harbour-1", "harbour/story.txt"]
        assert ledger.status().versions == 4
        assert signed_in(ledger, "Edi").get(f"{where}.json").status_code == 404


def test_nobody_adds_to_the_collection_of_others(harbour: TestClient) -> None:
    """By a form that was changed."""
    given = {"csrf": key_of(harbour), "collection": "docks"}
    assert harbour.post("/add", files={"files": ("x.txt", "words")}, data=given).status_code == 403
