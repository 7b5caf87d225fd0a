"""A draft held against a ledger: every sentence that names somebody, every claim with its verdict."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from according.ledger import name_key
from according.linking import Party
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

from .bearing import RELATIONS, Borne, bear_out, doubted, echoes, is_step, locked_up, sharper, unreached
from .compare import CLEARED, OWN_VOICE, SETTLED, compare
from .findings import BLOCKING, VERDICTS, CheckedClaim, CheckedSentence, DraftCheck
from .known import Known, Names
from .lexicon import Telling, is_open, patterns, read_telling, word_data
from .matching import LAW, NAMED, TIE, Record, by_day, compared, latest_day, named_parties
from .places import place_of
from .quoting import days_between, denied, in_words, on_record, standing, states
from .unread import accusable, beside_claims, unread_claims
from .wordings import Wordings

PASSING = ("supported", "identity_not_confirmed", "not_compared")
"""What a claim from words alone may not say."""
BIOGRAPHY = frozenset(
    ("age", "nationality", "occupation", "residence", "holds_post", "family_of", "moved_to", "alias_of")
)
"""Predicates that say who somebody is, and accuse nobody of anything."""
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
    wordings = Wordings(desk, names)
    referring = _referring(reading, names)
    sentences = []
    for start, end in sorted({*by_sentence, *named}):
        mine = by_sentence.get((start, end), [])
        words, span = draft.text[start:end], Span(start, end)
        known = [*names.found(draft.text, start, end), *referring.get((start, end), ())]
        known += [n for n in names.surnames(draft.text, start, end) if not any(_is_one(n, other) for other in known)]
        telling = read_telling(draft.text, span, [n.span for n in known if n.span.of(draft.text) == n.written])
        hold = partial(_held, draft=claims, record=record, wordings=wordings, telling=telling, day=day, masks=masks)
        read = [hold(claim, words) for claim in mine]
        unread = [hold(c, words) for c in unread_claims(reading, span, known, telling, mine)]
        checked = [*read, *(_by_words(c) for c in unread if c.verdict not in PASSING)]
        if not any(c.verdict in BLOCKING for c in checked):
            beside = [hold(c, words) for c in beside_claims(reading, span, known, telling, mine)]
            checked += [_by_words(c) for c in beside if c.verdict in BLOCKING]
        if not any(c.verdict in BLOCKING for c in checked):
            supported = any(c.verdict == "supported" for c in checked)
            checked += _echoed(
                telling, accusable(draft.text, span, known), record, wordings, masks, supported=supported
            )
        biography = bool(mine) and {c.predicate for c in mine} <= BIOGRAPHY
        if _accuses(telling) and (biography or accusable(draft.text, span, known)) and _is_unread(checked, mine):
            checked.append(_untold(telling))
        checked = sorted(checked, key=lambda c: tuple(VERDICTS).index(c.verdict))
        people = tuple(masks.hide(n) for n in named.get((start, end), ()))
        shown = masks.hide(words)
        notes = ["names somebody who is protected; the name is masked here"] if shown != words else []
        if not checked and people:
            notes.append("no claim was read in it; check it by hand if it accuses anybody")
        line = draft.text.count("\n", 0, start) + 1
        place = place_of(draft, start)
        sentences.append(CheckedSentence(start, end, line, shown, people, tuple(checked), tuple(notes), place))
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


def _referring(reading: Reading, names: Names) -> dict[tuple[int, int], list[Known]]:
    """By sentence, those whom the ledger knows and who stand in it as a surname, a pronoun or "the gang" alone."""
    found: dict[tuple[int, int], list[Known]] = {}
    for sentence in reading.sentences:
        here = names.found(reading.text, sentence.start, sentence.end)
        seen = {key for known in here for party in known.parties for key in party.keys}
        for mention in reading.mentions:
            if mention.entity >= 0 and sentence.start <= mention.start < sentence.end:
                known = names.bearing(reading.entities[mention.entity].name, Span(mention.start, mention.end))
                if known is not None and known.key not in seen and not any(_meets(known, other) for other in here):
                    seen.add(known.key)
                    found.setdefault((sentence.start, sentence.end), []).append(known)
    return found


def _meets(known: Known, other: Known) -> bool:
    return known.span.start < other.span.end and other.span.start < known.span.end


def _is_one(known: Known, other: Known) -> bool:
    """Whether two names overlap, or are of one party."""
    return _meets(known, other) or any(party in other.parties for party in known.parties)


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


def _held(
    claim: Claim,
    sentence: str,
    *,
    draft: Sequence[Claim],
    record: Record,
    wordings: Wordings,
    telling: Telling,
    day: date,
    masks: Masks,
) -> CheckedClaim:
    """A claim of the draft held against the claims on record and, where none answers it, against words on record."""
    checked = _checked(claim, draft, record, sentence, day, masks)
    about = claim.subject if claim.subject is not None and claim.subject.type in NAMED else claim.object
    stepped = checked.verdict == "overstated" and (is_step(claim) or claim.predicate in RELATIONS)
    if about is None or not (stepped or (checked.verdict == "unsupported" and not checked.counted)):
        return checked
    parties, _ = named_parties(about, record.desk)
    if claim.predicate in RELATIONS and claim.object is not None and claim.object is not about:
        # what is said of two is on record with either
        parties = [*parties, *named_parties(claim.object, record.desk)[0]]
    if claim.predicate in (*LAW, *TIE) and _is_harmed(parties, record):
        return checked
    about_them = wordings.about(parties)
    borne = bear_out(claim, telling, about_them, record.about(parties))
    if borne is None and not stepped:
        borne = unreached(claim, record.about(parties), about_them)
    settled = any(c.stage in SETTLED for c in record.answers(claim).same)
    if borne is None or (stepped and borne.verdict and (borne.verdict != "contradicted" or settled)):
        return checked
    return _as_borne(checked if borne.verdict else replace(checked, verdict="unsupported"), borne, record.desk)


def _as_borne(checked: CheckedClaim, borne: Borne, desk: Desk) -> CheckedClaim:
    lines = tuple(in_words(desk, w.document, w.span) for w in borne.wordings)
    latest = max((w.document.published or "" for w in borne.wordings), default="")
    return replace(
        checked,
        verdict=borne.verdict or checked.verdict,
        reasons=(borne.reason,),
        on_record=lines[:SHOWN],
        latest=latest,
        age_days=None,
    )


def _accuses(telling: Telling) -> bool:
    """Whether there are words of an offence, of a court or of a gang in a sentence."""
    return (
        bool(telling.matters) or telling.stage is not None or patterns("gangs")["any"].search(telling.plain) is not None
    )


def _is_unread(checked: Sequence[CheckedClaim], mine: Sequence[Claim]) -> bool:
    """Whether nothing was found in a sentence but who somebody is, and details that are not compared."""
    told = {c.verdict for c in checked} - {"not_compared"}
    return not told or (told <= {"supported"} and {c.predicate for c in mine if compared(c)} <= BIOGRAPHY)


def _untold(telling: Telling) -> CheckedClaim:
    """A sentence that speaks of an offence or a court, and of which no claim about it was read, is not to pass."""
    steps = ontology().stages
    of = [*sorted(code.replace("_", " ") for code in telling.matters)]
    of += [steps[telling.stage].label] if telling.stage is not None else []
    return CheckedClaim(f"its words tell of {', '.join(of) or 'a gang'}; who did what was not read", "unread", ())


def _echoed(
    telling: Telling, names: Sequence[Known], record: Record, wordings: Wordings, masks: Masks, *, supported: bool
) -> list[CheckedClaim]:
    """What words on record make of the words of a sentence."""
    found = []
    for known in {n.key: n for n in names}.values():
        accuses = known.type == "group" or telling.matters or telling.tie is not None
        about, around = wordings.about(known.parties), wordings.around(known.parties)
        borne = doubted(telling, about, around) or sharper(telling, about)
        borne = borne or (locked_up(telling, about) if known.type == "person" else None)
        if borne is None and (
            telling.stage is not None
            or not accuses
            or _BODY.search(known.written)
            or is_open(telling.plain)
            or _NO.search(_RELATIVE.sub(" ", telling.plain))
            or _is_harmed(known.parties, record)
        ):
            continue
        borne = borne or echoes(telling, about, around, supported=supported)
        if borne is not None:
            bare = CheckedClaim(
                f"no claim was read here; its words about {masks.hide(known.written)}", "unsupported", ()
            )
            found.append(_as_borne(bare, borne, record.desk))
    return found[:1]


def _is_harmed(parties: Sequence[Party], record: Record) -> bool:
    """Whether the ledger knows them as people who were harmed, and accuses them of nothing."""
    predicates = {c.predicate for c in record.about(parties)}
    return "victim_of" in predicates and not predicates & set(LAW)


def _of_draft(words: str, speaker: str) -> str:
    """A worded claim of a draft: its own voice is the draft's; what became of the matter the ledger tells beside it."""
    told = words.replace(f"; {OUTCOME_UNKNOWN}", "")
    own = f"{speaker[:1].upper()}{speaker[1:]}: "
    return f"The draft: {told.removeprefix(own)}" if speaker == ontology().kinds["author"] else told


def _by_words(checked: CheckedClaim) -> CheckedClaim:
    return replace(checked, words=f"no claim was read here; the words alone suggest: {checked.words}")


_BODY = re.compile(rf"\b(?:{word_data()['aside']['bodies']})\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:not|never|no(?! longer)|nobody|none|\w+n['’]t)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|that|which|if|when) (?:[\w’']+ ){1,4}", re.IGNORECASE)
"""What is denied in a clause of its own: "shopkeepers who do not pay"."""
_WAY_OUT = re.compile(
    r"\b(?:acquitted|dismissed|dropped|thr(?:ew|own) out|overturned|cleared|not guilty|dismissal)\b", re.IGNORECASE
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
