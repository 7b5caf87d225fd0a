"""The encoder's mentions, mended by rules that hold in any document, before anything is built on them.

Adds what has only one reading (personal pronouns, "the defendant", a name with its age, a name known from elsewhere in
the document), drops what no phrase can be, and settles types and levels that words decide: a County is a place, a
Crew a group, a police department an organisation, "the defendant" never a name.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from according.model import Mention, Reading, Token

from .calendar_words import MONTHS, WEEKDAYS
from .descriptions import PRONOUN_GENDER
from .gazetteer import meanings_of
from .layers import Draft
from .lexicon import plurals, words
from .names import body_key, fold, initials, is_short_form, person_name, without_kind

PERSONAL = {
    *PRONOUN_GENDER,
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "i",
    "me",
    "my",
    "myself",
    "we",
    "us",
    "our",
    "ours",
}
POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your", "whose"})
_TYPED = ("person", "organization", "group", "place")
_BREAK = re.compile(r"\n\s*\n|\w{4,}[.!?][\"”’]?\s+(?=[A-Z‘“\"])|[.!?][\"”’]?\s*\n")
_NO_HEAD = frozenset({"VERB", "AUX", "ADV", "SCONJ", "ADP", "CCONJ", "PUNCT"})
_INSIDE_PHRASE = frozenset(
    {"det", "amod", "nummod", "compound", "nmod", "advmod", "punct", "flat", "obl", "case", "goeswith"}
)
_NAME_WORD = r"(?:[A-ZÀ-Ý][\w'’]*(?:-[A-ZÀ-Ý][\w'’]*)*\.?|de|la|del|van|von|bin|al)"
_NAME_AGE = re.compile(
    rf"(?<![\w-])([A-ZÀ-Ý][\w'’-]+\.?(?: {_NAME_WORD}| [\"“‘'][^\"”’]{{2,20}}[\"”’']){{0,4}} [A-ZÀ-Ý][\w'’-]+),? \(?"
    r"(?=\d{1,2}(?:[,;.)]|$| of | and | \(|;))"
)
_TITLED = re.compile(
    r"\b(?:Detectives?|Det\.|Officers?|Sgt\.|Sergeant|Lt\.|Lieutenant|Captain|Capt\.|Judge|Justice|Attorneys?|Agents?|"
    r"Sheriff|Chief|Prosecutors?|Mayor|Governor|Gov\.|Senator|Sen\.|President|Mr\.|Mrs\.|Ms\.|Dr\.|"
    r"Investigators?|Analyst) "
    r"(?P<name>[A-ZÀ-Ý][\w'’-]+(?: [A-Z]\.)?(?: [A-ZÀ-Ý][\w'’-]+){1,2})(?![\w-])"
)
_SHORT_BEHIND = re.compile(r"\s?[(\[]\s?[\"“‘']?(?P<short>[A-Za-z0-9.]{2,7})[\"”’']?\s?[)\]]")
_MEMBERS_BEHIND = re.compile(
    r"['’]?s? (?:gang )?(?:members?|thugs?|gangsters?|associates?|gunmen|guerrillas?|affiliates?|subsets?)\b",
    re.IGNORECASE,
)
_MEMBERS_BEFORE = re.compile(
    r"\b(?:members?|leaders?|lieutenants?|associates?|affiliated) (?:of|with) (?:the )?[\"“‘']?$", re.IGNORECASE
)
_OPENING = re.compile(r"(?P<name>(?:[A-Z][\w'’-]*)(?: (?:[A-Z][\w'’-]*|de|la|del|of|the|and))*) [(\[][\"“‘']?$")
_NAME_AND_KIND = re.compile(r"(?P<name>(?:[Tt]he )?[\"“‘']?[A-Z0-9][^,;()]*), an? [a-z][^,;()]*")
_NAMED_KIND = re.compile(
    r"(?:(?:the|a|an|rival|violent|notorious|alleged) )*[\"“‘']?[A-Z0-9][\w'’-]*"
    r"(?: (?:[A-Z0-9][\w'’-]*|de|la|del|of|los|las))*[\"”’']? "
    r"(?:(?:street|prison|criminal|motorcycle) )?(?:gang|cartel|crew|clan|mob|militia|faction|subset)s?\b"
)
_KIND_OF_GROUP = re.compile(
    r"(?<![\w-])(?P<name>[A-Z0-9][\w'’-]*(?: (?:[A-Z0-9][\w'’-]*|de|la|del|of|los|las)){0,4}) "
    r"(?:(?:criminal|street|prison|drug) ){0,2}"
    r"(?:gang|cartel|crew|clan|mob|militia|faction|subset|Gang|Cartel|Crew|Clan|Mob|Mafia|Posse|Syndicate|"
    r"CARTEL|GANG|MAFIA)\b(?! [A-Z])"
)
_ARMED = re.compile(
    r"(?<![\w-])(?P<name>(?:[A-Z][\w-]*\s){1,5}(?:LIBERATION|REVOLUTIONARY|Liberation|Revolutionary)\s"
    r"(?:[A-Z][\w-]*\s){0,2})"
    r"(?:FRONT|ARMY|FORCES|MOVEMENT|COMMAND|Front|Army|Forces|Movement|Command)\b"
)
_FIGHTING = frozenset({"guerrillas", "rebels", "insurgents", "paramilitaries", "contras"})
_SUFFIX_BEHIND = re.compile(r",? (?:Jr|Sr|II|III|IV)\b\.?")
_PART_OF_NAME = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.IGNORECASE)
_PREFIX = re.compile(r"(?:co|ex|non|anti|self|mid|pre|post)", re.IGNORECASE)
_WORD = re.compile(r"[A-ZÀ-Ý0-9][\w’'-]*")
_GROUP_BEHIND = re.compile(
    r"[\"”’']?,? (?:\w+ ){0,1}(?:gang|cartel|crew|clan|mob|militia|guerrillas?)\b", re.IGNORECASE
)
_GROUP_BEFORE = re.compile(
    r"\b(?:gang|cartel|crew|clan|mob|militia|guerrilla group|faction)"
    r"(?:(?: [a-z]+| the US| the U\.S\.){0,4},? (?:also )?(?:known as|called|named|dubbed))? (?:the )?[\"“‘']?$"
)
_SO_CALLED = re.compile(
    r"\b(?:gang|crew|cartel|faction|clan|militia|mob),? (?:also )?(?:known as|called|named|dubbed) (?:the )?[\"“‘']?"
    r"(?P<name>[A-Z0-9][\w'’-]*(?: (?:[A-Z0-9][\w'’-]*|de|la|del|of|los|las))*)"
)
_FIGHTERS = re.compile(
    r"\b(?:liberation|revolutionary|guerrilla|patriotic|armed|self-defense)\b.*"
    r"\b(?:front|army|forces|movement|command|commandos|groups?)\b",
    re.IGNORECASE,
)
_CRIMINAL_ENDS = frozenset(
    {"gang", "cartel", "crew", "clan", "mob", "mafia", "militia", "posse", "faction", "syndicate"}
)


class Bench:
    """The text, its tokens and the mentions so far, with what is needed to add one."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.tokens = reading.tokens
        self.sentences = reading.sentences
        self.found: dict[tuple[int, int], Mention] = {(m.start, m.end): m for m in reading.mentions}
        self.short_for: dict[str, str] = {}
        self._starts = [t.start for t in self.tokens]

    def tokens_of(self, start: int, end: int) -> range:
        """Tokens that begin inside a stretch."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def head_of(self, inside: range) -> int:
        """The token of a range that depends on nothing in the range; the first of several."""
        return next((t for t in inside if self.tokens[t].head not in inside), inside[0])

    def add(self, start: int, end: int, type: str, level: str) -> None:
        """Add a mention over whole tokens, if there is none with the same span."""
        inside = self.tokens_of(start, end)
        if inside and (start, end) not in self.found:
            self.found[start, end] = Mention(start, end, type, level, self.head_of(inside), score=0.5)

    def word(self, token: int) -> str:
        """The token's characters, folded."""
        t = self.tokens[token]
        return fold(self.text[t.start : t.end])


