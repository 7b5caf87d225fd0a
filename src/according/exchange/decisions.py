"""Decisions of another ledger taken over by this one, from its export or from the ledger itself.

A decision is taken over where this ledger has what it was made on and nobody here decided otherwise. What does not fit
is listed and left to a person: nobody is overruled, and what was taken back here does not come back by itself.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from according.errors import ContractError, NotInLedger
from according.ledger import IDENTITY, KNOWN, Decision, Ledger, link_of, made_on
from according.ledger.decisions import REVIEW_OF
from according.linking import link_new
from according.model import Claim, claim_from_record
from according.ontology import check_claim

BROUGHT_IN = "brought in)"
APART = ("split", "never_same")
Lines = Iterable[tuple[int, Any]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the two ledgers do not agree on: a decision, or a document of the same id with other bytes."""

    what: str
    target: str
    here: str
    there: str


@dataclass(slots=True)
class Taken:
    """What taking decisions over did. `lacking` are about what is not here, `refused` are no decisions, by line.

    `left` are those that only a person of this ledger can make.
    """

    decisions: int = 0
    entered: int = 0
    known: int = 0
    lacking: list[tuple[int, str]] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Given:
    """One line: a decision as another ledger tells it."""

    kind: str
    author: str
    reason: str
    day: str
    made_on: tuple[str, ...]
    value: Any
    claim: Claim | None

    @classmethod
    def of(cls, record: Any) -> "_Given":
        """Raises KeyError, TypeError, ValueError: if it is not one of a decision."""
        words = [record[name] for name in ("kind", "author", "reason", "recorded_at")]
        statement = tuple(record.get("made_on", ()))
        if not all(isinstance(word, str) for word in (*words, *statement)):
            raise TypeError("words")
        claim = claim_from_record(record["claim"]) if words[0] == "enter" else None
        return cls(words[0], words[1], words[2], words[3][:10], statement, record.get("value"), claim)

    @property
    def why(self) -> str:
        """The reason, with the day on which it was decided: here it is recorded today."""
        if self.reason.endswith(BROUGHT_IN):
            return self.reason
        return f"{self.reason} (decided {self.day}, {BROUGHT_IN}".lstrip()

    @property
    def told(self) -> str:
        """Kind and author, as conflicts tell them."""
        return f"{self.kind} by {self.author}"


def take_decisions(ledger: Ledger, lines: Lines) -> Taken:
    """Take over what another ledger decided; running it again changes nothing.

    Args:
        lines: number and record of each line, as `decision_records` gives them; what is none is listed.
    """
    with ledger.batch():
        taking = _Taking(ledger)
        for number, record in lines:
            taking.take(number, record)
        if taking.linked_anew and ledger.was_linked():
            before = {d.id for d in taking.before}
            conflicts = [c for c in link_new(ledger).conflicts if c.decision not in before]
            taking.done.conflicts += [
                Conflict("decision", str(c.decision), c.why, "just taken over") for c in conflicts
            ]
    return taking.done


