"""`according read` and `according model info`: what the reader sees, nothing stored."""

import json as json_lines
from pathlib import Path

import typer

from according.intake import IntakeOptions, sources
from according.model import claim_record
from according.ontology import Matters, phrase
from according.pipeline import Pipeline, read_all
from according.readers import BUILTIN, EXTRACTORS, READERS, installed
from according.reading import READ_LANGUAGES
from according.settings import read_settings

from .printing import line_of, wrapped


def read(
    source: str,
    *,
    json: bool,
    published: str | None,
    publisher: str | None,
    reader: str,
    extractor: str,
    allow_private: bool,
) -> None:
    """Print the claims of what `source` names, in document order, each with its sentence."""
    if json:
        from according.export import NOTICE

        typer.echo(NOTICE, err=True)
    settings = read_settings().chosen(reader=reader, extractor=extractor)
    options = IntakeOptions(
        published=published, publisher=publisher, allow_private=allow_private, max_bytes=settings.max_mb * 1_000_000,
        timeout_s=settings.timeout_s,
    )  # fmt: skip
    for document, claims, masks in read_all(sources([source], options), options, Pipeline(settings)):
        if json:
            for claim in claims:
                typer.echo(json_lines.dumps(claim_record(claim), ensure_ascii=False))
            continue
        told = ", ".join(filter(None, (document.publisher or document.authority, document.published)))
        typer.echo(f"{masks.hide(document.title or document.id)}{f' ({told})' if told else ''}\n")
        if document.language not in READ_LANGUAGES:
            typer.echo(
                wrapped(f"In {document.language}, which is not read yet; only stored, searched and dated.", "  ")
            )
        matters = Matters(claims)
        for claim in claims:
            typer.echo(line_of(phrase(claim, matters.of(claim), masks=masks)))
        typer.echo(f"{len(claims)} claims. Accusations are not findings.")


def list_readers() -> None:
    """Print the readers and extractors by name, each with the function that makes it."""
    for kind, group, shipped in (
        ("reader", READERS, "according.reading:BundledReader"),
        ("extractor", EXTRACTORS, "according.claims:ClaimEngine"),
    ):
        for name, made_by in {BUILTIN: shipped, **{n: p.value for n, p in sorted(installed(group).items())}}.items():
            typer.echo(f"{kind:9} {name:12} {made_by}")


def model_info() -> None:
    """Print what the model in use is: version, hash, labels."""
    from according.reading.encoder import load_network

    settings = read_settings()
    network = load_network(Path(settings.model) if settings.model else None)
    typer.echo(f"version  {network.version}")
    typer.echo(f"sha256   {network.sha256}")
    inventory = network.inventory
    for name in ("types", "roles", "upos", "deprel"):
        typer.echo(wrapped(f"{name:8} {', '.join(getattr(inventory, name))}", "         ", first=""))
