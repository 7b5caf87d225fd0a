"""A net below the reader: words of law beside a name that the ledger knows, where no claim was read.

It sees words, not sentences, so it only ever says that a stage stands in a sentence with one known name and is further
than anything on record for that name. It never says "supported".
"""

import re
from collections.abc import Sequence
from datetime import date

from according.ledger import name_key
from according.linking import Party
from according.model import Claim
from according.ontology import ontology
from according.views import Desk

from .findings import CheckedClaim
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
LEAST_LETTERS = 5
SHOWN = 3


class Names:
    """Full names of the ledger's people, to be found in a sentence as they are written."""

    def __init__(self, desk: Desk) -> None:
        self._parties: dict[str, list[Party]] = {}
        for party in desk.parties:
            for key in party.keys if party.type == "person" else ():
                if " " in key and len(key) >= LEAST_LETTERS:
                    self._parties.setdefault(key, []).append(party)
        self._longest = max((key.count(" ") + 1 for key in self._parties), default=0)

    def found(self, sentence: str) -> dict[str, list[Party]]:
        """Names that stand whole in the sentence, with the parties that bear them."""
        words = re.findall(r"\S+", sentence)
        found: dict[str, list[Party]] = {}
        for at in range(len(words)):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                key = name_key(" ".join(words[at : at + length]))
                if key in self._parties:
                    found[key] = self._parties[key]
                    break
        return found


def checked_by_words(
    sentence: str, read: Sequence[Claim], names: Names, record: Record, day: date
) -> CheckedClaim | None:
    """The verdict on a stage that stands in the sentence and that no claim was read from; None if there is none."""
    found = names.found(sentence)
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
