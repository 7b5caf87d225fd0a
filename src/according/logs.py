"""What goes wrong, for whoever keeps According running: one JSON object a line, without names or words of documents."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from .errors import AccordingError, SettingError

KINDS = ("text", "json")
_LOGGERS = ("according", "uvicorn", "alembic", "sqlalchemy")


class WithoutContent(logging.Formatter):
    """A record as JSON: its words without what was filled in, the kind of an error without its message, and where."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": str(record.msg),
            "from": f"{record.name}:{record.module}:{record.lineno}",
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            frames = traceback.extract_tb(error.__traceback__)
            told |= {"error": type(error).__name__, "at": [f"{Path(f.filename).name}:{f.lineno}" for f in frames]}
        return json.dumps(told, ensure_ascii=False)


def use(kind: str) -> None:
    """Write what goes wrong as `text` (as it is) or as `json`, to standard error.

    Raises:
        SettingError: for another kind.
    """
    if kind not in KINDS:
        raise SettingError(f"--log {kind!r} is not one of {', '.join(KINDS)}")
    if kind == "json":
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(WithoutContent())
        for name in _LOGGERS:
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [handler], False


def refusal(error: AccordingError) -> str:
    """The line that tells why a command ended: its message, or where lines are JSON, the kind of error alone."""
    handlers = logging.getLogger("according").handlers
    if not any(isinstance(handler.formatter, WithoutContent) for handler in handlers):
        return f"according: {error}"
    told = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": "error", "event": "refused"}
    return json.dumps({**told, "error": type(error).__name__, "exit_code": error.exit_code})
