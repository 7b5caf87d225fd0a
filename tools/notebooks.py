"""Runs the notebooks of the documentation and writes their answers into them: `python -m tools.notebooks`.

They are run in an empty folder that holds `demo.ledger`, the examples as read; no answer holds a path or a clock.
"""

import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from according.intake import IntakeOptions, sources
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.settings import read_settings

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
CELL_S = 300
"""Longest that one cell may take."""


def make_demo(folder: Path) -> None:
    """Write `demo.ledger`: the example documents, read and linked."""
    options = IntakeOptions()
    with Ledger.open(folder / "demo.ledger", create=True) as ledger:
        Pipeline(read_settings()).add(sources([str(ROOT / "examples" / "documents")], options), ledger, options)


def run(notebook: Path, folder: Path) -> nbformat.NotebookNode:
    """The notebook with the answers that it gives in a folder.

    Raises:
        CellExecutionError: if a cell fails.
    """
    found = nbformat.read(notebook, as_version=4)
    NotebookClient(
        found, timeout=CELL_S, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    found.metadata = nbformat.from_dict({"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    for number, cell in enumerate(found.cells, 1):
        cell["id"], cell["metadata"] = f"cell-{number}", {}
    return found


def main() -> None:
    """Run them all in one folder and write them back."""
    with tempfile.TemporaryDirectory() as place:
        make_demo(Path(place))
        for notebook in NOTEBOOKS:
            nbformat.write(run(notebook, Path(place)), notebook)
            sys.stdout.write(f"{notebook.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