_INDEPENDENT = re.compile(r"(?:the|an?|another) (?!\w+['’]s? )", re.IGNORECASE)
"""Begins a description that names nobody else: neither "her husband" nor "the mayor's son"."""


def mend_mentions(draft: Draft) -> Reading:
    """The reading with its mentions mended, in order of start, longer first."""
    bench = Bench(draft.reading)
    bodies = (_without_apposition(bench, m) for m in bench.found.values() if not _impossible(bench, m))
    kept = (_relevel(bench, _rehead(bench, m)) for m in bodies)
    whole = (_retype(bench, _with_suffix(bench.text, m)) for m in kept)
    bench.found = {(m.start, m.end): m for m in whole}
    _add_pronouns(bench)
    _add_people(bench)
    _add_groups(bench)
    _add_stated_names(bench)
    _add_short_forms(bench)
    _settle_types(bench)
    _add_known_names(bench)
    ordered = sorted(bench.found.values(), key=lambda m: (m.start, -m.end))
    return replace(draft.reading, mentions=tuple(ordered))


def _impossible(bench: Bench, mention: Mention) -> bool:
    """A phrase does not run over the end of a sentence, nor is a party headed by a verb."""
    inside = bench.text[mention.start : mention.end]
    if _BREAK.search(inside) or (
        mention.type == "person" and re.match(r"\d[\d,]*(?:,? |$)(?!\w+ [a-z]|[A-Za-z])", inside)
    ):
        return True
    if mention.level == "named" and _inside_a_word(bench.text, mention):
        return True
    if mention.type == "person" and inside.lower() in words("no_persons"):
        return True
    if _PART_OF_NAME.fullmatch(inside) or (
        _PREFIX.fullmatch(inside) and bench.text[mention.end : mention.end + 1] == "-"
    ):
        return True
    if inside.count("(") != inside.count(")") or (mention.type in _TYPED and _holds_a_clause(bench, mention)):
        return True
    return mention.type in _TYPED and mention.level == "nominal" and bench.tokens[mention.head].upos in _NO_HEAD


