"""Who says so: the chain of speakers of a claim, outermost first (CLAIMS.md §6, rulings 7, 18, 22, 31).

The reading's attributions say whose words hold the claim; the document's own voice is the authority that issued it, or
else its author. Kinds come from a word list, then from what the source refers to.
"""

import re
from dataclasses import replace
from functools import cache
from itertools import islice

from according.model import Attribution, MentionText, Span, Speaker, hull

from .certainty import BESIDE_A_NAME
from .draft import Draft
from .page import Page
from .sayings import attributions_of, cue_tokens, is_word_of_mouth, sayings_of
from .sources import trimmed
from .wordlists import wordlist, words

_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}
_LONGEST_DESCRIPTION = 60
"""Characters; a longer mention holds a clause, which speaks of others too."""
_TAKES_NO_STEP = ("person", "suspect", "victim", "witness", "relative")
"""Kinds of speakers who take no legal step: "Eastholm man sentenced for murder" is nobody's word."""
_MAY_OWN_UP = ("organization", "suspect", "person")
_OFFICE = {"prosecutor", "police", "official", "court_record"}


def chain_of_speakers(page: Page, draft: Draft) -> tuple[Speaker, ...]:
    """Everybody between the reader and the fact, outermost first; never empty."""
    told = [
        _of_himself(speaker, draft)
        for a in attributions_of(page, draft.trigger)
        if (speaker := speaker_of(page, a)) is not None and _speaks(page, a, speaker, draft)
    ]
    told = [s for i, s in enumerate(told) if i + 1 == len(told) or not _same(s, told[i + 1])]
    if not told and (accuser := _accuser(page, draft)) is not None:
        told = [accuser]
    if not told and (teller := _as_told_by(page, draft)) is not None:
        told = [teller]
    if not told and (hearsay := _hearsay(page, draft)) is not None:
        told = [hearsay]
    own = own_voice(page)
    if own.kind == "author":
        return (own,) if _is_writers_own(page, draft) else tuple(told) or (own,)
    if told and told[0].kind == own.kind:
        return tuple(told)
    return (own, *told)


def _is_writers_own(page: Page, draft: Draft) -> bool:
    """ "Mayor Aa Bb is a crook, police said": the title is the writer's word, unless it stands in a quotation."""
    at = page.tokens[draft.trigger].start
    beside = draft.rule in BESIDE_A_NAME and draft.predicate != "occupation"
    return beside and not any(q.start <= at < q.end for q in sayings_of(page).quotations)


def about_himself(page: Page, draft: Draft) -> Draft:
    """The draft with its pronoun taken for the speaker: whoever denies or admits that "he" did it means himself."""
    subject = draft.subject
    if subject is None or subject.mention is None or subject.mention.text.lower() not in ("he", "she"):
        return draft
    told = attributions_of(page, draft.trigger)[-1:]
    if (
        not told
        or not told[0].source
        or not {page.lemma(t) for t in cue_tokens(page, told[0])} & words("speakers", "of_himself")
    ):
        return draft
    head = _head(page, hull(told[0].source))
    mention = page.mention_index(head, "person") if head is not None else None
    speaker = page.argument(mention) if mention is not None else None
    if speaker is None or speaker.type != "Person" or speaker.entity == subject.entity:
        return draft
    return replace(draft, subject=replace(speaker, mention=subject.mention))


_FIRST_PERSON = ("i", "we", "us", "our", "it", "itself", "they", "he", "she")
_OF_NAMES = re.compile(r"[A-Z][\w’']{2,}")


def as_far_as_told(draft: Draft, innermost: Speaker) -> str | None:
    """The stage with what somebody says flatly of another taken for the accusation it is (rulings 14 and 15).

    Who tells of his own deed states it, and so do the writer and other journalists.
    """
    subject = draft.subject
    if draft.stage != "stated" or innermost.kind in ("author", "outlet") or subject is None:
        return draft.stage
    if innermost.entity is not None and innermost.entity == subject.entity:
        return draft.stage
    named = subject.mention.text if subject.mention is not None else ""
    of_himself = named.lower() in _FIRST_PERSON or set(_OF_NAMES.findall(innermost.source)) & set(
        _OF_NAMES.findall(f"{named} {subject.name}")
    )
    return draft.stage if of_himself and innermost.kind in _MAY_OWN_UP else "accused"


def _same(speaker: Speaker, after: Speaker) -> bool:
    """One speaker found twice: "the judge" about whom "Judge X said" stands in the same sentence."""
    shared = set(speaker.source.lower().split()) & set(after.source.lower().split()) - {"the", "a", "of"}
    return speaker.kind == after.kind and bool(shared)


_ACCOMPLICE = re.compile(
    r"\b(?:his|her|their|my|our)\b.*\b(?:accomplice|co-?conspirator|co-?defendant)s?\b", re.IGNORECASE
)


def _of_himself(speaker: Speaker, draft: Draft) -> Speaker:
    """Who speaks of his own deed, or of his accomplices, speaks as a suspect."""
    subject = draft.subject
    if speaker.kind not in ("person", "police", "official") or subject is None:
        return speaker
    own = draft.stage is not None and speaker.entity is not None and speaker.entity == subject.entity
    if own or (speaker.kind == "person" and _ACCOMPLICE.match(subject.mention.text if subject.mention else "")):
        return replace(speaker, kind="suspect")
    return speaker


