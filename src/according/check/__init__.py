"""Draft check: what a draft says about people and groups, held against what the ledger has on record.

"Supported" means that somebody is on record as saying so; it is no defence by itself.
"""

from .draft import check_draft, informed
from .findings import BLOCKING, VERDICTS, CheckedClaim, CheckedSentence, DraftCheck
from .sarif import sarif
from .sheet import sheet

__all__ = [
    "BLOCKING",
    "VERDICTS",
    "CheckedClaim",
    "CheckedSentence",
    "DraftCheck",
    "check_draft",
    "informed",
    "sarif",
    "sheet",
]
