"""Rounds over a real local site: new pages once, robots.txt obeyed, bad feeds put off, what changed told."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from lxml import etree

from according.errors import SettingError
from according.intake import IntakeOptions
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.settings import Settings
from according.watch import Feed, Watch, atom, digest, markdown, one_round, read_watch

STORY = (
    "<html lang=en><head><title>Man charged</title></head><body><article><h1>Man charged in dock case</h1>"
    "<p>Marten Oyelaran, 34, was charged with extortion on Monday, prosecutors said.</p></article></body></html>"
)
CLEARED = STORY.replace(
    "was charged with extortion on Monday, prosecutors said", "was acquitted of extortion on Friday"
)
OPTIONS = IntakeOptions(allow_private=True, timeout_s=3, max_fetch_bytes=200_000)
NOW = datetime(2025, 1, 1, tzinfo=UTC)


class Site:
    """A site whose pages a test sets; it counts what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, str, dict[str, str]]] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                status, body, headers = outer.pages.get(self.path, (404, "", {}))
                if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, ""
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_given: object) -> None:
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def rss(self, *paths: str, **headers: str) -> None:
        """The feed lists these pages."""
        items = "".join(f"<item><title>x</title><link>{self.url}{path}</link></item>" for path in paths)
        self.pages["/feed"] = (200, f"<rss version='2.0'><channel>{items}</channel></rss>", headers)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with one story in its feed."""
    made = Site()
    made.pages["/story"] = (200, STORY, {})
    made.rss("/story", ETag='"1"')
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The bundled reader."""
    return Pipeline(Settings())


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(tmp_path / "watch.ledger", create=True) as opened:
        yield opened


def go(site: Site, ledger: Ledger, pipeline: Pipeline, *, now: datetime = NOW, waits: list[float] | None = None):
    """One round over the site's feed."""
    watch = Watch((Feed(f"{site.url}/feed", "Port Maren Courier"),), (), pause_s=2.0)
    slept = [] if waits is None else waits
    assert ledger.place.path is not None
    state = ledger.place.path.with_suffix(".json")
    return one_round(watch, ledger, pipeline, state, OPTIONS, sleep=slept.append, now=now)


def test_new_page_is_added_once_and_an_unchanged_feed_is_told_so(
    site: Site, ledger: Ledger, pipeline: Pipeline
) -> None:
    """The second round asks for the feed alone, with its ETag."""
    waits: list[float] = []
    assert go(site, ledger, pipeline, waits=waits).outcomes == {"added": 1}
    assert ledger.documents()[0].publisher == "Port Maren Courier"
    assert ledger.documents()[0].handling == "public"
    assert waits
    assert max(waits) <= 2.0
    site.asked.clear()
    assert go(site, ledger, pipeline).unchanged_feeds == 1
    assert site.asked == ["/robots.txt", "/feed"]


def test_page_that_robots_forbid_is_not_asked_for(site: Site, ledger: Ledger, pipeline: Pipeline) -> None:
    """It is told, with what to do."""
    site.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /story\n", {})
    done = go(site, ledger, pipeline)
    assert done.outcomes == {"robots": 1}
    assert "/story" not in site.asked
    assert "robots.txt" in done.failed[0]


def test_feed_that_fails_is_put_off_longer_and_longer(site: Site, ledger: Ledger, pipeline: Pipeline) -> None:
    """A quarter of an hour, then half of one."""
    site.pages["/feed"] = (503, "", {})
    assert "503" in go(site, ledger, pipeline).failed[0]
    assert go(site, ledger, pipeline, now=NOW + timedelta(minutes=14)).waiting_feeds == 1
    assert go(site, ledger, pipeline, now=NOW + timedelta(minutes=16)).failed != []
    assert go(site, ledger, pipeline, now=NOW + timedelta(minutes=40)).waiting_feeds == 1
    site.rss("/story")
    assert go(site, ledger, pipeline, now=NOW + timedelta(hours=2)).outcomes == {"added": 1}


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ((302, "", {"Location": "/feed"}), "too_many_redirects"),
        ((200, "<rss>" + "a" * 300_000, {}), "too_large"),
        ((200, "<html>Sign in</html>", {}), "is it an RSS or Atom feed"),
        ((200, "", {}), "is it an RSS or Atom feed"),
        (
            (200, "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><item><link>&x;</link></item></rss>", {}),
            "feed",
        ),
    ],
)
def test_bad_feed_is_told_and_harms_nothing(site: Site, ledger: Ledger, pipeline: Pipeline, page, told: str) -> None:
    """Loops, floods, log-in pages, entities."""
    site.pages["/feed"] = page
    done = go(site, ledger, pipeline)
    assert told in done.failed[0]
    assert done.outcomes == {}


