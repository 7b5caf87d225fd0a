"""Events told by a noun: "the murder of X by Y", "an attack on the bank", "clashes between A and B", "the shooting"."""

from collections.abc import Iterator

from according.model import Argument

from .clauses import date_of
from .deeds import as_told, event_at, governing_step, occasion, stage_told, those_of
from .incident_parties import bodies, doers, groups, harmed, stands_for_office
from .page import Page
from .party_names import is_name
from .speakers import own_voice
from .step import Step
from .tellings import Doer, Sufferer, Telling
from .wordlists import wordlist, words

_ON = ("on", "against", "upon", "at")
_BY = ("by",)
_COMING = frozenset({"will", "would", "could", "may", "might", "can", "should"})
_ROLES = ("role", "part", "involvement", "participation")


def find_event(page: Page, noun: int) -> Iterator[Telling]:
    """The telling of an incident by the noun, if it tells of an occasion."""
    event = event_at(page, noun)
    if event is None or _is_only_a_name(page, noun):
        return
    type, role = occasion(page, noun) or event[0], event[1]
    if is_meant(page, noun):
        if role != "killed" or page.word(noun - 1) != "attempted":
            return
        type, role = "assault", ""
    if type == "clash":
        yield from _clash(page, noun)
        return
    directed = page.lemma(noun) in words("incidents", "lists.directed")
    owners = page.dependents(noun, "nmod:poss")
    hit = page.obliques(noun, *_ON) if directed else page.obliques(noun, "of")
    hit = hit if directed else [*hit, *owners]
    if page.lemma(noun) in ("shooting", "bombing", "beating", "stabbing", "torture"):
        hit = page.obliques(noun, "of", *_ON)
    victims = [v for v in harmed(page, hit) if not stands_for_office(page, v)]
    premises = bodies(page, hit) if directed else []
    agents = _agents(page, noun, owners if directed else [])
    definite = _determiner(page, noun) in ("the", "this", "that", "these", "his", "her", "their")
    if not (victims or premises or agents or definite):
        return
    yield Telling(
        noun,
        type,
        "incident.event",
        doers=tuple(agents),
        sufferers=tuple(Sufferer(v, role or None) for v in victims) + tuple(Sufferer(b) for b in premises),
        definite=definite,
        another=_is_another(page, noun),
    )


def _clash(page: Page, noun: int) -> Iterator[Telling]:
    """Both sides of a clash took part in it: `stated`, unless an authority tells it (rulings 19, 35)."""
    stage, certainty = stage_told(page, noun) if own_voice(page).kind != "author" else ("stated", None)
    sides = page.obliques(noun, "between", "with", "among", "against")
    unique = {a.entity or a.name: a for a in doers(page, sides)}
    yield Telling(
        noun,
        "clash",
        "incident.clash",
        doers=tuple(Doer(a, stage, certainty) for a in unique.values()) if not _is_to_come(page, noun) else (),
        definite=_determiner(page, noun) in ("the", "this", "that", "these"),
        another=_is_another(page, noun),
    )


def _is_to_come(page: Page, noun: int) -> bool:
    """Whether a verb above tells of the future or of a possibility ("will erupt, leading to clashes")."""
    above = [a for a in list(page.ancestors(noun))[:3] if page.tokens[a].upos == "VERB"]
    return any(page.word(x) in _COMING for a in above for x in page.dependents(a, "aux"))


def _agents(page: Page, noun: int, owners: list[int]) -> list[Doer]:
    """Who did it: the "by" phrase, the owner of an attack, or the subject of "carried out the attack"."""
    part = _taking_part(page, noun)
    above = page.tokens[noun].head
    held = above if above >= 0 and page.lemma(above) in _ROLES and page.case(noun) == "in" else noun
    step = governing_step(page, held) or governing_step(page, noun)
    if step is not None:
        accused = part is not None and page.lemma(step.token) == "accuse"
        if not accused and not _is_for_this(page, noun, step):
            return []
        how, date = ("part" if accused else "governed"), date_of(page, step.token)
        return [Doer(p, step.stage, step.certainty, step.polarity, date, how=how) for p in those_of(page, step)]
    named = [c for c in page.dependents(noun, "compound") if any(is_name(g.name) for g in groups(page, [c]))]
    ways: dict[str, list[int]] = {
        "by": [t for t in page.obliques(noun, *_BY) if not _is_told_between(page, noun, t)],
        "owner": owners,
        "committed": _committed_by(page, noun),
    }
    found = [
        as_told(page, _teller(page, noun), a, how)
        for how, tokens in ways.items()
        for a in doers(page, [t for t in tokens if t != noun])
    ]
    if part is not None:
        found += [_having_part(page, part, a) for a in doers(page, _parts(page, part))]
    if not found and own_voice(page).kind == "author":
        found = [as_told(page, noun, g, "compound") for g in groups(page, named)]
    return found


def _is_told_between(page: Page, noun: int, token: int) -> bool:
    """Whether the "by" is of a clause between the two: "the murder of Venn, who was brought in by a man"."""
    opened = [t for t in range(noun + 1, token) if page.word(t) in ("who", "which", "that")]
    return any(page.tokens[t].xpos == "VBN" for t in range(opened[-1], token)) if opened else False


