"""Who must not be shown by name (DESIGN.md §8), from what the document says of them.

Recall comes before precision: a name masked without need costs a click, a child's name shown cannot be taken back.
Marks the reason on the entity; what is done with it is decided in `according.ontology.masking`.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from according.model import Entity, Reading

from .coreference import Story
from .descriptions import age_in
from .layers import Draft
from .lexicon import plurals
from .names import fold, person_name

ADULT = 18
_SEXUAL = re.compile(
    r"\b(?:rap(?:e[ds]?|ing|ist|ists)|sexual(?:ly)?|sodom\w*|molest\w*|lewd|incest|indecent|grop(?:ed|ing)|fondl\w+|"
    r"sex (?:crimes?|abuse|offen\w+|acts?)|masturbat\w+|child porn\w*|pornograph\w*|oral copulation|had sex|have sex|"
    r"unwanted touching)\b",
    re.IGNORECASE,
)
_TRAFFICKING = re.compile(
    r"\b(?:(?:sex|human|child|labor|labour|forced)[- ]traffick\w*|trafficked|prostitut\w*|pimp\w*|pander\w*|brothels?|"
    r"traffick\w+ (?:of |in )?(?:women|girls|persons|people|victims?|minors?|children|migrants|human beings)|"
    r"sex (?:work\w*|slave\w*)|commercial sex\w*|sexual exploitation|forced (?:labou?r|servitude)|"
    r"involuntary servitude|peonage)\b",
    re.IGNORECASE,
)
_GOODS = re.compile(r"\b(?:drugs?|narcotics?|cocaine|heroin|fentanyl|arms|weapons?|guns?)[- ]traffick", re.IGNORECASE)
_DOE = re.compile(r"\b(?:jane|john|baby|james|janie) (?:doe|roe)\b", re.IGNORECASE)
_INITIAL = re.compile(r"[A-ZÀ-Ý][\w'’-]+ [A-Z]\.?")
_AGE_AFTER = re.compile(
    r"[^.;!?“”\"]{0,45}?\b(?:who |he |she )?(?:was|is|were|are|had been)(?: just| only| then| also)? "
    r"(?:(?P<age>\d{1,2})|(?P<months>\d{1,2} (?:months|weeks|days)))(?:[- ]years?[- ]old| years? of age| old)?"
    r"(?= at the time| when\b|,|\.|;| and\b| on\b)",
)
_YOUNG_THEN = re.compile(
    r"[ ,(]*(?:\bthen[- ](?:only |just |aged? )?|\baged? (?:of )?|\bwhen (?:he|she|they) (?:was|were) (?:only |just )?"
    r"|\bas an? |, ?|\()(?P<age>\d{1,2})(?:-years?-olds?| years? old| years? of age)?"
    r"(?=[,;.)]| at the time\b| when\b| then\b| and\b|(?<=old) \w+,)",
    re.IGNORECASE,
)
"""An age of the time told right behind a name: "then 17", "then-16-year-old", ", 15,", "as a 17-year-old"."""
_YEARS_OLD = r"(?P<age>\d{1,2})\s?-?\s?years?\s?-?\s?olds?|\d{1,2}[ -](?:month|week|day)s?[ -]old"
_YOUNG_NOUN = r"teen(?:ager)?|toddler|infant|schoolboy|schoolgirl|newborn"
_YOUNG_BEFORE = re.compile(
    rf"\b(?:{_YEARS_OLD}|{_YOUNG_NOUN})\s(?:(?:son|daughter|brother|sister|nephew|niece|cousin|boy|girl|child|baby|minor|"
    r"student|freshman|victim|activist|defendant|suspect|resident|teen|teenager|called|named|identified as)\s){0,3}\Z",
    re.IGNORECASE,
)
"""Youth told right before a name: "her 6-year-old son Orin", "teenager Orin Vale"."""
_YOUNG_AFTER = re.compile(
    r"\s?(?:[,–—(-]|,? who (?:was|is)|was|is)\s?(?:only |just )?(?:an? |the )?"
    r"(?:(?:unarmed|young|black|white|local)\s){0,2}"
    rf"(?:{_YEARS_OLD}|{_YOUNG_NOUN}|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[- ]grader|"
    r"(?:high|middle|elementary|grade) school (?:student|pupil|freshman|sophomore|junior)|"
    r"(?:student|pupil|freshman|sophomore|junior) at (?:[A-Z][\w.’'-]* ){1,5}?"
    r"(?:High|Middle|Elementary|Charter|Junior) School)\b(?![’']s)"
)
"""Youth told right behind a name: "Orin Vale, an unarmed teenager", "Orin Vale was a 12-year-old"."""
_BARE_AGE = re.compile(r" (?P<age>\d{1,2})(?=;|\.(?:\s|\Z)|, (?:all |both )?(?:of|from) )")
"""An age without a comma, as lists of names have it: "Orin Vale 9; Ada Vale 12."."""
_BIRTH = re.compile(
    r"[ ,(]*(?:DOB|D\.O\.B\.?|date of birth|born)[: ]+(?:on )?\d{1,2}[-/]\d{1,2}[-/](?P<year>\d{2,4})\b"
)
_THEN_BEFORE = re.compile(r"\bthen[- ](?P<age>\d{1,2})(?:-years?-olds?)? \Z", re.IGNORECASE)
_AS_AN_ADULT = re.compile(
    r"\b(?:charged|tried|prosecuted|sentenced|convicted) as (?:an adult|a juvenile|a minor)\b|\bjuvenile court\b"
)
_MONTHS_OLD = re.compile(r"\b\d{1,2}[ -](?:month|week|day)s?[ -]old\b", re.IGNORECASE)
_COOPERATING = re.compile(
    r"\b(?:cooperating|confidential|undercover) (?:witness|defendant|source|informant|individual)", re.IGNORECASE
)
_KIN = (
    r"(?:wife|husband|mother|father|parents?|sister|brother|son|daughter|girlfriend|boyfriend|fianc[eé]e?|widow(?:er)?|"
    r"cousin|uncle|aunt|niece|nephew|grandmother|grandfather|stepson|stepdaughter|stepfather|stepmother)s?"
)
_KIN_BEFORE = re.compile(
    rf"\b(?:{_KIN}|(?:(?:lady|life|girl|boy) ?(?:friend|partner)|partner|spouse|sibling|family member|next of kin)s?)"
    r"(?:\s?-\s?in\s?-\s?law)?,?\s\Z|\b(?:son|daughter) of\s\Z",
    re.IGNORECASE,
)
_KIN_AFTER = re.compile(
    rf"(?: and [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)?(?:,| [–—-]) (?:"
    rf"(?:the |an? )?(?:[\w-]+ ){{0,3}}?{_KIN} of\b|"
    rf"(?:[A-Z][\w-]+ ?){{1,3}}[’']s? (?:[\w-]+ ){{0,2}}?{_KIN}\b|"
    rf"who (?:has |had |have )?lost (?:her|his|their) (?:[\w-]+ ){{0,2}}?{_KIN}\b|"
    rf"whose (?:[\w-]+ ){{0,3}}?{_KIN} (?:[A-Z][\w-]+ )*(?:was|were) (?:killed|murdered|shot|slain|stabbed)\b)"
)
"""Kin told right behind a name: "Ada Vale, the mother of Orin", "Ada Vale, who lost her son"."""


_CLAUSE_AGE = re.compile(
    r"[^.;!?“”\"]{0,60}?\b(?:at (?:the )?age (?:of )?|when (?:he|she) (?:was|were) (?:only |just )?|"
    r"as an? (?=\d{1,2}-year-old))(?P<age>\d{1,2})\b"
)
_SAW = frozenset({"see", "witness", "hear", "overhear", "identify", "watch", "observe", "spot", "recognize"})
_WHO_SAW = re.compile(r",? who (?:\w+ly )?(?:saw|witnessed|heard|overheard|watched|observed|identified|spotted)\b")
_WHO_WAS_THERE = re.compile(
    r",? (?:who (?:was|were) )?"
    r"(?:inside|at the scene|on (?:the )?scene|nearby|present|in the (?:room|car|vehicle|store))\b"
    r"(?=[^.;]{0,60}\b(?:said|told|says|saw|heard|when)\b)"
)
_TOLD_WHAT_HE_SAW = re.compile(
    r"[^.;]{0,70}\b(?:told|said|says|tells)\b[^.;]{0,40}\b(?:he|she|they) (?:had )?"
    r"(?:saw|seen|heard|watched|witnessed)\b (?:the |an? |two |three |several |some |many )?(?:\w+ )?"
    r"(?:(?:gun)?shots?|gunfire|man|men|gunm[ae]n|truck|car|van|shooting|stabbing|explosions?|blasts?|crash|robbery|"
    r"attack|attackers?|fight|incident|bod(?:y|ies)|people (?:run|fall|scream)\w*)\b"
)
"""A telling of what happened in front of somebody."""
_FOUND_DEAD = re.compile(r"\b(?:body|bodies|remains|corpse)\b")
_ACCUSING = re.compile(
    r"(?: and (?:[A-Z][\w’'-]+ ?){1,3})?,? (?:(?:an? |one |two |three |some |several )?(?:of (?:the |several |many )?)?"
    r"(?:wom[ae]n|men|man|people|accusers?|patients?|employees?) )?(?:who|that) (?:ha(?:s|ve|d) )?(?:since |also )?"
    r"(?:accus\w+|said|says?|claim\w*|alleg\w+)\b[^.;]{0,60}?"
    r"\b(?:rap(?:e[ds]?|ing)|sexual\w*|grop\w+|molest\w*|assaulted|harass\w*)"
)
"""Who tells, or accuses somebody, of what was done to her."""
_SUFFERED = re.compile(
    r"\b(?:(?:sexual(?:ly)?|indecent) \w+|rapes?|molestation|groping|sodomy) (?:of|on|against) "
    r"(?:(?:at least|an?|the) )?\Z",
    re.IGNORECASE,
)
_BORN = re.compile(r"\b(?:born|birth)\b")
_FOUND = frozenset({"find", "discover"})
_CAME_FORWARD = frozenset({"call", "contact", "alert", "report", "tell", "notify"})
_MODEL = re.compile(r"\d{4} (?:[a-z]+ )?[A-Z][\w-]+")
"""The year of a make ("his 2006 Torvana"), which dates nothing."""
YOUNGEST = 10
"""Years; who would have been younger is not told of as having done it."""


@dataclass(slots=True)
class Case:
    """What the document says of one person or set, gathered over all mentions."""

    entity: Entity
    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    harmed_in: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    before_name: list[str] = field(default_factory=list)
    after_name: list[str] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    verbs: set[str] = field(default_factory=set)
    owned: bool = False
    named: bool = False
    speaks: bool = False
    kin_before: bool = False
    published: float | None = None
    years: list[float] = field(default_factory=list)


def mark_protected(draft: Draft) -> Reading:
    """The reading with the reason for protection on every entity that has one."""
    reading = draft.reading
    cases = gather(reading)
    _note_years(reading, cases)
    entities = tuple(
        replace(e, protected=reason(cases[i])) if i in cases else e for i, e in enumerate(reading.entities)
    )
    return replace(reading, entities=entities)


def reason(case: Case) -> str | None:
    """The first reason that holds, the gravest first; None if none does."""
    return next((name for name, holds in REASONS if holds(case)), None)


def gather(reading: Reading) -> dict[int, Case]:
    """A case for every entity that is a person or a set of people."""
    story = Story(reading, {})
    day = _year(reading.document.published)
    cases = {i: Case(e, published=day) for i, e in enumerate(reading.entities) if e.type == "person"}
    mentions_of: dict[int, list[int]] = defaultdict(list)
    for m, mention in enumerate(reading.mentions):
        if mention.entity in cases:
            mentions_of[mention.entity].append(m)
    for entity, mentions in mentions_of.items():
        for m in mentions:
            _note(story, cases[entity], m)
    return cases


def _note(story: Story, case: Case, m: int) -> None:
    mention = story.mentions[m]
    text = story.words_of(mention)
    head = story.tokens[mention.head]
    sentence = story.reading.sentences[story.sentence(mention.head)]
    told = story.text[sentence.start : sentence.end]
    case.sentences.append(told)
    told_before = story.text[max(sentence.start, mention.start - 45) : mention.start]
    if mention.level != "pronoun":
        case.texts.append(story.text[max(sentence.start, mention.start - 25) : mention.end])
        case.own.append(text)
        case.before.append(told_before)
        case.after.append(story.text[mention.end : min(sentence.end, mention.end + 140)])
    if mention.level == "named":
        case.before_name.append(told_before)
        case.after_name.append(story.text[mention.end : min(sentence.end, mention.end + 140)])
    role = story.role(mention)
    if role is not None:
        case.roles.add(role)
    if mention.level == "named" and story.titles_before(mention) & plurals("official_nouns").keys():
        case.roles.add("official")
    name = person_name(text) if mention.level == "named" else None
    if name is not None and name.titles & plurals("official_nouns").keys():
        case.roles.add("official")
    case.named |= name is not None
    if role == "victim":
        case.harmed_in.append(told)
    if mention.level == "nominal":
        noun = fold(story.text[head.start : head.end])
        case.nouns.add(noun)
        case.words |= {fold(w) for w in re.findall(r"[\w-]+", text)}
    if head.head >= 0 and head.deprel.startswith("nsubj"):
        case.verbs.add(story.tokens[head.head].lemma.lower())
    case.kin_before |= mention.level == "named" and _KIN_BEFORE.search(told_before) is not None
    if mention.level == "nominal":
        case.owned |= story.described(mention).possessive or " of " in text or "'s " in text or "’s " in text
    owns = re.match(r"['’]s? ", story.text[mention.end : mention.end + 3]) is not None
    case.speaks |= not owns and any(s.overlaps(mention.span) for s in story.sources_near(mention))


def _is_minor(case: Case) -> bool:
    if _was_minor_then(case):
        return True
    age = case.entity.age
    if age is not None:
        return age < ADULT or ("accused" in case.roles and any(YOUNGEST <= age - years < ADULT for years in case.years))
    if case.nouns & plurals("minors").keys() or any(_MONTHS_OLD.search(t) for t in case.own):
        return not any((a := age_in(t)) is not None and a >= ADULT for t in case.own)
    if case.words & {"underage", "juvenile", "minor", "teenage", "teen", "school-age"}:
        return True
    if any((a := age_in(t)) is not None and a < ADULT for t in case.own):
        return True
    if any(_MONTHS_OLD.match(a.lstrip(", (")) for a in case.after):
        return True
    return "accused" in case.roles and any(_AS_AN_ADULT.search(a) for a in case.after)


def _was_minor_then(case: Case) -> bool:
    """Whether an age under 18 of the time told stands by the name, whatever the age is now."""
    if "official" in case.roles:
        return False
    found = [m for a in case.after for m in (_AGE_AFTER.match(a), _YOUNG_THEN.match(a), _CLAUSE_AGE.match(a)) if m]
    found += [m for t in case.before if (m := _THEN_BEFORE.search(t))]
    if any(m.groupdict().get("months") or int(m["age"]) < ADULT for m in found):
        return True
    return case.named and (_is_told_young(case) or _is_born_lately(case))


def _is_told_young(case: Case) -> bool:
    """Whether youth stands right beside the name: an age under 18, months, or a word for somebody young."""
    found = [m for t in case.before_name if (m := _YOUNG_BEFORE.search(t))]
    found += [m for a in case.after_name for m in (_YOUNG_AFTER.match(a), _BARE_AGE.match(a)) if m]
    return any(m["age"] is None or int(m["age"]) < ADULT for m in found)


def _is_born_lately(case: Case) -> bool:
    """Whether a date of birth behind the name makes somebody a minor on the day of publication."""
    if case.published is None:
        return False
    day, found = int(case.published), (_BIRTH.match(a) for a in case.after)
    return any(0 <= day - _year_of_birth(m["year"], day) <= ADULT for m in found if m)


def _year_of_birth(told: str, day: int) -> int:
    """The year in full: of two figures the last such year before the year of publication."""
    return int(told) if len(told) == 4 else day - (day - int(told)) % 100


def _note_years(reading: Reading, cases: dict[int, Case]) -> None:
    """How many years before publication lie the dates of the sentences that tell of the accused.

    All who stand accused in a document share one matter, as far as its dates go. Who is 19 now and is accused of what
    happened two years ago was, or may have been, under 18 (ruling 36).
    """
    published = _year(reading.document.published)
    if published is None:
        return
    starts = [s.start for s in reading.sentences]
    years: dict[int, list[float]] = defaultdict(list)
    for time in reading.times:
        told = _year(time.edtf)
        where = bisect_right(starts, time.start) - 1
        born = _BORN.search(reading.text, reading.sentences[where].start, reading.sentences[where].end)
        if told is not None and published - told > 0 and not born and not _MODEL.match(reading.text, time.start):
            years[where].append(published - told)
    for case in cases.values():
        theirs = {bisect_right(starts, reading.mentions[m].start) - 1 for m in case.entity.mentions}
        case.years += [y for s in theirs for y in years.get(s, ())]
    matter = [y for case in cases.values() if "accused" in case.roles for y in case.years]
    for case in cases.values():
        if "accused" in case.roles:
            case.years = matter


def _year(edtf: str | None) -> float | None:
    """A date as a year with a fraction; of a whole year its end, so that nobody is taken for younger than he was."""
    found = re.match(r"(\d{4})(?:-(\d{2}))?", edtf or "")
    if found is None:
        return None
    return int(found[1]) + (int(found[2]) - 1) / 12 if found[2] and found[2] <= "12" else int(found[1]) + 0.99


def _is_harmed(case: Case) -> bool:
    return "accused" not in case.roles and ("victim" in case.roles or bool(case.nouns & plurals("victim_nouns").keys()))


def _is_pseudonym(case: Case) -> bool:
    return _DOE.search(case.entity.name) is not None and "accused" not in case.roles


def _told_with(case: Case, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(_GOODS.sub("", s)) for s in case.sentences)


def _is_trafficked(case: Case) -> bool:
    if case.nouns & {"prostitute", "prostitutes"} or case.words & {"trafficked", "prostituted"}:
        return True
    if "official" in case.roles or "accused" in case.roles:
        return False
    touched = _told_with(case, _TRAFFICKING)
    return touched and (_is_harmed(case) or _is_pseudonym(case) or _is_exploited(case))


def _is_exploited(case: Case) -> bool:
    """Women and girls told of in one breath with prostitution, unless they act."""
    exploiting = {"pimp", "traffic", "force", "recruit", "charge", "arrest", "convict", "lure", "say", "announce"}
    women = case.nouns & {"woman", "women", "female", "females", "migrants", "girlfriend"}
    return bool(women) and not case.verbs & exploiting


def _is_sexual_victim(case: Case) -> bool:
    if "official" in case.roles or "accused" in case.roles:
        return False
    touched = _told_with(case, _SEXUAL)
    tells = any(_ACCUSING.match(a) for a in case.after) or any(_SUFFERED.search(t) for t in case.before)
    return (touched and _is_harmed(case)) or tells or _is_pseudonym(case)


def _is_informant(case: Case) -> bool:
    return bool(
        case.nouns & plurals("informants").keys()
        or any(_COOPERATING.search(t) for t in case.texts)
        or "cooperate" in case.verbs
    )


def _is_witness(case: Case) -> bool:
    if case.nouns & plurals("witnesses").keys():
        return True
    if "official" in case.roles or "accused" in case.roles:
        return False
    near = bool(case.nouns & plurals("neighbours").keys())
    saw = _SAW if not case.named else _SAW & {"witness", "overhear"}
    return (
        "testify" in case.verbs
        or (_is_harmed(case) and case.speaks)
        or bool(case.verbs & saw)
        or (near and (case.speaks or bool(case.verbs & _CAME_FORWARD)))
        or (case.speaks and any(_WHO_SAW.match(a) for a in case.after))
        or any(_WHO_WAS_THERE.match(a) or _TOLD_WHAT_HE_SAW.match(a) for a in case.after)
        or (not case.named and bool(case.verbs & _FOUND) and _told_with(case, _FOUND_DEAD))
        or _INITIAL.fullmatch(case.entity.name) is not None
    )


def _is_relative(case: Case) -> bool:
    if "accused" in case.roles or (case.named and case.roles & {"official", "victim"}):
        return False
    kin = case.nouns & plurals("kin").keys()
    loved = {"loved", "ones"} <= case.words
    return (bool(kin) and (case.owned or not case.named)) or loved or case.kin_before or _has_kin_behind(case)


def _has_kin_behind(case: Case) -> bool:
    return case.named and any(_KIN_AFTER.match(a) for a in case.after)


REASONS: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("minor", _is_minor),
    ("trafficking_victim", _is_trafficked),
    ("sexual_victim", _is_sexual_victim),
    ("informant", _is_informant),
    ("witness", _is_witness),
    ("relative", _is_relative),
)
"""Reasons in the order in which they are tried; the words are those of CLAIMS.md §2."""
