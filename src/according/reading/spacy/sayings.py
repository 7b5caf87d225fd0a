"""Who says what, from the tree alone: a verb of saying with its subject and its clause, and "according to".

Quotations over several sentences and nested speakers are not seen; the bundled reader has learned them.
"""

from collections.abc import Iterator, Sequence

from according.model import Attribution, Sentence, Span, Token

from ..lexicon import words

_SUBJECTS = ("nsubj", "nsubj:pass")
_CLAUSES = ("ccomp", "parataxis")


def sayings(text: str, sentences: Sequence[Sentence], tokens: Sequence[Token]) -> Iterator[Attribution]:
    """Attributions of the sentences, each with source, cue and content."""
    children: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head >= 0:
            children[token.head].append(i)
    for sentence in sentences:
        for i in range(sentence.first, sentence.last):
            token = tokens[i]
            if token.lemma in words("reporting_verbs") and token.upos == "VERB":
                yield from _said(tokens, children, i)
            elif text[token.start : token.end].lower() == "according" and i + 1 < sentence.last:
                yield from _according(tokens, children, sentence, i)


def _said(tokens: Sequence[Token], children: list[list[int]], verb: int) -> Iterator[Attribution]:
    """ "Police said that he was arrested", "He was arrested, police said"."""
    source = next((c for c in children[verb] if tokens[c].deprel in _SUBJECTS), None)
    content = next((c for c in children[verb] if tokens[c].deprel in _CLAUSES), None)
    if source is not None and content is not None:
        yield Attribution(
            (_span(tokens, children, source),),
            (Span(tokens[verb].start, tokens[verb].end),),
            (_span(tokens, children, content),),
        )


def _according(
    tokens: Sequence[Token], children: list[list[int]], sentence: Sentence, cue: int
) -> Iterator[Attribution]:
    """ "According to the indictment": what is left of its sentence is what it says."""
    noun = tokens[cue].head
    if noun < 0 or tokens[noun].upos not in ("NOUN", "PROPN", "PRON"):
        return
    source = [i for i in _subtree(children, noun) if i > cue + 1]
    if not source:
        return
    first, last = min(source), max(source)
    pieces = [Span(sentence.start, tokens[cue].start), Span(tokens[last].end, sentence.end)]
    content = tuple(span for span in pieces if span.end - span.start > 3)
    if content:
        yield Attribution(
            (Span(tokens[first].start, tokens[last].end),), (Span(tokens[cue].start, tokens[cue + 1].end),), content
        )


def _subtree(children: list[list[int]], root: int) -> list[int]:
    found, stack = [], [root]
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(children[node])
    return found


def _span(tokens: Sequence[Token], children: list[list[int]], root: int) -> Span:
    below = _subtree(children, root)
    return Span(min(tokens[i].start for i in below), max(tokens[i].end for i in below))
