"""A net below the reader: claims made from words alone, beside names that the ledger knows, where none was read.

It sees a name and a word that often tells a tie or an act, not who does what to whom. What comes of it is therefore
only ever used to warn: a claim from here may turn out overstated or unsupported, and never "supported".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise

from according.claims.activities import codes_in
from according.claims.wordlists import wordlist
from according.ledger import name_key
from according.model import Argument, Claim, Document, DocumentRef, Evidence, Extractor, Reading, Span, Speaker
from according.ontology import ontology
from according.reading.encoder.lemmas import by_rule

from .known import Known
from .lexicon import CERTAIN, CERTAINTY, COUNTED, Telling, is_open, is_told, is_turned, patterns, word_data
from .matching import LAW, TIE, is_law

RULE = "check.words"
"""The rule of every claim made here."""
_AUXILIARY = ("has", "have", "had", "who", "that", "also", "then", "later", "long", "twice", "personally", "himself")
_BE = ("is", "are", "was", "were", "be", "been", "being")
_BY = re.compile(r"\b(\w+(?:ed|en|ot|ung)) (?:to death |dead |down )?by (?:the )?(?:[\w-]+ ){0,2}$", re.IGNORECASE)
"""What stands before the doer of a passive; to be searched up to a name."""
_APPOSITION = re.compile(r",[^,;:]*,")
_JOINED = re.compile(r",? ?(?:and|or)? ?(?:\w+ )?")
_RELATIVE = re.compile(r",? (?:(?:an?|the) [\w -]*?)?(?:that|which|who) (?:[\w]+ ){0,2}$")
_AFTER_WORD = re.compile(
    r"\b(?<!work )(?:of|for|with|against|from|to|in|on|behind|about|between) (?:the )?$", re.IGNORECASE
)
_BEHIND_BY = re.compile(r"\b(?:by|work of) (?:the )?(?:[\w-]+ ){0,3}$")
_CALLED = re.compile(r"(?: (?:of|from|in|behind) [^,;:]{1,40})?,? ")
_CALLS = re.compile(
    r"(?:,| is| was| \(| [–—-])? ?(?:(?:now|still|also) )?(?:an?|the|one|this|that|its|their|our|city's|town's) "
    r"(?:[\w’'-]+ ){0,4}?|, (?:[\w’'-]+ ){0,2}?",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:alleged|suspected|accused|reputed|supposed|purported|would-be|so-called|presumed|convicted|no|not|never"
    r"|former|ex|unknown|unnamed|another) (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
"""What stands before a noun that calls nobody so flatly."""
_SAYS = re.compile(
    r"(?:, [^,;:]{1,80},|, \d+,)? (?:has |have |had |also |later |then |yesterday )?"
    r"(?:said|says|told|tells|den(?:ied|ies)|insist\w*|claim\w*|sent|wrote|call(?:ed|s)|describ\w+|maintain\w*|added)\b",
    re.IGNORECASE,
)
_VICTIM = re.compile(r"['’]s? (?:[\w-]+ ){0,2}?victims?\b")
_GANG = (
    r"(?:gang|crew|group|outfit|cartel|syndicate|mob|mafia|clan|cell|faction|network|ring|organi[sz]ation|band|bunch"
    r"|(?-i:[A-Z][\w’-]+))"
)
_CAUSES = re.compile(r"\b(?:had|has|have|having|get|gets|got|getting|let) $")
_OF_OTHERS = re.compile(r"\b(?:for|with|of|among|other|from|to) (?:the |its |some )?(?:members|leaders|associates)\b")
_NEAR = 12
"""Letters between a step and the name behind it whom it befalls."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got) (?:\w+ly )?$")
_ACCUSED = re.compile(r"\b(?:accus\w+|alleg\w+|blam(?:e|es|ed|ing)|complaint|in connection with)\b", re.IGNORECASE)


