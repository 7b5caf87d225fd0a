"""The process that reads documents: `python -m according.bulk.serving FD`, started by `child`, ended with it."""

import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from according.errors import AccordingError
from according.pipeline import Pipeline

from .child import Task
from .rows import row_of
from .shelved import sources_on


def serve(line: Connection) -> None:
    """Answer on the line until the other side is gone; a worker that was killed leaves nothing behind."""
    with suppress(EOFError, ConnectionError):
        _answer(line)


def _answer(line: Connection) -> None:
    task: Task = line.recv()
    pipeline = Pipeline(task.settings)
    try:
        line.send(("ready", f"{pipeline.reader.name} {pipeline.engine.name}"))
    except AccordingError as error:
        line.send(("refused", str(error)))
        return
    while True:
        shelved, skip = line.recv()
        for number, source in enumerate(sources_on(shelved, task.options)):
            if number < skip:
                continue
            line.send(("begins", source.name))
            try:
                found = pipeline.attempt(source, task.options)
            except AccordingError as error:  # no other document would fare better
                line.send(("stop", str(error)))
                return
            if found is not None:
                line.send(("found", row_of(found)))
        line.send(("end", None))


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
