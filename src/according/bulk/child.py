"""Watches over the process that reads documents (`serving`).

A document that ends that process (a fault in a parser, too much memory) or never ends is tried once more in a fresh
one; then it is rejected as `crashed`, and the documents after it are read.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from according.errors import AccordingError, RejectedDocument
from according.intake import IntakeOptions
from according.pipeline import Refused
from according.settings import Settings

from .rows import row_of
from .shelved import Shelved

START_S = 300.0
"""How long a process may take to load the reader."""
TRIES = 2
"""A process may also end because others took the memory: one more try tells such a document from a bad one."""


@dataclass(frozen=True, slots=True)
class Task:
    """What every document of a run is read with; `document_s` is how long one may take, in seconds."""

    settings: Settings
    options: IntakeOptions
    document_s: float


class _Ended(Exception):
    """The process that reads is no more, or takes too long."""


class ReadingProcess:
    """A process that has loaded the reader once and reads what it is given, one document at a time."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None

    def read(self, shelved: Shelved) -> Iterator[dict[str, Any]]:
        """The rows of all documents that a shelved item holds, in order, each with its `member` number.

        Raises:
            AccordingError: if no document at all can be read with these settings.
        """
        done = failed = 0
        while True:
            begun: str | None = None
            try:
                for kind, value in self._answers(shelved, done):
                    if kind == "begins":
                        begun = value
                    else:
                        yield {"member": done, **value}
                        done, failed, begun = done + 1, 0, None
                return
            except _Ended as error:
                self.stop()
                failed += 1
                if failed < TRIES:
                    continue
                yield {
                    "member": done,
                    **row_of(Refused(RejectedDocument("crashed", begun or shelved.place, f"{error}"))),
                }
                if begun is None:  # the file itself cannot be opened up: there is no next document to go on with
                    return
                done, failed = done + 1, 0

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None

    def _answers(self, shelved: Shelved, skip: int) -> Iterator[tuple[str, Any]]:
        line = self._line or self._start()
        _send(line, (shelved, skip))
        while True:
            kind, value = _receive(line, self.task.document_s)
            if kind == "end":
                return
            yield kind, value

    def _start(self) -> Connection:
        ours, theirs = Pipe()
        with theirs:
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "according.bulk.serving", str(theirs.fileno())],
                pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        self._line = ours
        try:
            _send(ours, self.task)
            kind, value = _receive(ours, START_S)
        except _Ended as error:
            self.stop()
            raise AccordingError(
                f"the process that reads documents could not start. {error} Read one document with `according read` "
                "on this machine to see why."
            ) from error
        if kind == "refused":
            self.stop()
            raise AccordingError(value)
        return ours


def _send(line: Connection, message: Any) -> None:
    try:
        line.send(message)
    except OSError as error:
        raise _Ended("The process ended.") from error


def _receive(line: Connection, seconds: float) -> tuple[str, Any]:
    try:
        if not line.poll(seconds):
            raise _Ended(f"It was not read after {seconds:g} seconds.")
        message: tuple[str, Any] = line.recv()
    except (EOFError, OSError) as error:
        raise _Ended("The process ended.") from error
    if message[0] == "stop":
        raise AccordingError(message[1])
    return message
