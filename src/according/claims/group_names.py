"""The names that a document itself calls a gang, a cartel or a crew, wherever it uses them.

A reader may take an unknown gang's name for a person's or miss it; the text tells: "the X street gang", "X members",
"X is a criminal organization", "a gang known as X". What a name is called once holds for the whole document.
"""

import re
from dataclasses import dataclass

from according.reading.gazetteer import meanings_of
from according.reading.number_words import number_value

from .capitals import name_run
from .page import Page
from .wordlists import wordlist, words

_STRONG_AFTER = frozenset(
    {"gang", "cartel", "thugs", "thug", "gangsters", "gangster", "mob", "mobsters", "mobster", "clique", "crew",
     "faction", "factions", "strongholds", "stronghold", "gangbangers", "gunmen", "hitmen", "lieutenant", "affiliates",
     "guerrillas",
     "militia", "militants", "clan", "mafia", "syndicate", "subset", "rebels", "terrorists", "fighters", "insurgents",
     "jihadists", "jihadis", "extremists", "paramilitaries", "insurgency"}
)  # fmt: skip
_WEAK_AFTER = frozenset({"members", "member", "associates", "associate", "affiliate"})
_BEFORE = frozenset(
    {"gang", "cartel", "crew", "clan", "mob", "clique", "faction", "syndicate", "militia", "guerrillas", "mafia"}
)
_KINDS = frozenset(
    {"gang", "cartel", "crew", "mafia", "mob", "syndicate", "clan", "militia", "faction", "subset", "clique", "posse"}
)
_ARMED = frozenset({"terrorist", "terror", "militant", "armed", "rebel", "guerrilla", "jihadist", "extremist",
                    "paramilitary", "insurgent", "separatist"})  # fmt: skip
_ORGANISED = frozenset({"group", "organization", "organisation", "network", "movement", "army", "faction"})
_CALLED = frozenset({"known", "called", "named", "dubbed", "nicknamed", "titled"})
_SETTING = re.compile(
    r"\b(?:gangs?|cartels?|mafia|mobsters?|militias?|guerrillas?|"
    r"criminal (?:organi[sz]ation|group|enterprise)s?|insurgents?|syndicates?|terrorists?|militants?|jihadis(?:ts?)?|"
    r"rebels?|armed groups?|paramilitar(?:y|ies)|extremists?)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?: street)? (?:gang|crew)\b", re.IGNORECASE)
_ARTICLES = frozenset({"the", "rival", "a", "an", "their", "alleged", "as"})
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)?")
_QUOTES = "“”\"'‘’"


@dataclass(frozen=True, slots=True)
class GroupName:
    """One occurrence of a group's name: tokens `first` up to `last`, exclusive; `full` is what it is short for."""

    first: int
    last: int
    name: str
    full: str


def group_names(page: Page) -> dict[int, GroupName]:
    """Token to the group name that holds it, for every occurrence of every name that the document calls a group."""
    names, short = _told(page)
    if not names:
        return {}
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) + r")(?!\w|-\w)"
    )
    found: dict[int, GroupName] = {}
    for match in pattern.finditer(page.text):
        if match[0].isdigit() and not _NUMBERED.match(page.text, match.end()):
            continue
        first, last = page.token_at(match.start()), page.token_at(match.end() - 1) + 1
        if first < 0 or page.tokens[first].start != match.start() or any(t in found for t in range(first, last)):
            continue
        found.update(dict.fromkeys(range(first, last), GroupName(first, last, match[0], short.get(match[0], match[0]))))
    return found


