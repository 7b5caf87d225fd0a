"""An admin manages people in the browser: those who see no more than the admin does, and every change is in the log."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from according.errors import SignInRefused
from according.ledger import Ledger
from according.ledger.accounts import LOCK_AFTER
from according.web import people
from tests.web.desks import WORDS, app_of, fill, key_of, signed_in


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two desks and six people, made once: their passwords take long to hash."""
    path = tmp_path_factory.mktemp("people") / "desk.ledger"
    with Ledger.open(path, create=True) as opened:
        fill(opened)
    return path


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of it."""
    with Ledger.open(shutil.copy(filled, tmp_path)) as opened:
        yield opened


@pytest.fixture
def admin(ledger: Ledger) -> TestClient:
    """An admin who sees everything."""
    return signed_in(ledger, "All")


def number(ledger: Ledger, name: str) -> int:
    """By which an account is called in an address."""
    return ledger.accounts.user(name).id


def change(browser: TestClient, ledger: Ledger, name: str, path: str, **given: str | list[str]) -> int:
    """Send a form of somebody's page; returns the status."""
    told = {"csrf": key_of(browser), **given}
    return browser.post(f"/people/{number(ledger, name)}/{path}", data=told).status_code


def newest(ledger: Ledger) -> tuple[str, str, str]:
    """The last row of the log."""
    entry = ledger.accounts.log(limit=1)[0]
    return entry.who, entry.what, entry.detail


def test_somebody_is_added_and_chooses_a_password(ledger: Ledger, admin: TestClient) -> None:
    """The password that was made is on the answer alone, and good to choose another."""
    given = {"csrf": key_of(admin), "name": "Nia", "role": "reviewer", "collection": "harbour", "further": "courts"}
    answer = admin.post("/people", data=given)
    made = answer.text.split('class="secret">')[1].split("<")[0]
    assert newest(ledger) == ("All", "account made", "Nia: reviewer, collections harbour, courts")
    assert made not in admin.get(f"/people/{number(ledger, 'Nia')}").text
    browser = app_of(ledger)
    browser.post("/signin", data={"name": "Nia", "password": made})
    assert browser.get("/review").headers["location"] == "/account"
    fresh = {"csrf": key_of(browser), "old": made, "new": "words of her own", "again": "words of her own"}
    assert browser.post("/account/password", data=fresh).headers["location"] == "/"
    assert browser.get("/review").status_code == 200


@pytest.mark.parametrize(
    ("given", "said"),
    [({"name": "Rea"}, "already"), ({"name": " "}, "1 to 80"), ({"name": "Nia", "role": "king"}, "king")],
)
def test_account_that_cannot_be_is_refused_on_its_page(
    ledger: Ledger, admin: TestClient, given: dict[str, str], said: str
) -> None:
    """With what is wrong, and no account is made."""
    before = len(ledger.accounts.users())
    answer = admin.post("/people", data={"csrf": key_of(admin), "role": "reader", **given})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert len(ledger.accounts.users()) == before


def test_every_change_holds_at_once_and_is_logged(ledger: Ledger, admin: TestClient) -> None:
    """Role, collections, sessions, tokens, out and in again."""
    reviewer = signed_in(ledger, "Rev")
    token = ledger.accounts.make_token("Rev", "job", "read", days=1, by="Rev")
    listed = ledger.accounts.tokens("Rev")[0].id
    assert change(admin, ledger, "Rev", "role", role="editor") == 303
    assert newest(ledger) == ("All", "role changed", "Rev: editor")
    assert reviewer.get("/add").status_code == 200
    assert change(admin, ledger, "Rev", "collections", collection=["docks"]) == 303
    assert newest(ledger) == ("All", "collections changed", "Rev: collections docks")
    assert reviewer.get("/index.json").json()["status"]["documents"] == 1
    assert change(admin, ledger, "Rev", "sessions") == 303
    assert newest(ledger) == ("All", "sessions ended", "Rev")
    assert reviewer.get("/").status_code == 303
    assert ledger.accounts.by_token(token) is not None
    assert change(admin, ledger, "Rev", "tokens", token=str(listed)) == 303
    assert newest(ledger) == ("All", "token revoked", f"Rev: {listed}")
    assert ledger.accounts.by_token(token) is None
    assert change(admin, ledger, "Rev", "out") == 303
    assert newest(ledger) == ("All", "account disabled", "Rev")
    with pytest.raises(SignInRefused):
        ledger.accounts.sign_in("Rev", WORDS, origin="test")
    assert change(admin, ledger, "Rev", "in") == 303
    assert ledger.accounts.sign_in("Rev", WORDS, origin="test")


def test_new_password_is_shown_once_and_ends_what_was_open(ledger: Ledger, admin: TestClient) -> None:
    """A program is told it as data."""
    reviewer = signed_in(ledger, "Rev")
    asked = {"csrf": key_of(admin)}
    answer = admin.post(f"/people/{number(ledger, 'Rev')}/password", data=asked, headers={"accept": "application/json"})
    assert newest(ledger) == ("All", "password reset", "Rev")
    assert reviewer.get("/").status_code == 303
    found = ledger.accounts.by_session(ledger.accounts.sign_in("Rev", answer.json()["password"], origin="test"))
    assert found is not None
    assert found.must_change


