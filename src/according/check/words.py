"""A net below the reader: words of law beside a name that the ledger knows, where no claim was read.

It sees words, not sentences, so it only ever says that a stage stands in a sentence with one known name and is further
than anything on record for that name. It never says "supported".
"""

import re
from collections.abc import Sequence
from datetime import date

from according.model import Claim
from according.ontology import ontology

from .findings import CheckedClaim
from .known import Names
from .matching import Record, by_day, is_law, latest_day
from .quoting import days_between, denied, on_record, standing, states

_CUES: tuple[tuple[str, str], ...] = (
    ("sentenced", r"sentenced|jailed|imprisoned"),
    ("convicted", r"convicted|found guilty|conviction of"),
    ("pleaded_guilty", r"(?:pleaded|pleads|pled|pleading) guilty"),
    ("on_trial", r"on trial|stands trial|standing trial"),
    ("indicted", r"indicted|indictment of"),
    ("charged", r"charged (?:with|over|in)|faces charges"),
    ("arrested", r"arrested|detained"),
)
"""Stages and the words that tell them, furthest first."""
_NOT_TOLD = re.compile(
    r"\b(?:not|never|no|neither|nor|denied|denies|acquitted|cleared|dismissed|dropped|overturned|released|if|whether|"
    r"could|may|might|will|would|unless|without)\b|n[’']t\b",
    re.IGNORECASE,
)
_CLEARED = ("dismissed", "acquitted", "overturned")
SHOWN = 3


def checked_by_words(
    sentence: str, read: Sequence[Claim], names: Names, record: Record, day: date
) -> CheckedClaim | None:
    """The verdict on a stage that stands in the sentence and that no claim was read from; None if there is none."""
    found = {known.key: known.parties for known in names.found(sentence) if known.type == "person"}
    cue = next((stage for stage, words in _CUES if re.search(rf"\b(?:{words})\b", sentence, re.IGNORECASE)), None)
    if cue is None or len(found) != 1 or _NOT_TOLD.search(sentence) or any(is_law(c) for c in read):
        return None
    parties = next(iter(found.values()))
    legal = [c for c in record.about(parties) if is_law(c) and c.stage is not None and record.is_subject(parties, c)]
    known = [c for c in legal if c.polarity == "affirmed"]
    stages = ontology().stages
    reached = max((stages[c.stage or ""].rank or 0 for c in known if c.stage != "stated"), default=0)
    cleared = [c for c in known if c.stage in _CLEARED]
    desk = record.desk
    name = desk.shown(parties[0].name)
    label = stages[cue].label
    if cleared and latest_day(cleared) >= latest_day(c for c in known if c.stage not in _CLEARED):
        verdict, reason = (
            "outdated",
            f"since then {stages[cleared[0].stage or ''].label}, and the sentence does not say so",
        )
    elif not known:
        verdict, reason = "unsupported", "no legal step about this name is on record"
    elif (stages[cue].rank or 0) > reached:
        verdict, reason = "overstated", "nothing on record about this name goes so far"
    else:
        return None
    lines = desk.lines(by_day(known)[:SHOWN])
    return CheckedClaim(
        words=f"the sentence names {name} and says “{label}”; no claim was read, these are its words alone",
        verdict=verdict,
        reasons=(reason,),
        standing=standing(desk, known),
        on_record=tuple(on_record(desk, line) for line in lines),
        latest=latest_day(known),
        age_days=days_between(latest_day(known), day),
        denials=tuple(denied(desk, [c for c in legal if c.polarity == "negated"])[:SHOWN]),
        matter=states(legal),
    )