def _holds_a_clause(bench: Bench, mention: Mention) -> bool:
    """Whether a finite verb stands in the phrase without anything before it that could open a clause."""
    for t in bench.tokens_of(mention.start, mention.end):
        token = bench.tokens[t]
        if token.upos in ("PRON", "SCONJ") or token.xpos in ("WP", "WDT", "WRB", "WP$"):
            return False
        if token.xpos in ("VBZ", "VBD", "VBP", "MD") and token.upos in ("VERB", "AUX"):
            return True
    return False


def _without_apposition(bench: Bench, mention: Mention) -> Mention:
    """ "Red Lantern, a gang" is the name alone, and "the clerk, Ada Venn" the clerk: what stands behind the comma is a
    mention of its own."""
    inside = bench.text[mention.start : mention.end]
    if mention.type == "person" and mention.level == "nominal":
        called, comma, name = inside.partition(", ")
        names = bench.found.get((mention.end - len(name), mention.end))
        set_off = bench.text[mention.end : mention.end + 1] in (",", ";", ".", "") and _INDEPENDENT.match(called)
        if (
            comma
            and set_off
            and "," not in name
            and names is not None
            and (names.level, names.type) == ("named", "person")
        ):
            return replace(mention, end=mention.start + len(called))
        return mention
    if mention.type not in ("group", "organization"):
        return mention
    named = _NAME_AND_KIND.fullmatch(inside)
    start = mention.start + len(inside) - len(inside.lstrip(", "))
    end = mention.start + named.end("name") if named else mention.end
    tokens = bench.tokens_of(start, end)
    if (start, end) == (mention.start, mention.end) or not tokens:
        return mention
    return replace(mention, start=start, end=end, head=bench.head_of(tokens))


