"""A draft's sentence against the words of the ledger's own sentences about the same party, where no claim answers it.

The reader misses much. Before the check says that nothing on record says so, it looks at what the documents say in
words: how far in law, how surely, on whose word. What comes of it only warns; nothing is ever supported by words alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from according.ledger import name_key
from according.model import Claim
from according.ontology import ontology

from .compare import FLAT_RANK, NEEDS_SPEAKER, OWN_VOICE, SETTLED, TIES
from .custody import is_at_large, is_locked_up
from .lexicon import (
    CERTAIN,
    CERTAINTY,
    CLAUSE,
    COUNTED,
    Telling,
    is_bound,
    is_open,
    is_turned,
    patterns,
    stems,
    step_for,
    voice,
)
from .matching import KIN, LAW, object_code
from .wordings import Wording

RELATIONS = ("allied_with", "rival_of", "split_from", "part_of")
FEW, CLOSE_TO_HALF = 3, 0.5
"""A draft of so few words need share only half of them."""
GRAVE = 0.34
"""Share of a draft's words that a sentence on record must have to be about the same thing."""
CLOSE = 0.6
"""Share of them that it must have to say nearly the same."""
DOUBTED = 0.33
"""Share of them that the words of the same speaker must have."""
LEAST_NUMBER = 10
_NUMBER = re.compile(r"\d[\d,]*")


@dataclass(frozen=True, slots=True)
class Borne:
    """What words on record say of words of a draft; without a verdict they seem to bear it out."""

    verdict: str
    reason: str
    wordings: tuple[Wording, ...]


def bear_out(claim: Claim, telling: Telling, wordings: Sequence[Wording], record: Sequence[Claim] = ()) -> Borne | None:
    """Hold a claim of a draft that no claim on record answers against sentences about its party.

    Args:
        claim: read in the draft, or suggested by its words. telling: the words of its sentence.
        wordings: the ledger's sentences about the claim's party. record: all claims about it.

    Returns:
        None if no sentence is about the same matter.
    """
    if claim.polarity == "negated" or claim.certainty == "unknown":
        return None
    if claim.predicate == "estimated_size":
        return _size(claim, telling, wordings)
    same = [w for w in wordings if _is_same(claim, w) and _is_accused(claim, w, record)]
    if not same:
        return None
    far = [w for w in same if _goes_as_far(claim, w)]
    if not far and (cleared := _cleared(claim, same)):
        return Borne(
            "contradicted", "the words on record tell that it was dismissed, or ended in an acquittal", cleared
        )
    if not far:
        return Borne("overstated", _too_far(claim, same), _first(same))
    if claim.stage == "sentenced" and is_locked_up(telling.plain) and all(is_at_large(w.words) for w in far):
        return Borne("overstated", "the draft says prison, the words on record tell of none in custody", _first(far))
    borne = _as_told(_strength(claim), _is_voiced(claim, telling), _needs_speaker(claim), far)
    firm = [w for w in far if w.telling.strength >= _strength(claim)]
    if not borne.verdict and _needs_speaker(claim) and _raises_speaker(claim, telling, firm):
        return Borne(
            "overstated", "the draft has it from an authority; the words on record are of nobody such", _first(far)
        )
    return borne


def _cleared(claim: Claim, same: Sequence[Wording]) -> tuple[Wording, ...]:
    """The sentences that tell a way out of the very offence of which a draft makes somebody guilty."""
    code, ends = object_code(claim), ("dismissed", "acquitted", "overturned")
    if code is None or claim.stage not in (*SETTLED, "stated"):
        return ()
    codes = {code, *KIN.get(code, ())}
    named = claim.object.mention.text if claim.object is not None and claim.object.mention is not None else ""
    about = [w for w in same if w.telling.matters & codes or stems(named) & w.telling.stems]
    return _first([w for w in about if _stage_of(claim, w) in ends])


