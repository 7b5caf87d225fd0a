"""The version of the installed package, as every claim and export names it."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("according")
except PackageNotFoundError:  # pragma: no cover - only when run from a tree that was never installed
    __version__ = "0+unknown"
