"""Documents that tell one event are one incident; namesakes, speeches and round-ups tie none."""

from according.linking import find_copies, find_incidents, find_tellings, sheets
from according.linking.cast import find_casts, short_name
from according.model import Claim
from tests.factory import argument, claim, document

FIRE = "Odalys Finch, 31, set fire to the shop of Wanda Pereault in Quay Ward on March 3, 2024."


def told(id: str, text: str, accused: str = "", **changes: str) -> tuple:
    """A document, and the claim that accuses somebody in it."""
    page = document(text, id=id, title=changes.pop("title", ""), **changes)
    who = argument(accused, inside=page, entity=f"{id}#0")
    return page, ([claim(page, subject=who)] if accused else [])


def incidents(*stories: tuple) -> dict[str, str]:
    """The incident of each document."""
    pages = sheets(page for page, _ in stories)
    claims: list[Claim] = [made for _, found in stories for made in found]
    return find_incidents(find_tellings(pages, claims), find_copies(pages))[0]


def test_a_fuller_name_and_a_title_in_capitals_are_the_same_person() -> None:
    """An arrest, an advisory and a sentence are one matter."""
    found = incidents(
        told("a", f"{FIRE} Odalys Finch was charged.", "Odalys Finch"),
        told("b", "What: a hearing, and nothing else is known.", title="ADVISORY - ODALYS FINCH HEARING"),
        told("c", "Odalys Maria Finch was sentenced for the fire in Quay Ward.", "Odalys Maria Finch"),
    )
    assert set(found.values()) == {"a"}


def test_a_name_that_is_only_mentioned_in_both_ties_nothing() -> None:
    """Lawyers and patrons recur from matter to matter."""
    found = incidents(
        told("a", f"{FIRE} The lawyer of Odalys Finch, Pilar Anders, spoke.", "Odalys Finch"),
        told("b", "Bruno Castellane was acquitted, said his lawyer, Pilar Anders.", "Bruno Castellane"),
    )
    assert found == {"a": "a", "b": "b"}


def test_a_speech_that_remembers_a_victim_is_not_the_killing() -> None:
    """Whom a story names far below its lead, it is not about."""
    speech = "We march for those whom we have lost, and for those who have stayed behind in this town. " * 9
    killed, remembered = (
        document("Karim Adeyemi was shot.", id="a"),
        document(f"{speech}\nKarim Adeyemi was shot.", id="b"),
    )
    harmed = [
        claim(page, predicate="victim_of", subject=argument("Karim Adeyemi", inside=page), stage=None)
        for page in (killed, remembered)
    ]
    assert incidents((killed, harmed[:1]), (remembered, harmed[1:])) == {"a": "a", "b": "b"}


def test_other_case_numbers_keep_two_matters_of_one_person_apart() -> None:
    """Whatever else they share."""
    found = incidents(
        told("a", "Odalys Finch was charged with arson in case 24CF0417.", "Odalys Finch"),
        told("b", "Odalys Finch was charged with theft in case 19CF1120.", "Odalys Finch"),
    )
    assert found == {"a": "a", "b": "b"}


def test_words_in_capitals_are_no_names() -> None:
    """What ends in a word for people, is a place to some claim, or stands in small letters elsewhere."""
    pages = [
        document("Somebody was held.", id="a", title="Quay Man Held After Depot Shooting"),
        document("He fled. The depot shooting was told at once, and the quay man was named Teodor Lunz.", id="b"),
    ]
    casts = find_casts(sheets(pages), [])
    assert casts["a"].people == frozenset()
    assert casts["b"].people == {"teodor lunz"}


def test_short_names_leave_out_initials_and_suffixes() -> None:
    """As names are compared."""
    assert [short_name(n) for n in ("Marten J. Oyelaran, Jr.", "Odalys Maria Finch", "Chispa")] == [
        "marten oyelaran", "odalys finch", "",
    ]  # fmt: skip
