"""Who is let in, how, and what stands in the log about it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from according.errors import ContractError, SettingError
from according.ledger import Ledger
from according.web.gate import Gate
from according.web.limits import MOST_ADDRESSES, TRIES, WINDOW_S, Limits
from according.web.start import Start
from tests.factory import document
from tests.web.desks import WORDS, app_of, fill, key_of, signed_in


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Two desks and six people."""
    with Ledger.open(tmp_path / "desk.ledger", create=True) as opened:
        fill(opened)
        yield opened


def sign_in(browser: TestClient, name: str = "Rev", password: str = WORDS, **more: str) -> int:
    """Fill in the form; returns the status."""
    return browser.post("/signin", data={"name": name, "password": password, **more}).status_code


def logged(ledger: Ledger, number: int = 1) -> list[tuple[str, str]]:
    """The newest rows of the log, oldest first."""
    return [(e.who, e.what) for e in reversed(ledger.accounts.log(limit=number))]


def test_page_asks_to_sign_in_and_opens_after(ledger: Ledger) -> None:
    """The page that was asked for, and no other site."""
    browser = app_of(ledger)
    asked = browser.get("/incidents?as-of=2024-01-01")
    assert asked.headers["location"] == "/signin?next=%2Fincidents%3Fas-of%3D2024-01-01"
    form = browser.get(asked.headers["location"])
    assert 'value="/incidents?as-of=2024-01-01"' in form.text
    given = {"name": "rev", "password": WORDS, "next": "/incidents?as-of=2024-01-01"}
    assert browser.post("/signin", data=given).headers["location"] == "/incidents?as-of=2024-01-01"
    assert browser.get("/").status_code == 200
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert browser.post("/signin", data={**given, "next": elsewhere}).headers["location"] == "/"


@pytest.mark.parametrize("path", ["/index.json", "/api/v1/claims", "/api/v1/openapi.json", "/suggest.json?q=o"])
def test_program_without_a_token_is_told_so(ledger: Ledger, path: str) -> None:
    """By a code, not by a page."""
    answer = app_of(ledger).get(path)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_wrong_password_is_refused_and_logged(ledger: Ledger) -> None:
    """In words that do not tell which of the two was wrong."""
    browser = app_of(ledger)
    answers = [browser.post("/signin", data={"name": name, "password": "wrong words here"}) for name in ("Rev", "Nob")]
    assert [a.status_code for a in answers] == [401, 401]
    assert answers[0].text == answers[1].text
    assert logged(ledger, 2) == [("Rev", "sign-in refused"), ("nobody known", "sign-in refused")]


def test_storm_of_wrong_passwords_is_held_up(ledger: Ledger) -> None:
    """From one address, over whatever names; the right password of another name does not pass either."""
    browser = app_of(ledger)
    codes = {sign_in(browser, f"Nobody {n}", "wrong words here") for n in range(TRIES)}
    held = browser.post("/signin", data={"name": "Rev", "password": WORDS})
    assert codes == {401}
    assert held.status_code == 429
    assert int(held.headers["retry-after"]) > 0


def test_address_may_try_again_after_a_while() -> None:
    """Successes do not count, and IPv6 counts by the network of a customer."""
    now = [0.0]
    limits = Limits(lambda: now[0])
    for _ in range(TRIES * 2):
        assert limits.wait_s("203.0.113.5") == 0
        limits.forgive("203.0.113.5")
    for n in range(TRIES):
        assert limits.wait_s(f"2001:db8::{n:x}") == 0
    assert limits.wait_s("2001:db8::ffff") > 0
    assert limits.wait_s("2001:db8:0:1::1") == 0
    now[0] = WINDOW_S + 1
    assert limits.wait_s("2001:db8::ffff") == 0


def test_strangers_do_not_fill_the_memory() -> None:
    """Addresses that tried longest ago are forgotten."""
    limits = Limits(lambda: 0.0)
    for n in range(MOST_ADDRESSES + 50):
        limits.wait_s(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}")
    assert len(limits._failed) == MOST_ADDRESSES


def test_signing_out_ends_it(ledger: Ledger) -> None:
    """Also for who kept the cookie."""
    browser = signed_in(ledger, "Rev")
    kept = browser.cookies["according-session"]
    browser.post("/signout", data={"csrf": key_of(browser)})
    browser.cookies.set("according-session", kept)
    assert browser.get("/").status_code == 303
    assert logged(ledger) == [("Rev", "signed out")]


