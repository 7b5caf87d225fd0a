"""The commands by name. Their bodies import what they need, so that `--help` answers at once."""

from pathlib import Path
from typing import Annotated

import typer

from .people import token_app, user_app

app = typer.Typer(
    name="according",
    help="Every claim, according to whom: a sourced ledger of what documents say about organised crime.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
model_app = typer.Typer(help="The reader's model.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(model_app, name="model")
app.add_typer(user_app, name="user")
app.add_typer(token_app, name="token")

LedgerFile = Annotated[
    str, typer.Option("--ledger", "-l", help="The ledger: a file, or postgresql://USER@HOST/DATABASE.")
]
LedgerPlace = Annotated[str, typer.Argument(help="The ledger: a file, or postgresql://USER@HOST/DATABASE.")]
Handling = Annotated[str, typer.Option(help="public, internal, confidential or sealed.")]
Fields = Annotated[list[str] | None, typer.Option("--field", help="A record's field, as text=body; repeatable.")]
ReaderName = Annotated[str, typer.Option("--reader", help="An installed reader; the one shipped if empty.")]
ExtractorName = Annotated[
    str, typer.Option("--extractor", help="An installed claim extractor; the one shipped if empty.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Use only documents published on or before this day.")]
KnownOn = Annotated[
    str | None, typer.Option("--known-on", help="Use only what this ledger had recorded by this day (UTC).")
]


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
    log: Annotated[str, typer.Option("--log", help="How errors are written: text, or json without names.")] = "text",
) -> None:
    """Every claim, according to whom. Without a command, in a terminal: the desk on a sample, new or old ledger."""
    if version:
        from according.version import __version__

        typer.echo(f"according {__version__}")
        raise typer.Exit
    if log != "text":
        from according.logs import use

        use(log)
    if context.invoked_subcommand is None:
        from . import giving

        giving.start(context.get_help())


@app.command()
def read(
    source: Annotated[str, typer.Argument(help="A file, a folder, an address, or - for standard input.")],
    json: Annotated[bool, typer.Option("--json", help="One claim a line, as CLAIMS.md says.")] = False,
    published: Annotated[str | None, typer.Option(help="Day of publication, as 2025-05-15.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    reader: ReaderName = "",
    extractor: ExtractorName = "",
    allow_private: Annotated[bool, typer.Option(help="Fetch from a private or local address.")] = False,
) -> None:
    """Show the claims of a document with their sentences; nothing is stored."""
    from . import reading

    reading.read(
        source, json=json, published=published, publisher=publisher, reader=reader, extractor=extractor,
        allow_private=allow_private,
    )  # fmt: skip


@app.command()
def add(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, archives, record files, addresses, or -.")],
    ledger: LedgerFile,
    published: Annotated[str | None, typer.Option(help="Day of publication, overrides what the documents say.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Publisher, overrides what the documents say.")] = None,
    handling: Handling = "internal",
    embargo_until: Annotated[str | None, typer.Option(help="Day before which nothing of it is handed on.")] = None,
    collection: Annotated[str, typer.Option(help="Collection that the documents belong to.")] = "main",
    field: Fields = None,
    reader: ReaderName = "",
    extractor: ExtractorName = "",
    max_mb: Annotated[int | None, typer.Option(help="Largest document taken, in megabytes.")] = None,
    allow_private: Annotated[bool, typer.Option(help="Fetch from a private or local address.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Read documents into a ledger; stop and run again at will."""
    from . import adding

    adding.add(
        paths, ledger, published=published, publisher=publisher, handling=handling, embargo_until=embargo_until,
        collection=collection, fields=field or [], reader=reader, extractor=extractor, max_mb=max_mb,
        allow_private=allow_private, quiet=quiet,
    )  # fmt: skip


@app.command()
def bulk(
    paths: Annotated[list[str], typer.Argument(help="Files and folders, also hdfs:// and s3a://, as for add.")],
    out: Annotated[str, typer.Option("--out", "-o", help="Folder for the Parquet tables; new, or of a stopped run.")],
    master: Annotated[str, typer.Option(help="Spark master; empty is this machine, or what spark-submit says.")] = "",
    into: Annotated[str, typer.Option(help="Ledger that the result is loaded into when all is read.")] = "",
    part_size: Annotated[int, typer.Option(help="Documents in a part, the unit of going on after a stop.")] = 5000,
    document_s: Annotated[float, typer.Option(help="Seconds after which a document is given up.")] = 3600.0,
    published: Annotated[str | None, typer.Option(help="Day of publication, overrides what the documents say.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Publisher, overrides what the documents say.")] = None,
    handling: Handling = "internal",
    embargo_until: Annotated[str | None, typer.Option(help="Day before which nothing of it is handed on.")] = None,
    collection: Annotated[str, typer.Option(help="Collection that the documents belong to, with --into.")] = "main",
    field: Fields = None,
    reader: ReaderName = "",
    extractor: ExtractorName = "",
    max_mb: Annotated[int | None, typer.Option(help="Largest document taken, in megabytes.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Read very many documents on Apache Spark, into Parquet tables and a ledger; stop and run again at will."""
    from . import spreading

    spreading.bulk(
        paths, out, master=master, into=into, part_size=part_size, document_s=document_s, published=published,
        publisher=publisher, handling=handling, embargo_until=embargo_until, collection=collection,
        fields=field or [], reader=reader, extractor=extractor, max_mb=max_mb, quiet=quiet,
    )  # fmt: skip


@app.command()
def link(
    ledger: LedgerFile,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be linked; store nothing.")] = False,
    review: Annotated[int, typer.Option(help="List so many pairs that a person should decide about.")] = 0,
    new: Annotated[
        bool, typer.Option("--new", help="Only what came or was decided since; counts nothing anew.")
    ] = False,
) -> None:
    """Find who and what is the same across documents, and count anew how common names and details are."""
    from . import linking

    linking.link(ledger, dry_run=dry_run, review=review, new=new)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A person, group, organisation or place.")],
    ledger: LedgerFile,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    json: Annotated[bool, typer.Option("--json", help="The same as data.")] = False,
) -> None:
    """Show what is said about somebody or something, and by whom."""
    from according.ledger import clocks

    from . import asking

    asking.show(name, ledger, clocks(as_of, known_on), json=json)


@app.command("overview")
def show_overview(ledger: LedgerFile, as_of: AsOf = None, known_on: KnownOn = None) -> None:
    """Print the picture: who, what, where, what changed, what needs checking."""
    from according.ledger import clocks

    from . import asking

    asking.picture(ledger, clocks(as_of, known_on))


@app.command()
def incidents(
    ledger: LedgerFile,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    json: Annotated[bool, typer.Option("--json", help="The same as data.")] = False,
) -> None:
    """List what happened, with who is said to have been in it."""
    from according.ledger import clocks

    from . import asking

    asking.incidents(ledger, clocks(as_of, known_on), json=json)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words; a phrase in double quotes stays together.")],
    ledger: LedgerFile,
    limit: Annotated[int, typer.Option(help="Most paragraphs shown.")] = 20,
) -> None:
    """Find paragraphs that hold all the words."""
    from . import asking

    asking.search(" ".join(words), ledger, limit=limit)


@app.command()
def why(
    claim: Annotated[str, typer.Argument(help="The id of a claim, or how it begins.")],
    ledger: LedgerFile,
) -> None:
    """Explain a claim: where its parts stand, what read it, who says so, how it is put, how sure the reader is."""
    from . import explaining

    explaining.explain(claim, ledger)


@app.command()
def status(
    ledger: LedgerFile,
    erased: Annotated[bool, typer.Option("--erased", help="List erasures.")] = False,
) -> None:
    """Say what is in the ledger, what is not and why, and what needs deciding."""
    from . import asking

    asking.status(ledger, erased=erased)


@app.command()
def export(
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="claims, decisions, documents, links, csv, parquet, graphml, gexf, geojson, ftm, ftm-statements, "
            "stix, rdf, csl, bibtex, md, html or pdf.",
        ),
    ],
    ledger: LedgerFile,
    names: Annotated[
        list[str] | None, typer.Argument(help="Only claims about these people, groups or places.", show_default=False)
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; standard output if none.")] = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    about: Annotated[list[str] | None, typer.Option(help="The same as a name; repeatable.")] = None,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="Only claims that a person accepted or edited.")] = False,
    min_origins: Annotated[int, typer.Option(help="Only claims with at least so many possible origins.")] = 1,
    stage: Annotated[list[str] | None, typer.Option(help="Only this stage; repeatable.")] = None,
    certainty: Annotated[list[str] | None, typer.Option(help="Only this certainty; repeatable.")] = None,
    source_kind: Annotated[list[str] | None, typer.Option(help="Only this kind of speaker; repeatable.")] = None,
    include: Annotated[list[str] | None, typer.Option(help="Id of a restricted document to hand on.")] = None,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show protected people; needs --reason, is logged.")] = False,
    redact: Annotated[bool, typer.Option("--redact", help="Pseudonyms for all but convicts and officials.")] = False,
    reason: Annotated[str, typer.Option(help="Why protected people are shown; it is kept.")] = "",
    author: Annotated[str, typer.Option(help="Who decides.")] = "",
) -> None:
    """Write the ledger in a format that others load; protected people are masked, restricted documents left out."""
    from according.export import Selection

    from . import giving

    selection = Selection(
        as_of=as_of, known_on=known_on, reviewed=reviewed, min_origins=min_origins, stages=tuple(stage or ()),
        certainties=tuple(certainty or ()), kinds=tuple(source_kind or ()), include=tuple(include or ()),
        unmask=unmask, redact=redact,
    )  # fmt: skip
    asked = (*(names or ()), *(about or ()))
    giving.export(format, ledger, out, selection, about=asked, author=author, reason=reason)


@app.command()
def release(
    ledger: LedgerFile,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write; it must be empty or new.")],
    as_of: Annotated[str, typer.Option("--as-of", help="Day as of which it is frozen.")],
    known_on: KnownOn = None,
    people: Annotated[
        bool, typer.Option("--people", help="With claims about people and words that name them.")
    ] = False,
) -> None:
    """Freeze reviewed claims as a checksummed data package for research; people are left out unless asked for."""
    from . import giving

    giving.release(ledger, out, as_of=as_of, known_on=known_on, people=people)


@app.command()
def report(
    ledger: LedgerFile,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write.")],
    as_of: AsOf = None,
    known_on: KnownOn = None,
) -> None:
    """Write pages that open in a browser without a server."""
    from according.ledger import clocks

    from . import giving

    giving.report(ledger, out, clocks(as_of, known_on))


@app.command()
def serve(
    ledger: LedgerPlace,
    port: Annotated[int, typer.Option(help="Port; a free one is taken if it is in use.")] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
    token_file: Annotated[
        Path | None, typer.Option(help="File with the token by which programs read /api/v1/; made if missing.")
    ] = None,
    metrics: Annotated[
        bool,
        typer.Option(
            "--metrics",
            help="Tell figures for Prometheus at /metrics, without names; a key only with accounts.",
        ),
    ] = False,
) -> None:
    """Serve the pages on this machine alone; if the ledger has accounts, people sign in."""
    from . import giving

    giving.serve(ledger, port=port, browser=browser, token_file=token_file, metrics=metrics)


@app.command()
def work(
    ledger: LedgerPlace,
    stay: Annotated[bool, typer.Option("--stay", help="Wait for more when all is done, until interrupted.")] = False,
    show: Annotated[bool, typer.Option("--show", help="List the queue, newest first, and leave.")] = False,
) -> None:
    """Work the queue that a desk fills: add what was given, link what was asked for. A desk does so by itself."""
    from . import working

    working.work(ledger, stay=stay, show=show)


@app.command()
def check(
    draft: Annotated[
        str, typer.Argument(help="The draft: a file, or - for standard input. It is not stored unless asked.")
    ],
    ledger: LedgerFile,
    format: Annotated[str, typer.Option("--format", help="text, json, sarif, or html (the sign-off sheet).")] = "text",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; standard output if none.")] = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    published: Annotated[str | None, typer.Option(help="Day the draft will be published; today if none.")] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Store the draft, too: a confidential document that supports nothing.")
    ] = False,
) -> None:
    """Hold a draft against the ledger: supported, overstated, contradicted, outdated, unsupported, speaker missing."""
    from according.ledger import clocks

    from . import checking

    checking.check(draft, ledger, clocks(as_of, known_on), format=format, out=out, published=published, keep=keep)


@app.command()
def signoff(
    draft: Annotated[str, typer.Argument(help="The draft: a file, or - for standard input. It is not stored.")],
    ledger: LedgerFile,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="HTML sheet to write.")] = None,
    json: Annotated[
        Path | None, typer.Option("--json", help="Where its record goes; beside the sheet if not given.")
    ] = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    published: Annotated[str | None, typer.Option(help="Day the draft will be published; today if none.")] = None,
    verify: Annotated[
        Path | None, typer.Option("--verify", help="A frozen sheet or its record: say what changed since.")
    ] = None,
) -> None:
    """Freeze the check of a draft as a sheet for signatures, or say what changed since one was frozen."""
    from according.ledger import clocks

    from . import signing

    given = clocks(as_of, known_on)
    if verify is not None:
        signing.verify_sheet(verify, draft, ledger, given, out=out, json=json, published=published)
    else:
        signing.sign_off(draft, ledger, given, out=out, json=json, published=published)


@app.command()
def compare(
    source: Annotated[str, typer.Argument(help="A file, a folder, an address, or - for standard input.")],
    url: Annotated[str, typer.Option(help="Address of an OpenAI-compatible server, up to /v1.")],
    model: Annotated[str, typer.Option(help="Name of the model there.")],
    key_env: Annotated[str, typer.Option(help="Variable of the environment that holds the key.")] = "OPENAI_API_KEY",
    handling: Handling = "internal",
    cache: Annotated[Path | None, typer.Option(help="Folder in which answers are kept.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before sending.")] = False,
    price_sent: Annotated[float | None, typer.Option(min=0, help="Price of a million tokens sent.")] = None,
    price_answered: Annotated[float | None, typer.Option(min=0, help="Price of a million tokens answered.")] = None,
    currency: Annotated[str | None, typer.Option(help="What the prices are in, as USD.")] = None,
) -> None:
    """Show where the built-in reader and a language model differ; other machines get public documents alone."""
    from . import comparing

    comparing.compare(
        source, url=url, model=model, key_env=key_env, handling=handling, cache=cache, yes=yes,
        sent=price_sent, answered=price_answered, currency=currency,
    )  # fmt: skip


@app.command()
def watch(
    feeds: Annotated[Path, typer.Argument(help="A TOML file with [[feed]] and [[folder]] entries.")],
    ledger: LedgerFile,
    every: Annotated[int | None, typer.Option(help="Minutes between rounds; one round if none.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Markdown digest; standard output if none.")] = None,
    feed: Annotated[Path | None, typer.Option(help="Atom feed of what changed.")] = None,
    allow_private: Annotated[bool, typer.Option(help="Fetch from a private or local address.")] = False,
) -> None:
    """Add what is new in feeds and folders, politely, and say what changed."""
    from . import watching

    watching.watch(feeds, ledger, every=every, out=out, feed=feed, allow_private=allow_private)


@app.command()
def merge(
    other: Annotated[str, typer.Argument(help="The ledger to take from; it is not changed.")],
    ledger: LedgerFile,
) -> None:
    """Bring another ledger's documents and decisions into this one, without duplicates; conflicts are listed."""
    from . import bringing

    bringing.merge_ledgers(other, ledger)


@app.command()
def decisions(
    file: Annotated[Path, typer.Argument(help="What `export --format decisions` of another ledger wrote.")],
    ledger: LedgerFile,
) -> None:
    """Take over what people decided in another ledger of the same documents; nobody here is overruled."""
    from . import bringing

    bringing.take_decisions(file, ledger)


@app.command()
def claims(
    file: Annotated[Path, typer.Argument(help="What `export --format claims` of another ledger wrote.")],
    ledger: LedgerFile,
    handling: Handling = "internal",
) -> None:
    """Bring in claims of documents that are not here: each is known by its quotes alone, and marked so."""
    from . import bringing

    bringing.take_claims(file, ledger, handling=handling)


@app.command()
def copy(
    source: Annotated[str, typer.Argument(help="The ledger to copy: a file, or postgresql://USER@HOST/DATABASE.")],
    target: Annotated[str, typer.Argument(help="The new ledger: a file, or the address of an empty database.")],
) -> None:
    """Move a ledger between a file and a server, every row compared; all of it or nothing."""
    from . import keeping

    keeping.copy(source, target)


@app.command()
def backup(
    ledger: LedgerPlace,
    out: Annotated[Path, typer.Argument(help="New file to write; its checksum goes beside it.")],
) -> None:
    """Keep a ledger as one checked file, while others go on using it."""
    from . import keeping

    keeping.backup(ledger, out)


@app.command()
def restore(
    kept: Annotated[Path, typer.Argument(help="The file that a backup wrote; it stays as it is.")],
    ledger: Annotated[str, typer.Argument(help="The ledger to make: a new file, or the address of an empty database.")],
) -> None:
    """Make a ledger of a backup, once it is found whole."""
    from . import keeping

    keeping.restore(kept, ledger)


@app.command()
def verify(
    ledger: LedgerPlace,
) -> None:
    """Look whether a ledger is whole: originals, quotes, references, indexes; exit code 8 if it is not."""
    from . import keeping

    keeping.verify(ledger)


@app.command()
def audit(
    ledger: LedgerPlace,
    json: Annotated[bool, typer.Option("--json", help="One row a line, as data.")] = False,
) -> None:
    """List who did what, where people have accounts: sign-ins, failures, decisions, exports, changes of rights."""
    from . import people

    people.audit(ledger, json=json)


@app.command()
def mcp(
    ledger: LedgerPlace,
    write: Annotated[bool, typer.Option("--write", help="Let it add texts and decide about claims, too.")] = False,
    author: Annotated[str, typer.Option(help="Who lets it write; the machine's user if none.")] = "",
) -> None:
    """Answer an assistant's questions (Model Context Protocol): read-only unless told, masked, with sentences."""
    from . import assisting

    assisting.mcp(ledger, write=write, author=author)


@app.command("match")
def match_names(
    names: Annotated[Path, typer.Argument(help="A CSV of names and aliases, or FollowTheMoney entities (JSON lines).")],
    ledger: LedgerFile,
    json: Annotated[bool, typer.Option("--json", help="The same as data.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep what is found, as links that wait for a decision.")
    ] = False,
    list: Annotated[str, typer.Option(help="What the list is called; its file's name if none.")] = "",
    author: Annotated[str, typer.Option(help="Who keeps it.")] = "",
) -> None:
    """Say which names of a watch-list stand in these documents; nobody is identified by it."""
    from . import bringing

    bringing.match_names(names, ledger, json=json, keep=keep, list=list, author=author)


@app.command()
def known(
    ledger: LedgerFile,
    decision: Annotated[
        str, typer.Argument(help="same (is the entry) or other (is not); the links are listed if none.")
    ] = "",
    number: Annotated[int, typer.Argument(help="The link's number.")] = 0,
    reason: Annotated[str, typer.Option(help="Why; it is kept.")] = "",
    author: Annotated[str, typer.Option(help="Who decides.")] = "",
    state: Annotated[str, typer.Option(help="List only those possible, confirmed or rejected.")] = "",
    json: Annotated[bool, typer.Option("--json", help="The list as data.")] = False,
) -> None:
    """List whom of watch-lists somebody may be, or decide it; the decision is kept with its reason."""
    from . import deciding

    if decision:
        deciding.known(decision, number, ledger, reason=reason, author=author)
    else:
        deciding.list_known(ledger, state=state, json=json)


@app.command()
def table(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX table; its first row names the columns.")],
    ledger: LedgerFile,
    mapping: Annotated[Path | None, typer.Option("--map", help="The saved mapping of columns (TOML).")] = None,
    save: Annotated[Path | None, typer.Option("--save-map", help="Write the mapping that was used.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of an XLSX file; the first if none.")] = None,
    handling: Handling = "internal",
) -> None:
    """Bring in a spreadsheet: each row is kept, its cited source says what it tells; rows without one are listed."""
    from . import bringing

    bringing.table(file, ledger, mapping=mapping, save=save, sheet=sheet, handling=handling)


@app.command()
def erase(
    target: Annotated[str, typer.Argument(help="A document's id, or a person's full name.")],
    ledger: LedgerFile,
    reason: Annotated[str, typer.Option(help="Why; it is kept.")],
    person: Annotated[bool, typer.Option("--person", help="The target is a person's name.")] = False,
    author: Annotated[str, typer.Option(help="Who decides.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Destroy a document, or all the ledger holds about a person, for good."""
    from . import deciding

    deciding.erase(target, ledger, reason=reason, person=person, author=author, yes=yes)


@app.command()
def decide(
    decision: Annotated[str, typer.Argument(help="accept or reject.")],
    claim: Annotated[str, typer.Argument(help="The claim's id, or how it begins.")],
    ledger: LedgerFile,
    reason: Annotated[str, typer.Option(help="Why; it is kept.")],
    author: Annotated[str, typer.Option(help="Who decides.")] = "",
) -> None:
    """Accept or reject a claim; another decision takes it back."""
    from . import deciding

    deciding.decide(decision, claim, ledger, reason=reason, author=author)


@app.command()
def identity(
    ledger: LedgerFile,
    decision: Annotated[str, typer.Argument(help="merge (one person), split or never_same (two).")] = "",
    document: Annotated[str, typer.Argument(help="Id of a document.")] = "",
    name: Annotated[str, typer.Argument(help="The name that it gives the person.")] = "",
    other_document: Annotated[str, typer.Argument(help="Id of the other document.")] = "",
    other_name: Annotated[str, typer.Argument(help="The name there.")] = "",
    reason: Annotated[str, typer.Option(help="Why; it is kept.")] = "",
    author: Annotated[str, typer.Option(help="Who decides.")] = "",
    doubtful: Annotated[bool, typer.Option("--doubtful", help="List pairs that may be one, with both sides.")] = False,
    limit: Annotated[int, typer.Option(help="Most pairs listed.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="The list as data.")] = False,
) -> None:
    """Say that two people are one, or two; it outweighs what linking finds. Or list who may be one."""
    from . import deciding

    if doubtful:
        deciding.doubtful(ledger, limit=limit, json=json)
    else:
        sides = (document, name), (other_document, other_name)
        deciding.identity(decision, *sides, ledger, reason=reason, author=author)


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="The decision's number.")],
    ledger: LedgerFile,
    author: Annotated[str, typer.Option(help="Who decides.")] = "",
) -> None:
    """Take a decision back."""
    from . import deciding

    deciding.undo(number, ledger, author=author)


@model_app.command("readers")
def model_readers() -> None:
    """List the readers and claim extractors that are installed here."""
    from . import reading

    reading.list_readers()


@model_app.command("info")
def model_info() -> None:
    """Say which model reads, its version, its labels and its hash."""
    from . import reading

    reading.model_info()
