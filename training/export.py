"""Weights to the file that ships: an ONNX graph built by hand, int8 throughout, one window of one document a run.

Weights are rounded per output channel and to seven bits, so that the sums of two products fit 16 bits on processors
without VNNI. Activations are rounded with a scale taken from the window at hand; since a run holds exactly one window
and no padding, the reading of a document never depends on what is read beside it.
"""

import hashlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from .labels import CODES, DEPREL, INCIDENTS, ROLES, TAGS, TIES, TYPES, UPOS, XPOS

BITS = 7
"""Bits of a weight, sign included. Eight would saturate on AVX2 and older; see the model card for what seven costs."""
MICROSOFT = "com.microsoft"
OUTPUTS = ("tags", "arc_dependent", "arc_head", "rel", "spans", "attributions", "antecedents")
TIE_OUTPUTS = {"first": "tie_first", "second": "tie_second", "codes": "tie_codes"}
"""Outputs of the branch of ties, by the head that gives them."""
BRANCH = "ties."
"""What the nodes and weights of the branch are called, so that they can be told from the rest."""
PRODUCT = ("tags", "spans", "attr", "coref", "arc_in", "rel_in")
"""Heads in the order in which their one product holds them."""
State = dict[str, NDArray[np.float32]]


class Graph:
    """An ONNX graph in the making: nodes in order, weights by name."""

    def __init__(self, *, quantised: bool, prefix: str = "") -> None:
        self.quantised = quantised
        self.prefix = prefix
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.names = 0

    def constant(self, value: NDArray[Any], name: str = "") -> str:
        """Store a constant and give its name."""
        self.names += 1
        name = name or f"{self.prefix}c{self.names}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(
        self, kind: str, inputs: list[str], *, outputs: int = 1, domain: str = "", name: str = "", **more: Any
    ) -> Any:
        """Add a node; gives the name of its output, or the list of names if there are several."""
        self.names += 1
        own = f"{self.prefix}t{self.names}"
        made = [name or own] if outputs == 1 else [f"{own}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, made, name=own, domain=domain, **more))
        return made[0] if outputs == 1 else made

    def linear(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """x @ weight.T + bias; `weight` is [out, in] as torch keeps it."""
        if not self.quantised:
            return self.add("Add", [self.add("MatMul", [x, self.constant(weight.T)]), self.constant(bias)])
        rounded, scale = per_row(weight, BITS)
        zero = self.constant(np.zeros(len(scale), np.int8))
        return self.add(
            "DynamicQuantizeMatMul",
            [x, self.constant(rounded.T), self.constant(scale), zero, self.constant(bias)],
            domain=MICROSOFT,
        )

    def table(self, ids: str, weight: NDArray[np.float32]) -> str:
        """Rows of an embedding table, kept as int8 with one scale a row."""
        if not self.quantised:
            return self.add("Gather", [self.constant(weight), ids])
        rounded, scale = per_row(weight, 8)
        rows = self.add("Cast", [self.add("Gather", [self.constant(rounded), ids])], to=TensorProto.FLOAT)
        return self.add("Mul", [rows, self.add("Gather", [self.constant(scale[:, None]), ids])])

    def norm(self, x: str, other: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """Layer norm of the sum of two inputs."""
        inputs = [x, other, self.constant(weight), self.constant(bias)]
        return self.add("SkipLayerNormalization", inputs, domain=MICROSOFT, epsilon=1e-12)


def per_row(weight: NDArray[np.float32], bits: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows rounded to signed integers of `bits` bits, symmetric, with the scale of each row."""
    top = 2 ** (bits - 1) - 1
    scale = np.maximum(np.abs(weight).max(axis=1), 1e-8).astype(np.float32) / top
    return np.clip(np.rint(weight / scale[:, None]), -top, top).astype(np.int8), scale


def build(state: State, *, heads: int, quantised: bool = True) -> onnx.ModelProto:
    """The graph of a network's state: `ids`, `shapes`, `gaps` [1, pieces] to the outputs named in `OUTPUTS`."""
    g = Graph(quantised=quantised)
    count = g.add("Shape", ["ids"], start=1, end=2)
    places = g.constant(state["encoder.positions.weight"] + state["encoder.kind"])
    zero, axis = g.constant(np.zeros(1, np.int64)), g.constant(np.zeros(1, np.int64))
    x = g.add("Add", [g.table("ids", state["encoder.words.weight"]), g.add("Slice", [places, zero, count, axis])])
    layout = [g.add("Gather", [g.constant(state[f"encoder.{n}.weight"]), n]) for n in ("shapes", "gaps")]
    x = g.norm(x, g.add("Add", layout), state["encoder.norm.weight"], state["encoder.norm.bias"])
    for i in range(sum(k.endswith("qkv.weight") for k in state)):
        x = _layer(
            g, x, {k.split(".", 3)[3]: v for k, v in state.items() if k.startswith(f"encoder.layers.{i}.")}, heads
        )
    _heads(g, x, state)
    shape = [1, "pieces"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("ids", "shapes", "gaps")]
    outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, "pieces", None]) for n in OUTPUTS]
    graph = helper.make_graph(g.nodes, "reader", inputs, outputs, g.weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="according-training")


def _layer(g: Graph, x: str, w: State, heads: int) -> str:
    qkv = g.linear(x, w["qkv.weight"], w["qkv.bias"])
    q, k, v = g.add("Split", [qkv], outputs=3, axis=2)
    a = g.add("MultiHeadAttention", [q, k, v], domain=MICROSOFT, num_heads=heads)
    a = g.linear(a, w["out.weight"], w["out.bias"])
    x = g.norm(x, a, w["norm1.weight"], w["norm1.bias"])
    y = g.add("Gelu", [g.linear(x, w["up.weight"], w["up.bias"])], domain=MICROSOFT)
    return g.norm(x, g.linear(y, w["down.weight"], w["down.bias"]), w["norm2.weight"], w["norm2.bias"])


def _heads(g: Graph, x: str, w: State) -> None:
    """All heads as one product, then cut apart."""
    weight = np.concatenate([w[f"{n}.weight"] for n in PRODUCT])
    bias = np.concatenate([w[f"{n}.bias"] for n in PRODUCT])
    widths = [len(w[f"{n}.bias"]) for n in PRODUCT]
    parts = [*widths[:4], widths[4] + widths[5]]
    sizes = g.constant(np.asarray(parts, np.int64))
    tags, spans, attr, coref, bent = g.add("Split", [g.linear(x, weight, bias), sizes], outputs=5, axis=2)
    bent = g.add("Gelu", [bent], domain=MICROSOFT)
    arc = widths[4] // 2
    sizes = g.constant(np.asarray([arc, arc, widths[5]], np.int64))
    dependent, head, rel = g.add("Split", [bent, sizes], outputs=3, axis=2)
    scale = np.float32(4 / math.sqrt(arc))
    mixed = g.add("MatMul", [dependent, g.constant((w["arc_mix.weight"].T * scale).astype(np.float32))])
    g.add("Add", [mixed, g.constant((w["arc_mix.bias"] * scale).astype(np.float32))], name="arc_dependent")
    named = {"tags": tags, "arc_head": head, "rel": rel, "spans": spans, "attributions": attr, "antecedents": coref}
    for name, value in named.items():
        g.add("Identity", [value], name=name)


def inventory() -> dict[str, Any]:
    """What the outputs mean, as the runtime reads it."""
    return {
        "upos": list(UPOS),
        "xpos": list(XPOS),
        "deprel": list(DEPREL),
        "types": list(TYPES),
        "roles": list(ROLES),
        "incidents": list(INCIDENTS),
        "tags": [[name, width] for name, width in TAGS.items()],
    }


def write_model(
    state: State, folder: Path, *, heads: int, tokenizer: Path, version: str, quantised: bool = True
) -> None:
    """Write `reader.onnx`, `pairs.npz`, `tokenizer.json` and `reader.json` (version, inventory, hashes) to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reader.onnx").write_bytes(build(state, heads=heads, quantised=quantised).SerializeToString())
    kept = ("span_bias", "attr_bias", "attr_distance", "coref_distance")
    np.savez(
        folder / "pairs.npz", allow_pickle=False, rel=state["rel"].astype(np.float16), **{k: state[k] for k in kept}
    )
    given = json.loads(tokenizer.read_text(encoding="utf-8"))
    given["truncation"] = given["padding"] = None
    (folder / "tokenizer.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    _write_about(folder, version, inventory())


def _write_about(folder: Path, version: str, labels: dict[str, Any]) -> None:
    files = {
        n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in ("reader.onnx", "pairs.npz", "tokenizer.json")
    }
    about = {"version": version, "inventory": labels, "sha256": files}
    (folder / "reader.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def export_checkpoint(checkpoint: Path, folder: Path, *, version: str, quantised: bool = True) -> None:
    """Export a checkpoint of `training.train` with the tokenizer of the published backbone."""
    import torch

    from .network import Size, widened
    from .train import backbone

    kept = widened(torch.load(checkpoint, weights_only=True)["model"])
    state = {name: value.float().numpy() for name, value in kept.items()}
    tokenizer = backbone() / "tokenizer.json"
    write_model(state, folder, heads=Size().heads, tokenizer=tokenizer, version=version, quantised=quantised)


def add_ties(folder: Path, state: State, *, heads: int, version: str) -> None:
    """Put the branch of ties into a model folder, in place of an older one; all else in the graph stays as it is.

    Args:
        state: of `training.ties.network.TieNetwork`. heads: of its layers. version: of the model with the branch.
    """
    model = onnx.load(str(folder / "reader.onnx"))
    graph = model.graph
    for kept, own in ((graph.node, BRANCH), (graph.initializer, BRANCH), (graph.output, "tie_")):
        rest = [one for one in kept if not one.name.startswith(own)]
        del kept[:]
        kept.extend(rest)
    norms = [n.output[0] for n in graph.node if n.op_type == "SkipLayerNormalization"]
    g = Graph(quantised=any(n.op_type == "DynamicQuantizeMatMul" for n in graph.node), prefix=BRANCH)
    layers = sum(k.endswith("qkv.weight") for k in state)
    x = norms[len(norms) - 1 - 2 * layers]
    for i in range(layers):
        x = _layer(g, x, {k.split(".", 2)[2]: v for k, v in state.items() if k.startswith(f"layers.{i}.")}, heads)
    for head, output in TIE_OUTPUTS.items():
        told = g.linear(x, state[f"{head}.weight"], state[f"{head}.bias"])
        g.nodes.append(helper.make_node("Identity", [told], [output], name=f"{BRANCH}{output}"))
        graph.output.append(helper.make_tensor_value_info(output, TensorProto.FLOAT, [1, "pieces", None]))
    graph.node.extend(g.nodes)
    graph.initializer.extend(g.weights)
    (folder / "reader.onnx").write_bytes(model.SerializeToString())
    with np.load(folder / "pairs.npz") as pairs:
        kept_pairs = {name: pairs[name] for name in pairs.files}
    kept_pairs |= {"tie_bias": state["bias"], "tie_distance": state["distance"]}
    np.savez(folder / "pairs.npz", allow_pickle=False, **kept_pairs)
    about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    inventory = about["inventory"] | {"ties": list(TIES), "codes": [[kind, list(v)] for kind, v in CODES.items()]}
    _write_about(folder, version, inventory)


def export_ties(state: Path, folder: Path, *, version: str) -> None:
    """Put the ties that `training.ties` trained into a model folder."""
    import torch

    from .network import Size

    kept = {name: value.float().numpy() for name, value in torch.load(state, weights_only=True).items()}
    add_ties(folder, kept, heads=Size().heads, version=version)
