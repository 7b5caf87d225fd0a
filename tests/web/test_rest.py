"""Programs read the ledger over HTTP: described, in pages, cached, with a token, and masked like the pages."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import jsonschema
import pytest
import uvicorn

from according.cli.giving import api_token
from according.errors import SettingError
from according.ledger import Ledger
from according.model import Argument
from according.web.guard import Guard
from according.web.server import make_app
from tests.factory import argument, claim, document, reading

TOKEN = "a-token-of-more-than-twenty"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Five charges in five documents, one of them against a boy of 16."""
    with Ledger.open(tmp_path / "rest.ledger", create=True) as opened:
        for number, name in enumerate(("Marten Oyelaran", "Teodor Lunz", "Odalys Finch", "Bruno Castellane")):
            put(opened, f"story-{number}", name)
        put(opened, "story-9", "Niko Farrand", protected="minor")
        yield opened


def put(ledger: Ledger, id: str, name: str, protected: str | None = None) -> None:
    """A charge against one person."""
    page = document(f"{name} was charged with robbery, prosecutors said.", id=id)
    who = argument(name, inside=page, entity=f"{id}#0", protected=protected)
    ledger.put(page, page.text.encode(), (claim(page, subject=who),), reading=reading(page, name))


@pytest.fixture
def client(ledger: Ledger) -> Iterator[httpx.Client]:
    """A program that speaks to a running server."""
    app = make_app(ledger, "key", guard=Guard("key", api_token=TOKEN))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Authorization": f"Bearer {TOKEN}"}) as opened:
        yield opened
    server.should_exit = True
    thread.join()
    app.state.worker.close()


@pytest.mark.parametrize("given", ["", "Bearer wrong", f"Basic {TOKEN}", "Bearer"])
def test_without_the_token_nothing_is_answered(client: httpx.Client, given: str) -> None:
    """Not even the description."""
    for path in ("/api/v1/claims", "/api/v1/openapi.json"):
        answer = client.get(path, headers={"Authorization": given})
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert "Oyelaran" not in answer.text


def test_token_opens_the_interface_alone_and_only_to_read(client: httpx.Client) -> None:
    """Pages and forms keep their own door."""
    assert client.get("/").status_code == 403
    assert client.post("/api/v1/claims", json={}).status_code == 405
    assert client.get("/api/v1/claims", headers={"Host": "evil.example"}).status_code == 421


def test_server_without_a_token_lets_no_program_in(ledger: Ledger) -> None:
    """An empty token opens nothing."""
    from fastapi.testclient import TestClient

    opened = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1")
    assert opened.get("/api/v1/claims", headers={"Authorization": "Bearer "}).status_code == 401


def test_description_names_every_path_its_parameters_and_the_token(client: httpx.Client) -> None:
    """OpenAPI 3, under the version."""
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.")
    assert told["servers"] == [{"url": "/api/v1"}]
    assert set(told["paths"]) == {
        "/claims", "/parties", "/parties/{key}", "/documents", "/documents/{key}", "/incidents", "/incidents/{key}",
        "/search",
    }  # fmt: skip
    assert {p["name"] for p in told["paths"]["/claims"]["get"]["parameters"]} == {
        "limit", "cursor", "as-of", "known-on", "stage", "predicate", "review",
    }  # fmt: skip
    assert told["components"]["securitySchemes"] == {"HTTPBearer": {"type": "http", "scheme": "bearer"}}
    assert {"speaker", "stage", "certainty", "quote", "document"} <= set(
        told["components"]["schemas"]["Line"]["properties"]
    )


