"""What an assistant may ask of a ledger, as plain data.

Each answer carries worded lines with sentence and document, says how much more there is, and is cut at `MOST` lines,
however much is asked for. Protected people are masked, restricted documents left out, and nothing is written.
"""

from typing import Any

from according.api import OpenLedger
from according.drafts import LONGEST
from according.errors import AccordingError
from according.export import Row
from according.views import Line, incident_pages, overview

MOST = 50
"""Lines in one answer; more are reached by `start`."""
DEEPEST = 10_000
"""Paragraphs after which a search goes no further; whoever needs more asks for other words."""
CAUTION = (
    "Claims, not facts. Always name the speaker, the stage and the day. Accusations are not findings; `stated` is not "
    "`convicted`; 'nothing found' means nothing in these documents."
)

Answer = dict[str, Any]


class Answers:
    """The questions, each a method; the ledger is opened once."""

    def __init__(self, ledger: OpenLedger) -> None:
        self._ledger = ledger

    def search(self, words: str, start: int = 0, limit: int = 20) -> Answer:
        """Paragraphs that hold all the words (a phrase in double quotes stays together)."""
        start = min(start, DEEPEST)
        hits = self._ledger.search(words, limit=max(0, start) + MOST + 1)
        told = [
            {"document": hit.document, "paragraph": hit.snippet, "start": hit.start, "end": hit.end} for hit in hits
        ]
        return _page(told, start, limit, whole=False)

    def profile(self, name: str, start: int = 0, limit: int = 20) -> Answer:
        """What is said about a person, group, organisation or place, by whom; several of one name are kept apart."""
        found = self._ledger.parties(name)
        told = [
            {"party": party.name, "type": party.type, "of": f"{number} of {len(found)} of this name", **_row(row)}
            for number, party in enumerate(found[:8], 1)
            for row in party.claims()
        ]
        answer = _page(told, start, limit)
        return {
            **answer,
            "parties": [{"name": p.name, "type": p.type, "documents": list(p.documents)} for p in found[:8]],
        }

    def incidents(self, place: str = "", start: int = 0, limit: int = 10) -> Answer:
        """What happened, by date, with who is said to have been in it; `place` narrows it to a place's name."""
        pages = [
            {
                "type": page.type, "date": page.date, "place": page.place, "document": page.document,
                "lines": [_line(line) for line in page.lines[:10]],
            }
            for page in incident_pages(self._ledger.desk())
            if place.casefold() in page.place.casefold()
        ]  # fmt: skip
        return _page(pages, start, limit)

    def changes(self, start: int = 0, limit: int = 20) -> Answer:
        """What replaced, ended or reversed an earlier claim: acquittals, dismissals, corrections."""
        return _page([_line(line) for line in overview(self._ledger.desk()).changed], start, limit)

    def check(self, draft: str, start: int = 0) -> Answer:
        """Hold a draft against the ledger: supported, overstated, contradicted, outdated, unsupported ..., by claim;
        `counts` is of the whole draft, `found` a page of its sentences.
        """
        return self.held(draft, start, keep=False)

    def held(self, draft: str, start: int, *, keep: bool) -> Answer:
        """The answer of `check`; with `keep` it tells the id under which the draft was stored, as `kept`."""
        if len(draft) > LONGEST:
            return {
                "caution": CAUTION,
                "error": f"The draft is longer than {LONGEST} characters. Send it in parts.",
            }
        try:
            held = self._ledger.hold(draft, keep=keep)
        except AccordingError as error:
            return {"caution": CAUTION, "error": str(error)}
        found = held.check
        sentences = [
            {
                "sentence": sentence.text, "notes": list(sentence.notes),
                "claims": [
                    {"claim": c.words, "verdict": c.verdict, "reasons": list(c.reasons), "counted": c.counted,
                     "on_record": [f"{line.words} — {line.cited}" for line in c.on_record],
                     "denials": list(c.denials), "latest_document": c.latest}
                    for c in sentence.claims
                ],
            }
            for sentence in found.sentences
        ]  # fmt: skip
        told = {**_page(sentences, start, MOST), "counts": found.counts}
        return {**told, "kept": held.kept} if keep else told

    def coverage(self) -> Answer:
        """What is in the ledger and what is not: ask this before saying that something is not there."""
        page = overview(self._ledger.desk())
        left = self._ledger.claims()[:0].left_out
        return {"caution": CAUTION, "coverage": page.coverage, "not_shown": str(left)}


def _page(found: list[Answer], start: int, limit: int, *, whole: bool = True) -> Answer:
    first, number = max(0, start), max(1, min(limit, MOST))
    shown = found[first : first + number]
    rest = max(0, len(found) - first - len(shown))
    return {
        "caution": CAUTION,
        "found": shown,
        "more": rest if whole else bool(rest),
        "next_start": first + len(shown) if rest else None,
    }


def _row(row: Row) -> Answer:
    s = row.source
    return {
        "id": row.id, "claim": row.text, "sentence": row.quote,
        "counted": f"{row.reports} reports, at most {row.origins} origins", "review": row.review,
        "document": {"id": s.id, "title": s.title, "publisher": s.publisher, "published": s.published, "url": s.url},
        "start": row.start, "end": row.end,
    }  # fmt: skip


def _line(line: Line) -> Answer:
    return {
        "id": line.id, "claim": line.text, "sentence": line.quote, "counted": line.counted, "review": line.review,
        "document": {
            "id": line.document, "title": line.title, "publisher": line.publisher, "published": line.published,
        },
        "start": line.start, "end": line.end,
    }  # fmt: skip
