"""What others have, brought in: another ledger or what it exports, a watch-list, a spreadsheet."""

from .claims import Claimed, take_claims
from .decisions import Conflict, Taken, take_decisions
from .knowledge import Brought, bring_table
from .known import Kept, Known, Match, Matched, keep, match, read_known
from .lines import read_lines
from .merge import Merged, merge
from .table import Mapping, mapping_toml, read_mapping

__all__ = [
    "Brought",
    "Claimed",
    "Conflict",
    "Kept",
    "Known",
    "Mapping",
    "Match",
    "Matched",
    "Merged",
    "Taken",
    "bring_table",
    "keep",
    "mapping_toml",
    "match",
    "merge",
    "read_known",
    "read_lines",
    "read_mapping",
    "take_claims",
    "take_decisions",
]
