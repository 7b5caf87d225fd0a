"""One claim of a draft against what the ledger has on record about the same party: the rules of the verdicts.

Every rule compares values that CLAIMS.md defines (stage, certainty, polarity, speaker); none looks at words, except to
see whether the draft's sentence names a speaker after all, whether a charge on record is one by indictment, and whether
a sentence on record is served in custody.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from according.model import Claim
from according.ontology import ontology

from .custody import is_at_large, is_locked_up
from .lexicon import CERTAINTY, POSSIBLE, patterns
from .matching import Answers, is_law, object_code

SETTLED = ("pleaded_guilty", "convicted", "sentenced")
"""Stages after which a flat statement that somebody did it is no overstatement."""
SAID = ("suspected", "accused", "stated")
"""Stages at which an accusation stands beside its denial, and neither contradicts the other."""
CLEARED = ("dismissed", "acquitted", "overturned")
NEAR = timedelta(days=14)
"""Between two documents that may well tell of one step."""
FIRST_STEPS = ("arrested", "charged", "indicted")
BEFORE_END = 7
"""Rank of the last step that a dismissal or an acquittal implies: who was acquitted had been charged and tried."""
FLAT_RANK = 2
"""A flat statement on record covers a draft that says `suspected` or `accused`, nothing further."""
NEEDS_SPEAKER = (
    "accused_of", "perpetrator_of", "member_of", "leads", "associate_of", "engages_in", "paid", "owns",
    "rival_of", "allied_with", "part_of", "split_from", "operates_in", "estimated_size",
)  # fmt: skip
TIES = {"associate_of": 1, "member_of": 2, "leads": 3}
HARMS = {"threatened": 1, "robbed": 1, "injured": 2, "kidnapped": 2, "killed": 3}
OWN_VOICE = ("author",)
AUTHORITIES = ("police", "prosecutor", "court", "court_record")
SELF_SERVING = ("suspect", "lawyer", "relative")
_INDICTMENT = re.compile(
    r"\bindictment charg(?:es|ed|ing)\b|\bcharged in an? (?:[\w-]+ ){0,2}indictment\b", re.IGNORECASE
)
_FORMER = re.compile(r"\b(?:former(?:ly)?|ex|used to|once|no longer|erstwhile)\b", re.IGNORECASE)
_VOICED = re.compile(
    r"\bin the (?:words|eyes|view|opinion|telling) of |\b(?:police|prosecutors?|detectives?|indictment|union)[’']?s? "
    r"(?:account|version|view|case|theory|allegation)\b|"
    r"\b(?:described|identified|named|called|regarded|seen|known|accused|blamed|suspected) (?:\w+ ){0,3}?by ",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\baccording to\b|\balleged(?:ly)?\b|\b(?:police|detectives?|prosecutors?|investigators?|authorities|officials?)"
    r" (?:\w+ ){0,3}?(?:sa(?:y|ys|id)|call(?:s|ed)?|describe[sd]?|believe[sd]?|allege[sd]?|accuse[sd]?)\b",
    re.IGNORECASE,
)
"""Plain words by which a sentence tells that somebody else says so."""
_TOLD = re.compile(r"\b(?:according to|sa(?:id|ys?)|told|alleg\w+|accus\w+|describ\w+|identif\w+|by)\b")


@dataclass(frozen=True, slots=True)
class Compared:
    """The verdicts that a claim earns, each with its reason, and the claims that support it."""

    verdicts: tuple[tuple[str, str], ...]
    support: tuple[Claim, ...]


def compare(claim: Claim, answers: Answers, sentence: str, *, says_way_out: bool) -> Compared:
    """Hold a draft's claim against the ledger's claims of the same matter.

    Args:
        claim: of the draft.
        answers: what the ledger has about the same party, of both polarities.
        sentence: of the draft, to see whether it names the speaker.
        says_way_out: whether the draft itself tells that the matter ended.
    """
    told = [c for c in (*answers.same, *answers.vague) if c.certainty != "unknown"]
    same = [c for c in told if c.polarity == claim.polarity]
    if not same:
        return _nothing_same(claim, answers)
    if answers.vague and answers.other and not answers.same and not answers.milder:
        return Compared((("unsupported", "on record are steps against this name, none of them for this offence"),), ())
    support, reason = _far_enough(claim, same)
    if not support:
        return Compared((reason,), ())
    if against := _cleared_of(claim, answers, support):
        return Compared((("contradicted", f"the draft says {_label(claim)}, on record is {_furthest(against)}"),), ())
    found = _offence_untold(claim, answers, support)
    surest = max(_worded_strength(c) for c in support)
    if _strength(claim) > surest:
        words = ontology().certainty
        found.append(
            ("overstated", f"the draft is {words[claim.certainty]}, on record it is {words[CERTAINTY[surest]]} at most")
        )
    passed = [c for c in support if c.stage == "sentenced"]
    if passed and _locked_up(claim, sentence) and all(_at_large(c) for c in passed):
        found.append(("overstated", "the draft says prison, the sentence on record is suspended or none in custody"))
    sure = [c for c in support if _strength(c) >= _strength(claim)] or support
    if _raises_speaker(claim, sure):
        found.append(("overstated", f"the draft has it from {_voices([claim])}, on record it is from {_voices(sure)}"))
    if _lost_speaker(claim, sure, sentence):
        found.append(("speaker_missing", f"on record only as the claim of {_voices(sure)}; the draft names no speaker"))
    found += _moved_on(
        claim,
        same,
        sure,
        says_way_out=says_way_out,
        says_former=_FORMER.search(sentence) is not None,
        pending=patterns("pending")["words"].search(sentence) is not None,
    )
    return Compared(tuple(found), tuple(sure))


def _locked_up(claim: Claim, sentence: str) -> bool:
    """Whether the draft says that the sentence is served in custody."""
    return claim.stage == "sentenced" and claim.polarity == "affirmed" and is_locked_up(sentence)


def _at_large(claim: Claim) -> bool:
    """Whether the sentence on record leaves the convicted at large, by its words."""
    return is_at_large(claim.evidence[0].quote)


def _offence_untold(claim: Claim, answers: Answers, support: Sequence[Claim]) -> list[tuple[str, str]]:
    """A step without its offence bears out an offence only where no other offence is on record."""
    if any(c in answers.same for c in support):
        return []
    if claim.stage in FIRST_STEPS and answers.same and answers.vague:
        if any(_are_near(c, other) for c in support for other in answers.same):
            return []
        told = f"on record is {_furthest(answers.same)} at most for this; the further step is not told to be for it"
        return [("overstated", told)]
    if answers.same and not answers.other and not answers.milder:
        return []
    return [("unsupported", "on record is this step, but not for which offence")] if answers.vague else []


def _are_near(claim: Claim, other: Claim) -> bool:
    """Whether two claims are of one document, or of documents of a fortnight, and so of one matter."""
    if claim.document.id == other.document.id:
        return True
    try:
        days = [date.fromisoformat((c.document.published or "")[:10]) for c in (claim, other)]
    except ValueError:
        return True
    return abs(days[0] - days[1]) <= NEAR


def _cleared_of(claim: Claim, answers: Answers, support: Sequence[Claim]) -> list[Claim]:
    """The ways out of this very offence, where only steps without an offence would bear a conviction out."""
    if claim.stage not in SETTLED or claim.polarity == "negated" or any(c in answers.same for c in support):
        return []
    return [c for c in answers.same if c.stage in CLEARED]


def _label(claim: Claim) -> str:
    return ontology().stages[claim.stage or ""].label


def _nothing_same(claim: Claim, answers: Answers) -> Compared:
    against = [c for c in answers.same if c.polarity != claim.polarity and c.certainty != "unknown"]
    if against and claim.polarity == "affirmed" and claim.innermost.kind not in OWN_VOICE and claim.stage in SAID:
        return Compared((("unsupported", f"on record is its denial only, by {_voices(against)}"),), ())
    if against and not (claim.polarity == "negated" and claim.innermost.kind in SELF_SERVING):
        return Compared((("contradicted", f"on record is the opposite, said by {_voices(against)}"),), ())
    milder = [c for c in answers.milder if c.polarity == claim.polarity]
    if milder:
        told = ", ".join(dict.fromkeys((object_code(c) or "").replace("_", " ") for c in milder))
        return Compared((("overstated", f"on record is a lesser offence only: {told}"),), ())
    if is_law(claim) and answers.other:
        return Compared((("unsupported", "on record are other matters of the same name, not this one"),), ())
    return Compared((("unsupported", "nothing on record says so"),), ())


def _strength(claim: Claim) -> int:
    return ontology().certainty_strength[claim.certainty]


def _worded_strength(claim: Claim) -> int:
    """How sure a claim on record is; what its sentence puts as no more than possible is no surer."""
    rank = ontology().stages[claim.stage].rank if claim.stage is not None else None
    faint = (rank or 0) <= FLAT_RANK and patterns("telling")["faint"].search(claim.evidence[0].quote) is not None
    return min(_strength(claim), POSSIBLE) if faint else _strength(claim)


def _voices(claims: Sequence[Claim]) -> str:
    kinds = ontology().kinds
    return ", ".join(dict.fromkeys(kinds[c.innermost.kind] for c in claims[:8]))


# --- how far ---------------------------------------------------------------------------------------------------------


def _far_enough(claim: Claim, same: Sequence[Claim]) -> tuple[list[Claim], tuple[str, str]]:
    """The claims on record that go at least as far as the draft's, or the verdict if none does."""
    if claim.predicate in TIES and not is_law(claim):
        return _tie(claim, same)
    if claim.predicate == "victim_of":
        return _harm(claim, same)
    if claim.predicate == "engages_in":
        return _trade(claim, same)
    if claim.stage is None or claim.polarity == "negated":
        return list(same), ("", "")
    return _stage(claim, same)


