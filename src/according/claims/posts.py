"""Offices: holds_post where a title stands beside a name or body; a rank or trade without a body is an occupation.

The head of a gang or guerrilla group leads it. Who worked on a case is no claim (ruling 24).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from according.model import Argument, MentionText, Qualifiers

from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name
from .people_named import Named, named_people
from .titles import (
    Title,
    body_after,
    body_within,
    constituency,
    is_title_head_anywhere,
    title_after,
    title_before,
    title_start,
)
from .wordlists import words

_THANKS = re.compile(
    r"\b(?:prosecuted (?:by|this|case|the case)|prosecuting (?:this|the) case|is prosecuting|investigated by|"
    r"under the supervision|thanked|assigned to (?:this|the) case|handling the case|handled by|"
    r"for (?:his|her|their) assistance|Media Contact|Contact:|Prosecutor:|"
    r"(?:encouraged|asked|urged) to (?:contact|call))",
    re.IGNORECASE,
)
_PROSECUTING = re.compile(r"(?:senior |special )*(?:deputy|assistant) (?:district attorney|da|u\.s\. attorney)")
"""Who prosecutes: nobody's post of the story (ruling 24) unless the body is told."""
_OFFICE = re.compile(r"\b(?:The )?((?!The\b)[A-Z]\w+(?: [A-Z]\w+){0,2} County) (?:District Attorney|DA\b)")
_HEAD_OF_OFFICE = ("district attorney", "da")
_TRADES = ("attorney", "lawyer", "defense attorney", "defence lawyer", "defense lawyer")
_SHORT = {"da": "attorney", "rep": "representative", "sen": "senator", "gov": "governor"}


_REACH = 6
"""Words that a title may stand outside of the person and the body that it joins, there and back."""


def find_posts(page: Page) -> Iterator[Draft]:
    """holds_post of one page, occupation for bare ranks, leads for the heads of groups."""
    drafts = [*_beside_names(parties_of(page)), *_predicated(parties_of(page)), *_unnamed(parties_of(page))]
    bodies = _known_bodies(drafts)
    held = {(d.sentence, _surname(d)) for d in drafts if d.object is not None and d.predicate != "occupation"}
    introduced: set[str] = set()
    for draft in sorted(drafts, key=lambda d: d.trigger):
        surname = _surname(draft)
        bare = draft.object is None or draft.predicate == "occupation"
        if bare and (_says_nothing(draft) or (_is_rank(draft) and (draft.sentence, surname) in held)):
            continue
        if draft.predicate == "occupation" and not (draft.subject and is_name(draft.subject.name)):
            continue
        if not (bare and surname in introduced and draft.rule != "post.predicate"):
            body = bodies.get((surname, _family(draft)))
            if body is None and (draft.qualifiers.role or "").lower() in _HEAD_OF_OFFICE:
                body = _only_office(page)
            yield replace(draft, object=body) if draft.object is None and body is not None else draft
        introduced.add(surname)


def _surname(draft: Draft) -> str:
    return draft.subject.name.split()[-1].lower() if draft.subject else ""


def _family(draft: Draft) -> str:
    """The head of the title, so that "DA Bb" and "District Attorney Aa Bb" hold one post."""
    role = (draft.qualifiers.role or "").lower().rstrip(".").split()
    return _SHORT.get(role[-1], role[-1]) if role else ""


def _only_office(page: Page) -> Argument | None:
    """The county whose district attorney the document speaks of, where it speaks of one alone."""
    named = {m[1]: m for m in reversed(list(_OFFICE.finditer(page.text)))}
    if len(named) != 1:
        return None
    (match,) = named.values()
    return Argument("Place", match[1], mention=MentionText(match.start(1), match.end(1), match[1]))


def _is_rank(draft: Draft) -> bool:
    said = draft.qualifiers.role or (draft.object.name if draft.object is not None else "")
    return bool(set(said.lower().rstrip(".").split()[-1:]) & words("posts", "military"))


def _says_nothing(draft: Draft) -> bool:
    """Whether the title is no post as long as no body is told: "official", "candidate", "deputy district attorney"."""
    role = (draft.qualifiers.role or "").lower()
    return _family(draft) in words("posts", "bodily") or bool(_PROSECUTING.fullmatch(role))


