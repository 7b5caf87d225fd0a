"""The sentence at the head of a profile: what its accusations are, in words fitted to the stages that are told."""

from collections.abc import Collection, Sequence

from according.model import Claim
from according.ontology import ontology

NOT_FINDINGS = "Accusations are not findings."
READ_FIRST = "Each line is what its speaker said, as of its day; read the sentence before you use it."
_FOUND = ("pleaded_guilty", "convicted", "sentenced")


def banner_of(claims: Sequence[Claim], entities: Collection[str]) -> str:
    """What the accusations against one party are, in plain words; never a count of them.

    Args:
        claims: about the party. entities: its ids; only claims with one as subject accuse it.
    """
    told = {
        c.stage
        for c in claims
        if c.stage is not None and c.polarity == "affirmed" and c.subject is not None and c.subject.entity in entities
    }
    if not told:
        return f"No accusation by legal stage in these documents. {READ_FIRST}"
    known = ontology().stages
    outs = sorted(known[s].label for s in told if known[s].exit)
    parts = []
    if told & set(_FOUND):
        parts.append("A conviction or plea of guilty is told here; it covers only the line that says so.")
        if told - set(_FOUND):
            parts.append("The other accusations are not findings.")
    else:
        parts.append(f"{NOT_FINDINGS} No conviction is told in these documents.")
    if outs:
        parts.append(f"A way out is told ({', '.join(outs)}): it stands first wherever the accusation stands.")
    return " ".join([*parts, READ_FIRST])
