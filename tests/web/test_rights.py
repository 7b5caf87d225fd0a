"""Every route has a stated role, and the door holds to it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute, Mount

from according.ledger import ROLES, Ledger
from according.web.gate import Gate
from according.web.rights import NEEDED, OPEN, OWN
from according.web.server import make_app
from tests.web.desks import PEOPLE, fill, key_of, signed_in

OF_PROVIDER = {"GET /signin/provider", "GET /signin/back"}
"""Routes that are there only where a provider is (`test_provider.py` walks them)."""
GUARDED = sorted(route for route, role in NEEDED.items() if role != OPEN)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Two desks and an account of each role."""
    with Ledger.open(Path(tmp_path_factory.mktemp("rights")) / "desk.ledger", create=True) as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="module")
def app(ledger: Ledger) -> FastAPI:
    """Its desk."""
    return make_app(ledger, "", guard=Gate(ledger), metrics=True)


@pytest.fixture(scope="module")
def programs(ledger: Ledger, app: FastAPI) -> dict[str, TestClient]:
    """A program of each role."""
    found = {}
    for name, role in PEOPLE.items():
        found[role] = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
        token = ledger.accounts.make_token(name, "walk", "admin", days=1, by=name)
        found[role].headers.update({"authorization": f"Bearer {token}", "accept": "application/json"})
    return found


def walk(routes: Iterable[BaseRoute], before: str = "") -> Iterator[str]:
    """Method and path of every route, as the table has them."""
    for route in routes:
        path = before + str(getattr(route, "path", "?"))
        if isinstance(route, Mount):
            yield from walk(route.routes, path)
        else:
            methods = set(getattr(route, "methods", None) or {"?"}) - {"HEAD"}
            yield from (f"{method} {path}" for method in methods)


def ask(client: TestClient, route: str, **data: str) -> int:
    """Ask for a route; returns the status."""
    method, path = route.split(" ")
    path = path.replace("{page}", "index").replace("{number}", "1").replace("{key}", "x").replace("{person}", "0")
    return client.request(method, path, data=data or None).status_code


def test_every_route_has_a_stated_role(app: FastAPI) -> None:
    """And the table states none that is not there."""
    assert sorted({*walk(app.routes), *OF_PROVIDER}) == sorted(NEEDED)


def test_route_without_a_role_is_answered_to_nobody(ledger: Ledger) -> None:
    """Whoever forgets to state one has not opened it."""
    app = make_app(ledger, "", guard=Gate(ledger))

    async def forgotten() -> str:
        return "canary"

    app.router.routes.clear()
    app.get("/forgotten")(forgotten)
    token = ledger.accounts.make_token("All", "walk", "admin", days=1, by="All")
    client = TestClient(app, base_url="http://127.0.0.1", headers={"authorization": f"Bearer {token}"})
    answer = client.get("/forgotten")
    assert (answer.status_code, "canary" in answer.text) == (403, False)


@pytest.mark.parametrize("route", GUARDED)
def test_nobody_passes_without_signing_in(app: FastAPI, route: str) -> None:
    """Pages lead to the page to sign in, everything else says so."""
    client = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
    answer = ask(client, route)
    assert answer in (303, 401)


@pytest.mark.parametrize("route", [route for route in GUARDED if route not in OWN])
def test_role_is_held_to(programs: dict[str, TestClient], route: str) -> None:
    """Whoever has it, or one above it, passes; whoever has less does not."""
    least = ROLES.index(NEEDED[route])
    refused = [role for role in ROLES if ask(programs[role], route) == 403]
    assert refused == list(ROLES[:least])


@pytest.mark.parametrize("route", sorted(OWN))
def test_everybody_has_their_own_account(ledger: Ledger, programs: dict[str, TestClient], route: str) -> None:
    """In a browser; a token opens it to no program."""
    browser = signed_in(ledger, "Rea")
    assert ask(browser, route, csrf=key_of(browser)) != 403
    assert {ask(client, route) for client in programs.values()} == {403}
