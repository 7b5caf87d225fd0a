"""What changed in a ledger: ended or reversed matters, corrections, new accusations; as Markdown and as an Atom feed.

Masked and selected like an export. Source of the feed: RFC 4287.
"""

from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree

from according.export import HandedDesk, Selection
from according.ledger import Ledger
from according.ontology import ontology
from according.views import Line

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Digest:
    """What changed since a set of claims was known, by heading; ways out and corrections come first."""

    moment: str
    parts: tuple[tuple[str, tuple[Line, ...]], ...]

    @property
    def lines(self) -> int:
        """How many lines there are in all."""
        return sum(len(lines) for _, lines in self.parts)


def digest(ledger: Ledger, known: Collection[str], replaced: Collection[str], *, today: str) -> Digest:
    """What is new.

    Args:
        known: ids of the claims before. replaced: ids of those that a later claim had replaced before.
        today: ISO day by which embargoes are judged.
    """
    desk = HandedDesk(ledger, Selection(), today=today)
    stages = ontology().stages
    fresh = [c for c in desk.claims if c.id not in known]
    ended = [c for c in fresh if c.stage is not None and stages[c.stage].exit]
    accused = [c for c in fresh if c.stage is not None and not stages[c.stage].exit]
    corrected = [c for c in desk.claims if c.superseded_by and c.id not in replaced]
    ids = {c.id for c in (*ended, *accused, *corrected)}
    other = [c for c in fresh if c.id not in ids]
    parts = (
        ("Ended or reversed", ended),
        ("Replaced by a later claim", corrected),
        ("New accusations and steps", accused),
        ("Also new", other),
    )
    moment = ledger.status().last_added or "1970-01-01T00:00:00Z"
    return Digest(moment, tuple((heading, tuple(desk.lines(claims))) for heading, claims in parts if claims))


def markdown(made: Digest) -> str:
    """The digest to read or to mail."""
    out = [f"# What changed, {made.moment[:10]}", "", "Accusations are not findings. Read the sentence before use.", ""]
    for heading, lines in made.parts:
        out += [f"## {heading}", ""]
        out += [
            f"- {line.text} ({line.counted})\n  > “{' '.join(line.quote.split())}” — {_where(line)}" for line in lines
        ]
        out.append("")
    return "\n".join(out if made.parts else [*out, "Nothing."]) + "\n"


def atom(made: Digest, *, title: str) -> str:
    """The digest as a feed, an entry a line; ids are those of the claims."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _add(root, "id", f"urn:according:digest:{title}")
    _add(root, "title", f"What changed: {title}")
    _add(root, "updated", made.moment)
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    _add(author, "name", "According")
    for heading, lines in made.parts:
        for line in lines:
            entry = etree.SubElement(root, f"{{{ATOM}}}entry")
            _add(entry, "id", f"urn:according:claim:{line.id}")
            _add(entry, "title", f"{heading}: {line.text}")
            _add(entry, "updated", made.moment)
            _add(entry, "content", f"“{line.quote}” — {_where(line)}; {line.counted}")
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return text.decode("utf-8")


def _add(parent: "etree._Element", name: str, words: str) -> None:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = "".join(c for c in words if c >= " " or c in "\n\t")


def _where(line: Line) -> str:
    return ", ".join(part for part in (line.title, line.publisher, line.published) if part)
