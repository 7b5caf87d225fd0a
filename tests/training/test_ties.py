"""Annotated claims become pairs of words, and what is trained tells them again."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'according[train]'")

from according.intake import take_text  # noqa: E402
from according.model import Span  # noqa: E402
from according.reading import BundledReader  # noqa: E402
from according.reading.encoder import BUNDLED  # noqa: E402
from training.export import add_ties  # noqa: E402
from training.labels import TIES  # noqa: E402
from training.network import Size  # noqa: E402
from training.shipped import read_state  # noqa: E402
from training.ties.data import Drawn, Told, draw, of_annotation, stored_places  # noqa: E402
from training.ties.learn import Batch, answers, batches, fit, load_reader, tie_loss  # noqa: E402
from training.ties.network import SHARED, TieNetwork  # noqa: E402
from training.windows import Ruler  # noqa: E402

TEXT = "Ivo Lantana, 31, was charged with fraud. Police said Lantana shot Mira Venn in Corvin."
SMALL = Size(hidden=24, layers=2, heads=2, feed=48)


def drawn() -> list[Drawn]:
    """One window with a claim of each kind."""
    reader = BundledReader(threads=1)
    at = {
        word: (TEXT.index(word), TEXT.index(word) + len(word)) for word in ("Ivo Lantana", "fraud", "Mira Venn", "shot")
    }
    told = [
        Told("accused_of", at["Ivo Lantana"], at["fraud"], offence="fraud", stage="charged"),
        Told("victim_of", at["Mira Venn"], at["shot"], incident="shooting"),
    ]
    return draw(reader.read(take_text(TEXT, id="d1")), told, reader._encoder)


def loss(network: TieNetwork, batch: Batch, *, silent: float = 1.0) -> float:
    """The loss of one batch."""
    return float(tie_loss(network, batch, silent=silent).detach())


def test_pairs_stand_at_the_first_pieces_of_head_words_of_one_sentence() -> None:
    """Both parties begin a word of the same sentence."""
    (window,) = drawn()
    assert {TIES[p] for p, _, _ in window.told.tolist()} == {"accused_of", "victim_of"}
    for _, first, second in window.told.tolist():
        assert window.sentence[first] == window.sentence[second] >= 0


def test_an_annotation_gives_its_parties_and_codes() -> None:
    """An elided incident stands where the claim is carried; relations that hold both ways are told both ways."""
    place = {"predicate": "located_at", "subject": {"incident_type": "shooting"}, "object": {"mention": [9, 15]},
             "trigger": [0, 4], "stage": None}  # fmt: skip
    (told,) = of_annotation(place)
    assert (told.first, told.second, told.incident) == ((0, 4), (9, 15), "shooting")
    rivals = {"predicate": "rival_of", "subject": {"mention": [0, 4]}, "object": {"mention": [9, 15]}, "stage": None}
    assert {t.first for t in of_annotation(rivals)} == {(0, 4), (9, 15)}
    assert not list(of_annotation({**rivals, "subject": None}))


def test_offsets_follow_a_repaired_text() -> None:
    """A stretch of the supplied text is found in the stored one."""
    supplied = "It was Monday.Â  Ivo Lantana was charged."
    document = take_text(supplied, id="d1")
    place = stored_places(document, len(supplied))
    start, end = supplied.index("Lantana"), supplied.index("Lantana") + len("Lantana")
    assert document.text[place[start] : place[end]] == "Lantana"


def test_training_tells_the_pairs_that_it_saw() -> None:
    """A small network on one window: the loss falls, and what was told scores above what was not."""
    torch.manual_seed(1)
    (window,) = drawn()
    n = len(window.ids)
    ones = torch.zeros(1, n, dtype=torch.long)
    batch = Batch(
        torch.randn(1, n, SMALL.hidden),
        ones == 0,
        torch.from_numpy(window.sentence)[None],
        torch.from_numpy(np.concatenate([np.zeros((len(window.told), 1), np.int64), window.told], axis=1)),
        torch.from_numpy(np.concatenate([np.zeros((len(window.codes), 1), np.int64), window.codes], axis=1)),
    )
    network = TieNetwork(SMALL, layers=1, dropout=0.0)
    before = loss(network.eval(), batch)
    fit(network, [batch], epochs=60, silent=1.0, seed=1)
    assert loss(network, batch) < before / 2
    pairs, target = answers(batch)
    scores, _ = network(batch.vectors, batch.real, pairs)
    assert scores[target > 0].min() > scores[target == 0].mean()


def test_silent_pairs_weigh_less_where_only_rules_have_read() -> None:
    """What the rules do not tell may be there all the same."""
    (window,) = drawn()
    n = len(window.ids)
    batch = Batch(
        torch.zeros(1, n, SMALL.hidden), torch.ones(1, n, dtype=torch.bool), torch.from_numpy(window.sentence)[None],
        torch.zeros(0, 4, dtype=torch.long), torch.zeros(0, 3, dtype=torch.long),
    )  # fmt: skip
    network = TieNetwork(SMALL, layers=1, dropout=0.0).eval()
    assert loss(network, batch, silent=0.15) == pytest.approx(0.15 * loss(network, batch))


def test_what_is_trained_tells_the_same_in_the_model_that_ships(tmp_path: Path) -> None:
    """The score of a pair in training is that of the reader up to rounding."""
    folder = tmp_path / "model"
    shutil.copytree(BUNDLED, folder)
    torch.manual_seed(2)
    reader, network = load_reader(BUNDLED), TieNetwork().eval()
    network.start_from(reader)
    with torch.no_grad():
        network.bias.zero_()
    state = {name: value.numpy() for name, value in network.state_dict().items()}
    add_ties(folder, state, heads=Size().heads, shared=SHARED, version="9")
    (window,) = drawn()
    (batch,) = batches(reader, [window])
    pairs, _ = answers(batch)
    with torch.no_grad():
        scores = torch.sigmoid(network(batch.vectors.float(), batch.real, pairs)[0])
    trained = {(int(i) - 1, int(j) - 1): row for (_, i, j), row in zip(pairs, scores, strict=True)}
    reading = BundledReader(folder, threads=1).read(take_text(TEXT, id="d1"))
    starts = [t.start for t in reading.tokens]
    pieces = Ruler(BundledReader(threads=1)._encoder.pieces(TEXT, [Span(0, len(TEXT))]))
    assert len(reading.ties) > 100
    off = [
        abs(t.score - float(trained[pieces.at(starts[t.first]), pieces.at(starts[t.second])][TIES.index(t.predicate)]))
        for t in reading.ties
    ]
    assert float(np.median(off)) < 0.05


def test_ties_put_into_a_model_leave_the_rest_as_it_was(tmp_path: Path) -> None:
    """Every other layer is bit for bit the same, and the model can be read back as before."""
    folder = tmp_path / "model"
    shutil.copytree(BUNDLED, folder)
    torch.manual_seed(2)
    state = {name: value.numpy() for name, value in TieNetwork().state_dict().items()}
    add_ties(folder, state, heads=Size().heads, shared=SHARED, version="9")
    document = take_text(TEXT, id="d1")
    before, after = BundledReader(threads=1).read(document), BundledReader(folder, threads=1).read(document)
    assert after.reader_version == "9"
    assert replace(after, ties=(), reader_version="") == replace(before, ties=(), reader_version="")
    old, new = read_state(BUNDLED), read_state(folder)
    assert all(np.array_equal(old[name], new[name]) for name in old)
