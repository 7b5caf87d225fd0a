"""Accounts, sessions, tokens and the audit log, in a file and on a server alike."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from according.errors import NotInLedger, SettingError, SignInRefused
from according.ledger import Ledger, LogFilter
from according.ledger.accounts import LOCK_AFTER
from tests.factory import claim, document, reading

WORDS = "slate harbour lantern"


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.day = "2026-03-01"

    def __call__(self) -> str:
        """Ten o'clock of its day."""
        return f"{self.day}T10:00:00.000000Z"


@pytest.fixture
def clock() -> Clock:
    """The clock of the ledger."""
    return Clock()


@pytest.fixture
def ledger(place: Callable[[str], str], clock: Clock) -> Iterator[Ledger]:
    """A ledger with an admin and a reviewer."""
    with Ledger.open(place("desk"), create=True, clock=clock) as opened:
        opened.accounts.add("Ana Marsh", "admin", password=WORDS, collections=None, by="setup")
        opened.accounts.add("Ben", "reviewer", password=WORDS, collections=("harbour",), by="Ana Marsh")
        yield opened


def told(ledger: Ledger) -> list[tuple[str, str, str]]:
    """The audit log, oldest first, without its days."""
    return [(e.who, e.what, e.detail) for e in reversed(ledger.accounts.log())]


def wrong(ledger: Ledger, name: str = "Ben", password: str = "not the right words") -> str:
    """What is said to a sign-in that fails."""
    with pytest.raises(SignInRefused) as refused:
        ledger.accounts.sign_in(name, password, origin="203.0.113.5")
    return str(refused.value)


def test_session_tells_who_it_is_until_it_is_over(ledger: Ledger, clock: Clock) -> None:
    """Capitals of the name do not matter; the secret alone does."""
    secret = ledger.accounts.sign_in("ana  marsh", WORDS, origin="203.0.113.5")
    found = ledger.accounts.by_session(secret)
    assert found is not None
    assert (found.name, found.role, found.collections) == ("Ana Marsh", "admin", None)
    assert ledger.accounts.by_session(secret + "x") is None
    clock.day = "2026-03-02"
    assert ledger.accounts.by_session(secret) is None


def test_signing_out_ends_the_session(ledger: Ledger) -> None:
    """And is in the log."""
    secret = ledger.accounts.sign_in("Ben", WORDS, origin="203.0.113.5")
    ledger.accounts.sign_out(secret)
    assert ledger.accounts.by_session(secret) is None
    assert told(ledger)[-1] == ("Ben", "signed out", "")


def test_account_is_locked_after_wrong_passwords_in_the_same_words(ledger: Ledger, clock: Clock) -> None:
    """The right password does not help then, until the lock is over; nobody learns which name exists."""
    said = {wrong(ledger) for _ in range(LOCK_AFTER)}
    assert {wrong(ledger, password=WORDS), wrong(ledger, "Nobody")} == said
    clock.day = "2026-03-02"
    assert ledger.accounts.sign_in("Ben", WORDS, origin="203.0.113.5")


def test_storm_of_wrong_passwords_at_once_locks_the_account_once(ledger: Ledger) -> None:
    """Each try is counted and logged, however many come together; nobody slips between looking and counting."""
    with ThreadPoolExecutor(LOCK_AFTER + 3) as pool:
        list(pool.map(lambda _: wrong(ledger), range(LOCK_AFTER + 3)))
    counted = Counter(what for _, what, _ in told(ledger))
    assert (counted["sign-in refused"], counted["account locked"]) == (LOCK_AFTER + 3, 1)
    wrong(ledger, password=WORDS)


def test_right_password_forgives_the_wrong_ones_before_it(ledger: Ledger) -> None:
    """Only wrong ones in a row lock."""
    for _ in range(2):
        for _ in range(LOCK_AFTER - 1):
            wrong(ledger)
        assert ledger.accounts.sign_in("Ben", WORDS, origin="203.0.113.5")


def test_what_was_typed_as_a_name_is_not_kept(ledger: Ledger) -> None:
    """It may be a password in the wrong field."""
    wrong(ledger, "my secret passphrase")
    assert told(ledger)[-1] == ("nobody known", "sign-in refused", "from 203.0.113.5")


def test_reset_by_another_ends_sessions_and_tokens(ledger: Ledger) -> None:
    """Whoever had the old password is out; the new one is good to choose another."""
    session = ledger.accounts.sign_in("Ben", WORDS, origin="203.0.113.5")
    token = ledger.accounts.make_token("Ben", "export", "read", days=30, by="Ben")
    ledger.accounts.set_password("Ben", "another three words", by="Ana Marsh", must_change=True)
    assert ledger.accounts.by_session(session) is None
    assert ledger.accounts.by_token(token) is None
    again = ledger.accounts.by_session(ledger.accounts.sign_in("Ben", "another three words", origin="203.0.113.5"))
    assert again is not None
    assert again.must_change


