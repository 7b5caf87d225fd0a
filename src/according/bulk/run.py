"""A bulk run: the input shelved, then one part after the other read and stored; what is finished is never done again.

OUT/part=00000/{documents,mentions,claims,rejects}/   a finished part, which appears at once
OUT/_run        what was asked; a run that goes on must ask the same
OUT/_done/      one empty file for each finished part
OUT/_input/     the parts of the input, removed at the end      OUT/_work/   parts in the making
"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from typing import Any

from according.errors import AccordingError, SettingError
from according.intake import IntakeOptions
from according.pipeline import Pipeline
from according.settings import Settings

from .child import Task
from .reading import reader_of
from .rows import FOUND, TABLES
from .session import Folder, reason, spark_errors
from .shelves import ITEM, digest_of, escaped, files_in, fill

PART_SIZE = 5_000
"""Documents in a part: some ten minutes of one processor's work, and little enough to be held while it is loaded."""
DOCUMENT_S = 3600.0
"""How long a document may take: the largest that is taken, 50 MB of words, takes less."""
_TOGETHER = 2
"""Parts read at the same time, so that processors have work while the last documents of a part are read."""
_ITEMS_A_TASK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run is asked to do; a run that goes on must be asked the same."""

    sources: Sequence[str]
    options: IntakeOptions
    settings: Settings
    part_size: int = PART_SIZE
    document_s: float = DOCUMENT_S


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: parts there are, and those that were finished before it began."""

    parts: int
    before: int


def read_all_parts(spark: Any, asked: Asked, out: str, *, progress: Callable[[int, int], None] | None = None) -> Done:
    """Read the input into `out`; goes on where an earlier run was stopped.

    Args:
        out: a folder, new or of an earlier run, on any file system that Spark writes to.
        progress: called after each part with how many are finished and how many there are.

    Raises:
        SettingError: if the input cannot be read, or `out` holds a run that was asked something else.
    """
    folder = Folder(spark, out)
    parts = _prepared(spark, asked, folder)
    todo = [part for part in range(parts) if not folder.has("_done", _name(part))]
    before = parts - len(todo)
    task = Task(_threaded(spark, asked.settings), asked.options, asked.document_s)
    with ThreadPoolExecutor(_TOGETHER) as pool:
        waiting = [pool.submit(_read_part, spark, folder, part, task, asked.part_size) for part in todo]
        try:
            for number, part in enumerate(waiting, before + 1):
                part.result()
                if progress is not None:
                    progress(number, parts)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            spark.sparkContext.cancelAllJobs()
            raise
    folder.remove("_input")
    folder.remove("_work")
    return Done(parts, before)


def parts_of(spark: Any, out: str) -> list[str]:
    """The folders of a finished run, in the order of the input.

    Raises:
        SettingError: if there is no run, or it is not finished.
    """
    folder = Folder(spark, out)
    if not folder.has("_run", "_SUCCESS"):
        raise SettingError(f"{out!r} holds no bulk run. Make one with: according bulk SOURCE... --out {out}")
    names = [_name(part) for part in range(_kept(spark, folder)["parts"])]
    missing = [name for name in names if not folder.has("_done", name)]
    if missing:
        raise SettingError(
            f"{len(missing)} parts of {out!r} are not read yet. Run the same command again to finish it."
        )
    return [folder.at(name) for name in names]


def _prepared(spark: Any, asked: Asked, folder: Folder) -> int:
    """Shelve the input, unless an earlier run of the same did; returns how many parts there are."""
    files = files_in(spark, asked.sources)
    pipeline = Pipeline(asked.settings)
    told = {
        "input": digest_of(files),
        "options": json.loads(json.dumps(asdict(asked.options))),
        "part_size": asked.part_size,
        "reader": f"{pipeline.reader.name} {pipeline.reader.version}",
        "extractor": f"{pipeline.engine.name} {pipeline.engine.version}",
    }
    if folder.has("_run", "_SUCCESS"):
        kept = _kept(spark, folder)
        other = [name for name, value in told.items() if kept[name] != value]
        if other:
            raise SettingError(
                f"{folder.root} holds a run with another {' and '.join(other)}. Ask the same again, "
                "or name a new folder."
            )
        return int(kept["parts"])
    parts = fill(spark, files, folder.at("_input"), asked.options, part_size=asked.part_size)
    row = [(json.dumps({**told, "parts": parts}),)]
    spark.createDataFrame(row, "value string").coalesce(1).write.mode("overwrite").text(folder.at("_run"))
    return parts


def _kept(spark: Any, folder: Folder) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(spark.read.text(escaped(folder.at("_run"))).first().value)
    return kept


def _read_part(spark: Any, folder: Folder, part: int, task: Task, part_size: int) -> None:
    from pyspark import StorageLevel
    from pyspark.sql.pandas.types import from_arrow_schema

    name = _name(part)
    folder.remove(name)  # of a run that ended between the last two lines below
    tasks = max(1, min(-(-part_size // _ITEMS_A_TASK), 4 * spark.sparkContext.defaultParallelism))
    shelf = spark.read.schema(ITEM)
    items = shelf.parquet(escaped(folder.at("_input", f"part={part}"))).repartition(tasks, "ordinal")
    found = items.mapInArrow(reader_of(task), from_arrow_schema(FOUND)).persist(StorageLevel.DISK_ONLY)
    try:
        found.count()
        for table in TABLES:
            _table(found, table).coalesce(1).write.mode("overwrite").parquet(folder.at("_work", name, table))
    except spark_errors() as error:
        raise AccordingError(f"{name} could not be read. Spark says: {reason(error)}") from error
    finally:
        found.unpersist()
    folder.move(("_work", name), (name,))
    folder.mark("_done", name)


def _table(found: Any, table: str) -> Any:
    from pyspark.sql import functions as F

    column = TABLES[table]
    if table in ("mentions", "claims"):
        found = found.select("ordinal", "member", F.explode(column).alias(column))
    return (
        found.where(F.col(column).isNotNull())
        .select("ordinal", "member", f"{column}.*")
        .sortWithinPartitions("ordinal", "member")
    )


def _threaded(spark: Any, settings: Settings) -> Settings:
    """Each task of Spark has its own processors; a reader that took all of the machine's would take the others'."""
    return replace(settings, threads=settings.threads or int(spark.conf.get("spark.task.cpus", "1")))


def _name(part: int) -> str:
    return f"part={part:05}"
