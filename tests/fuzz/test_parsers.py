"""What strangers send breaks no parser: the kept inputs, and some thousands of changes of them that differ each day."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.fuzz.parsers import PARSERS

CORPUS = Path(__file__).parent / "corpus"
KEPT = sorted(path for path in CORPUS.rglob("*") if path.is_file())
FAST = [name for name, parser in PARSERS.items() if not parser.slow]
SLOW = [name for name, parser in PARSERS.items() if parser.slow]


def seeds(name: str) -> list[bytes]:
    """The kept inputs of a parser."""
    return [path.read_bytes() for path in KEPT if path.parent.name == name]


@st.composite
def changed(draw: st.DrawFn, name: str) -> bytes:
    """A kept input, some of it cut, doubled, exchanged for a piece of another or for other bytes."""
    data = draw(st.sampled_from(seeds(name)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 40)))
        other = draw(st.sampled_from(seeds(name)))
        start = draw(st.integers(0, len(other)))
        piece = draw(
            st.just(b"") | st.binary(max_size=8) | st.just(other[start : start + 40]) | st.just(data[at:end] * 3)
        )
        data = data[:at] + piece + data[end:]
    return data


def test_every_parser_has_kept_inputs_and_every_kept_input_a_parser() -> None:
    """Neither a parser that nothing begins with, nor a folder that nothing reads."""
    assert sorted({path.parent.name for path in KEPT}) == sorted(PARSERS)


@pytest.mark.parametrize("path", [p for p in KEPT if p.parent.name in FAST], ids=lambda p: f"{p.parent.name}/{p.name}")
def test_kept_input_breaks_nothing(path: Path) -> None:
    """Inputs that broke a parser once are among them."""
    PARSERS[path.parent.name].parse(path.read_bytes())


@pytest.mark.parametrize("name", FAST)
def test_changed_input_breaks_nothing(name: str) -> None:
    """A parser gives what the rest can rely on, or says in words of ours why not."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(changed(name))
    def holds(data: bytes) -> None:
        PARSERS[name].parse(data)

    holds()


@pytest.mark.slow
@pytest.mark.parametrize("path", [p for p in KEPT if p.parent.name in SLOW], ids=lambda p: f"{p.parent.name}/{p.name}")
def test_kept_input_breaks_nothing_further_in(path: Path) -> None:
    """Answers of a model, drafts held against a ledger, ledgers of others."""
    PARSERS[path.parent.name].parse(path.read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_changed_input_breaks_nothing_further_in(name: str) -> None:
    """With the reader's model."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(changed(name))
    def holds(data: bytes) -> None:
        PARSERS[name].parse(data)

    holds()
