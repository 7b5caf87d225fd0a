"""The input, found and put into parts: read once through Spark's connectors, numbered as `according add` would meet it.

A part is the unit of a restart. Since the parts are copies, a run that goes on meets what the first one met, and input
that cannot be read (a folder that is not there, an archive that is cut off) is told before anything is read.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from according.errors import SettingError
from according.intake import IntakeOptions
from according.intake.compressed import bare_name
from according.intake.fetch import is_address
from according.intake.tables import columns, is_table, lines
from according.intake.warc import is_warc

from .session import Folder, reason, spark_errors
from .shelved import BETWEEN_PAGES, FILE, LARGE, PAGE, RECORD

WHOLE_BYTES = 500_000_000
"""The largest file that is handed on in one piece: an archive, a JSON array, or a document."""
ITEM = "ordinal bigint, kind string, place string, number bigint, content binary"
"""The columns of a part on the shelf: the fields of `Shelved`."""
_STARTS = "file string, block bigint, first bigint, ordinal bigint, number bigint, place string"
_TABLE, _LINES, _UNOPENED = "table", "lines", "unopened"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of the input: where Spark finds it, what a document in it is called after, and its state."""

    path: str
    place: str
    size: int
    modified: int

    @property
    def way(self) -> str:
        """How it is read: by lines, by rows, by records of a web archive, whole, or not at all (empty, too large)."""
        name = self.path.rsplit("/", 1)[-1].lower()
        packed = name.endswith(".xz")  # Hadoop has no codec for it
        if bare_name(name).endswith((".jsonl", ".ndjson")) and not packed:
            return _LINES
        if is_warc(name) and not packed:
            return PAGE
        if is_table(name):
            return _TABLE
        return FILE if 0 < self.size <= WHOLE_BYTES else _UNOPENED


def files_in(spark: Any, sources: Sequence[str]) -> list[InputFile]:
    """The files of the input, in the order in which `according add` reads them.

    Raises:
        SettingError: if a source is not there, is an address of a page, or holds nothing.
    """
    return [file for source in sources for file in _files_of(spark, source)]


def digest_of(files: Iterable[InputFile]) -> str:
    """What the input is, in a few letters: another file, size or time of change makes another."""
    told = [[file.path, file.size, file.modified] for file in files]
    return hashlib.sha256(json.dumps(told).encode("utf-8", "surrogatepass")).hexdigest()


