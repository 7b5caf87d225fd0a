"""From a document to its reading: sentences, names, who refers to whom, who says what, dates, figures, places.

`BundledReader` is loaded on first use, so that dates, figures and places can be read without the model runtime.
"""

from typing import TYPE_CHECKING, Any

from .layers import Draft, Layer

if TYPE_CHECKING:
    from .bundled import BundledReader

__all__ = ["READ_LANGUAGES", "BundledReader", "Draft", "Layer"]

READ_LANGUAGES = (None, "en", "es")
"""Languages that the bundled reader can read, Spanish by rules; other documents are stored, searched and dated."""


def __getattr__(name: str) -> Any:
    if name != "BundledReader":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .bundled import BundledReader

    return BundledReader
