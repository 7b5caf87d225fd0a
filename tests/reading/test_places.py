"""Places: context decides between the meanings of a name, and what nothing decides stays open."""

import pytest

from according.model import Document, Mention, PlaceReference
from according.reading.gazetteer import meanings_of
from according.reading.places import read_places, within


def places(text: str, names: list[str], **known: str) -> dict[str, tuple[str, str | None, str | None]]:
    """What each name in the text is read as: name, country, state."""
    at, mentions = 0, []
    for name in names:
        start = text.index(name, at)
        mentions.append(Mention(start, start + len(name), "place", "named", 0))
        at = start + len(name)
    found = read_places(Document("x", "0", text, (), **known), enumerate(mentions))  # type: ignore[arg-type]
    return {names[p.mention]: (p.name, p.country, p.admin1) for p in found}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("arrested in Irving, Texas.", "Irving", ("Irving", "US", "Texas")),
        ("arrested in Irving, Texas.", "Irving, Texas", ("Irving", "US", "Texas")),
        ("arrested in Fresno, Calif.", "Fresno", ("Fresno", "US", "California")),
        ("in Albany, N.Y., on Monday", "Albany", ("Albany", "US", "New York")),
        ("in El Salvador", "El Salvador", ("El Salvador", "SV", None)),
        ("in the U.S. since", "the U.S.", ("United States", "US", None)),
        ("IN BOGOTA, COLOMBIA", "BOGOTA", ("Bogotá", "CO", None)),
        ("moved to New York", "New York", ("New York City", "US", "New York")),
        ("flew to Washington", "Washington", ("Washington", "US", "District of Columbia")),
        ("in the Bronx", "the Bronx", ("The Bronx", "US", "New York")),
        ("in Lima today", "Lima", ("Lima", "PE", None)),
        ("across Latin America", "Latin America", ("Latin America", None, None)),
        ("in Harrow Bend, Ohio", "Harrow Bend", ("Harrow Bend", "US", "Ohio")),
    ],
)
def test_a_name_with_its_own_hint(text: str, name: str, expected: tuple[str, str | None, str | None]) -> None:
    """What stands beside the name, or what news means by it, settles it."""
    assert places(text, [name]) == {name: expected}


def test_an_invented_town_stays_open() -> None:
    """A town that no gazetteer knows gets no point on a map."""
    assert places("in Port Maren and Harrow Bend", ["Port Maren", "Harrow Bend"]) == {}


def test_an_ambiguous_small_town_stays_open() -> None:
    """A name of many towns without any hint is not guessed."""
    assert places("a man from Springfield was held", ["Springfield"]) == {}


def test_other_places_decide() -> None:
    """Santa Ana is the one in the state, or the country, that the document is about."""
    texas = places("in California, police of Santa Ana", ["California", "Santa Ana"])
    salvador = places("in El Salvador, police of Santa Ana", ["El Salvador", "Santa Ana"])
    assert texas["Santa Ana"] == ("Santa Ana", "US", "California")
    assert salvador["Santa Ana"] == ("Santa Ana", "SV", None)


def test_the_issuing_office_decides() -> None:
    """The county in an office's name says which state its towns are in."""
    found = places(
        "a man in Anaheim and Orange County", ["Orange County"], authority="Orange County District Attorney, California"
    )
    assert found["Orange County"] == ("Orange County", "US", "California")


def test_within() -> None:
    """A town lies in its state and country, a borough in its city, and nothing in itself."""
    bronx = PlaceReference(0, "The Bronx", "US", "New York", 40.85, -73.87, 5110266)
    city = PlaceReference(1, "New York City", "US", "New York", 40.71, -74.0, 5128581)
    state = PlaceReference(2, "New York", "US", "New York", None, None, 5128638)
    country = PlaceReference(3, "United States", "US", None, None, None, 6252001)
    lima = PlaceReference(4, "Lima", "PE", None, -12.04, -77.03, 3936456)
    assert within(bronx, city)
    assert within(city, state)
    assert within(state, country)
    assert not within(lima, country)
    assert not within(city, bronx)
    assert not within(city, city)


def test_names_are_found_without_accents_and_case() -> None:
    """Spelling of accents, case and "St." does not matter."""
    assert {p.country for p in meanings_of("SAO PAULO")} >= {"BR"}
    assert [p.admin1 for p in meanings_of("St. Louis") if p.country == "US" and p.population > 200] == ["Missouri"]
