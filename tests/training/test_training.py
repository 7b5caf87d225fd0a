"""A network with a few hundred weights goes the whole way: step, checkpoint, export, and the runtime reads with it."""

import pytest

pytest.importorskip("torch", reason="training needs the extra `train`: pip install 'according[train]'")
pytest.importorskip("onnx", reason="training needs the extra `train`: pip install 'according[train]'")


import random
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from according.reading.encoder import BUNDLED, Encoder
from according.reading.encoder.pieces import load_tokenizer
from training.config import HEADS, Config, Run, read_config
from training.corpora import Example
from training.export import OUTPUTS, build, write_model
from training.fillers import Columns, filler_loss, look
from training.labels import FILLERS, NAMES, TAGS, TYPES
from training.network import ReaderNetwork, Size, widened
from training.shipped import read_state
from training.train import CONFIG, new_optimiser, rate, take_step
from training.windows import draw, packed, windows

from .test_windows import example

TINY = Size(hidden=16, layers=1, heads=2, feed=32, positions=256, arc=8, rel=4, span=2, attr=4, coref=4)
STORY = "Chief Otto Bremner said Harbor Nine robbed a shop. The gang denied it.\n\n“We did not,” one man said."


def tiny() -> ReaderNetwork:
    """A small network with random weights, the same each time."""
    torch.manual_seed(7)
    return ReaderNetwork(TINY, dropout=0.0)


def state(network: ReaderNetwork) -> dict[str, np.ndarray]:
    """Its weights as arrays."""
    return {name: value.detach().numpy() for name, value in network.state_dict().items()}


def outputs(network: ReaderNetwork, *, quantised: bool) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """What torch and the exported graph give for the same pieces."""
    session = onnxruntime.InferenceSession(build(state(network), heads=2, quantised=quantised).SerializeToString())
    draw_numbers = np.random.default_rng(3)
    feed = {
        "ids": draw_numbers.integers(1000, 20000, (1, 40)),
        "shapes": draw_numbers.integers(0, 7, (1, 40)),
        "gaps": draw_numbers.integers(0, 4, (1, 40)),
    }
    network.eval()
    with torch.no_grad():
        wanted = network(*(torch.from_numpy(feed[k]) for k in ("ids", "shapes", "gaps")))
    return [w.numpy() for w in wanted], session.run(list(OUTPUTS), feed)


def test_the_exported_graph_computes_what_torch_does() -> None:
    """Without rounding, every output is the same within float error."""
    for wanted, given in zip(*outputs(tiny(), quantised=False), strict=True):
        np.testing.assert_allclose(given, wanted, atol=2e-5)


def test_rounding_stays_small() -> None:
    """With int8 weights and activations, outputs move by a few hundredths of their spread."""
    for wanted, given in zip(*outputs(tiny(), quantised=True), strict=True):
        assert np.abs(given - wanted).mean() < 0.08 * wanted.std()


def test_the_runtime_reads_with_an_exported_model(tmp_path: Path) -> None:
    """A freshly exported folder is loaded and gives layers, whatever its weights are worth."""
    write_model(state(tiny()), tmp_path, heads=2, tokenizer=BUNDLED / "tokenizer.json", version="tiny")
    encoder = Encoder(tmp_path, threads=1)
    assert encoder.version == "tiny"
    assert [STORY[t.start : t.end] for t in encoder.read(STORY).tokens][:1] == ["Chief"]


def config() -> Config:
    """All heads alike."""
    return Config({}, dict.fromkeys(HEADS, 1.0), {}, Run(rate_heads=1e-2))


def test_steps_lower_the_loss_and_repeat() -> None:
    """Thirty steps on one window lower what is taught; the same seed gives the same losses."""

    def run() -> list[float]:
        drawn = draw(example(), load_tokenizer(BUNDLED / "tokenizer.json"))
        assert drawn is not None
        arrays = packed(windows(drawn, random.Random(1)))
        batch = {k: torch.from_numpy(v) if isinstance(v, np.ndarray) else v for k, v in arrays.items()}
        network = tiny()
        optimiser = new_optimiser(network, config())
        return [sum(take_step(network, optimiser, batch, config()).values()) for _ in range(30)]

    first, second = run(), run()
    assert first == second
    assert first[-1] < first[0] / 2