def _teller(page: Page, noun: int) -> int:
    """The verb that says the event was committed, or the noun itself where none does."""
    near = [*page.dependents(noun, "acl"), page.tokens[noun].head]
    return next((v for v in near if v >= 0 and page.lemma(v) in words("incidents", "lists.committing")), noun)


def _committed_by(page: Page, noun: int) -> list[int]:
    """Heads of those who "carried out the attack", or by whom "the attack was carried out"."""
    found: list[int] = []
    for verb in page.dependents(noun, "acl"):
        if page.lemma(verb) in words("incidents", "lists.committing"):
            found += page.agents(verb) if page.is_passive(verb) else page.subjects(verb)
    above = page.tokens[noun].head
    if (
        page.tokens[noun].deprel.split(":")[0] in ("obj", "nsubj")
        and above >= 0
        and page.lemma(above) in words("incidents", "lists.committing")
        and not _negated_or_general(page, above)
    ):
        found += page.agents(above)
    return found


def _is_for_this(page: Page, noun: int, step: Step) -> bool:
    """Whether the step was taken for this very deed ("sentenced for the shooting of a clerk", "charged in connection
    with 19 shootings"), told with its victim, number or day."""
    above, case = page.tokens[noun].head, page.case(noun)
    if case in ("with", "to") and above >= 0 and page.lemma(above) == "connection":
        above, case = page.tokens[above].head, "for"
    part = case == "in" and above >= 0 and page.lemma(above) in _ROLES
    if part:
        case, above = page.case(above), page.tokens[above].head
    while (
        above >= 0 and above != step.token and page.lemma(above) in ("prison", "jail", "year", "month", "life", "term")
    ):
        above = page.tokens[above].head
    if above != step.token or case not in ("for", "in") or (step.stage == "arrested" and not part):
        return False
    if page.lemma(noun) in words("incidents", "lists.named_offences"):
        return False
    return part or bool(page.obliques(noun, "of", "on") or page.dependents(noun, "nummod") or date_of(page, noun))


def _taking_part(page: Page, noun: int) -> int | None:
    """The verb of "took part in the robbery", "men involved in the attack"; None where no such verb holds the event."""
    above = page.tokens[noun].head
    if above >= 0 and page.lemma(above) in ("part", "role") and page.case(noun) == "in":
        above = page.tokens[above].head
        return above if above >= 0 and page.lemma(above) in ("take", "play", "have") else None
    held = above >= 0 and page.tokens[above].upos == "VERB" and page.case(noun) == "in"
    return above if held and page.lemma(above) in ("involve", "participate") else None


def _having_part(page: Page, verb: int, party: Argument) -> Doer:
    """Who took part; who only may have is suspected of it."""
    if {page.word(c) for c in page.dependents(verb, "aux")} & {"may", "might", "could"}:
        return Doer(party, "suspected", "possible", how="part")
    return as_told(page, verb, party, "part")


def _parts(page: Page, verb: int) -> list[int]:
    """Heads of those who took part; "involved" tells it of those whom it describes."""
    if {page.word(c) for c in page.dependents(verb, "aux", "mark")} & {"will", "would", "shall", "can", "to", "if"}:
        return []
    if page.lemma(verb) != "involve":
        return page.subjects(verb)
    return page.subjects(verb) if page.tokens[verb].xpos in ("VBN", "VBD") else []


def _negated_or_general(page: Page, verb: int) -> bool:
    aux = {page.word(c) for c in page.dependents(verb, "aux", "mark", "advmod")}
    return bool(aux & {"will", "would", "shall", "can", "could", "may", "might", "to", "if"})


def _determiner(page: Page, noun: int) -> str:
    return next((page.word(c) for c in page.dependents(noun, "det", "nmod:poss")), "")


def _is_another(page: Page, noun: int) -> bool:
    said = {page.word(c) for c in page.dependents(noun, "det", "amod")}
    return bool(said & {"another", "second", "third", "separate", "similar", "other", "new", "different"})


def _is_only_a_name(page: Page, noun: int) -> bool:
    """Whether the noun only says which unit, charge or trial is meant ("the Homicide Bureau", "murder charges")."""
    t = page.tokens[noun]
    if t.deprel.split(":")[0] not in ("compound", "nmod", "amod") or t.head <= noun:
        return False
    return t.deprel.split(":")[0] == "compound" and page.lemma(t.head) not in wordlist("incidents")["nouns"]


def is_meant(page: Page, noun: int) -> bool:
    """Whether a killing or an attack is told as tried or meant ("the attempted murder of", "a plot of murder",
    "threatened to carry out bombings")."""
    said = {page.word(t) for t in page.children[noun]} | ({page.word(noun - 1)} if noun else set())
    head = page.tokens[noun].head
    if said & (words("incidents", "lists.attempted") | {"no", "any"}):
        return True
    meaning = words("incidents", "lists.meaning")
    if head >= 0 and page.case(noun) in ("of", "to") and page.lemma(head) in meaning:
        return True
    to_commit = page.tokens[noun].deprel == "obj" and page.tokens[head].xpos == "VB"
    above = page.tokens[head].head if to_commit and page.tokens[head].deprel in ("xcomp", "acl") else -1
    return above >= 0 and page.lemma(above) in meaning