def test_disabled_account_is_out_at_once(ledger: Ledger) -> None:
    """Also where it was signed in already."""
    session = ledger.accounts.sign_in("Ben", WORDS, origin="203.0.113.5")
    ledger.accounts.disable("Ben", by="Ana Marsh")
    assert ledger.accounts.by_session(session) is None
    wrong(ledger, password=WORDS)


def test_sessions_ended_by_another_leave_tokens_and_password(ledger: Ledger) -> None:
    """As after a laptop was lost; the log says who did it."""
    sessions = [ledger.accounts.sign_in("Ben", WORDS, origin="203.0.113.5") for _ in range(2)]
    token = ledger.accounts.make_token("Ben", "job", "read", days=1, by="Ben")
    assert ledger.accounts.sessions("Ben") == 2
    ledger.accounts.end_sessions("Ben", by="Ana Marsh")
    assert [ledger.accounts.by_session(session) for session in sessions] == [None, None]
    assert ledger.accounts.sessions("Ben") == 0
    assert ledger.accounts.by_token(token) is not None
    assert told(ledger)[-1] == ("Ana Marsh", "sessions ended", "Ben")


def test_log_is_narrowed_by_who_what_and_day_and_read_on_from_a_row(ledger: Ledger, clock: Clock) -> None:
    """Rows that are added meanwhile move nothing: the next page begins below the last row of this one."""
    clock.day = "2026-03-02"
    for day in ("2026-03-02", "2026-03-03"):
        clock.day = day
        wrong(ledger)
        ledger.accounts.set_role("Ben", "editor", by="Ana Marsh")

    def rows(**asked: Any) -> list[tuple[str, str]]:
        return [(e.recorded_at[8:10], e.what) for e in ledger.accounts.log(LogFilter(**asked))]

    assert rows(who="Ben") == [("03", "sign-in refused"), ("02", "sign-in refused")]
    assert rows(what="role changed", until="2026-03-02") == [("02", "role changed")]
    assert rows(since="2026-03-03") == [("03", "role changed"), ("03", "sign-in refused")]
    first = ledger.accounts.log(limit=2)
    ledger.accounts.note("Ben", "export", "claims")
    assert rows(before=first[-1].id)[0] == ("02", "role changed")
    assert ledger.accounts.logged() == (
        ["Ana Marsh", "Ben", "setup"], ["account made", "export", "role changed", "sign-in refused"]
    )  # fmt: skip


def test_last_admin_stays(ledger: Ledger) -> None:
    """Somebody must be able to let people in."""
    with pytest.raises(SettingError, match="only admin"):
        ledger.accounts.disable("Ana Marsh", by="Ana Marsh")
    with pytest.raises(SettingError, match="only admin"):
        ledger.accounts.set_role("Ana Marsh", "reader", by="Ana Marsh")
    assert ledger.accounts.user("Ana Marsh").role == "admin"


def test_scope_bounds_what_a_token_may_do(ledger: Ledger) -> None:
    """And so does the role of its owner."""
    roles = {}
    for name in ("Ana Marsh", "Ben"):
        for scope in ("read", "write", "admin"):
            found = ledger.accounts.by_token(ledger.accounts.make_token(name, "job", scope, days=1, by=name))
            assert found is not None
            roles[name, scope] = found.role
    assert roles == {
        ("Ana Marsh", "read"): "reader", ("Ana Marsh", "write"): "editor", ("Ana Marsh", "admin"): "admin",
        ("Ben", "read"): "reader", ("Ben", "write"): "reviewer", ("Ben", "admin"): "reviewer",
    }  # fmt: skip


def test_token_ends_when_it_is_old_or_revoked(ledger: Ledger, clock: Clock) -> None:
    """Both are the same to who holds it."""
    short = ledger.accounts.make_token("Ben", "job", "read", days=1, by="Ben")
    long = ledger.accounts.make_token("Ben", "job", "read", days=30, by="Ben")
    clock.day = "2026-03-03"
    assert ledger.accounts.by_token(short) is None
    assert ledger.accounts.by_token(long) is not None
    ledger.accounts.revoke("Ben", 2, by="Ben")
    assert ledger.accounts.by_token(long) is None


