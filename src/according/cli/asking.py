"""`according show`, `incidents`, `search`, `status`: answers read at a terminal."""

import json as json_text
from collections.abc import Sequence
from dataclasses import asdict

import typer

from according.errors import REASONS
from according.ledger import ClaimFilter, Ledger
from according.ontology import OUTCOME_UNKNOWN
from according.views import Desk, Other, Rung, incident_pages, masked, overview, profile, profiles_named

from .deciding import known_line
from .printing import briefing, line_of, wrapped

SHOWN_LINES = 5
"""Lines of each part of the picture; the report has them all."""


def _other(other: Other) -> str:
    told = ", ".join(filter(None, (other.born, *other.places)))
    more = other.documents - len(other.titles)
    return f"{other.name} ({told}; {'; '.join(other.titles)}{f' and {more} more' if more else ''})"


def _ladder(rungs: Sequence[Rung], indent: str = "  ", *, folded: bool = False) -> str:
    """One step a document: its day, the stage, what is said of what by whom, resting on how many origins.

    What a way out ended stands beneath it, `folded`: there the way out is the answer to all.
    """
    return "\n".join(_rung(r, indent, folded=folded) for r in rungs)


def _rung(rung: Rung, indent: str, *, folded: bool) -> str:
    beneath = indent + " " * 12
    told = f"{rung.day or 'undated':<10}  {rung.stage}: {rung.statement}, says {rung.speaker}, {rung.certainty}"
    if rung.outcome and rung.outcome != OUTCOME_UNKNOWN and not folded:
        told += f"; {rung.outcome}"
    told += f" ({rung.counted}; {rung.title or rung.document})"
    quote = wrapped(f"“{rung.quote}”", f"{beneath}  ", first=f"{beneath}> ")
    parts = [wrapped(told, beneath, first=indent), quote]
    if rung.before:
        parts += [f"{beneath}before that:", _ladder(rung.before, f"{indent}    ", folded=True)]
    return "\n".join(parts)


def show(name: str, ledger: str, given: ClaimFilter, *, json: bool) -> None:
    """A briefing on one party; a name that fits several people lists them and never blends them."""
    with Ledger.open(ledger) as opened:
        desk = Desk(opened, given)
        found = profiles_named(desk, name)
        pages = [profile(desk, party) for party in found]
    if json:
        typer.echo(json_text.dumps([asdict(page) for page in pages], ensure_ascii=False, indent=1))
        return
    if len(pages) > 1:
        typer.echo(wrapped(f"{len(pages)} parties fit “{name}”; they are kept apart:", ""))
        for page, party in zip(pages, found, strict=True):
            born = f", born about {round(min(party.born))}" if party.born else ""
            typer.echo(
                wrapped(f"{page.name} ({page.type}{born}) in {', '.join(page.documents)}", "      ", first="  - ")
            )
        typer.echo("")
    for page in pages[:8]:
        typer.echo(f"{page.name} — {page.type}")
        if page.aliases:
            typer.echo(wrapped(f"also: {', '.join(page.aliases)}", "    ", first="  "))
        typer.echo(wrapped(page.coverage, "  "))
        typer.echo(wrapped(page.banner, "  "))
        for reason in page.why_one:
            typer.echo(wrapped(f"one person because: {reason}", "    ", first="  "))
        if not page.identity_confirmed:
            typer.echo("  identity not confirmed by a person")
        for known in page.known:
            typer.echo(wrapped(f"list entry: {known_line(known)}", "    ", first="  "))
        for other in page.others:
            typer.echo(wrapped(f"not to be confused with: {_other(other)}", "    ", first="  "))
        if page.more_others:
            typer.echo(f"  and {page.more_others} more of that name")
        if len(page.ladder) > 1 or any(r.before for r in page.ladder):
            typer.echo(f"\nHow far in law, document by document\n\n{_ladder(page.ladder)}")
        for heading, lines in page.groups:
            typer.echo(f"\n{heading}\n\n{briefing(lines)}")
        if page.said_by:
            typer.echo(f"\nSaid by them\n\n{briefing(page.said_by)}")
        if not page.groups and not page.said_by:
            typer.echo("  named in these documents, and no claim is made about it that the reader found.")
        typer.echo("")


