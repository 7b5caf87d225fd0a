"""Every parser of bytes from outside, as a function that breaks if a promise does.

A parser may give a result, or refuse by an error of ours (for a claim record, one that its docstring names); any other
exception is a finding. What it gives is held against what the rest of According relies on.
"""

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TypeVar
from urllib.robotparser import RobotFileParser

from sqlalchemy import update

from according.check import check_draft, frozen, informed
from according.errors import AccordingError, RemoteError
from according.exchange import known, read_lines, table, table_rows, take_claims, take_decisions
from according.intake import IntakeOptions, sources, take
from according.intake.dates import date_in_address, find_published, is_edtf, parse_date
from according.intake.media import DOCX
from according.intake.source import Content, Source
from according.ledger import Item, Ledger, Place, Wish, schema
from according.ledger.stores.lexemes import tsvector
from according.model import Document, Extractor, Reading, claim_from_record, claim_record
from according.ontology import check_claim
from according.pipeline import Pipeline
from according.reading import READ_LANGUAGES
from according.remote.client import Client
from according.remote.verify import Refused, verified
from according.settings import Settings, read_settings
from according.views import Desk, suggest
from according.views.days import days_of
from according.watch import read_watch
from according.watch.entries import links
from according.watch.polite import rules_of
from according.web.visits import read_visits

from . import forms, wire

OPTIONS = IntakeOptions(
    max_bytes=2_000_000, max_archive_bytes=5_000_000, max_archive_members=100, published=None
)  # fmt: skip
TODAY = date(2026, 1, 1)
STORY = "Marten Oyelaran, 34, was charged with arson on Tuesday, police in Port Maren said. He denied it."

Parse = Callable[[bytes], object]
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Parser:
    """A parser; `slow` ones load the model at first."""

    parse: Parse
    slow: bool = False


def _document(document: Document) -> None:
    """What every later stage relies on."""
    document.text.encode("utf-8")
    json.dumps(document.title)
    assert "\0" not in document.text
    assert document.published is None or days_of(document.published) is not None, document.published
    assert document.language is None or len(document.language) == 2
    end = 0
    for segment in document.segments:
        assert end <= segment.start < segment.end <= len(document.text)
        end = segment.end
    for told in (document.id, document.title, document.publisher, document.author, document.url):
        assert told is None or ("\0" not in told and told.encode("utf-8") is not None)


def _taken(name: str, media_type: str, data: bytes) -> None:
    content = Content(data, media_type)
    with suppress(AccordingError):
        _document(take(Source(name, name, lambda: content), OPTIONS))


def _file(suffix: str, read: Callable[[Path], object]) -> Parse:
    """A parser that reads a file."""

    def parse(data: bytes) -> None:
        with tempfile.TemporaryDirectory(prefix="according-fuzz-") as folder:
            path = Path(folder, f"given{suffix}")
            path.write_bytes(data)
            with suppress(AccordingError):
                read(path)

    return parse


def _sources(path: Path) -> None:
    for source in sources([path], OPTIONS):
        with suppress(AccordingError):
            _document(take(source, OPTIONS))


def _table(path: Path) -> None:
    headers, rows = table.read_table(path)
    mapping = table.plain_mapping(headers)
    table.check_columns(mapping, headers, path.name)
    groups = table_rows.groups_of(rows, mapping)
    for row in rows:
        made = table_rows.row_document(row, mapping, table=path.name, handling="internal", groups=groups)
        _document(made.document)
        for claim in table_rows.read_row(made.document, made.original)[1]:
            check_claim(claim, made.document.text)


def _mapping(path: Path) -> None:
    read = table.read_mapping(path)
    again = path.with_suffix(".again")
    again.write_text(table.mapping_toml(read), encoding="utf-8")
    assert table.read_mapping(again) == read


def _feed(data: bytes) -> None:
    for address in links(data, "https://feed.example/news/"):
        address.encode("utf-8")


def _robots(data: bytes) -> None:
    rules: RobotFileParser = rules_of(data)
    rules.can_fetch("according", "https://feed.example/news/1")
    assert float(rules.crawl_delay("according") or 0) >= 0


