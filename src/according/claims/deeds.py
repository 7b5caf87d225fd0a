"""Deeds told by a verb: who is said to have done it, to whom, and how far in law the telling goes.

A deed takes the stage of the words around it: the legal step that governs it ("charged with shooting …"), `accused`
where an authority or an "allegedly" tells it, `stated` where it is told flatly. What is only meant is no deed: a threat
is a threat, an attempt an assault that need not have hurt anybody, a plan nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.model import Argument

from .incident_parties import bodies, doers, forces, goods, harmed, is_called_by_home, property_of, stands_for_office
from .lost_doers import helpers, lost_subjects
from .page import OF_A_DEED, Page
from .sayings import attributions_of
from .scenes import when
from .speakers import own_voice, speaker_of
from .step import Step
from .steps import steps_of
from .tellings import PERSONAL, Doer, Sufferer, Telling
from .wordlists import wordlist, words

AUTHORITIES = frozenset({"prosecutor", "police", "official", "court_record"})
_ACCUSERS = frozenset({"victim", "witness", "relative", "person", "lawyer", "expert"})
"""Who tells what somebody else did accuses; a group or a suspect may tell of themselves."""
_ALLEGED = frozenset({"allegedly", "alleged", "accused", "charged", "purportedly"})
_DOUBTED = frozenset({"believe", "suspect", "think", "belief", "suspicion", "theory"})
_ACCUSING = re.compile(
    r"\b(accused|charged|suspected|alleged|believed|said)\s+(?:of|with|to\s+have)\s+(?:\w+ly\s+)?(?:\w+ing\s+and\s+)?\Z",
    re.IGNORECASE,
)
"""What stands right before a deed that somebody is only accused of, whatever the tree makes of it."""
_OF_THE_BODY = frozenset({"heart", "panic", "asthma", "anxiety"})
"""Attacks that nobody makes."""
_STRIKING = ("strike", "hit")
_SHOTS = re.compile(r"\b(?:shots?|shooting|gun\w*|bullets?|fired|firing|rounds?)\b", re.IGNORECASE)
_DROVE = re.compile(
    r"\b(?:cars?|vehicles?|trucks?|bus|trains?|driv\w+|drove|crash\w*|missiles?|airstrikes?)\b", re.IGNORECASE
)
"""What strikes without a hand: the shot's doer is told at the shot, and who drove struck nobody on purpose."""
_BURSTING = ("explode", "detonate", "go")
"""What happens although nobody is told to have done it."""
_STEALING = ("steal", "embezzle")
_DEMAND = re.compile(r"\b(?:demand\w*|rob(?:bed|bing)|robber\w*)\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\s+(?:once|twice|(?:\w+\s+){1,2}times|(?:multiple|several) times|in the direction"
    r"|(?:at|toward|towards) (?:him|her|them|an?|the|one|two|three|several))\b",
    re.IGNORECASE,
)
_FOUND = ("pleaded_guilty", "convicted", "sentenced")
"""Stages that a deed told only beside the step ("convicted of murder … after invading a home") need not have."""
_PARTICLES = frozenset({"up", "down", "off", "out"})
_AT = ("at", "on", "upon", "toward", "towards", "against")
_DISASTER = re.compile(
    r"\b(?:(?:earth)?quakes?|tremors?|aftershocks?|tsunamis?|tornado(?:es)?|cyclones?|typhoons?|hurricanes?|avalanches?|"
    r"mudslides?|landslides?|floods?|flooding)\b",
    re.IGNORECASE,
)
_VIOLENCE = re.compile(
    r"\b(?:shot|shoot\w*|gun\w*|murder\w*|attack\w*|bomb\w*|stab\w*|assault\w*|gangs?|troops|rebels?|terror\w*)\b",
    re.IGNORECASE,
)
_OFTEN = 2
"""Words of a disaster that make a document one of it."""


_TO_DEATH = re.compile(r"[^.;,]{0,60}?\bto death\b")
_DEATH_TOLD = re.compile(r"\b(?:murder|kill|homicide|manslaughter|dead|died|death|slay|slain|body)", re.IGNORECASE)


