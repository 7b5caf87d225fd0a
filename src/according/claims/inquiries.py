"""Who is looked into, and whom a prosecutor will not charge: `suspected`, and a denied `charged`.

"Under investigation for", "the probe into her handling of", "decided against recommending charges for", "will not be
prosecuted". An inquiry that somebody asks for is left open.
"""

from collections.abc import Iterator

from according.model import Argument, MentionText, Qualifiers, Span

from .defendants import defendants_of
from .draft import Draft, each_once
from .offences import offence_argument, offences_in
from .page import Page
from .wordlists import words


def find_inquiries(page: Page) -> Iterator[Draft]:
    """accused_of for inquiries (`suspected`) and for charges that are not brought (`charged`, negated)."""
    drafts = [d for token in range(len(page.tokens)) for d in (*_inquiry(page, token), *_declined(page, token))]
    yield from each_once(drafts)


def _inquiry(page: Page, token: int) -> Iterator[Draft]:
    found = _looked_into(page, token)
    if found is None:
        return
    targets, about = found
    certainty = "unknown" if _is_asked_for(page, token) else "certain"
    yield from _drafts(page, token, targets, about, "suspected", "law.inquiry", certainty=certainty)


def _looked_into(page: Page, token: int) -> tuple[list[int], list[int]] | None:
    """Heads of who is looked into, and of what it is about."""
    lemma, upos = page.lemma(token), page.tokens[token].upos
    if lemma in words("inquiries", "nouns") and upos == "NOUN":
        if page.case(token) == "under":
            above = page.tokens[token].head
            who = page.subjects(token) or (page.subjects(above) if above >= 0 else [])
            return who, page.obliques(token, "for", "into", "over")
        return _owner_of_act(page, page.obliques(token, "into", "of"))
    if lemma in words("inquiries", "verbs") and upos == "VERB" and not page.is_passive(token):
        return _owner_of_act(page, page.objects(token))
    return None


def _owner_of_act(page: Page, things: list[int]) -> tuple[list[int], list[int]] | None:
    """ "Her handling of the fund": hers, and about the handling."""
    for thing in things:
        owners = page.dependents(thing, "nmod:poss")
        if owners and page.lemma(thing) in words("inquiries", "acts"):
            return owners, [thing]
    return None


def _is_asked_for(page: Page, token: int) -> bool:
    """Whether somebody only asks for the inquiry, or may open it."""
    around = {page.word(c) for c in page.dependents(token, "aux", "mark")}
    if around & {"should", "would", "could", "may", "might", "will", "must", "if", "whether"}:
        return True
    above = list(page.ancestors(token))[:2]
    return any(page.lemma(a) in words("inquiries", "asking") for a in above)


def _declined(page: Page, token: int) -> Iterator[Draft]:
    lemma, upos = page.lemma(token), page.tokens[token].upos
    if lemma not in words("inquiries", "steps") or upos != "VERB" or not _is_declined(page, token):
        return
    objects = page.objects(token)
    charges = [o for o in objects if page.lemma(o) in words("inquiries", "charges")]
    if charges:
        who = [p for o in (*charges, token) for p in page.obliques(o, "against", "for")]
    elif lemma in ("charge", "prosecute", "indict"):
        who = page.subjects(token) if page.is_passive(token) else objects
    else:
        return
    yield from _drafts(page, token, who, [], "charged", "law.declined", polarity="negated", certainty="certain")


def _is_declined(page: Page, token: int) -> bool:
    """Whether the step is refused: "decided not to", "refusal to", "decided against recommending", "will not be"."""
    denied = {page.word(c) for c in page.dependents(token, "advmod")} & words("certainty", "negators")
    helpers = {page.word(c) for c in page.dependents(token, "aux")}
    if denied and helpers & {"will", "wo"}:
        return True
    above = page.tokens[token].head
    if above < 0:
        return False
    if page.lemma(above) in ("refusal", "decline", "refuse"):
        return not denied
    if page.lemma(above) not in words("inquiries", "declining") | words("inquiries", "decisions"):
        return False
    against = any(page.word(c) == "against" for c in page.dependents(token, "mark", "case"))
    return bool(denied) or against or page.word(token - 1) == "against"


def _drafts(
    page: Page,
    token: int,
    who: list[int],
    about: list[int],
    stage: str,
    rule: str,
    *,
    certainty: str,
    polarity: str | None = None,
) -> Iterator[Draft]:
    offence, said = _offence(page, token, about)
    for person in defendants_of(page, who):
        yield Draft(
            "accused_of",
            person,
            offence,
            page.sentence_of(token),
            token,
            rule,
            stage=stage,
            qualifiers=Qualifiers(offence=said, count=person.count),
            score=0.7,
            certainty=certainty,
            polarity=polarity,
        )


def _offence(page: Page, token: int, about: list[int]) -> tuple[Argument | None, str | None]:
    """The offence that is named, else the act in the document's words, else nothing."""
    span = page.subtree_span(about[0]) if about else page.subtree_span(token)
    named = offences_in(page, span)
    if named:
        return offence_argument(page, named[0]), named[0].span.of(page.text)
    if not about:
        return None, None
    act = Span(page.tokens[about[0]].start, span.end)
    text = act.of(page.text)
    if not 0 < len(text.split()) <= 14:
        return None, None
    return Argument("Offence", "other", mention=MentionText(act.start, act.end, text)), text
