"""Base forms by rule and by table."""

import pytest

from according.reading.encoder.lemmas import lemma


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "expected"),
    [
        ("charged", "VERB", "VBD", "charge"),
        ("Shot", "VERB", "VBD", "shoot"),
        ("robbing", "VERB", "VBG", "rob"),
        ("exploded", "VERB", "VBD", "explode"),
        ("blamed", "VERB", "VBN", "blame"),
        ("developed", "VERB", "VBD", "develop"),
        ("robberies", "NOUN", "NNS", "robbery"),
        ("men", "NOUN", "NNS", "man"),
        ("denies", "VERB", "VBZ", "deny"),
        ("was", "AUX", "VBD", "be"),
        ("younger", "ADJ", "JJR", "young"),
        ("him", "PRON", "PRP", "he"),
        ("Ekwueme", "PROPN", "NNP", "Ekwueme"),
        ("Gang", "NOUN", "NN", "gang"),
    ],
)
def test_base_form(form: str, upos: str, xpos: str, expected: str) -> None:
    """Names keep their capitals, all else is lower case."""
    assert lemma(form, upos, xpos) == expected