def deed_at(page: Page, verb: int) -> tuple[str, str] | None:
    """Type of the deed that the verb tells and what it does to its object; None if it tells none."""
    lemma = page.lemma(verb)
    for words_of, type, role in wordlist("incidents")["phrases"]:
        head, *rest = words_of.split()
        if head == lemma and _followed_by(page, verb, rest) and (lemma != "go" or _is_of_a_bomb(page, verb)):
            return type, role
    told = wordlist("incidents")["verbs"].get(lemma)
    if told is None or (lemma == "fire" and not _fires_a_weapon(page, verb)):
        return None
    if told[0] == "assault" and _TO_DEATH.match(page.text, page.tokens[verb].end):
        return "homicide", "killed"
    if lemma == "strangle" and not _DEATH_TOLD.search(page.text):
        return "assault", "injured"
    return told[0], told[1]


def find_deed(page: Page, verb: int, killed: frozenset[str]) -> Iterator[Telling]:
    """The telling of a deed by the verb, if it is told as done."""
    told = deed_at(page, verb)
    meant = _meant(page, verb)
    if told is None or meant == "plan" or (meant is None and (_is_general(page, verb) or _is_no_verb(page, verb))):
        return
    if page.lemma(verb) == "pepper" and any(page.lemma(t).startswith("question") for t in page.obliques(verb, "with")):
        return
    if (page.lemma(verb) == "brandish" and _is_with_a_deed(page, verb)) or is_done_to_oneself(page, verb):
        return
    if page.lemma(verb) == "imprison" and page.is_passive(verb) and not page.obliques(verb, "by"):
        return  # "she is imprisoned in Corvin": a sentence served
    lemma, hit = page.lemma(verb), _befallen(page, verb)
    victims = [v for v in harmed(page, hit) if not stands_for_office(page, v)]
    if not victims and lemma in words("incidents", "lists.needs_person"):
        return
    premises = [] if lemma not in words("incidents", "lists.befalls_bodies") else bodies(page, hit)
    lost = property_of(page, hit) if lemma in words("incidents", "lists.destroys") and meant is None else []
    taken = _taken(page, verb) if meant is None else []
    if lemma in words("incidents", "lists.takes") and not taken:
        return
    type, role = _kind(page, verb, told, victims, killed)
    agents = _agents_unless_done_to(page, verb, hit or taken)
    suffering = {v.entity for v in victims if v.entity}
    others = [a for a in agents if a.party.entity not in suffering]
    agents = others or agents  # who is told beside the doers and befell it is none of them
    acting = {a.party.entity for a in agents if a.party.entity}
    victims = [v for v in victims if v.entity not in acting and lemma != "smuggle"]
    happened = agents or victims or premises or lost or taken or (type == "bombing" and lemma in _BURSTING)
    if not happened or _is_habit(page, verb, agents, victims):
        return
    yield Telling(
        verb,
        type,
        "incident.deed",
        doers=tuple(agents),
        sufferers=tuple(Sufferer(v, role or None) for v in victims) + tuple(Sufferer(b) for b in premises),
        losses=tuple(lost or taken),
        tried=meant == "attempt" and type in PERSONAL and not victims,
    )


def _taken(page: Page, verb: int) -> list[Argument]:
    """What the verb says was taken: "stole a car", "made off with $300"."""
    lemma = page.lemma(verb)
    if lemma not in words("incidents", "lists.takes"):
        return []
    return goods(page, [*page.objects(verb), *(page.obliques(verb, "with") if lemma not in _STEALING else ())])


def _kind(
    page: Page, verb: int, told: tuple[str, str], victims: list[Argument], killed: frozenset[str]
) -> tuple[str, str]:
    """Type of the deed and what befell its victims, by its words, its outcome and whether it was only meant."""
    type, role = told
    if role == "injured" and (is_fatal(page, verb) or any(v.entity in killed for v in victims if v.entity)):
        type, role = "homicide", "killed"
    sentence = page.sentence_text(page.sentence_of(verb))
    if type == "assault" and page.lemma(verb) in _STRIKING and _SHOTS.search(sentence):
        type = "shooting"
    type = occasion(page, verb) or ("assault" if type == "arson" and victims else type)
    if page.lemma(verb) == "brandish" and _DEMAND.search(sentence):
        type = "robbery"
    meant = _meant(page, verb)
    if meant == "threat":
        return "threat", "threatened"
    if meant == "attempt":
        return ("assault" if type in ("homicide", "shooting") else type), ""
    return type, ("" if role == "injured" and not _is_hit(page, verb) else role)