def _known_bodies(drafts: list[Draft]) -> dict[tuple[str, str], Argument]:
    """What each person's title is a title of, where the document says it at least once."""
    known: dict[tuple[str, str], Argument] = {}
    for draft in drafts:
        if draft.object is not None and draft.predicate == "holds_post":
            known.setdefault((_surname(draft), _family(draft)), draft.object)
    return known


# --- beside a name --------------------------------------------------------------------------------------------------


def _beside_names(parties: Parties) -> Iterator[Draft]:
    """ "District Attorney Aa Bb", "Aa Bb, chief of the Cc Police", "Aa Bb of the Cc Herald"."""
    page = parties.page
    names = named_people(page)
    for i, name in enumerate(names):
        sentence = page.sentence_of(name.first)
        limit = page.sentences[sentence].last
        if _THANKS.search(page.sentence_text(sentence)):
            continue
        following = names[i + 1].first if i + 1 < len(names) else limit
        before = title_before(parties, name)
        if before is not None:
            body = before.body or body_within(page, before) or constituency(page, name)
            body = body or body_after(parties, name.last, limit)
            yield _post(parties, name.person, replace(before, body=body), "post.before_name")
        after = title_after(parties, name, min(following, limit))
        if after is not None:
            yield _post(parties, name.person, after, "post.after_name")
        if before is not None and page.word(before.last - 1).rstrip(".") in words("posts", "plurals"):
            yield from _sharing(parties, names[i + 1 :], name, before)
        if before is None and after is None:
            yield from _belonging(parties, name, limit)


def _sharing(parties: Parties, others: list[Named], first: Named, title: Title) -> Iterator[Draft]:
    """The names joined to the first one after a title in the plural: "Deputy District Attorneys Aa Bb and Cc Dd"."""
    page = parties.page
    last = first.last
    for other in others:
        if other.first <= last or any(page.word(t) not in (",", "and") for t in range(last, other.first)):
            return
        yield _post(parties, other.person, title, "post.shared")
        last = other.last


def _belonging(parties: Parties, name: Named, limit: int) -> Iterator[Draft]:
    """ "Aa Bb of the Cc Herald": somebody of a body, in what post is not told."""
    page = parties.page
    following = page.word(name.last + 1) if name.last + 1 < limit else ""
    if name.last >= limit or not (
        page.word(name.last) == "of" or (page.word(name.last) == "from" and following == "the")
    ):
        return
    if not is_name(name.person.name) or " " not in name.person.name:
        return
    start = name.last + (2 if page.word(min(name.last + 1, limit - 1)) == "the" else 1)
    m = parties.name_at(start) if start < limit else None
    if m is None or parties.kind(m) != "organization":
        return
    body = page.argument(m, type="Organization")
    yield Draft(
        "member_of", name.person, body, page.sentence_of(start), start, "post.of_body", score=0.7, certainty="certain"
    )  # fmt: skip


# --- said of somebody -----------------------------------------------------------------------------------------------


def _predicated(parties: Parties) -> Iterator[Draft]:
    """ "While Bb was secretary of state", "Bb served as deputy mayor of Cc", "was appointed head of the Cc Bank"."""
    page = parties.page
    for head in range(len(page.tokens)):
        if not is_title_head_anywhere(page, head) or page.tokens[head].xpos in ("NNS", "NNPS"):
            continue
        holders = _said_of(page, head)
        people = [p for p in parties.people_all(holders) if p.type == "Person" and is_name(p.name)]
        if not people:
            continue
        title = _title_at(parties, head)
        if title.body is None and page.word(head) in words("posts", "everyday") and title.first == head:
            continue
        for person in people:
            yield _post(parties, person, title, "post.predicate", certainty=None)


def _said_of(page: Page, head: int) -> list[int]:
    """The subject of "is HEAD", or whoever serves, works or is named "as HEAD"."""
    if any(page.lemma(a) in words("relational", "pretending") for a in list(page.ancestors(head))[:2]):
        return []
    if page.dependents(head, "cop"):
        return [s for s in page.subjects(head) if s != head]
    verb = page.tokens[head].head
    if verb < 0:
        return []
    if page.case(head) == "as" and page.lemma(verb) in words("posts", "serving"):
        return page.objects(verb) if page.is_passive(verb) else _server(page, verb)
    if page.tokens[head].deprel == "xcomp" and page.lemma(verb) in words("posts", "naming"):
        return page.objects(verb) if not page.is_passive(verb) else page.subjects(verb)
    return []


