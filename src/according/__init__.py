"""According: every claim, according to whom.

Reads documents about organised crime and keeps a ledger of what they claim, each line with its speaker, its stage
and its sentence.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("according")
except PackageNotFoundError:  # pragma: no cover - only when run from a tree that was never installed
    __version__ = "0+unknown"