def test_decision_carries_the_name_that_signed_in(ledger: Ledger) -> None:
    """Whatever a cookie or a form says."""
    browser = signed_in(ledger, "Rev")
    browser.cookies.set("according-who", "Somebody Else")
    waiting = browser.get("/review.json").json()["waiting"][0]
    given = {"kind": "accept", "claim": waiting["line"]["id"], "in": waiting["line"]["document"], "seen": "0"}
    assert browser.post("/decide", data={**given, "csrf": key_of(browser), "who": "Mallory"}).status_code == 303
    assert [d.author for d in ledger.decisions()] == ["Rev"]
    assert logged(ledger) == [("Rev", "decision")]


@pytest.mark.parametrize("given", ["", "0" * 64])
def test_form_without_the_key_of_the_session_changes_nothing(ledger: Ledger, given: str) -> None:
    """Nor with that of another session."""
    browser = signed_in(ledger, "Rev")
    other = key_of(signed_in(ledger, "Rev"))
    for key in (given, other):
        assert (
            browser.post("/account/tokens", data={"label": "x", "scope": "read", "days": "1", "csrf": key}).status_code
            == 422
        )
    assert ledger.accounts.tokens("Rev") == []


def test_form_from_another_site_is_refused(ledger: Ledger) -> None:
    """Also the one to sign in: nobody is signed in as somebody else unseen."""
    browser = app_of(ledger)
    given = {"name": "Rev", "password": WORDS}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        answer = browser.post("/signin", data=given, headers=headers)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_password_set_by_another_opens_nothing_but_its_change(ledger: Ledger) -> None:
    """Until the person has chosen their own."""
    ledger.accounts.set_password("Rev", "handed over words", by="Adi", must_change=True)
    browser = app_of(ledger)
    assert sign_in(browser, password="handed over words") == 303
    assert browser.get("/").headers["location"] == "/account"
    assert browser.get("/index.json").status_code == 403
    assert "Oyelaran" not in browser.get("/account").text
    given = {"old": "handed over words", "new": "words of my own", "again": "words of my own", "csrf": key_of(browser)}
    assert browser.post("/account/password", data=given).headers["location"] == "/"
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"old": "wrong words here"}, "present password is wrong"),
        ({"again": "other words here"}, "not the same"),
        ({"new": "short", "again": "short"}, "12 to 1000"),
    ],
)
def test_password_is_not_changed_by_mistake(ledger: Ledger, change: dict[str, str], said: str) -> None:
    """What is wrong is told."""
    browser = signed_in(ledger, "Rev")
    given = {"old": WORDS, "new": "words of my own", "again": "words of my own", "csrf": key_of(browser), **change}
    answer = browser.post("/account/password", data=given)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert ledger.accounts.sign_in("Rev", WORDS, origin="test")


def test_token_is_shown_once_and_works_until_revoked(ledger: Ledger) -> None:
    """On the pages' twins and the interface for programs alike."""
    browser = signed_in(ledger, "Rev")
    made = browser.post(
        "/account/tokens", data={"label": "nightly job", "scope": "write", "days": "30", "csrf": key_of(browser)}
    ).text
    secret = re.findall(r"acc_[\w-]+", made)[0]
    assert secret not in browser.get("/account").text
    program = app_of(ledger)
    program.headers["authorization"] = f"Bearer {secret}"
    assert [program.get(p).status_code for p in ("/index.json", "/api/v1/claims")] == [200, 200]
    waiting = program.get("/review.json").json()["waiting"][0]
    given = {"kind": "reject", "claim": waiting["line"]["id"], "in": waiting["line"]["document"], "seen": "0"}
    decided = program.post("/decide", data={**given, "reason": "misread"}, headers={"accept": "application/json"})
    assert decided.json() == {"decision": 1}
    browser.post("/account/tokens/revoke", data={"token": "1", "csrf": key_of(browser)})
    assert program.get("/index.json").status_code == 401


def test_what_has_expired_is_told_in_words_and_opens_nothing(tmp_path: Path) -> None:
    """A token says so as data, with what to do; a session leads to the page to sign in."""
    now = ["2026-03-01T10:00:00.000000Z"]
    with Ledger.open(tmp_path / "desk.ledger", create=True, clock=lambda: now[0]) as ledger:
        ledger.accounts.add("Rev", "reviewer", password=WORDS, collections=None, by="setup")
        token = ledger.accounts.make_token("Rev", "job", "write", days=1, by="Rev")
        program, browser = app_of(ledger), signed_in(ledger, "Rev")
        program.headers["authorization"] = f"Bearer {token}"
        assert (program.get("/review.json").status_code, browser.get("/review").status_code) == (200, 200)
        now[0] = "2026-03-02T10:00:00.000000Z"
        answers = program.get("/review.json"), program.post("/decide", data={"kind": "accept"})
        assert {(a.status_code, "has expired or was revoked. Make another" in a.text) for a in answers} == {(401, True)}
        assert browser.get("/review").headers["location"] == "/signin?next=%2Freview"
        assert browser.post("/decide", data={"kind": "accept"}).status_code == 401


