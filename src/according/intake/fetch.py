"""Fetches one page, and nothing that the person did not mean: no private address, no endless page, no endless wait.

The name is resolved here, every address it has is checked, and the connection goes to the address that was checked, so
that a second answer of the name server cannot lead elsewhere. Each redirect is checked anew. Standard library only.
"""

import contextlib
import gzip
import hashlib
import http.client
import io
import ipaddress
import socket
import ssl
import string
import threading
import time
import uuid
import zlib
from datetime import UTC, datetime
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from ..errors import FetchRefused
from ..model import Fetch
from .options import IntakeOptions
from .source import Content

AGENT = "according/0.1"
REQUEST_HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
REDIRECTS = (301, 302, 303, 307, 308)
CHUNK_BYTES = 1 << 16


def is_address(given: str) -> bool:
    """Whether the words are an address and not a path: they begin with a scheme (`C:\\` is a path)."""
    scheme, mark, _ = given.partition("://")
    return bool(mark) and len(scheme) > 1 and scheme.replace("+", "").replace("-", "").isalnum()


def fetch(url: str, options: IntakeOptions, *, conditions: tuple[tuple[str, str], ...] = ()) -> Content:
    """The page at `url`, with the record of how it came.

    Args:
        conditions: headers such as If-None-Match; a page that has not changed then comes empty, with status 304.

    Raises:
        FetchRefused: with reason `private_address`, `unreachable`, `http_error`, `too_many_redirects`,
            `unsupported_scheme` or `too_large`.
    """
    try:
        return _fetched(url, options, conditions)
    except ValueError as error:  # of the standard library's parser: the address itself, or one it redirects to
        raise FetchRefused("unreachable", url, f"It leads to what is no address ({error}).") from error


