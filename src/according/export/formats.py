"""The formats by name, and the one function that writes any of them."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from according.errors import SettingError
from according.intake import warc_record
from according.ledger import Ledger
from according.model import claim_record
from according.views import profiles_named

from . import citations, dossier, ftm, geojson, graphs, pdf, rdf, stix, tables
from .decisions import decisions
from .links import links
from .rows import Row, rows
from .selection import HandedDesk, LeftOut, Selection, select

WORKING_COPY = ("claims", "decisions", "documents", "links", "warc")
"""Formats that are the complete working copy: protected people are not masked in them."""
WHOLE = ("decisions", "documents", "links", "warc")
"""Formats that are not lists of claims, and so are about nobody in particular."""
NOTICE = "This is the complete working copy: protected people are not masked in it."

_ROWS: dict[str, Callable[[Sequence[Row]], str | bytes]] = {
    "csv": tables.csv_text,
    "parquet": tables.parquet,
    "graphml": graphs.graphml,
    "gexf": graphs.gexf,
    "geojson": geojson.geojson,
    "ftm": ftm.ftm,
    "ftm-statements": ftm.statements,
    "rdf": rdf.rdf,
    "csl": citations.csl,
    "bibtex": citations.bibtex,
}
_DOSSIERS: dict[str, Callable[..., str | bytes]] = {"md": dossier.markdown, "html": dossier.html, "pdf": pdf.pdf}
FORMATS = (*WORKING_COPY, *_ROWS, "stix", *_DOSSIERS)


@dataclass(frozen=True, slots=True)
class Export:
    """What an export wrote and what it left out."""

    content: bytes
    claims: int
    left_out: LeftOut


def export(
    ledger: Ledger,
    format: str,
    selection: Selection | None = None,
    *,
    about: Sequence[str] | str | None = None,
    today: str = "",
) -> Export:
    """The ledger in one format.

    Args:
        format: one of `FORMATS`.
        about: only claims about this person, group, organisation or place, or about any of several.
        today: ISO day by which embargoes are judged; the day of the clock if empty.

    Raises:
        KeyError: for another format. NotInLedger: if nobody is called `about`. SettingError: if `about` is given for
            one of `WHOLE`. MissingExtra: see `tables.parquet` and `pdf.pdf`.
    """
    wanted = selection or Selection()
    names = (about,) if isinstance(about, str) else tuple(about or ())
    if names and format in WHOLE:
        raise SettingError(f"--format {format} writes the whole ledger and knows no names. Leave them out.")
    if format == "documents":
        return _documents(ledger, wanted)
    if format == "warc":
        return _warc(ledger, wanted)
    if format == "decisions":
        return Export(*decisions(ledger, known_on=wanted.known_on), LeftOut())
    if format == "links":
        return Export(*links(ledger, wanted.given()), LeftOut())
    desk = HandedDesk(ledger, wanted, today=today or datetime.now(UTC).date().isoformat())
    if format == "claims":
        return _claims(desk, names)
    found, left = rows(desk)
    title = ledger.place.title
    if names:
        named = [_about(desk, name) for name in names]
        ids = {id for _, of_one in named for id in of_one}
        found = [row for row in found if row.id in ids]
        title = "; ".join(dict.fromkeys(who for who, _ in named))
    if format in _ROWS:
        content = _ROWS[format](found)
    elif format == "stix":
        content = stix.stix(found, moment=_milliseconds(ledger.status(known_on=wanted.known_on).last_added))
    else:
        content = _DOSSIERS[format](found, title=title, left_out=str(left))
    written = len(found)
    if format == "geojson":
        written = sum(map(geojson.is_placed, found))
        left = replace(left, claims=left.claims + Counter({"without coordinates": len(found) - written}))
    return Export(content if isinstance(content, bytes) else content.encode("utf-8"), written, left)


def _about(desk: HandedDesk, name: str) -> tuple[str, set[str]]:
    """The party of a name as a heading shows it, and the ids of the claims about it."""
    party = profiles_named(desk, name)
    same = f" (one of {len(party)} of that name, kept apart)" if len(party) > 1 else ""
    return desk.shown(party[0].name) + same, {c.id for c in desk.about(party[0])}


def _milliseconds(moment: str | None) -> str:
    return f"{moment[:23]}Z" if moment else "1970-01-01T00:00:00.000Z"


def _claims(desk: HandedDesk, names: Sequence[str]) -> Export:
    """CLAIMS.md §2, unmasked and with its quotes verbatim; those about the named parties, if any is named."""
    desk.documents = {d.id: d for d in desk.ledger.documents(desk.given)}
    desk.claims = desk.ledger.claims(desk.given)
    chosen, left = select(desk)
    ids = {claim.id for claim, _ in chosen}
    if names:
        ids &= {id for name in names for id in _about(desk, name)[1]}
    lines = [json.dumps(claim_record(c), ensure_ascii=False) + "\n" for c in desk.claims if c.id in ids]
    return Export("".join(lines).encode("utf-8", "surrogatepass"), len(lines), left)


def _warc(ledger: Ledger, wanted: Selection) -> Export:
    """Every fetched page as a WARC response record: what the server said, and the page as it came."""
    fetched = [d for d in ledger.documents(wanted.given()) if d.fetch is not None]
    records = [warc_record(d.fetch, ledger.original(d.id, d.version)) for d in fetched if d.fetch is not None]
    return Export(b"".join(records), 0, LeftOut())


def _documents(ledger: Ledger, wanted: Selection) -> Export:
    names = ("id", "version", "url", "title", "published", "language", "sha256", "text")
    found = ledger.documents(wanted.given())
    lines = [json.dumps({name: getattr(d, name) for name in names}, ensure_ascii=False) + "\n" for d in found]
    return Export("".join(lines).encode("utf-8", "surrogatepass"), 0, LeftOut())
