"""Places in a phrase: each place of a list once, without the state or country that only says which one is meant."""

from according.model import Argument

from .page import Page
from .parties import Parties

_REGION_AFTER = frozenset({",", "("})


def place_arguments(parties: Parties, tokens: list[int]) -> list[Argument]:
    """The places that the phrases headed by the tokens name, in order.

    "Cities like A, B and C" gives A, B and C; "Aa, Bb State" gives Aa alone.
    """
    page = parties.page
    found: dict[int, Argument] = {}
    for token in tokens:
        for t in _within(page, token):
            m = place_mention(parties, t)
            if m is None or m in found or _is_region_of_previous(parties, m):
                continue
            argument = page.argument(m, type="Place")
            if argument is not None:
                found[m] = argument
    return list({a.entity or a.name.lower(): a for a in found.values()}.values())


def place_mention(parties: Parties, token: int) -> int | None:
    """The named place mention that holds the token, or None."""
    m = parties.name_at(token)
    if m is not None:
        return m if parties.kind(m) == "place" else None
    return None


def _within(page: Page, token: int) -> list[int]:
    """The token, what is coordinated with it, and what "like", "such as" and "including" name below it."""
    out: list[int] = []
    for t in page.conjuncts(token):
        out.append(t)
        for child in page.children[t]:
            relation = page.tokens[child].deprel.split(":")[0]
            if relation in ("compound", "flat", "appos", "dep", "list") or (
                relation in ("nmod", "obl") and page.case(child) in ("like", "such as", "including", "of", "in")
            ):
                out += page.conjuncts(child)
    return sorted(set(out))


def _is_region_of_previous(parties: Parties, m: int) -> bool:
    """Whether the place only says where the one before it lies: "Aa, Bb", both resolved so, or ", Bb," after a comma."""
    page = parties.page
    mention = page.reading.mentions[m]
    first = page.tokens_in(mention.span)[0]
    if first < 2 or page.word(first - 1) != ",":
        return False
    before = place_mention(parties, first - 2)
    if before is None:
        return False
    inner, outer = page.place_value(before), page.place_value(m)
    if outer.name in (inner.admin1, inner.country) and inner.name != outer.name:
        return True
    return bool(outer.country and inner.country == outer.country and inner.admin1 and inner.admin1 == outer.admin1 and outer.name == outer.admin1)