def _stage(claim: Claim, same: Sequence[Claim]) -> tuple[list[Claim], tuple[str, str]]:
    known = ontology().stages
    stage = known[claim.stage or ""]
    if stage.exit:
        found = [c for c in same if c.stage == claim.stage]
        found = found or [c for c in same if claim.stage in CLEARED and c.stage in CLEARED]
        if found:
            return found, ("", "")
        guilty = [c for c in same if c.stage in SETTLED]
        if guilty and claim.stage in CLEARED:
            return [], ("contradicted", f"the draft says {stage.label}, on record is {_furthest(guilty)}")
        return [], ("unsupported", f"no {stage.label} is on record; the furthest step is {_furthest(same)}")
    if claim.stage == "stated":
        flat = [c for c in same if c.stage == "stated" or c.stage in SETTLED]
        if flat:
            return flat, ("", "")
        return [], _too_far(claim, same, "the draft says flatly that they did it")
    rank = stage.rank or 0
    found = [c for c in same if _rank(c) >= rank or (claim.stage == "indicted" and _by_indictment(c))]
    if claim.stage == "arrested":
        found = [c for c in found if c.stage != "wanted"]
    found = found or [c for c in same if c.stage in CLEARED and rank <= BEFORE_END]
    if found:
        return found, ("", "")
    return [], _too_far(claim, same, f"the draft says {stage.label}")