def _told(page: Page) -> tuple[set[str], dict[str, str]]:
    """The names told to be groups, and what their short forms stand for."""
    surnames = _surnames(page)
    told: set[str] = set()
    short: dict[str, str] = {}
    refused: set[str] = set()
    for sentence in page.sentences:
        if _title_case(page, sentence.first, sentence.last):
            continue
        t = sentence.first
        while t < sentence.last:
            run = _run(page, t, sentence.last)
            if run == t:
                t += 1
                continue
            first = _proper_start(page, t, run)
            for acronym in _acronym(page, run, sentence.last) if first < run else ():
                short.setdefault(acronym, _text(page, first, run))
            if first < run and is_no_name(page, first, run):
                refused |= _acronym(page, run, sentence.last)
            if first < run and _evidence(page, first, run, sentence.first, sentence.last):
                name = _text(page, first, run)
                if name not in surnames and not is_no_name(page, first, run):
                    told.add(name)
                    told |= _acronym(page, run, sentence.last)
            t = run
    told -= refused
    known = {
        acronym: long
        for acronym, long in short.items()
        if acronym in told | {a for a, n in short.items() if n in told} and long not in surnames
    }
    return told | set(known) | set(known.values()), known


def _run(page: Page, t: int, last: int) -> int:
    """One past a capitalised run; a figure may open it ("18th Street")."""
    word = _text(page, t, t + 1)
    if (
        word.isdigit()
        and 2 <= len(word) <= 4
        and t
        and page.word(t - 1) in _ARTICLES
        and _NUMBERED.match(page.text, page.tokens[t].end)
    ):
        return t + 1
    if word.isdigit() and t + 2 < last and page.word(t + 1) == "-":
        run = name_run(page, t + 2, last)
        return run if run > t + 2 else t
    if _ORDINAL.fullmatch(word) and t + 1 < last:
        run = name_run(page, t + 1, last)
        return run if run > t + 1 else t
    run = name_run(page, t, last)
    if run > t and run + 1 < last and page.word(run) in ("-", "–") and _text(page, run + 1, run + 2).isdigit():
        return run + 2
    return run


def _proper_start(page: Page, first: int, run: int) -> int:
    """Past words that only stand capital at a sentence's start or say how sure ("Suspected", "Alleged", "The")."""
    skip = (
        words("membership", "probable")
        | words("membership", "former")
        | {"the", "two", "three", "four", "both", "like", "rival", "armed"}
    )
    while first < run and page.word(first) in skip:
        first += 1
    return first


def _evidence(page: Page, first: int, run: int, low: int, high: int) -> bool:
    after = [page.word(t) for t in range(run, min(run + 4, high))]
    while after and after[0] in ("street", "prison", "criminal", "drug", "”", "’", "'", '"', "organization"):
        after = after[1:]
    last = page.word(run - 1)
    if run - first >= 2 and last in _KINDS:
        return True
    if (
        len(after) >= 2
        and after[0] in _ARMED
        and after[1] in _ORGANISED
        and (first == low or page.word(first - 1) == "the")
    ):
        return True
    indefinite = first > low and page.word(first - 1) in ("a", "an", "any", "local", "another", "some")
    plainly = not indefinite or (len(after) > 1 and after[1] in _WEAK_AFTER)
    if (
        after[:1]
        and after[0] in _STRONG_AFTER
        and plainly
        and not (run - first >= 2 and _taken_for(page, first, run, "person"))
    ):
        return after[0] in _KINDS - {"crew", "faction"} or criminal_setting(page)
    if run - first >= 2 and _taken_for(page, first, run, "person"):
        return False
    if not criminal_setting(page):
        return False
    if after[:1] and after[0] in _WEAK_AFTER and not _taken_for(page, first, run, "organization", "place"):
        return True
    before = [page.word(t) for t in range(max(low, first - 10), first)]
    while before and (before[-1] in _QUOTES or before[-1] in ("the", "as", "is", "a")):
        before.pop()
    if before and not indefinite and (before[-1] in _BEFORE or (before[-1] in _CALLED and set(before) & _BEFORE)):
        return True
    if before and before[-1] in _CALLED and _one_of_groups(before):
        return True
    if (
        len(before) >= 2
        and before[-1] == "of"
        and before[-2] in ("members", "member", "faction", "subset", "clique", "thugs")
    ):
        return not _taken_for(page, first, run, "organization", "place", "person")
    if after[:1] in (["is"], ["was"], ["are"]):
        rest = [page.word(t) for t in range(run + 1, min(run + 7, high))]
        return rest[:1] in (["a"], ["an"], ["the"], ["one"]) and any(
            w in _KINDS or (w == "organization" and "criminal" in rest[: rest.index(w)]) for w in rest[:6]
        )
    return False


