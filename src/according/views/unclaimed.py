"""Sentences that name a person beside a word of crime or court and gave no claim: perhaps one was missed."""

import re
from collections.abc import Iterable

from according.model import Document

from .desk import Desk

CRIME = re.compile(
    r"\b(?:accus|alleg|arraign|arrest|assault|bribe|burglar|charg|convict|defendant|extort|fraud|gang|guilty|homicid|"
    r"indict|jail|kidnap|kill|launder|murder|plead|pleaded|prison|prosecut|raid|robb|sentenc|shot|shoot|smuggl|stabb|"
    r"suspect|traffick|trial|warrant|weapon)\w*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[”\"’)]*|$)")


def unclaimed(desk: Desk, document: Document, claimed: Iterable[tuple[int, int]]) -> tuple[tuple[int, int, str], ...]:
    """Start, end and shown words of each such sentence, in order.

    Args:
        claimed: stretches of the document that carry a claim.
    """
    people = [c for c in desk.candidates_in(document.id) if c.type == "person"]
    forms = {f for c in people for f in c.forms if f[:1].isupper()}
    if not forms:
        return ()
    named = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True)) + r")(?!\w)"
    )
    taken = list(claimed)
    found = []
    for segment in document.segments:
        if segment.kind == "boilerplate":
            continue
        for match in _SENTENCE.finditer(document.text, segment.start, segment.end):
            words = match.group().strip()
            start = match.start() + match.group().index(words) if words else match.start()
            end = start + len(words)
            free = not any(a < end and start < b for a, b in taken)
            if free and CRIME.search(words) and named.search(words):
                found.append((start, end, desk.shown(words, document.id)))
    return tuple(found)
