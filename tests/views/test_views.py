"""Views show every claim with its answer, count origins as an upper bound, and mask protected people."""

from dataclasses import replace
from pathlib import Path

import pytest

from according.errors import NotInLedger
from according.ledger import Ledger
from according.model import Argument, Speaker
from according.views import Desk, document_page, overview, profile, profiles_named
from tests.factory import STORY, argument, claim, document, reading


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger."""
    with Ledger.open(tmp_path / "views.ledger", create=True) as opened:
        yield opened


def put(ledger: Ledger, page, *claims) -> None:
    """Store a document whose reading knows one man."""
    ledger.put(page, page.text.encode(), claims or (claim(page),), reading=reading(page, "Marten Oyelaran"))


def lines(ledger: Ledger):
    """All lines of the man's profile."""
    desk = Desk(ledger)
    page = profile(desk, profiles_named(desk, "Marten Oyelaran")[0])
    return [line for _, found in page.groups for line in found]


def coverage(ledger: Ledger) -> str:
    """The head of the man's profile."""
    desk = Desk(ledger)
    return profile(desk, profiles_named(desk, "Marten Oyelaran")[0]).coverage


def test_acquittal_stands_beside_the_charge_in_the_profile(ledger: Ledger) -> None:
    """The answer is in the same line, and the day is that of the latest document."""
    page = document("Marten Oyelaran, charged in 2024, was acquitted.", published="2025-02-01")
    freed = claim(page, stage="acquitted", attribution=(Speaker("court_record", "a jury"),))
    put(ledger, page, freed, claim(page))
    charge = next(line for line in lines(ledger) if line.stage.startswith("charged"))
    assert charge.outcome == "acquitted, 2025-02-01, according to “a jury” (a court record)"
    assert charge.day == "as of 2025-02-01"
    assert charge.headed.startswith("Acquitted. Before that: ")


def test_two_reports_of_one_prosecutor_are_at_most_one_origin(ledger: Ledger) -> None:
    """Copies of one statement are not confirmation."""
    page = document()
    put(ledger, page, claim(page))
    copy = document(id="story-2", published="2024-03-12")
    both = [*Desk(ledger).claims, claim(copy)]
    ledger.put(copy, b"x", (claim(copy),), reading=reading(copy, "Marten Oyelaran"))
    desk = Desk(ledger)
    assert desk.origins(desk.claims) == 1
    assert len(both) == 2


def test_rejected_claim_is_not_shown(ledger: Ledger) -> None:
    """What a person rejected is history, not a line."""
    put(ledger, document())
    ledger.decide("reject", ledger.claims()[0], author="Ana", reason="wrong man")
    assert Desk(ledger).claims == []


def test_protected_name_is_masked_in_text_title_and_lists(ledger: Ledger) -> None:
    """Everywhere in the document's page, also in sentences without a claim."""
    page = document("Karim Adeyemi was hurt.\nKARIM ADEYEMI is 15.", title="Karim Adeyemi hurt")
    hurt = claim(
        page,
        predicate="victim_of",
        subject=argument("Karim Adeyemi", inside=page, entity="story-1#0", protected="minor"),
        object=Argument("Incident", "assault", incident_type="assault"),
        stage=None,
    )
    ledger.put(page, b"x", (hurt,), reading=reading(page, "Karim Adeyemi"))
    shown = repr(document_page(Desk(ledger), "story-1")) + repr(overview(Desk(ledger)))
    assert "karim" not in shown.lower()
    assert "a person under 18" in shown


def test_unknown_name_is_an_error_that_says_what_to_try(ledger: Ledger) -> None:
    """No empty page."""
    put(ledger, document())
    with pytest.raises(NotInLedger, match="according search"):
        profiles_named(Desk(ledger), "Nobody Atall")


def test_people_are_listed_by_name_and_never_by_accusations(ledger: Ledger) -> None:
    """No rank of people."""
    text = "Zora Quill and Abel Dunn were charged."
    page = document(text)
    names = ("Zora Quill", "Abel Dunn")
    made = [claim(page, subject=argument(n, inside=page, entity=f"story-1#{i}")) for i, n in enumerate(names)]
    more = replace(made[0], id="x" * 32, stage="indicted")
    ledger.put(page, b"x", (*made, more), reading=reading(page, *names))
    assert [e.name for e in overview(Desk(ledger)).people] == ["Abel Dunn", "Zora Quill"]


def test_a_profile_opens_with_who_speaks_and_whether_a_court_has_found(ledger: Ledger) -> None:
    """Documents, days, speakers by kind; once a court has found something, nothing says that none did."""
    shared = "The Gull Lane pawnshop was robbed on 4 March 2024; Odalys Finch was tied beside a heron statuette."
    put(ledger, document(f"{STORY}\n{shared}"))
    assert (
        coverage(ledger) == "1 document, 2024-03-11. Who speaks: prosecutors (1). No court finding in these documents."
    )
    page = document(f"Marten Oyelaran was acquitted.\n{shared}", id="story-2", published="2025-02-01")
    put(ledger, page, claim(page, stage="acquitted", attribution=(Speaker("court_record", "a jury"),)))
    assert coverage(ledger) == "2 documents, 2024-03-11 to 2025-02-01. Who speaks: prosecutors (1), a court record (1)."