def fill(spark: Any, files: Sequence[InputFile], shelf: str, options: IntakeOptions, *, part_size: int) -> int:
    """Copy the input into the folder `shelf`, one subfolder a part; returns how many parts there are.

    Raises:
        SettingError: if a file cannot be read.
    """
    from pyspark.sql import functions as F

    spark.conf.set("spark.sql.files.minPartitionNum", "1")  # files are cut at the same places both times
    try:
        opened = {way: _opened(spark, [file for file in files if file.way == way], way, options) for way in _OPENED}
        starts, total = _starts(files, [row for df in opened.values() if df is not None for row in _blocks(df)])
        places = F.broadcast(spark.createDataFrame(starts, _STARTS))
        filled: Any = None
        for way, df in opened.items():
            if df is None:
                continue
            kind = F.lit(RECORD if way in (_LINES, _TABLE) else way)
            step = F.col("at") - F.col("first")
            items = df.join(places, ["file", "block"]).select(
                (F.col("ordinal") + step).alias("ordinal"), kind.alias("kind"), "place",
                (F.col("number") + step).alias("number"), "content",
            )  # fmt: skip
            filled = items if filled is None else filled.unionByName(items)
        unopened = list(_unopened(files, starts))
        if unopened:
            rows = spark.createDataFrame(unopened, ITEM)
            filled = rows if filled is None else filled.unionByName(rows)
        part = F.floor(F.col("ordinal") / part_size).cast("int").alias("part")
        filled.select(part, "*").write.partitionBy("part").mode("overwrite").parquet(shelf)
    except spark_errors() as error:
        raise SettingError(f"the input could not be read; nothing was done. Spark says: {reason(error)}") from error
    return -(-total // part_size)


def _files_of(spark: Any, source: str) -> list[InputFile]:
    if source == "-" or (is_address(source) and source.lower().startswith(("http://", "https://"))):
        raise SettingError(f"bulk reads files and folders, not {source!r}. Use: according add {source}")
    folder = Folder(spark, source)
    try:
        found = [InputFile(path, _place(path, folder.root), *state) for path, *state in folder.files()]
    except spark_errors() as error:
        raise SettingError(
            f"{source!r} could not be listed. Check that it exists. Spark says: {reason(error)}"
        ) from error
    if not found:
        raise SettingError(f"{source!r} holds no files. Name a folder or file with documents.")
    return sorted(found, key=lambda file: _walked(file.place))


def _place(path: str, root: str) -> str:
    return path.removeprefix(f"{root}/") if path.startswith(f"{root}/") else path.rsplit("/", 1)[-1]


def _walked(place: str) -> list[tuple[bool, str]]:
    """Sorts as folders are walked: the files of a folder, then the folders in it."""
    *folders, name = place.split("/")
    return [*((True, folder) for folder in folders), (False, name)]


def escaped(path: str) -> str:
    """The path as one that Spark takes by the letter: brackets, stars and the like choose nothing."""
    return "".join(f"\\{letter}" if letter in "[]{}*?" else letter for letter in path)


_OPENED = (_LINES, PAGE, _TABLE, FILE)


def _opened(spark: Any, files: Sequence[InputFile], way: str, options: IntakeOptions) -> Any:
    """Items with the block of the file they come from and where they stand (`at`); None if there are no files."""
    from pyspark.sql import functions as F

    if not files:
        return None
    paths = [escaped(file.path) for file in files]
    place = [
        F.col("_metadata.file_path").alias("file"), F.col("_metadata.file_block_start").alias("block"),
        F.monotonically_increasing_id().alias("at"),
    ]  # fmt: skip
    if way == FILE:
        return spark.read.format("binaryFile").load(paths).select(*place, "content")
    if way == _TABLE:
        table = spark.read.option("mergeSchema", "true").parquet(*paths)
        return _rows_as_lines(table.select(*place, *columns(table.columns, options)))
    ends = "\n" if way == _LINES else BETWEEN_PAGES
    return spark.read.option("lineSep", ends).text(paths).select(*place, F.col("value").cast("binary").alias("content"))


def _rows_as_lines(table: Any) -> Any:
    """Rows of a Parquet table as the lines of JSON that intake makes of them."""
    schema = "file string, block bigint, at bigint, content binary"

    def make(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            place = batch.select(["file", "block", "at"])
            told = batch.select([name for name in batch.schema.names if name not in ("file", "block", "at")])
            yield place.append_column("content", pa.array(list(lines(told)), pa.binary()))

    return table.mapInArrow(make, schema)


def _blocks(items: Any) -> list[Any]:
    from pyspark.sql import functions as F

    grouped = items.groupBy("file", "block")
    return list(grouped.agg(F.count("*").alias("items"), F.min("at").alias("first")).collect())


def _starts(files: Sequence[InputFile], blocks: Iterable[Any]) -> tuple[list[tuple[Any, ...]], int]:
    """Where each block begins in the numbering of the whole input and of its file; and how many items there are."""
    of_file: dict[str, list[Any]] = {}
    for row in blocks:
        of_file.setdefault(_key(unquote(row.file)), []).append(row)
    starts, ordinal = [], 0
    for file in files:
        if file.way == _UNOPENED:
            starts.append((file.path, -1, 0, ordinal, 1, file.place))
            ordinal += 1
        number = 1
        for row in sorted(of_file.get(_key(file.path), ()), key=lambda row: row.block):
            starts.append((row.file, row.block, row.first, ordinal, number, file.place))
            ordinal, number = ordinal + row["items"], number + row["items"]
    return starts, ordinal


def _unopened(files: Sequence[InputFile], starts: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Items for files that Spark is not asked for: it passes over empty ones, and the largest fit into no row."""
    sizes = {file.path: file.size for file in files if file.way == _UNOPENED}
    for path, block, _, ordinal, _, place in starts:
        if block == -1:
            yield (ordinal, LARGE, place, sizes[path], None) if sizes[path] else (ordinal, FILE, place, 1, b"")


def _key(path: str) -> str:
    """A path as both of Spark's spellings agree on it: `file:/a` and `file:///a`."""
    return path.replace("file:///", "file:/", 1)
