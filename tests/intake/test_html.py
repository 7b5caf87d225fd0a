"""Web pages: what the markup says each paragraph is, and what the page says of itself."""

import pytest

from .conftest import Given, kinds

PAGE = """<!doctype html><html lang="en-GB"><head><title>Two held after dock raid | Port Maren Courier</title>
<meta property="og:site_name" content="Port Maren Courier">
<meta property="article:published_time" content="2025-05-15T23:30:00+02:00">
<script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "Courier"},
{"@type": "NewsArticle", "headline": "Two held after dock raid", "author": [{"name": "Lena Orth"},
{"name": "Tom Sayer"}]}]}</script>
<link rel="canonical" href="https://courier.example/2025/dock-raid?utm_source=x"></head><body>
<header class="site"><nav><a href="/">Home</a> <a href="/n">News</a></nav></header>
<article><header><h1>Two held after dock raid</h1></header>
<p class="standfirst">Police say Harbor Nine ran the pier</p><div class="byline">By Lena Orth and Tom Sayer</div>
<time datetime="2025-05-15">May 15, 2025</time>
<figure><img src="x" alt="An alternative text that nobody sees">
<figcaption>Officers at the pier on Wednesday.</figcaption></figure>
<p>Police in <b>Port Maren</b> arrested two men on Wednesday,
<a href="/x">according to</a> Police Chief Otto Bremner.</p>
<aside class="pull-quote">They ran the pier</aside>
<p>&ldquo;They ran the pier,&rdquo; he said.</p>
<h2>What comes next</h2><ul><li>A hearing is set for Friday.</li><li>The trial may begin in June.</li></ul>
<blockquote><p>We will appeal, defence lawyer Pilar Anders said.</p></blockquote>
<table><tr><th>Name</th><th>Age</th></tr><tr><td>Teodor Lunz</td><td>22</td></tr></table>
<div class="share-buttons">Share this with a friend</div></article>
<aside class="related"><h3>Related</h3>
<p>Another story that has nothing to do with it, but is long enough to look like it.</p></aside>
<footer><p>&copy; 2025 Port Maren Courier. All rights reserved.</p></footer></body></html>"""


def test_every_paragraph_is_what_the_markup_says(given: Given) -> None:
    """Headline, standfirst, byline, date, caption, quotes, lists and tables; alternative texts are not read."""
    found = kinds(given("page.html", PAGE))
    assert [pair for pair in found if pair[0] != "boilerplate"] == [
        ("headline", "Two held after dock raid"),
        ("dek", "Police say Harbor Nine ran the pier"),
        ("byline", "By Lena Orth and Tom Sayer"),
        ("dateline", "May 15, 2025"),
        ("caption", "Officers at the pier on Wednesday."),
        ("body", "Police in Port Maren arrested two men on Wednesday, according to Police Chief Otto Bremner."),
        ("pull_quote", "They ran the pier"),
        ("body", "“They ran the pier,” he said."),
        ("dek", "What comes next"),
        ("list", "A hearing is set for Friday."),
        ("list", "The trial may begin in June."),
        ("body", "We will appeal, defence lawyer Pilar Anders said."),
        ("table", "Name Age"),
        ("table", "Teodor Lunz 22"),
    ]


def test_what_is_not_the_story_stays_as_boilerplate(given: Given) -> None:
    """Menus, share buttons, related stories and footers are kept, and marked."""
    furniture = " ".join(words for kind, words in kinds(given("page.html", PAGE)) if kind == "boilerplate")
    for words in ("Home News", "Share this with a friend", "Another story that has nothing", "All rights reserved"):
        assert words in furniture


def test_the_page_tells_of_itself(given: Given) -> None:
    """Title, authors, publisher, day in the page's own time, language and address without tracking."""
    document = given("page.html", PAGE)
    assert document.title == "Two held after dock raid"
    assert document.author == "Lena Orth, Tom Sayer"
    assert document.publisher == "Port Maren Courier"
    assert (document.published, document.published_how) == ("2025-05-15", "metadata")
    assert document.language == "en"
    assert document.url == document.id == "https://courier.example/2025/dock-raid"
    assert document.media_type == "text/html"