def _with_suffix(text: str, mention: Mention) -> Mention:
    """ "Marten Roe, Jr." is one name, and another bearer's than "Marten Roe"."""
    name = mention.type == "person" and mention.level == "named" and " " in text[mention.start : mention.end]
    suffix = _SUFFIX_BEHIND.match(text, mention.end) if name else None
    return replace(mention, end=suffix.end()) if suffix else mention


def _inside_a_word(text: str, mention: Mention) -> bool:
    """Whether a hyphen ties the mention to a word that it leaves out."""
    before, after = text[max(0, mention.start - 2) : mention.start], text[mention.end : mention.end + 2]
    return bool(re.fullmatch(r"\w-", before)) or bool(re.fullmatch(r"-\w", after))


def _rehead(bench: Bench, mention: Mention) -> Mention:
    """The possessor is not the head: "the victim's family" is a family, "his brother" a brother."""
    inside = bench.tokens_of(mention.start, mention.end)
    if mention.level == "pronoun" and len(inside) == 1:
        return mention
    head = bench.tokens[mention.head]
    owner = re.match(r"['’]s?\s", bench.text[head.end : head.end + 3], re.IGNORECASE)
    if not owner and not (bench.word(mention.head) in POSSESSIVES and len(inside) > 1):
        return mention
    for t in range(mention.head + 1, inside.stop):
        token = bench.tokens[t]
        if token.upos in ("ADP", "SCONJ", "CCONJ", "VERB", "PRON") or bench.text[token.start] in ",;(":
            break
        after = inside.stop == t + 1 or bench.tokens[t + 1].upos not in ("NOUN", "PROPN", "ADJ")
        if token.upos in ("NOUN", "PROPN") and after and not _ends_in_possessive(bench, token):
            return replace(mention, head=t, level="nominal" if mention.level == "pronoun" else mention.level)
    return mention


def _ends_in_possessive(bench: Bench, token: Token) -> bool:
    return re.match(r"['’]s?\s", bench.text[token.end : token.end + 3], re.IGNORECASE) is not None


def _relevel(bench: Bench, mention: Mention) -> Mention:
    """Names and descriptions told apart by their words."""
    head = bench.tokens[mention.head]
    spelt = bench.text[head.start : head.end]
    word = fold(spelt)
    inside = bench.text[mention.start : mention.end]
    if word in PERSONAL and mention.end - mention.start <= len(word) + 1:
        return replace(mention, level="pronoun")
    if mention.type == "person" and mention.level == "named":
        if word in words("headline_people") or (spelt.islower() and word in plurals("people")):
            after = bench.text[head.end : mention.end]
            titled = word in words("titles") and re.fullmatch(r" [A-ZÀ-Ý][\w'’-]+", after) is not None
            return mention if titled or _has_name(after) else replace(mention, level="nominal")
        kin = spelt.islower() and word in plurals("kin")
        if person_name(inside) is None or kin or word.removesuffix("s") in words("demonyms"):
            return replace(mention, level="nominal")
    if mention.type == "person" and mention.level == "nominal" and _names_behind_title(bench, mention, spelt):
        return replace(mention, level="named")
    if mention.type in ("group", "organization"):
        if _is_written_name(spelt, inside) or _NAMED_KIND.match(inside):
            return replace(mention, level="named")
        if mention.level == "named" and spelt.islower():
            return replace(mention, level="nominal")
    return mention


def _names_behind_title(bench: Bench, mention: Mention, head: str) -> bool:
    """ "Judge Ekwueme", "officer Sana Whitlock": whichever word the tree takes for the head."""
    word, after = fold(head), bench.text[bench.tokens[mention.head].end : mention.end]
    if word in words("titles") or word in plurals("people"):
        if head[0].isupper() and word in words("titles") and re.fullmatch(r" [A-ZÀ-Ý][\w'’-]+", after):
            return True
        return after[:1] != "," and re.match(r" [A-ZÀ-Ý]", after) is not None and _has_name(after)
    name = person_name(bench.text[mention.start : mention.end])
    return name is not None and bool(name.titles) and head[0].isupper() and head in name.shown


def _has_name(words_after: str) -> bool:
    return re.match(r"[ ,]*[A-ZÀ-Ý][\w'’-]+ [A-ZÀ-Ý]", words_after) is not None


