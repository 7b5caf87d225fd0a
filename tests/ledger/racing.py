"""Many reviewers at once, each a process: `python -m tests.ledger.racing PLACE REVIEWERS DECISIONS`.

Every reviewer looks at a claim, decides about what was seen, and looks again if somebody was faster. Afterwards each
acknowledged decision is there, and each was made on the newest one before it. The process has no threads: it may fork.
"""

import os
import random
import sys
import time
import traceback
from contextlib import suppress

from according.errors import DecidedMeanwhile, LedgerBusy
from according.ledger import Ledger
from tests.factory import claim, document, reading

CLAIMS = 5


def review(place: str, name: str, decisions: int) -> list[str]:
    """Decide so often; returns the numbers of the decisions, and how often somebody was faster."""
    chance, made, refused = random.Random(name), [], 0
    with Ledger.open(place) as ledger:
        held = frozenset()
        with suppress(LedgerBusy):  # a page does not wait for a lease
            held = ledger.lease([f"in view {n}" for n in range(CLAIMS)], name)
        while len(made) < decisions:
            about = chance.choice(ledger.claims())
            seen = ledger.latest_decision(about)
            time.sleep(chance.random() * 0.05)
            try:
                made.append(str(ledger.decide("accept", about, author=name, reason=str(seen), seen=seen)))
            except DecidedMeanwhile:
                refused += 1
    return [*made, f"refused {refused}", *(f"held {id}" for id in held)]


def main(place: str, reviewers: int, decisions: int) -> None:
    """Let them decide, and look at what is there."""
    with Ledger.open(place, create=True) as ledger:
        for n in range(CLAIMS):
            page = document(f"Marten Oyelaran was charged with robbery number {n}.", id=f"story-{n}")
            ledger.put(page, page.text.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
    said = []
    for n in range(reviewers):
        read, write = os.pipe()
        if os.fork() == 0:
            os.close(read)
            try:
                os.write(write, "\n".join(review(place, f"reviewer {n}", decisions)).encode())
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        os.close(write)
        said.append(read)
    lines = [line for read in said for line in os.fdopen(read).read().splitlines()]
    assert all(os.wait()[1] == 0 for _ in said)
    held = [line for line in lines if line.startswith("held")]
    assert len(held) == len(set(held)), "a claim was held by two"
    acknowledged = {int(line) for line in lines if line.isdigit()}
    assert len(acknowledged) == reviewers * decisions
    with Ledger.open(place) as ledger:
        made = ledger.decisions()
    assert {d.id for d in made} == acknowledged
    newest: dict[str, int] = {}
    for decision in made:
        assert int(decision.reason) == newest.get(decision.target, 0), "made on an old sight of the claim"
        newest[decision.target] = decision.id
    refused = sum(int(line.split()[1]) for line in lines if line.startswith("refused"))
    print(f"{len(acknowledged)} decisions, {refused} refused")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