def test_a_page_that_does_not_mark_its_story(given: Given) -> None:
    """Without an article element the story is told by its paragraphs; the rest is boilerplate."""
    page = """<html><head><title>Two held - Courier</title></head><body>
<div id="top"><a href=/>Home</a> <a href=/n>News</a></div>
<div id="c"><div class="t">Two men held after dock raid</div>
<p>Police in Port Maren arrested two men on Wednesday, Police Chief Otto Bremner told reporters at the pier.</p>
<p>The men are said to belong to Harbor Nine, a gang that has collected money
from shop owners in Quay Ward for years.</p>
<p>A hearing is set for Friday, a spokeswoman of the court in Harrow Bend said.</p></div>
<div id="b"><a href=/1>Fish market reopens after fire</a><br>
<a href=/2>Ferry to Santa Ilaria cancelled</a></div></body></html>"""
    found = kinds(given("page.html", page))
    assert [words[:16] for kind, words in found if kind == "body"] == [
        "Police in Port M",
        "The men are said",
        "A hearing is set",
    ]
    assert found[-1] == ("boilerplate", "Fish market reopens after fire Ferry to Santa Ilaria cancelled")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta itemprop="datePublished" content="2025-05-15">', "2025-05-15"),
        ('<meta name="DC.date.issued" content="2025-05">', "2025-05"),
        (
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2025-05-15T01:00:00Z"}</script>',
            "2025-05-15",
        ),
        ('<meta name="date" content="soon"><meta name="pubdate" content="15 May 2025">', "2025-05-15"),
        ('<meta name="date" content="2999-01-01">', None),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<meta property="article:modified_time" content="2025-05-15">', None),
    ],
)
def test_the_day_in_metadata(given: Given, head: str, published: str | None) -> None:
    """Metadata first; what cannot be, or is the day of a change, is not the day of publication."""
    page = f"<head>{head}</head><body><p>Two men of Harbor Nine were held in Eastholm, police said.</p></body>"
    assert given("page.html", page).published == published


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<meta charset="iso-8859-1">', "cp1252"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        (b'<meta charset="utf-8">', "utf-8"),
        (b'<meta charset="iso-8859-1">', "utf-8"),
        (b"", "utf-8"),
        (b"", "cp1252"),
        (b"", "utf-16"),
    ],
)
def test_a_page_is_read_in_its_encoding(given: Given, head: bytes, encoding: str) -> None:
    """Declared or not, true or not: the bytes that are valid UTF-8 are UTF-8."""
    words = "Pérez said “no” in Santa Ilaria on Sunday."
    page = b"<html><head>" + head + b"</head><body><p>WORDS</p></body></html>"
    if encoding == "utf-16":
        content = page.decode().replace("WORDS", words).encode("utf-16")
    else:
        content = page.replace(b"WORDS", words.encode(encoding))
    assert given("page.html", content).text == words


def test_an_address_of_another_site_is_not_the_pages_own(given: Given) -> None:
    """A canonical link to a front page says nothing about the page."""
    page = '<link rel=canonical href="https://courier.example/"><p>Two men of Harbor Nine were held on Sunday.</p>'
    assert given("page.html", page).id == "page.html"


def test_half_characters_and_addresses_that_are_none_are_not_kept(given: Given) -> None:
    """Both are valid in a page's own markup; no store takes the one, and nothing can be done with the other."""
    told = '{"@type": "NewsArticle", "headline": "Fire \\ud800 on the pier"}'
    page = (
        f'<head><link rel="canonical" href="http://[/x"><script type="application/ld+json">{told}</script></head>'
        "<p>Marten Oyelaran was charged with arson on Tuesday, police said.</p>"
    )
    document = given("a.html", page)
    assert (document.title, document.url) == ("Fire \ufffd on the pier", None)
