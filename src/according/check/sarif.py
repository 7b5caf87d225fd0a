"""A draft check as SARIF 2.1.0, so that an editorial pipeline or an editor's problem list shows it.

Source: OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from typing import Any

from according.check.findings import BLOCKING, VERDICTS, DraftCheck

_WARNINGS = ("unsupported", "unread", "identity_not_confirmed")


def sarif(check: DraftCheck, version: str) -> dict[str, Any]:
    """One run with a result for every claim that is not supported, and a note for every one that is.

    `charOffset` and `charLength` count Unicode code points of the draft's text, as `columnKind` says.
    """
    results = []
    for sentence in check.sentences:
        for claim in sentence.claims:
            text = "; ".join((claim.words, *claim.reasons, *([claim.counted] if claim.counted else [])))
            results.append(
                {
                    "ruleId": claim.verdict,
                    "level": level(claim.verdict),
                    "message": {"text": text},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": check.draft.replace(" ", "%20")},
                                "region": {
                                    "startLine": sentence.line,
                                    "charOffset": sentence.start,
                                    "charLength": sentence.end - sentence.start,
                                },
                            }
                        }
                    ],
                    "properties": {"onRecord": [line.words for line in claim.on_record], "latest": claim.latest},
                }
            )
    rules = [{"id": name, "shortDescription": {"text": words}} for name, words in VERDICTS.items()]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "According", "version": version, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "properties": {"ledger": check.ledger, "recorded": check.recorded, "draftSha256": check.sha256},
                "results": results,
            }
        ],
    }


def level(verdict: str) -> str:
    """SARIF's level of a verdict: error, warning or note."""
    if verdict in BLOCKING:
        return "error"
    return "warning" if verdict in _WARNINGS else "note"
