"""Incidents and who was in them: perpetrator_of, victim_of, weapon_in, loss_in, located_at, dated.

A deed told of somebody takes the stage of the words around it: the legal step that governs it, the stage that an
authority's release gives the person, `accused` where an authority tells it, `stated` where it is told flatly.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from according.model import Argument, DateValue, MentionText, PlaceValue, Qualifiers, Span

from .bystanders import is_official, is_sufferer
from .clauses import date_of
from .draft import Draft
from .page import Page
from .parties import parties_of
from .sayings import attributions_of
from .speakers import own_voice, speaker_of
from .steps import Step, steps_of
from .wordlists import wordlist, words

_AUTHORITIES = {"prosecutor", "police", "official", "court_record"}
_ALLEGED = {"allegedly", "alleged", "accused", "charged", "purportedly"}


@dataclass(slots=True)
class Book:
    """The incidents of one document, so that one told twice keeps one identity."""

    document: str
    killed: frozenset[str] = frozenset()
    known: list[Argument] = field(default_factory=list)

    def enter(self, type: str, words_used: MentionText, date: DateValue | None, place: PlaceValue | None) -> Argument:
        """The incident as an argument: one known already if its type fits and no date or place speaks against it."""
        for i, old in enumerate(self.known):
            same_day = old.date is None or date is None or old.date.edtf == date.edtf
            same_place = old.place is None or place is None or old.place.name == place.name
            if old.incident_type == type and same_day and same_place:
                self.known[i] = replace(old, date=old.date or date, place=old.place or place, mention=words_used)
                return self.known[i]
        made = Argument(
            "Incident",
            type.replace("_", " "),
            entity=f"{self.document}#i{len(self.known)}",
            mention=words_used,
            incident_type=type,
            date=date,
            place=place,
        )
        self.known.append(made)
        return made

    def violence_before(self, page: Page, token: int) -> Argument | None:
        """The shooting, assault or killing told last, if in the same sentence or the three before."""
        told = [k for k in self.known if k.incident_type in ("shooting", "assault", "homicide") and k.mention]
        latest = max(told, key=lambda k: k.mention.start if k.mention else 0, default=None)
        if latest is None or latest.mention is None:
            return None
        behind = page.sentence_of(token) - page.sentence_of(page.token_at(latest.mention.start))
        return latest if 0 <= behind <= 3 else None


def find_incidents(page: Page) -> Iterator[Draft]:
    """All claims about incidents of one page, in order."""
    book = Book(page.reading.document.id, killed=_killed(page))
    steps = steps_of(page)
    verbs = wordlist("incidents")["verbs"]
    nouns = wordlist("incidents")["nouns"]
    attacked: set[str | None] = set()
    for token, t in enumerate(page.tokens):
        lemma = page.lemma(token)
        if t.upos in ("VERB", "ADJ") and lemma in verbs:
            for draft in _deed(page, token, verbs[lemma], book, steps):
                if draft.predicate == "victim_of" and draft.subject is not None:
                    attacked.add(draft.subject.entity)
                yield draft
        elif t.upos in ("NOUN", "PROPN") and lemma in nouns:
            yield from _event(page, token, nouns[lemma], book)
        elif lemma == "die" and t.upos == "VERB" and not _is_natural(page, token):
            dead = _people(page, page.subjects(token))
            told = book.violence_before(page, token)
            if told is None and any(p.entity and p.entity in attacked for p in dead):
                told = book.enter("homicide", _words(page, token), date_of(page, token), None)
            if told is not None:
                yield from _sufferers(page, token, dead, "killed", told)
    yield from _blamed(page, book)


# --- verbs ----------------------------------------------------------------------------------------------------------


def _deed(page: Page, verb: int, told: list[str], book: Book, steps: list[Step]) -> Iterator[Draft]:
    type, role = told
    if page.lemma(verb) == "fire" and (page.word(verb + 1) == "back" or not _fires_a_weapon(page, verb)):
        return
    if page.lemma(verb) == "execute" and not _people(page, page.objects(verb)):
        return
    if _is_only_meant(page, verb):
        return
    victims = [v for v in _people(page, page.objects(verb)) if not is_official(page, v) or v.type == "Person"]
    if not victims and page.lemma(verb) in words("incidents", "lists.needs_person"):
        return
    if role == "injured" and (_is_fatal(page, verb) or any(v.entity in book.killed for v in victims if v.entity)):
        type, role = "homicide", "killed"
    agents, governed = _agents(page, verb, steps)
    incident = book.enter(type, _words(page, verb), date_of(page, verb), _place(page, verb))
    sentence = page.sentence_of(verb)
    for agent in agents:
        if any(v.entity == agent.entity and v.entity for v in victims):
            continue
        stage, certainty = (governed.stage, None) if governed else _stage_told(page, verb)
        yield Draft(
            "perpetrator_of",
            agent,
            incident,
            sentence,
            verb,
            "incident.governed" if governed else "incident.deed",
            stage=stage,
            qualifiers=Qualifiers(date=date_of(page, governed.token) if governed else None, count=agent.count),
            score=0.75 if governed else 0.65,
            certainty=certainty,
            polarity=governed.polarity if governed else None,
        )
    if role:
        yield from _sufferers(page, verb, victims, role, incident)
    if agents or victims:
        yield from _circumstances(page, verb, incident)


def _agents(page: Page, verb: int, steps: list[Step]) -> tuple[list[Argument], Step | None]:
    """Who did it, and the legal step that governs the telling ("charged with shooting ...")."""
    above = {verb, *list(page.ancestors(verb))[:3]}
    governed = next(
        (
            s
            for s in steps
            if s.token in above and s.token != verb and s.span.start <= page.tokens[verb].start < s.span.end
        ),
        None,
    )
    t = page.tokens[verb]
    if governed is not None and (t.xpos in ("VBG", "VB") or not page.dependents(verb, "nsubj")):
        return list(governed.people), replace(governed, polarity=governed.polarity)
    if t.xpos == "VBG" and t.deprel.split(":")[0] in ("amod", "compound"):
        return [], None
    doers = _doers_of_result(page, verb) or page.agents(verb)
    agents = [
        a
        for a in [*_people(page, doers), *_groups(page, doers)]
        if not is_official(page, a) and not is_sufferer(page, a)
    ]
    return agents, None


def _is_only_meant(page: Page, verb: int) -> bool:
    """Whether the deed is threatened, planned or attempted and not told as done ("threatened to kill")."""
    t = page.tokens[verb]
    return (
        t.deprel in ("xcomp", "ccomp", "acl")
        and t.xpos == "VB"
        and page.lemma(t.head) in words("incidents", "lists.meaning")
    )


def _is_attempted(page: Page, noun: int) -> bool:
    """Whether a killing or an attack is told as tried or meant ("the attempted murder of", "a plot of murder")."""
    said = {page.word(t) for t in page.children[noun]} | {page.word(noun - 1)} if noun else set()
    head = page.tokens[noun].head
    return bool(said & words("incidents", "lists.attempted")) or (
        head >= 0 and page.case(noun) in ("of", "to") and page.lemma(head) in words("incidents", "lists.meaning")
    )


def _killed(page: Page) -> frozenset[str]:
    """Entities that the document tells as killed by somebody; who died of an illness is none."""
    found: set[str] = set()
    for token, t in enumerate(page.tokens):
        lemma = page.lemma(token)
        denied = {page.word(c) for c in page.dependents(token, "advmod")} & words("certainty", "negators")
        if lemma == "die" and t.upos == "VERB" and not denied and not _is_natural(page, token):
            told = page.subjects(token)
        elif lemma in ("kill", "murder") and t.upos == "VERB" and not denied and not _is_only_meant(page, token):
            told = page.objects(token)
        elif lemma in ("death", "murder", "killing") and t.upos == "NOUN" and not _is_attempted(page, token):
            told = [*page.obliques(token, "of"), *page.dependents(token, "nmod:poss")]
        else:
            continue
        found.update(p.entity for p in _people(page, told) if p.entity is not None)
    return frozenset(found)


def _is_natural(page: Page, verb: int) -> bool:
    """Whether a death has a cause of its own ("died of cancer")."""
    causes = {page.lemma(t) for t in page.obliques(verb, "of", "from", "after", "with")}
    return bool(causes & words("incidents", "lists.natural"))


def _doers_of_result(page: Page, verb: int) -> list[int]:
    """Subjects of the verb before a result: in "he shot a clerk, killing him" it is he who killed, not the clerk."""
    t = page.tokens[verb]
    misread = t.deprel.startswith("advcl") and page.dependents(verb, "nsubj") and not page.dependents(verb, "mark")
    if t.xpos != "VBG" or not (misread or t.deprel.startswith("acl")):
        return []
    for above in page.ancestors(verb):
        if page.tokens[above].upos == "VERB":
            return page.subjects(above)
        if page.tokens[above].deprel.split(":")[0] not in ("obj", "appos", "conj", "flat", "obl"):
            return []
    return []


def _stage_told(page: Page, verb: int) -> tuple[str, str | None]:
    """Stage, and certainty where the wording settles it, of a deed told without a legal step."""
    own = own_voice(page)
    near = {page.word(t) for t in (verb, *page.children[verb])} | {page.word(c) for c in page.children[verb]}
    sources = [s for a in attributions_of(page, verb) if (s := speaker_of(page, a)) is not None]
    inner = sources[-1] if sources else own
    if inner.kind == "suspect":
        return "stated", None
    if own.kind in _AUTHORITIES:
        return "accused", "certain"
    if near & _ALLEGED or inner.kind in _AUTHORITIES:
        return "accused", None
    heads = {page.lemma(a) for a in list(page.ancestors(verb))[:2]}
    if heads & {"believe", "suspect", "think"}:
        return "suspected", "probable"
    return "stated", None


def _fires_a_weapon(page: Page, verb: int) -> bool:
    below = {page.lemma(t) for t in page.subtree(verb)}
    return bool(
        below & {"gun", "shot", "shots", "round", "rounds", "weapon", "firearm", "bullet", "handgun", "pistol"}
    ) or bool(page.obliques(verb, "at", "into", "upon") and not page.objects(verb))


def _is_fatal(page: Page, verb: int) -> bool:
    t = page.tokens[verb]
    around = page.text[t.start : t.end + 25].lower()
    return bool(re.match(r"\w+ (?:and killed|dead|to death|him to death|her to death)|gunned down", around)) or any(
        page.word(c) == "fatally" for c in page.children[verb]
    )


# --- nouns ----------------------------------------------------------------------------------------------------------


def _event(page: Page, noun: int, told: list[str], book: Book) -> Iterator[Draft]:
    """ "The murder of X", "X's killing": a victim."""
    type, role = told
    if role == "killed" and _is_attempted(page, noun):
        return
    victims = _people(page, [*page.obliques(noun, "of"), *page.dependents(noun, "nmod:poss")])
    victims = [
        v for v in victims if not (page.lemma(noun) in ("shooting", "attack", "assault") and is_official(page, v))
    ]
    if not victims:
        return
    if page.lemma(noun) in ("robbery", "burglary", "arson", "explosion") and not page.obliques(noun, "of"):
        return
    owners = {v.entity for v in _people(page, page.dependents(noun, "nmod:poss"))}
    if page.lemma(noun) in ("attack", "assault", "shooting", "robbery", "burglary", "bombing", "beating", "stabbing"):
        victims = [v for v in victims if v.entity not in owners]
    incident = book.enter(type, _words(page, noun), date_of(page, noun), _place(page, noun))
    yield from _sufferers(page, noun, victims, role, incident)
    yield from _circumstances(page, noun, incident)


def _sufferers(
    page: Page, trigger: int, people: list[Argument], role: str, incident: Argument | None
) -> Iterator[Draft]:
    for victim in people:
        if victim.type in ("Person", "People") and not _is_owner(page, victim) and not _is_generic(victim):
            yield Draft(
                "victim_of", victim, incident, page.sentence_of(trigger), trigger, "incident.victim",
                qualifiers=Qualifiers(role=role, count=victim.count), score=0.7,
            )  # fmt: skip


def _is_owner(page: Page, victim: Argument) -> bool:
    """Whether the words only say whose something is ("the man’s head", "her neighbor’s baby")."""
    m = victim.mention
    return m is not None and (m.text.endswith(("’s", "'s")) or page.text[m.end : m.end + 2] in ("’s", "'s"))


def _is_generic(victim: Argument) -> bool:
    """Bare "victims" of a statistic are nobody in particular."""
    return victim.mention is not None and victim.mention.text.lower() in ("victims", "shooting victims", "others")


def _blamed(page: Page, book: Book) -> Iterator[Draft]:
    """Blame without a legal step: "blamed on", "linked to", "the work of", "claimed responsibility for"."""
    nouns = wordlist("incidents")["nouns"]
    for token, t in enumerate(page.tokens):
        lemma = page.lemma(token)
        found: tuple[list[int], list[int], str, str | None] | None = None
        if lemma == "blame" and t.upos == "VERB":
            found = (page.obliques(token, "on"), page.objects(token), "accused", None)
            if not found[0]:
                found = (page.objects(token), page.obliques(token, "for"), "accused", None)
        elif lemma == "attribute" and t.upos == "VERB":
            found = (page.obliques(token, "to"), page.objects(token), "accused", None)
        elif lemma in ("link", "tie", "connect") and page.is_passive(token):
            found = (page.subjects(token), page.obliques(token, "to", "with"), "suspected", "probable")
        elif lemma == "work" and t.upos == "NOUN" and page.obliques(token, "of"):
            verb = t.head
            hedged = verb >= 0 and page.lemma(verb) in ("believe", "think", "suspect", "say", "consider")
            event = page.subjects(token) or (page.objects(verb) if verb >= 0 else [])
            found = (
                page.obliques(token, "of"),
                event,
                "suspected" if hedged else "accused",
                "probable" if hedged else None,
            )
        elif lemma == "responsibility" and t.head >= 0 and page.lemma(t.head) in ("claim", "take", "admit", "accept"):
            event = page.obliques(token, "for") or page.obliques(t.head, "for")
            found = (page.subjects(t.head), event, "stated", None)
        if found is None:
            continue
        parties, events, stage, certainty = found
        agents = [a for a in [*_groups(page, parties), *_people(page, parties)] if not is_official(page, a)]
        for happening in events:
            told = _event_type(page, happening, nouns)
            if told is None:
                continue
            incident = book.enter(told, _words(page, happening), date_of(page, happening), _place(page, happening))
            for agent in agents:
                yield Draft(
                    "perpetrator_of", agent, incident, page.sentence_of(token), token, f"incident.{lemma}",
                    stage=stage, certainty=certainty, score=0.7,
                )  # fmt: skip


def _event_type(page: Page, token: int, nouns: dict[str, list[str]]) -> str | None:
    phrase = page.subtree_span(token).of(page.text).lower()
    if "home invasion" in phrase:
        return "home_invasion"
    return next((nouns[page.lemma(t)][0] for t in page.subtree(token) if page.lemma(t) in nouns), None)


# --- circumstances --------------------------------------------------------------------------------------------------


def _circumstances(page: Page, trigger: int, incident: Argument) -> Iterator[Draft]:
    sentence = page.sentence_of(trigger)
    place = next((p for t in _scene(page, trigger) for p in _places_told(page, t)), None)
    if place is not None:
        yield Draft("located_at", incident, place, sentence, trigger, "incident.place", score=0.7)
    date = next((d for t in _scene(page, trigger) if (d := date_of(page, t)) is not None), None)
    date = date or _opening_date(page, trigger)
    if date is not None:
        start = page.text.find(date.text, page.sentences[sentence].start) if date.text else -1
        words_used = MentionText(start, start + len(date.text), date.text) if start >= 0 else None
        value = Argument("Value", date.edtf, mention=words_used)
        yield Draft(
            "dated", incident, value, sentence, trigger, "incident.date", qualifiers=Qualifiers(date=date), score=0.7
        )
    for token in page.subtree(trigger):
        if page.lemma(token) in words("incidents", "lists.weapons") and page.case(token) in ("with", "using", ""):
            related = page.tokens[token].deprel.split(":")[0] in ("obl", "obj", "nmod", "conj")
            if related and page.tokens[token].upos in ("NOUN", "PROPN") and _wields(page, token):
                span = _bare(page, token)
                yield Draft("weapon_in", incident, page.value(span), sentence, trigger, "incident.weapon", score=0.6)
    if incident.incident_type in ("robbery", "burglary", "home_invasion", "extortion"):
        for amount in page.amounts_in(page.sentences[sentence].span, "USD", "EUR", "GBP", "MXN", "PEN", "COP"):
            span = Span(amount.start, amount.end)
            yield Draft(
                "loss_in", incident, page.value(span), sentence, trigger, "incident.loss",
                qualifiers=Qualifiers(amount=page.amount_value(amount)), score=0.6,
            )  # fmt: skip


def _scene(page: Page, trigger: int) -> Iterator[int]:
    """The trigger and the verbs of the same act above it: "On Monday he went to the bar and shot …"; no step of law."""
    yield trigger
    law, token = wordlist("law")["verbs"], trigger
    while page.tokens[token].deprel in ("conj", "advcl", "xcomp", "acl", "parataxis"):
        token = page.tokens[token].head
        if page.lemma(token) in law or page.lemma(token) in words("incidents", "lists.elsewhere"):
            return
        if page.tokens[token].upos == "VERB":
            yield token


def _opening_date(page: Page, trigger: int) -> DateValue | None:
    """The date that opens a sentence whose main act is the trigger's, where the parser left it hanging."""
    *_, top = _scene(page, trigger)
    sentence = page.sentences[page.sentence_of(trigger)]
    if page.tokens[top].head >= 0 or page.tokens[top].upos != "VERB" or page.lemma(top) in wordlist("law")["verbs"]:
        return None
    opening = re.match(r"(?:(?:on|in|at|about|around|early|late)\s+)*", page.text[sentence.start : sentence.end], re.I)
    start = sentence.start + (opening.end() if opening else 0)
    times = page.times_in(Span(start, min(start + 2, sentence.end)))
    return next((d for t in times if t.start == start and (d := page.date_value(t)) is not None), None)


