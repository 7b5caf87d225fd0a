"""A frozen sign-off held against the draft and the ledger of today: what changed since.

A ledger that grew need not say anything else of these sentences; growth alone is told, and is no change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from according.views import Desk

from .findings import CheckedClaim, CheckedSentence, DraftCheck
from .frozen import Frozen

MOST = 5
"""New lines of the ledger told for one sentence; the number of the rest is told."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One sentence of the sheet of which the ledger says something else now; `number` is its number on the sheet."""

    number: int
    text: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """What changed since a sheet was frozen.

    Attributes:
        draft_changed: whether the draft's bytes are others.
        new, gone: sentences about somebody that are not on the sheet, and those of the sheet that the draft lacks.
        changed: sentences of which the ledger says something else.
        notes: what is no change but should be known: the ledger grew, another version reads.
    """

    draft_changed: bool
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[Changed, ...]
    notes: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the sheet still says what the draft and the ledger say."""
        return not (self.draft_changed or self.new or self.gone or self.changed)


def verify(then: Frozen, now: DraftCheck, desk: Desk, *, according: str, reader: str) -> Verification:
    """Compare a frozen check with the same check made today.

    Args:
        now: the draft checked against the ledger as it is. desk: that ledger, to word what is new.
        according, reader: versions that made `now`.
    """
    same_draft = then.check.sha256 == now.sha256
    pairs, new, gone = _paired(then.check.sentences, now.sentences, by_place=same_draft)
    changed = []
    for number, before, after in pairs:
        found = _changes(before, after, desk)
        if found:
            changed.append(Changed(number, before.text, tuple(found)))
    notes = _notes(then, now, according, reader)
    return Verification(not same_draft, new, gone, tuple(changed), notes)


def _paired(
    before: Sequence[CheckedSentence], after: Sequence[CheckedSentence], *, by_place: bool
) -> tuple[list[tuple[int, CheckedSentence, CheckedSentence]], tuple[str, ...], tuple[str, ...]]:
    """Sentences of both, those that only the draft has, those that only the sheet has.

    In an unchanged draft a sentence is known by its place, since a mask may have come or gone; else by its words.
    """

    def key(sentence: CheckedSentence) -> object:
        return (sentence.start, sentence.end) if by_place else " ".join(sentence.text.split())

    waiting: dict[object, list[CheckedSentence]] = {}
    for sentence in after:
        waiting.setdefault(key(sentence), []).append(sentence)
    pairs, gone = [], []
    for number, sentence in enumerate(before, 1):
        found = waiting.get(key(sentence))
        if found:
            pairs.append((number, sentence, found.pop(0)))
        else:
            gone.append(sentence.text)
    left = sorted((s for rest in waiting.values() for s in rest), key=lambda s: s.start)
    return pairs, tuple(s.text for s in left), tuple(gone)


def _changes(before: CheckedSentence, after: CheckedSentence, desk: Desk) -> list[str]:
    found = []
    if len(before.claims) != len(after.claims):
        found.append(f"{len(before.claims)} claims were read in it then, {len(after.claims)} now")
    for one, other in zip(before.claims, after.claims, strict=False):
        found += _claim_changes(one, other)
    found += _matter_changes(before, after, desk)
    return list(dict.fromkeys(found))


def _claim_changes(before: CheckedClaim, after: CheckedClaim) -> list[str]:
    found = []
    if before.verdict != after.verdict:
        why = f": {'; '.join(after.reasons)}" if after.reasons else ""
        found.append(f"{_told(before.verdict)} then, {_told(after.verdict)} now{why}")
    elif before.reasons != after.reasons:
        found.append(f"still {_told(after.verdict)}, but: {'; '.join(after.reasons) or 'no reason is left'}")
    if before.standing != after.standing:
        found.append(f"furthest step: {before.standing or 'none'} then, {after.standing or 'none'} now")
    if before.counted != after.counted:
        found.append(f"{before.counted or 'no report'} then, {after.counted or 'no report'} now")
    found += [f"denied since: {words}" for words in after.denials if words not in before.denials]
    return found


def _matter_changes(before: CheckedSentence, after: CheckedSentence, desk: Desk) -> list[str]:
    """Claims of the ledger that came, went or read otherwise among those that the sentence was held against."""
    then = {id: state for claim in before.claims for id, state in claim.matter}
    now = {id: state for claim in after.claims for id, state in claim.matter}
    new = [desk.by_id[id] for id in now if id not in then and id in desk.by_id]
    found = [f"new on record: {line.text}" for line in desk.lines(new)]
    if len(found) > MOST:
        found = [*found[:MOST], f"and {len(found) - MOST} more lines that are new on record"]
    gone = sum(id not in now for id in then)
    altered = sum(id in now and now[id] != state for id, state in then.items())
    if gone:
        found.append(f"no longer on record: {_number(gone)} that it was held against")
    if altered:
        found.append(f"on record otherwise (reviewed, edited or replaced since): {_number(altered)}")
    return found


def _number(claims: int) -> str:
    return f"{claims} claim{'s' if claims != 1 else ''}"


def _told(verdict: str) -> str:
    return verdict.replace("_", " ")


def _notes(then: Frozen, now: DraftCheck, according: str, reader: str) -> tuple[str, ...]:
    was, notes = then.check, []
    if was.ledger != now.ledger:
        notes.append(f"frozen against {was.ledger}, held against {now.ledger}")
    if was.recorded != now.recorded:
        notes.append(
            f"the ledger was last written {now.recorded or 'never'} ({was.recorded or 'never'} then): "
            f"{now.documents} documents and {now.claims} claims ({was.documents} and {was.claims} then)"
        )
    if was.as_of and not now.as_of:
        notes.append(f"frozen as of {was.as_of}, held against everything in the ledger")
    if was.known_on and not now.known_on:
        notes.append(f"frozen with what was known on {was.known_on}, held against everything in the ledger")
    if (then.according, then.reader) != (according, reader):
        notes.append(
            f"frozen by version {then.according} with reader {then.reader}, held by {according} with {reader}: "
            "a difference may be one of reading"
        )
    return tuple(notes)
