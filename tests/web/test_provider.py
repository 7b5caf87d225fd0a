"""People sign in by OpenID Connect: the whole flow with a real provider (Canaille), and answers that do not fit."""

import base64
import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from according.errors import SettingError, SignInRefused
from according.ledger import Ledger
from according.ledger.accounts import subject_of
from according.web.gate import Gate
from according.web.provider import MOST_PENDING, SIGNING_IN, Provider, read_secret
from according.web.server import make_app
from tests.web.desks import fill
from tests.web.test_rights import NEEDED, walk

iam = pytest.importorskip("pytest_iam", reason="the provider of these tests is pytest-iam")
iam_configuration, iam_server, iam_server_port = iam.iam_configuration, iam.iam_server, iam.iam_server_port

ADDRESS = "http://127.0.0.1:8765"
BACK = f"{ADDRESS}/signin/back"


@pytest.fixture(scope="module")
def registered(iam_server: Any) -> Any:
    """This desk, as the provider knows it."""
    client = iam_server.models.Client(
        client_id="desk", client_secret="its secret", client_name="Desk", redirect_uris=[BACK],
        scope=["openid", "email"],
        grant_types=["authorization_code"], response_types=["code"], token_endpoint_auth_method="client_secret_basic",
    )  # fmt: skip
    iam_server.backend.save(client)
    client.audience = [client]
    iam_server.backend.save(client)
    return client


@pytest.fixture(scope="module")
def person(iam_server: Any, registered: Any) -> Any:
    """Somebody whom the provider knows, and who lets this desk know it."""
    user = iam_server.random_user(user_name="cay", emails=["cay@desk.example"])
    iam_server.consent(user, registered)
    return user


@pytest.fixture(scope="module")
def provider(iam_server: Any) -> Provider:
    """The provider, as this desk sees it."""
    issuer = json.loads(iam_server.test_client.get("/.well-known/openid-configuration").data)["issuer"]
    return Provider(issuer, "desk", "its secret", BACK)


@pytest.fixture
def ledger(tmp_path: Path, provider: Provider) -> Iterator[Ledger]:
    """A desk on which Cay has an account without a password."""
    with Ledger.open(tmp_path / "desk.ledger", create=True) as opened:
        fill(opened)
        opened.accounts.add(
            "Cay", "reviewer", subject=subject_of(provider._issuer, "cay"), collections=("harbour",), by="setup"
        )
        yield opened


@pytest.fixture
def browser(ledger: Ledger, provider: Provider) -> TestClient:
    """A browser that nobody has signed in."""
    app = make_app(ledger, "", guard=Gate(ledger, address=ADDRESS), provider=provider)
    return TestClient(app, base_url=ADDRESS, follow_redirects=False)


# A code that is asked for and never taken is mistaken for the next one by the provider's store in memory: take each.


def at_the_provider(iam_server: Any, user: Any, address: str) -> str:
    """Where the provider sends the browser once the person has signed in there."""
    iam_server.login(user)
    told = urlsplit(address)
    answer = iam_server.test_client.get(f"{told.path}?{told.query}")
    iam_server.logout()
    return str(answer.headers["location"])


