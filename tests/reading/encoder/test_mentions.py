"""From span scores to mentions: nested phrases, bare names inside them, groups told from other bodies."""

import numpy as np

from according.reading.encoder.mentions import find_mentions

from .hand_built import block, network, span_outputs, words_of


def found(text: str, heads: list[int], upos: str, spans: dict[tuple[int, int, str], float]) -> list[tuple[str, ...]]:
    """Text, type, level and head word of the mentions of one sentence."""
    words = words_of(text)
    seen = find_mentions(
        block(len(words), **span_outputs(len(words), spans)), words, np.asarray(heads), upos.split(), network()
    )
    forms = [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
    return [(text[m["start"] : m["end"]], m["type"], m["level"], forms[head]) for m, head in seen]


def test_a_name_inside_its_phrase_shares_its_head() -> None:
    """The phrase with the title and the bare name both come out, and point at the same word."""
    mentions = found(
        "Judge Ekwueme ruled",
        [1, 2, -1],
        "PROPN PROPN VERB",
        {(0, 1, "person"): 5, (1, 1, "name:person"): 4},
    )
    assert mentions == [
        ("Judge Ekwueme", "person", "named", "Ekwueme"),
        ("Ekwueme", "person", "named", "Ekwueme"),
    ]


def test_a_gang_is_a_group_by_its_name_too() -> None:
    """Where the same words are a name and a group, the group decides."""
    mentions = found(
        "Harbor Nine fled",
        [1, 2, -1],
        "PROPN PROPN VERB",
        {(0, 1, "group"): 3, (0, 1, "name:organization"): 5},
    )
    assert mentions == [("Harbor Nine", "group", "named", "Nine")]


def test_spans_that_cross_lose_to_the_better_one() -> None:
    """Mentions nest or stand apart; of two that cross the surer one stays."""
    mentions = found(
        "the gang of Eastholm",
        [1, -1, 3, 1],
        "DET NOUN ADP PROPN",
        {(0, 3, "group"): 4, (0, 1, "group"): 1, (1, 2, "person"): 3, (2, 3, "organization"): 2},
    )
    assert [m[0] for m in mentions] == ["the gang of Eastholm", "gang of"]


def test_levels_follow_the_head() -> None:
    """A pronoun, a common noun and a name."""
    mentions = found(
        "He knows the man Lunz",
        [1, -1, 3, 1, 3],
        "PRON VERB DET NOUN PROPN",
        {(0, 0, "person"): 3, (2, 4, "person"): 3, (4, 4, "name:person"): 3},
    )
    assert [m[2] for m in mentions] == ["pronoun", "nominal", "named"]
