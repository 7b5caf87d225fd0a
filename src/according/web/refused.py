"""What somebody is shown whose form was not recorded: why, who was faster with what, and every word that they sent.

Nothing that was typed is lost with a refusal, and what can still be decided is one key away.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from starlette.datastructures import FormData

from according.errors import DecidedMeanwhile, NotInLedger
from according.ontology import ontology
from according.views import Desk, Line

from .writes import find_claim

SENT = {
    "reason": "Why", "subject": "Who or what it is about", "predicate": "What is claimed", "object": "Whom or what",
    "stage": "Stage in law", "kind": "Who says so: kind", "source": "Who says so: words used",
    "certainty": "How sure the source is", "polarity": "Affirmed or denied", "speaker": "Who spoke", "day": "Day",
    "record": "On the record or not", "words": "The words", "address": "Address",
}  # fmt: skip
"""The fields that people fill in, as the forms call them; keys and passwords are not among them."""
DONE = {"accept": "accepted", "reject": "rejected", "edit": "edited", "undo": "took back an earlier decision about"}


@dataclass(frozen=True, slots=True)
class Faster:
    """A claim that somebody else decided meanwhile: what they did, who, when and why."""

    line: Line
    done: str
    author: str
    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What a form wanted. `rest` are the choices of a page that nobody was faster with, as the form sends them."""

    error: str
    back: str
    sent: tuple[tuple[str, str], ...] = ()
    faster: tuple[Faster, ...] = ()
    rest: tuple[str, ...] = ()
    kind: str = ""
    reason: str = ""


def refused(desk: Desk, given: FormData, error: Exception, back: str) -> Refused:
    """What was sent, and where somebody was faster, who; `back` is the page that the form stood on."""
    words = {name: str(given.get(name, "")).strip() for name in SENT}
    deciding = words["kind"] in ("accept", "reject")
    sent = tuple((SENT[name], _label(name, told)) for name, told in words.items() if told and not _is_key(name, told))
    found, rest = [], []
    if isinstance(error, DecidedMeanwhile):
        for choice, id, seen, document in _choices(given):
            with suppress(NotInLedger, ValueError):
                faster = _faster(desk, document, id, int(seen))
                found.append(faster) if faster is not None else rest.append(choice)
    choices = tuple(rest) if given.getlist("chosen") and found else ()
    kind = words["kind"] if deciding else ""
    return Refused(str(error), back, sent, tuple(found), choices, kind, words["reason"])


def _is_key(name: str, told: str) -> bool:
    return name == "kind" and told not in ontology().kinds


def _label(name: str, told: str) -> str:
    """The word that the form shows for a code."""
    labels = {"kind": ontology().kinds, "certainty": ontology().certainty}.get(name, {})
    return labels.get(told, told.replace("_", " ") if name in ("predicate", "stage") else told)


def _choices(given: FormData) -> Iterator[tuple[str, str, str, str]]:
    """What was to be decided: the choice as sent, the claim, the newest decision seen, the document."""
    for choice in given.getlist("chosen"):
        id, seen, document = str(choice).split(" ", 2)
        yield str(choice), id, seen, document
    if given.get("claim"):
        yield "", str(given["claim"]), str(given.get("seen", "")), str(given.get("in", ""))


def _faster(desk: Desk, document: str, id: str, seen: int) -> Faster | None:
    claim = find_claim(desk.ledger, document, id)
    latest = desk.ledger.latest_decision(claim)
    made = next(iter(desk.ledger.decisions_by_number([latest])), None)
    if latest == seen or made is None:
        return None
    day = made.recorded_at[:16].replace("T", " ")
    return Faster(desk.line(claim), DONE.get(made.kind, made.kind), made.author, day, desk.shown(made.reason, document))