def _agents_unless_done_to(page: Page, verb: int, befell: Sequence[object]) -> list[Doer]:
    """Who did it; nobody where the deed may have been done to its subject, or no hand did it."""
    lemma = page.lemma(verb)
    if lemma in words("incidents", "lists.offences"):
        return []
    if not befell and lemma not in words("incidents", "lists.needs_no_object"):
        return []
    if lemma in _STRIKING:
        sentence = page.sentence_text(page.sentence_of(verb))
        if _SHOTS.search(sentence) or _DROVE.search(sentence):
            return []
    return agents_of(page, verb)


def occasion(page: Page, token: int) -> str | None:
    """Type of the event that the deed was part of, where the words name it: "killed in clashes", "the attack that
    killed", "killed by a bomb"."""
    above = _event_above(page, token)
    if above is not None:
        event = event_at(page, above)
        return event[0] if event is not None else None
    for t in [*page.obliques(token, "in", "during", "by", "from", "when"), *page.subjects(token)]:
        event = event_at(page, t)
        if event is not None and event[0] in ("clash", "bombing"):
            return event[0]
        if page.lemma(t) in words("incidents", "lists.bombs"):
            return "bombing"
        if page.lemma(t) in words("incidents", "lists.accidents"):
            return "other"
    return "other" if page.is_passive(token) and not page.agents(token) and _is_of_a_disaster(page) else None


def _is_of_a_disaster(page: Page) -> bool:
    """Whether the document tells of a quake or a flood and of no violence: nobody did it, whoever was killed."""
    found = page.memo.get(_Disaster)
    if not isinstance(found, _Disaster):
        often = len(_DISASTER.findall(page.text)) >= _OFTEN
        found = page.memo[_Disaster] = _Disaster(often and _VIOLENCE.search(page.text) is None)
    return found.told


@dataclass(frozen=True, slots=True)
class _Disaster:
    """Whether a page is of a disaster; kept with the page."""

    told: bool


def event_at(page: Page, noun: int) -> tuple[str, str] | None:
    """Type of the event that the noun names and what befell its victims; a "bomb attack" is a bombing."""
    if page.tokens[noun].upos not in ("NOUN", "PROPN"):
        return None
    lemma = page.lemma(noun)
    if lemma == "invasion":
        return ("home_invasion", "robbed") if noun > 0 and page.word(noun - 1) == "home" else None
    told = wordlist("incidents")["nouns"].get(lemma)
    if told is None or page.word(noun - 1) in _OF_THE_BODY:
        return None
    if page.text[page.tokens[noun].end : page.tokens[noun].end + 7].lower().startswith(("-murder", "-death", "-killi")):
        return "homicide", "killed"
    said = {page.lemma(c) for c in page.dependents(noun, "compound", "amod")}
    if said & {"fatal", "deadly"} and told[1] == "injured":
        return told[0], "killed"
    bombed = told[0] in PERSONAL and said & words("incidents", "lists.bombs")
    return ("bombing" if bombed else told[0]), told[1]


def _event_above(page: Page, verb: int) -> int | None:
    """The event whose relative clause the verb tells: "an attack in which", "the attack on the post, where"."""
    t = page.tokens[verb]
    if not t.deprel.startswith("acl") or not any(
        page.word(c) in ("which", "that", "where", "when") for c in page.subtree(verb) if c < verb
    ):
        return None
    for above in list(page.ancestors(verb))[:3]:
        if page.tokens[above].upos not in ("NOUN", "PROPN"):
            return None
        if event_at(page, above) is not None:
            return above
    return None


def _is_of_a_bomb(page: Page, verb: int) -> bool:
    """Whether what goes off is a bomb and no alarm, and nobody leaves the screen."""
    bombs = words("incidents", "lists.bombs") | words("incidents", "lists.weapons")
    return any(page.lemma(s) in bombs for s in page.subjects(verb))


def _followed_by(page: Page, verb: int, rest: list[str]) -> bool:
    """Whether the words stand right after the verb, or hang on it close behind ("blew the bridge up")."""
    end = page.sentences[page.sentence_of(verb)].last
    if [page.lemma(t) for t in range(verb + 1, min(verb + 1 + len(rest), end))] == rest:
        return True
    if len(rest) == 1 and rest[0] in _PARTICLES:
        near = [c for c in page.dependents(verb, "compound:prt") if verb < c < verb + 8]
        return any(page.lemma(c) in rest for c in near)
    below = {page.lemma(c) for c in page.children[verb] if verb < c < verb + 14}
    grand = {page.lemma(g) for c in page.children[verb] if verb < c < verb + 14 for g in page.children[c]}
    return rest[-1] in below and all(w in below | grand for w in rest[:-1])


