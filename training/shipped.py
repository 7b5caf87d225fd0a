"""Weights back from the file that ships, up to the rounding they went through: a network to train on from there."""

import json
import math
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from .export import BRANCH, PRODUCT, State

LAYER = ("qkv", "out", "up", "down")
Floats = NDArray[np.float32]


def read_state(folder: Path) -> State:
    """The state of the network in a quantised model folder, read off the order in which `export.build` adds its nodes.

    The branch of ties is left aside. Types and tags are those of the file: `network.widened` adds what has come since.
    """
    graph = onnx.load(str(folder / "reader.onnx")).graph
    nodes = [n for n in graph.node if not n.name.startswith(BRANCH)]
    kept = {w.name: numpy_helper.to_array(w) for w in graph.initializer}

    def inputs(kind: str) -> list[list[NDArray[np.generic]]]:
        return [[kept[x] for x in n.input if x in kept] for n in nodes if n.op_type == kind]

    with np.load(folder / "pairs.npz") as pairs:
        state: State = {n: pairs[n].astype(np.float32) for n in pairs.files if not n.startswith("tie_")}
    (words,), (scale,), (shapes,), (gaps,) = inputs("Gather")
    state["encoder.words.weight"] = words.astype(np.float32) * scale
    state["encoder.shapes.weight"], state["encoder.gaps.weight"] = shapes, gaps
    state["encoder.positions.weight"] = inputs("Slice")[0][0]
    state["encoder.kind"] = np.zeros(words.shape[1], np.float32)  # went into the positions
    linears = [_linear(*given) for given in inputs("DynamicQuantizeMatMul")]
    layers = range(len(linears) // len(LAYER))
    norms = ["encoder.norm", *(f"encoder.layers.{i}.norm{k}" for i in layers for k in (1, 2))]
    names = [f"encoder.layers.{i}.{part}" for i in layers for part in LAYER]
    _keep(state, names, linears[:-1])
    _keep(state, norms, [(weight, bias) for weight, bias in inputs("SkipLayerNormalization")])
    (mix,) = inputs("MatMul")[0]
    bias = inputs("Add")[-1][0]
    arc = len(bias)
    _keep(state, ["arc_mix"], [(mix.T / (4 / math.sqrt(arc)), bias / (4 / math.sqrt(arc)))])
    about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))["inventory"]
    sizes = inputs("Split")
    first, rest = (given[0] for given in sizes if given)
    tags, spans, attr, coref, _ = first.tolist()
    widths = (tags, spans, attr, coref, 2 * arc, rest.tolist()[2])
    if tags != sum(width for _, width in about["tags"]):
        raise ValueError(f"{folder} says other tags than its weights have; export it again")
    cuts = np.cumsum(widths)[:-1]
    weight, bias = linears[-1]
    _keep(state, PRODUCT, list(zip(np.split(weight, cuts), np.split(bias, cuts), strict=True)))
    return {name: np.array(value, np.float32, order="C") for name, value in state.items()}


def _linear(rounded: NDArray[np.int8], scale: Floats, _zero: NDArray[np.int8], bias: Floats) -> tuple[Floats, Floats]:
    """Weight as torch keeps it, [out, in], and bias."""
    return (rounded.astype(np.float32) * scale).T, bias


def _keep(state: State, names: tuple[str, ...] | list[str], given: list[tuple[Floats, Floats]]) -> None:
    for name, (weight, bias) in zip(names, given, strict=True):
        state[f"{name}.weight"], state[f"{name}.bias"] = weight, bias
