"""A document that ends or holds up the process that reads it costs that document alone."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from according.bulk.child import ReadingProcess, Task
from according.bulk.shelved import Shelved
from according.errors import AccordingError
from according.intake import IntakeOptions
from according.settings import Settings
from tests.factory import STORY

pytestmark = pytest.mark.usefixtures("package")
SETTINGS = Settings(reader="plain", extractor="first")


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    """A process that gives a document five seconds."""
    made = ReadingProcess(Task(SETTINGS, IntakeOptions(), 5.0))
    yield made
    made.stop()


def record(number: int, text: str) -> Shelved:
    """A line of a file of records."""
    line = f'{{"id": "s{number}", "text": "{text}", "language": "en"}}'
    return Shelved(number, "record", "stories.jsonl", number, line.encode())


def told(rows: list[dict[str, Any]]) -> list[str]:
    """Ids of documents, reasons of rejects."""
    return [row["document"]["id"] if row["document"] else row["reject"]["reason"] for row in rows]


def test_document_that_ends_the_process_is_rejected_and_the_next_is_read(process: ReadingProcess) -> None:
    """The process dies, twice, on the second of three; the others come out as if it had not been there."""
    stories = [record(1, STORY), record(2, f"{STORY} TRAPDOOR."), record(3, STORY)]
    rows = [row for story in stories for row in process.read(story)]
    assert told(rows) == ["s1", "crashed", "s3"]
    assert rows[1]["reject"]["source"] == "stories.jsonl:2"


def test_document_that_ends_the_process_leaves_the_rest_of_its_archive(process: ReadingProcess) -> None:
    """In an archive the member is named; members before it are not told twice, those after it are read."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, words in (("a.txt", STORY), ("b.txt", f"{STORY} TRAPDOOR."), ("c.txt", STORY)):
            archive.writestr(name, words)
    rows = list(process.read(Shelved(0, "file", "press.zip", 1, packed.getvalue())))
    assert told(rows) == ["a.txt", "crashed", "c.txt"]
    assert [row["member"] for row in rows] == [0, 1, 2]


def test_document_that_is_never_read_to_its_end_is_given_up(process: ReadingProcess) -> None:
    """What holds the process up longer than allowed is rejected with how long it was waited for."""
    rows = [row for story in (record(1, f"{STORY} SLEEPER."), record(2, STORY)) for row in process.read(story)]
    assert told(rows) == ["crashed", "s2"]
    assert rows[0]["reject"]["detail"] == "It was not read after 5 seconds."


def test_defect_in_one_document_does_not_end_the_process(process: ReadingProcess, read_ids: Path) -> None:
    """An exception is reported as `add` reports it, and the document is not tried again."""
    assert told(list(process.read(record(1, f"{STORY} FAULT.")))) == ["internal"]
    assert read_ids.read_text() == "s1\n"


def test_reader_that_cannot_be_loaded_ends_the_run() -> None:
    """No document would fare better: the error is raised, not told of each document."""
    process = ReadingProcess(Task(Settings(reader="nowhere"), IntakeOptions(), 5.0))
    with pytest.raises(AccordingError, match="'nowhere' is not installed"):
        list(process.read(record(1, STORY)))
