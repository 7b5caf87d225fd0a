"""Annotated claims become pairs of words, and what is trained tells them again."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training is an extra: pip install 'according[train]'")

from according.intake import take_text  # noqa: E402
from according.model import Span  # noqa: E402
from according.reading import BundledReader  # noqa: E402
from according.reading.encoder import BUNDLED  # noqa: E402
from training.export import add_ties  # noqa: E402
from training.labels import TIES  # noqa: E402
from training.network import ReaderNetwork, Size  # noqa: E402
from training.shipped import read_state  # noqa: E402
from training.ties import learn  # noqa: E402
from training.ties.answers import NOTHING, Answers, mean, of_readers  # noqa: E402
from training.ties.batches import batches  # noqa: E402
from training.ties.data import Drawn, Told, draw, of_annotation, stored_places  # noqa: E402
from training.ties.learn import average_precision, fit, load_reader, tie_loss  # noqa: E402
from training.ties.network import TieNetwork  # noqa: E402
from training.ties.teacher import MARKS, TeacherNetwork, answers_of, numbers_of  # noqa: E402
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


def small() -> TieNetwork:
    """A small untrained branch on a small untrained reader."""
    torch.manual_seed(1)
    return TieNetwork(ReaderNetwork(SMALL).eval(), layers=1)


def test_training_tells_the_pairs_that_it_saw(capsys: pytest.CaptureFixture[str]) -> None:
    """A small network on one window: the loss falls, what was told comes first, and every pass says so."""
    (window,) = drawn()
    seen, network = batches([(window, of_readers(window))], 1), small()
    before = float(tie_loss(network.eval(), seen[0]).detach())
    fit(network, seen, seen, epochs=60, rates=(1e-3, 3e-3), seed=1)
    assert float(tie_loss(network, seen[0]).detach()) < before / 4
    assert average_precision(network, seen) > 0.9
    assert "pass 60 of 60: loss" in capsys.readouterr().err


def test_a_network_that_gives_the_chances_of_its_answers_has_no_loss() -> None:
    """Chances between nothing and certainty are an aim as good as certainty."""
    (window,) = drawn()
    sure = of_readers(window)
    told = Answers(sure.pairs, np.full(len(sure.pairs), 0.3, np.float32), NOTHING.places, NOTHING.codes)
    seen, network = batches([(window, told)], 1), small()
    fit(network, seen, epochs=150, rates=(1e-3, 3e-3), seed=1)
    assert float(tie_loss(network, seen[0]).detach()) < 0.1
    (group,), (scores, *_) = seen[0].groups[:1], network(seen[0])[0]
    chances = torch.sigmoid(scores[tuple(group.told.T)]).detach()
    assert 0.1 < float(chances.min()) <= float(chances.max()) < 0.6


def test_a_training_that_was_interrupted_goes_on_to_the_same_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped in its third pass, it takes up the second, and the weights are those of a training without a break."""
    (window,) = drawn()
    seen, whole, broken = batches([(window, of_readers(window))], 1), small(), small()
    monkeypatch.setattr(torch.nn.functional, "dropout", lambda x, *_: x)
    fit(whole, seen, epochs=4, seed=1)
    losses = []

    def failing(*given: Any) -> torch.Tensor:
        losses.append(0)
        if len(losses) == 3:
            raise KeyboardInterrupt
        return tie_loss(*given)

    monkeypatch.setattr(learn, "tie_loss", failing)
    with pytest.raises(KeyboardInterrupt):
        fit(broken, seen, epochs=4, seed=1, part=tmp_path / "state.pt.part")
    again = small()
    fit(again, seen, epochs=4, seed=1, part=tmp_path / "state.pt.part")
    assert len(losses) == 3 + 2
    assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(whole.parameters(), again.parameters(), strict=True))
    assert not list(tmp_path.iterdir())


def test_the_mean_of_two_answers_keeps_what_only_one_of_them_codes() -> None:
    """A pair told by one has half its chance; a kind of code that one leaves open is the other's."""
    (window,) = drawn()
    sure = of_readers(window)
    one = Answers(sure.pairs[:1], np.asarray([0.5], np.float32), sure.places[:1], sure.codes[:1])
    both = mean(sure, one)
    chance = {tuple(pair): value for pair, value in zip(both.pairs.tolist(), both.chances.tolist(), strict=True)}
    assert chance == {tuple(sure.pairs[0].tolist()): 0.75, tuple(sure.pairs[1].tolist()): 0.5}
    assert np.array_equal(both.places, sure.places)
    assert np.allclose(both.codes, sure.codes)


