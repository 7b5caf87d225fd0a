"""The model file and its forward pass: overlapping windows, each piece read where it stands most centrally.

Windows are run one at a time, at their exact length, so a document's reading cannot depend on any other document, and
there is no padding to waste.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from according.errors import ModelError

from .pieces import CLS, SEP, Pieces, load_tokenizer

SHIPPED = Path(__file__).parents[1] / "weights"
SIZE = 256
"""Word pieces of a window, its two marks included; the network was trained on windows of this size."""
OVERLAP = 48
"""Word pieces that neighbouring windows share: half of it is the least context a piece has on its poorer side."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of pieces and what the network says of it; row 0 of every block is the start mark (the root).

    Pieces `first:last` of the document stand in rows `1:`; `own` are the pieces that are read from this window.
    """

    first: int
    last: int
    own: range
    blocks: dict[str, Array]


class Network:
    """A model folder: `model.onnx`, `model.json` (version, label inventory, heads' constants) and `tokenizer.json`.

    Raises:
        ModelError: if a file is missing or is not of this kind.
    """

    def __init__(self, folder: Path | None = None, *, threads: int = 0) -> None:
        self.folder = folder or SHIPPED
        try:
            self.card: dict[str, Any] = json.loads((self.folder / "model.json").read_text(encoding="utf-8"))
            options = ort.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self.session = ort.InferenceSession(
                str(self.folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self.tokenizer: Tokenizer = load_tokenizer(self.folder / "tokenizer.json")
        except Exception as error:
            raise ModelError(
                f"no reader model in {self.folder.name!r}: {error}. Reinstall According, or name another folder."
            ) from error
        self.version: str = self.card["version"]
        constants = np.load(self.folder / "heads.npz")
        self.constants: dict[str, Array] = {k: constants[k].astype(np.float32) for k in constants.files}

    @cached_property
    def tag_columns(self) -> dict[str, slice]:
        """Where each tag stands in the block `tags`."""
        columns, at = {}, 0
        for name, width in self.card["tags"].items():
            columns[name] = slice(at, at + width)
            at += width
        return columns

    def read(self, pieces: Pieces) -> list[Window]:
        """The forward pass over all pieces, in windows; time linear in their number."""
        return [self._window(pieces, first, last, own) for first, last, own in windows(len(pieces.ids))]

    def _window(self, pieces: Pieces, first: int, last: int, own: range) -> Window:
        n = last - first + 2
        ids = np.empty((1, n), np.int64)
        shapes, gaps = np.full((1, n), 5, np.int64), np.zeros((1, n), np.int64)
        ids[0, 0], ids[0, -1] = CLS, SEP
        ids[0, 1:-1] = pieces.ids[first:last]
        shapes[0, 1:-1] = pieces.shapes[first:last]
        gaps[0, 1:-1] = pieces.gaps[first:last]
        given = self.session.run(None, {"ids": ids, "shapes": shapes, "gaps": gaps})
        return Window(first, last, own, dict(zip(self.card["blocks"], (block[0] for block in given), strict=True)))


def windows(pieces: int) -> list[tuple[int, int, range]]:
    """First and last piece of each window, and the pieces that are read from it; every piece is owned once."""
    room = SIZE - 2
    if pieces <= room:
        return [(0, pieces, range(pieces))] if pieces else []
    count = -(-(pieces - OVERLAP) // (room - OVERLAP))
    step = (pieces - room) / (count - 1)
    starts = [round(i * step) for i in range(count)]
    borders = [0, *((a + room + b) // 2 for a, b in pairwise(starts)), pieces]
    return [(s, s + room, range(a, b)) for s, (a, b) in zip(starts, pairwise(borders), strict=True)]