def _one_of_groups(before: list[str]) -> bool:
    """Whether the words are "one of the gangs is called"."""
    at = next((i for i, w in enumerate(before) if w in ("groups", "gangs", "factions", "crews", "cartels")), None)
    return at is not None and at >= 2 and "of" in before[:at] and "one" in before[:at]


def criminal_setting(page: Page) -> bool:
    """Whether the document speaks of gangs or armed groups at all: only then are "X members" a gang's."""
    return _SETTING.search(page.text) is not None


def _taken_for(page: Page, first: int, run: int, *types: str) -> bool:
    span = (page.tokens[first].start, page.tokens[run - 1].end)
    return any(
        mention.type in types and mention.level == "named" and mention.start <= span[0] and span[1] <= mention.end + 1
        for t in range(first, run)
        for mention in page.mentions_of(t)
    )  # fmt: skip


def is_no_name(page: Page, first: int, run: int) -> bool:
    """Places, nationalities, authorities and plain words are no gang's name."""
    low = [page.word(t).strip("’'.") for t in range(first, run)]
    if any(w in words("bodies", "authorities") for w in low) and not any(w in _KINDS for w in low):
        return True
    name = _text(page, first, run)
    if all(number_value(w) is not None for w in low) and not name.isdigit():
        return True
    if len(name) < 3 or (
        len(low) == 1 and (low[0] in wordlist("demonyms")["demonyms"] or low[0] in words("bodies", "groups"))
    ):
        return True
    if all(w in wordlist("demonyms")["demonyms"] or w in words("bodies", "groups") for w in low) and not any(
        w in _KINDS for w in low
    ):
        return True
    kind = any(w in _KINDS for w in low)
    if not kind and (
        meanings_of(name) or low[-1] in words("group_names", "peoples") or low[0] in words("group_names", "openers")
    ):
        return True
    return low[-1] in words("membership", "member_nouns") or low[0] in words("people", "singular")


def _surnames(page: Page) -> set[str]:
    """Last words of the full names of people: "the Castellane gang" makes no gang of Castellane."""
    found: set[str] = set()
    for m in page.reading.mentions:
        if m.type == "person" and m.level == "named":
            parts = page.text[m.start : m.end].split()
            if len(parts) >= 2:
                found |= {parts[-1]}
                if m.score > 0.6 and len(parts) == 3:
                    found |= {" ".join(parts[1:])}
    return found


def _acronym(page: Page, run: int, last: int) -> set[str]:
    """The short form in "Slate Street Crew (SSC)"."""
    t = run
    while t < last and page.word(t) in (*_QUOTES, "gang", "street", "cartel"):
        t += 1
    if t + 2 < last and page.word(t) == "(":
        t += 1
        if page.word(t) in _QUOTES and t + 2 < last:
            t += 1
        word = _text(page, t, t + 1)
        if 2 <= len(word) <= 6 and sum(c.isupper() for c in word) >= 2:
            return {word}
    return set()


def _title_case(page: Page, first: int, last: int) -> bool:
    """Whether the sentence is set as a headline, where capitals say nothing."""
    long = [
        _text(page, t, t + 1)
        for t in range(first, last)
        if len(_text(page, t, t + 1)) > 3 and page.text[page.tokens[t].start].isalpha()
    ]
    return len(long) >= 4 and sum(w[0].isupper() for w in long) >= 0.75 * len(long)


def _text(page: Page, first: int, last: int) -> str:
    return page.text[page.tokens[first].start : page.tokens[last - 1].end]