def _is_accused(claim: Claim, wording: Wording, record: Sequence[Claim]) -> bool:
    """Whether a sentence that names no offence may be about the one of a step: not that of whom nobody accuses."""
    code = object_code(claim)
    if not is_step(claim) or (code is not None and wording.telling.matters):
        return True
    if code is None:
        told = wording.telling.stage is not None or wording.telling.tie is not None
        return told or _asks(patterns("telling")["probe"], wording.telling.plain)
    codes = {object_code(c) for c in record if c.predicate in LAW} - {None}
    return not codes or bool(codes & {code, *KIN.get(code, ())})


def _raises_speaker(claim: Claim | None, telling: Telling, far: Sequence[Wording]) -> bool:
    """Whether the draft lets the police or a court say what on record somebody else says."""
    words = patterns("telling")
    words_of = claim.evidence[0].quote if claim is not None else telling.plain
    about = (
        {w for a in (claim.subject, claim.object) if a for w in _NAME.findall(a.name)} if claim is not None else set()
    )
    others = {*_NAME.findall(words_of)} - about
    if claim is not None and any(others & {*_NAME.findall(w.words)} for w in far):
        return False  # another name of the draft stands there, too: it may be who says so
    said = _voices_in(words_of) & _OFFICIAL
    on_record = frozenset().union(*(_voices_in(w.words) or _voices_in(w.paragraph) for w in far))
    if said & on_record:
        return False
    if telling.told and said and on_record and all(w.telling.told for w in far):
        return True
    heard = " ".join(c for c in CLAUSE.split(telling.plain) if not words["declines"].search(c))
    if not telling.told or not words["authority"].search(heard) or words["authority"].search(_lower(far)):
        return False
    return all(w.telling.told for w in far) and not words["somebody"].search(_lower(far))


_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")
_RETIRED = re.compile(r"\b(?:former|retired|ex)[ -][\w-]+", re.IGNORECASE)
_OFFICIAL = {"police", "court"}


def _voices_in(plain: str) -> frozenset[str]:
    """The sorts of speakers of whom there are words."""
    heard = " ".join(c for c in CLAUSE.split(plain) if not patterns("telling")["declines"].search(c))
    heard = _RETIRED.sub(" expert ", heard)
    found = {kind for kind, pattern in patterns("voices").items() if pattern.search(heard)}
    return frozenset(found - {"prosecutors"} | {"police"} if "prosecutors" in found else found)  # either accuses


def _lower(wordings: Sequence[Wording]) -> str:
    return " ".join(w.telling.plain for w in wordings)


def locked_up(telling: Telling, wordings: Sequence[Wording]) -> Borne | None:
    """Hold a sentence that has somebody in prison or in a cell against words on record of his custody."""
    words = patterns("custody")
    if not words["inside"].search(telling.plain) or is_open(telling.plain):
        return None
    free = [w for w in wordings if w.people <= 1 and words["free"].search(w.telling.plain)]
    kept = [
        w
        for w in wordings
        for m in words["held"].finditer(w.telling.plain)
        if not is_turned(w.telling.plain, m.start(), past=False)
    ]
    if not free or kept:
        return None
    return Borne(
        "overstated", "the draft has them locked up, the words on record tell of none in custody", _first(free)
    )


def unreached(claim: Claim, told: Sequence[Claim], wordings: Sequence[Wording]) -> Borne | None:
    """A step against somebody who is suspected on record, and against whom no step so far is told for any matter.

    Args:
        claim: of the draft, of which nothing is on record. told: all that is on record about the party.
    """
    stages = ontology().stages
    kinds = (*LAW, *TIES) if object_code(claim) is None else LAW
    known = any(c.predicate in kinds and c.polarity == "affirmed" for c in told)
    probe = patterns("telling")["probe"]
    asked = [w for w in wordings if w.people <= 1 and _asks(probe, w.telling.plain)]
    if not is_step(claim) or claim.polarity == "negated" or not (known or asked):
        return None
    told_steps = [*(c.stage for c in told if c.predicate in LAW), *(w.telling.stage for w in wordings)]
    steps, mine = [stages[s] for s in told_steps if s is not None], stages[claim.stage or ""]
    if any(s.exit or (s.rank or 0) >= (mine.rank or 0) for s in steps):
        return None
    best = max(steps, key=lambda s: s.rank or 0, default=None)
    most = f"“{best.label}”" if best is not None else "no step"
    return Borne(
        "overstated", f"the draft says {mine.label}, on record is {most} at most, in any matter", _first(asked)
    )


