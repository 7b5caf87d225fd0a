"""A claim extractor behind the protocol of `model`: asks by pieces, keeps what the words bear out, counts the rest."""

import json
from collections import Counter
from dataclasses import dataclass, field

from according.errors import RemoteRefused
from according.model import Claim, Document, Extractor, Reading

from .client import Client
from .prompt import SYSTEM, answer_schema, pieces
from .verify import Refused, verified

VERSION = "1"
CONFIDENCE = 0.5
"""A model gives no calibrated figure; none is invented."""
CHARACTERS_PER_TOKEN = 4


@dataclass(slots=True)
class Report:
    """What became of a model's proposals: kept, lowered (kept below what it said), refused by reason."""

    proposed: int = 0
    kept: int = 0
    lowered: int = 0
    refused: Counter[str] = field(default_factory=Counter)


class RemoteExtractor:
    """Claims by a language model.

    It needs a reading, for sentences, entities (who is protected) and attributions; the bundled reader's will do.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.name = f"remote:{client.model}"
        self.version = VERSION
        self.report = Report()

    def allowed(self, document: Document) -> None:
        """Refuse before anything is sent.

        Raises:
            RemoteRefused: if the server is on another machine and the document is not public.
        """
        if not self.client.local and document.handling != "public":
            raise RemoteRefused(
                f"{document.source_name or document.id} is {document.handling}: only public documents may leave this "
                "machine. Use a model on this machine, or add the document with --handling public if it is."
            )

    def estimate(self, reading: Reading) -> tuple[int, int]:
        """Requests and prompt tokens that a document will take, about, before anything is sent."""
        stretches = list(pieces(reading))
        fixed = len(SYSTEM) + len(json.dumps(answer_schema()))
        return len(stretches), sum(b - a + fixed for a, b in stretches) // CHARACTERS_PER_TOKEN

    def extract(self, reading: Reading) -> list[Claim]:
        """The claims that the model proposes and the words bear out, in document order.

        Raises:
            RemoteRefused: see `allowed`. RemoteError: if the server does not answer.
        """
        self.allowed(reading.document)
        found: dict[str, Claim] = {}
        extractor = Extractor(self.name, self.version, CONFIDENCE)
        for piece in pieces(reading):
            answer = self.client.ask(SYSTEM, reading.text[piece[0] : piece[1]], answer_schema())
            for proposal in self._proposals(answer):
                self.report.proposed += 1
                try:
                    claim, lowered = verified(proposal, reading, piece, extractor)
                except Refused as refused:
                    self.report.refused[refused.reason] += 1
                    continue
                if claim.id not in found:
                    self.report.kept += 1
                    self.report.lowered += lowered
                found.setdefault(claim.id, claim)
        return sorted(found.values(), key=lambda c: (c.evidence[0].start, c.id))

    def _proposals(self, answer: str) -> list[object]:
        """The list in an answer; an answer that is none (HTML, half a JSON) is one refusal."""
        try:
            proposals = json.loads(answer)["claims"]
        except (ValueError, KeyError, TypeError):
            proposals = None
        if not isinstance(proposals, list):
            self.report.refused["answer"] += 1
            return []
        return proposals