def test_every_answer_is_as_described(client: httpx.Client, ledger: Ledger) -> None:
    """Lists and single answers, each against the schema of its path."""
    page = document("Robbers killed Wanda Pereault.", id="killed")
    killed = Argument("Incident", "homicide", incident_type="homicide", entity="killed#1")
    harmed = argument("Wanda Pereault", inside=page, entity="killed#0")
    told = claim(page, predicate="victim_of", subject=harmed, object=killed, stage=None)
    ledger.put(page, page.text.encode(), (told,), reading=reading(page, "Wanda Pereault"))
    described = client.get("/api/v1/openapi.json").json()
    for path, asked in described["paths"].items():
        schema = asked["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        one = path.removesuffix("/{key}")
        address = f"/api/v1{one}" + ("?q=robbery" if path == "/search" else "")
        if one != path:
            address += f"/{client.get(address).json()['items'][0]['key']}"
        answer = client.get(address).json()
        assert schema, path
        jsonschema.validate(answer, {**schema, "components": described["components"]})
        assert answer if isinstance(answer, list) else answer.get("total") != 0, path


def test_pages_hold_every_claim_once_also_while_the_ledger_grows(client: httpx.Client, ledger: Ledger) -> None:
    """A cursor is an item, not a count."""
    path, seen, grown = "/api/v1/claims?limit=2", [], False
    while path:
        answer = client.get(path)
        assert len(answer.json()["items"]) <= 2
        seen += [item["document"] for item in answer.json()["items"]]
        path = answer.links["next"]["url"] if answer.links else ""
        if not grown:
            put(ledger, "earlier", "Ines Cabrera")
            grown = True
    assert seen == ["story-0", "story-1", "story-2", "story-3", "story-9"]
    assert client.get("/api/v1/claims").json()["total"] == 6


def test_every_claim_has_its_speaker_and_sentence_and_the_boy_is_masked(client: httpx.Client) -> None:
    """In lists and profiles alike."""
    items = client.get("/api/v1/claims", params={"stage": "charged"}).json()["items"]
    assert len(items) == 5
    assert all(item["speaker"] and item["quote"] and item["document"] for item in items)
    assert client.get("/api/v1/claims", params={"stage": "convicted"}).json()["items"] == []
    for path in ("claims", "parties", "documents", "incidents", "search?q=Farrand"):
        assert "Farrand" not in client.get(f"/api/v1/{path}").text.replace('"words":"Farrand"', "")


def test_known_on_tells_what_the_ledger_knew_that_day(client: httpx.Client) -> None:
    """Nothing of what was recorded later; a day that is none is refused."""
    assert client.get("/api/v1/claims", params={"known-on": "2001-01-01"}).json()["total"] == 0
    assert client.get("/api/v1/claims", params={"known-on": "2999-01-01"}).json()["total"] == 5
    assert client.get("/api/v1/claims", params={"known-on": "soon"}).status_code == 422


def test_known_answer_is_not_sent_again_until_it_changes(client: httpx.Client, ledger: Ledger) -> None:
    """304 by its ETag."""
    tag = client.get("/api/v1/parties").headers["etag"]
    again = client.get("/api/v1/parties", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    put(ledger, "later", "Ines Cabrera")
    changed = client.get("/api/v1/parties", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_one_of_a_list_opens_by_its_key(client: httpx.Client) -> None:
    """A profile and a document; what is not there is 404."""
    party = client.get("/api/v1/parties", params={"type": "person", "limit": 1}).json()["items"][0]
    assert party["name"] == "Bruno Castellane"
    assert client.get(f"/api/v1/parties/{party['key']}").json()["name"] == "Bruno Castellane"
    told = client.get("/api/v1/documents").json()["items"][0]
    assert client.get(f"/api/v1/documents/{told['key']}").status_code == 200
    assert client.get("/api/v1/parties/none").status_code == 404


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=gone", "as-of=nonsense"])
def test_question_that_cannot_be_says_why(client: httpx.Client, query: str) -> None:
    """422 with words."""
    answer = client.get(f"/api/v1/claims?{query}")
    assert answer.status_code == 422
    assert query.split("=")[0] in answer.json()["error"]


def test_incident_of_a_list_opens_by_its_key(client: httpx.Client, ledger: Ledger) -> None:
    """The key that the list gives."""
    page = document("Wanda Pereault was hurt.", id="hurt")
    hurt = claim(
        page, predicate="victim_of", subject=argument("Wanda Pereault", inside=page, entity="hurt#0"), stage=None,
        object=Argument("Incident", "assault", incident_type="assault", entity="hurt#1"),
    )  # fmt: skip
    ledger.put(page, b"hurt", (hurt,), reading=reading(page, "Wanda Pereault"))
    listed = client.get("/api/v1/incidents").json()
    assert listed["total"] == 1
    opened = client.get(f"/api/v1/incidents/{listed['items'][0]['key']}")
    assert opened.status_code == 200
    assert opened.json()[0]["type"] == listed["items"][0]["type"]


def test_file_of_the_token_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """One that is too short is refused."""
    path = tmp_path / "api.token"
    made = api_token(path)
    assert len(made) > 20
    assert api_token(path) == made
    assert path.stat().st_mode & 0o077 == 0
    path.write_text("short", encoding="utf-8")
    with pytest.raises(SettingError, match="Remove it, and one is made"):
        api_token(path)


def test_what_no_route_answers_is_refused_in_the_same_form(client: httpx.Client) -> None:
    """A program has one kind of refusal to understand."""
    answer = client.get("/api/v1/nothing")
    assert (answer.status_code, answer.json()) == (404, {"error": "Not Found. See /api/v1/openapi.json."})


@pytest.mark.parametrize("key", ["%0A", "a%0Ab", "%0D%0A", "%E2%80%A8", "%00", "."])
def test_odd_key_is_refused_in_the_same_form(client: httpx.Client, key: str) -> None:
    """Also one with a line break, which no route of the interface takes."""
    for kind in ("incidents", "parties", "documents"):
        answer = client.get(f"/api/v1/{kind}/{key}")
        assert answer.headers["content-type"].startswith("application/json"), answer.text[:80]
        assert answer.status_code in (200, 404)
