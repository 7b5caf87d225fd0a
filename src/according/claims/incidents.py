"""Incidents and who was in them: perpetrator_of, victim_of, weapon_in, loss_in, seized_in, located_at, dated.

Verbs, nouns, casualties and blame each give tellings; the book settles which of them are one event; then each telling
becomes claims.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from according.model import AmountExpression, Argument, MentionText, Qualifiers, Span

from .blame import find_blame
from .bystanders import is_official
from .casualties import find_casualties, killed_in
from .clauses import date_of
from .deeds import deed_at, event_at, find_deed
from .draft import Draft
from .events import find_event
from .incident_book import Book
from .incident_parties import things
from .page import Page
from .parties import parties_of
from .party_names import PRONOUNS, is_name
from .scenes import places_told, scene, when
from .tellings import DEADLY, DEATH, Doer, Telling
from .tied_incidents import with_ties
from .tied_scenes import tied_circumstances
from .ultimatums import find_ultimatum
from .wordlists import wordlist, words

_MONEY = ("USD", "EUR", "GBP", "MXN", "PEN", "COP")
_UNTRIED = ("accused", "stated", "suspected")
"""Stages of what is told as done and of no step of law: the day is the deed's (ruling 25)."""
_TAKEN = ("robbery", "burglary", "home_invasion", "extortion")


def find_incidents(page: Page) -> Iterator[Draft]:
    """All claims about incidents of one page, in order."""
    tellings = _without_dead_doers(with_ties(page, list(_tellings(page))))
    told = zip(tellings, Book(page).settle(tellings), strict=True)
    return _once(draft for telling, incident in told for draft in _claims(page, telling, incident))


def _without_dead_doers(tellings: list[Telling]) -> list[Telling]:
    """The tellings, with a description that reference takes for somebody killed ("the trio", of the three killed and
    not of the three who killed them) standing for nobody but itself."""
    killed = {s.party.entity for t in tellings for s in t.sufferers if s.role == "killed" and s.party is not None}
    killed.discard(None)
    return [replace(t, doers=tuple(_in_own_words(d, killed) for d in t.doers)) for t in tellings]


def _in_own_words(doer: Doer, killed: set[str | None]) -> Doer:
    m = doer.party.mention
    if (
        doer.party.type != "People"
        or doer.party.entity not in killed
        or m is None
        or is_name(m.text)
        or m.text.lower() in PRONOUNS
    ):
        return doer
    return replace(doer, party=replace(doer.party, entity=None, name=" ".join(m.text.split())))


def _claims(page: Page, telling: Telling, incident: Argument) -> Iterator[Draft]:
    yield from _parties(page, telling, incident)
    yield from _circumstances(page, telling, incident)
    yield from tied_circumstances(page, telling, incident)