def _fetched(url: str, options: IntakeOptions, conditions: tuple[tuple[str, str], ...]) -> Content:
    deadline = time.monotonic() + options.timeout_s
    redirects: list[str] = []
    address = _without_fragment(url)
    while True:
        # What the person allowed is the site they named; a redirect elsewhere is not theirs.
        allowed = options.allow_private and urlsplit(address).netloc == urlsplit(url).netloc
        status, headers, data = _request(
            address, deadline, options, name=url, allow_private=allowed, conditions=conditions
        )
        target = next((value for key, value in headers if key.lower() == "location"), None)
        if status not in REDIRECTS or target is None:
            break
        redirects.append(address)
        if len(redirects) > options.max_redirects:
            raise FetchRefused("too_many_redirects", url)
        address = _without_fragment(urljoin(address, target))
    if status != 200 and not (status == 304 and conditions):
        raise FetchRefused("http_error", url, f"It answered {status}.")
    record = Fetch(
        url=url,
        final_url=address,
        redirects=tuple(redirects),
        status=status,
        headers=tuple(headers),
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    media_type = next((value for key, value in headers if key.lower() == "content-type"), None)
    return Content(data, media_type, record)


def warc_record(fetched: Fetch, data: bytes) -> bytes:
    """The fetch as a WARC response record, for archives: what the server said and the page as it came.

    Args:
        fetched: how the page was fetched (`Document.fetch`).
        data: its bytes, as `original` gives them.
    """
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    # The bytes kept are those after transfer and content coding were undone, so the headers must not announce them.
    coded = ("content-encoding", "transfer-encoding", "content-length")
    headers = [(_ascii(key), _ascii(value)) for key, value in fetched.headers if key.lower() not in coded]
    headers.append(("Content-Length", str(len(data))))
    reason = http.client.responses.get(fetched.status, "")
    told = f"{fetched.final_url} {fetched.fetched_at} {fetched.sha256}"
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    writer.write_record(
        writer.create_warc_record(
            fetched.final_url,
            "response",
            payload=io.BytesIO(data),
            length=len(data),
            http_headers=StatusAndHeaders(f"{fetched.status} {reason}".strip(), headers, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": fetched.fetched_at,
                "WARC-Record-ID": f"<{uuid.uuid5(uuid.NAMESPACE_URL, told).urn}>",
            },
        )
    )
    return out.getvalue()


def _ascii(told: str) -> str:
    """A header without what an archive's record cannot hold."""
    return quote(told, safe=string.printable)


def _request(
    address: str,
    deadline: float,
    options: IntakeOptions,
    *,
    name: str,
    allow_private: bool,
    conditions: tuple[tuple[str, str], ...] = (),
) -> tuple[int, list[tuple[str, str]], bytes]:
    """One request and its answer; the answer is read to its end only if it is a page."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        raise FetchRefused("unsupported_scheme", name)
    secure = parts.scheme == "https"
    lines: list[socket.socket] = []
    guard = threading.Timer(max(0.0, deadline - time.monotonic()), _hang_up, [lines])
    guard.daemon = True
    try:
        port = parts.port or (443 if secure else 80)
        connection = http.client.HTTPConnection(parts.netloc.rpartition("@")[2])
        line = _connect(parts.hostname or "", port, deadline, name=name, allow_private=allow_private)
        lines.append(line)
        # A server that sends a byte a second never meets the socket's own timeout: the guard ends the whole exchange.
        guard.start()
        if secure:
            line = ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname)
            lines.append(line)
        connection.sock = line
        target = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe="/%:=&?~#+!$,;'@()*[]")
        connection.request("GET", target, headers={**REQUEST_HEADERS, **dict(conditions)})
        with connection.getresponse() as answer:
            data = b"" if answer.status in REDIRECTS else _body(answer, deadline, options, name)
            return answer.status, answer.getheaders(), data
    except (OSError, http.client.HTTPException, ValueError, zlib.error, EOFError) as error:
        raise FetchRefused("unreachable", name, _words(error, deadline, options)) from error
    finally:
        guard.cancel()
        for line in lines:
            line.close()


def _connect(host: str, port: int, deadline: float, *, name: str, allow_private: bool) -> socket.socket:
    """A connection to an address of `host` that was checked, and is the one connected to."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and not all(_is_public(address) for address in addresses):
        raise FetchRefused("private_address", name, f"{host} is at {addresses[0]}.")
    problem: OSError = OSError("no address")
    for address in addresses:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            break
        try:
            return socket.create_connection((address, port), timeout=remaining)
        except OSError as error:
            problem = error
    raise problem


def _is_public(address: str) -> bool:
    """Whether the address is one that anybody on the Internet can reach, mapped and tunnelled forms undone."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return _is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return _is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _body(answer: http.client.HTTPResponse, deadline: float, options: IntakeOptions, name: str) -> bytes:
    limit = options.max_fetch_bytes
    data = bytearray()
    while chunk := answer.read1(CHUNK_BYTES):
        data += chunk
        if len(data) > limit:
            raise FetchRefused("too_large", name, f"It has more than {limit:,} bytes.")
        if time.monotonic() > deadline:
            raise TimeoutError
    if time.monotonic() > deadline:
        raise TimeoutError
    coding = (answer.getheader("Content-Encoding") or "identity").lower()
    if coding in ("gzip", "x-gzip"):
        plain = gzip.GzipFile(fileobj=io.BytesIO(bytes(data))).read(limit + 1)
    elif coding == "deflate":
        unpacker = zlib.decompressobj(zlib.MAX_WBITS if data[:1] == b"\x78" else -zlib.MAX_WBITS)
        plain = unpacker.decompress(bytes(data), limit + 1)
    else:
        plain = bytes(data)
    if len(plain) > limit:
        raise FetchRefused("too_large", name, f"It unpacks to more than {limit:,} bytes.")
    return plain


def _hang_up(lines: list[socket.socket]) -> None:
    for line in lines:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


def _words(error: Exception, deadline: float, options: IntakeOptions) -> str:
    if time.monotonic() >= deadline or isinstance(error, TimeoutError):
        return f"No whole answer within {options.timeout_s:g} seconds."
    return f"{getattr(error, 'strerror', None) or error or type(error).__name__}.".replace("..", ".")


def _without_fragment(url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(fragment=""))
