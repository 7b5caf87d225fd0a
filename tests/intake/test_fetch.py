"""Fetching a page: only public addresses, only so much, only so long, and a record of how it came."""

import gzip
import io
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from according.errors import FetchRefused
from according.intake import IntakeOptions, original, sources, take, warc_record
from according.intake.fetch import _is_public, is_address
from tests.cli.test_commands import run

PAGE = (
    b"<html lang=en><head><title>Two held</title></head><body><article><h1>Two held after dock raid</h1>"
    b"<p>Two men of Harbor Nine were held in Eastholm on Sunday, police said.</p></article></body></html>"
)
HERE = IntakeOptions(allow_private=True, timeout_s=3)


class Desk(BaseHTTPRequestHandler):
    """A small site with every bad habit."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answers by path."""
        path = self.path.partition("?")[0]
        if path == "/story":
            self.answer(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})
        elif path == "/packed":
            self.answer(200, gzip.compress(PAGE), {"Content-Type": "text/html", "Content-Encoding": "gzip"})
        elif path == "/bomb":
            self.answer(200, gzip.compress(b"a" * 3_000_000), {"Content-Encoding": "gzip"})
        elif path == "/moved":
            self.answer(301, b"", {"Location": "/story"})
        elif path == "/circle":
            self.answer(302, b"", {"Location": "/circle"})
        elif path == "/file":
            self.answer(302, b"", {"Location": "file:///etc/passwd"})
        elif path == "/elsewhere":
            self.answer(302, b"", {"Location": self.path.partition("?")[2]})
        elif path == "/large":
            self.answer(200, b"a" * 300_000, {})
        elif path == "/drip":
            self.drip()
        elif path == "/silent":
            time.sleep(6)
        else:
            self.answer(404, b"no such page", {})

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        """One whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        """A byte now and then, for ever."""
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(60):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class QuietServer(ThreadingHTTPServer):
    """Does not report that callers hang up, which is what some of them are here for."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a server on this machine."""
    server = QuietServer(("127.0.0.1", 0), Desk)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def refusal(url: str, options: IntakeOptions = HERE) -> str:
    """Why the address is refused."""
    (source,) = sources([url], options)
    with pytest.raises(FetchRefused) as refused:
        take(source, options)
    return refused.value.reason


def test_a_page_comes_with_the_record_of_its_fetch(site: str) -> None:
    """Final address, redirects, status, headers, time and hash are kept; the fragment is not sent."""
    (source,) = sources([f"{site}/moved#top"], HERE)
    document = take(source, HERE)
    assert document.fetch is not None
    assert (document.fetch.final_url, document.fetch.redirects) == (f"{site}/story", (f"{site}/moved",))
    assert document.fetch.status == 200
    assert ("Content-Type", "text/html; charset=utf-8") in document.fetch.headers
    assert document.fetch.sha256 == document.version
    assert document.id == document.url == f"{site}/story"
    assert original(source) == PAGE


def test_the_fetch_can_be_written_as_warc(site: str) -> None:
    """The record holds what others need to check: address, answer, page."""
    (source,) = sources([f"{site}/packed"], HERE)
    document = take(source, HERE)
    assert document.fetch is not None
    data = warc_record(document.fetch, original(source))
    record = next(iter(ArchiveIterator(io.BytesIO(data))))
    assert record.rec_headers.get_header("WARC-Target-URI") == f"{site}/packed"
    assert record.http_headers.get_statuscode() == "200"
    assert record.http_headers.get_header("Content-Encoding") is None
    assert record.content_stream().read() == PAGE


def test_a_fetch_with_odd_headers_can_be_written_as_warc(site: str) -> None:
    """A header may hold any byte; an export of other pages must not end at it."""
    (source,) = sources([f"{site}/packed"], HERE)
    document = take(source, HERE)
    assert document.fetch is not None
    odd = replace(document.fetch, headers=(("Content-Type", "te\xc7t/html; charset=utf-8"), ("Ä", "1")))
    record = next(iter(ArchiveIterator(io.BytesIO(warc_record(odd, PAGE)))))
    assert record.http_headers.get_header("Content-Type") == "te%C3%87t/html; charset=utf-8"
    assert record.content_stream().read() == PAGE


