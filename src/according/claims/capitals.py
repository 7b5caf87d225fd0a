"""Runs of capitalised words: names, before anybody asks whose."""

from .page import Page


def name_run(page: Page, first: int, last: int) -> int:
    """One past the last token of the run of capitalised name words that starts at `first`; `first` if there is none."""
    t = first
    while t < last and t - first < 6:
        words_of = page.text[page.tokens[t].start : page.tokens[t].end]
        glued = t > first and page.tokens[t].start == page.tokens[t - 1].end
        if (
            (words_of[:1].isupper() and page.tokens[t].upos in ("PROPN", "NOUN", "ADJ", "X", "VERB", "NUM"))
            or (t > first and glued and words_of in "-–." and len(words_of) == 1)
            or (t > first and words_of.lower() in ("de", "la", "del", "von", "van", "bin", "al", "y", "da", "dos"))
        ):
            t += 1
        else:
            break
    while t > first and not page.text[page.tokens[t - 1].start].isalpha():
        t -= 1
    return t
