"""Claims by a language model behind an OpenAI-compatible address, held to the same contract as our own.

The model proposes; what it says is kept only where the words bear it out. A model on another machine sees public
documents alone.
"""

from .client import Client, Usage
from .cost import Prices
from .extractor import RemoteExtractor, Report

__all__ = ["Client", "Prices", "RemoteExtractor", "Report", "Usage"]