def test_a_private_address_is_refused(site: str) -> None:
    """Unless allowed, nothing on this machine or network is asked."""
    assert refusal(f"{site}/story", IntakeOptions()) == "private_address"
    assert refusal(site.replace("127.0.0.1", "localhost"), IntakeOptions()) == "private_address"
    assert refusal("http://[::1]/", IntakeOptions()) == "private_address"


def test_a_redirect_never_leads_to_a_private_address(site: str) -> None:
    """What was allowed is the site the person named, not where it sends."""
    assert refusal(f"{site}/elsewhere?http://localhost:{site.rpartition(':')[2]}/story") == "private_address"
    assert refusal(f"{site}/elsewhere?http://[::1]:80/") == "private_address"
    assert refusal(f"{site}/elsewhere?http://2130706433/") == "private_address"


def test_redirects_that_lead_nowhere_are_refused(site: str) -> None:
    """Circles end, and a redirect cannot leave the web."""
    assert refusal(f"{site}/circle") == "too_many_redirects"
    assert refusal(f"{site}/file") == "unsupported_scheme"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nothing", "http_error"),
        ("/large", "too_large"),
        ("/bomb", "too_large"),
    ],
)
def test_an_answer_that_is_no_page_is_refused(site: str, path: str, reason: str) -> None:
    """Errors and pages above the limit, packed or not."""
    assert refusal(site + path, IntakeOptions(allow_private=True, max_fetch_bytes=200_000)) == reason


@pytest.mark.parametrize("path", ["/silent", "/drip"])
def test_a_page_that_never_arrives_is_given_up(site: str, path: str) -> None:
    """The limit is on the whole exchange: a byte now and then does not keep it open."""
    started = time.monotonic()
    assert refusal(site + path, IntakeOptions(allow_private=True, timeout_s=0.7)) == "unreachable"
    assert time.monotonic() - started < 3


def test_nobody_listens() -> None:
    """A closed port is an address that did not answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/") == "unreachable"


@pytest.mark.parametrize("url", ["ftp://courier.example/a", "file:///etc/passwd", "gopher://courier.example"])
def test_only_the_web_is_fetched(url: str) -> None:
    """Files and other schemes are not addresses of pages."""
    assert refusal(url) == "unsupported_scheme"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    """Loopback, private, link-local, shared, reserved, multicast, and the same in disguise."""
    assert not _is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_addresses_that_are_public(address: str) -> None:
    """What anybody can reach."""
    assert _is_public(address)


@pytest.mark.parametrize(
    ("given", "is_one"),
    [("https://courier.example/a", True), ("C:\\stories\\a.txt", False), ("C://stories", False), ("a.txt", False)],
)
def test_an_address_is_told_from_a_path(given: str, is_one: bool) -> None:
    """A drive letter is no scheme."""
    assert is_address(given) is is_one


def test_fetched_pages_leave_a_ledger_as_warc(site: str, tmp_path: Path) -> None:
    """Every page that came from an address, as it came; documents that came as files have no fetch to tell."""
    path = tmp_path / "case.ledger"
    (tmp_path / "note.txt").write_text("Two men were held in Eastholm on Sunday, police said.", encoding="utf-8")
    assert run("add", f"{site}/packed", tmp_path / "note.txt", "--allow-private", "--ledger", path).returncode == 0
    first, second = (tmp_path / name for name in ("first.warc", "second.warc"))
    for out in (first, second):
        assert run("export", "--format", "warc", "--ledger", path, "-o", out).returncode == 0
    with first.open("rb") as stream:
        told = [
            (r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read()) for r in ArchiveIterator(stream)
        ]
    assert told == [(f"{site}/packed", PAGE)]
    assert first.read_bytes() == second.read_bytes()
