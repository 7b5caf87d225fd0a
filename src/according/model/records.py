"""Claims as plain records (CLAIMS.md §2), and back: the one place that knows the field names of the JSON.

`with` is a keyword of Python, so a speaker's `also` is written `with`; fields that do not apply are left out, except
those the contract always wants.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from .claims import Claim

_RENAMED = {"also": "with"}
_ALWAYS = {
    "Claim": {"subject", "object", "stage", "qualifiers", "superseded_by"},
    "Argument": {"entity", "mention", "protected"},
    "Speaker": {"source", "entity", "cue", "named", "anonymous"},
    "Extractor": {"version"},
    "DocumentRef": {"url", "publisher", "title", "published", "language"},
}


def claim_record(claim: Claim) -> dict[str, Any]:
    """The claim as JSON-ready values, field names and order as CLAIMS.md §2 gives them."""
    record: dict[str, Any] = _plain(claim)
    return record


def claim_from_record(record: dict[str, Any]) -> Claim:
    """The claim that `claim_record` wrote.

    Raises:
        KeyError, TypeError, ValueError: if the record is not one of a claim.
    """
    claim: Claim = _build(Claim, record)
    return claim


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        always = _ALWAYS.get(type(value).__name__, set())
        out = {}
        for field in fields(value):
            item = getattr(value, field.name)
            if field.name in always or not (item is None or item == () or item == ""):
                out[_RENAMED.get(field.name, field.name)] = _plain(item)
        return out
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _build(kind: Any, value: Any) -> Any:
    return _builder(kind)(value)


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """How values of a type are built; worked out once a type, since a ledger holds claims by the hundred thousand."""
    if get_origin(kind) in (Union, UnionType):
        inner = _builder(next(k for k in get_args(kind) if k is not type(None)))
        if inner is _as_it_is:
            return inner
        return lambda value: None if value is None else inner(value)
    if get_origin(kind) is tuple:
        member = _builder(get_args(kind)[0])
        return lambda value: tuple([member(item) for item in value])
    if is_dataclass(kind):
        return _record_builder(kind)
    if kind is float:
        return lambda value: float(value) if isinstance(value, int) else value
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _record_builder(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    known: list[tuple[str, str, Callable[[Any], Any]]] = []

    def build(value: Any) -> Any:
        if not known:  # a speaker holds speakers: its fields' builders are looked up after it has one itself
            known.extend((f.name, _RENAMED.get(f.name, f.name), _builder(hints[f.name])) for f in fields(kind))
        return kind(**{
            name: value[key] if make is _as_it_is else make(value[key]) for name, key, make in known if key in value
        })  # fmt: skip

    return build