def test_person_signs_in_by_the_provider(iam_server: Any, person: Any, browser: TestClient, ledger: Ledger) -> None:
    """And comes to the page that was asked for, under the name of the account."""
    assert "Sign in with" in browser.get("/signin").text
    sent = browser.get("/signin/provider?next=/review").headers["location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(sent).query).items()}
    assert (asked["code_challenge_method"], asked["redirect_uri"], asked["response_type"]) == ("S256", BACK, "code")
    assert len(asked["nonce"]) > 30
    assert len(asked["state"]) > 20
    back = urlsplit(at_the_provider(iam_server, person, sent))
    answer = browser.get(f"{back.path}?{back.query}")
    assert (answer.status_code, answer.headers.get("location"), answer.text) == (303, "/review", "")
    assert ">Cay</a>" in browser.get("/review").text
    assert [e.what for e in ledger.accounts.log(limit=2)] == ["signed in", "account made"]


def test_answer_counts_once_and_in_the_browser_that_asked(
    iam_server: Any, person: Any, browser: TestClient, ledger: Ledger, provider: Provider
) -> None:
    """Nobody is signed in by an address that somebody sent them."""
    sent = browser.get("/signin/provider").headers["location"]
    back = urlsplit(at_the_provider(iam_server, person, sent))
    app = make_app(ledger, "", guard=Gate(ledger, address=ADDRESS), provider=provider)
    victim = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    refused = victim.get(f"{back.path}?{back.query}")
    assert (refused.status_code, "did not ask for it" in refused.text) == (401, True)
    assert browser.get(f"{back.path}?{back.query}").status_code == 303
    assert browser.get(f"{back.path}?{back.query}").status_code == 401


def test_whom_the_provider_knows_and_the_desk_does_not_stays_out(
    iam_server: Any, registered: Any, browser: TestClient, ledger: Ledger
) -> None:
    """Accounts are made here."""
    stranger = iam_server.random_user(user_name="stranger", emails=["stranger@desk.example"])
    iam_server.consent(stranger, registered)
    sent = browser.get("/signin/provider").headers["location"]
    back = urlsplit(at_the_provider(iam_server, stranger, sent))
    answer = browser.get(f"{back.path}?{back.query}")
    assert (answer.status_code, "no account for you" in answer.text) == (401, True)
    assert ledger.accounts.log(limit=1)[0].what == "sign-in refused"


def test_disabled_account_stays_out(iam_server: Any, person: Any, browser: TestClient, ledger: Ledger) -> None:
    """Whatever the provider says."""
    ledger.accounts.disable("Cay", by="Adi")
    back = urlsplit(at_the_provider(iam_server, person, browser.get("/signin/provider").headers["location"]))
    assert browser.get(f"{back.path}?{back.query}").status_code == 401


def test_provider_that_says_no_is_told(browser: TestClient) -> None:
    """Without its words, which anybody can write into an address."""
    state = parse_qs(urlsplit(browser.get("/signin/provider").headers["location"]).query)["state"][0]
    answer = browser.get(f"/signin/back?error=access_denied&error_description=call+5550100&state={state}")
    assert (answer.status_code, "5550100" in answer.text) == (401, False)


def test_wrong_verifier_gets_no_token(iam_server: Any, person: Any, provider: Provider) -> None:
    """PKCE: a code that was stolen on its way is worth nothing, though with the right one it is good."""
    address, state = provider.begin("")
    given, right = answered(at_the_provider(iam_server, person, address)), provider._pending[state]
    provider._pending[state] = replace(right, verifier=secrets.token_urlsafe(48))
    with pytest.raises(SignInRefused, match="did not confirm"):
        provider.finish(given, state)
    assert provider._token(given["code"], right.verifier)


def test_wrong_nonce_is_refused(iam_server: Any, person: Any, provider: Provider) -> None:
    """A statement made for another sign-in is none for this."""
    address, state = provider.begin("")
    given = answered(at_the_provider(iam_server, person, address))
    provider._pending[state] = replace(provider._pending[state], nonce="another")
    with pytest.raises(SignInRefused, match="not valid"):
        provider.finish(given, state)


def test_answer_that_comes_late_is_refused(iam_server: Any, person: Any, provider: Provider) -> None:
    """Somebody may have left the machine meanwhile."""
    address, state = provider.begin("")
    given, right = answered(at_the_provider(iam_server, person, address)), provider._pending[state]
    provider._pending[state] = replace(right, until=time.monotonic() - 1)
    with pytest.raises(SignInRefused, match="too long ago"):
        provider.finish(given, state)
    assert provider._token(given["code"], right.verifier)
    assert SIGNING_IN == 600


def test_answer_of_another_provider_is_refused(provider: Provider) -> None:
    """By the issuer that stands in the address (RFC 9207)."""
    _, state = provider.begin("")
    with pytest.raises(SignInRefused, match="another provider"):
        provider.finish({"state": state, "code": "x", "iss": "https://evil.example"}, state)


@pytest.mark.parametrize(
    "change",
    [{"aud": "another"}, {"iss": "https://evil.example"}, {"exp": 1}, {"nonce": None}, {"sub": None}, {"iat": None}],
)
def test_statement_that_does_not_fit_is_refused(iam_server: Any, provider: Provider, change: dict[str, Any]) -> None:
    """Though the provider signed it with its own key."""
    now = int(time.time())
    fitting = {"iss": provider._issuer, "aud": "desk", "sub": "7", "iat": now, "exp": now + 60, "nonce": "n"}
    assert provider._claims(signed(iam_server, fitting), "n")["sub"] == "7"
    changed = {name: value for name, value in {**fitting, **change}.items() if value is not None}
    with pytest.raises(SignInRefused, match="not valid"):
        provider._claims(signed(iam_server, changed), "n")


def test_statement_for_several_programs_names_this_one(iam_server: Any, provider: Provider) -> None:
    """As the party that asked."""
    now = int(time.time())
    told = {"iss": provider._issuer, "aud": ["desk", "x"], "sub": "7", "iat": now, "exp": now + 60, "nonce": "n"}
    assert provider._claims(signed(iam_server, {**told, "azp": "desk"}), "n")["azp"] == "desk"
    for changed in (told, {**told, "azp": "x"}):
        with pytest.raises(SignInRefused, match="another program"):
            provider._claims(signed(iam_server, changed), "n")


def test_statement_without_a_good_signature_is_refused(iam_server: Any, provider: Provider) -> None:
    """Signed by nobody, by a stranger's key, by the shared secret, or changed afterwards."""
    from joserfc import jwt
    from joserfc.jwk import OctKey, RSAKey

    now = int(time.time())
    told = {"iss": provider._issuer, "aud": "desk", "sub": "7", "iat": now, "exp": now + 60, "nonce": "n"}
    head, body, signature = signed(iam_server, told).split(".")
    other = base64.urlsafe_b64encode(json.dumps({**told, "sub": "8"}).encode()).rstrip(b"=").decode()
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    shared = OctKey.import_key("its secret, long enough for a key of it")
    forged = (
        f"{none}.{body}.", f"{head}.{other}.{signature}", "x.y.z",
        jwt.encode({"alg": "RS256"}, told, RSAKey.generate_key(2048)),
        jwt.encode({"alg": "HS256"}, told, shared),
    )  # fmt: skip
    for token in forged:
        with pytest.raises(SignInRefused, match="not valid"):
            provider._claims(token, "n")


@pytest.mark.parametrize(
    ("told", "email"),
    [
        ({"email": "cay@desk.example", "email_verified": True}, "cay@desk.example"),
        ({"email": "cay@desk.example", "email_verified": False}, None),
        ({"email": "cay@desk.example", "email_verified": "true"}, None),
        ({"email": "cay@desk.example"}, None),
        ({"email_verified": True}, None),
    ],
)
def test_address_counts_only_if_the_provider_verified_it(
    provider: Provider, told: dict[str, Any], email: str | None
) -> None:
    """Else whoever may write into their profile there could be anybody here."""
    assert provider._identity({"sub": "7", **told}).email == email


def test_sign_ins_that_are_never_finished_do_not_fill_the_memory(provider: Provider) -> None:
    """The oldest is forgotten."""
    _, first = provider.begin("")
    for _ in range(MOST_PENDING):
        _, last = provider.begin("")
    assert len(provider._pending) == MOST_PENDING
    assert first not in provider._pending
    assert last in provider._pending


def test_routes_of_the_provider_have_a_role(browser: TestClient) -> None:
    """Like all others."""
    assert sorted({*walk(browser.app.routes), "GET /metrics"}) == sorted(NEEDED)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("issuer", "said"),
    [
        ("http://idp.example", "no https address"),
        ("idp.example", "no https address"),
        ("http://127.0.0.1:1", "does not describe itself"),
    ],
)
def test_provider_that_cannot_be_is_refused(issuer: str, said: str) -> None:
    """Before anybody is sent there."""
    with pytest.raises(SettingError, match=said):
        Provider(issuer, "desk", "", BACK, timeout_s=2)


def test_provider_that_calls_itself_otherwise_is_refused(provider: Provider) -> None:
    """Its statements would never fit."""
    with pytest.raises(SettingError, match="calls itself"):
        Provider(f"{provider._issuer.rstrip('/')}//", "desk", "", BACK)


def test_secret_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """With the name of the setting."""
    (tmp_path / "secret").write_text("its secret\n")
    assert read_secret(str(tmp_path / "secret")) == "its secret"
    with pytest.raises(SettingError, match="ACCORDING_OIDC_SECRET_FILE"):
        read_secret(str(tmp_path / "nowhere"))


def answered(address: str) -> dict[str, str]:
    """The query of the address to which the provider sends back."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def signed(iam_server: Any, claims: dict[str, Any]) -> str:
    """A statement signed with the provider's own key."""
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    key = iam_server.app.config["CANAILLE_OIDC"]["ACTIVE_JWKS"][0]
    return str(jwt.encode({"alg": "RS256", "kid": key["kid"]}, claims, RSAKey.import_key(key)))