def _is_written_name(head: str, inside: str) -> bool:
    """A capitalised head not only so because it opens a sentence: several capitals, a hyphen, an acronym."""
    name = re.sub(r"^(?:The|the|A|a|An|an) ", "", inside)
    if not head[:1].isupper() or fold(head) in plurals("group_nouns") or fold(head) in words("headline_people"):
        return False
    return is_short_form(name) or bool(
        re.fullmatch(r"[A-Z][\w'’]*(?:[ -](?:[A-Z][\w'’]*|de|la|del|of|los|las))+", name)
    )


def _retype(bench: Bench, mention: Mention) -> Mention:
    """Types that the words decide."""
    if mention.type not in (*_TYPED, "abstract", "object", "animal"):
        return mention
    inside = bench.text[mention.start : mention.end]
    name = body_key(inside).split()
    last = name[-1] if name else ""
    head = bench.word(mention.head)
    if mention.level == "named":
        if last == "county" and mention.type != "place":
            return replace(mention, type="place")
        if len(name) > 1 and (last in _CRIMINAL_ENDS or _FIGHTERS.search(inside)) and mention.type in _TYPED:
            return replace(mention, type="group")
        if mention.type in ("person", "place", "group") and last in words("organization_words") and len(name) > 1:
            return replace(mention, type="organization") if not _is_settlement(inside) else mention
    if mention.level == "nominal":
        if head in plurals("group_nouns") and mention.type in _TYPED:
            return replace(mention, type="group")
        if head in _FIGHTING and not re.search(
            r"\d|\b(?:one|two|three|four|five|six|seven|eight|ten)\b", inside.lower()
        ):
            return replace(mention, type="group")
        if mention.type in ("group", "organization", "object", "animal") and head in plurals("people"):
            return replace(mention, type="person")
    if mention.type == "group" and (head in words("lawful_bodies") or last in words("lawful_bodies")):
        people = head in plurals("people") or head in ("cops", "prosecutors", "officials", "attorneys")
        return replace(mention, type="person" if people else "organization")
    return mention


def _is_settlement(name: str) -> bool:
    return any(p.kind in ("city", "country", "state") for p in meanings_of(name))


def _add_pronouns(bench: Bench) -> None:
    headed = {m.head for m in bench.found.values()}
    for i, token in enumerate(bench.tokens):
        if token.upos in ("PRON", "DET") and i not in headed and bench.word(i) in PERSONAL:
            bench.add(token.start, token.end, "person", "pronoun")


def _add_people(bench: Bench) -> None:
    """Phrases headed by a noun for people that the encoder left out."""
    headed = {m.head for m in bench.found.values()}
    lists = ("people", "accused_nouns", "victim_nouns", "kin", "witnesses", "informants", "minors")
    people = {word for name in lists for word in plurals(name)} | _FIGHTING
    named = _named_spans(bench)
    for i, token in enumerate(bench.tokens):
        if token.upos not in ("NOUN", "PROPN") or i in headed or token.deprel in ("compound", "flat", "amod"):
            continue
        if bench.text[token.start].isupper() and _covered(token.start, token.end, named):
            continue
        word = bench.word(i)
        if word not in people or (token.upos == "PROPN" and word not in words("headline_people")):
            continue
        first = _phrase_start(bench.tokens, i)
        counted = any(bench.tokens[t].upos == "NUM" for t in range(first, i))
        bench.add(
            bench.tokens[first].start, token.end, "group" if word in _FIGHTING and not counted else "person", "nominal"
        )