def test_account_that_wrong_passwords_locked_is_seen_and_unlocked(ledger: Ledger, admin: TestClient) -> None:
    """Without waiting, and without a new password."""
    for _ in range(LOCK_AFTER):
        app_of(ledger).post("/signin", data={"name": "Rev", "password": "wrong words here"})
    assert "locked after wrong passwords" in admin.get("/people").text
    assert change(admin, ledger, "Rev", "in") == 303
    assert "locked after wrong passwords" not in admin.get("/people").text
    assert ledger.accounts.sign_in("Rev", WORDS, origin="test")


@pytest.mark.parametrize("path", ["role", "collections", "password", "out", "in", "sessions", "tokens"])
def test_admin_of_one_desk_manages_nobody_who_sees_more(ledger: Ledger, path: str) -> None:
    """Neither another desk's people nor an admin of all: a new password would open what they see."""
    browser = signed_in(ledger, "Adi")
    for name in ("Dot", "All"):
        assert change(browser, ledger, name, path, role="reader", token="1") == 404
        assert browser.get(f"/people/{number(ledger, name)}").status_code == 404
    assert newest(ledger)[1] == "signed in"


def test_admin_of_one_desk_is_shown_and_gives_its_collections_alone(ledger: Ledger) -> None:
    """In the list, on a person's page, and by a form that was changed."""
    browser = signed_in(ledger, "Adi")
    for page in ("/people", "/people.json", f"/people/{number(ledger, 'Rea')}.json"):
        assert "docks" not in browser.get(page).text
    listed = browser.get("/people.json").json()
    assert [user["name"] for user in listed["people"]] == ["Adi", "Edi", "Rea", "Rev"]
    assert listed["collections"] == [{"name": "harbour", "documents": 1, "seen_by": ["Adi", "Edi", "Rea", "Rev"]}]
    for given in ({"collection": ["docks"]}, {"all": "1"}, {"further": "docks"}):
        assert change(browser, ledger, "Rea", "collections", **given) == 403
        told = {"csrf": key_of(browser), "name": "Nia", "role": "admin", **given}
        assert browser.post("/people", data=told).status_code == 403
    assert ledger.accounts.user("Rea").collections == ("harbour",)


def test_own_account_is_not_changed_there(ledger: Ledger, admin: TestClient) -> None:
    """Who found an open browser must not set a password without the old one."""
    for path in ("role", "collections", "password", "out", "in", "sessions", "tokens"):
        assert change(admin, ledger, "All", path, role="reader") == 422
    assert newest(ledger)[1] == "signed in"


def test_form_without_the_key_of_the_session_changes_nobody(ledger: Ledger, admin: TestClient) -> None:
    """Nor adds anybody."""
    for path in ("/people", *(f"/people/{number(ledger, 'Rev')}/{p}" for p in ("role", "password", "out", "sessions"))):
        answer = admin.post(path, data={"csrf": "wrong", "name": "Nia", "role": "editor"})
        assert answer.status_code == 422
    assert newest(ledger)[1] == "signed in"


def test_log_is_narrowed_and_paged_without_script(
    ledger: Ledger, admin: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By person, kind and day; the link to older rows keeps what was asked."""
    monkeypatch.setattr(people, "LOGGED", 2)
    for role in ("editor", "reader", "reviewer"):
        ledger.accounts.set_role("Rev", role, by="All")
    first = admin.get("/audit?who=All&what=role+changed")
    assert [told in first.text for told in ("Rev: reviewer", "Rev: reader", "Rev: editor")] == [True, True, False]
    older = first.text.split('<a href="/audit?')[-1].split('"')[0].replace("&amp;", "&")
    second = admin.get(f"/audit?{older}")
    assert [told in second.text for told in ("Rev: reviewer", "Rev: editor", "Older")] == [False, True, False]
    assert admin.get("/audit.json?from=2001-01-01&until=2001-12-31").json() == []
    assert admin.get("/audit?from=yesterday").status_code == 422


def test_admin_of_one_desk_reads_of_the_log_what_concerns_it(ledger: Ledger) -> None:
    """Page, twin, and what can be chosen; who sees all collections reads all."""
    for name in ("Dot", "Edi"):
        ledger.accounts.sign_in(name, WORDS, origin=f"{name}.example")
    harbour, whole = signed_in(ledger, "Adi"), signed_in(ledger, "All")
    for path in ("/audit", "/audit.json", "/audit?who=Dot", "/audit.json?who=Dot", "/audit.json?what=account+made"):
        told = harbour.get(path).text
        assert not any(word in told for word in ("Dot", "docks")), path
    assert "Edi.example" in harbour.get("/audit").text
    assert "as far as it concerns your collections" in harbour.get("/audit").text
    assert "Dot.example" in whole.get("/audit").text
    assert "docks" in whole.get("/audit.json").text