def _once(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Each thing that a sentence tells of an incident, once, however many of its words tell it."""
    seen: set[tuple[str | None, ...]] = set()
    for draft in drafts:
        sides = [draft.subject, draft.object]
        key = (draft.predicate, str(draft.sentence), draft.stage, draft.polarity, draft.qualifiers.role)
        told = (*key, *(s.entity or s.name.lower() if s is not None else None for s in sides))
        if told not in seen:
            seen.add(told)
            yield draft


def _tellings(page: Page) -> Iterator[Telling]:
    killed = killed_in(page)
    violence = -9
    for token in range(len(page.tokens)):
        near = page.sentence_of(token) - violence <= 3
        for telling in _at(page, token, killed, violent=near):
            if telling.type in DEADLY:
                violence = page.sentence_of(token)
            yield telling


def _at(page: Page, token: int, killed: frozenset[str], *, violent: bool) -> Iterable[Telling]:
    upos, lemma = page.tokens[token].upos, page.lemma(token)
    if upos in ("VERB", "ADJ") and deed_at(page, token) is not None:
        return list(find_deed(page, token, killed)) or find_casualties(page, token, killed, violent=violent)
    if event_at(page, token) is not None:
        return find_event(page, token)
    if upos == "VERB" and lemma in words("incidents", "lists.seizing"):
        return _seizure(page, token)
    blamed = list(find_blame(page, token)) or list(find_ultimatum(page, token) if upos == "VERB" else ())
    return blamed or find_casualties(page, token, killed, violent=violent)


def _seizure(page: Page, verb: int) -> Iterator[Telling]:
    """Weapons, drugs and money that were seized, or found and taken by the police."""
    kinds = words("incidents", "lists.weapons") | words("incidents", "lists.seizable")
    told = page.objects(verb)
    told += [c for t in told for m in page.obliques(t, "of")[:1] for c in page.conjuncts(m)[1:]]
    seized = [t for t in dict.fromkeys(told) if page.lemma(t) in kinds or page.word(t) in kinds]
    agents = parties_of(page).people_all(page.agents(verb))
    if page.lemma(verb) in ("find", "recover") and not any(is_official(page, a) for a in agents):
        sentence = page.sentence_text(page.sentence_of(verb)).lower()
        if not any(w in sentence for w in ("police", "officer", "search", "arrest", "detective", "agents", "deput")):
            return
    if seized:
        yield Telling(verb, "seizure", "incident.seizure", seized=tuple(things(page, seized)))


# --- claims ---------------------------------------------------------------------------------------------------------


def _parties(page: Page, telling: Telling, incident: Argument) -> Iterator[Draft]:
    sentence = page.sentence_of(telling.token)
    day = date_of(page, telling.scene) or when(page, telling.scene)
    for doer in telling.doers:
        yield Draft(
            "perpetrator_of",
            doer.party,
            incident,
            sentence,
            telling.token,
            _rule(telling, doer.how),
            stage=doer.stage,
            certainty=doer.certainty,
            polarity=doer.polarity,
            qualifiers=Qualifiers(date=doer.date or (day if doer.stage in _UNTRIED else None), count=doer.party.count),
            score=doer.score,
        )
    for sufferer in telling.sufferers:
        if incident.incident_type == "homicide" and sufferer.party and sufferer.party.type in ("Organization", "Place"):
            continue  # a bank is bombed; nobody kills it
        yield Draft(
            "victim_of",
            sufferer.party,
            incident,
            sentence,
            telling.token,
            _rule(telling, sufferer.how),
            certainty=sufferer.certainty,
            polarity=sufferer.polarity,
            qualifiers=Qualifiers(role=sufferer.role, count=sufferer.party.count if sufferer.party else None),
            score=0.7,
        )


def _rule(telling: Telling, how: str) -> str:
    """The pattern that found a party: that of the telling, unless a tie added it."""
    return how if how.startswith("tie.") else f"{telling.rule}.{how}"


def _circumstances(page: Page, telling: Telling, incident: Argument) -> Iterator[Draft]:
    sentence, trigger = page.sentence_of(telling.token), telling.token
    if telling.rule == DEATH:
        return
    at = telling.scene
    for place in places_told(page, at):
        yield Draft("located_at", incident, place, sentence, trigger, "incident.place", score=0.7)
    date = date_of(page, at) or when(page, at)
    if date is not None:
        start = page.text.find(date.text, page.sentences[sentence].start) if date.text else -1
        words_used = MentionText(start, start + len(date.text), date.text) if start >= 0 else None
        value = Argument("Value", date.edtf, mention=words_used)
        yield Draft(
            "dated", incident, value, sentence, trigger, "incident.date", qualifiers=Qualifiers(date=date), score=0.7
        )
    for weapon in _weapons(page, trigger) if telling.type != "seizure" else ():
        yield Draft("weapon_in", incident, weapon, sentence, trigger, "incident.weapon", score=0.6)
    for lost in telling.losses:
        yield Draft("loss_in", incident, lost, sentence, trigger, "incident.loss", score=0.6)
    for seized in telling.seized:
        yield Draft("seized_in", incident, seized, sentence, trigger, "incident.seized", score=0.6)
    for amount in _taken(page, telling) if incident.incident_type in _TAKEN else ():
        yield Draft(
            "loss_in", incident, page.value(Span(amount.start, amount.end)), sentence, trigger, "incident.loss",
            qualifiers=Qualifiers(amount=page.amount_value(amount)), score=0.6,
        )  # fmt: skip


def _taken(page: Page, telling: Telling) -> Iterator[AmountExpression]:
    """Sums that the telling itself says were taken ("robbed of $300", "a $5,000 robbery"); no pay, no bail."""
    if telling.losses:
        return
    for token in (telling.token, *page.children[telling.token]):
        if token == telling.token or page.case(token) in ("of", "") or page.tokens[token].deprel == "compound":
            t = page.tokens[token]
            yield from page.amounts_in(Span(t.start, t.end), *_MONEY)


def _weapons(page: Page, trigger: int) -> Iterator[Argument]:
    """Weapons that the telling, or a verb of the same act, says were used."""
    seen: set[int] = set()
    at = set(scene(page, trigger))
    for verb in at:
        for token in page.subtree(verb):
            if token not in seen and _is_weapon(page, token) and _wields(page, token) and _act_of(page, token) in at:
                seen.add(token)
                yield page.value(_bare(page, token))


def _act_of(page: Page, token: int) -> int | None:
    """The verb or event that the phrase stands with; none that comes after it behind a comma."""
    nouns = wordlist("incidents")["nouns"]
    for above in page.ancestors(token):
        if above > token and any(page.word(t) == "," for t in range(token, above)):
            continue
        if page.tokens[above].upos == "VERB" or page.lemma(above) in nouns:
            return above
    return None


def _is_weapon(page: Page, token: int) -> bool:
    listed = words("incidents", "lists.weapons")
    return page.tokens[token].upos in ("NOUN", "PROPN") and (page.lemma(token) in listed or page.word(token) in listed)


def _wields(page: Page, token: int) -> bool:
    """Whether the weapon is what it was done with: "with a knife", "fired a pistol", "a bomb exploded"."""
    head, relation = page.tokens[token].head, page.tokens[token].deprel.split(":")[0]
    if relation == "conj" and head >= 0 and _is_weapon(page, head):
        return _wields(page, head)
    if relation in ("obl", "nmod") and page.case(token) in ("with", "using", "by", "from"):
        return page.case(token) in ("with", "using") or _is_weapon(page, token)
    if relation in ("nsubj", "obj") and head >= 0:
        return page.lemma(head) in words("incidents", "lists.wielding")
    return False


def _bare(page: Page, token: int) -> Span:
    first, last = parties_of(page).core(token)
    while first < token and page.tokens[first].upos in ("DET", "PRON"):
        first += 1
    return Span(page.tokens[first].start, page.tokens[last - 1].end)
