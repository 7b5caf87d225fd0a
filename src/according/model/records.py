"""Claims as plain records (CLAIMS.md §2), and back: the one place that knows the field names of the JSON.

`with` is a keyword of Python, so a speaker's `also` is written `with`; fields that do not apply are left out, except
those the contract always wants.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from .claims import Claim, DateValue, DocumentRef, Extractor, PlaceValue, Speaker

_RENAMED = {"also": "with"}
_SHARED = (DocumentRef, Extractor, Speaker, PlaceValue, DateValue)
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


Pool = dict[Any, Any]
"""Records and words that several claims share, so that each is made once and kept once."""


def claim_from_record(record: dict[str, Any], pool: Pool | None = None) -> Claim:
    """The claim that `claim_record` wrote.

    Args:
        pool: one for all claims that are read together; it fills as they are read.

    Raises:
        KeyError, TypeError, ValueError: if the record is not one of a claim.
    """
    claim: Claim = _builder(Claim)(record, {} if pool is None else pool)
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


Build = Callable[[Any, Pool], Any]


@cache
def _builder(kind: Any) -> Build:
    """How values of a type are built; worked out once a type, since a ledger holds claims by the hundred thousand."""
    if get_origin(kind) in (Union, UnionType):
        inner = _builder(next(k for k in get_args(kind) if k is not type(None)))
        if inner in (_as_it_is, _word):
            return inner
        return lambda value, pool: None if value is None else inner(value, pool)
    if get_origin(kind) is tuple:
        member = _builder(get_args(kind)[0])
        return lambda value, pool: tuple([member(item, pool) for item in value])
    if is_dataclass(kind):
        return _shared(_record_builder(kind), kind) if kind in _SHARED else _record_builder(kind)
    if kind is float:
        return lambda value, _: float(value) if isinstance(value, int) else value
    return _word if kind is str else _as_it_is


def _as_it_is(value: Any, _: Pool) -> Any:
    return value


def _word(value: Any, pool: Pool) -> Any:
    return pool.setdefault(value, value)


def _shared(build: Build, kind: Any) -> Build:
    """Builds a record once for all that say the same; one with records inside is built each time."""

    def make(value: Any, pool: Pool) -> Any:
        key = (kind, *value, *value.values())
        try:
            known = pool.get(key)
        except TypeError:
            return build(value, pool)
        if known is None:
            known = pool[key] = build(value, pool)
        return known

    return make


def _record_builder(kind: Any) -> Build:
    hints = get_type_hints(kind)
    known: dict[str, tuple[str, Build]] = {}

    def build(value: Any, pool: Pool) -> Any:
        if not known:  # a speaker holds speakers: its fields' builders are looked up after it has one itself
            known.update({_RENAMED.get(f.name, f.name): (f.name, _builder(hints[f.name])) for f in fields(kind)})
        given = {}
        for key, item in value.items():
            if key in known:
                name, make = known[key]
                given[name] = item if make is _as_it_is or item is None else make(item, pool)
        return kind(**given)

    return build
