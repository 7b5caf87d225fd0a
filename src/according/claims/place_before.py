"""The place right before a noun: "a 34-year-old Cc man", "his Cc home", "the Cc street gang".

The gazetteer, the document's other mentions of the place, or an age before it make capitals a place; what the reader
took them for does not count, for it often takes the town for the man's name.
"""

from according.model import Argument, MentionText, Span
from according.reading.gazetteer import meanings_of

from .page import Page
from .wordlists import wordlist, words


def place_before(page: Page, noun: int, *, owned: bool = False) -> Argument | None:
    """The place named right before the noun: known to the gazetteer or told elsewhere, or any capitals after an age."""
    low = page.sentences[page.sentence_of(noun)].first
    first = noun
    while first - 1 >= low and _is_capital(page, first - 1):
        first -= 1
    for start in range(first, noun):
        span = Span(page.tokens[start].start, page.tokens[noun - 1].end)
        before = page.word(first - 1) if start == first and first > low else ""
        aged = before == "old" or (owned and before in ("his", "her") and noun - start >= 2)
        if _names_place(page, span, parts=noun - start, aged=aged):
            text = span.of(page.text)
            return Argument("Place", " ".join(text.split()), mention=MentionText(span.start, span.end, text))
    return None


def _is_capital(page: Page, token: int) -> bool:
    if page.tokens[token].upos not in ("PROPN", "NOUN", "ADJ", "PUNCT", "NUM"):
        return False
    text = page.text[page.tokens[token].start : page.tokens[token].end]
    return text[:1].isupper() or text in ("-", ".")


_NO_PLACE = frozenset({"young", "old", "former", "second", "third", "fifth", "other", "reputed", "alleged", "teen"})


def _names_place(page: Page, span: Span, *, parts: int, aged: bool) -> bool:
    text = " ".join(span.of(page.text).split())
    low = text.lower().split()
    people = wordlist("demonyms")["demonyms"]
    if not text[:1].isupper() or any(
        w in people or w in words("group_names", "peoples") for w in (low[-1], text.lower())
    ):
        return False
    if low[0] in _NO_PLACE or low[-1] in _NO_PLACE:
        return False
    if text.lower() in {name.lower() for name in page.place_names}:
        return True
    known = meanings_of(text)
    large = any(p.kind in ("country", "state", "county") or p.population >= 20 for p in known)
    return (bool(known) and (large or parts >= 2)) or aged
