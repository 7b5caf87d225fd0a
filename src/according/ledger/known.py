"""Whom a list of known entities may mean: links from somebody whom a document names to an entry of the list.

A link says that they may be one, and what speaks for it; only a person's decision says that they are. Rows are only
added; of one link the newest row counts, and its number is that of the first.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection, Select, insert, select

from . import schema as t
from .names import name_key


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list as it is kept with a link: `list` and `id` name it, `caption` is its name there."""

    list: str
    id: str
    caption: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class KnownLink:
    """Somebody whom a document names, and the entry that may mean them.

    `score` (0..1) orders links by what speaks for them; it is no probability and no score of a person. `number` is 0
    until the link is kept.
    """

    entry: Entry
    document: str
    name: str
    score: float
    speaks: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    number: int = 0
    author: str = ""
    recorded_at: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the link is, whatever speaks for it."""
        return self.entry.list, self.entry.id, self.document, name_key(self.name)

    @property
    def target(self) -> str:
        """By which decisions name it."""
        told = json.dumps(self.key, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return f"known {hashlib.sha256(told).hexdigest()[:20]}"

    @property
    def value(self) -> str:
        """What a decision about it keeps, as JSON: enough to be understood where the link is not kept."""
        told = {"document": self.document, "name": self.name, "entry": asdict(self.entry)}
        return json.dumps(told, ensure_ascii=False)


def link_of(value: str) -> KnownLink:
    """The link that a decision is about, without what spoke for it.

    Raises:
        ValueError, KeyError, TypeError: if it is not what `KnownLink.value` gave.
    """
    told = json.loads(value)
    return KnownLink(Entry(**told["entry"]), told["document"], told["name"], 0.0)


def keep(connection: Connection, links: Sequence[KnownLink], author: str, now: str) -> int:
    """Note links that are new, or for which something else speaks than before. Returns how many rows."""
    before = {link.key: link for link in kept(connection)}
    rows = [
        {
            "list": link.entry.list,
            "entry": link.entry.id,
            "document": link.document,
            "name": link.name,
            "record": _packed(link),
            "author": author,
            "recorded_at": now,
        }
        for link in links
        if link.key not in before or _packed(before[link.key]) != _packed(link)
    ]
    if rows:
        connection.execute(insert(t.known_links), rows)
    return len(rows)


def kept(
    connection: Connection, *, until: str | None = None, documents: Select[tuple[str]] | None = None
) -> list[KnownLink]:
    """The links that are kept, in the order of their numbers.

    Args:
        until: an instant; only what was noted by then. documents: only those from these documents.
    """
    rows = select(t.known_links).order_by(t.known_links.c.id)
    if until is not None:
        rows = rows.where(t.known_links.c.recorded_at <= until)
    if documents is not None:
        rows = rows.where(t.known_links.c.document.in_(documents))
    found: dict[tuple[str, str, str, str], KnownLink] = {}
    for row in connection.execute(rows):
        told = json.loads(row.record)
        entry = Entry(row.list, row.entry, told["caption"], told["note"], told["url"])
        link = KnownLink(
            entry, row.document, row.name, told["score"], tuple(told["speaks"]), tuple(told["against"]), row.id,
            row.author, row.recorded_at,
        )  # fmt: skip
        first = found.get(link.key)
        found[link.key] = link if first is None else replace(link, number=first.number)
    return list(found.values())


def _packed(link: KnownLink) -> str:
    told = {
        "caption": link.entry.caption, "note": link.entry.note, "url": link.entry.url, "score": link.score,
        "speaks": link.speaks, "against": link.against,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False)
