"""The notebooks of the documentation run as they stand, on the examples, and show what they answered."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from tools.notebooks import NOTEBOOKS, make_demo, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where they are run: an empty folder with the examples as a ledger."""
    place = tmp_path_factory.mktemp("notebooks")
    make_demo(place)
    return place


def test_there_are_three_of_them() -> None:
    """A tutorial, a network as tables, a draft checked."""
    assert [path.stem for path in NOTEBOOKS] == ["check-a-draft", "first-questions", "groups-as-tables"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_shown_was_answered(notebook: Path) -> None:
    """Every cell of code was run, in order, and none failed."""
    code = [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_as_it_stands(notebook: Path, folder: Path) -> None:
    """With the ledger of the examples, in a kernel of its own; no cell fails, and each that answered answers."""
    shown, ran = nbformat.read(notebook, as_version=4).cells, run(notebook, folder).cells
    assert [bool(c.get("outputs")) for c in ran] == [bool(c.get("outputs")) for c in shown]
