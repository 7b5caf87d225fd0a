"""Names across documents: precision first for people."""

from according.ledger import Candidate
from according.linking import Party, find_parties
from according.model import Claim
from tests.factory import argument, claim, document

MATTER = (
    "{name}, 34, of Port Maren is charged with robbing the Gull Lane pawnshop on 4 March 2024. Odalys Finch and "
    "Teodor Lunz, who kept the till, were tied with curtain cord, and a heron statuette was carried off."
)
OTHER = "{name}, {age}, of Dunmore is charged with forging parking permits of the Quillon ferry on 9 June 2019."


def person(name: str, where: str, row: int, *, age: int | None = None) -> Candidate:
    """Somebody whom one document names."""
    return Candidate(f"{where}#{row}", "person", name, (name,), where, age, None, row)


def parties(candidates: list[Candidate], texts: dict[str, str], claims: tuple[Claim, ...] = ()) -> list[Party]:
    """The parties of documents with these texts."""
    return find_parties(candidates, claims, {id: document(text, id=id) for id, text in texts.items()})


def bearers(name: str, one: str, other: str) -> list[list[str]]:
    """Documents of each party, where two documents name one name."""
    named = [person(name, "a", 1), person(name, "b", 2)]
    return [p.documents for p in parties(named, {"a": one.format(name=name), "b": other.format(name=name, age=34)})]


def test_same_name_with_nothing_in_common_stays_apart() -> None:
    """Two people of one name are not one person."""
    assert bearers("Jose Garcia", MATTER, OTHER) == [["a"], ["b"]]


def test_same_name_in_one_matter_is_one_person_and_says_why() -> None:
    """Days, places and names that few stories tell speak for one person."""
    named = [person("Jonas Abara", "a", 1), person("Jonas Abara", "b", 2)]
    story = MATTER.format(name="Jonas Abara")
    (party,) = parties(named, {"a": story, "b": story.replace("is charged with", "pleaded guilty to")})
    assert party.documents == ["a", "b"]
    assert all("same full name" in why and "Abara" not in why for why in party.why)


def test_same_name_with_impossible_ages_stays_apart_in_one_matter() -> None:
    """Father and son may stand in one matter."""
    story = MATTER.format(name="Jonas Abara")
    named = [person("Jonas Abara", "a", 1, age=22), person("Jonas Abara", "b", 2, age=61)]
    found = parties(named, {"a": story.replace("34", "22"), "b": story.replace("34", "61")})
    assert [p.documents for p in found] == [["a"], ["b"]]


def test_other_suffix_is_another_person() -> None:
    """Whatever else is shared."""
    story = MATTER.format(name="Jonas Abara Jr.")
    named = [person("Jonas Abara Jr.", "a", 1), person("Jonas Abara Sr.", "b", 2)]
    assert len(parties(named, {"a": story, "b": story.replace("Jr.", "Sr.")})) == 2


def test_single_first_name_is_never_linked_across_documents() -> None:
    """ "Karim" may be anybody."""
    story = MATTER.format(name="Karim")
    found = parties([person("Karim", "a", 1, age=19), person("Karim", "b", 2, age=19)], {"a": story, "b": story})
    assert len(found) == 2


def test_group_of_one_name_is_one_group_whatever_a_reading_took_it_for() -> None:
    """A claim that takes the name for a group settles its type."""
    named = [
        Candidate("a#0", "place", "Harbor Nine", ("Harbor Nine",), "a", None, None, 1),
        Candidate("b#0", "group", "Harbor Nine", ("Harbor Nine", "the Nine"), "b", None, None, 2),
    ]
    told = claim(document(id="b"), subject=argument("Harbor Nine", "Group", entity="b#0"))
    (party,) = parties(named, {"a": "Harbor Nine", "b": "Harbor Nine"}, (told,))
    assert (party.type, party.documents) == ("group", ["a", "b"])


def test_a_person_is_called_by_a_full_name_that_is_not_shouted() -> None:
    """Though the first document has it in capitals."""
    named = [person("JONAS ABARA", "a", 1), person("Jonas Abara", "b", 2)]
    story = MATTER.format(name="Jonas Abara")
    (party,) = parties(named, {"a": story, "b": story.replace("is charged with", "pleaded guilty to")})
    assert party.name == "Jonas Abara"