def _accuser(page: Page, draft: Draft) -> Speaker | None:
    """Who accuses, where the verb itself says so: "his partner accused him of …", "was accused by his partner"."""
    if page.lemma(draft.trigger) not in words("speakers", "accusing") or page.tokens[draft.trigger].upos != "VERB":
        return None
    if page.tokens[draft.trigger].deprel == "acl" and not page.dependents(draft.trigger, "obj"):
        return None
    for token in page.agents(draft.trigger)[:1]:
        mention = page.mention_index(token, "person", "organization", "group")
        t, verb = page.tokens[token], page.tokens[draft.trigger]
        source = page.reading.mentions[mention].span if mention is not None else Span(t.start, t.end)
        return speaker_of(page, Attribution((source,), (Span(verb.start, verb.end),), ()))
    return None


def _speaks(page: Page, attribution: Attribution, speaker: Speaker, draft: Draft) -> bool:
    """Whether the source says it: whom a claim is about speaks in it only where a word of speech says so.

    "Man convicted of …" and "is accused of …" are read as attributions at times; their subject has said nothing.
    Whoever accuses somebody else does speak.
    """
    cue = {page.lemma(t) for span in attribution.cue for t in page.tokens_in(span)}
    if cue & words("speakers", "own_speech"):
        return True
    told = [t for span in attribution.cue for t in page.tokens_in(span) if page.lemma(t) in wordlist("law")["verbs"]]
    steps = [t for t in told if not is_word_of_mouth(page, t)]
    if speaker.kind not in _OFFICE and any(
        speaker.kind in _TAKES_NO_STEP or page.is_passive(t) or page.tokens[t].xpos == "VBN" for t in steps
    ):
        return False
    subject = draft.subject
    if subject is None or draft.stage is None:
        return True
    if speaker.entity is not None and speaker.entity == subject.entity:
        return False
    if speaker.mention is None or subject.mention is None:
        return True
    said, meant = speaker.mention, subject.mention
    titled = page.text[said.end : meant.start] == " "  # "high school teacher Pell Orrin is charged": one and the same
    return not titled and not Span(said.start, said.end).overlaps(Span(meant.start, meant.end))


_CLANDESTINE = re.compile(r"\bCLANDESTINE\b[^\n()]{0,40}\((?:[^\n()]{0,20}TO )?(?P<name>[^\n()]{3,60})\)")
"""The dateline of a monitoring service over what a party's own underground station said."""
_DATELINE = 400
"""Characters within which a dateline stands."""


def own_voice(page: Page) -> Speaker:
    """The document's own voice: the authority that issued it (ruling 18), a party's own station, else its author."""
    document = page.reading.document
    if document.authority_kind is not None:
        return Speaker(document.authority_kind, document.authority or "", named=bool(document.authority))
    station = _CLANDESTINE.search(page.text, 0, _DATELINE)
    if station is not None:
        return Speaker("outlet", station["name"].strip(), named=True)
    return Speaker("author", "", named=False)


def speaker_of(page: Page, attribution: Attribution) -> Speaker | None:
    """One link of the chain; None for a cue without a source that is no reporting of hearsay ("the plan")."""
    cue = " ".join(s.of(page.text) for s in attribution.cue)
    if not attribution.source:
        cues = set(re.findall(r"[\w’']+", cue.lower()))
        if "officially" in cues:
            return Speaker("official", "", named=False, cue=cue)
        return (
            Speaker("unspecified", "", cue=cue)
            if cues & words("speakers", "passive") | cues & words("speakers", "hearsay")
            else None
        )
    span = hull(attribution.source)
    if len(span) > 250:
        span = attribution.source[0]
    span = trimmed(page, _whole(page, span), hull(attribution.cue) if attribution.cue else None)
    source = span.of(page.text)
    head = _head(page, span)
    if head is None or page.tokens[head].upos not in _NOMINAL:
        return None
    entity_index = _entity_index(page, head, span)
    entity = page.reading.entities[entity_index] if entity_index is not None else None
    described = [source]
    if entity is not None:
        spans = [page.reading.mentions[m].span for m in entity.mentions]
        described += [s.of(page.text) for s in spans if len(s) <= _LONGEST_DESCRIPTION]
    known = entity is not None and any(page.reading.mentions[m].level == "named" for m in entity.mentions)
    anonymous = not known and _is_anonymous(page, source, span, entity_index)
    named = known or any(page.tokens[t].upos == "PROPN" for t in page.tokens_in(span))
    if known and entity is not None and source.lower() in words("speakers", "pronouns"):
        described.insert(0, entity.name)
    return Speaker(
        kind=kind_of(described, entity.type if entity else None),
        source=" ".join((described[0] if known else source).split()),
        entity=f"{page.reading.document.id}#{entity_index}" if entity_index is not None else None,
        named=named and not anonymous,
        anonymous=anonymous,
        cue=cue,
        mention=MentionText(span.start, span.end, source),
        protected=_protected(entity.protected if entity else None, described),
    )