def _asks(probe: re.Pattern[str], plain: str) -> bool:
    return any(not is_turned(plain, found.start()) for found in probe.finditer(plain))


def _is_same(claim: Claim, wording: Wording) -> bool:
    other = claim.object
    if claim.predicate in TIES:
        return _tie_in(wording, name_key(other.name) if other is not None else "") is not None
    if claim.predicate in RELATIONS:
        sides = [name_key(a.name) for a in (claim.subject, claim.object) if a is not None]
        return claim.predicate in wording.telling.relations and all(s in wording.keys for s in sides)
    if claim.predicate in LAW or claim.predicate == "engages_in":
        code = object_code(claim)
        if is_step(claim) and wording.people <= 1 and (code is None or not wording.telling.matters):
            return code is None or _stage_of(claim, wording) is not None
        of_other = claim.subject is not None and claim.subject.type != "Person" and wording.people > 0
        if code is None or (of_other and wording.telling.stage is not None):
            return False
        codes = {code, *KIN.get(code, ())}
        if claim.subject is not None and claim.subject.type != "Person" and not wording.telling.matters:
            # what "the work of the gang" is stands before it
            return any(f"={c}" in wording.heard for c in codes) and _asks(
                patterns("telling")["probe"], wording.telling.plain
            )
        return bool(codes & wording.telling.matters)
    return False


def _tie_in(wording: Wording, group: str) -> str | None:
    """The tie to a group, named there or right before as that of which "the gang" or the answer "it is he" goes on."""
    own = wording.telling.tie
    if own is not None and (not group or group in wording.keys):
        return own
    if own is not None and group in wording.beside and patterns("gangs")["noun"].search(wording.telling.plain):
        return own
    if own is None and wording.asked is not None and (not group or group in wording.beside) and wording.telling.told:
        return wording.asked
    return None


def _goes_as_far(claim: Claim, wording: Wording) -> bool:
    stages, stage = ontology().stages, _stage_of(claim, wording)
    tie = wording.telling.tie or wording.asked
    if claim.predicate in TIES:
        return tie is not None and TIES[tie] >= TIES[claim.predicate]
    if claim.predicate in RELATIONS or claim.stage is None or stages[claim.stage].exit:
        return True
    if stage is not None and stages[stage].exit:
        return claim.stage not in (*SETTLED, "stated")
    if claim.stage in ("stated", "suspected"):
        return stage is None or stage in SETTLED or claim.stage == "suspected"
    rank = (stages[stage].rank or 0) if stage is not None else FLAT_RANK
    return rank >= (stages[claim.stage].rank or 0)


def _stage_of(claim: Claim, wording: Wording) -> str | None:
    """The furthest step that a sentence on record tells of the offence: who pleads to another has not to this one."""
    code = object_code(claim)
    if claim.stage == "sentenced" and is_at_large(wording.words):
        return "sentenced"
    if code is None or not is_step(claim) or code not in wording.telling.matters:
        return wording.telling.stage
    return step_for(wording.telling.plain, {code, *KIN.get(code, ())})


def _too_far(claim: Claim, same: Sequence[Wording]) -> str:
    stages = ontology().stages
    if claim.predicate in TIES:
        best = max((w.telling.tie or w.asked or "" for w in same), key=lambda tie: TIES[tie])
        mine, most = claim.predicate.replace("_", " "), best.replace("_", " ")
        return f"the draft says {mine}, the words on record say {most} at most"
    told = [stages[stage] for w in same if (stage := _stage_of(claim, w)) is not None]
    best_stage = max(told, key=lambda s: s.rank or 0).label if told else "no legal step"
    label = "flatly that they did it" if claim.stage == "stated" else stages[claim.stage or ""].label
    return f"the draft says {label}, the words on record go as far as “{best_stage}”"