def unread_claims(
    reading: Reading, span: Span, names: Sequence[Known], telling: Telling, read: Sequence[Claim]
) -> list[Claim]:
    """Claims that the words of a sentence suggest and that were not read from it.

    Args:
        span: the sentence. names: of the ledger, those that stand in it. telling: its words.
        read: the claims read from it; what one leaves open does not count as read.
    """
    words = span.of(reading.text)
    if not names or words.rstrip("\"”’'").endswith("?"):
        return []
    read = [c for c in read if c.certainty != "unknown"]
    accused = accusable(reading.text, span, names)
    told = partial(_claim, reading.document, words, span, telling)
    found = [
        told("accused_of", n, other, stage) for n, stage, other in _steps(reading.text, span, telling, accused, read)
    ]
    seen = {
        (name_key(a.name), c.predicate)
        for c in read
        for a in (c.subject, c.object)
        if a is not None and not _is_of_any(c)
    }
    found += [
        told(*tie) for tie in _ties(reading.text, span, telling, names, accused) if not _is_seen(seen, tie[1], TIE)
    ]
    called = partial(_claim, reading.document, words, span)
    for known, predicate in _labels(reading.text, span, names, "labels"):
        if not _is_seen(seen, known, TIE) and known.key not in {
            name_key(c.subject.name) for c in found if c.predicate in TIE and c.subject
        }:
            found.append(called(_labelling(reading.text, span, known, telling), predicate, known, None))
    for known, code in _labels(reading.text, span, names, "agents"):
        if not _is_seen(seen, known, ("perpetrator_of",)):
            found.append(
                called(
                    _labelling(reading.text, span, known, telling),
                    "perpetrator_of",
                    known,
                    Argument("Offence", code) if code else None,
                )
            )
    found += [told(*size) for size in _sizes(telling, names) if not _is_seen(seen, size[1], size[:1])]
    found += [
        told(*relation) for relation in _relations(telling, names) if not _is_seen(seen, relation[1], relation[:1])
    ]
    if is_open(telling.plain):
        return found
    if telling.stage is None:
        doers = [n for n in accused if not _is_seen(seen, n, (*LAW, "engages_in"))]
        done = [(n, c) for n in doers for c in _acts(reading, span, n)]
        done += [pair for pair in _turns(reading.text, span, names) if pair[0] in doers and pair not in done]
        found += [told("perpetrator_of", n, Argument("Offence", c)) for n, c in done]
    return found


def _is_of_any(claim: Claim) -> bool:
    """Whether a claim ties somebody to a group that is called by no name: "gang leader"."""
    group = name_key(claim.object.name) if claim.predicate in TIE and claim.object is not None else ""
    return patterns("gangs")["noun"].fullmatch(group) is not None


def accusable(text: str, span: Span, names: Sequence[Known]) -> list[Known]:
    """Those named in a sentence whom its words may accuse: not whom something is done to, nor who holds an office."""
    before, behind = _aside()
    found = []
    for known in names:
        lead, rest = text[span.start : known.span.start], text[known.span.end : span.end]
        if not before.search(lead) and not behind.match(rest):
            found.append(known)
    return found


