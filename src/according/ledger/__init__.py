"""The ledger: documents, readings, claims and decisions in one file or database that only ever adds.

A question is a method of `Ledger` or a function of `questions`; nobody outside this room sees SQL.
"""

from .accounts import ROLES, SCOPES, Accounts, User
from .audit import Entry, LogFilter
from .decisions import IDENTITY, KNOWN, REVIEWED, Decision, made_on
from .filters import EVERYTHING, ClaimFilter, clocks
from .jobs import Held, Item, Job, Jobs, Wish
from .known import Entry as KnownEntry
from .known import KnownLink, link_of
from .link_memory import LinkBody, LinkMemory, LinkPage, LinkPair, LinkPerson
from .links import Link
from .names import name_key
from .part import LedgerPart
from .place import Place
from .questions import Candidate, Hit, Rejected, Status, Tombstone
from .store import DEFAULT_COLLECTION, Ledger
from .stores.lexemes import cut as cut_around
from .stores.lexemes import words as words_looked_up

__all__ = [
    "DEFAULT_COLLECTION",
    "EVERYTHING",
    "IDENTITY",
    "KNOWN",
    "REVIEWED",
    "ROLES",
    "SCOPES",
    "Accounts",
    "Candidate",
    "ClaimFilter",
    "Decision",
    "Entry",
    "Held",
    "Hit",
    "Item",
    "Job",
    "Jobs",
    "KnownEntry",
    "KnownLink",
    "Ledger",
    "LedgerPart",
    "Link",
    "LinkBody",
    "LinkMemory",
    "LinkPage",
    "LinkPair",
    "LinkPerson",
    "LogFilter",
    "Place",
    "Rejected",
    "Status",
    "Tombstone",
    "User",
    "Wish",
    "clocks",
    "cut_around",
    "link_of",
    "made_on",
    "name_key",
    "words_looked_up",
]
