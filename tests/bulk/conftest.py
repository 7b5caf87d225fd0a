"""A reader and an extractor that need no model, with trapdoors; and one Spark for all tests that need it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from according.bulk.session import session
from according.errors import MissingExtra, SettingError

PACKAGE = '''
import os, re, signal, time
from pathlib import Path

from according.model import Reading
from tests.factory import STORY, claim, reading

LOG = Path(__file__).with_name("read.log")


def above(process, steps):
    for _ in range(steps):
        process = int(re.search(r"PPid:\\s+([0-9]+)", Path(f"/proc/{process}/status").read_text())[1])
    return process


class Plain:
    """Names Marten Oyelaran wherever he stands."""

    name, version = "plain", "1"

    def __init__(self, settings):
        pass

    def read(self, document):
        with LOG.open("a") as log:
            log.write(document.id + "\\n")
        if "TRAPDOOR" in document.text:
            os._exit(9)
        if "SLEEPER" in document.text:
            time.sleep(600)
        if "SLOW" in document.text:
            time.sleep(1)
        killer = re.search(r"KILLS THE ([0-9]) ABOVE", document.text)
        if killer and LOG.read_text().split().count(document.id) == 1:
            os.kill(above(os.getpid(), int(killer[1])), signal.SIGKILL)
        if "FAULT" in document.text:
            raise ValueError("a defect")
        named = ("Marten Oyelaran",) if "Marten Oyelaran" in document.text else ()
        return reading(document, *named)


class First:
    """One claim a story."""

    name, version = "first", "1"

    def __init__(self, settings):
        pass

    def extract(self, reading):
        return [claim(reading.document)] if STORY in reading.text else []
'''
POINTS = "[according.readers]\nplain = trapdoors:Plain\n\n[according.extractors]\nfirst = trapdoors:First\n"


@pytest.fixture(scope="package")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of an installed package with the reader `plain` and the extractor `first`."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "trapdoors.py").write_text(PACKAGE)
    (folder / "trapdoors-1.dist-info").mkdir()
    (folder / "trapdoors-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: trapdoors\nVersion: 1\n")
    (folder / "trapdoors-1.dist-info" / "entry_points.txt").write_text(POINTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        patch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
        yield folder


@pytest.fixture
def read_ids(package: Path) -> Path:
    """The file in which the reader notes the id of each document that it is given; empty at first."""
    log = package / "read.log"
    log.write_text("")
    return log


@pytest.fixture(scope="package")
def spark(package: Path) -> Iterator[Any]:  # noqa: ARG001 - the executors must find it
    """Spark on two processors of this machine; the test is skipped where there is no pyspark or no Java."""
    try:
        started = session("local[2,4]")
    except (MissingExtra, SettingError) as error:
        pytest.skip(str(error))
    yield started
    started.stop()