def _befallen(page: Page, verb: int) -> list[int]:
    """Heads of what the deed befell: its objects, what it was aimed at, whom something was taken from."""
    objects = [_meant_by(page, verb, o) for o in page.objects(verb)] or _shared(page, verb)
    hit = [whose for o in objects for whose in _whose_body(page, o)]
    lemma = page.lemma(verb)
    if lemma in words("incidents", "lists.aimed"):
        hit = [*hit, *page.obliques(verb, *(_AT[1:] if lemma == "attack" else _AT))]
        hit += [t for d in page.obliques(verb, "in") if page.lemma(d) == "direction" for t in page.obliques(d, "of")]
    if lemma in words("incidents", "lists.takes"):
        hit = [*page.obliques(verb, "from"), *(t for o in page.objects(verb) for t in page.obliques(o, "from"))]
    if not hit and _is_told_short(page, verb) and not page.is_passive(verb):
        hit = page.subjects(verb) if lemma in words("incidents", "lists.done_to") else []
    if not hit and _meant(page, verb) == "threat":
        hit = page.objects(page.tokens[verb].head)
    return hit


def _meant_by(page: Page, verb: int, object: int) -> int:
    """The object of the verb before, which "him" stands for in "grabbed a guard and struck him", unless
    the reference found somebody told between."""
    before = page.tokens[verb].head
    if page.tokens[verb].deprel != "conj" or before < 0 or page.word(object) not in ("him", "her", "them"):
        return object
    told = [t for t in page.objects(before) if before < t < verb and page.party(t, "person") is not None]
    if len(told) != 1 or page.tokens[told[0]].upos == "PRON":
        return object
    meant = page.entity(object, "person")
    between = {id(page.entity(t, "person")) for t in range(before, object)}
    return object if meant is not None and id(meant) in between else told[0]


def _whose_body(page: Page, noun: int) -> list[int]:
    """ "Kicked the victim’s head", "slashed her throat": it befell the victim, and her."""
    if page.lemma(noun) not in words("incidents", "lists.body_parts"):
        return [noun]
    return page.dependents(noun, "nmod:poss") or [noun]


def _shared(page: Page, verb: int) -> list[int]:
    """Objects of the last of several verbs, which are those of the verbs before it too ("pimped and pandered her")."""
    t = page.tokens[verb]
    first = t.head if t.deprel == "conj" else verb
    joined = [c for c in page.dependents(first, "conj") if c > verb and page.tokens[c].xpos == t.xpos]
    if t.xpos == "VBG" and not joined and t.deprel == "conj":
        joined = [c for c in page.dependents(first, "conj") if c > verb]
    between = joined and all(page.tokens[x].upos in ("VERB", "PUNCT", "CCONJ", "ADV") for x in range(verb, joined[-1]))
    return page.objects(joined[-1]) if between else []


def _is_told_short(page: Page, verb: int) -> bool:
    """A headline leaves the auxiliary out: "Teenager shot outside depot"."""
    short = page.segment_kind(page.sentence_of(verb)) in ("headline", "dek", "caption")
    t = page.tokens[verb]
    return short and t.xpos in ("VBD", "VBN") and not t.deprel.startswith("acl:relcl")


def agents_of(page: Page, verb: int) -> list[Doer]:
    """Who is said to have done it, with the stage that the words give them."""
    step = governing_step(page, verb) or _step_for_this(page, verb)
    t = page.tokens[verb]
    if step is not None and step.stage in _FOUND and _marks(page, verb) & {"after", "before", "while"}:
        step = None
    if step is not None and (
        step.token == t.head or t.xpos in ("VBG", "VB") or (t.xpos != "VBD" and not page.dependents(verb, "nsubj"))
    ):
        if lemma_is_offence(page, verb):
            return []
        return [
            Doer(p, step.stage, step.certainty, step.polarity, step.date, 0.75, "governed")
            for p in those_of(page, step)
        ]
    if t.xpos == "VBG" and t.deprel.split(":")[0] in ("amod", "compound"):
        return [as_told(page, verb, a) for a in lost_subjects(page, verb)]
    if (_is_told_short(page, verb) and not page.objects(verb)) or is_lauded(page, verb):
        return []
    if _event_above(page, verb) is not None and not page.is_passive(verb):
        return []
    told = _doers_of_result(page, verb) or page.agents(verb)
    if t.xpos == "VBG":
        told = [a for a in told if not _is_hurt_by_another(page, a)]
    found = doers(page, told) or (forces(page, told) if page.is_passive(verb) else []) or lost_subjects(page, verb)
    if found and not page.is_passive(verb):
        known = {a.entity or a.name for a in found}
        found += [a for a in helpers(page, verb) if (a.entity or a.name) not in known]
    return [as_told(page, verb, a) for a in found]


