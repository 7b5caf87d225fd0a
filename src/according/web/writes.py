"""What forms change: decisions about claims, claims that a person enters, and the fields they come in."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from according.errors import ContractError, DecidedMeanwhile, NotAllowed, NotInLedger
from according.ledger import IDENTITY, KNOWN, ClaimFilter, Ledger, name_key
from according.linking import Party, WithoutEffect, find_doubts, join, link_new, name_of, part
from according.model import (
    Argument,
    Claim,
    Document,
    DocumentRef,
    Evidence,
    Extractor,
    MentionText,
    Qualifiers,
    Speaker,
    claim_id,
)
from according.ontology import check_claim, ontology
from according.views import Desk, accuses_named

from .rights import UNDONE_BY_REVIEWERS
from .visitor import Visitor

Fields = dict[str, str]
MEANWHILE = (
    "somebody decided since you opened the page, or a document came. Nothing was recorded. The profile tells what was "
    "decided, with a key to take it back."
)


def find_claim(ledger: Ledger, document: str, id: str) -> Claim:
    """One claim of a document, whatever was decided about it.

    Raises:
        NotInLedger: if the current reading does not make it and nobody kept it.
    """
    found = next((c for c in ledger.claims(ClaimFilter(document=document)) if c.id == id), None)
    if found is None:
        raise NotInLedger("this claim is no longer in the current reading of its document. Open the document again.")
    return found


def decide(ledger: Ledger, kind: str, claim: Claim, *, author: str, reason: str, seen: int | None) -> int:
    """Accept or reject one claim; returns the decision's number.

    Raises:
        ContractError: for another kind, or for a claim that stands edited.
        DecidedMeanwhile: if somebody was faster.
    """
    if kind not in ("accept", "reject"):
        raise ContractError(f"{kind[:20]!r} is no decision about a claim. Accept it or reject it.")
    if claim.review == "edited" and seen == ledger.latest_decision(claim):
        raise ContractError("this claim stands as a person edited it. Undo the edit first, then decide.")
    return ledger.decide(kind, claim, author=author, reason=reason, seen=seen)


def decide_together(ledger: Ledger, kind: str, chosen: list[tuple[Claim, int]], *, author: str, reason: str) -> int:
    """Accept or reject several claims in one transaction, all or none; returns how many.

    Raises:
        ContractError: if one that accuses a named person would be accepted: those are accepted one at a time. If
            nothing was chosen, or claims would be rejected without a reason.
        DecidedMeanwhile: if somebody was faster with one of them.
    """
    if not chosen:
        raise ContractError("no claim was chosen. Nothing was recorded.")
    if kind != "reject" and any(accuses_named(claim) for claim, _ in chosen):
        raise ContractError("claims that accuse a named person are accepted one at a time. Nothing was recorded.")
    if kind == "reject" and not reason:
        raise ContractError("rejecting claims together needs a reason; it is kept with each. Nothing was recorded.")
    with ledger.batch():
        for claim, seen in chosen:
            decide(ledger, kind, claim, author=author, reason=reason or "accepted together", seen=seen)
    return len(chosen)


def decide_identity(ledger: Ledger, kind: str, pair: str, *, author: str, reason: str) -> int:
    """Merge the two of a doubtful pair or keep them apart, and link again; returns the decision's number.

    Args:
        pair: its id in the queue. reason: what linking found, seen side by side, if empty.

    Raises:
        ContractError: for another kind.
        DecidedMeanwhile: if the pair waits no more.
    """
    if kind not in IDENTITY:
        raise ContractError(f"{kind[:20]!r} is no decision about who is one. Merge the two or keep them apart.")
    found = next((p for p in find_doubts(ledger).pairs if p.id == pair), None)
    if found is None:
        raise DecidedMeanwhile(
            "this pair waits no more: somebody decided, or a document came. Nothing was recorded. Under “Decided "
            "lately” of the page that you come from stands what people decided, with a key to take it back."
        )
    one, other = (_named(ledger, side.key) for side in (found.one, found.other))
    told = reason or f"both sides seen: {', '.join(found.reasons)}"
    number = ledger.decide_identity(kind, one, other, author=author, reason=told)
    link_new(ledger)
    return number


def split_off(ledger: Ledger, party: Party, document: str, *, author: str, reason: str) -> list[int]:
    """Part the person of one document from the others of a profile; returns the decisions' numbers.

    Raises:
        ContractError: without a reason; else as `linking.part`.
        DecidedMeanwhile: if somebody was faster.
    """
    _with_reason(reason)
    if document not in party.documents or len(party.documents) == 1:
        raise DecidedMeanwhile(f"that document is no part of this profile any more: {MEANWHILE}")
    return part(ledger, party, document, author=author, reason=reason)


def merge(desk: Desk, one: Party, other: Party, *, author: str, reason: str, despite: bool) -> list[int]:
    """Make two profiles one person; returns the decisions' numbers.

    Raises:
        ContractError: without a reason, for what is no person, or if it would have no effect: then with what stands
            against it, in words that may be shown. DecidedMeanwhile: if they are one already.
    """
    _with_reason(reason)
    if one is other:
        raise DecidedMeanwhile(f"these two are one person already: {MEANWHILE}")
    if "person" not in (one.type, other.type) or one.type != other.type:
        raise ContractError("only people are merged by hand. Groups and places are one where their names agree.")
    try:
        return join(desk.ledger, one, other, author=author, reason=reason, despite=despite)
    except WithoutEffect as error:
        made = {d.id: d for d in desk.ledger.decisions_by_number(error.decisions)}
        told = [f"decision {n} of {made[n].author} keeps two of their documents apart ({desk.shown(made[n].reason)})"
                for n in error.decisions]  # fmt: skip
        told += [f"{why} in “{desk.title(a)}” and “{desk.title(b)}”" for a, b, why in error.vetoes]
        way = "take the decision back first" if error.decisions else "overrule it by “even where it does not fit”"
        against = "; ".join(told) or "nothing known"
        raise ContractError(f"{error} Against it stands: {against}. You can {way}.") from error


def decide_known(ledger: Ledger, kind: str, number: int, *, author: str, reason: str, seen: int) -> int:
    """Decide whether somebody is an entry of a list; returns the decision's number.

    Raises:
        ContractError: for another kind, or without a reason. NotInLedger: if there is no such link.
        DecidedMeanwhile: if somebody was faster.
    """
    if kind not in KNOWN:
        raise ContractError(f"{kind[:20]!r} is no decision about an entry of a list. Say that it is, or is not.")
    _with_reason(reason)
    link = next((k for k in ledger.known_links() if k.number == number), None)
    if link is None:
        raise NotInLedger("this entry is not in the ledger any more. Load the profile anew.")
    return ledger.decide_known(kind, link, author=author, reason=reason, seen=seen)


def _with_reason(reason: str) -> None:
    if not reason:
        raise ContractError("a decision about who is who needs a reason; it is kept with it. Nothing was recorded.")


def _named(ledger: Ledger, key: tuple[str, str]) -> tuple[str, str]:
    """A person's document and name as printed there."""
    return key[0], name_of(ledger.candidates(None, ClaimFilter(document=key[0])), key) or key[1]


