"""Every command gives the same on a file and on a server, from adding to erasing."""

import re

import pytest

from according.export import FORMATS, Selection, export
from according.ledger import Ledger, Place
from tests.servers import Server

from .test_commands import DOCUMENTS, run

pytestmark = pytest.mark.slow

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*Z?")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, _server: Server | None) -> tuple[str, str]:
    """The examples added, linked and decided about, in a file and on a server."""
    if _server is None:
        pytest.skip("no PostgreSQL server on this machine: install the package postgresql")
    places = str(tmp_path_factory.mktemp("case") / "press.ledger"), _server.address(_server.database())
    for place in places:
        said(place, "add", DOCUMENTS)
        said(place, "link")
        with Ledger.open(place) as ledger:
            first, second = sorted(c.id for c in ledger.claims() if c.subject)[:2]
        said(place, "decide", "accept", first, "--reason", "seen in court", "--author", "Ana")
        said(place, "decide", "reject", second, "--reason", "misread", "--author", "Ana")
        said(place, "undo", "2", "--author", "Ben")
    return places


def said(place: str, *arguments: object) -> str:
    """What a command prints, clocks and the ledger's own name left out."""
    done = run(*arguments, "--ledger", place)
    assert done.returncode == 0, done.stderr
    return MOMENT.sub("", (done.stdout + done.stderr).replace(Place.of(place).name, "LEDGER"))


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("overview",),
        ("incidents", "--json"),
        ("show", "Harbor Nine", "--json"),
        ("identity", "--doubtful", "--json"),
        ("add", DOCUMENTS),
        ("link", "--new"),
    ],
    ids=lambda command: command[0],
)
def test_command_prints_the_same_on_both_stores(both: tuple[str, str], command: tuple[object, ...]) -> None:
    """Word for word."""
    file, server = both
    assert said(server, *command) == said(file, *command)


@pytest.mark.parametrize("format", [name for name in FORMATS if name not in ("parquet", "pdf")])
def test_export_is_the_same_from_both_stores(both: tuple[str, str], format: str) -> None:
    """Byte for byte, but for clocks and the ledger's name."""
    written = []
    for place in both:
        with Ledger.open(place) as ledger:
            told = export(ledger, format, Selection()).content.decode()
            written.append(MOMENT.sub("", told.replace(ledger.place.title, "LEDGER")))
    assert written[0] == written[1]


@pytest.mark.parametrize("words", ["harbor nine", '"Harbor Nine"', "gang", "court"])
def test_search_finds_the_same_paragraphs_in_both_stores(both: tuple[str, str], words: str) -> None:
    """Their order is each store's own."""
    found = []
    for place in both:
        with Ledger.open(place) as ledger:
            found.append(sorted((h.document, h.start, h.end) for h in ledger.search(words, limit=1000)))
    assert found[0] == found[1]
    assert found[0]


def test_erased_document_is_gone_from_both_stores(both: tuple[str, str]) -> None:
    """And may not come back."""
    with Ledger.open(both[0]) as ledger:
        document = ledger.documents()[0].id
    for place in both:
        assert run("erase", document, "--reason", "order", "--yes", "--ledger", place).returncode == 0
        assert "1 erased" in run("add", DOCUMENTS, "--ledger", place).stderr
    assert said(both[0], "status") == said(both[1], "status")