@cache
def _aside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before, and what behind, a name that the words of its sentence do not accuse."""
    words = word_data()["aside"]
    return re.compile(rf"\b(?:{words['before']})$", re.IGNORECASE), re.compile(words["behind"], re.IGNORECASE)


def _is_seen(seen: set[tuple[str, str]], known: Known, predicates: Sequence[str]) -> bool:
    """Whether a claim of one of the predicates was read about whoever bears the name."""
    keys = {known.key, *(key for party in known.parties for key in party.keys)}
    return any((key, predicate) in seen for key in keys for predicate in predicates)


def _steps(
    text: str, span: Span, telling: Telling, names: Sequence[Known], read: Sequence[Claim]
) -> Iterator[tuple[Known, str, Argument | None]]:
    """The furthest step told beside the one person of a sentence, if no claim read there goes as far."""
    stage = telling.stage
    person = _befallen(text, span, names, patterns("steps")[stage]) if stage is not None else None
    if stage is None or person is None:
        return
    if stage == "on_trial" and patterns("pending")["words"].search(telling.plain):
        stage = "charged"  # whoever awaits a trial has been charged, as far as told
    ranks, ends = ontology().stages, ontology().stages[stage].exit
    keys = {person.key, *(key for party in person.parties for key in party.keys)}
    for claim in read:
        if (claim.subject is not None and claim.subject.name[:1].islower()) or not _is_of(claim, keys, names):
            continue
        other = ranks[claim.stage] if is_law(claim) and claim.stage is not None else None
        if other is not None and (other.exit or (not ends and (other.rank or 0) >= (ranks[stage].rank or 0))):
            return
    for code in _offences(telling) or [None]:
        yield person, stage, Argument("Offence", code) if code is not None else None


def _is_of(claim: Claim, keys: set[str], names: Sequence[Known]) -> bool:
    """Whether a claim is about whoever bears one of the keys, or about another of those named."""
    about = name_key(claim.subject.name) if claim.subject is not None else ""
    return about in keys or any(about in party.keys for n in names for party in n.parties) or not about


def _befallen(text: str, span: Span, names: Sequence[Known], pattern: re.Pattern[str]) -> Known | None:
    """Of those named, the one of whom words are told: right behind them, else the nearest before them."""
    people = sorted(_each(names, "person"), key=lambda n: n.span.start)
    if len(people) < 2:
        return people[0] if people else None
    step = pattern.search(span.of(text))
    if step is None:
        return None
    start, end = span.start + step.start(), span.start + step.end()
    behind = next((n for n in people if 0 <= n.span.start - end <= _NEAR), None)
    return behind or next((n for n in reversed(people) if n.span.end <= start), people[0])


def _offences(telling: Telling) -> list[str | None]:
    """What a step is about: the offence behind its words and those joined to it, else the nearest before them."""
    plain, step = telling.plain, telling.step
    named = sorted(codes_in(plain, Span(0, len(plain))), key=lambda pair: pair[1].start)
    behind = [(code, at) for code, at in named if at.end > step.start]
    if not behind:
        called = [code for code, pattern in patterns("agents").items() if pattern.search(plain)]
        return [code for code, _ in named[-1:]] or list(called[:1])
    listed: list[str | None] = [behind[0][0]]
    for (_, one), (code, other) in pairwise(behind):
        if not _JOINED.fullmatch(plain[one.end : other.start]):
            break
        listed.append(code)
    return listed[:2]


def beside_claims(
    reading: Reading, span: Span, names: Sequence[Known], telling: Telling, read: Sequence[Claim]
) -> list[Claim]:
    """Acts that the words of a sentence name flatly beside the one who may have done them; who did what is not seen.

    Such a claim is worth telling only where the record has less than that.
    """
    if telling.stage is not None or telling.told or telling.strength < CERTAIN or is_open(telling.plain):
        return []
    if patterns("process")["words"].search(telling.plain) or span.of(reading.text).rstrip("\"”’'").endswith("?"):
        return []
    accused = accusable(reading.text, span, names)
    doers = [*_each(accused, "person"), *_each(accused, "group")]
    if len(doers) != 1:
        return []
    known = doers[0]
    seen = {(name_key(a.name), c.predicate) for c in read for a in (c.subject, c.object) if a is not None}
    if _is_seen(seen, known, (*LAW, "engages_in")):
        return []
    told = partial(_claim, reading.document, span.of(reading.text), span, telling)
    return [told("perpetrator_of", known, Argument("Offence", code)) for code in sorted(telling.matters)[:3]]


def _sizes(telling: Telling, names: Sequence[Known]) -> Iterator[tuple[str, Known, Argument]]:
    """How many the one group of a sentence is said to have."""
    groups = {n.key: n for n in names if n.type == "group"}
    counted = COUNTED.search(telling.plain)
    if len(groups) == 1 and counted is not None:
        yield "estimated_size", next(iter(groups.values())), Argument("Value", counted[0])


def _argument(known: Known) -> Argument:
    return Argument("Group" if known.type == "group" else "Person", known.written)


def _ties(
    text: str, span: Span, telling: Telling, names: Sequence[Known], accused: Sequence[Known]
) -> Iterator[tuple[str, Known, Argument | None]]:
    """The one person of a sentence and its one group, or one that it does not name, with the closest tie it tells."""
    people, groups = _each(names, "person"), _each(names, "group")
    if len(people) > 1 and telling.tie is not None:
        nearest = _befallen(text, span, accused, patterns("ties")[telling.tie])
        people = [nearest] if nearest is not None else []
    of_others = _OF_OTHERS.search(telling.plain) is not None
    if len(people) != 1 or telling.tie is None or of_others:
        return
    person = people[0]
    if len(groups) == 1:
        yield telling.tie, person, _argument(groups[0])
    elif not groups:
        for tie, pattern in _ties_of_a_gang().items():
            found = pattern.search(telling.plain)
            if found is not None and not is_turned(telling.plain, found.start()):
                yield tie, person, None
                return


def _each(names: Sequence[Known], kind: str) -> list[Known]:
    """Those of a kind, each once, by whatever name."""
    return list({id(n.parties[0]) if n.parties else n.key: n for n in names if n.type == kind}.values())


@cache
def _ties_of_a_gang() -> dict[str, re.Pattern[str]]:
    """Words of a tie with a word for a gang behind them: "heads the crew", "a member of the gang"."""
    between = r"(?: of| to| for| in| with)?(?: the| a| an| this| that| its| his| her| their)(?: [\w-]+){0,1}"
    return {
        tie: re.compile(rf"(?<![\w-])(?:{words}){between} {_GANG}(?![\w-])", re.IGNORECASE)
        for tie, words in word_data()["ties"].items()
    }


def _relations(telling: Telling, names: Sequence[Known]) -> Iterator[tuple[str, Known, Argument]]:
    """How the two groups of a sentence stand to one another."""
    groups = [n for n in names if n.type == "group"]
    if len(groups) != 2 or groups[0].key == groups[1].key or is_open(telling.plain):
        return
    for name in patterns("relations"):
        if name in telling.relations:
            yield name, groups[0], _argument(groups[1])
            return


def _turns(text: str, span: Span, names: Sequence[Known]) -> list[tuple[Known, str]]:
    """Acts that turns of phrase tell and nothing turns round, each with whoever stands as its doer."""
    words, found = span.of(text), []
    for code, pattern in patterns("turns").items():
        for turn in pattern.finditer(words):
            doer = _doer(words, span.start, turn, names)
            if doer is not None and not is_turned(words, turn.start()) and not _is_suffered(words, turn):
                found.append((doer, code))
    return found[:2]


def _doer(words: str, start: int, turn: re.Match[str], names: Sequence[Known]) -> Known | None:
    """The nearest name before a turn unless it hangs on a preposition, else the one behind its "by"."""
    for known in sorted(names, key=lambda n: n.span.start, reverse=True):
        before, after = words[: known.span.start - start], words[known.span.end - start : turn.start()]
        if known.span.end - start <= turn.start() and (_RELATIVE.match(after) or not _AFTER_WORD.search(before)):
            return known
    for known in names:
        if known.span.start - start >= turn.end() and _BEHIND_BY.search(words[turn.start() : known.span.start - start]):
            return known
    return None


def _labels(text: str, span: Span, names: Sequence[Known], section: str) -> Iterator[tuple[Known, str]]:
    """Those whom a noun beside their names calls something: "the arsonist Ada Bell", "Ada Bell, a gang boss"."""
    words = span.of(text)
    for known in (n for n in names if n.type == "person"):
        if section == "agents" and _VICTIM.match(text, known.span.end, span.end):
            yield known, ""
        start, end = known.span.start - span.start, known.span.end - span.start
        for key, pattern in patterns(section).items():
            for noun in pattern.finditer(words):
                before = noun.end() <= start and _CALLED.fullmatch(words[noun.end() : start])
                behind = noun.start() >= end and _CALLS.fullmatch(words[end : noun.start()])
                if (before or behind) and not _HEDGED.search(words[: noun.start()]):
                    yield known, key
                    break


def _labelling(text: str, span: Span, known: Known, telling: Telling) -> Telling:
    """The words of a sentence as they bear on what it calls somebody: that he speaks himself does not say so."""
    own = _SAYS.match(text, known.span.end, span.end)
    if own is None or "according to" in telling.plain.lower():
        return telling
    rest = text[span.start : own.start()] + text[known.span.end : own.end()].rpartition(" ")[0]
    return replace(telling, told=is_told(rest))


def _is_suffered(plain: str, turn: re.Match[str]) -> bool:
    """Whether a turn stands in the passive without its doer: "was shot dead"."""
    return _PASSIVE.search(plain, 0, turn.start()) is not None and " by " not in plain[turn.start() :]


def _acts(reading: Reading, span: Span, known: Known) -> list[str]:
    """Codes of the acts that are told right behind a name as done by whoever bears it."""
    text = reading.text
    if _CAUSES.search(text, span.start, known.span.start):
        return []
    before = _BY.search(text[span.start : known.span.start])
    if before is not None:
        return _codes_of(before[1].lower())[:1]
    behind = _APPOSITION.match(text, known.span.end, span.end)
    at = behind.end() if behind is not None else known.span.end
    tokens = [t for t in reading.tokens if at <= t.start < span.end]
    step, be = 0, False
    while step < len(tokens) and (_low(text, tokens[step].start, tokens[step].end) in (*_AUXILIARY, *_BE)):
        be = be or _low(text, tokens[step].start, tokens[step].end) in _BE
        step += 1
    if step == len(tokens):
        return []
    token = tokens[step]
    word = _low(text, token.start, token.end)
    rest = Span(token.end, span.end)
    if be and not word.endswith("ing"):
        return _done(text, rest) if word in word_data()["doing"]["states"] else []
    if _lemmas(word, token.lemma) & set(word_data()["doing"]["verbs"]) and (codes := _done(text, rest)):
        return codes
    return _codes_of(word, token.lemma)[:1]


def _lemmas(word: str, *known: str) -> set[str]:
    return {*(lemma.lower() for lemma in known), *(by_rule(word, tag) for tag in ("VBZ", "VBD", "VBG"))}


def _codes_of(word: str, *lemmas: str) -> list[str]:
    """Codes of an act that a verb tells by itself."""
    table = {**wordlist("activities")["verbs"], **wordlist("offences")["narrated"], **word_data()["acts"]}
    return [code for lemma, code in table.items() if lemma in _lemmas(word, *lemmas)]


def _low(text: str, start: int, end: int) -> str:
    return text[start:end].lower()


def _done(text: str, rest: Span) -> list[str]:
    """Codes of the acts that a stretch names, as far as its first break."""
    end = re.search(r"[,;:]", rest.of(text))
    near = Span(rest.start, rest.start + end.start() if end is not None else rest.end)
    found = [code for code, pattern in patterns("done").items() if pattern.search(near.of(text))]
    return list(dict.fromkeys([*(code for code, _ in codes_in(text, near) if code != "other"), *found]))[:2]


def _claim(
    draft: Document,
    words: str,
    span: Span,
    telling: Telling,
    predicate: str,
    known: Known,
    other: Argument | None,
    stage: str | None = None,
) -> Claim:
    return Claim(
        id=RULE,
        predicate=predicate,
        subject=_argument(known),
        object=other,
        attribution=(Speaker("unspecified" if telling.told else "author"),),
        evidence=(Evidence(draft.id, span.start, span.end, words),),
        document=DocumentRef(draft.id, draft.version, published=draft.published),
        extractor=Extractor(RULE, "1", 0.0),
        stage=stage or _flat(predicate, telling),
        certainty="certain" if stage is not None else CERTAINTY[telling.strength],
        rule=RULE,
    )


def _flat(predicate: str, telling: Telling) -> str | None:
    """How far an act is told without a step in law."""
    if predicate not in LAW:
        return None
    if telling.strength < CERTAIN:
        return "suspected"
    return "accused" if _ACCUSED.search(telling.plain) else "stated"
