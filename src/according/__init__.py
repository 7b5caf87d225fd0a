"""According: every claim, according to whom.

Reads documents about organised crime and keeps a ledger of what they claim, each line with its speaker, its stage
and its sentence. In Python: `import according as acc; ledger = acc.open("case.ledger")`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from according.api import open_ledger as open
    from according.export import Selection
    from according.version import __version__

__all__ = ["Selection", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """The Python interface, loaded when first asked for: the command line's help must not wait for it."""
    if name == "open":
        from according.api import open_ledger

        return open_ledger
    if name == "Selection":
        from according.export import Selection

        return Selection
    if name == "__version__":
        from according.version import __version__

        return __version__
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
