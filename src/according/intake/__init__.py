"""Anything a newsroom has, made into a `Document`.

`sources` finds the documents in what a person names (files, folders, archives, record files, addresses, standard
input); `take` makes one of them into a Document, `take_text` a text that is no file; `original` gives the bytes that
the ledger keeps.
"""

from .fetch import is_address, warc_record
from .options import FIELDS, IntakeOptions
from .source import Source
from .sources import count, original, sources, sources_in_file
from .take import take, take_text, text_source

__all__ = [
    "FIELDS",
    "IntakeOptions",
    "Source",
    "count",
    "is_address",
    "original",
    "sources",
    "sources_in_file",
    "take",
    "take_text",
    "text_source",
    "warc_record",
]