def _by_indictment(claim: Claim) -> bool:
    """Whether a claim on record that was read as a charge quotes the indictment that makes it."""
    return claim.stage in ("accused", "charged") and _INDICTMENT.search(claim.evidence[0].quote) is not None


def _trade(claim: Claim, same: Sequence[Claim]) -> tuple[list[Claim], tuple[str, str]]:
    """What a group does as its trade is not borne out by an accusation of it."""
    found = [c for c in same if c.stage is None or c.stage == "stated" or c.stage in SETTLED]
    return found, ("", "") if found else _too_far(claim, same, "the draft says flatly that they do it")


def _too_far(claim: Claim, same: Sequence[Claim], told: str) -> tuple[str, str]:
    cleared = [c for c in same if c.stage in CLEARED]
    if cleared and claim.stage in (*SETTLED, "stated"):
        return "contradicted", f"{told}, on record is {_furthest(cleared)}"
    return "overstated", f"{told}, on record is {_furthest(same)} at most"


def _rank(claim: Claim) -> int:
    if claim.stage == "stated":
        return FLAT_RANK
    return ontology().stages[claim.stage].rank or 0 if claim.stage else 0


def _furthest(claims: Sequence[Claim]) -> str:
    staged = [c for c in claims if c.stage is not None]
    if not staged:
        return "no legal step"
    best = max(staged, key=lambda c: (_rank(c), c.document.published or ""))
    return f"“{ontology().stages[best.stage or ''].label}” ({best.document.published or 'undated'})"


def _tie(claim: Claim, same: Sequence[Claim]) -> tuple[list[Claim], tuple[str, str]]:
    if claim.polarity == "negated":
        # who denies to belong to a group denies to lead it
        found = [c for c in same if TIES.get(c.predicate, 0) <= TIES[claim.predicate]]
        return found, ("", "") if found else ("unsupported", "on record is the denial of a closer tie only")
    found = [c for c in same if TIES.get(c.predicate, 0) >= TIES[claim.predicate] and _flat_enough(claim, c)]
    if found:
        return found, ("", "")
    best = max(same, key=lambda c: TIES.get(c.predicate, 0))
    if TIES.get(best.predicate, 0) < TIES[claim.predicate]:
        words = best.predicate.replace("_", " ")
        return [], ("overstated", f"the draft says {claim.predicate.replace('_', ' ')}, on record is {words} at most")
    return [], ("overstated", f"the draft says it flatly, on record is {_furthest(same)} at most")