def _as_told(sure: int, voiced: bool, needs_speaker: bool, far: Sequence[Wording]) -> Borne:
    surest = max(w.telling.strength for w in far)
    if sure > surest:
        held, most = ontology().certainty[CERTAINTY[sure]], ontology().certainty[CERTAINTY[surest]]
        return Borne("overstated", f"the draft is {held}, the words on record are {most} at most", _first(far))
    firm = [w for w in far if w.telling.strength >= sure]
    if needs_speaker and not voiced and all(w.telling.told for w in firm):
        return Borne("speaker_missing", "the words on record are somebody's; the draft names no speaker", _first(firm))
    return Borne("", "no claim was read there, but words on record seem to say so: compare them by hand", _first(firm))


def _strength(claim: Claim) -> int:
    return ontology().certainty_strength[claim.certainty]


def _is_voiced(claim: Claim, telling: Telling) -> bool:
    return telling.told or claim.innermost.kind not in OWN_VOICE


def is_step(claim: Claim) -> bool:
    """Whether a claim tells a step that a court, a prosecutor or the police take."""
    rank = ontology().stages[claim.stage].rank if claim.stage is not None else None
    return rank is not None and rank > FLAT_RANK


def _needs_speaker(claim: Claim) -> bool:
    """A step in law needs no speaker: whoever takes it says so."""
    return claim.predicate in NEEDS_SPEAKER and not is_step(claim)


def _first(wordings: Sequence[Wording]) -> tuple[Wording, ...]:
    return tuple(sorted(wordings, key=lambda w: w.document.published or "", reverse=True)[:3])


# --- how many --------------------------------------------------------------------------------------------------------


def _size(claim: Claim, telling: Telling, wordings: Sequence[Wording]) -> Borne | None:
    mine = _numbers(claim.object.name if claim.object is not None else "")
    same = [w for w in wordings if COUNTED.search(w.telling.plain)]
    if not mine or not same or is_open(telling.plain):
        return None
    most = max(n for w in same for n in _numbers(w.paragraph))
    if max(mine) > most:
        return Borne(
            "overstated", f"the draft says {max(mine):,}, the words on record say {most:,} at most", _first(same)
        )
    alike = [w for w in same if max(mine) in _numbers(w.telling.plain)]
    given = [w for w in same if max(mine) in _numbers(w.paragraph)]
    if given and _is_flat(telling.plain, max(mine)) and not any(_is_flat(w.paragraph, max(mine)) for w in given):
        return Borne(
            "overstated", "the draft gives as the number what on record is the most that it may be", _first(given)
        )
    return _as_told(_strength(claim), _is_voiced(claim, telling), True, alike) if alike else None


def _numbers(words: str) -> list[int]:
    return [int(n.replace(",", "")) for n in _NUMBER.findall(words)]


def _is_flat(words: str, number: int) -> bool:
    """Whether the words give the number, and not as a bound: "400 members", not "up to 400"."""
    places = [m.start() for m in _NUMBER.finditer(words) if int(m[0].replace(",", "")) == number]
    return any(not is_bound(words, at) for at in places)


def sharper(telling: Telling, wordings: Sequence[Wording]) -> Borne | None:
    """Hold the numbers of a sentence against the words on record in which each is the most that it may be."""
    content = telling.stems | {f"={code}" for code in telling.matters}
    for found in _NUMBER.finditer(telling.plain):
        number = int(found[0].replace(",", ""))
        told = [w for w in wordings if number in _numbers(w.telling.plain) and content & (w.heard - {found[0]})]
        flat = any(_is_flat(w.telling.plain, number) for w in told)
        if told and not flat and number >= LEAST_NUMBER and _is_flat(telling.plain, number):
            return Borne("overstated", f"the draft says {found[0]}; on record that is the most it may be", _first(told))
    return None


