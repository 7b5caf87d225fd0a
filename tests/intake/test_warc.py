"""Web archives: pages that a crawler was given are documents, under their address and with the day they came."""

import gzip
from pathlib import Path

from according.errors import RejectedDocument
from according.intake import IntakeOptions, sources, take, warc_record
from according.model import Document, Fetch

STORY = b"Marten Oyelaran was charged with robbery on Monday, prosecutors said."
PAGE = b"<html><body><article><p>" + STORY + b"</p></article></body></html>"


def response(address: str, body: bytes = PAGE, *, status: int = 200, type: str = "text/html") -> bytes:
    """A response as an archive holds it."""
    told = Fetch(address, address, (), status, (("Content-Type", type),), "2024-05-15T10:00:00Z", "")
    return warc_record(told, body)


def taken(file: Path) -> list[Document | str]:
    """Documents, and the reasons of what could not be taken."""
    found: list[Document | str] = []
    for source in sources([file], IntakeOptions()):
        try:
            found.append(take(source, IntakeOptions()))
        except RejectedDocument as error:
            found.append(f"{error.source}: {error.reason}")
    return found


def test_page_in_an_archive_is_a_document_under_its_address(tmp_path: Path) -> None:
    """Plain or compressed record by record, the page comes as it was and says when it was fetched."""
    (tmp_path / "a.warc").write_bytes(response("https://courier.example/1"))
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(response("https://courier.example/2")))
    documents = [*taken(tmp_path / "a.warc"), *taken(tmp_path / "b.warc.gz")]
    assert [d.id for d in documents if isinstance(d, Document)] == [
        "https://courier.example/1", "https://courier.example/2",
    ]  # fmt: skip
    assert {d.fetch.fetched_at for d in documents if isinstance(d, Document) and d.fetch} == {"2024-05-15T10:00:00Z"}


def test_what_a_page_draws_on_is_no_document(tmp_path: Path) -> None:
    """Pictures, styles and answers that were no page are passed over."""
    (tmp_path / "a.warc").write_bytes(
        response("https://courier.example/p.png", b"\x89PNG", type="image/png")
        + response("https://courier.example/s.css", b"p {}", type="text/css")
        + response("https://courier.example/gone", status=404)
    )
    assert taken(tmp_path / "a.warc") == []


def test_archive_cut_off_gives_what_came_before_and_names_the_rest(tmp_path: Path) -> None:
    """The first page is read; the one that is cut says that it is."""
    whole = response("https://courier.example/1") + response("https://courier.example/2")
    (tmp_path / "a.warc").write_bytes(whole[:-40])
    first, second = taken(tmp_path / "a.warc")
    assert isinstance(first, Document)
    assert second == "https://courier.example/2: damaged"
