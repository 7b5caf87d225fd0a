"""What others have, brought in: another ledger, a watch-list."""

from .known import Known, Match, match, read_known
from .merge import Conflict, Merged, merge

__all__ = ["Conflict", "Known", "Match", "Merged", "match", "merge", "read_known"]
