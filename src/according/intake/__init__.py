"""Anything a newsroom has, made into a `Document`.

`sources` finds the documents in what a person names (files, folders, archives, record files, addresses, standard
input), `take` makes one of them into a Document, `original` gives the bytes that the ledger keeps of it.
"""

from .fetch import warc_record
from .options import FIELDS, IntakeOptions
from .source import Source
from .sources import count, original, sources
from .take import take

__all__ = ["FIELDS", "IntakeOptions", "Source", "count", "original", "sources", "take", "warc_record"]
