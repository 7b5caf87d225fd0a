"""What a web page says of itself in its head: title, author, publisher, day, language, address.

JSON-LD is parsed as data and never run; what cannot be parsed says nothing.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .dates import parse_date

DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "date",
    "dc.date",
    "dcterms.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of itself in its head."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    site: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, root: Any) -> "Told":
        """What the page at `root` says, JSON-LD before meta elements before the title bar."""
        meta: dict[str, str] = {}
        for element in root.iter("meta"):
            name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
            value = " ".join((element.get("content") or "").split())
            if name and value:
                meta.setdefault(name, value)
        things = list(_linked_data(root))
        bar = root.find(".//title")
        site = meta.get("og:site_name")
        language = (root.get("lang") or root.get("xml:lang") or meta.get("og:locale") or "")[:2].lower()
        return cls(
            title=_first(_words(things, "headline"), meta.get("og:title"), _bare_title(bar, site)),
            author=_first(_name(things, "author"), meta.get("author"), meta.get("article:author")),
            publisher=_first(_name(things, "publisher"), site, meta.get("publisher"), meta.get("dc.publisher")),
            site=site,
            published=_published(things, meta, root),
            language=language if language.isalpha() and len(language) == 2 else None,
            url=_canonical(root, meta),
        )


def _linked_data(root: Any) -> Iterator[dict[str, Any]]:
    """The things that JSON-LD in the page describes, articles first."""
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text:
            continue
        try:
            held = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        waiting = [held]
        while waiting and len(found) < 200:
            thing = waiting.pop(0)
            if isinstance(thing, list):
                waiting += thing
            elif isinstance(thing, dict):
                found.append(thing)
                waiting += [thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in thing]
    yield from sorted(found, key=lambda thing: "article" not in str(thing.get("@type", "")).lower())


def _words(things: list[dict[str, Any]], key: str) -> str | None:
    return next(
        (thing[key].strip() for thing in things if isinstance(thing.get(key), str) and thing[key].strip()), None
    )


def _name(things: list[dict[str, Any]], key: str) -> str | None:
    for thing in things:
        held = thing.get(key)
        names = [
            item.get("name") if isinstance(item, dict) else item
            for item in (held if isinstance(held, list) else [held])
        ]
        words = [name.strip() for name in names if isinstance(name, str) and name.strip() and "://" not in name]
        if words:
            return ", ".join(words)
    return None


def _published(things: list[dict[str, Any]], meta: dict[str, str], root: Any) -> str | None:
    told = [_words(things, "datePublished"), *(meta.get(name) for name in DATE_NAMES)]
    for element in root.iter("time"):
        if element.get("pubdate") is not None or "datepublished" in (element.get("itemprop") or "").lower():
            told.append(element.get("datetime") or element.text_content())
    times = {element.get("datetime") for element in root.xpath("//article//time[@datetime]|//header//time[@datetime]")}
    if len(times) == 1:
        told.append(times.pop())
    dates = (parse_date(words) for words in told if words)
    return next((value for value in dates if value is not None), None)


def _canonical(root: Any, meta: dict[str, str]) -> str | None:
    """The address that the page calls its own; a site's front page is nobody's own address."""
    links: list[str | None] = [
        element.get("href")
        for element in root.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    for url in [*links, meta.get("og:url")]:
        if url and re.match(r"https?://[^/]+/.*\w", url.strip()):
            return url.strip()
    return None


def _bare_title(bar: Any, site: str | None) -> str | None:
    """The page's title without the name of the site behind it."""
    words = " ".join((bar.text_content() if bar is not None else "").split())
    if site is not None and words.casefold().endswith(site.casefold()):
        words = words[: -len(site)]
    return re.sub(r"[\s\-–—|•·»)]+$", "", words) or None


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)
