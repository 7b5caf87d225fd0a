"""Posts of invented people: the body or place that a title is held at, and titles that are no post."""

import pytest

from according.claims import ClaimEngine
from according.claims.posts import find_posts
from according.claims.trades import find_trades

from .reader import page_of, said


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Harbour campaign spokesman Brian Fall responded on Monday.", "Brian Fall, Harbour campaign"),
        ("House Majority Leader Kevin Hale revealed the plan.", "Kevin Hale, House"),
        (
            "Department of Corrections spokeswoman Ann Lyle said Thursday that he was at large.",
            "Ann Lyle, Department of Corrections",
        ),
        (
            "The letter was written by Kenneth Coe, "
            "a vice president for public and governmental affairs at Harbour Oil.",
            "Kenneth Coe, Harbour Oil",
        ),
        ("The incident involved U.S. President George Hale, who accused him.", "George Hale, U.S."),
        ("Dana Moor, the mayor of Alda, Kentucky, also spoke out.", "Dana Moor, Alda, Kentucky"),
        ("Kestrel County District Attorney's Office. DA Ann Moor said so.", "Ann Moor, Kestrel County"),
    ],
)
def test_a_post_is_held_at_the_body_that_the_title_tells(text: str, post: str) -> None:
    """In the title, before it, or behind what it is for."""
    assert said(text, find_posts) == {f"holds_post({post})"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Senator Mark Rubin, Republican of Florida, has talked about troops.", "Florida"),
        ("Sen. Kelly Ayre, R-N.H., returned the money.", "N.H."),
        ("Rep. Dan Kild, a Michigan Democrat, flew to Alda.", "Michigan"),
    ],
)
def test_a_politician_s_place_stands_behind_the_party(text: str, place: str) -> None:
    """Behind a comma as in a bracket."""
    assert {d.object.name if d.object else None for d in find_posts(page_of(text))} == {place}


def test_a_people_s_name_before_a_title_is_a_place() -> None:
    """ "Colombian President" is held of the country."""
    text = "COLOMBIAN PRESIDENT VICTOR BARO SAID TODAY THAT THE TALKS HAD ENDED."
    assert {d.object.type if d.object else None for d in find_posts(page_of(text))} == {"Place"}


def test_a_party_s_adjective_is_no_body() -> None:
    """ "Liberal President" tells no body."""
    text = "Liberal President Victor Baro signed the resolution on Monday."
    assert said(text, find_posts) == {"holds_post(Victor Baro, None)"}


def test_a_rank_before_a_name_gives_way_to_the_post_behind_it() -> None:
    """A general who is a chief holds the post of a chief."""
    text = "General Osval Dias, chief of the Carden Police, spoke."
    assert said(text, find_posts) == {"holds_post(Osval Dias, Carden Police)"}


@pytest.mark.parametrize(
    "text",
    [
        "Deputy District Attorney Lisa Gross appeared at the hearing on Monday.",
        "Presidential candidate Luis Gallan spoke on Monday.",
    ],
)
def test_a_prosecutor_of_the_case_and_a_candidate_hold_no_post(text: str) -> None:
    """Unless the body is told."""
    assert not said(text, find_posts)


def test_a_reporter_for_a_paper_holds_a_post_there() -> None:
    """With the body it is a post, without it a trade."""
    text = "He was freed in exchange for Nick Dale, a reporter for Harbour News arrested in Moscow."
    assert said(text, find_trades) == {"holds_post(Nick Dale, Harbour News)"}
    assert said("Nick Dale, a reporter, was freed on Monday.", find_trades) == {"occupation(Nick Dale, reporter)"}


def test_a_tie_adds_no_post_at_a_part_of_a_told_place() -> None:
    """The town without its state is no second post."""
    page = page_of("Dana Moor, the mayor of Alda, Kentucky, also spoke out.")
    posts = [c for c in ClaimEngine().extract(page.reading) if c.predicate == "holds_post"]
    assert [c.object.name if c.object else None for c in posts] == ["Alda, Kentucky"]