def test_feed_that_has_moved_is_read_where_it_is_now(site: Site, ledger: Ledger, pipeline: Pipeline) -> None:
    """A redirect to a feed is followed, as one to itself is not."""
    site.pages["/moved"] = site.pages["/feed"]
    site.pages["/feed"] = (301, "", {"Location": "/moved"})
    assert go(site, ledger, pipeline).outcomes == {"added": 1}


def test_page_that_fails_for_now_is_asked_for_again(site: Site, ledger: Ledger, pipeline: Pipeline) -> None:
    """A feed that has not changed does not hide it."""
    site.pages["/story"] = (503, "", {})
    assert go(site, ledger, pipeline).outcomes == {"http_error": 1}
    site.pages["/story"] = (200, STORY, {})
    assert go(site, ledger, pipeline).outcomes == {"added": 1}


def test_atom_feed_is_read_too(site: Site, ledger: Ledger, pipeline: Pipeline) -> None:
    """By its alternate link, relative to the feed."""
    entry = "<entry><link rel='self' href='/x'/><link href='/story'/></entry>"
    site.pages["/feed"] = (200, f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>", {})
    assert go(site, ledger, pipeline).outcomes == {"added": 1}


def test_digest_puts_the_acquittal_first(site: Site, ledger: Ledger, pipeline: Pipeline) -> None:
    """With speaker and sentence; the feed parses and has an entry a line."""
    go(site, ledger, pipeline)
    known = {c.id for c in ledger.claims()}
    site.pages["/cleared"] = (200, CLEARED, {})
    site.rss("/cleared", "/story")
    go(site, ledger, pipeline)
    made = digest(ledger, known, set(), today="2025-01-02")
    assert made.parts[0][0] == "Ended or reversed"
    told = markdown(made)
    assert "acquitted" in told
    assert "was acquitted of extortion on Friday" in told
    feed = etree.fromstring(atom(made, title="case").encode())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == made.lines


def test_nothing_new_is_said_so(ledger: Ledger) -> None:
    """An empty digest is no empty page."""
    assert "Nothing." in markdown(digest(ledger, set(), set(), today="2025-01-02"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "names nothing to watch"),
        ("[[feed]]\nurl = 3\n", "a \\[\\[feed\\]\\] has a url"),
        ('[[feed]]\nurl = "http://x"\nhandling = "secret"\n', "'secret' is not one of"),
        ("[[feeds]]\n", "feeds is not known"),
        ("= 3", "could not be read"),
        ('[[feed]]\nurl = "http://["\n', "is not an address"),
        ('most_new = inf\n[[feed]]\nurl = "http://x"\n', "are numbers"),
    ],
)
def test_bad_configuration_names_the_entry(tmp_path: Path, content: str, told: str) -> None:
    """Before anything is fetched."""
    path = tmp_path / "feeds.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingError, match=told):
        read_watch(path)


def test_folders_are_relative_to_the_file(tmp_path: Path) -> None:
    """So that the file can be moved with them."""
    path = tmp_path / "feeds.toml"
    path.write_text('[[folder]]\npath = "inbox"\n', encoding="utf-8")
    assert read_watch(path).folders == (tmp_path / "inbox",)


def test_link_that_is_no_address_costs_only_itself(site: Site, ledger: Ledger, pipeline: Pipeline) -> None:
    """The other pages of the feed come, as do the other feeds."""
    entry = "<item><link>http://[</link></item>"
    site.pages["/feed"] = (200, site.pages["/feed"][1].replace("</channel>", f"{entry}</channel>"), {})
    assert go(site, ledger, pipeline).outcomes == {"added": 1}


def test_feed_that_redirects_to_no_address_is_told(site: Site, ledger: Ledger, pipeline: Pipeline) -> None:
    """The round goes on."""
    site.pages["/feed"] = (302, "", {"Location": "http://["})
    assert "leads to what is no address" in go(site, ledger, pipeline).failed[0]