def _flat_enough(claim: Claim, other: Claim) -> bool:
    """A flat membership is not covered by one that is only an accusation."""
    return other.stage is None or claim.stage is not None or claim.certainty != "certain"


def _harm(claim: Claim, same: Sequence[Claim]) -> tuple[list[Claim], tuple[str, str]]:
    mine = HARMS.get(claim.qualifiers.role or "", 0)
    found = [c for c in same if HARMS.get(c.qualifiers.role or "", 0) >= mine]
    if found:
        return found, ("", "")
    roles = ", ".join(sorted({c.qualifiers.role or "hurt" for c in same}))
    return [], ("overstated", f"the draft says {claim.qualifiers.role}, on record is {roles}")


# --- who says so, and what came after --------------------------------------------------------------------------------


def _lost_speaker(claim: Claim, support: Sequence[Claim], sentence: str) -> bool:
    """Whether the draft says in its own voice what is only somebody's claim.

    A legal step (charged, convicted) is said by whoever takes it, and needs no other speaker.
    """
    if claim.innermost.kind not in OWN_VOICE or claim.predicate not in NEEDS_SPEAKER or claim.polarity == "negated":
        return False
    if claim.stage in CLEARED:
        return False
    rank = ontology().stages[claim.stage].rank if claim.stage else None
    if rank is not None and rank > FLAT_RANK:
        return False
    if any((c.innermost.kind in OWN_VOICE and not _is_heard(c)) or c.stage in SETTLED for c in support):
        return False
    if claim.stage == "suspected" and all(c.innermost.kind in AUTHORITIES for c in support):
        return False  # who investigates is who suspects
    return not _names_speaker(sentence, support)


def _raises_speaker(claim: Claim, support: Sequence[Claim]) -> bool:
    """Whether the draft lets an authority say, or a court find, what on record only others say."""
    kind = claim.innermost.kind
    if kind not in AUTHORITIES or claim.predicate not in NEEDS_SPEAKER or claim.polarity == "negated":
        return False
    rank = ontology().stages[claim.stage].rank if claim.stage else None
    if rank is not None and rank > FLAT_RANK:
        return False
    kinds = {s.kind for c in support for s in c.attribution}
    if kinds & {*OWN_VOICE, "official", "unspecified", "document"} or any(c.stage in SETTLED for c in support):
        return False
    return not kinds & {*AUTHORITIES}


def _is_heard(claim: Claim) -> bool:
    """Whether the sentence on record has it from somebody, though it was read as its author's."""
    return _HEARD.search(claim.evidence[0].quote) is not None


def _names_speaker(sentence: str, support: Sequence[Claim]) -> bool:
    """Whether the sentence names the speaker beside a word of telling, though the reader did not tie the two."""
    if _VOICED.search(sentence) is not None:
        return True
    low = sentence.casefold()
    words = {w for c in support for w in (c.innermost.source.casefold(), ontology().kinds[c.innermost.kind])}
    return any(w and w in low for w in words) and _TOLD.search(low) is not None


def _moved_on(
    claim: Claim,
    same: Sequence[Claim],
    support: Sequence[Claim],
    *,
    says_way_out: bool,
    says_former: bool,
    pending: bool,
) -> list[tuple[str, str]]:
    found = []
    if is_law(claim) and claim.stage not in CLEARED and claim.polarity == "affirmed" and not says_way_out:
        cleared = [c for c in same if c.stage in CLEARED]
        if cleared and _day(cleared) >= _day([c for c in same if c.stage not in CLEARED]):
            found.append(("outdated", f"since then {_furthest(cleared)}, and the draft does not say so"))
    settled = [c for c in same if c.stage in SETTLED and c.polarity == "affirmed"]
    if pending and is_law(claim) and settled and claim.stage not in SETTLED:
        found.append(("outdated", f"the draft tells of a case that goes on; since then {_furthest(settled)}"))
    further = [c for c in same if _rank(c) > _rank(claim)] if claim.stage == "wanted" else []
    if further and _day(further) >= _day([c for c in same if c.stage == "wanted"]):
        found.append(("outdated", f"no longer wanted: since then {_furthest(same)}"))
    if not claim.qualifiers.former and not says_former and support and all(c.qualifiers.former for c in support):
        found.append(("outdated", "on record it is over (“former”)"))
    if support and all(c.superseded_by for c in support):
        found.append(("outdated", "a later claim has replaced it"))
    if support and all(c.document.status in ("retracted", "corrected") for c in support):
        found.append(("outdated", "the documents that say so were corrected or retracted"))
    return found


def _day(claims: Sequence[Claim]) -> str:
    return max((c.document.published or "" for c in claims), default="")
