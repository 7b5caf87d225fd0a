"""The encoder's mentions, mended: what is added, dropped and settled by rule."""

from according.model import Reading
from according.reading.layers import Draft
from according.reading.mentions import mend_mentions

from .build import build


def mended(marked: str, **more: object) -> list[tuple[str, str, str]]:
    """Words, type and level of all mentions after mending."""
    reading: Reading = mend_mentions(Draft(build(marked, **more)))  # type: ignore[arg-type]
    return [(reading.text[m.start : m.end], m.type, m.level) for m in reading.mentions]


def test_pronouns_are_always_mentions() -> None:
    """A personal pronoun that the encoder left out is added."""
    assert mended("Then he ran.") == [("he", "person", "pronoun")]


def test_people_left_out_are_added() -> None:
    """ "The defendant" is a mention whether or not the encoder saw it."""
    found = mended("the defendant fled", arcs=[("the", "defendant", "det")])
    assert found == [("the defendant", "person", "nominal")]


def test_a_name_with_an_age_is_a_person() -> None:
    """ "Name, 27," needs no encoder."""
    assert ("Dario Velasco-Prior", "person", "named") in mended("Police held Dario Velasco-Prior, 27, on Monday.")


def test_a_known_name_is_found_again() -> None:
    """The surname of a person, and the name of a group, wherever they come again."""
    found = mended("{person+:Dario Velasco-Prior} led {group+:Los Corvinos}.\nVelasco-Prior left Los Corvinos.")
    assert [words for words, _, _ in found] == ["Dario Velasco-Prior", "Los Corvinos", "Velasco-Prior", "Los Corvinos"]


def test_the_name_of_a_group_ends_where_it_is_described() -> None:
    """ "Los Corvinos, a gang" is the name alone, and the comma belongs to no mention."""
    found = mended("{group+:Los Corvinos, a gang} from Dunmore, fought {group.:, a crew} there.")
    assert ("Los Corvinos", "group", "named") in found
    assert not [words for words, _, _ in found if "," in words]


def test_gangs_left_out_are_added() -> None:
    """A name before "gang", and the acronym in brackets behind a name."""
    assert ("Slate Street gang", "group", "named") in mended("He joined the Slate Street gang.")
    found = mended("{group+:Los Corvinos} (LC) moved.\nLC stayed.")
    assert [words for words, type, _ in found if type == "group"] == ["Los Corvinos", "LC", "LC"]


def test_a_gang_of_somewhere_has_no_name() -> None:
    """A town and an origin before "gang" name nothing."""
    assert all(level != "named" for _, _, level in mended("He joined a Colombian gang.", arcs=[("a", "gang", "det")]))


def test_words_settle_types() -> None:
    """Counties are places, departments organisations, crews groups, whatever the encoder says."""
    assert mended("{organization+:Kestrel County}") == [("Kestrel County", "place", "named")]
    assert mended("{person+:Port Maren Police Department}") == [
        ("Port Maren Police Department", "organization", "named")
    ]
    assert mended("{organization+:Slate Street Crew}") == [("Slate Street Crew", "group", "named")]
    assert mended("{group.:federal prosecutors}") == [("federal prosecutors", "person", "nominal")]


def test_one_name_one_type() -> None:
    """A name is of the type that most of its mentions and the words around them have."""
    found = mended("{group+:Harbor Nine} grew.\n{person+:Harbor Nine} members ran.\n{group+:Harbor Nine} split.")
    assert {type for words, type, _ in found if words == "Harbor Nine"} == {"group"}


def test_descriptions_are_not_names() -> None:
    """A capital letter makes no name of a man in a headline."""
    assert mended("{person+:Port Maren Man}") == [("Port Maren Man", "person", "nominal")]
    assert mended("{person+:The District Attorney}") == [("The District Attorney", "person", "nominal")]
    assert mended("{person.:Judge Ekwueme}") == [("Judge Ekwueme", "person", "named")]


def test_phrases_over_the_end_of_a_sentence_are_dropped() -> None:
    """No phrase runs from one sentence into the next."""
    assert mended("{group.:the crew. The other crew}")[0][0] != "the crew. The other crew"


def test_the_possessor_is_not_the_head() -> None:
    """ "The victim's family" is a family."""
    reading = mend_mentions(Draft(build("{person.:The victim's family} wept.")))
    head = reading.tokens[reading.mentions[0].head]
    assert reading.text[head.start : head.end] == "family"
