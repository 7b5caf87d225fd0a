"""Draft check: what a draft says about people and groups, held against what the ledger has on record.

"Supported" means that somebody is on record as saying so; it is no defence by itself.
"""

from .draft import check_draft
from .findings import BLOCKING, VERDICTS, CheckedClaim, CheckedSentence, DraftCheck, OnRecord
from .frozen import Frozen, digest, freeze, read_frozen
from .known import informed
from .sarif import sarif
from .sheet import sheet
from .verifying import Changed, Verification, verify

__all__ = [
    "BLOCKING",
    "VERDICTS",
    "Changed",
    "CheckedClaim",
    "CheckedSentence",
    "DraftCheck",
    "Frozen",
    "OnRecord",
    "Verification",
    "check_draft",
    "digest",
    "freeze",
    "informed",
    "read_frozen",
    "sarif",
    "sheet",
    "verify",
]
