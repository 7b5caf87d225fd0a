"""Names across documents: precision first for people."""

from according.ledger import Candidate
from according.linking import find_parties
from tests.factory import argument, claim, document

DAYS = {"a": "2024-03-11", "b": "2024-05-02"}


def person(name: str, where: str, *, age: int | None = None) -> Candidate:
    """Somebody whom one document names."""
    return Candidate(f"{where}#{name}", "person", name, (name,), where, age, None)


def test_same_name_with_nothing_in_common_stays_apart() -> None:
    """Two people of one name are not one person."""
    found = find_parties([person("Jonas Abara", "a"), person("Jonas Abara", "b")], [], DAYS)
    assert [p.documents for p in found] == [["a"], ["b"]]


def test_same_name_with_fitting_age_is_one_person_and_says_why() -> None:
    """An age that carries to the same year speaks for one person."""
    found = find_parties([person("Jonas Abara", "a", age=34), person("Jonas Abara", "b", age=34)], [], DAYS)
    assert [p.documents for p in found] == [["a", "b"]]
    assert found[0].why == ["b: same full name, age fits"]


def test_same_name_with_other_age_stays_apart_whoever_is_beside() -> None:
    """Ages that cannot be one person's outweigh company."""
    named = [
        person("Jonas Abara", "a", age=22),
        person("Cora Lindqvist", "a"),
        person("Jonas Abara", "b", age=61),
        person("Cora Lindqvist", "b"),
    ]
    assert [p.documents for p in find_parties(named, [], DAYS) if p.name == "Jonas Abara"] == [["a"], ["b"]]


def test_shared_official_does_not_make_two_people_one() -> None:
    """A district attorney stands beside every defendant of the office."""
    named = [person(n, d) for d in ("a", "b") for n in ("Jonas Abara", "Helena Marsh")]
    page = document(id="a")
    post = claim(page, predicate="holds_post", subject=argument("Helena Marsh"), object=None, stage=None)
    assert [p.documents for p in find_parties(named, [post], DAYS) if p.name == "Jonas Abara"] == [["a"], ["b"]]


def test_single_first_name_is_never_linked_across_documents() -> None:
    """ "Karim" may be anybody."""
    found = find_parties([person("Karim", "a", age=19), person("Karim", "b", age=19)], [], DAYS)
    assert len(found) == 2


def test_group_of_one_name_is_one_group_whatever_a_reading_took_it_for() -> None:
    """A claim that takes the name for a group settles its type."""
    named = [
        Candidate("a#0", "place", "Harbor Nine", ("Harbor Nine",), "a", None, None),
        Candidate("b#0", "group", "Harbor Nine", ("Harbor Nine", "the Nine"), "b", None, None),
    ]
    told = claim(document(id="b"), subject=argument("Harbor Nine", "Group", entity="b#0"))
    (party,) = find_parties(named, [told], DAYS)
    assert (party.type, party.documents) == ("group", ["a", "b"])
