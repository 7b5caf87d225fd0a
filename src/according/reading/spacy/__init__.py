"""A reader on top of any spaCy pipeline with a tagger and a parser: the adapter behind `--reader spacy`.

spaCy is an extra and is imported when the reader is made. What it does not tell (who says what, who is meant by "he")
is drawn by our own rules; ties, triggers and factuality stay empty.
"""

from .reader import SpacyReader, make_reader

__all__ = ["SpacyReader", "make_reader"]