def kind_of(described: list[str], type: str | None) -> str:
    """The kind of a speaker from the words used for it, nearest first, else from its type."""
    table = wordlist("speakers")
    for words_used in described[:6]:
        low = " ".join(words_used.lower().split())
        if low in table["pronouns"]:
            continue
        for kind in table["order"]:
            called = _no_outlet().sub(" ", low) if kind == "outlet" else low
            if any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", called) for w in table[kind]):
                return str(kind)
    return {"group": "organization", "organization": "organization", "place": "official"}.get(type or "", "person")


@cache
def _no_outlet() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(w)}\b" for w in sorted(words("speakers", "not_outlet"))))


def _protected(reason: str | None, described: list[str]) -> str | None:
    if reason is not None:
        return reason
    kind = kind_of(described, None)
    return {"witness": "witness", "victim": "witness"}.get(kind)


def _head(page: Page, span: Span) -> int | None:
    inside = page.tokens_in(span)
    return next((t for t in inside if page.tokens[t].head not in inside), None)


def _whole(page: Page, span: Span) -> Span:
    """A source that was cut short of its noun ("local" of "local media"), with the noun."""
    head = _head(page, span)
    if head is None or page.tokens[head].upos in _NOMINAL:
        return span
    noun = page.tokens[head].head
    if noun > head and noun - head < 5 and page.tokens[noun].upos in ("NOUN", "PROPN"):
        return Span(span.start, page.tokens[noun].end)
    return span


def _entity_index(page: Page, head: int | None, span: Span) -> int | None:
    if head is None:
        return None
    for m in page.headed[head]:
        mention = page.reading.mentions[m]
        if mention.entity >= 0 and mention.type in ("person", "organization", "group", "place"):
            return mention.entity
    for m in page.mentions_in(page.sentence_of(head), "person", "organization", "group"):
        mention = page.reading.mentions[m]
        if mention.entity >= 0 and mention.level == "named" and span.covers(mention.span):
            return mention.entity
    return None


def _is_anonymous(page: Page, source: str, span: Span, entity: int | None) -> bool:
    low = source.lower()
    if any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", low) for w in words("speakers", "anonymous")):
        return True
    sentences = {page.sentence_of(page.token_at(span.start))}
    if entity is not None:
        mentions = page.reading.entities[entity].mentions
        sentences |= {page.sentence_of(page.reading.mentions[m].head) for m in mentions}
    return any(w in page.sentence_text(s).lower() for s in sentences for w in words("speakers", "anonymity_told"))


def _as_told_by(page: Page, draft: Draft) -> Speaker | None:
    """Who is named behind the telling: "where the gang is active, as confirmed by the police"."""
    sentence = page.sentences[page.sentence_of(draft.trigger)]
    for t in range(draft.trigger + 1, sentence.last - 3):
        if page.word(t) in (".", ";"):
            return None
        if page.word(t) != "as" or page.word(t + 2) != "by" or page.lemma(t + 1) not in words("speakers", "reporting"):
            continue
        heads = [h for h in range(t + 3, min(t + 10, sentence.last)) if page.mention_index(h) is not None]
        cue = Span(page.tokens[t + 1].start, page.tokens[t + 1].end)
        source = page.reading.mentions[page.headed[heads[0]][0]].span if heads else None
        return speaker_of(page, Attribution((source,), (cue,), ())) if source is not None else None
    return None


def _hearsay(page: Page, draft: Draft) -> Speaker | None:
    """Adverbs and passives that withhold the speaker ("reportedly", "is believed to be"): kind `unspecified`.

    "An allegation from his wife that" has a speaker.
    """
    if own_voice(page).kind in _OFFICE:
        return None
    near = {draft.trigger, *page.children[draft.trigger]}
    near.update(islice(page.ancestors(draft.trigger), 2))
    for t in sorted(near):
        word = page.word(t)
        if page.lemma(t) in words("speakers", "hearsay_nouns") and page.tokens[t].upos == "NOUN":
            return _who_alleges(page, t) or Speaker("unspecified", "", cue=word)
        if word in words("speakers", "hearsay"):
            return Speaker("unspecified", "", cue=word)
        told = word in words("speakers", "passive") or (word in ("learned", "known") and _is_impersonal(page, t))
        if told and page.is_passive(t) and not page.obliques(t, "by"):
            return Speaker("unspecified", "", cue=word)
    return None


def _is_impersonal(page: Page, verb: int) -> bool:
    """ "It was learned that …"."""
    return any(page.word(s) == "it" for s in page.dependents(verb, "nsubj", "expl"))


def _who_alleges(page: Page, noun: int) -> Speaker | None:
    """Whose allegation it is: "from his wife", "by a neighbour", "her accusation"."""
    for source in [*page.obliques(noun, "from", "by", "of"), *page.dependents(noun, "nmod:poss")]:
        cue = Span(page.tokens[noun].start, page.tokens[noun].end)
        found = speaker_of(page, Attribution((page.subtree_span(source),), (cue,), ()))
        if found is not None:
            return found
    return None