def _server(page: Page, verb: int) -> list[int]:
    found = page.subjects(verb)
    noun = page.tokens[verb].head
    if page.tokens[verb].deprel == "acl" and noun >= 0 and page.dependents(noun, "cop"):
        return page.subjects(noun)
    return found


def _title_at(parties: Parties, head: int) -> Title:
    page = parties.page
    s = page.sentences[page.sentence_of(head)]
    first = title_start(page, head, s.first)
    last = head + 1
    if last + 1 < s.last and page.word(last) == "of" and page.tokens[last + 1].upos == "NOUN":
        last += 2 if not page.text[page.tokens[last + 1].start].isupper() else 0
    body = body_after(parties, last, s.last)
    former = any(page.word(t) in ("former", "ex", "then") for t in range(max(s.first, first - 2), first))
    return Title(first, last, body, former)


def _unnamed(parties: Parties) -> Iterator[Draft]:
    """ "The director of Cc House noticed", "a clerk at the Office of Cc": only the body has a name."""
    page = parties.page
    for head in range(len(page.tokens)):
        relation = page.tokens[head].deprel.split(":")[0]
        if relation not in ("nsubj", "obj", "obl") or not is_title_head_anywhere(page, head) or parties.is_plural(head):
            continue
        first, last = parties.core(head)
        if page.word(head) in words("posts", "speaking_for") or page.word(first) not in ("the", "a", "an"):
            continue
        if last != head + 1 or page.dependents(head, "appos", "flat", "cop") or page.case(head) == "as":
            continue
        title = _title_at(parties, head)
        if title.body is None or not is_name(title.body.name) or title.body.type != "Organization":
            continue
        if not _THANKS.search(page.sentence_text(page.sentence_of(head))):
            people = parties.people(head) or [parties.made_argument(head, "Person")]
            yield _post(parties, people[0], title, "post.unnamed")


def post_told(parties: Parties, person: Argument, body: Argument, first: int, second: int) -> Draft | None:
    """The post that a person (around token `first`) holds at a body (around `second`), by the title nearest to both.

    Returns:
        None where no title stands in reach.
    """
    page = parties.page
    s = page.sentences[page.sentence_of(second)]
    heads = [t for t in range(s.first, s.last) if is_title_head_anywhere(page, t)]
    near = min(heads, key=lambda t: abs(t - first) + abs(t - second), default=None)
    if near is None or abs(near - first) + abs(near - second) - abs(first - second) > _REACH:
        return None
    return _post(parties, person, replace(_title_at(parties, near), body=body), "post.told")


# --- drafts ---------------------------------------------------------------------------------------------------------


def _post(parties: Parties, person: Argument, title: Title, rule: str, *, certainty: str | None = "certain") -> Draft:
    page = parties.page
    if title.body is None:
        title = replace(title, body=body_within(page, title))
    start, end = page.tokens[title.first].start, page.tokens[title.last - 1].end
    text = page.text[start:end]
    role = " ".join(text.split())
    role = role if role.isupper() and len(role) <= 4 else _plain(role)
    trigger = title.last - 1
    sentence = page.sentence_of(trigger)
    last = page.word(trigger).rstrip(".")
    if title.body is None and (last in words("posts", "ranks") or role.lower() in _TRADES):
        value = Argument("Value", role, mention=MentionText(start, end, text))
        return Draft("occupation", person, value, sentence, trigger, rule, score=0.75, certainty=certainty)
    before = [page.word(t) for t in range(max(page.sentences[sentence].first, title.first - 3), title.first)]
    if set(before) & words("membership", "probable"):
        certainty = "probable"
    heads_group = title.body is not None and title.body.type == "Group" and last in words("membership", "leader_nouns")
    return Draft(
        "leads" if heads_group else "holds_post", person, title.body, sentence, trigger, rule,
        qualifiers=Qualifiers(role=role, former=True if title.former else None), score=0.8, certainty=certainty,
    )  # fmt: skip


def _plain(role: str) -> str:
    """A title as words: small letters, but not for abbreviations."""
    return " ".join(w if w.isupper() and len(w) <= 4 and not role.isupper() else w.lower() for w in role.split())