def is_lauded(page: Page, verb: int) -> bool:
    """Whether somebody is thanked for it, or has a medal: whom a city honours for shooting a robber is accused of
    nothing."""
    if not _marks(page, verb) & OF_A_DEED:
        return False
    above = list(page.ancestors(verb))[:2]
    near = [*above, *(o for a in above if page.tokens[a].upos == "VERB" for o in page.objects(a))]
    return any(page.lemma(t) in words("law", "lists.lauding") for t in near)


def _is_hurt_by_another(page: Page, noun: int) -> bool:
    """Whether a deed befell him: in "struck a man who happened to pass, killing him" the passer-by killed nobody."""
    t = page.tokens[noun]
    return t.deprel in ("obj", "iobj") and t.head >= 0 and deed_at(page, t.head) is not None


def lemma_is_offence(page: Page, verb: int) -> bool:
    """Whether the verb under a legal step names the offence ("convicted of kidnapping"): an accusation (ruling 1)."""
    return page.lemma(verb) in words("incidents", "lists.offence_verbs")


def as_told(page: Page, token: int, party: Argument, how: str = "agent") -> Doer:
    """Somebody told as having done it, with the stage of the words at the deed and at the party."""
    stage, certainty = stage_told(page, token)
    accusing = _ACCUSING.search(page.text, max(0, page.tokens[token].start - 40), page.tokens[token].start)
    if stage == "stated" and accusing is not None:
        suspected = accusing[1].lower() in ("suspected", "believed")
        return Doer(party, "suspected" if suspected else "accused", "probable" if suspected else None, how=how)
    if stage in ("stated", "accused") and _is_suspected(page, party):
        return Doer(party, "suspected", "probable", how=how)
    return Doer(party, stage, certainty, how=how)


def _is_suspected(page: Page, party: Argument) -> bool:
    """Whether the words for the party doubt that it was they ("suspected members", "alleged gunmen")."""
    m = party.mention
    if m is None:
        return False
    said = re.findall(r"\w+", page.text[max(0, m.start - 12) : m.end].lower())
    return bool(set(said) & {"suspected", "alleged", "presumed", "reputed", "supposed", "apparent"})


def _step_for_this(page: Page, verb: int) -> Step | None:
    """The legal step that the deed is given as the ground of: "was charged after he punched a man"."""
    t = page.tokens[verb]
    if t.deprel.split(":")[0] != "advcl" or not _marks(page, verb) & {"after", "for", "because"}:
        return None
    doing = {a.entity for a in doers(page, page.agents(verb)) if a.entity}
    steps = [s for s in steps_of(page) if s.token == t.head and doing & {p.entity for p in s.people}]
    return steps[0] if steps else None


def those_of(page: Page, step: Step) -> list[Argument]:
    """The people a step was taken against, without the town of "a Corvin man"."""
    return [p for p in step.people if not is_called_by_home(page, p)]


def governing_step(page: Page, token: int) -> Step | None:
    """The legal step that the telling stands under ("charged with shooting ...")."""
    above = {token, *list(page.ancestors(token))[:3]}
    at = page.tokens[token].start
    return next(
        (s for s in steps_of(page) if s.token in above and s.token != token and s.span.start <= at < s.span.end), None
    )


