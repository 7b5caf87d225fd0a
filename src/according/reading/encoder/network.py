"""The model file: loading it, checking it, and running windows of word pieces through it.

A run of the network holds exactly one window, without padding, on one thread; several windows run beside each other on
as many threads as the user allows. So neither the batch nor the number of threads can change what is read.
"""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from according.errors import ModelError

from .pieces import CLS, SEP, Pieces, load_tokenizer
from .runtime import onnxruntime

Floats = NDArray[np.float32]
OUTPUTS = ("tags", "arc_dependent", "arc_head", "rel", "spans", "attributions", "antecedents")
TIES = ("tie_first", "tie_second", "tie_codes")
"""Outputs of a model that tells ties."""
PAIRS = ("rel", "span_bias", "attr_bias", "attr_distance", "coref_distance")
BUNDLED = Path(__file__).parent.parent / "weights"


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the outputs of the model mean: labels in order of their columns; `tags` gives name and width.

    `ties` are predicates, `codes` the values of each kind of code told of words; both are empty in a model without.
    """

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deprel: tuple[str, ...]
    types: tuple[str, ...]
    roles: tuple[str, ...]
    tags: tuple[tuple[str, int], ...]
    incidents: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def columns(self, name: str) -> slice:
        """Columns of the tag output that belong to one question."""
        at = 0
        for tag, width in self.tags:
            if tag == name:
                return slice(at, at + width)
            at += width
        raise ModelError(f"the model has no tag {name!r}. Use a model made by this version's training.")


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded model.

    `rel` is [relation, dependent, head] with a bias place each; biases are per type and per role; the weights of
    distances are per role and step, and per step. The weights of ties are per predicate, None in a model without.
    """

    session: Any
    tokenizer: Tokenizer
    inventory: Inventory
    rel: Floats
    span_bias: Floats
    attribution_bias: Floats
    attribution_distance: Floats
    antecedent_distance: Floats
    version: str
    sha256: str
    tie_bias: Floats | None = None
    tie_distance: Floats | None = None

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the outputs that the model has."""
        return OUTPUTS if self.tie_bias is None else OUTPUTS + TIES

    def run(self, pieces: Pieces, windows: Sequence[tuple[int, int]], *, threads: int) -> list[dict[str, Floats]]:
        """Outputs of each window [first, last) of the pieces, by name.

        Every array is [1 + pieces, width]; row 0 is the mark at the start of the window, which stands for the root.
        """

        def one(window: tuple[int, int]) -> dict[str, Floats]:
            first, last = window
            feed = {
                "ids": np.concatenate([[CLS], pieces.ids[first:last], [SEP]])[None],
                "shapes": np.concatenate([[5], pieces.shapes[first:last], [5]])[None],
                "gaps": np.concatenate([[0], pieces.gaps[first:last], [0]])[None],
            }
            return {n: o[0, :-1] for n, o in zip(self.outputs, self.session.run(self.outputs, feed), strict=True)}

        if threads <= 1 or len(windows) <= 1:
            return [one(w) for w in windows]
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(one, windows))


def load_network(folder: Path | None = None) -> Network:
    """Load a model folder (`reader.onnx`, `pairs.npz`, `tokenizer.json`, `reader.json`); None takes the bundled one.

    Raises:
        ModelError: if a file is missing, is not what `reader.json` says, or belongs to another version.
    """
    folder = BUNDLED if folder is None else folder
    try:
        about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        content = {name: (folder / name).read_bytes() for name in about["sha256"]}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"no usable reader model in {folder}: {error}. Reinstall, or give another model folder."
        ) from error
    for name, data in content.items():
        if hashlib.sha256(data).hexdigest() != about["sha256"][name]:
            raise ModelError(f"{folder / name} is damaged or was exchanged. Reinstall, or export the model again.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(content["reader.onnx"], options, providers=["CPUExecutionProvider"])
        inventory = Inventory(**{k: _frozen(v) for k, v in about["inventory"].items()})
    except Exception as error:  # onnxruntime raises classes of its own that share no base
        raise ModelError(f"the model in {folder} cannot be run: {error}. Reinstall, or export it again.") from error
    with np.load(folder / "pairs.npz") as pairs:
        kept = [pairs[name].astype(np.float32) for name in PAIRS]
        of_ties = [pairs[name].astype(np.float32) if name in pairs else None for name in ("tie_bias", "tie_distance")]
    return Network(
        session,
        load_tokenizer(folder / "tokenizer.json"),
        inventory,
        kept[0],
        kept[1],
        kept[2],
        kept[3],
        kept[4],
        about["version"],
        about["sha256"]["reader.onnx"],
        *of_ties,
    )


def _frozen(value: list[Any]) -> tuple[Any, ...]:
    return tuple(_frozen(v) if isinstance(v, list) else v for v in value)
