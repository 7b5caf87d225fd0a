"""From a document to its reading: sentences, names, who refers to whom, who says what, dates, figures, places."""

from .bundled import BundledReader, draw_layers, read_stretches
from .layers import Draft, Layer

__all__ = ["BundledReader", "Draft", "Layer", "draw_layers", "read_stretches"]