def _places_told(page: Page, verb: int) -> Iterator[Argument]:
    """Places where a verb or noun says that it happened: named ones, and kinds of place ("a gas station")."""
    for token in page.obliques(verb, "in", "at", "near", "on", "outside", "inside", "into", "along", "behind"):
        mention = page.mention_index(token, "place")
        place = page.argument(mention) if mention is not None else None
        if place is not None and place.type == "Place":
            yield place
        elif page.lemma(token) in words("incidents", "lists.places"):
            span = _bare(page, token)
            said = page.text[span.start : span.end]
            yield Argument("Place", " ".join(said.split()), mention=MentionText(span.start, span.end, said))


def _wields(page: Page, token: int) -> bool:
    if page.case(token) in ("with", "using"):
        return True
    head = page.tokens[token].head
    return head >= 0 and page.lemma(head) in (
        "use",
        "fire",
        "brandish",
        "pull",
        "draw",
        "wield",
        "point",
        "throw",
        "detonate",
    )


def _bare(page: Page, token: int) -> Span:
    first, last = parties_of(page).core(token)
    while first < token and page.tokens[first].upos in ("DET", "PRON"):
        first += 1
    return Span(page.tokens[first].start, page.tokens[last - 1].end)


def _place_mentions(page: Page, trigger: int) -> list[int]:
    near = [*page.obliques(trigger, "in", "at", "near", "on", "outside", "inside")]
    return [m for t in near if (m := page.mention_index(t, "place")) is not None]


def _place(page: Page, trigger: int) -> PlaceValue | None:
    return next((page.place_value(m) for m in _place_mentions(page, trigger)), None)


def _words(page: Page, token: int) -> MentionText:
    t = page.tokens[token]
    return MentionText(t.start, t.end, page.text[t.start : t.end])


def _people(page: Page, tokens: list[int]) -> list[Argument]:
    return parties_of(page).people_all(tokens)


def _groups(page: Page, tokens: list[int]) -> list[Argument]:
    return [g for t in tokens for g in parties_of(page).groups(t) if g.type == "Group"]
