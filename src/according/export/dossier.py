"""A dossier to hand to an editor or a lawyer: worded lines with numbered footnotes to sentences and documents."""

from collections.abc import Sequence
from html import escape

from according.views import FAMILIES

from .rows import Row

BANNER = (
    "Accusations are not findings. Each line is what its speaker said, as of its day; the numbers lead to the sentence."
    " What is not here was not in these documents, or was missed by the reader."
)
_STYLE = """
body{font:11pt/1.5 Georgia,serif;max-width:50em;margin:2em auto;padding:0 1em;color:#111;background:#fff}
h1{font-size:1.5em}h2{font-size:1.15em;border-bottom:1px solid #999}li{margin:.4em 0}
mark{background:#fff2a8;color:#111}.banner{border:1px solid #666;padding:.5em}.notes{font-size:.92em}
.where{color:#333}a{color:#0a3d7a}
"""


def headings(rows: Sequence[Row]) -> list[tuple[str, list[tuple[int, Row]]]]:
    """Rows under the headings of a profile, by day; each with its number."""
    ordered = sorted(rows, key=lambda r: (_place(r), r.source.published or "9999", r.source.id, r.start))
    found: dict[str, list[tuple[int, Row]]] = {}
    for number, row in enumerate(ordered, 1):
        found.setdefault(FAMILIES[_place(row)][0], []).append((number, row))
    return list(found.items())


def _place(row: Row) -> int:
    places = (i for i, (_, predicates) in enumerate(FAMILIES) if row.predicate in predicates)
    return next(places, len(FAMILIES) - 1)


def counted(row: Row) -> str:
    """In how many reports and origins the claim stands, and what a person decided about it."""
    review = "" if row.review == "unreviewed" else f"; {row.review} by a person"
    return f"{row.reports} report{'s' if row.reports != 1 else ''}, at most {row.origins} " + (
        f"origin{'s' if row.origins != 1 else ''}{review}"
    )


def where(row: Row) -> str:
    """Document, page and place of the sentence; also that a name in it is masked."""
    s = row.source
    page = f"page {row.page}" if row.page else ""
    status = "" if s.status == "live" else f"document {s.status}"
    place = f"characters {row.start}-{row.end}"
    masked = "a name is masked" if row.redacted else ""
    return ", ".join(filter(None, (s.title, s.publisher, s.published or "undated", page, status, place, s.url, masked)))


def opened(row: Row) -> str:
    """What a person reads before the quote; dots where the document has more."""
    return f"… {row.before}" if row.before and len(row.before.strip()) < row.start else row.before


def closed(row: Row) -> str:
    """What a person reads behind the quote, with dots: there may be more."""
    return f"{row.after} …" if row.after.strip() else ""


def markdown(rows: Sequence[Row], *, title: str, left_out: str) -> str:
    """The dossier with Markdown footnotes."""
    lines = [f"# {_md(title)}", "", f"> {BANNER}", ""]
    notes = []
    for heading, numbered in headings(rows):
        lines += [f"## {heading}", ""]
        for number, row in numbered:
            lines.append(f"- {_md(row.text)} ({counted(row)})[^{number}]")
            notes.append(f"[^{number}]: “{_md(row.quote)}” — {_md(where(row))}")
        lines.append("")
    return "\n".join([*lines, *notes, "", f"{len(rows)} claims; {left_out}.", ""])


def _md(words: str) -> str:
    """Words that Markdown takes as they are."""
    folded = " ".join(words.split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in folded)


def html(rows: Sequence[Row], *, title: str, left_out: str) -> str:
    """The dossier as one self-contained page, sentences marked in their surroundings; nothing is loaded."""
    parts, notes = [], []
    for heading, numbered in headings(rows):
        items = []
        for number, row in numbered:
            link = f'<sup><a id="r{number}" href="#n{number}">{number}</a></sup>'
            items.append(f"<li>{escape(row.text)} ({escape(counted(row))}){link}</li>")
            notes.append(
                f'<li id="n{number}" value="{number}">{escape(opened(row))}<mark>{escape(row.quote)}</mark>'
                f'{escape(closed(row))} <span class="where">{escape(where(row))}</span> '
                f'<a href="#r{number}" aria-label="back to line {number}">↩</a></li>'
            )
        parts.append(f"<h2>{escape(heading)}</h2><ul>{''.join(items)}</ul>")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1><p class="banner">{BANNER}</p>'
        f'{"".join(parts)}<h2>Sentences and documents</h2><ol class="notes">{"".join(notes)}</ol>'
        f"<p>{len(rows)} claims; {escape(left_out)}.</p></body></html>\n"
    )
