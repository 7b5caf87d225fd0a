"""The frozen record of a sign-off: what a draft said and what the ledger had on it, as JSON that is never changed.

The sheet bears the sha256 of the record's bytes, so that paper and file can be held together with `sha256sum` alone.
"""

import hashlib
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from json import dumps
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from according.errors import SettingError

from .findings import DraftCheck

FORMAT = "according sign-off 1"
_MARK = re.compile(rb'<meta name="according-record" content="([0-9a-f]{64})">')


@dataclass(frozen=True, slots=True)
class Frozen:
    """A check with what made it.

    Attributes:
        format: `FORMAT`. according, reader: versions of the program and of its reader. frozen_at: instant in UTC.
        check: the findings; its `sha256` is of the draft, its `recorded` of the ledger's latest row.
    """

    format: str
    according: str
    reader: str
    frozen_at: str
    check: DraftCheck


def freeze(check: DraftCheck, *, according: str, reader: str, now: datetime) -> bytes:
    """The bytes of the record."""
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = asdict(Frozen(FORMAT, according, reader, moment, check))
    return (dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def digest(record: bytes) -> str:
    """The sha256 that the sheet bears."""
    return hashlib.sha256(record).hexdigest()


def read_frozen(path: Path) -> Frozen:
    """The record of a sheet, or a record itself.

    Args:
        path: of the HTML sheet, whose record lies beside it under the same name with `.json`, or of the record.

    Raises:
        SettingError: if there is none, it is not the sheet's own, or it is none that this version reads.
    """
    data = _bytes(path)
    mark = _MARK.search(data)
    if mark is not None:
        beside = path.with_suffix(".json")
        data = _bytes(beside)
        if digest(data) != mark[1].decode():
            raise SettingError(
                f"{beside.name} is not the record of {path.name}: its sha256 is not the one that the sheet bears. "
                "One of the two was changed or replaced; look for the pair as it was frozen."
            )
    try:
        found = TypeAdapter(Frozen).validate_json(data)
    except ValidationError as error:
        raise SettingError(f"{path.name} is no frozen sign-off. Give the sheet or the .json beside it.") from error
    if found.format != FORMAT:
        raise SettingError(
            f"{path.name} is a {found.format!r}, which this version does not read (it reads {FORMAT!r})."
        )
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingError(f"{path.name} cannot be read: {error.strerror}.") from error
