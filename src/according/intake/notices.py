"""Notices by which a document says that it corrects or retracts another, or itself."""

import re

_NOTICE = re.compile(
    r"(?:\*+\s*)?(?:\(?\s*)(?:this (?:story|article|post|report|release|version|piece|headline|caption)\b[^.\n]{0,40}"
    r"\b(?:has been|was|is being)\s+(?:corrected|retracted|withdrawn|amended|updated to correct)\b"
    r"|an earlier version of (?:this|the)\b|a previous version of (?:this|the)\b|the original version of this\b"
    r"|corrections?\s*(?:[:–—-]|\(|$)|clarification\s*(?:[:–—-]|\()|retraction\s*(?:[:–—-]|\(|$)|corrects?\s+(?:to|the|that|name|spelling|day)\b"
    r"|editor[’']?s['’]? note\s*[:–—-][^\n]{0,200}\b(?:correct|retract|incorrect|misidentif|misstat|wrong)"
    r"|we (?:regret|apologi[sz]e for) the error|we (?:are retracting|have retracted|retract)\b"
    r"|(?:fe de erratas?|correcci[oó]n|rectificaci[oó]n|aclaraci[oó]n|retractaci[oó]n)\s*(?:[:–—-]|$)"
    r"|una versi[oó]n (?:anterior|previa) de est[ea]\b|est[ea] (?:nota|art[ií]culo|historia)[^.\n]{0,40}\b(?:ha sido"
    r"|fue) (?:corregid|rectificad|retirad))",
    re.IGNORECASE,
)
_WIRE_KILL = re.compile(
    r"\b(?:KILL|MANDATORY KILL|BULLETIN KILL|WITHHOLD|CORRECTS|CORRECTION|CORRECTED|RETRACTED)\s*[:–—-]"
)
NOTICE_CHARS = 600


def find_notice(lines: list[str]) -> str | None:
    """The words by which the document says that it corrects or retracts something, or None.

    Args:
        lines: title first, then paragraphs of the story, furniture left out.
    """
    for at, line in enumerate(lines):
        words = " ".join(line.split())
        if _NOTICE.match(words) or (at == 0 and _WIRE_KILL.match(words)):
            below = " ".join(lines[at + 1].split()) if at + 1 < len(lines) and len(words.split()) < 4 else ""
            return f"{words} {below}".strip()[:NOTICE_CHARS]
        late = _NOTICE_INSIDE.search(words)
        if late is not None:
            return words[late.start() :][:NOTICE_CHARS]
    return None


_NOTICE_INSIDE = re.compile(
    r"(?:\(?an earlier version of (?:this|the) (?:story|article|report|release|post|headline|caption)\b"
    r"|this (?:story|article|post|report|release) has been (?:corrected|retracted|withdrawn)\b"
    r"|una versi[oó]n (?:anterior|previa) de est[ea] (?:nota|art[ií]culo|historia)\b)",
    re.IGNORECASE,
)