def undo(ledger: Ledger, numbers: list[int], visitor: Visitor) -> int:
    """Take decisions back, and link again if one was about who is one; returns the number of the last undoing.

    Raises:
        NotAllowed: if a reviewer would take back what an editor decided.
        DecidedMeanwhile: if one is not in force any more.
    """
    made = ledger.decisions_by_number(numbers)
    author, about = visitor.name, [d.kind for d in made]
    if not visitor.may("editor") and not UNDONE_BY_REVIEWERS.issuperset(about):
        raise NotAllowed("an editor decided this; an editor takes it back.")
    with ledger.batch():
        standing = {d.id for d in ledger.decisions()}
        if any(d.id not in standing for d in made):
            raise DecidedMeanwhile("that decision is taken back already. Nothing was recorded.")
        taken_back = [ledger.undo(number, author=author) for number in numbers]
        if any(kind in IDENTITY for kind in about) and ledger.was_linked():
            link_new(ledger)
    return taken_back[-1]


def edited(claim: Claim, text: str, given: Fields, shown: Callable[[str], str]) -> Claim:
    """The claim with the fields of the form; its sentence and its id stay.

    Args:
        text: the document's. shown: how a name was masked in the form; a mask sent back leaves the name as it is.

    Raises:
        ContractError: if the result is no claim.
    """
    inner = claim.innermost
    source = inner.source if given["source"] == shown(inner.source) else given["source"]
    speaker = replace(inner, kind=given["kind"], source=source)
    if (speaker.kind, speaker.source) != (inner.kind, inner.source):
        speaker = replace(speaker, entity=None, mention=None, named=speaker.source[:1].isupper())
    changed = replace(
        claim,
        predicate=given["predicate"],
        subject=_renamed(claim.subject, given["subject"], shown),
        object=_renamed(claim.object, given["object"], shown),
        stage=given["stage"] or None,
        certainty=given["certainty"],
        polarity=given["polarity"],
        attribution=(*claim.attribution[:-1], speaker),
    )
    check_claim(changed, text)
    return changed