def test_nobody_revokes_the_token_of_another(ledger: Ledger) -> None:
    """By its number."""
    ledger.accounts.make_token("Ben", "job", "read", days=1, by="Ben")
    with pytest.raises(NotInLedger):
        ledger.accounts.revoke("Ana Marsh", 1, by="Ana Marsh")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"role": "chief"}, "not one of reader, reviewer"),
        ({"name": " ana marsh"}, "already"),
        ({"name": ""}, "1 to 80"),
        ({"password": "short"}, "12 to 1000"),
    ],
)
def test_account_that_cannot_be_is_refused(ledger: Ledger, given: dict[str, str], said: str) -> None:
    """Nothing is made then."""
    wanted = {"name": "Cay", "role": "reader", "password": WORDS, **given}
    with pytest.raises(SettingError, match=said):
        ledger.accounts.add(**wanted, collections=(), by="Ana Marsh")
    assert len(ledger.accounts.users()) == 2


def test_no_secret_is_stored(ledger: Ledger, place: Callable[[str], str], kept: Callable[[str], bytes]) -> None:
    """No byte of the store holds a password, a cookie or a token."""
    session = ledger.accounts.sign_in("Ben", WORDS, origin="203.0.113.5")
    token = ledger.accounts.make_token("Ben", "job", "read", days=1, by="Ben")
    ledger.close()
    stored = kept(place("desk"))
    assert b"ana marsh" in stored
    assert [s for s in (WORDS, session, token) if s.lower().encode() in stored] == []


def test_identity_of_a_provider_is_bound_once(ledger: Ledger) -> None:
    """The address finds the account; afterwards the provider's subject alone does."""
    ledger.accounts.add("Cay", "editor", email="Cay@Desk.example", collections=(), by="Ana Marsh")
    found = ledger.accounts.by_session(ledger.accounts.sign_in_by("idp 7", "cay@desk.example", origin="203.0.113.5"))
    assert found is not None
    assert found.name == "Cay"
    with pytest.raises(SignInRefused):
        ledger.accounts.sign_in_by("idp 8", "cay@desk.example", origin="203.0.113.5")
    assert ledger.accounts.sign_in_by("idp 7", None, origin="203.0.113.5")


def test_decision_stands_in_the_log_by_its_number(ledger: Ledger) -> None:
    """Never with the words that it is about: those an erasure reaches."""
    page = document()
    ledger.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
    number = ledger.decide("accept", claim(page), author="Ben", reason="seen Marten Oyelaran in court")
    ledger.undo(number, author="Ana Marsh")
    assert told(ledger)[-2:] == [("Ben", "decision", "1: accept"), ("Ana Marsh", "decision", "2: undo 1")]


def test_ledger_without_accounts_keeps_no_log(place: Callable[[str], str]) -> None:
    """A person's own file stays as it was."""
    with Ledger.open(place("own"), create=True) as ledger:
        page = document()
        ledger.put(page, b"x", (claim(page),))
        ledger.decide("accept", claim(page), author="Ben", reason="")
        assert ledger.accounts.log() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'x'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 2",
        "INSERT OR REPLACE INTO audit SELECT id, recorded_at, 'x', what, detail, chain FROM audit WHERE id = 1",
        "TRUNCATE audit",
    ],
)
def test_log_cannot_be_edited(ledger: Ledger, statement: str) -> None:
    """The database itself refuses."""
    before = told(ledger)
    with pytest.raises(DBAPIError), ledger._engine.begin() as connection:
        connection.execute(text(statement))
    assert told(ledger) == before
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit SET who = 'Nobody' WHERE id = 2", ["row 2 of the audit log"]),
        ("UPDATE audit SET chain = 'f00' WHERE id = 2", ["row 2 of the audit log", "row 3 of the audit log"]),
        ("DELETE FROM audit WHERE id = 2", ["lacks what stood between its rows 1 and 3"]),
    ],
)
def test_who_takes_the_triggers_away_is_found_out(ledger: Ledger, statement: str, found: list[str]) -> None:
    """By the chain of the rows."""
    ledger.accounts.note("Ben", "export", "claims")
    with ledger._engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        else:
            for name in ("audit_no_update", "audit_no_delete"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(statement))
    assert [line for line, words in zip(ledger.verify(), found, strict=True) if words in line] == ledger.verify()


def test_erasing_leaves_accounts_and_log_alone(ledger: Ledger) -> None:
    """Also where a document or a person is called as somebody who has an account."""
    page = document(id="Ben")
    ledger.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
    other = document("Ana Marsh was charged with robbery, police said.", id="reader")
    ledger.put(other, b"y", (), reading=reading(other, "Ana Marsh"))
    before = told(ledger)
    ledger.erase_document("Ben", reason="order", author="Ben")
    ledger.erase_person("Ana Marsh", reason="request", author="Ben")
    assert told(ledger)[: len(before)] == before
    assert [u.name for u in ledger.accounts.users()] == ["Ana Marsh", "Ben"]
    assert ledger.verify() == []


