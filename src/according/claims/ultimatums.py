"""Threats told as a demand with what follows if it is not met: "demanded her keys or they would burn the shop"."""

import re
from collections.abc import Iterator

from .deeds import as_told
from .incident_parties import doers, harmed
from .page import Page
from .tellings import Sufferer, Telling

_VERBS = frozenset({"demand", "order", "warn", "tell", "insist"})
_OR_ELSE = re.compile(r"\bor (?:else )?(?:he|she|they|it|we|i)(?: would| will|['’](?:d|ll)) \w+", re.IGNORECASE)


def find_ultimatum(page: Page, verb: int) -> Iterator[Telling]:
    """The threat of a demand at the verb, if its sentence says "or they would"."""
    if page.lemma(verb) not in _VERBS or page.is_passive(verb):
        return
    end = page.sentences[page.sentence_of(verb)].end
    if _OR_ELSE.search(page.text, page.tokens[verb].end, end) is None:
        return
    agents = doers(page, page.subjects(verb))
    told = {a.entity for a in agents}
    hurt = [v for v in harmed(page, page.dependents(verb, "obj", "iobj")) if v.entity not in told]
    if agents:
        yield Telling(
            verb,
            "threat",
            "incident.ultimatum",
            doers=tuple(as_told(page, verb, a) for a in agents),
            sufferers=tuple(Sufferer(v, "threatened") for v in hurt if v.type in ("Person", "People")),
        )
