"""Files of one JSON record a line, read so that a line that is broken costs nothing but itself."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from according.errors import SettingError


def read_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The records with their numbers, blank lines left out; what is no JSON comes as its words.

    Raises:
        SettingError: if the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, _record(line)
    except OSError as error:
        raise SettingError(f"{path.name} could not be read. Check the file, then try again.") from error


def _record(line: str) -> Any:
    try:
        record = json.loads(line)
        told = json.dumps(record, ensure_ascii=False)
        told.encode("utf-8")  # no half of a character: no database takes it
        return line[:200] if "\\u0000" in told else record
    except (ValueError, RecursionError):
        return line[:200]
