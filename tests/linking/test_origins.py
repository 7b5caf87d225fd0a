"""Reports that may go back to one source count once, and it is told why."""

from hypothesis import given
from hypothesis import strategies as st

from according.linking import Copy, document_origins, find_origins
from according.linking.origins import why_one
from according.model import Claim, Speaker
from tests.factory import claim, document


def report(id: str, speaker: Speaker, published: str = "2024-03-11"):
    """A claim of one document with one speaker."""
    page = document(id=id, version=id, published=published)
    return claim(page, attribution=(speaker,))


def test_copies_of_one_text_share_an_origin_and_updates_do_not() -> None:
    """The smallest id names the origin; a document without copies is its own."""
    copies = [
        Copy("b", "c", "copy", 1.0, ""),
        Copy("a", "b", "translation", 0.9, ""),
        Copy("c", "d", "update", 0.5, ""),
    ]
    assert document_origins("abcd", copies) == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_two_outlets_that_copy_one_text_are_one_origin() -> None:
    """Although each speaks in its own voice; the reason is kept."""
    claims = [report("a", Speaker("author")), report("b", Speaker("author"))]
    (origin,) = find_origins(claims, {"a": "a", "b": "a"}, {"a b": "near copy: 80% of the wording in common"})
    assert (len(origin.claims), origin.why) == (2, ("near copy: 80% of the wording in common",))


def test_two_authors_with_texts_of_their_own_are_two_origins() -> None:
    """Nothing shows that one rests on the other."""
    assert len(find_origins([report("a", Speaker("author")), report("b", Speaker("author"))], {})) == 2


def test_one_named_source_is_one_origin_in_any_number_of_stories() -> None:
    """Nine stories that cite one indictment are one origin."""
    source = Speaker("court_record", "the indictment of Teo Varga", named=True)
    (origin,) = find_origins([report(str(n), source) for n in range(9)], {})
    assert origin.why == ("both rest on the indictment of Teo Varga",)


def test_unnamed_officials_are_one_origin_within_a_week_only() -> None:
    """Years later they may be others."""
    said = Speaker("official", "officials", anonymous=True)
    claims = [report("a", said), report("b", said, "2024-03-15"), report("c", said, "2026-01-01")]
    assert [len(o.claims) for o in find_origins(claims, {})] == [2, 1]


def test_a_report_that_ties_two_origins_makes_them_one() -> None:
    """In whatever order they came."""
    chief = Speaker("police", "Chief Orla Penn", named=True)
    claims = [report("a", chief, "2024-03-01"), report("b", Speaker("author"), "2024-03-02"), report("c", chief)]
    assert len(find_origins(claims, {"b": "b", "c": "b"})) == 1


SPEAKERS = st.builds(
    Speaker, st.sampled_from(["author", "police", "court_record"]),
    st.sampled_from(["", "police", "The Police", "Ana"]), named=st.booleans(),
)  # fmt: skip
REPORTS = st.lists(
    st.builds(report, st.sampled_from("abcdefgh"), SPEAKERS,
              st.sampled_from(["2024-03-01", "2024-03-08", "2024-03-16", "2024-03", "2024-03-22"])), max_size=9,
)  # fmt: skip


@given(REPORTS, st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("ab")))
def test_origins_are_those_that_comparing_every_two_reports_gives(reports: list[Claim], texts: dict[str, str]) -> None:
    """Only reports that share something are compared; any two that rest on one source do."""
    groups = [[c] for c in reports]
    while joined := [
        (a, b) for a in groups for b in groups if a is not b and any(why_one(x, y, texts, {}) for x in a for y in b)
    ]:
        one, other = joined[0]
        groups = [g for g in groups if g is not one and g is not other] + [one + other]
    found = find_origins(reports, texts)
    assert sorted(sorted(map(id, g)) for g in groups) == sorted(sorted(map(id, o.claims)) for o in found)