def _doers_of_result(page: Page, verb: int) -> list[int]:
    """Subjects of the verb before a result: in "he shot a clerk, killing him" it is he who killed, not the clerk."""
    t = page.tokens[verb]
    if (
        t.xpos == "VBG"
        and t.deprel.split(":")[0] == "advcl"
        and _marks(page, verb) & {"after", "before", "while", "by"}
    ):
        return [] if page.dependents(verb, "nsubj") else page.subjects(t.head)
    misread = t.deprel.startswith("advcl") and page.dependents(verb, "nsubj") and not page.dependents(verb, "mark")
    if t.xpos != "VBG" or not (misread or t.deprel.startswith("acl")) or _marks(page, verb) & OF_A_DEED:
        return []
    for above in page.ancestors(verb):
        if page.tokens[above].upos == "VERB":
            return page.subjects(above)
        if page.tokens[above].deprel.split(":")[0] not in ("obj", "appos", "conj", "flat", "obl"):
            return []
    return []


def stage_told(page: Page, token: int) -> tuple[str, str | None]:
    """Stage, and certainty where the wording settles it, of a deed told without a legal step."""
    own = own_voice(page)
    near = {page.word(c) for t in (token, *_first_verbs(page, token)) for c in (t, *page.children[t])}
    sources = [s for a in attributions_of(page, token) if (s := speaker_of(page, a)) is not None]
    inner = sources[-1] if sources else own
    threatens = page.tokens[token].head >= 0 and page.lemma(page.tokens[token].head) in words(
        "incidents", "lists.threatening"
    )
    if inner.kind == "suspect" and not threatens and not near & _ALLEGED:
        return "stated", None
    if own.kind in AUTHORITIES:
        return "accused", "certain"
    heads = {page.lemma(a) for a in list(page.ancestors(token))[:2]}
    if heads & _DOUBTED:
        return "suspected", "probable"
    if near & _ALLEGED or inner.kind in AUTHORITIES or inner.kind in _ACCUSERS:
        return "accused", None
    return ("accused" if heads & words("speakers", "hearsay_nouns") else "stated"), None


def _first_verbs(page: Page, token: int) -> Iterator[int]:
    """The verbs that the deed only goes on from: "allegedly chased and beat him" alleges both."""
    t = page.tokens[token]
    while t.head >= 0 and t.deprel.split(":")[0] in ("conj", "advcl") and page.tokens[t.head].upos == "VERB":
        if t.deprel.startswith("advcl") and t.xpos != "VBG":
            return
        yield t.head
        t = page.tokens[t.head]


# --- what is told as done -------------------------------------------------------------------------------------------


def _meant(page: Page, verb: int) -> str | None:
    """ "threat", "attempt" or "plan" where the deed is meant and not told as done; None where it is told as done."""
    t = page.tokens[verb]
    if {page.word(c) for c in page.dependents(verb, "advmod")} & {"nearly", "almost"}:
        return "attempt"
    if _is_intended(page, verb):
        return "plan"
    if t.xpos not in ("VB", "VBP") or t.deprel.split(":")[0] not in ("xcomp", "ccomp", "acl", "advcl", "conj"):
        return None
    if t.deprel.split(":")[0] == "conj":
        return _meant(page, t.head) if page.tokens[t.head].upos == "VERB" and page.tokens[t.head].xpos == "VB" else None
    above = page.lemma(t.head)
    if above in words("incidents", "lists.threatening"):
        return "threat"
    if above in words("incidents", "lists.trying"):
        return "attempt"
    if above in words("incidents", "lists.meaning") or (t.deprel.startswith("advcl") and "to" in _marks(page, verb)):
        return "plan"
    return None


def is_planned(page: Page, verb: int) -> bool:
    """Whether the verb tells what was meant and not what was done ("a plan to rob", "conspiring to rob")."""
    return page.tokens[verb].upos == "VERB" and _meant(page, verb) == "plan"


def _is_intended(page: Page, verb: int) -> bool:
    """Whether the deed is what a plan was of ("with the intention of shooting", "part of a conspiracy to … by")."""
    for above in list(page.ancestors(verb))[:3]:
        t = page.tokens[above]
        if t.upos == "NOUN" and page.lemma(above) in words("incidents", "lists.intentions"):
            return page.tokens[verb].xpos in ("VBG", "VB")
    held = page.objects(page.tokens[verb].head) if page.tokens[verb].deprel == "xcomp" else []
    return any(page.lemma(o) in words("incidents", "lists.intentions") for o in held)


def _marks(page: Page, verb: int) -> set[str]:
    return {page.word(c) for c in page.dependents(verb, "mark", "aux")}