def test_windows_side_by_side_are_told_as_each_alone() -> None:
    """Neither padding nor neighbours change a score."""
    (window,) = drawn()
    half = Drawn(*(getattr(window, n)[: len(window.ids) // 2] for n in ("ids", "shapes", "gaps", "sentence")),
                 np.zeros((0, 3), np.int64), np.zeros((0, 2), np.int64))  # fmt: skip
    network = small().eval()
    with torch.no_grad():
        one, two = (batches([(d, of_readers(d)) for d in both], 2)[0] for both in ([window], [half, window]))
        (alone,), (beside,) = network(one)[0], network(two)[0]
    (group,), count = one.groups, len(alone)
    pairs = (group.real[:, None, :, None] & group.real[:, None, None, :]).expand_as(alone)
    assert torch.allclose(alone[pairs], beside[-count:][pairs], atol=1e-5)


def test_a_teacher_tells_windows_in_their_own_pieces(tmp_path: Path) -> None:
    """A tiny encoder with another order of the vocabulary learns a window, and its answers name the pairs there."""
    transformers = pytest.importorskip("transformers", reason="the teacher needs Transformers")
    vocabulary = json.loads((BUNDLED / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = ["<s>", "<pad>", "</s>", "<mask>", *sorted(p for p in vocabulary if p not in MARKS)]
    (tmp_path / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    config = transformers.MPNetConfig(
        vocab_size=len(pieces), hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48
    )
    torch.manual_seed(1)
    transformers.MPNetModel(config, add_pooling_layer=False).save_pretrained(tmp_path)
    (window,) = drawn()
    teacher, seen = TeacherNetwork(tmp_path), batches([(window, of_readers(window))], 1)
    fit(teacher, seen, epochs=80, rates=(2e-3, 3e-3), seed=1)
    (told,) = answers_of(teacher, [window], half=False)
    sure = {tuple(pair) for pair, chance in zip(told.pairs.tolist(), told.chances, strict=True) if chance > 0.5}
    assert sure == {tuple(pair) for pair in window.told.tolist()}
    assert set(told.places.tolist()) >= set(window.codes[:, 0].tolist())


def test_an_encoder_with_another_vocabulary_is_refused(tmp_path: Path) -> None:
    """The error names a piece that is missing."""
    (tmp_path / "vocab.txt").write_text("<s>\n<pad>\n", encoding="utf-8")
    with pytest.raises(ValueError, match="BERT's uncased vocabulary"):
        numbers_of(tmp_path / "vocab.txt")


def test_what_is_trained_tells_the_same_in_the_model_that_ships(tmp_path: Path) -> None:
    """The score of a pair in training is that of the reader up to rounding."""
    folder = tmp_path / "model"
    shutil.copytree(BUNDLED, folder)
    torch.manual_seed(2)
    network = TieNetwork(load_reader(BUNDLED)).eval()
    network.start_from_reader()
    with torch.no_grad():
        network.bias.zero_()
    state = {name: value.numpy() for name, value in network.state_dict().items()}
    add_ties(folder, state, heads=Size().heads, version="9")
    (window,) = drawn()
    (batch,) = batches([(window, of_readers(window))], 1)
    with torch.no_grad():
        told = [torch.sigmoid(scores) for scores in network(batch)[0]]
    trained = {
        (int(group.places[s, i]) - 1, int(group.places[s, j]) - 1): scores[s, :, i, j]
        for group, scores in zip(batch.groups, told, strict=True)
        for s, i, j in group.real[:, :, None].logical_and(group.real[:, None, :]).nonzero().tolist()
    }
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
    state = {name: value.numpy() for name, value in TieNetwork(load_reader(BUNDLED)).state_dict().items()}
    add_ties(folder, state, heads=Size().heads, version="9")
    document = take_text(TEXT, id="d1")
    before, after = BundledReader(threads=1).read(document), BundledReader(folder, threads=1).read(document)
    assert after.reader_version == "9"
    assert replace(after, ties=(), reader_version="") == replace(before, ties=(), reader_version="")
    old, new = read_state(BUNDLED), read_state(folder)
    assert all(np.array_equal(old[name], new[name]) for name in old)