def _add_groups(bench: Bench) -> None:
    """Groups that the encoder left out: "the Slate Street gang", "a rival gang", "X Liberation Front"."""
    headed = {m.head for m in bench.found.values() if m.type == "group"}
    named = _named_spans(bench)
    for sentence in bench.sentences:
        for so_called in _SO_CALLED.finditer(bench.text, sentence.start, sentence.end):
            if not _covered(*so_called.span("name"), named):
                bench.add(*so_called.span("name"), "group", "named")
        for found in (
            *_KIND_OF_GROUP.finditer(bench.text, sentence.start, sentence.end),
            *_ARMED.finditer(bench.text, sentence.start, sentence.end),
        ):
            start, end = found.start("name"), found.end()
            if _is_proper(found["name"]) and not _covered(start, end, named):
                bench.add(start, end, "group", "named")
                headed |= {m.head for m in (bench.found.get((start, end)),) if m is not None}
    for i, token in enumerate(bench.tokens):
        modifies = token.deprel.split(":")[0] in ("compound", "flat", "amod")
        if (
            token.upos not in ("NOUN", "PROPN")
            or i in headed
            or modifies
            or bench.word(i) not in plurals("group_nouns")
        ):
            continue
        bench.add(bench.tokens[_phrase_start(bench.tokens, i)].start, token.end, "group", "nominal")


def _is_proper(name: str) -> bool:
    """Whether some word of it is more than an origin, a place or an opening of the sentence."""
    if _is_settlement(name):
        return False
    left = [w for w in re.findall(r"[\w'’-]+", name) if fold(w) not in words("demonyms") | words("small_words")]
    return any(not _is_settlement(w) and fold(w) not in words("not_names") for w in left)


def _phrase_start(tokens: tuple[Token, ...], head: int) -> int:
    first = head
    while first > 0 and head - first < 12:
        before = tokens[first - 1]
        relation = before.deprel.split(":")[0]
        if not first <= before.head <= head or relation not in _INSIDE_PHRASE:
            break
        if relation in ("case", "advmod", "obl") and before.head == head:
            break
        if relation == "punct" and before.end != tokens[first].start:
            break
        first -= 1
    return first


def _named_spans(bench: Bench) -> tuple[list[int], list[int]]:
    """Starts of named mentions, and the furthest end of any named mention that starts up to there."""
    named = sorted((m.start, m.end) for m in bench.found.values() if m.level == "named")
    reach, furthest = [], 0
    for _, end in named:
        furthest = max(furthest, end)
        reach.append(furthest)
    return [start for start, _ in named], reach


def _covered(start: int, end: int, named: tuple[list[int], list[int]]) -> bool:
    at = bisect_right(named[0], end - 1) - 1
    return at >= 0 and named[1][at] > start


def _add_stated_names(bench: Bench) -> None:
    """Names that their surroundings show to be a person's: with an age behind them, or a title before them."""
    named = _named_spans(bench)
    for sentence in bench.sentences:
        inside = bench.text[sentence.start : sentence.end]
        stated = [(m.start(1), m.end(1)) for m in _NAME_AGE.finditer(inside)]
        stated += [m.span("name") for m in _TITLED.finditer(inside)]
        for start, end in stated:
            words_of = inside[start:end]
            name = person_name(words_of)
            if name is None or any(p in MONTHS or p in WEEKDAYS for p in name.parts) or _looks_like_body(name.parts):
                continue
            begin = start + max(words_of.find(name.shown.split(" ")[0]), 0)
            if not _covered(sentence.start + begin, sentence.start + end, named):
                bench.add(sentence.start + begin, sentence.start + end, "person", "named")


def _looks_like_body(parts: Iterable[str]) -> bool:
    return any(
        p in words("organization_words") or p in ("county", "street", "avenue", "section", "count") for p in parts
    )


