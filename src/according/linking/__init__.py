"""Across documents: which names are one party, which documents carry one text, which statements one source.

Groups, organisations and places are one where name or acronym agree. People are one where their names agree, nothing
forbids it (suffix, age at the date, both named in one document) and the linking model finds it nearly certain from what
their documents share; else they stay apart, and the likeliest pairs are shown to a person.
"""

from .copies import Copy, find_copies
from .doubts import Doubts, Open, find_doubts, name_in, name_of
from .headlines import HEADLINE, headline_stage
from .incidents import Telling, Tie, find_incidents, find_tellings
from .incremental import Relinked
from .ladders import Step, find_steps, ladder
from .linker import Conflict, Doubt
from .origins import Origin, document_origins, find_origins
from .parties import Party, entity_id, find_parties, shaping
from .regrouping import WithoutEffect, join, part
from .run import Linked, link_entities, link_new
from .sheets import Sheet, sheets

__all__ = [
    "HEADLINE",
    "Conflict",
    "Copy",
    "Doubt",
    "Doubts",
    "Linked",
    "Open",
    "Origin",
    "Party",
    "Relinked",
    "Sheet",
    "Step",
    "Telling",
    "Tie",
    "WithoutEffect",
    "document_origins",
    "entity_id",
    "find_copies",
    "find_doubts",
    "find_incidents",
    "find_origins",
    "find_parties",
    "find_steps",
    "find_tellings",
    "headline_stage",
    "join",
    "ladder",
    "link_entities",
    "link_new",
    "name_in",
    "name_of",
    "part",
    "shaping",
    "sheets",
]