def _dates(data: bytes) -> None:
    words = data.decode("utf-8", "surrogateescape")
    for told in (parse_date(words, today=TODAY), date_in_address(words, today=TODAY),
                 find_published(words.split("\n"), today=TODAY)):  # fmt: skip
        assert told is None or is_edtf(told), told
    days = days_of(words)
    assert days is None or days.first <= days.last


def _record(data: bytes) -> None:
    """A claim, as `export --format claims` writes it."""
    with suppress(KeyError, TypeError, ValueError):
        claim = claim_from_record(json.loads(data))
        with suppress(AccordingError):
            check_claim(claim)
            assert claim_from_record(claim_record(claim)) == claim


def _answer(data: bytes) -> None:
    """What a language model's server says."""
    client = Client("http://127.0.0.1:9/v1", "m")
    with suppress(RemoteError):
        client._content(data)
    with suppress(ValueError, RecursionError):
        proposal = json.loads(data)
        for one in proposal if isinstance(proposal, list) else [proposal]:
            with suppress(Refused):
                reading = _reading()
                claim, _ = verified(one, reading, (0, len(reading.text)), Extractor("m", "1"))
                check_claim(claim)


@cache
def _pipeline() -> Pipeline:
    return Pipeline(Settings(threads=1))


@cache
def _reading() -> Reading:
    document = take(Source("s", "s", partial(Content, STORY.encode())), OPTIONS)
    return _pipeline().reader.read(document)


@cache
def _desk() -> Desk:
    """A ledger that knows a little, to hold drafts against."""
    folder = tempfile.mkdtemp(prefix="according-fuzz-")
    ledger = Ledger.open(Path(folder, "known.ledger"), create=True)
    _pipeline().add([Source("s", "s", partial(Content, STORY.encode()))], ledger, OPTIONS)
    ledger.jobs.add([Item("story.txt", STORY.encode())], Wish(), author="Ana", collection="main")
    return Desk(ledger)


def _claims(path: Path) -> None:
    """Claims of somebody else's ledger, taken by one that knows other documents."""
    ledger = _desk().ledger
    take_claims(ledger, read_lines(path))
    for document in ledger.documents():
        _document(document)


def _draft(data: bytes) -> None:
    """A draft from its bytes to the check: taken, read, held against a ledger."""
    with suppress(AccordingError):
        document = take(Source("draft.txt", "draft.txt", partial(Content, data)), OPTIONS)
        if document.language in READ_LANGUAGES and len(document.text) < 5000:
            reading = informed(_pipeline().reader.read(document), _desk())
            claims, _ = _pipeline().claims_of(reading)
            for claim in claims:
                assert document.text[claim.evidence[0].start : claim.evidence[0].end] == claim.evidence[0].quote
            check_draft(document, reading, claims, _desk(), day=TODAY, original=data)


@cache
def _whole() -> bytes:
    """The bytes of a ledger that knows a little."""
    with tempfile.TemporaryDirectory(prefix="according-fuzz-") as folder:
        _desk().ledger.snapshot(Path(folder, "whole"))
        return Path(folder, "whole").read_bytes()


def _ledger(edits: bytes) -> None:
    """A ledger from somebody else, as `merge` and `copy` open one: a whole one with some bytes changed."""
    data = bytearray(_whole())  # four bytes an edit: three say where, one what
    for at in range(0, len(edits) - 3, 4):
        data[int.from_bytes(edits[at : at + 3]) % len(data)] = edits[at + 3]
    _file(".ledger", _ask_all)(bytes(data))


def _ask_all(path: Path) -> None:
    with Ledger.open(path) as opened:
        for document in _asked(opened.documents) or ():
            _asked(partial(opened.original, document.id, document.version))
        for ask in (opened.claims, opened.decisions, opened.linked, opened.status, opened.tombstones,
                    opened.jobs.listed, opened.verify):  # fmt: skip
            _asked(ask)


