"""What others have, brought in: another ledger, a watch-list, a spreadsheet."""

from .knowledge import Brought, bring_table
from .known import Kept, Known, Match, Matched, keep, match, read_known
from .merge import Conflict, Merged, merge
from .table import Mapping, mapping_toml, read_mapping

__all__ = [
    "Brought",
    "Conflict",
    "Kept",
    "Known",
    "Mapping",
    "Match",
    "Matched",
    "Merged",
    "bring_table",
    "keep",
    "mapping_toml",
    "match",
    "merge",
    "read_known",
    "read_mapping",
]
