"""People across documents: order does not matter, decisions outweigh what is found, conflicts are told."""

import json
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from according.ledger import Candidate, Decision
from according.linking.linker import LinkedPeople, link_people
from according.linking.sheets import sheet
from tests.factory import document

LANE = "The Gull Lane pawnshop was robbed on 4 March 2024; Odalys Finch was tied with cord beside a heron statuette."
FERRY = "The Quillon ferry lost nine parking permits to a forger on 9 June 2019, said harbourmaster Sunniva Brekke."
STORIES = {
    "a": f"Jose Garcia, 34, of Port Maren is charged. {LANE}",
    "b": f"Jose Garcia, 34, of Port Maren pleaded guilty. {LANE}",
    "c": f"Jose Garcia Lopez, 35, was sentenced. {LANE}",
    "d": f"Jose Garcia, 36, of Dunmore is charged. {FERRY}",
    "e": f"Jose Garcia, 36, of Dunmore is convicted. {FERRY}",
    "f": f"Mario Garcia and Maria Garcia stood by. {LANE}",
    "g": f"Maria Garcia wept. {LANE}",
}
NAMES = {"c": ["Jose Garcia Lopez"], "f": ["Mario Garcia", "Maria Garcia"], "g": ["Maria Garcia"]}
CANDIDATES = [
    Candidate(f"{d}#{n}", "person", name, (name,), d, None, None, 10 * i + n)
    for i, d in enumerate(STORIES, 1)
    for n, name in enumerate(NAMES.get(d, ["Jose Garcia"]))
]
PAGES = {id: sheet(document(text, id=id)) for id, text in STORIES.items()}


def linked(candidates: list[Candidate] = CANDIDATES, decisions: list[Decision] | None = None) -> LinkedPeople:
    """The candidates linked."""
    return link_people(candidates, PAGES, frozenset(), decisions or [])


def together(found: LinkedPeople) -> set[frozenset[str]]:
    """Ids of the entities of each party of several."""
    homes: dict[str, set[str]] = {}
    for c in CANDIDATES:
        homes.setdefault(found.links[c.row].party, set()).add(c.id)
    return {frozenset(ids) for ids in homes.values() if len(ids) > 1}


def decision(number: int, kind: str, one: tuple[str, str], other: tuple[str, str]) -> Decision:
    """Somebody's decision about two people."""
    return Decision(number, kind, "", (), json.dumps([one, other]), "Ana", "asked the court", "2024-03-12")


def test_namesakes_of_two_matters_are_two_and_brother_and_sister_are_two() -> None:
    """One surname more is the same man; another first name is another person; what only one document tells decides."""
    assert together(linked()) == {
        frozenset({"a#0", "b#0", "c#0"}), frozenset({"d#0", "e#0"}), frozenset({"f#1", "g#0"}),
    }  # fmt: skip


def test_of_two_names_that_only_agree_an_impossible_age_makes_two_people_whatever_they_share() -> None:
    """Pages of one office share rare words; one name fuller and seven years off are then two doubts, not one."""
    texts = {
        "a": f"Jose Garcia, 33, of Port Maren is charged. {LANE} {FERRY}",
        "b": f"Jose Alberto Garcia, 26, of Port Maren is charged. {LANE} {FERRY}",
        "c": f"Jose Alberto Garcia, 27, of Port Maren is charged. {LANE} {FERRY}",
    }
    names = {"a": "Jose Garcia", "b": "Jose Alberto Garcia", "c": "Jose Alberto Garcia"}
    named = [Candidate(f"{d}#0", "person", names[d], (names[d],), d, None, None, i) for i, d in enumerate(texts)]
    pages = {id: sheet(document(text, id=id)) for id, text in texts.items()}
    links = link_people(named, pages, frozenset()).links
    assert links[1].party == links[2].party != links[0].party


def test_title_in_capitals_names_the_one_fuller_name_of_its_story_and_a_shorter_name_inside_is_somebody() -> None:
    """Who is told in the story by a shorter name may be the father."""
    texts = {
        "a": f"Advisory: JOSE GARCIA ARRAIGNMENT\n\nJose Alberto Garcia, 33, is charged. {LANE}",
        "b": f"Jose Alberto Garcia, 33, is charged. His father Jose Garcia wept. {FERRY}",
        "c": f"JOSE GARCIA\n\nJose Alberto Garcia, 33, and Jose Maria Garcia, 34, are charged. {FERRY}",
    }
    names = {
        "a": ["JOSE GARCIA", "Jose Alberto Garcia"], "b": ["Jose Garcia", "Jose Alberto Garcia"],
        "c": ["JOSE GARCIA", "Jose Alberto Garcia", "Jose Maria Garcia"],
    }  # fmt: skip
    named = [
        Candidate(f"{d}#{n}", "person", name, (name,), d, None, None, 10 * i + n)
        for i, d in enumerate(texts)
        for n, name in enumerate(names[d])
    ]
    pages = {id: sheet(document(text, id=id)) for id, text in texts.items()}
    links = link_people(named, pages, frozenset()).links
    assert links[0].party == links[1].party
    assert links[10].party != links[11].party
    assert links[20].party not in (links[21].party, links[22].party)


