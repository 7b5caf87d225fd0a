"""The tables. Rows are only ever added, except by erasure (`erasure.py`); what changes is a newer row.

Document text and claim quotes are stored once, compressed, with the document; a claim row holds offsets, and its quotes
are cut from the text when it is read. So a name can be erased without rewriting every sentence that holds it.
"""

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

facts = Table(
    "facts",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the ledger knows about itself: its name, when it was made, the key of its tombstone hashes."""

collections = Table(
    "collections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
)

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
)
"""Original bytes, zlib-compressed, stored once however many documents share them."""

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("collection", Integer, ForeignKey("collections.id"), nullable=False, index=True),
    Column("recorded_at", String, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False, index=True),
    Column("version", String, nullable=False),
    Column("blob", String, ForeignKey("blobs.sha256"), nullable=False, index=True),
    Column("record", LargeBinary, nullable=False),
    Column("published", String, index=True),
    Column("publisher", String),
    Column("language", String),
    Column("handling", String, nullable=False),
    Column("embargo_until", String),
    Column("status", String, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("recorded_at", String, nullable=False),
    UniqueConstraint("document", "version"),
)
"""`record` is the whole Document with its text, as zlib-compressed JSON."""

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, ForeignKey("versions.id"), nullable=False, index=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False, index=True),
    Column("reader", String, nullable=False),
    Column("extractor", String, nullable=False),
    Column("recorded_at", String, nullable=False),
)
"""The newest reading of a document's newest version is current, unless a decision pins another."""

claims = Table(
    "claims",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.id"), index=True),
    Column("version", Integer, ForeignKey("versions.id"), nullable=False, index=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False, index=True),
    Column("predicate", String, nullable=False, index=True),
    Column("stage", String),
    Column("certainty", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("subject", String, index=True),
    Column("object", String, index=True),
    Column("date", String),
    Column("start", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("entered_by", String),
    Column("record", Text, nullable=False),
    Column("recorded_at", String, nullable=False),
)
"""`subject` and `object` are entity ids of the document; `record` is the exported claim without its quotes."""

supersessions = Table(
    "supersessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("earlier", String, nullable=False, index=True),
    Column("later", String, nullable=False),
    Column("reading", Integer, ForeignKey("readings.id"), index=True),
    Column("recorded_at", String, nullable=False),
)

entities = Table(
    "entities",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.id"), nullable=False, index=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("name", String, nullable=False),
    Column("age", Integer),
    Column("protected", String),
)
"""Who and what each document names, before linking across documents."""

names = Table(
    "names",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("entity", Integer, ForeignKey("entities.row"), nullable=False, index=True),
    Column("form", String, nullable=False),
    Column("key", String, nullable=False, index=True),
)
"""Every name form of an entity; `key` is the form as names are compared (see `names.name_key`)."""

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False, index=True),
    Column("target", String, nullable=False, index=True),
    Column("made_on", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("decisions.id"), index=True),
    Column("recorded_at", String, nullable=False),
    Index("ix_decisions_made_on", "made_on", postgresql_using="hash"),
)
"""What people decided. `made_on` is what the decision was made on, so that it survives a new reading."""

leases = Table(
    "leases",
    metadata,
    Column("claim", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", String, nullable=False),
)
"""Claims that a reviewer has in view (see `leases.py`); its rows are replaced and removed."""

linked = Table(
    "linked",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entity", Integer, ForeignKey("entities.row"), nullable=False, index=True),
    Column("party", String, nullable=False, index=True),
    Column("why", Text, nullable=False, server_default=""),
    Column("model", String, nullable=False),
    Column("recorded_at", String, nullable=False),
)
"""Which party an entity of one reading belongs to, as `according link` found it; the newest row of an entity counts."""

known_links = Table(
    "known_links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list", String, nullable=False),
    Column("entry", String, nullable=False),
    Column("document", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("record", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("recorded_at", String, nullable=False),
)
"""Entries of watch-lists that may mean somebody whom a document names (see `known.py`)."""

link_frequencies = Table(
    "link_frequencies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("model", String, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("recorded_at", String, nullable=False),
)
"""How common clues were in the ledger when `according link` last counted; the newest row holds."""

# The tables from here to `link_body_names` hold nothing of their own: `link_memory.py` says what they are for, and
# linking makes them anew from documents and decisions. Their rows are replaced, and an erasure empties them.

link_pages = Table(
    "link_pages",
    metadata,
    Column("document", String, primary_key=True),
    Column("reading", Integer, nullable=False),
    Column("office", String, nullable=False),
    Column("mark", String, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("clues", LargeBinary, nullable=False),
)

link_people = Table(
    "link_people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String, nullable=False),
    Column("name", String, nullable=False),
    Column("last", String, nullable=False),
    Column("office", String, nullable=False),
    Column("head", Integer, nullable=False),
    Column("post", Integer, nullable=False),
    Column("party", String, nullable=False),
    Column("why", String, nullable=False),
    Column("record", Text, nullable=False),
)

link_blocks = Table(
    "link_blocks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("block", String, nullable=False),
    Column("person", Integer, nullable=False),
)

link_pairs = Table(
    "link_pairs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("one", Integer, nullable=False),
    Column("other", Integer, nullable=False),
    Column("probability", Float, nullable=False),
    Column("record", Text, nullable=False),
)

link_bodies = Table(
    "link_bodies",
    metadata,
    Column("entity", Integer, primary_key=True),
    Column("document", String, nullable=False),
    Column("id", String, nullable=False),
    Column("own", String, nullable=False),
    Column("party", String, nullable=False),
)

link_body_names = Table(
    "link_body_names",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entity", Integer, nullable=False),
    Column("own", String, nullable=False),
    Column("other", String, nullable=False),
)

rejects = Table(
    "rejects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("reason", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("blob", String, ForeignKey("blobs.sha256"), index=True),
    Column("taken_at", String),
    Column("recorded_at", String, nullable=False),
)
"""Documents that were not taken, and why; `taken_at` is set when the same source was taken later."""

tombstones = Table(
    "tombstones",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("hash", String, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("recorded_at", String, nullable=False),
)
"""What was erased, as keyed hashes, so that it cannot come back in silence."""

redactions = Table(
    "redactions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, ForeignKey("versions.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
"""Where the name of an erased person stands in a stored text; shown as blocks of the same length."""

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("password", String),
    Column("must_change", Integer, nullable=False, server_default="0"),
    Column("disabled", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("locked_until", String),
    Column("email", String, unique=True),
    Column("subject", String, unique=True),
    Column("every_collection", Integer, nullable=False, server_default="0"),
    Column("recorded_at", String, nullable=False),
)
"""Who may sign in (see `accounts.py`); rows are changed, and what changed them stands in `audit`."""

user_collections = Table(
    "user_collections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", Integer, ForeignKey("users.id"), nullable=False, index=True),
    Column("collection", String, nullable=False),
    UniqueConstraint("user", "collection"),
)
"""Collections by name that a user may see, also before a document is in them."""

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String, primary_key=True),
    Column("user", Integer, ForeignKey("users.id"), nullable=False, index=True),
    Column("until", String, nullable=False),
)
"""Browsers that are signed in, by the hash of their cookie."""

tokens = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", Integer, ForeignKey("users.id"), nullable=False, index=True),
    Column("label", String, nullable=False),
    Column("hash", String, nullable=False, unique=True),
    Column("scope", String, nullable=False),
    Column("until", String, nullable=False),
    Column("revoked_at", String),
    Column("recorded_at", String, nullable=False),
)
"""Keys of programs, by their hash."""

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("recorded_at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("chain", String, nullable=False),
)
"""Who did what (see `audit.py`). Triggers refuse to change or remove a row; `chain` shows it if they were passed by."""

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("collection", String),
    Column("apart", Integer, nullable=False),
    Column("author", String, nullable=False),
    Column("options", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("begun", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("holder", String),
    Column("until", String),
    Column("recorded_at", String, nullable=False),
    Column("ended_at", String),
    sqlite_autoincrement=True,
)
"""What is to be added and linked (see `jobs.py`); rows are changed, and go some weeks after they are done."""

job_items = Table(
    "job_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job", Integer, ForeignKey("jobs.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("sha256", String),
    Column("content", LargeBinary),
)
"""What was given: an address, or a file with its bytes, zlib-compressed, until the job is done."""

job_results = Table(
    "job_results",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job", Integer, ForeignKey("jobs.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("outcome", String, nullable=False),
    UniqueConstraint("job", "number"),
)
"""What became of each document of a job, by its place among them."""

QUEUE = frozenset((jobs, job_items, job_results))
"""Tables of the queue, from which `jobs.forget` takes what an erased document was called."""

ACCOUNTS = frozenset((users, user_collections, sessions, tokens, audit))
"""Tables about who uses the ledger, not about what documents say: an erasure passes them by."""

Index("claims_by_document", claims.c.document, claims.c.start)
Index("ix_link_people_document", link_people.c.document)
Index("ix_link_people_last_office", link_people.c.last, link_people.c.office)
Index("ix_link_people_head", link_people.c.head)
Index("ix_link_blocks_block", link_blocks.c.block)
Index("ix_link_blocks_person", link_blocks.c.person)
Index("ix_link_pairs_one", link_pairs.c.one)
Index("ix_link_pairs_other", link_pairs.c.other)
Index("ix_link_bodies_document", link_bodies.c.document)
Index("ix_link_bodies_own_id", link_bodies.c.own, link_bodies.c.id)
Index("ix_link_body_names_entity", link_body_names.c.entity)
Index("ix_link_body_names_own", link_body_names.c.own)
Index("ix_link_body_names_other", link_body_names.c.other)