def picture(ledger: str, given: ClaimFilter) -> None:
    """The ledger on one screen or two: names, relations, presence, what changed, what to check first."""
    with Ledger.open(ledger) as opened:
        desk = Desk(opened, given)
        page, happened = overview(desk), incident_pages(desk)
    typer.echo(wrapped(page.coverage, "") + "\n")
    for heading, entries in (("Groups", page.groups), ("People", page.people), ("Places", page.places)):
        named = ", ".join(e.name for e in entries) or "none in these documents"
        typer.echo(wrapped(f"{heading}: {named}", "    ", first=""))
    kinds = sorted({p.type for p in happened})
    typer.echo(wrapped(f"Incidents: {len(happened)} ({', '.join(kinds)}); see: according incidents", "    ", first=""))
    sections = (
        ("How groups relate", page.relations),
        ("Where they are said to be", page.presence),
        ("How many", page.sizes),
        ("What changed", page.changed),
        ("To check first", page.review),
    )
    for heading, lines in sections:
        typer.echo(f"\n{heading}{f' ({SHOWN_LINES} of {len(lines)})' if len(lines) > SHOWN_LINES else ''}\n")
        for line in lines[:SHOWN_LINES]:
            typer.echo(line_of(line))
        if not lines:
            typer.echo("  nothing in these documents")


def incidents(ledger: str, given: ClaimFilter, *, json: bool) -> None:
    """Incidents by date, each with its lines."""
    with Ledger.open(ledger) as opened:
        pages = incident_pages(Desk(opened, given))
    if json:
        typer.echo(json_text.dumps([asdict(page) for page in pages], ensure_ascii=False, indent=1))
        return
    for page in pages:
        head = " · ".join(filter(None, (page.type, page.place, page.date or "date not told", page.title)))
        typer.echo(wrapped(head, "  ", first=""))
        for line in page.lines:
            typer.echo(line_of(line))
    typer.echo(f"{len(pages)} incidents." if pages else "No incident in these documents.")


def search(words: str, ledger: str, *, limit: int) -> None:
    """Paragraphs with their document."""
    with Ledger.open(ledger) as opened:
        desk = Desk(opened)
        hits = opened.search(words, limit=limit)
        for hit in hits:
            document = desk.documents[hit.document]
            head = ", ".join(filter(None, (desk.title(hit.document), document.published)))
            typer.echo(f"{head}\n{wrapped(masked(desk, hit, words).snippet, '    ')}\n")
    if not hits:
        typer.echo("Nothing in these documents.")


def status(ledger: str, *, erased: bool) -> None:
    """Counts, rejects with what to do, lost decisions."""
    with Ledger.open(ledger) as opened:
        told = opened.status()
        refused, lost, gone = opened.rejected(), opened.lost_decisions(), opened.tombstones()
        made = opened.decisions()
    span = f"{told.first_published} to {told.last_published}" if told.first_published else "none dated"
    rows = [
        ("documents", f"{told.documents} ({told.versions} versions), {span}, {told.undated} undated"),
        ("publishers", str(told.publishers)),
        ("claims", str(told.claims)),
        ("decisions", f"{len(made)} in force, {len(lost)} lost their claim"),
        ("not taken", str(len(refused))),
        ("erased", str(told.erased)),
        ("last added", told.last_added or "never"),
        ("schema", told.schema),
    ]
    for name, value in rows:
        typer.echo(f"{name:11} {value}")
    for reject in refused:
        typer.echo(
            wrapped(f"{reject.source}: {reject.reason}. {reject.detail} {REASONS[reject.reason]}", "    ", first="  - ")
        )
    for decision in lost:
        typer.echo(
            wrapped(f"decision {decision.id} ({decision.kind}, {decision.author}) lost its claim", "    ", first="  - ")
        )
    if erased:
        for stone in gone:
            typer.echo(f"  - {stone.kind} erased {stone.recorded_at[:10]}: {stone.reason}")
