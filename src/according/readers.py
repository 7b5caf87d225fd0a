"""Readers and claim extractors of other packages, found by entry point.

A package names a function in its `pyproject.toml`, under `[project.entry-points."according.readers"]` or
`"according.extractors"`; the function is given the settings and returns what `according.model` calls a `Reader` or a
`ClaimExtractor`. Nothing of another package is imported before it is asked for by name.
"""

from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from according.errors import ContractError, SettingError
from according.model import Claim, Document
from according.ontology import check_claim
from according.settings import Settings

READERS, EXTRACTORS = "according.readers", "according.extractors"
BUILTIN = "builtin"
"""Name of the reader and the extractor that ship with According."""
_METHODS = {READERS: "read", EXTRACTORS: "extract"}
_OPTIONS = {READERS: "reader", EXTRACTORS: "extractor"}


def installed(group: str) -> dict[str, EntryPoint]:
    """Entry points of a group (`READERS` or `EXTRACTORS`) by name, those of all packages in this environment."""
    return {point.name: point for point in entry_points(group=group)}


def load(group: str, name: str, settings: Settings) -> Any:
    """The reader or extractor of a name.

    Raises:
        SettingError: if none is installed under that name, it cannot be loaded, or it lacks what the protocol asks.
    """
    known, option = installed(group), _OPTIONS[group]
    if name not in known:
        told = ", ".join([BUILTIN, *sorted(known)])
        raise SettingError(f"--{option} {name!r} is not installed. Installed here: {told}")
    try:
        make: Callable[[Settings], object] = known[name].load()
        made = make(settings)
    except Exception as error:  # whatever another package does while it is set up
        raise SettingError(
            f"--{option} {name!r} ({known[name].value}) could not be set up: {type(error).__name__}: {error}"
        ) from error
    for attribute in ("name", "version", _METHODS[group]):
        if not getattr(made, attribute, None):
            raise SettingError(
                f"--{option} {name!r} ({known[name].value}) has no {attribute}: see docs/how-to/readers.md"
            )
    return made


def borne_out(claims: Iterable[Claim], document: Document) -> tuple[list[Claim], int]:
    """The claims of another package's extractor that hold the contract, and how many were refused.

    A claim holds it if the ontology knows its words and every quote stands verbatim in this document.
    """
    kept, refused = [], 0
    for claim in claims:
        try:
            check_claim(claim, document.text)
        except ContractError:
            refused += 1
            continue
        if {claim.document.id, *(item.document for item in claim.evidence)} == {document.id}:
            kept.append(claim)
        else:
            refused += 1
    return kept, refused
