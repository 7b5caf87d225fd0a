"""The ledger in the formats that others load, each claim with its speaker, stage, sentence and document.

`claims` and `documents` are the complete working copy; every other format masks protected people and leaves restricted
documents out.
"""

from .decisions import decision_records
from .formats import FORMATS, NOTICE, WORKING_COPY, Export, export
from .release import codebook, release
from .rows import Row, rows
from .selection import HandedDesk, LeftOut, Selection
from .tables import record

__all__ = [
    "FORMATS",
    "NOTICE",
    "WORKING_COPY",
    "Export",
    "HandedDesk",
    "LeftOut",
    "Row",
    "Selection",
    "codebook",
    "decision_records",
    "export",
    "record",
    "release",
    "rows",
]
