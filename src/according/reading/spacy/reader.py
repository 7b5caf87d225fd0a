"""Sentences, words, trees and names of a spaCy pipeline as the layers of a `Reading`."""

import re
from collections.abc import Iterator
from typing import Any

from according.errors import MissingExtra, SettingError
from according.model import Document, Mention, Reading, Sentence, Span, Token
from according.settings import Settings

from ..bundled import draw_layers, read_stretches
from ..encoder.lemmas import lemma
from ..layers import Draft
from .nouns import described
from .sayings import sayings
from .universal import CLEAR, Node, universal

LAYERS = frozenset({"sentences", "tokens", "mentions", "attributions"})
TYPES = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
    "NORP": "nationality", "EVENT": "event", "DATE": "time", "TIME": "time", "MONEY": "money", "QUANTITY": "quantity",
    "PRODUCT": "object", "LAW": "document", "GROUP": "group", "GANG": "group", "CARTEL": "group", "WEAPON": "weapon",
    "VEHICLE": "vehicle",
}  # fmt: skip
"""Types of mentions by the pipeline's labels; what bears another label is no mention."""
_TAGS = {"NOUN": "NN", "PROPN": "NNP", "ADJ": "JJ", "ADV": "RB", "AUX": "VB", "VERB": "VB", "PRON": "PRP", "NUM": "CD"}
_BLANK = re.compile(r"\n\s*\n")


def make_reader(settings: Settings) -> "SpacyReader":
    """The reader of the pipeline that the setting `spacy` names.

    Raises:
        MissingExtra: if spaCy is not installed.
        SettingError: if the pipeline is not, or has no tagger or no parser.
    """
    try:
        import spacy
    except ImportError as error:
        raise MissingExtra("spacy", "The reader `spacy`") from error
    try:
        return SpacyReader(spacy.load(settings.spacy))
    except OSError as error:
        raise SettingError(
            f"The spaCy pipeline {settings.spacy!r} is not installed here. Run `python -m spacy download "
            f"{settings.spacy}`, or give another name, or a folder, as ACCORDING_SPACY"
        ) from error


class SpacyReader:
    """Reads English with a pipeline of spaCy; implements `according.model.Reader`.

    Args:
        nlp: a loaded `spacy.Language`. Its parser may use Universal Dependencies or the labels of spaCy's own English
            pipelines; of its names those are kept whose label is one of `TYPES`.

    Raises:
        SettingError: if nothing in the pipeline gives parts of speech or trees.
    """

    name = "spacy"

    def __init__(self, nlp: Any) -> None:
        for what, pipes in (("parts of speech", ("tagger", "morphologizer")), ("dependency trees", ("parser",))):
            if not set(pipes) & set(nlp.pipe_names):
                raise SettingError(
                    f"The spaCy pipeline {nlp.meta['name']!r} gives no {what} (it has: {', '.join(nlp.pipe_names)}). "
                    f"Claims rest on them: add a {' or a '.join(pipes)}, or take another pipeline"
                )
        self._nlp = nlp
        self.version = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
        self._clear = bool(CLEAR & set(nlp.get_pipe("parser").labels))

    def read(self, document: Document) -> Reading:
        """The layers of `LAYERS` and what is drawn on top of them; boilerplate is not read.

        A document in another language than the pipeline's is not read: its layers are empty.
        """
        if document.language not in (None, self._nlp.lang):
            return Reading(document, self.name, self.version, layers=LAYERS | {"entities"})
        sentences: list[Sentence] = []
        tokens: list[Token] = []
        mentions: list[Mention] = []
        stretches = list(_paragraphs(document))
        read = self._nlp.pipe(span.of(document.text) for span in stretches)
        for stretch, doc in zip(stretches, read, strict=True):
            self._add(doc, stretch.start, sentences, tokens, mentions)
        mentions += described(document.text, tokens, mentions)
        reading = Reading(
            document,
            self.name,
            self.version,
            sentences=tuple(sentences),
            tokens=tuple(tokens),
            mentions=tuple(sorted(mentions, key=lambda m: (m.start, -m.end))),
            attributions=tuple(sayings(document.text, sentences, tokens)),
            layers=LAYERS,
        )
        return draw_layers(Draft(reading))

    def _add(self, doc: Any, at: int, sentences: list[Sentence], tokens: list[Token], mentions: list[Mention]) -> None:
        """Add the words, sentences and names of one paragraph, which begins at the offset `at`."""
        words = [t for t in doc if not t.is_space]
        place = {t.i: n for n, t in enumerate(words)}
        names = [(place[e.start], place[e.end - 1]) for e in doc.ents if {e.start, e.end - 1} <= place.keys()]
        nodes = [
            Node(place.get(t.head.i, n) if t.head.i != t.i else -1, t.dep_, t.pos_, t.text.lower())
            for n, t in enumerate(words)
        ]
        nodes = universal(nodes, names) if self._clear else nodes
        base = len(tokens)
        for t, node in zip(words, nodes, strict=True):
            xpos = t.tag_ or _tag(t)
            head = base + node.head if node.head >= 0 else -1
            end = at + t.idx + len(t.text)
            deprel = "root" if head < 0 else node.deprel
            tokens.append(Token(at + t.idx, end, t.pos_, xpos, head, deprel, lemma(t.text, t.pos_, xpos)))
        for sent in doc.sents:
            inside = [place[t.i] for t in sent if t.i in place]
            if inside:
                first, last = base + inside[0], base + inside[-1] + 1
                sentences.append(Sentence(tokens[first].start, tokens[last - 1].end, first, last))
        for entity, (first, last) in zip(
            (e for e in doc.ents if {e.start, e.end - 1} <= place.keys()), names, strict=True
        ):
            if entity.label_ in TYPES:
                head = next(
                    (base + n for n in range(first, last + 1) if not first <= nodes[n].head <= last), base + last
                )
                span = Span(at + entity.start_char, at + entity.end_char)
                mentions.append(Mention(span.start, span.end, TYPES[entity.label_], "named", head))


def _paragraphs(document: Document) -> Iterator[Span]:
    """The stretches to read, cut at blank lines, over which no sentence goes."""
    for stretch in read_stretches(document):
        start = stretch.start
        for blank in _BLANK.finditer(document.text, stretch.start, stretch.end):
            if blank.start() > start:
                yield Span(start, blank.start())
            start = blank.end()
        if stretch.end > start:
            yield Span(start, stretch.end)


def _tag(token: Any) -> str:
    """A Penn tag for a word of a pipeline that gives only universal parts of speech and features."""
    form, tense = token.morph.get("VerbForm"), token.morph.get("Tense")
    if token.pos_ in ("VERB", "AUX") and form:
        if form == ["Part"]:
            return "VBG" if tense == ["Pres"] else "VBN"
        if form == ["Fin"]:
            return "VBD" if tense == ["Past"] else "VBZ"
        return "VBG" if form == ["Ger"] else "VB"
    plural = "S" if token.pos_ in ("NOUN", "PROPN") and token.morph.get("Number") == ["Plur"] else ""
    return _TAGS.get(token.pos_, str(token.pos_)) + plural
