"""Spans around the stages, for whoever traces the process; the errors in them keep the documents' names."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from according.intake import IntakeOptions, sources
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.settings import Settings


@pytest.fixture(scope="module")
def told() -> Iterator[InMemorySpanExporter]:
    """What a tracer of this process is told."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    yield exporter
    provider.shutdown()


def test_adding_a_document_is_a_span_a_stage_and_a_refusal_tells_no_name(
    told: InMemorySpanExporter, tmp_path: Path
) -> None:
    """The kind of the error is there; the file's name and the message are not."""
    (tmp_path / "a-story.txt").write_text("Marten Oyelaran was charged with arson on Tuesday, police said.")
    (tmp_path / "oyelaran.txt").write_bytes(b"")
    options = IntakeOptions()
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        Pipeline(Settings()).add(
            sources([tmp_path / "a-story.txt", tmp_path / "oyelaran.txt"], options), ledger, options
        )
    spans = told.get_finished_spans()
    assert [s.name.removeprefix("according.") for s in spans] == ["intake", "reading", "claims", "ledger", "intake"]
    assert dict(spans[-1].attributes or {}) == {"error.type": "RejectedDocument"}
    assert "oyelaran" not in "".join(s.to_json() for s in spans).lower()


def test_without_a_tracer_nothing_of_it_is_loaded() -> None:
    """The base install has none, and a start costs nothing."""
    code = "import sys, according.pipeline; print([m for m in sys.modules if 'opentelemetry' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
