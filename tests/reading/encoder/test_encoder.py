"""The bundled model on any text: never a crash, never an offset outside, never another reading beside others."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.errors import ModelError
from according.model import Span
from according.reading.encoder import BUNDLED, Encoder, EncoderLayers

STORY = (
    "PORT MAREN — Police Chief Otto Bremner said Tuesday that Dario Velasco-Prior, 27, was arrested in Eastholm. "
    "District Attorney Helena Marsh accused him of robbing Wanda Pereault.\n\n"
    "Harbor Nine denied it. “We didn’t do that,” a man who called himself a member told the Port Maren Courier.\n\n"
)
ODD = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=300),
    st.text(st.sampled_from("aA1 .,'’\"“”-\n\t\0é😀漢ع\u0301\ud800"), max_size=300),
    st.lists(st.sampled_from(STORY.split(" ")), max_size=80).map(" ".join),
)


def check(text: str, layers: EncoderLayers) -> None:
    """Every index and offset of the layers is one that exists, and layers are in order."""
    count = len(layers.tokens)
    last = 0
    for token in layers.tokens:
        assert last <= token.start < token.end <= len(text)
        last = token.end
        assert -1 <= token.head < count
    assert [s.first for s in layers.sentences] == [0, *(s.last for s in layers.sentences)][: len(layers.sentences)]
    for s in layers.sentences:
        own = layers.tokens[s.first : s.last]
        assert (s.start, s.end) == (own[0].start, own[-1].end)
        assert sum(t.head == -1 for t in own) == 1
        assert all(t.head == -1 or s.first <= t.head < s.last for t in own)
    for m in layers.mentions:
        assert 0 <= m.start < m.end <= len(text)
        assert m.start <= layers.tokens[m.head].start < m.end
    for a in layers.attributions:
        assert -1 <= a.parent < len(layers.attributions)
        assert a.source or a.cue or a.content
        assert all(0 <= s.start < s.end <= len(text) for s in (*a.source, *a.cue, *a.content))
    for head, choices in layers.antecedents.items():
        assert all(-1 <= other < head and 0 <= chance <= 1 for other, chance in choices)
    assert all(0 <= t.token < count for t in layers.triggers)
    assert all(0 <= token < count and -3 <= value <= 3 for token, value in layers.factuality)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ODD)
def test_layers_of_any_text_hang_together(encoder: Encoder, text: str) -> None:
    """Offsets stay inside the text, every sentence is one tree, every index points at something."""
    check(text, encoder.read(text))


@pytest.mark.parametrize(
    "text", ["", "\0", " \n\t ", "a" * 50_000, "😀" * 400, "漢字かな交じり文", "ابتثج " * 50, "\ud800"]
)
def test_texts_without_readable_words_are_read_without_complaint(encoder: Encoder, text: str) -> None:
    """Nothing, one endless word, faces and other scripts give layers that hang together."""
    check(text, encoder.read(text))


def test_a_story_told_twelve_times_has_the_same_words_in_every_window(encoder: Encoder) -> None:
    """Where windows change hands no word is lost, doubled or cut in another way."""
    once, often = encoder.read(STORY), encoder.read(STORY * 12)
    check(STORY * 12, often)
    starts = {t.start for t in once.tokens}
    assert {t.start % len(STORY) for t in often.tokens} == starts
    assert len(often.tokens) == 12 * len(once.tokens)


def test_the_number_of_threads_changes_nothing(encoder: Encoder) -> None:
    """One thread and three read the same, to the last digit."""
    assert Encoder(threads=3).read(STORY * 8) == encoder.read(STORY * 8)


def test_what_is_not_in_a_stretch_is_not_read(encoder: Encoder) -> None:
    """Menus are skipped, and offsets are still those of the whole text."""
    text = "Home News Sports Login\n\n" + STORY
    layers = encoder.read(text, [Span(24, len(text))])
    assert layers.tokens[0].start == 24
    check(text, layers)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    """An empty folder is no model."""
    with pytest.raises(ModelError, match="Reinstall"):
        Encoder(tmp_path)


def test_an_exchanged_file_is_refused(tmp_path: Path) -> None:
    """A file that is not the one the model was exported with is not run."""
    folder = tmp_path / "model"
    shutil.copytree(BUNDLED, folder)
    (folder / "pairs.npz").write_bytes((folder / "pairs.npz").read_bytes() + b"x")
    with pytest.raises(ModelError, match="damaged"):
        Encoder(folder)


def test_a_model_of_another_version_is_refused(tmp_path: Path) -> None:
    """A folder whose inventory lacks what this version asks for cannot be read with."""
    folder = tmp_path / "model"
    shutil.copytree(BUNDLED, folder)
    about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    about["inventory"] = {"words": []}
    (folder / "reader.json").write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be run"):
        Encoder(folder)
