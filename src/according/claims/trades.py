"""What people do for a living: occupation."""

from collections.abc import Iterator

from according.model import Argument, MentionText, Qualifiers

from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name, same_party
from .relational import relate
from .titles import body_after
from .wordlists import words


def find_trades(page: Page) -> Iterator[Draft]:
    """ "Aa, a taxi driver", "the journalist Aa", "Aa worked as a cook"."""
    parties = parties_of(page)
    trades = words("persons", "occupations")
    for t in range(len(page.tokens)):
        if page.tokens[t].upos not in ("NOUN", "PROPN"):
            continue
        one = page.lemma(t)
        two = f"{page.word(t - 1)} {one}" if t else one
        if one not in trades and two not in trades:
            continue
        related = relate(page, t)
        if related.called == "itself" or (
            page.tokens[t].deprel.split(":")[0] == "compound" and related.called != "title"
        ):
            continue
        people = [
            p
            for p in parties.people_all([x for h in related.holders for x in page.conjuncts(h)])
            if p.type == "Person" and is_name(p.name)
        ]
        if not people:
            continue
        first = next(
            (
                x
                for x in range(parties.core(t)[0], t + 1)
                if page.tokens[x].upos in ("NOUN", "ADJ", "PROPN") and page.word(x) not in ("former", "alleged")
            ),
            t,
        )
        if two not in trades:
            first = max(first, t - 2)
        start, end = page.tokens[first].start, page.tokens[t].end
        text = page.text[start:end]
        employer = _employer(parties, t)
        former = any(page.word(c) in ("former", "ex", "retired") for c in page.dependents(t, "amod"))
        for person in people:
            if employer is not None and not same_party(person, employer):
                yield Draft(
                    "holds_post", person, employer, page.sentence_of(t), t, "trade.of_body",
                    qualifiers=Qualifiers(role=" ".join(text.split()), former=True if former else None), score=0.7,
                )  # fmt: skip
                continue
            yield Draft(
                "occupation", person, Argument("Value", " ".join(text.split()), mention=MentionText(start, end, text)),
                page.sentence_of(t), t, f"trade.{related.called}",
                qualifiers=Qualifiers(former=True if former else None), score=0.7,
            )  # fmt: skip


def _employer(parties: Parties, noun: int) -> Argument | None:
    """The body whose accountant, lawyer or driver somebody is: "the Harbour Fund's accountant"."""
    page = parties.page
    if noun < 2 or page.word(noun - 1) not in ("’s", "'s", "s", "’"):
        return _employer_after(parties, noun)
    t = noun - 2 - (page.word(noun - 2) in ("’", "'"))
    m = parties.name_at(t)
    if m is None or parties.kind(m) != "organization":
        return None
    return page.argument(m, type="Organization")


def _employer_after(parties: Parties, noun: int) -> Argument | None:
    """The body behind the trade: "a reporter for the Harbour News"; no student's school."""
    page = parties.page
    limit = page.sentences[page.sentence_of(noun)].last
    if noun + 1 >= limit or page.word(noun + 1) not in ("for", "at", "with", "in") or page.lemma(noun) == "student":
        return None
    body = body_after(parties, noun + 1, limit)
    if body is None or body.mention is None or not is_name(body.name):
        return None
    m = parties.name_at(page.token_at(body.mention.start))
    tail = body.name.lower().split()[-1] in words("posts", "bodies")
    return body if tail or (m is not None and parties.kind(m) == "organization") else None
