"""What an assistant may write where whoever started it said so: a text as a document, a draft that it checked, and a
decision about a claim.

Each is logged under the name of that person, as done by an assistant. A person's decision is never overruled, and an
accusation of a named person is accepted by people alone, on the desk.
"""

import hashlib

from according.api import OpenLedger
from according.drafts import LONGEST
from according.errors import AccordingError, ContractError, NotInLedger
from according.views import accuses_named
from according.web.writes import decide, find_claim

from .answers import CAUTION, Answer, Answers

MOST_ADDED, MOST_DECIDED = 50, 200
"""Documents and decisions of one started server: one that runs away does so within bounds."""
_ENOUGH = f"{MOST_ADDED} documents were added. Whoever started this server can start it again."


class Writes:
    """The tools that write, or may.

    Args:
        author: who started the server and answers for what it writes.
    """

    def __init__(self, ledger: OpenLedger, author: str) -> None:
        self._ledger, self._answers = ledger, Answers(ledger)
        self._author = f"{author}, by an assistant"
        self._added = self._decided = 0

    def check(self, draft: str, start: int = 0, keep: bool = False) -> Answer:
        """Hold a draft against the ledger: supported, overstated, contradicted, outdated, unsupported ..., by claim;
        `counts` is of the whole draft, `found` a page of its sentences. With `keep`, only if a person asks for it, the
        draft is stored as a confidential document, which supports nothing and which no tool shows.
        """
        if keep and self._added >= MOST_ADDED:
            return _refused(ContractError(_ENOUGH))
        answer = self._answers.held(draft, start, keep=keep)
        if answer.get("kept"):
            self._added += 1
            self._ledger.ledger.accounts.note(self._author, "add", answer["kept"])
        return answer

    def add(self, text: str, title: str, published: str, publisher: str, url: str = "") -> Answer:
        """Add the verbatim text of one document that exists, never a summary; `published` is its day, as 2025-05-15."""
        try:
            self._may_add(text, title, published, publisher)
            id = f"assistant/{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"
            told = {"title": title[:500], "published": published, "publisher": publisher[:200], "url": url[:2000]}
            summary = self._ledger.add_text(text, id=id, **{name: words for name, words in told.items() if words})
            if summary.rejected:
                raise summary.rejected[0]
            self._ledger.ledger.accounts.note(self._author, "add", id)
        except AccordingError as error:
            return _refused(error)
        self._added += 1
        return {"caution": CAUTION, "document": id, "outcome": next(iter(summary.outcomes)), "claims": summary.claims}

    def decide(self, claim: str, decision: str, reason: str) -> Answer:
        """Accept or reject one claim by its `id`, with a reason; `decision` is `accept` or `reject`."""
        try:
            number = self._record(claim, decision, reason.strip()[:500])
        except AccordingError as error:
            return _refused(error)
        self._decided += 1
        return {"caution": CAUTION, "decision": number, "claim": claim, "author": self._author}

    def _may_add(self, text: str, *told: str) -> None:
        if self._added >= MOST_ADDED:
            raise ContractError(_ENOUGH)
        if len(text) > LONGEST:
            raise ContractError(f"The text is longer than {LONGEST:,} characters. Add it as a file: according add")
        if not all(words.strip() for words in told):
            raise ContractError("A document needs its title, its day and its publisher. Nothing was added.")

    def _record(self, id: str, decision: str, reason: str) -> int:
        if self._decided >= MOST_DECIDED:
            raise ContractError(f"{MOST_DECIDED} decisions were made. Whoever started this server can start it again.")
        if not reason:
            raise ContractError("A decision needs a reason; it is kept with it. Nothing was recorded.")
        row = next((row for row in self._ledger.claims() if row.id == id), None)
        if row is None:
            raise NotInLedger("No claim of that id may be shown here. Take the `id` of an answer.")
        ledger = self._ledger.ledger
        document = next(c.document.id for c in self._ledger.desk().claims if c.id == id)
        found = find_claim(ledger, document, id)
        if ledger.latest_decision(found):
            raise ContractError("Somebody has decided about this claim. A person can decide anew, on the desk.")
        if decision == "accept" and accuses_named(found):
            raise ContractError(
                "This claim accuses a named person: a person accepts it, on the desk, who has read the sentence. "
                "It may be rejected here."
            )
        number = decide(ledger, decision, found, author=self._author, reason=reason, seen=0)
        self._ledger.renew()
        return number


def _refused(error: AccordingError) -> Answer:
    return {"caution": CAUTION, "error": str(error)}