# --- the same words --------------------------------------------------------------------------------------------------


def echoes(
    telling: Telling, wordings: Sequence[Wording], near_by: Sequence[Wording], *, supported: bool = False
) -> Borne | None:
    """Hold a sentence against the sentences on record that share its words.

    A draft that repeats what a document says, and leaves out its "may have" or who says it, says more than it does.

    Args:
        telling: of the draft. wordings: about the party. near_by: those that stand beside them.
        supported: whether a claim on record bears the sentence out; then only a doubt that closely alike sentences
            share, and the draft lacks, is told.
    """
    near, shared = _alike(telling, wordings, CLOSE if supported else GRAVE, coded=supported)
    if not near and not supported and len(telling.stems) <= FEW:
        near, shared = _alike(telling, wordings, CLOSE_TO_HALF, few=True)
    borne = _as_told(telling.strength, telling.told, not supported, near) if near else None
    sure = telling.strength == CERTAIN and not supported
    if near and sure and (borne is None or not borne.verdict) and _raises_speaker(None, telling, near):
        return Borne(
            "overstated", "the draft has it from an authority; the words on record are of another", _first(near)
        )
    if supported or (borne is not None and borne.verdict):
        return borne if borne is not None and borne.verdict else None
    # what a sentence is about may stand before it; that tells of a doubt, and says little of who speaks
    around, more = _alike(telling, wordings, CLOSE, context=True)
    beside, most = _alike(telling, near_by, CLOSE, words=2)
    for found, number in ((around, more), (beside, most)):
        borne = _as_told(telling.strength, True, False, found) if number > shared else None
        if borne is not None and borne.verdict:
            return borne
    return None


def doubted(telling: Telling, wordings: Sequence[Wording], near_by: Sequence[Wording]) -> Borne | None:
    """Hold a sentence whose speaker is sure against the sentences in which that speaker tells the same with a doubt.

    The nearest count: those about the party before those beside them, and a word of the sentence itself twice.
    """
    speaker = voice(telling.plain)
    content = (telling.stems | {f"={code}" for code in telling.matters}) - speaker
    if not telling.told or telling.strength < CERTAIN or is_open(telling.plain) or not content:
        return None
    scores: list[tuple[float, Wording]] = []
    for about, found in ((0.5, wordings), (0.0, near_by)):
        for w in found:
            shared = len(content & w.heard)
            counts = about or w.telling.strength < CERTAIN  # what is sure of others says nothing of the party
            if counts and speaker & w.heard and shared >= DOUBTED * len(content):
                scores.append((shared + len(content & w.telling.stems) + about, w))
    most = max((score for score, _ in scores), default=0)
    best = [w for score, w in scores if score == most]
    if not best or any(w.telling.strength == CERTAIN for w in best):
        return None
    return Borne("overstated", "the same speaker puts it with a doubt on record; the draft has none", _first(best))


def _alike(
    telling: Telling,
    wordings: Sequence[Wording],
    least: float,
    *,
    context: bool = False,
    coded: bool = False,
    words: int = 1,
    few: bool = False,
) -> tuple[list[Wording], int]:
    """The sentences on record that share at least a part of a draft's words, the nearest of them, and how many words.

    `context` counts the words of the two sentences before, too; `coded` asks that both speak of one offence;
    `few` lets one word do; `words` is the least number of words to be shared beside offences.
    """
    mine = telling.stems | {f"={code}" for code in telling.matters}
    alike = []
    for wording in wordings:
        own = wording.telling.stems & telling.stems
        shared = mine & (wording.telling.stems | {f"={code}" for code in wording.telling.matters})
        shared |= mine & wording.before if context else frozenset()
        enough = len(shared) >= max(least * len(mine), 1 if few else min(2, len(mine)))
        if enough and len(own) >= words and (not coded or any(s.startswith("=") for s in shared)):
            alike.append((len(shared), wording))
    most = max((shared for shared, _ in alike), default=0)
    return [w for shared, w in alike if shared * 2 >= most], most