def entered(ledger: Ledger, document: Document, start: int, end: int, given: Fields) -> Claim:
    """A claim that a person found in the words `start`..`end` of a document.

    Raises:
        ContractError: if the words are outside the text, or what the form says is no claim.
    """
    if not 0 <= start < end <= len(document.text):
        raise ContractError("the words chosen are not in the document. Choose them again.")
    predicate = ontology().predicates.get(given["predicate"])
    if predicate is None:
        raise ContractError(f"predicate {given['predicate'][:40]!r} is not in the ontology")
    segment = document.segment_at(start)
    quote = Evidence(document.id, start, end, document.text[start:end], segment.kind if segment else "body")
    known = {name_key(f): c.id for c in ledger.candidates(None, ClaimFilter(document=document.id)) for f in c.forms}

    def argument(name: str, types: tuple[str, ...]) -> Argument | None:
        if not name or not types:
            return None
        at = quote.quote.find(name)
        mention = MentionText(start + at, start + at + len(name), name) if at >= 0 else None
        kind = given.get("object_type") if len(types) > 1 and given.get("object_type") in types else types[0]
        incident = name if kind == "Incident" else None
        return Argument(kind or types[0], name, known.get(name_key(name)), mention, incident_type=incident)

    claim = Claim(
        id="",
        predicate=predicate.name,
        subject=argument(given["subject"], predicate.subject),
        object=argument(given["object"], predicate.object),
        attribution=(Speaker(given["kind"], given["source"], named=given["source"][:1].isupper()),),
        evidence=(quote,),
        document=_reference(document),
        extractor=Extractor("person", "", 1.0),
        stage=given["stage"] or None,
        certainty=given["certainty"],
        polarity=given["polarity"],
        qualifiers=Qualifiers(),
    )
    if claim.subject is None and claim.object is None:
        raise ContractError("the claim is about nobody and nothing. Name at least its subject.")
    check_claim(claim, document.text)
    identity = claim_id(
        document=document.id, evidence=quote, predicate=claim.predicate, subject=claim.subject, object=claim.object,
        stage=claim.stage, polarity=claim.polarity, innermost=claim.innermost,
    )  # fmt: skip
    return replace(claim, id=identity)


def fields(form: Any) -> Fields:
    """The claim's fields as the form gives them, trimmed; missing ones are empty, doubt takes the lower value."""
    names = ("predicate", "subject", "object", "object_type", "stage", "kind", "source", "certainty", "polarity")
    given = {name: str(form.get(name, "")).strip()[:500] for name in names}
    if given["certainty"] not in ontology().certainty:
        given["certainty"] = "unknown"
    if given["polarity"] not in ("affirmed", "negated"):
        given["polarity"] = "affirmed"
    return given


def note_text(given: Fields) -> tuple[str, str]:
    """File name and text of a note: who said it, when, on the record or not, then the words."""
    head = f"Interview with {given['speaker']}, {given['day']} ({given['record']})"
    digest = hashlib.sha256(f"{head}{given['words']}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"note-{given['day']}-{digest}.txt", f"{head}\n\n{given['words']}\n"


def _renamed(argument: Argument | None, name: str, shown: Callable[[str], str]) -> Argument | None:
    if argument is None or name in ("", argument.name, shown(argument.name)):
        return argument
    return replace(argument, name=name, entity=None, mention=None)


def _reference(document: Document) -> DocumentRef:
    return DocumentRef(
        document.id, document.version, document.url, document.publisher, document.title, document.published,
        document.language, document.sha256, document.handling, document.status,
    )  # fmt: skip
