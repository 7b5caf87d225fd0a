"""What comes over a wire in answer to a question of ours: a site's pages, a model's words, a provider's statements.

The answers come from a server of this process, and nothing else is ever asked: whatever an answer names elsewhere is
held back before a connection.
"""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any
from unittest.mock import patch

from according.errors import AccordingError, FetchRefused, RemoteError, SettingError, SignInRefused
from according.intake import IntakeOptions, take
from according.intake import fetch as fetching
from according.intake.source import Source
from according.remote.client import Client
from according.web.provider import Identity, Provider

OPTIONS = IntakeOptions(max_fetch_bytes=500_000, max_redirects=3, timeout_s=2.0, allow_private=True)
PAUSE_S = 0.5
"""How long the server waits for the rest of a question, or the asker for the rest of an answer."""
HERE = b"{here}"
"""Stands in an answer for the address of the server that gives it."""
BETWEEN = b"\n----\n"
"""Stands between the three answers of a provider: its description, its token, its keys."""
NONCE = "n"


class Answering:
    """A server that answers each path with the bytes that were set for it, whatever they are."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes] = {}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, name="answering", daemon=True).start()

    def says(self, answer: bytes, path: str = "") -> None:
        """Answer a path with this from now on; without a path, whatever has no other answer."""
        self.answers[path] = answer.replace(HERE, self.url.encode())

    def _serve(self) -> None:
        while True:
            line, _ = self._listener.accept()
            with line, suppress(OSError):
                line.settimeout(PAUSE_S)
                asked = _question(line)
                path = asked.split(b" ", 2)[1].decode("latin-1") if asked.count(b" ") > 1 else ""
                line.sendall(self.answers.get(path, self.answers.get("", b"")))
                line.shutdown(socket.SHUT_WR)
                while line.recv(65536):  # until the other side has read it and goes
                    pass


def _question(line: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got and (more := line.recv(65536)):
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    length = next((int(h[15:]) for h in head.split(b"\r\n") if h.lower().startswith(b"content-length:")), 0)
    while len(body) < length and (more := line.recv(65536)):
        body += more
    return head


@cache
def _server() -> Answering:
    return Answering()


@contextmanager
def _only_here() -> Iterator[None]:
    """Connections of `fetch` to the server of this process alone."""
    server, connect = _server(), fetching._connect

    def guarded(host: str, port: int, deadline: float, *, name: str, allow_private: bool) -> socket.socket:
        if (host, port) != ("127.0.0.1", server.port):
            raise FetchRefused("unreachable", name, "It leads elsewhere.")
        return connect(host, port, deadline, name=name, allow_private=allow_private)

    with patch.object(fetching, "_connect", guarded):
        yield


def fetched(data: bytes) -> None:
    """A site's answer, head and all, to whoever adds an address or watches a feed."""
    server = _server()
    server.says(data)
    with _only_here(), suppress(AccordingError):
        url = f"{server.url}/news/1"
        page = fetching.fetch(url, OPTIONS, conditions=(("If-None-Match", '"1"'),))
        assert page.fetch is not None
        json.dumps(page.fetch.headers)
        fetching.warc_record(page.fetch, page.data)
        take(Source(url, None, lambda: page), OPTIONS)


def completion(data: bytes) -> None:
    """The answer, head and all, of a language model's server."""
    server = _server()
    server.says(data)
    with suppress(RemoteError):
        client = Client(f"{server.url}/v1", "m", tries=2, timeout_s=PAUSE_S, sleep=lambda _: None)
        client.ask("s", "u", {}).encode("utf-8", "replace")


def provider(data: bytes) -> None:
    """What a provider says of itself, of somebody who signs in, and of its keys."""
    server, parts = _server(), [*data.split(BETWEEN, 2), b"", b""]
    paths = ("/.well-known/openid-configuration", "/token", "/keys")
    for path, told in zip(paths, parts, strict=False):
        server.says(told if told.startswith(b"HTTP/") else _plain(told), path)
    with suppress(SettingError, SignInRefused):
        made = Provider(server.url, "desk", "its secret", "http://127.0.0.1/signin/back", timeout_s=PAUSE_S)
        described = made._described
        if (described["token_endpoint"], described["jwks_uri"]) != (f"{server.url}/token", f"{server.url}/keys"):
            return  # of another machine: nothing is asked there
        _, state = made.begin("/")
        who, to = made.finish({"state": state, "code": "c"}, state)
        _is_somebody(who)
        assert to == "/"


def _plain(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def token(data: bytes) -> None:
    """A provider's statement of who somebody is: as it came, or, for an object, signed by the provider's own key."""
    made, key = _trusted()
    words = data.decode("utf-8", "replace")
    with suppress(SignInRefused):
        _is_somebody(made._identity(made._claims(_signed(words, key), NONCE)))


def _is_somebody(who: Identity) -> None:
    who.subject.encode("utf-8")
    assert who.subject
    assert who.email is None or who.email.encode("utf-8") is not None


def _signed(words: str, key: Any) -> str:
    from joserfc import jws

    if not words.startswith("{"):
        return words
    return jws.serialize_compact({"alg": "ES256"}, words.encode(), key, algorithms=["ES256"])


@cache
def _trusted() -> tuple[Provider, Any]:
    """A provider whose key is known already, and the key."""
    from joserfc.jwk import ECKey, KeySet

    server, key = Answering(), ECKey.generate_key("P-256", parameters={"kid": "1"})
    names = {"authorization_endpoint": "ask", "token_endpoint": "token", "jwks_uri": "keys"}
    described = {"issuer": server.url, **{name: f"{server.url}/{path}" for name, path in names.items()}}
    server.says(_plain(json.dumps(described).encode()))
    made = Provider(server.url, "desk", "its secret", "http://127.0.0.1/signin/back", timeout_s=PAUSE_S)
    made._issuer = "https://idp.example"  # as the kept statements call it
    made._fetched_keys = lambda: KeySet([key])  # type: ignore[method-assign]
    return made, key