def test_town_before_somebody_is_no_given_name() -> None:
    """A reading takes "Dunmore mother Jose Garcia" apart in three ways."""
    forms = ("Dunmore Jose Garcia", "Dunmore mother Jose Garcia", "Jose Garcia")
    named = Candidate("d#9", "person", forms[0], forms, "d", None, None, 900)
    assert link_people([named, CANDIDATES[4]], PAGES, frozenset()).links[900].party == linked().links[50].party


@settings(max_examples=25, deadline=None)
@given(st.permutations(CANDIDATES))
def test_order_of_documents_does_not_matter(shuffled: list[Candidate]) -> None:
    """The same parties under the same ids, whatever came first."""
    assert linked(shuffled).links == linked().links


def test_reason_names_nobody() -> None:
    """It is stored, and must survive an erasure."""
    told = [link.why for link in linked().links.values() if link.why]
    assert told
    assert not any("Garcia" in why or "Maren" in why for why in told)


def test_merge_outweighs_what_was_found() -> None:
    """Two matters, one man: a person knows."""
    found = linked(decisions=[decision(1, "merge", ("a", "Jose Garcia"), ("d", "Jose Garcia"))])
    assert frozenset({"a#0", "b#0", "c#0", "d#0", "e#0"}) in together(found)
    assert found.conflicts == []


def test_split_outweighs_what_was_found() -> None:
    """The two stay apart; each other document goes with one of them."""
    found = linked(decisions=[decision(1, "split", ("d", "Jose Garcia"), ("e", "Jose Garcia"))])
    assert not any({"d#0", "e#0"} <= party for party in together(found))


def test_decisions_that_clash_are_told_and_the_two_stay_apart() -> None:
    """A chain of merges against one "never the same", made in a circle."""
    a, b, d = (("a", "Jose Garcia"), ("b", "Jose Garcia"), ("d", "Jose Garcia"))
    made = [decision(n, "merge", *pair) for n, pair in enumerate(combinations((a, b, d), 2), 1)]
    found = linked(decisions=[*made, decision(4, "never_same", a, d)])
    assert [c.decision for c in found.conflicts] == [4]
    assert not any({"a#0", "d#0"} <= party for party in together(found))


def test_decision_about_somebody_who_is_gone_is_told() -> None:
    """The document was erased, or no longer names them."""
    found = linked(decisions=[decision(7, "merge", ("a", "Jose Garcia"), ("gone", "Jose Garcia"))])
    assert [c.decision for c in found.conflicts] == [7]
    assert together(found) == together(linked())


def test_two_thousand_documents_that_name_a_surname_alone_stay_two_thousand() -> None:
    """And no pair of them is ever looked at."""
    page = PAGES["a"]
    named = [Candidate(f"r{n}#0", "person", "Garcia", ("Garcia",), f"r{n}", None, None, n) for n in range(2000)]
    found = link_people(named, {f"r{n}": page for n in range(2000)}, frozenset())
    assert len({link.party for link in found.links.values()}) == 2000
    assert found.review == []


def test_holder_of_a_post_is_one_across_matters_and_a_namesake_accused_is_not() -> None:
    """A district attorney stands in every release of the office; an accused of the same name has an age."""
    texts = {f"p{n}": f"District Attorney Sunniva Brekke announced case {n}." for n in range(6)}
    texts["q"] = f"Sunniva Brekke, 22, of Dunmore is charged. {FERRY}"
    pages = {id: sheet(document(text, id=id)) for id, text in texts.items()}
    named = [
        Candidate(f"{id}#0", "person", "Sunniva Brekke", ("Sunniva Brekke",), id, None, None, n)
        for n, id in enumerate(texts, 1)
    ]
    links = link_people(named, pages, frozenset()).links
    assert len({links[n].party for n in range(1, 7)}) == 1
    assert links[7].party != links[1].party