def test_token_to_read_cannot_decide(ledger: Ledger) -> None:
    """Whatever its owner may do."""
    program = app_of(ledger)
    program.headers["authorization"] = f"Bearer {ledger.accounts.make_token('Adi', 'x', 'read', days=1, by='Adi')}"
    assert program.post("/decide", data={}, headers={"accept": "application/json"}).status_code == 403
    assert program.get("/audit.json").status_code == 403


def test_program_cannot_change_its_account(ledger: Ledger) -> None:
    """A token that leaks makes no other, and sets no password."""
    program = app_of(ledger)
    program.headers["authorization"] = f"Bearer {ledger.accounts.make_token('Adi', 'x', 'admin', days=1, by='Adi')}"
    assert program.get("/audit.json").status_code == 200
    for path in ("/account/tokens", "/account/password", "/account/tokens/revoke", "/signout"):
        assert program.post(path, data={"label": "y", "scope": "admin", "days": "9"}).status_code == 403


def test_editor_unmasks_with_a_reason_that_is_kept(ledger: Ledger) -> None:
    """And undoes it; a reviewer does neither."""
    page = document("Niko Farrand, 15, saw it, police said.", id="harbour-2")
    ledger.put(page, b"x", (), collection="harbour")
    editor, reviewer = signed_in(ledger, "Edi"), signed_in(ledger, "Rev")
    given = {"target": "harbour-1#0", "reason": "consent given"}
    assert reviewer.post("/unmask", data={**given, "csrf": key_of(reviewer)}).status_code == 403
    assert editor.post("/unmask", data={**given, "csrf": key_of(editor)}).status_code == 303
    assert ledger.accounts.log()[0].detail == "1: unmask"
    undoing = {"decision": "1"}
    assert reviewer.post("/undo", data={**undoing, "csrf": key_of(reviewer)}).status_code == 403
    assert editor.post("/undo", data={**undoing, "csrf": key_of(editor)}).status_code == 303
    assert ledger.unmasked() == frozenset()


def test_reader_holds_no_claim_back_from_reviewers(ledger: Ledger) -> None:
    """Looking at the queue is not reviewing it."""
    reader, reviewer = signed_in(ledger, "Rea"), signed_in(ledger, "Rev")
    assert len(reader.get("/review.json").json()["waiting"]) == 1
    assert len(reviewer.get("/review.json").json()["waiting"]) == 1


def test_reader_is_shown_no_form_that_would_be_refused(ledger: Ledger) -> None:
    """Neither in the queue nor on pages of claims, profiles and documents."""
    reader = signed_in(ledger, "Rea")
    index = reader.get("/index.json").json()
    line = reader.get("/review.json").json()["waiting"][0]["line"]
    from according.web.site import slug

    pages = ["/", "/review", f"/claim-{line['id']}?in={line['document']}", f"/document-{slug(line['document'])}"]
    pages += [f"/party-{slug(p['key'])}" for p in index["people"]]
    shown = [reader.get(page) for page in pages]
    assert {answer.status_code for answer in shown} == {200}
    assert [re.findall(r'method="post" action="([^"]+)"', answer.text) for answer in shown] == [[]] * len(pages)


def test_export_of_the_picture_is_logged(ledger: Ledger) -> None:
    """With who took it."""
    assert signed_in(ledger, "Rea").get("/network.svg").status_code == 200
    assert logged(ledger) == [("Rea", "export")]


def test_desk_behind_a_proxy_answers_to_its_name(ledger: Ledger) -> None:
    """With a cookie that no plain connection carries."""
    browser = app_of(ledger, address="https://desk.example")
    answer = browser.post("/signin", data={"name": "Rev", "password": WORDS})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-according=")
    assert {"Secure", "HttpOnly", "SameSite=lax"} <= set(re.split(r"; ", cookie))
    assert "strict-transport-security" in answer.headers
    assert browser.get("/", headers={"host": "evil.example"}).status_code == 421
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("address", ["desk.example", "http://desk.example", "https://desk.example/path", "ftp://x"])
def test_address_that_cannot_be_is_refused(ledger: Ledger, address: str) -> None:
    """Passwords go over no network in the clear."""
    with pytest.raises(SettingError):
        Gate(ledger, address=address)


def test_ledger_with_accounts_is_not_opened_from_the_start_page(ledger: Ledger) -> None:
    """Where nobody would be asked who they are."""
    folder = ledger.place.path.parent  # type: ignore[union-attr]
    start = Start("key", folder, lambda _ledger, _guard: None)  # type: ignore[arg-type,return-value]
    with pytest.raises(ContractError, match="has accounts"):
        start.choose("open", "desk.ledger")
    assert start.ledger is None