def test_an_older_state_is_widened() -> None:
    """A checkpoint without bare names, roles, incidents and distances gets them all, and loads."""
    kept = tiny().state_dict()
    older = {k: v for k, v in kept.items() if not k.endswith("_distance")}
    new = len(NAMES) + len(FILLERS)
    types = len(older["span_bias"]) - new
    older["span_bias"] = torch.arange(types).float()
    for part in ("weight", "bias"):
        old = older[f"spans.{part}"]
        older[f"spans.{part}"] = old.view(2, types + new, 2, -1)[:, :types].reshape(2 * types * 2, *old.shape[1:])
        older[f"tags.{part}"] = older[f"tags.{part}"][: -TAGS["incident"]]
    network = tiny()
    network.load_state_dict(widened(older))
    alike = [
        TYPES.index(t) for t in ("person", "organization", "place", "person", "group", "place", "person", "weapon")
    ]
    assert network.span_bias[-new:].tolist() == alike
    assert torch.equal(
        network.spans.weight.view(2, types + new, -1)[:, -new], network.spans.weight.view(2, types + new, -1)[:, 0]
    )
    assert not network.tags.bias[-TAGS["incident"] :].any()


def test_training_goes_on_from_a_shipped_model(tmp_path: Path) -> None:
    """The network read back from a quantised folder computes what the one that was exported did, up to rounding."""
    network, again = tiny(), tiny()
    write_model(state(network), tmp_path, heads=2, tokenizer=BUNDLED / "tokenizer.json", version="tiny")
    torch.manual_seed(8)
    for value in again.parameters():
        torch.nn.init.normal_(value)
    again.load_state_dict(widened({k: torch.from_numpy(v) for k, v in read_state(tmp_path).items()}))
    for (_, wanted), (_, given) in zip(sorted(state(network).items()), sorted(state(again).items()), strict=True):
        if wanted.shape != (network.size.hidden,) or wanted.any():
            assert np.abs(given - wanted).max() <= 0.02 * max(np.abs(wanted).max(), 1.0)


def test_role_fillers_are_trained_and_nothing_else_moves() -> None:
    """A few steps lower the loss of their columns; every other weight of the network stays what it was."""
    network, before = tiny(), tiny().state_dict()
    told_of = Example("muc4", "d", "Rebels burned buses.", types=frozenset(FILLERS), incidents=((0, "arson"),))
    told_of.mentions = [(0, 6, FILLERS[0])]
    drawn = draw(told_of, load_tokenizer(BUNDLED / "tokenizer.json"))
    assert drawn is not None
    network.eval()
    ((vectors, batch),) = look(network, windows(drawn, random.Random(1)))
    columns = Columns(network)
    optimiser = torch.optim.AdamW(columns.parameters(), lr=0.05)
    told = []
    for _ in range(30):
        loss = filler_loss(columns, vectors, batch)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        told.append(float(loss.detach()))
    assert told[-1] < told[0] / 2
    columns.put_back(network)
    after = network.state_dict()
    moved = {name for name, value in after.items() if not torch.equal(value, before[name])}
    assert moved == {"spans.weight", "spans.bias", "span_bias", "tags.weight", "tags.bias"}
    kept = len(TYPES) - len(FILLERS)
    assert torch.equal(after["span_bias"][:kept], before["span_bias"][:kept])
    new, old = (s["spans.weight"].view(2, len(TYPES), -1)[:, :kept] for s in (after, before))
    assert torch.equal(new, old)
    assert torch.equal(after["tags.weight"][: -TAGS["incident"]], before["tags.weight"][: -TAGS["incident"]])


@pytest.mark.parametrize(("done", "factor"), [(0.0, 0.01), (0.06, 1.01), (1.0, 0.01)])
def test_the_rate_rises_and_falls(done: float, factor: float) -> None:
    """From one hundredth to the peak and back."""
    assert rate(done, 0.06) == pytest.approx(factor)


def test_the_shipped_configuration_is_valid() -> None:
    """Every head has a weight, every corpus is known."""
    assert set(read_config(CONFIG).heads) == set(HEADS)


def test_a_misspelt_name_in_the_configuration_is_refused(tmp_path: Path) -> None:
    """A typo never falls back on a default."""
    path = tmp_path / "c.toml"
    path.write_text("[corpora]\nguum = 1.0\n", encoding="utf-8")
    with pytest.raises(ValueError, match="guum"):
        read_config(path)
