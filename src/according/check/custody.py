"""Whether words tell that somebody is, or was, locked up for what they did, or that a court let them go home.

A suspended term, probation, unpaid work and a fine are sentences, too; none of them bears "sent to prison" out.
"""

import re

_TERM = r"(?:sentences?|terms?|imprisonment|detention)"
_SUSPENDED = (
    rf"suspended (?:[\w’'-]+ ){{0,4}}?{_TERM}"
    rf"|(?:{_TERM}|prison|jail|custody|years?|months?)(?: of [\w -]{{1,20}}?)?,? (?:\w+ ){{0,3}}?suspended"
)
_INSTEAD = (
    r"(?:instead of|rather than|spared|avoid(?:ed|s|ing)?|escap(?:ed|es|ing)|without|no|not|never|out of) "
    r"(?:\S+ ){0,3}?"
    r"(?:prison|jail(?:ed)?|imprisonment|imprisoned|custody|behind bars)(?: (?:sentence|term|time))?"
)
_OTHERWISE = (
    r"probation|conditional(?:ly)? discharged?|community (?:service|work|order|punishment)|unpaid work|fined"
    r"|fines? of|(?:house|home) (?:arrest|detention|confinement)|electronic(?:ally)? tag(?:ged)?|curfew order"
    r"|hours of (?:\w+ )?(?:service|work)|bound over"
)
_AT_HOME = re.compile(rf"\b(?:{_SUSPENDED}|{_INSTEAD})\b", re.IGNORECASE)
_LENIENT = re.compile(rf"\b(?:{_OTHERWISE})\b", re.IGNORECASE)
_LOCKED_UP = re.compile(
    r"\b(?:prison|jail(?:ed|s)?|imprison(?:ed|s|ment)|behind bars|locked up|penitentiary)\b", re.IGNORECASE
)


def is_locked_up(words: str) -> bool:
    """Whether they tell of a prison that somebody goes to."""
    return _LOCKED_UP.search(_AT_HOME.sub(" ", words)) is not None


def is_at_large(words: str) -> bool:
    """Whether they tell of a sentence that is served at home, and of no prison beside it."""
    lenient = _LENIENT.search(words) is not None or _AT_HOME.search(words) is not None
    return lenient and not is_locked_up(words)
