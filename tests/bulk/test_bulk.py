"""A bulk run gives what adding the same input gives, whatever ends in between."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlalchemy import Table

from according.bulk.loading import load
from according.bulk.run import Asked, read_all_parts
from according.errors import SettingError
from according.intake import IntakeOptions, sources, warc_record
from according.ledger import Ledger, schema
from according.ledger.copying import rows
from according.model import Fetch
from according.pipeline import Pipeline
from according.settings import Settings
from tests.factory import STORY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Spark leaves its own lines open until the end
]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"
QUICK = Settings(reader="plain", extractor="first")
OPTIONS = IntakeOptions()


def lines(*texts: str, prefix: str = "s") -> str:
    """Records with ids from `s0` on."""
    made = ({"id": f"{prefix}{n}", "text": text, "language": "en"} for n, text in enumerate(texts))
    return "".join(f"{json.dumps(record)}\n" for record in made)


def page(address: str, words: str) -> bytes:
    """A page in a web archive."""
    body = f"<html><head><title>Fire</title></head><body><article><p>{words}</p></article></body></html>".encode()
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    fetched = Fetch(address, address, (), 200, headers, "2024-05-15T10:00:00Z", "")
    return warc_record(fetched, body)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with something of everything, good and bad."""
    folder = tmp_path_factory.mktemp("in put") / "stories [1] ñ%20"
    shutil.copytree(EXAMPLES, folder)
    below = folder / "below"
    below.mkdir()
    (folder / "z.jsonl").write_bytes(
        b"\xef\xbb\xbf"
        + lines(STORY, f"{STORY} He denied it.").encode()
        + b"\n{broken\r\n"
        + lines(STORY, prefix="t").encode()
    )
    (below / "again.jsonl.gz").write_bytes(gzip.compress(lines(f"{STORY} He is 34.").encode()))
    (below / "cut.pdf").write_bytes(b"%PDF-1.4 cut off")
    (below / "empty.txt").write_bytes(b"")
    (below / "alemán.txt").write_text(
        "Der Mann wurde am Montag wegen Raubes angeklagt, sagte die Staatsanwaltschaft in Hamburg."
    )
    many = [{"key": n, "body": f"{STORY} It was case {n}.", "day": None} for n in range(30)]
    table = pa.Table.from_pylist(many, pa.schema([("key", pa.int64()), ("body", pa.string()), ("day", pa.date32())]))
    pq.write_table(table.rename_columns(["id", "text", "published"]), below / "table.parquet", row_group_size=7)
    story = f"{STORY} The shop on Slate Street had been closed for a week when it burned, neighbours said."
    (below / "crawl.warc.gz").write_bytes(
        b"".join(gzip.compress(page(f"https://courier.example/{n}", f"{story} {n}")) for n in range(3))
    )
    (below / "plain.warc").write_bytes(b"".join(page(f"https://courier.example/p{n}", story) for n in range(2)))
    with zipfile.ZipFile(below / "press.zip", "w") as archive:
        archive.writestr("a/one.txt", STORY)
        archive.writestr("a/two.jsonl", lines(STORY, STORY, prefix="zip"))
    return folder


def kept(ledger: Ledger) -> dict[str, list[Any]]:
    """All that a ledger holds but its own name and key."""
    held: dict[str, list[Any]] = {}
    with ledger._asking() as connection:
        tables: list[Table] = schema.metadata.sorted_tables
        for table in tables:
            if table is not schema.facts:
                held[table.name] = [tuple(row) for row in rows(connection, table)]
    return held


def opened(place: str) -> Ledger:
    """A ledger whose clock stands still."""
    return Ledger.open(place, create=True, clock=lambda: "2026-01-01T00:00:00.000000Z")


def added(place: str, paths: list[Path], settings: Settings) -> dict[str, list[Any]]:
    """What `according add` makes."""
    with opened(place) as ledger:
        Pipeline(settings).add(sources(paths, OPTIONS), ledger, OPTIONS)
        return kept(ledger)


def loaded(place: str, spark: Any, out: Path) -> dict[str, list[Any]]:
    """What loading a bulk run makes."""
    with opened(place) as ledger:
        load(spark, str(out), ledger)
        return kept(ledger)


