"""What runs on the executors: batches of shelved items in, rows of documents, mentions, claims and rejects out."""

import atexit
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pyarrow as pa

from .child import ReadingProcess, Task
from .rows import FOUND
from .shelved import Shelved

AT_ONCE = 16
"""Documents whose rows are handed on together."""


def reader_of(task: Task) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """The function that Spark's `mapInArrow` runs on each of its tasks."""

    def read(batches: Iterator[Any]) -> Iterator[Any]:
        process = _process(task)
        rows: list[dict[str, Any]] = []
        for batch in batches:
            for item in batch.to_pylist():
                for row in process.read(Shelved(**item)):
                    rows.append({"ordinal": item["ordinal"], **row})
                    if len(rows) == AT_ONCE:
                        yield pa.RecordBatch.from_pylist(rows, schema=FOUND)
                        rows = []
        if rows:
            yield pa.RecordBatch.from_pylist(rows, schema=FOUND)

    return read


@cache
def _process(task: Task) -> ReadingProcess:
    """The process of this worker, which Spark keeps for the tasks that follow; one a worker and task."""
    process = ReadingProcess(task)
    atexit.register(process.stop)
    return process
