"""Signing in by a provider (OpenID Connect): the code flow with PKCE. State, nonce, issuer, audience, key and age of
the answer are checked. What it says is who somebody is, and nothing else: role and collections are the account's.
"""

import secrets
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from according.errors import MissingExtra, SettingError, SignInRefused
from according.ledger.accounts import subject_of

SIGNING_IN = 600
"""Seconds that somebody may take at the provider."""
MOST_PENDING = 1000
"""Sign-ins that are under way at once; the oldest is forgotten."""
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
"""Signatures with a public key: never `none`, never one by a shared secret."""
LEEWAY_S = 60
"""Seconds that two clocks may differ."""
_NO = "the provider's answer does not fit what was asked: "


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for: issuer and subject; the address only if it says that it verified it."""

    subject: str
    email: str | None


@dataclass(frozen=True, slots=True)
class _Pending:
    nonce: str
    verifier: str
    to: str
    until: float


class Provider:
    """One provider, as its discovery document describes it.

    Args:
        issuer: its address, as it calls itself. client: what it calls this desk. secret: by which the desk proves that
            it is that; empty for a public client. back: the address of `/signin/back` as browsers see it.

    Raises:
        SettingError: if it cannot be reached, or is not what it says it is.
        MissingExtra: if Authlib is not installed.
    """

    def __init__(self, issuer: str, client: str, secret: str, back: str, *, timeout_s: float = 20.0) -> None:
        try:
            import authlib.integrations.httpx_client
            import joserfc  # noqa: F401
        except ImportError as error:
            raise MissingExtra("accounts", "Signing in by a provider") from error
        _check_address(issuer)
        self.name = urlsplit(issuer).netloc
        self._issuer, self._client, self._secret, self._back = issuer, client, secret, back
        self._timeout_s = timeout_s
        self._pending: dict[str, _Pending] = {}
        self._lock = threading.Lock()
        self._http = authlib.integrations.httpx_client.OAuth2Client
        self._described = self._describe()
        self._keys: Any = None

    def begin(self, to: str) -> tuple[str, str]:
        """The address at the provider to go to, and the state that the browser keeps meanwhile.

        Args:
            to: the page to open afterwards.
        """
        pending = _Pending(secrets.token_urlsafe(32), secrets.token_urlsafe(48), to, time.monotonic() + SIGNING_IN)
        with self._session() as session:
            address, state = session.create_authorization_url(
                self._described["authorization_endpoint"], nonce=pending.nonce, code_verifier=pending.verifier
            )
        with self._lock:
            self._pending[state] = pending
            while len(self._pending) > MOST_PENDING:
                del self._pending[next(iter(self._pending))]
        return str(address), str(state)

    def finish(self, given: dict[str, str], state: str) -> tuple[Identity, str]:
        """Who came back from the provider, and the page to open.

        Args:
            given: the query of the address. state: what this browser kept; an answer counts for it alone, and once.

        Raises:
            SignInRefused: if anything does not fit.
        """
        with self._lock:
            told = given.get("state", "")
            fits = bool(state) and secrets.compare_digest(told.encode("utf-8", "replace"), state.encode())
            pending = self._pending.pop(told, None) if fits else None
        if pending is None or pending.until < time.monotonic():
            raise SignInRefused(f"{_NO}this browser did not ask for it, or too long ago. Sign in again.")
        if given.get("iss", self._issuer) != self._issuer:
            raise SignInRefused(f"{_NO}it is of another provider.")
        if "code" not in given:
            raise SignInRefused("the provider did not sign you in. Try again, or ask who runs it.")
        claims = self._claims(self._token(given["code"], pending.verifier), pending.nonce)
        return self._identity(claims), pending.to

    def _identity(self, claims: dict[str, Any]) -> Identity:
        """An address that the provider did not verify could be that of anybody."""
        email = claims.get("email") if claims.get("email_verified") is True else None
        return Identity(subject_of(self._issuer, claims["sub"]), email if isinstance(email, str) else None)

    def _token(self, code: str, verifier: str) -> str:
        from authlib.common.errors import AuthlibBaseError
        from httpx import HTTPError

        try:
            with self._session() as session:
                answer = session.fetch_token(self._described["token_endpoint"], code=code, code_verifier=verifier)
        except (AuthlibBaseError, HTTPError, ValueError) as error:
            raise SignInRefused("the provider did not confirm the sign-in. Try again, or ask who runs it.") from error
        if not isinstance(answer.get("id_token"), str):
            raise SignInRefused(f"{_NO}it does not say who you are.")
        return str(answer["id_token"])

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError

        expected = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S, iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._client}, sub={"essential": True}, exp={"essential": True},
            iat={"essential": True}, nonce={"essential": True, "value": nonce},
        )  # fmt: skip
        try:
            claims = self._decoded(token)
            expected.validate(claims)
        except (JoseError, ValueError) as error:
            raise SignInRefused(f"{_NO}its statement of who you are is not valid. Sign in again.") from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != self._client:
            raise SignInRefused(f"{_NO}it was made for another program.")
        return claims

    def _decoded(self, token: str) -> dict[str, Any]:
        """The claims of a token signed by a key of the provider; its keys are asked for anew where none fits."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            if self._keys is None:
                self._keys = self._fetched_keys()
            return dict(jwt.decode(token, self._keys, algorithms=ALGORITHMS).claims)
        except (JoseError, ValueError):
            self._keys = self._fetched_keys()
            return dict(jwt.decode(token, self._keys, algorithms=ALGORITHMS).claims)

    def _fetched_keys(self) -> Any:
        from httpx import HTTPError
        from joserfc.jwk import KeySet

        try:
            return KeySet.import_key_set(self._fetched(self._described["jwks_uri"]))
        except HTTPError as error:
            raise SignInRefused("the provider does not answer. Try again in a moment.") from error

    def _fetched(self, address: str) -> Any:
        import httpx

        answer = httpx.get(address, timeout=self._timeout_s)
        answer.raise_for_status()
        return answer.json()

    def _describe(self) -> dict[str, Any]:
        from httpx import HTTPError

        address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            described = dict(self._fetched(address))
        except (HTTPError, ValueError) as error:
            raise SettingError(
                f"the provider {self._issuer} does not describe itself at {address}: {error}. Check "
                "ACCORDING_OIDC_ISSUER."
            ) from error
        if described.get("issuer") != self._issuer:
            raise SettingError(
                f"the provider calls itself {described.get('issuer')!r}. Set ACCORDING_OIDC_ISSUER to that."
            )
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            _check_address(str(described.get(name, "")))
        return described

    def _session(self) -> Any:
        return self._http(
            self._client, self._secret or None, scope="openid email", redirect_uri=self._back, timeout=self._timeout_s,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if self._secret else "none",
        )  # fmt: skip


def read_secret(path: str) -> str:
    """The secret that the provider gave this desk, from its file.

    Raises:
        SettingError: if the file cannot be read.
    """
    try:
        return Path(path).read_text(encoding="utf-8").strip() if path else ""
    except OSError as error:
        raise SettingError(
            f"ACCORDING_OIDC_SECRET_FILE={path!r} cannot be read. Name a file that you can read."
        ) from error


def _check_address(address: str) -> None:
    told = urlsplit(address)
    local = told.hostname in ("127.0.0.1", "localhost", "::1")
    if not (told.scheme == "https" or (told.scheme == "http" and local)) or not told.netloc:
        raise SettingError(f"{address!r} is no https address of a provider.")