@pytest.fixture(scope="module")
def read(spark: Any, mixed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mixed folder, read on Spark by the reader that ships, in parts of twenty."""
    out = tmp_path_factory.mktemp("out") / "bulk"
    read_all_parts(spark, Asked(sources=[str(mixed)], options=OPTIONS, settings=Settings(), part_size=20), str(out))
    return out


def test_ledger_of_a_bulk_run_is_the_ledger_of_add(
    spark: Any, mixed: Path, read: Path, place: Callable[[str], str]
) -> None:
    """Every row of every table is the same, on both stores, for every format and every kind of refusal."""
    ours, theirs = loaded(place("bulk"), spark, read), added(place("plain"), [mixed], Settings())
    assert len(theirs["documents"]) > 50
    assert len(theirs["claims"]) > 200
    assert {row[2] for row in theirs["rejects"]} >= {"bad_record", "damaged", "empty"}
    assert {name: ours[name] for name in theirs if ours[name] != theirs[name]} == {}


def test_loading_again_changes_nothing(spark: Any, read: Path, tmp_path: Path) -> None:
    """A load that was stopped may be run again."""
    first = loaded(str(tmp_path / "a.ledger"), spark, read)
    assert loaded(str(tmp_path / "a.ledger"), spark, read) == first


def test_tables_are_there_for_others(spark: Any, read: Path) -> None:
    """Spark reads each table over all parts, with plain columns."""
    claims = spark.read.option("basePath", str(read)).parquet(f"{read}/part=*/claims")
    assert claims.where("quote like '%Marten Oyelaran%'").count() > 0
    documents = spark.read.option("basePath", str(read)).parquet(f"{read}/part=*/documents")
    assert documents.select("part").distinct().count() > 1
    assert not (read / "_input").exists()


def test_poisonous_documents_are_rejected_and_their_part_goes_on(spark: Any, tmp_path: Path) -> None:
    """One ends the process that reads, one holds a defect; the other 38 are documents, and the command says which."""
    texts = [STORY] * 40
    texts[13], texts[29] = f"{STORY} TRAPDOOR.", f"{STORY} FAULT."
    (tmp_path / "s.jsonl").write_text(lines(*texts))
    asked = Asked(sources=[str(tmp_path / "s.jsonl")], options=OPTIONS, settings=QUICK, part_size=40)
    read_all_parts(spark, asked, str(tmp_path / "out"))
    held = loaded(str(tmp_path / "a.ledger"), spark, tmp_path / "out")
    assert len(held["documents"]) == 38
    assert [(row[1], row[2]) for row in held["rejects"]] == [("s.jsonl:14", "crashed"), ("s.jsonl:30", "internal")]


def test_killed_run_goes_on_and_reads_no_finished_part_again(spark: Any, read_ids: Path, tmp_path: Path) -> None:
    """The command is killed after its first part; the next run reads the others, and the whole is the same."""
    (tmp_path / "s.jsonl").write_text(lines(*[STORY] * 10, *[f"{STORY} SLOW {n}." for n in range(40)]))
    out = tmp_path / "out"
    command = [
        sys.executable, "-c", "from according.cli import main; main()", "bulk", str(tmp_path / "s.jsonl"),
        "--out", str(out),
        "--master", "local[1,4]", "--part-size", "10", "--reader", "plain", "--extractor", "first", "--quiet",
    ]  # fmt: skip
    run = subprocess.Popen(command, start_new_session=True)
    while not (out / "_done" / "part=00000").exists():
        assert run.poll() is None
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    finished = {path.parent.name for path in out.glob("part=*/documents")}
    done = read_all_parts(
        spark, Asked(sources=[str(tmp_path / "s.jsonl")], options=OPTIONS, settings=QUICK, part_size=10), str(out)
    )
    assert 1 <= done.before < done.parts == 5
    assert "part=00000" in finished
    counted = Counter(read_ids.read_text().split())
    assert {counted[f"s{n}"] for n in range(10)} == {1}
    assert loaded(str(tmp_path / "a.ledger"), spark, out) == added(
        str(tmp_path / "b.ledger"), [tmp_path / "s.jsonl"], QUICK
    )


def test_killed_worker_of_an_executor_changes_nothing(spark: Any, read_ids: Path, tmp_path: Path) -> None:
    """Its task goes to another worker: the same rows, and only documents of that task are read again."""
    texts = [f"{STORY} Case {n}." for n in range(120)]
    texts[60] += " KILLS THE 1 ABOVE."
    (tmp_path / "s.jsonl").write_text(lines(*texts))
    asked = Asked(sources=[str(tmp_path / "s.jsonl")], options=OPTIONS, settings=QUICK, part_size=60)
    read_all_parts(spark, asked, str(tmp_path / "out"))
    counted = Counter(read_ids.read_text().split())
    assert counted["s60"] == 2
    assert {counted[f"s{n}"] for n in range(60)} == {1}
    held = loaded(str(tmp_path / "a.ledger"), spark, tmp_path / "out")
    assert held == added(str(tmp_path / "b.ledger"), [tmp_path / "s.jsonl"], QUICK)


@pytest.mark.skipif(
    "ACCORDING_CLUSTER" not in os.environ,
    reason="starts three Javas, for minutes: set ACCORDING_CLUSTER=1",
)
def test_killed_executor_changes_nothing(spark: Any, read_ids: Path, tmp_path: Path) -> None:
    """On a cluster of two executors, each a process: one is killed while it reads, and the rows are the same."""
    texts = [f"{STORY} Case {n}." for n in range(60)]
    texts[40] += " KILLS THE 3 ABOVE."
    (tmp_path / "s.jsonl").write_text(lines(*texts))
    command = [
        sys.executable, "-c", "from according.cli import main; main()", "bulk", str(tmp_path / "s.jsonl"),
        "--out", str(tmp_path / "out"), "--master", "local-cluster[2,1,1024]", "--part-size", "30", "--reader", "plain",
        "--extractor", "first", "--quiet",
    ]  # fmt: skip
    home = {"SPARK_HOME": str(spark_home(tmp_path / "spark"))}
    subprocess.run(command, check=True, timeout=900, env=os.environ | home)
    assert Counter(read_ids.read_text().split())["s40"] == 2
    held = loaded(str(tmp_path / "a.ledger"), spark, tmp_path / "out")
    assert held == added(str(tmp_path / "b.ledger"), [tmp_path / "s.jsonl"], QUICK)


def spark_home(folder: Path) -> Path:
    """The installed Spark in a folder where a cluster's executors may write."""
    import pyspark

    folder.mkdir()
    for part in Path(pyspark.__file__).parent.iterdir():
        (folder / part.name).symlink_to(part)
    return folder


def test_run_that_asks_something_else_of_the_same_folder_is_refused(spark: Any, tmp_path: Path) -> None:
    """Parts read in two ways are never mixed; the message names what differs."""
    (tmp_path / "s.jsonl").write_text(lines(STORY))
    out, source = str(tmp_path / "out"), [str(tmp_path / "s.jsonl")]
    read_all_parts(spark, Asked(sources=source, options=OPTIONS, settings=QUICK), out)
    (tmp_path / "s.jsonl").write_text(lines(STORY, STORY))
    with pytest.raises(SettingError, match="holds a run with another input"):
        read_all_parts(spark, Asked(sources=source, options=OPTIONS, settings=QUICK), out)


def test_input_that_cannot_be_read_is_told_before_anything_is_done(spark: Any, tmp_path: Path) -> None:
    """A folder that is not there, an address and an archive that is cut off: each is named."""
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(lines(*(f"{STORY} {n}" for n in range(500))).encode())[:-40])
    for source, words in (
        (str(tmp_path / "nowhere"), "Check that it exists"),
        ("https://courier.example/1", "according add https://courier.example/1"),
        (str(tmp_path / "cut.jsonl.gz"), "nothing was done"),
    ):
        with pytest.raises(SettingError, match=words):
            read_all_parts(spark, Asked(sources=[source], options=OPTIONS, settings=QUICK), str(tmp_path / "out"))
    assert list((tmp_path / "out").glob("part=*")) == []