def _is_general(page: Page, verb: int) -> bool:
    """Whether the deed is told of the future, of a possibility or as a habit, and of no occasion."""
    t = page.tokens[verb]
    aux = _marks(page, verb)
    if aux & {"will", "would", "shall", "can", "could", "should", "if", "unless", "must", "may", "might", "whether"}:
        return not page.dependents(verb, "aux") or "have" not in {page.word(c) for c in page.dependents(verb, "aux")}
    short = page.segment_kind(page.sentence_of(verb)) in ("headline", "dek", "caption")
    counted = any(page.dependents(s, "nummod") for s in page.dependents(verb, "nsubj"))
    alleged = {page.word(c) for v in (verb, *_first_verbs(page, verb)) for c in page.children[v]} & _ALLEGED
    return t.xpos in ("VBP", "VBZ") and not (short or counted or alleged or aux & {"has", "have", "is", "are"})


def _is_habit(page: Page, verb: int, agents: list[Doer], victims: list[Argument]) -> bool:
    """Whether a group is told to do it to anybody of a kind, without a day: an activity and no incident.

    "The mob beats up anyone who refuses", "both gangs made sure of it by threatening their debtors".
    """
    if not agents or not victims or any(a.party.type != "Group" for a in agents) or when(page, verb) is not None:
        return False
    return page.tokens[verb].xpos in ("VBG", "VBP", "VBZ") and all(_is_anybody(v) for v in victims)


def _is_anybody(victim: Argument) -> bool:
    said = victim.mention.text.lower() if victim.mention is not None else victim.name.lower()
    return said.startswith(("any", "those who", "whoever")) or (
        victim.type == "People"
        and victim.count is None
        and not said.startswith(("the ", "two", "three", "several", "some", "other", "these"))
    )


def _is_no_verb(page: Page, verb: int) -> bool:
    """Whether the word is an event taken for a verb ("the nightclub attack an act of terror")."""
    t = page.tokens[verb]
    if t.xpos not in ("VB", "VBP") or page.lemma(verb) not in wordlist("incidents")["nouns"]:
        return False
    return not _marks(page, verb) and not page.dependents(verb, "nsubj", "aux")


def is_done_to_oneself(page: Page, verb: int) -> bool:
    """ "He shot himself in the hand": nobody else was hurt."""
    return any(page.word(o) in ("himself", "herself", "themselves", "itself") for o in page.dependents(verb, "obj"))


def _is_with_a_deed(page: Page, verb: int) -> bool:
    """Whether a graver deed is told beside it: who "brandished a gun and shot" a man did not threaten him apart."""
    near = [*page.children[verb], *list(page.ancestors(verb))[:1]]
    near += [c for a in list(page.ancestors(verb))[:1] for c in page.children[a]]
    return any(t != verb and page.lemma(t) in ("shoot", "rob", "stab", "fire", "kill", "open") for t in near)


def _is_hit(page: Page, verb: int) -> bool:
    """Whether the deed struck its object, and was not only aimed at it ("shot at", "opened fire on")."""
    if page.is_passive(verb) or (_is_told_short(page, verb) and not page.objects(verb)):
        return True
    return bool(page.dependents(verb, "obj", "iobj")) and page.lemma(verb) not in (
        "fire", "open", "attack", "ambush", "bomb", "dynamite", "assault",
    )  # fmt: skip


def _fires_a_weapon(page: Page, verb: int) -> bool:
    if page.word(verb + 1) == "back":
        return False
    if _TIMES.match(page.text, page.tokens[verb].end) and not page.objects(verb) and not page.is_passive(verb):
        return True
    below = {page.lemma(t) for t in page.subtree(verb)}
    return bool(
        below & {"gun", "shot", "shots", "round", "rounds", "weapon", "firearm", "bullet", "handgun", "pistol"}
    ) or bool(page.obliques(verb, "at", "into", "upon", "on", "toward", "towards") and not page.objects(verb))


def is_fatal(page: Page, verb: int) -> bool:
    """Whether the words right at the verb say that it killed ("fatally shot", "shot dead", "shot and killed")."""
    t = page.tokens[verb]
    around = page.text[t.start : t.end + 25].lower()
    return bool(
        re.match(
            r"\w+\s+(?:and\s+kill(?:ed|ing)|dead|to\s+death|him\s+to\s+death|her\s+to\s+death)|gunned\s+down", around
        )
    ) or "fatally" in {page.word(c) for c in [verb - 1, *page.children[verb]]}
