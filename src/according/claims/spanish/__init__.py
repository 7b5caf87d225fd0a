"""The finders of Spanish: formulas of releases and news, found by rules; speaker, certainty and polarity with them."""

from collections.abc import Iterator

from ..draft import Draft
from ..page import Page
from .accusations import accusations
from .deeds import find_deeds
from .groups import Groups
from .incidents import incidents
from .persons import persons
from .steps import find_steps
from .view import View
from .voices import Voices


def find_spanish(page: Page) -> Iterator[Draft]:
    """The drafts of a Spanish page, with speaker, certainty and polarity settled."""
    view = View(page)
    voices = Voices(view)
    steps = find_steps(view, voices)
    deeds = find_deeds(view, voices, steps)
    yield from accusations(view, voices, steps, deeds)
    yield from incidents(view, voices, deeds)
    yield from persons(view, voices)
    yield from Groups(view, voices, steps).find()


__all__ = ["find_spanish"]
