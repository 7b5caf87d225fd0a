"""Document to Reading for Spanish: sentences, names, phrases for people, dates, places, who is who, whom to protect."""

from dataclasses import replace

from according.model import Document, Reading, Span

from ..places import read_places
from .entities import Cast, described_entity
from .names import NameFinder
from .people import PeopleFinder
from .protected import reason, years_of_matter
from .roles import all_roles
from .sayings import find_sayings
from .sentences import find_sentences
from .times import find_times

LAYERS = frozenset({"sentences", "tokens", "mentions", "entities", "attributions", "times", "places"})
"""What a Spanish reading holds; trees, events and factuality it has none."""


def read_spanish(document: Document, stretches: list[Span], *, reader: str, version: str) -> Reading:
    """The reading of a Spanish document; time is linear in its length but for the number of its names."""
    text = document.text
    unread = [s.span for s in document.segments if s.kind == "byline"]
    stretches = [s for s in stretches if s not in unread]
    sentences, tokens = find_sentences(text, stretches)
    names = NameFinder(text, sentences, tokens).find()
    described = PeopleFinder(text, sentences, tokens, names).find()
    mentions, cast = Cast(text, sentences).gather(names, all_roles(text, names, sentences), described)
    times = find_times(text, (s.span for s in sentences), document.published)
    accused = [mentions[m] for who in cast if "accused" in who.roles for m in who.mentions]
    years = years_of_matter(document, accused, sentences, times)
    entities = tuple(
        described_entity(
            who,
            [" ".join(mentions[m].span.of(text).split()) for m in who.mentions],
            reason(who, text, mentions, sentences, years),
        )
        for who in cast
    )
    reading = Reading(
        document,
        reader,
        version,
        sentences=sentences,
        tokens=tokens,
        mentions=tuple(mentions),
        entities=entities,
        attributions=find_sayings(text, sentences),
        times=times,
        layers=LAYERS,
    )
    return replace(reading, places=read_places(document, enumerate(reading.mentions)))