def test_accounts_and_log_go_with_a_copy(ledger: Ledger, place: Callable[[str], str]) -> None:
    """And its log goes on where it was."""
    with Ledger.open(place("copy"), create=True) as copy:
        ledger.copy_into(copy)
        assert copy.accounts.sign_in("Ben", WORDS, origin="203.0.113.5")
        assert copy.verify() == []
        with pytest.raises(DBAPIError), copy._engine.begin() as connection:
            connection.execute(text("DELETE FROM audit"))


def concerning(ledger: Ledger, *collections: str) -> list[tuple[str, str, str]]:
    """What of the log concerns some collections, oldest first."""
    return [(e.who, e.what, e.detail) for e in reversed(ledger.accounts.log(collections=collections))]


def test_log_of_some_collections_tells_what_was_done_while_nobody_saw_another(ledger: Ledger) -> None:
    """Ben was of the harbour alone, then of both desks, then of the harbour again; Dot of the docks, always."""
    accounts = ledger.accounts
    accounts.add("Dot", "admin", password=WORDS, collections=("docks",), by="Ana Marsh")
    accounts.sign_in("Ben", WORDS, origin="203.0.113.1")
    accounts.set_collections("Ben", ("docks", "harbour"), by="Ana Marsh")
    accounts.sign_in("Ben", WORDS, origin="203.0.113.2")
    accounts.make_token("Ben", "docks scraper", "read", days=1, by="Ben")
    accounts.set_collections("Ben", ("harbour",), by="Ana Marsh")
    accounts.set_role("Ben", "editor", by="Ana Marsh")
    accounts.sign_in("Dot", WORDS, origin="203.0.113.3")
    wrong(ledger, "Nobody at all")
    assert concerning(ledger, "harbour") == [
        ("Ana Marsh", "account made", "Ben: reviewer, collections harbour"),
        ("Ben", "signed in", "from 203.0.113.1"),
        ("Ana Marsh", "collections changed", "Ben: collections harbour"),
        ("Ana Marsh", "role changed", "Ben: editor"),
    ]
    assert [detail for _, _, detail in concerning(ledger, "docks")] == [
        "Dot: admin, collections docks", "from 203.0.113.3",
    ]  # fmt: skip
    assert len(concerning(ledger, "docks", "harbour")) == len(told(ledger)) - 2
    assert accounts.logged(("harbour",)) == (
        ["Ana Marsh", "Ben"], ["account made", "collections changed", "role changed", "signed in"],
    )  # fmt: skip
    assert concerning(ledger) == []


def test_log_of_some_collections_tells_nothing_of_who_sees_all(ledger: Ledger) -> None:
    """Neither what they did, nor what was done to them before they saw less."""
    ledger.accounts.sign_in("Ana Marsh", WORDS, origin="203.0.113.1")
    ledger.accounts.add("Cy", "admin", password=WORDS, collections=None, by="Ana Marsh")
    ledger.accounts.set_collections("Cy", ("harbour",), by="Ana Marsh")
    assert [row for row in concerning(ledger, "harbour") if row[2].startswith("Cy") or row[1] == "signed in"] == [
        ("Ana Marsh", "collections changed", "Cy: collections harbour")
    ]


@pytest.mark.parametrize("collection", ["all collections", "docks, x", "collections harbour"])
def test_collection_of_a_misleading_name_opens_no_row(ledger: Ledger, collection: str) -> None:
    """The log of the harbour is not opened by how another collection is called."""
    ledger.accounts.add("Dot", "editor", password=WORDS, collections=("docks", collection), by="Ana Marsh")
    ledger.accounts.sign_in("Dot", WORDS, origin="203.0.113.1")
    assert not any("Dot" in who or "Dot" in detail for who, _, detail in concerning(ledger, "harbour"))


def test_name_that_begins_as_what_is_told_of_another_opens_no_row(ledger: Ledger) -> None:
    """`Dot: x` is an account of the harbour, and `Dot` one of the docks."""
    ledger.accounts.add("Dot", "editor", password=WORDS, collections=("docks",), by="Ana Marsh")
    ledger.accounts.add("Dot: x", "editor", password=WORDS, collections=("harbour",), by="Ana Marsh")
    ledger.accounts.sign_in("Dot", WORDS, origin="203.0.113.1")
    assert [detail for _, _, detail in concerning(ledger, "harbour")] == ["Ben: reviewer, collections harbour"]
