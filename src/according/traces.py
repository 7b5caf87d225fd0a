"""Spans of OpenTelemetry around the stages, where whoever runs According traces the process; nothing otherwise.

Nothing is imported, set or sent by us: `opentelemetry-instrument according …` loads the interface, and its own
settings say where spans go. A span tells the stage and the kind of an error, never a name or a word of a document.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def span(stage: str) -> Iterator[None]:
    """A span `according.STAGE` around a block."""
    api = sys.modules.get("opentelemetry.trace")
    if api is None:
        yield
        return
    # an error's message may name a document: its kind alone is told
    with api.get_tracer("according").start_as_current_span(
        f"according.{stage}", record_exception=False, set_status_on_exception=False
    ) as told:
        try:
            yield
        except Exception as error:
            told.set_attribute("error.type", type(error).__name__)
            told.set_status(api.StatusCode.ERROR)
            raise