def _queue(data: bytes) -> None:
    """What was said about a job, in a ledger from somebody else; and the file that was given with it."""
    ledger = _with_a_job()
    with ledger._engine.begin() as connection:
        connection.execute(update(schema.jobs).values(options=data.decode("utf-8", "replace").replace("\0", "")))
        connection.execute(update(schema.job_items).values(content=data))
    (job,) = ledger.jobs.listed()
    with suppress(AccordingError):
        IntakeOptions(published=job.wish.published, publisher=job.wish.publisher, handling=job.wish.handling)
    assert ledger.verify() != []
    held = ledger.jobs.take()
    assert held is not None
    try:
        with suppress(AccordingError):
            list(ledger.jobs.items(held))
    finally:
        ledger.jobs.let_go(held)


@cache
def _with_a_job() -> Ledger:
    """A ledger in whose queue a job waits."""
    ledger = Ledger.open(Path(tempfile.mkdtemp(prefix="according-fuzz-"), "queue.ledger"), create=True)
    ledger.jobs.add([Item("story.txt", STORY.encode())], Wish(), author="Ana", collection="main")
    return ledger


def _search(data: bytes) -> None:
    """Words that somebody looks for, and the beginnings of names."""
    words = data.decode("utf-8", "surrogateescape")
    with suppress(AccordingError):
        for hit in _desk().ledger.search(words):
            assert hit.document
    tsvector(words)
    suggest(_desk(), words[:80])


def _settings(data: bytes) -> None:
    """The environment, a variable a line."""
    lines = (line.partition("=") for line in data.decode("utf-8", "surrogateescape").split("\n"))
    with suppress(AccordingError):
        read = read_settings({name: value for name, _, value in lines})
        assert 0 <= read.timeout_s < float("inf")


def _address(data: bytes) -> None:
    """The address of a ledger."""
    with suppress(AccordingError):
        place = Place.of(data.decode("utf-8", "surrogateescape"))
        assert (place.path is None) != (place.url is None)


def _asked(ask: Callable[[], _Answer]) -> _Answer | None:
    with suppress(AccordingError):
        return ask()
    return None


PARSERS: Mapping[str, Parser] = {
    "address": Parser(_address),
    "answer": Parser(_answer, slow=True),
    "archive": Parser(_file(".zip", _sources)),
    "claims": Parser(_file(".jsonl", _claims), slow=True),
    "completion": Parser(wire.completion),
    "compressed": Parser(_file(".txt.gz", _sources)),
    "cookie": Parser(lambda data: read_visits(data.decode("latin-1"))),
    "dates": Parser(_dates),
    "decisions": Parser(_file(".jsonl", lambda path: take_decisions(_desk().ledger, read_lines(path))), slow=True),
    "docx": Parser(partial(_taken, "a.docx", DOCX)),
    "draft": Parser(_draft, slow=True),
    "eml": Parser(partial(_taken, "a.eml", "message/rfc822")),
    "entities": Parser(_file(".json", lambda path: list(known.read_known(path)))),
    "feed": Parser(_feed),
    "fetched": Parser(wire.fetched),
    "form": Parser(forms.form, slow=True),
    "html": Parser(partial(_taken, "a.html", "text/html")),
    "known": Parser(_file(".csv", lambda path: list(known.read_known(path)))),
    "ledger": Parser(_ledger, slow=True),
    "mapping": Parser(_file(".toml", _mapping)),
    "markdown": Parser(partial(_taken, "a.md", "text/markdown")),
    "parquet": Parser(_file(".parquet", _sources)),
    "pdf": Parser(partial(_taken, "a.pdf", "application/pdf")),
    "provider": Parser(wire.provider),
    "queue": Parser(_queue),
    "record": Parser(_record),
    "records": Parser(_file(".jsonl", _sources)),
    "robots": Parser(_robots),
    "search": Parser(_search, slow=True),
    "settings": Parser(_settings),
    "signoff": Parser(_file(".json", frozen.read_frozen)),
    "table": Parser(_file(".csv", _table)),
    "text": Parser(partial(_taken, "a.txt", "text/plain")),
    "token": Parser(wire.token),
    "warc": Parser(_file(".warc", _sources)),
    "watch": Parser(_file(".toml", read_watch)),
    "workbook": Parser(_file(".xlsx", _table)),
}
"""By the name under which `python -m tools.fuzz` and the folders of `tests/fuzz/corpus` know them."""
