"""A profile opens with why its documents are about one person."""

from pathlib import Path

from according.ledger import Ledger
from according.views import Desk, profile, profiles_named
from tests.factory import claim, document, reading

DETAILS = "The Gull Lane pawnshop was robbed on 4 March 2024; Odalys Finch was tied with cord beside a heron statuette."


def test_every_document_tells_what_joins_it_and_the_weakest_is_named(tmp_path: Path) -> None:
    """Name as printed, case and reasons by document; the document joined by the least is marked."""
    with Ledger.open(tmp_path / "joints.ledger", create=True) as ledger:
        for number in (1, 2, 3):
            told = ", 34, Port Maren," if number < 3 else ""
            story = f"Marten Oyelaran{told} was charged with robbery, prosecutors said.\n{DETAILS}"
            page = document(story, id=f"story-{number}", published=f"2024-03-1{number}", title=f"Story {number}")
            ledger.put(page, page.id.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
        desk = Desk(ledger)
        page = profile(desk, profiles_named(desk, "Marten Oyelaran")[0])
    assert [(j.title, j.printed, j.cases) for j in page.joints] == [
        (f"Story {n}", ("Marten Oyelaran",), ("robbery",)) for n in (1, 2, 3)
    ]
    assert [j.weakest for j in page.joints] == [False, False, True]
    assert not page.identity_confirmed
