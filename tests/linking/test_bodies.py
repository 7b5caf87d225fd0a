"""Groups and organisations across documents."""

from according.ledger import Candidate
from according.linking.bodies import link_bodies


def body(document: str, name: str, *forms: str, type: str = "group") -> Candidate:
    """A body that one document names."""
    return Candidate(f"{document}#{name}", type, name, (name, *forms), document, None, None)


def linked(*bodies: Candidate) -> list[set[str]]:
    """Ids of each body."""
    found: dict[str, set[str]] = {}
    for id, home in link_bodies(bodies, {}, {"a": "Port Maren", "b": "Dunmore", "c": "Port Maren"}).items():
        found.setdefault(home, set()).add(id)
    return sorted(found.values(), key=sorted)


def test_acronym_is_the_body_that_tells_it() -> None:
    """ "TRU" alone is the Tidal Rope Union where no other body bears it."""
    assert len(linked(body("a", "Tidal Rope Union", "TRU"), body("b", "TRU"))) == 1


def test_acronym_of_two_bodies_stands_alone() -> None:
    """It could be either."""
    two = (body("a", "Tidal Rope Union", "TRU"), body("c", "Trade Rope Union", "TRU"))
    assert len(linked(*two, body("b", "TRU"))) == 3


def test_set_of_a_larger_gang_is_not_the_gang() -> None:
    """Though its document also calls it by the larger one's name."""
    assert len(linked(body("a", "Pier Street Reds", "Reds"), body("b", "Reds"))) == 2


def test_name_of_kind_words_alone_is_one_body_only_within_an_office() -> None:
    """Each town has a police department."""
    police = [body(d, "Police Department", type="organization") for d in "abc"]
    assert linked(*police) == [{"a#Police Department", "c#Police Department"}, {"b#Police Department"}]


def test_office_and_place_of_one_name_are_two() -> None:
    """They are of different types."""
    assert len(linked(body("a", "Dunmore", type="place"), body("b", "Dunmore", type="organization"))) == 2


def test_short_form_counts_only_for_the_name_that_spells_it() -> None:
    """A document whose reader hung it on a neighbour leaves it to the body that it abbreviates."""
    told = body("a", "Quay Ward Harbor Police", "QWHP", type="organization")
    slip = body("b", "Port Maren Fire Brigade", "QWHP", type="organization")
    alone = body("c", "QWHP", type="organization")
    assert linked(told, slip, alone) == [{told.id, alone.id}, {slip.id}]


def test_short_form_may_leave_out_one_word() -> None:
    """As "NYPD" leaves out the city."""
    assert len(linked(body("a", "Port Maren City Police", "PMP"), body("b", "PMP"))) == 1


def test_slip_of_a_letter_leaves_a_short_form_to_its_body() -> None:
    """Two spellings of one name that bear one acronym are one body."""
    right, slip = (
        body("a", "Dunmore Harbor Sheriff Department", "DHSD"),
        body("b", "Dunmore Harbor Sherriff Department", "DHSD"),
    )
    assert len(linked(right, slip, body("c", "DHSD"))) == 1


def test_description_of_a_gang_is_nobody_in_another_document() -> None:
    """Any number of gangs are rivals, and of juveniles."""
    assert len(linked(body("a", "Rival Street Gang"), body("c", "Rival Street Gang"))) == 2
    assert len(linked(body("a", "Juvenile Gang"), body("c", "Juvenile Gang"))) == 2


def test_several_named_at_once_are_not_the_first_of_them() -> None:
    """A list is no name."""
    assert len(linked(body("a", "Pier Street Reds, Hollow Nine and Quay Boys"), body("b", "Pier Street Reds"))) == 2
