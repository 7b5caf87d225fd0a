"""Across documents: which names are one party, which documents carry one text, which statements one source.

Groups, organisations and places with the same name, or with an alias that a document tells, are one. People are one
only where the full name is the same, nothing speaks against it (age at the date) and something speaks for it (a shared
group, place, offence or co-defendant); else they stay apart and are listed side by side.
"""

from .copies import Copy, find_copies
from .incidents import Telling, Tie, find_incidents, find_tellings
from .ladders import Step, find_steps, headline_stage, ladder
from .origins import Origin, document_origins, find_origins
from .parties import Party, entity_id, find_parties
from .run import Linked, link_entities
from .sheets import Sheet, sheets

__all__ = [
    "Copy",
    "Linked",
    "Origin",
    "Party",
    "Sheet",
    "Step",
    "Telling",
    "Tie",
    "document_origins",
    "entity_id",
    "find_copies",
    "find_incidents",
    "find_origins",
    "find_parties",
    "find_steps",
    "find_tellings",
    "headline_stage",
    "ladder",
    "link_entities",
    "sheets",
]
