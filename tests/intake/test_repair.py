"""Repair mends damage, leaves everything else alone, and knows the way back."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.intake.repair import mend, repair

DAMAGE = (
    "Â ",
    "â€™",
    "Ã©",
    "\u00ad",
    "\u00a0",
    "\x00",
    "\r\n",
    "\r",
    "\u200b",
    "\x92",
    "B\nRIDGE",
    "A\nTTORNEY",
    "7\nth ",
    "\ud800",
    "Ã¢â‚¬â„¢",
    "Â",
)
texts = st.lists(
    st.one_of(st.text(max_size=12), st.sampled_from(DAMAGE), st.sampled_from(("Eastholm ", "the ", ".\n"))), max_size=14
).map("".join)


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("Harbor Nineâ€™s men", "Harbor Nine’s men"),
        ("â€œNo,â€\x9d he said", "“No,” he said"),
        ("Santa Ilaria, cafÃ© y niÃ±o", "Santa Ilaria, café y niño"),
        ("in recent years.Â\nNext", "in recent years.\nNext"),
        ("members, (left)Â Teodor Lunz", "members, (left) Teodor Lunz"),
        ("twice wrong: Ã¢â‚¬â„¢s", "twice wrong: ’s"),
        ("the of\u00adfice", "the office"),
        ("the of\u00ad\nfice", "the office"),
        ("Port\u00a0Maren", "Port Maren"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\x00b\x07c", "abc"),
        ("zero\u200bwidth", "zerowidth"),
        ("it\x92s", "it’s"),
        ("T\nHE\nP\nORT\nM\nAREN\nC\nOURIER", "THE\nPORT\nMAREN\nCOURIER"),
        ("T\nHE\nA\nTTORNEY", "THE\nATTORNEY"),
        ("P\nublicity for the victims", "Publicity for the victims"),
        ("he f\nurther told police", "he further told police"),
        ("the 75\nth\nPrecinct", "the 75th\nPrecinct"),
    ],
)
def test_damage_is_mended(damaged: str, mended: str) -> None:
    """Each known kind of damage is undone."""
    assert mend(damaged) == mended


@pytest.mark.parametrize(
    "whole",
    [
        "São Paulo, SÃO PAULO, Ângela, CÂMARA, Âge",
        "“Quotes” ‘stay’ – and so — do dashes… and ﬁgures ½ № ５",
        "A\nlist of things",
        "EXHIBIT\nA\nPHOTO",
        "Plan B\nwas announced",
        "facebook\nx\ninstagram",
        "Đường dây nóng, Ștefan, Łódź, naïve, Čačak",
        "tab\there and  two spaces",
        "the year 1990\nthat week",
    ],
)
def test_what_is_not_damaged_stays(whole: str) -> None:
    """Typography, foreign letters and single letters that are words are left alone."""
    assert mend(whole) == whole


def test_the_way_back_is_exact() -> None:
    """A stretch of the stored text leads to the very characters it was made from."""
    supplied = "Dario\u00a0Velasco-Prior, 27,Â\r\nsaid â€œnoâ€\x9d to the of\u00adfice"
    text, way = repair(supplied)
    assert text == "Dario Velasco-Prior, 27,\nsaid “no” to the office"
    for words, origin in (
        ("Velasco-Prior", "Velasco-Prior"),
        ("“no”", "â€œnoâ€\x9d"),
        ("office", "of\u00adfice"),
        ("27,", "27,"),
    ):
        start = text.index(words)
        assert way.span(start, start + len(words)).of(supplied) == origin


@given(texts)
@settings(max_examples=300, deadline=None)
def test_repairing_twice_changes_nothing(supplied: str) -> None:
    """A text that was mended has no damage left."""
    once = mend(supplied)
    assert mend(once) == once


@given(texts)
@settings(max_examples=300, deadline=None)
def test_spans_lead_back_in_order_and_in_range(supplied: str) -> None:
    """Later characters come from later places, and none from outside the text supplied."""
    text, way = repair(supplied)
    spans = [way.span(at, at + 1) for at in range(len(text))]
    assert all(span.end <= len(supplied) for span in spans)
    assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(spans))


@given(texts)
@settings(max_examples=300, deadline=None)
def test_whole_text_without_damage_maps_to_itself(supplied: str) -> None:
    """Where nothing was mended, every stretch maps to the same offsets."""
    text = mend(supplied)
    same, way = repair(text)
    assert same == text
    for at in range(len(text)):
        span = way.span(at, at + 1)
        assert (span.start, span.end) == (at, at + 1)
