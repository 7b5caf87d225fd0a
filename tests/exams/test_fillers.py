"""Role fillers become the entities of templates: each told once, by its surest string, under its type of incident."""

import pytest

from according.model import Document, Mention, Reading, RoleFiller
from exams.tasks.fillers import is_same, parties
from exams.tasks.incidents import templates

TEXT = "REBELS OF THE QUAY FRONT [QF] BURNED TWO BUSES. A REBEL SHOT OTIS MARN. MARN WAS A CLERK."


def filler(form: str, role: str, score: float, incident: str = "attack") -> RoleFiller:
    """A filler where the form first stands."""
    start = TEXT.index(form)
    return RoleFiller(start, start + len(form), role, incident, score)


def reading(*fillers: RoleFiller, mentions: tuple[Mention, ...] = ()) -> Reading:
    """A reading with nothing but fillers (and mentions)."""
    return Reading(Document("d", "0", TEXT, ()), "test", "0", mentions=mentions, fillers=fillers)


def test_forms_of_one_entity_are_told_once() -> None:
    """Plural and singular, a name and its last part, initials in brackets: the surest string stands for all."""
    found = parties(
        reading(
            filler("REBELS", "perp_ind", 0.9),
            filler("REBEL SHOT"[:5], "perp_ind", 0.7),
            filler("QUAY FRONT", "perp_org", 0.95),
            filler("QF", "perp_org", 0.9),
            filler("OTIS MARN", "victim", 0.9),
            filler("MARN.", "victim", 0.05),
        )
    )
    assert [(p.role, p.name) for p in found] == [
        ("perp_org", "QUAY FRONT"),
        ("perp_ind", "REBELS"),
        ("victim", "OTIS MARN"),
    ]


def test_coreference_joins_forms_without_a_common_word() -> None:
    """Mentions of one entity are one party."""
    spans = [(TEXT.index(form), TEXT.index(form) + len(form)) for form in ("OTIS MARN", "A CLERK")]
    mentions = tuple(Mention(a, b, "person", "named", 0, entity=3) for a, b in spans)
    found = parties(
        reading(filler("OTIS MARN", "victim", 0.9), filler("A CLERK", "victim", 0.8), mentions=mentions),
    )
    assert [p.name for p in found] == ["OTIS MARN"]


def test_each_type_of_incident_is_a_template() -> None:
    """A burning and a shooting are two; a line end inside a string becomes a space."""
    found = parties(reading(filler("TWO BUSES", "target", 0.9, "arson"), filler("OTIS MARN", "victim", 0.8)))
    rows = {row["type"]: row for row in templates(found, [])}
    assert rows["arson"]["target"] == ["TWO BUSES"]
    assert rows["arson"]["victim"] == []
    assert rows["attack"]["victim"] == ["OTIS MARN"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("rebels", "rebel", True),
        ("marn", "otis marn", True),
        ("qf", "quay front", True),
        ("quay front", "quay army", False),
        ("bus", "two trucks", False),
    ],
)
def test_forms_are_compared_by_their_words(one: str, other: str, same: bool) -> None:
    """In either order."""
    assert is_same(one, other) is is_same(other, one) is same