class _Taking:
    """One run over the lines, with what this ledger has."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.done = Taken()
        self.linked_anew = False
        self.before = ledger.decisions()
        self.claims = {made_on(claim): claim for claim in ledger.claims()}
        self.texts = {(d.id, d.version): d.text for d in ledger.documents()}
        self.reviews = {d.made_on: d for d in self.before if d.kind in REVIEW_OF}
        self.who = {d.target: d for d in self.before if d.kind in (*IDENTITY, *KNOWN)}
        self.links = {link.key for link in ledger.known_links()}
        self.undone = {(d.kind, d.made_on or d.target) for d in ledger.taken_back()}

    def take(self, number: int, record: Any) -> None:
        """One line."""
        try:
            given = _Given.of(record)
            if given.kind in REVIEW_OF:
                self._review(number, given)
            elif given.kind == "enter" and given.claim is not None:
                self._enter(number, given, given.claim)
            elif given.kind in IDENTITY:
                self._identity(number, given)
            elif given.kind in KNOWN:
                self._known(number, given)
            elif given.kind == "unmask":
                where = given.value["document"] if given.value else ""
                told = f"{given.author} shows a protected person of document {where!r}; that is decided here anew"
                self.done.left.append((number, told))
            else:
                self.done.refused.append((number, f"{given.kind[:40]!r} is no decision that can be taken over"))
        except (KeyError, TypeError, ValueError, AttributeError, ContractError) as error:
            self.done.refused.append((number, f"not a decision of an export ({_words(error)})"))

    def _review(self, number: int, given: _Given) -> None:
        here = self.reviews.get(given.made_on)
        claim = self.claims.get(given.made_on)
        if here is not None:
            value = json.loads(here.value) if here.value else None
            self._same_or_not(given, here, here.target, same=(here.kind, value) == (given.kind, given.value))
        elif (given.kind, given.made_on) in self.undone and claim is not None:
            self._taken_back(given, claim.id)
        elif claim is None:
            self.done.lacking.append((number, f"{given.told}: no claim here says what it was made on"))
        else:
            if given.kind == "edit":
                edited = _edited(given.value, claim)
                check_claim(edited, self.texts[claim.document.id, claim.document.version])
                self.ledger.edit(claim, edited, author=given.author, reason=given.why)
            else:
                self.ledger.decide(given.kind, claim, author=given.author, reason=given.why)
            self.reviews[given.made_on] = _standing(given, claim.id)
            self.done.decisions += 1

    def _enter(self, number: int, given: _Given, claim: Claim) -> None:
        statement = made_on(claim)
        if statement in self.claims:
            self.done.known += 1
            return
        text = self.texts.get((claim.document.id, claim.document.version))
        if text is None:
            told = f"{given.told}: document {claim.document.id!r} is not here in that version"
            self.done.lacking.append((number, told))
            return
        check_claim(claim, text)
        entered = replace(claim, review="unreviewed", superseded_by=())
        self.ledger.enter(entered, author=given.author, reason=given.why)
        self.claims[statement] = entered
        self.done.entered += 1

    def _identity(self, number: int, given: _Given) -> None:
        (one, first), (other, second) = given.value
        value = json.dumps(sorted([[one, first], [other, second]]), ensure_ascii=False)
        target = f"identity {hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"
        if not self._settled(given, target, f"{first} in {one}, {second} in {other}"):
            try:
                self.ledger.decide_identity(
                    given.kind, (one, first), (other, second), author=given.author, reason=given.why
                )
            except NotInLedger as error:
                self.done.lacking.append((number, f"{given.told}: {error}"))
                return
            self.who[target] = _standing(given, target)
            self.linked_anew = True
            self.done.decisions += 1

    def _known(self, number: int, given: _Given) -> None:
        why = {
            name: given.value.pop(name, default) for name, default in (("speaks", ()), ("against", ()), ("score", 0))
        }
        link = link_of(json.dumps(given.value))
        link = replace(link, score=float(why["score"]), speaks=tuple(why["speaks"]), against=tuple(why["against"]))
        if not self._settled(given, link.target, f"{link.name} in {link.document}, {link.entry.id}"):
            try:
                self.ledger.decide_known(given.kind, link, author=given.author, reason=given.why)
            except NotInLedger as error:
                self.done.lacking.append((number, f"{given.told}: {error}"))
                return
            if link.key not in self.links:
                self.ledger.keep_known([link], author=given.author)
                self.links.add(link.key)
            self.who[link.target] = _standing(given, link.target)
            self.done.decisions += 1

    def _settled(self, given: _Given, target: str, about: str) -> bool:
        """Whether there is nothing to take over about who is who: it stands, or something else does."""
        here = self.who.get(target)
        if here is not None:
            apart = {here.kind, given.kind} <= set(APART)
            self._same_or_not(given, here, about, same=apart or here.kind == given.kind)
            return True
        if (given.kind, target) in self.undone:
            self._taken_back(given, about)
            return True
        return False

    def _same_or_not(self, given: _Given, here: Decision, about: str, *, same: bool) -> None:
        if same:
            self.done.known += 1
        else:
            told = Conflict("decision", about, f"{here.kind} by {here.author}", given.told)
            self.done.conflicts.append(told)

    def _taken_back(self, given: _Given, about: str) -> None:
        self.done.conflicts.append(Conflict("decision", about, f"{given.kind} was taken back", given.told))


def _standing(given: _Given, target: str) -> Decision:
    """What a line stands for once it is taken over, for the lines after it."""
    value = json.dumps(given.value) if given.value is not None else ""
    return Decision(0, given.kind, target, given.made_on, value, given.author, given.reason, "")


def _edited(value: Any, claim: Claim) -> Claim:
    """An edit's claim with the quotes that stand here."""
    quotes = [item.quote for item in claim.evidence]
    evidence = [{**item, "quote": q} for item, q in zip(value["evidence"], quotes, strict=False)]
    return claim_from_record({**value, "evidence": evidence})


def _words(error: Exception) -> str:
    named = error.args[0] if error.args else ""
    return f"no {named!r}" if isinstance(error, KeyError) else str(named)[:120] or type(error).__name__
