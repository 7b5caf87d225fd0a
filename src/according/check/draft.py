"""A draft held against a ledger: every sentence that names somebody, every claim with its verdict."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from according.ledger import name_key
from according.model import Claim, Document, Reading, Span
from according.ontology import (
    OUTCOME_UNKNOWN,
    Masks,
    Matters,
    masks_of,
    ontology,
    people_of_claims,
    people_of_reading,
    phrase,
)
from according.views import Desk

from .compare import CLEARED, OWN_VOICE, compare
from .findings import VERDICTS, CheckedClaim, CheckedSentence, DraftCheck
from .known import Names
from .matching import Record, by_day, compared, latest_day
from .places import place_of
from .quoting import days_between, denied, on_record, standing, states
from .unread import unread_claims

PASSING = ("supported", "identity_not_confirmed", "not_compared")
"""What a claim from words alone may not say."""
SHOWN = 3
"""Lines of the ledger shown beside one claim of the draft."""


def check_draft(
    draft: Document, reading: Reading, claims: Sequence[Claim], desk: Desk, *, day: date, original: bytes = b""
) -> DraftCheck:
    """Check a draft; nothing is stored.

    Args:
        draft, reading, claims: the draft as taken and read. original: its bytes, for the hash on the sign-off sheet.
        desk: the ledger, through whatever filter applies (an as-of day, for example).
        day: from which the age of the latest document is counted.
    """
    record = Record(desk)
    by_sentence: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        e = claim.evidence[0]
        by_sentence.setdefault((e.start, e.end), []).append(claim)
    names = Names(desk)
    named = _people_by_sentence(reading, names)
    own = masks_of((*people_of_reading(reading), *people_of_claims(claims)), desk.unmasked)
    masks = own + desk.full_names.standing_in(draft.text)
    sentences = []
    for start, end in sorted({*by_sentence, *named}):
        mine = by_sentence.get((start, end), [])
        words = draft.text[start:end]
        checked = tuple(_checked(claim, claims, record, words, day, masks) for claim in mine)
        unread = unread_claims(reading, Span(start, end), names.found(draft.text, start, end), mine)
        warned = (_checked(claim, claims, record, words, day, masks) for claim in unread)
        checked += tuple(_by_words(c) for c in warned if c.verdict not in PASSING)
        checked = tuple(sorted(checked, key=lambda c: tuple(VERDICTS).index(c.verdict)))
        people = tuple(masks.hide(n) for n in named.get((start, end), ()))
        shown = masks.hide(words)
        notes = ["names somebody who is protected; the name is masked here"] if shown != words else []
        if not checked and people:
            notes.append("no claim was read in it; check it by hand if it accuses anybody")
        line = draft.text.count("\n", 0, start) + 1
        place = place_of(draft, start)
        sentences.append(CheckedSentence(start, end, line, shown, people, checked, tuple(notes), place))
    held = desk.ledger.status(known_on=desk.given.known_on)
    return DraftCheck(
        draft=draft.source_name or draft.id,
        sha256=hashlib.sha256(original).hexdigest() if original else draft.sha256,
        ledger=desk.ledger.name,
        recorded=held.last_recorded or "",
        day=day.isoformat(),
        sentences=tuple(sentences),
        documents=held.documents,
        claims=held.claims,
        as_of=desk.given.as_of or "",
        published=draft.published or "",
        read=len(reading.sentences),
        known_on=desk.given.known_on or "",
    )


def _people_by_sentence(reading: Reading, known: Names) -> dict[tuple[int, int], list[str]]:
    """Names of people by the sentence in which they stand, also as a pronoun, and names that the ledger knows."""
    found: dict[tuple[int, int], list[str]] = {}
    people = {i for i, e in enumerate(reading.entities) if e.type == "person" and _is_named(reading, i)}
    for sentence in reading.sentences:
        for mention in reading.mentions:
            if mention.entity in people and sentence.start <= mention.start < sentence.end:
                names = found.setdefault((sentence.start, sentence.end), [])
                name = reading.entities[mention.entity].name
                if name not in names:
                    names.append(name)
        for named in known.found(reading.text, sentence.start, sentence.end):
            names = found.setdefault((sentence.start, sentence.end), [])
            if not any(name_key(name) in named.parties[0].keys for name in names):
                names.append(named.parties[0].name)
    return found


def _is_named(reading: Reading, entity: int) -> bool:
    return any(reading.mentions[m].level == "named" for m in reading.entities[entity].mentions)


def _checked(
    claim: Claim, draft: Sequence[Claim], record: Record, sentence: str, day: date, masks: Masks
) -> CheckedClaim:
    desk = record.desk
    worded = phrase(claim, Matters(draft).of(claim), unmasked=desk.unmasked, masks=masks)
    words = _of_draft(masks.hide(worded.text), worded.speaker)
    speaker = "" if claim.innermost.kind in OWN_VOICE else masks.hide(worded.speaker)
    if not compared(claim):
        return CheckedClaim(words, "not_compared", (), speaker)
    answers = record.answers(claim)
    result = compare(claim, answers, sentence, says_way_out=_says_way_out(claim, draft, sentence))
    verdicts = list(result.verdicts)
    if not answers.sure:
        verdicts.append(("identity_not_confirmed", VERDICTS["identity_not_confirmed"]))
    same = [*answers.same, *answers.vague]
    verdict = next((name for name in VERDICTS if any(v == name for v, _ in verdicts)), "supported")
    denials = [c for c in same if c.polarity == "negated" and claim.polarity == "affirmed"]
    nearest = result.support or same or answers.milder or answers.other
    lines = desk.lines(by_day([c for c in nearest if c not in denials] or denials)[: SHOWN * 3])[-SHOWN:]
    latest = latest_day(same)
    matter = [*same, *answers.milder] or answers.other
    return CheckedClaim(
        words=words,
        verdict=verdict,
        reasons=tuple(dict.fromkeys(reason for _, reason in verdicts if reason)),
        speaker=speaker,
        counted=_counted(desk, result.support),
        standing=standing(desk, same),
        on_record=tuple(on_record(desk, line) for line in lines),
        latest=latest,
        age_days=days_between(latest, day),
        denials=tuple(denied(desk, denials)[:SHOWN]),
        matter=states(matter),
    )


def _of_draft(words: str, speaker: str) -> str:
    """A worded claim of a draft: its own voice is the draft's; what became of the matter the ledger tells beside it."""
    told = words.replace(f"; {OUTCOME_UNKNOWN}", "")
    own = f"{speaker[:1].upper()}{speaker[1:]}: "
    return f"The draft: {told.removeprefix(own)}" if speaker == ontology().kinds["author"] else told


def _by_words(checked: CheckedClaim) -> CheckedClaim:
    return replace(checked, words=f"no claim was read here; the words alone suggest: {checked.words}")


_WAY_OUT = re.compile(
    r"\b(?:acquitted|dismissed|dropped|thr(?:ew|own) out|overturned|cleared|not guilty)\b", re.IGNORECASE
)


def _says_way_out(claim: Claim, draft: Sequence[Claim], sentence: str) -> bool:
    """Whether the draft tells of a way out of the same person, or the sentence of one that was read as nobody's."""
    who = name_key(claim.subject.name) if claim.subject else ""
    ends = [c for c in draft if c.stage in CLEARED and c.subject is not None]
    if any(c.subject is not None and name_key(c.subject.name) == who for c in ends):
        return True
    start = claim.evidence[0].start
    return _WAY_OUT.search(sentence) is not None and not any(c.evidence[0].start == start for c in ends)


def _counted(desk: Desk, support: Sequence[Claim]) -> str:
    if not support:
        return ""
    reports, origins = len(support), desk.origins(support)
    return f"{reports} report{'s' if reports != 1 else ''}, at most {origins} origin{'s' if origins != 1 else ''}"