def _settle_types(bench: Bench) -> None:
    """One name, one type in one document: what most of its mentions are, with the words around as further witnesses."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    witnesses: dict[str, float] = defaultdict(float)
    named = [(span, m, _vote_key(bench, *span)) for span, m in bench.found.items() if m.level == "named"]
    named = [entry for entry in named if entry[1].type in _TYPED and entry[2]]
    for (start, end), mention, key in named:
        votes[key][mention.type] += mention.score
        witnesses[key] += _called_a_group(bench.text, start, end, mention.type)
    for key, heard in witnesses.items():
        if heard and not _is_settlement(key):
            votes[key]["group"] += 100.0 if heard >= 2 else 1.5
    for span, mention, key in named:
        tally = votes[key]
        best = max(tally, key=lambda t: (tally[t], t))
        if best != mention.type and tally[best] >= 1.3 * tally[mention.type]:
            bench.found[span] = replace(mention, type=best)


def _vote_key(bench: Bench, start: int, end: int) -> str:
    """The key of a name; of an acronym in brackets, that of the name before it."""
    opening = _OPENING.search(bench.text[max(0, start - 90) : start])
    if opening is not None and fold(bench.text[start:end].replace(".", "")) in initials(opening["name"]):
        bench.short_for[body_key(bench.text[start:end])] = body_key(opening["name"])
    key = body_key(bench.text[start:end])
    return bench.short_for.get(key, key)


def _called_a_group(text: str, start: int, end: int, type: str) -> float:
    """How far the words around a name call it a gang (1), or speak of its members, as of other bodies too (0.5)."""
    before = text[max(0, start - 60) : start]
    if _GROUP_BEHIND.match(text, end) or _GROUP_BEFORE.search(before):
        return 1.0
    if not (_MEMBERS_BEHIND.match(text, end) or _MEMBERS_BEFORE.search(before)):
        return 0.0
    return 0.5 if type == "organization" else 1.0


def _add_short_forms(bench: Bench) -> None:
    """ "Tidal Rope Union (TRU)": the acronym in brackets behind its name."""
    for (start, end), mention in list(bench.found.items()):
        behind = _SHORT_BEHIND.match(bench.text, end) if mention.level == "named" and mention.type in _TYPED else None
        if behind is not None and fold(behind["short"].replace(".", "")) in initials(bench.text[start:end]):
            bench.add(behind.start("short"), behind.end("short"), mention.type, "named")


def _add_known_names(bench: Bench) -> None:
    """Later and earlier uses of a name that the encoder saw elsewhere in the document."""
    forms = _known_forms(bench)
    if not forms:
        return
    named = _named_spans(bench)
    for sentence in bench.sentences:
        at = sentence.start
        while (word := _WORD.search(bench.text, at, sentence.end)) is not None:
            at = word.end()
            bare = re.sub(r"['’]s?$", "", word[0])
            for form, type in forms.get(bare, ()):
                end = word.start() + len(form)
                suffix = _SUFFIX_BEHIND.match(bench.text, end) if type == "person" and " " in form else None
                end = suffix.end() if suffix else end
                whole = bench.text.startswith(form, word.start()) and not bench.text[end : end + 1].isalnum()
                if whole and bench.text[end : end + 1] != "-" and not _covered(word.start(), end, named):
                    bench.add(word.start(), end, type, "named")
                    at = max(at, end)
                    break


def _known_forms(bench: Bench) -> dict[str, list[tuple[str, str]]]:
    """First word to (form, type), longest form first: full names, surnames, names of groups and bodies."""
    known: dict[str, str] = {}
    for mention in bench.found.values():
        if mention.level != "named" or mention.score < 0.4:
            continue
        inside = bench.text[mention.start : mention.end]
        for form in _forms(inside, mention.type):
            known.setdefault(form, mention.type)
    forms: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for form, type in sorted(known.items(), key=lambda item: -len(item[0])):
        first = _WORD.match(form)
        if first is not None:
            forms[first[0]].append((form, type))
    return forms


def _forms(inside: str, type: str) -> Iterator[str]:
    if type == "person":
        person = person_name(inside)
        if person is None or not person.is_full or _looks_like_body(person.parts) or person.shown not in inside:
            return
        yield person.shown
        surname = person.shown.split(" ")[-1]
        if len(surname) > 3 and not meanings_of(surname) and fold(surname) not in words("headline_people"):
            yield surname
    elif type in ("group", "organization") and len(inside) >= 2:
        form = re.sub(r"^(?:the|The|a|A|an|An) ", "", re.sub(r"['’]s?$|\s*\(.*$", "", inside, flags=re.DOTALL))
        for name in dict.fromkeys((form, without_kind(form))):
            if len(name) > 3 or (is_short_form(name) and not name.isdigit()):
                yield name
