"""Reading to claims: the finders in order, then speaker, certainty, polarity, supersession, identity.

Adding a predicate: its entry in `ontology/`, a finder in one of the modules listed in `FINDERS`, a test. A finder only
says what it sees; who says so and how surely is settled here, the same way for all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from according.errors import ContractError, MissingLayer
from according.model import Claim, DocumentRef, Evidence, Extractor, Reading, Span, Speaker, claim_id
from according.ontology import check_claim
from according.version import __version__

from .certainty import read_certainty, read_polarity
from .confidence import calibrated
from .conflicts import without_conflicts, without_natural_deaths
from .draft import Draft
from .figurative import is_figurative, is_of_a_contest
from .finders import FINDERS, TIED_FINDERS
from .page import Page
from .sayings import attributions_of
from .spanish import find_spanish
from .speakers import about_himself, as_far_as_told, chain_of_speakers, speaker_of
from .supersession import is_retracted, superseded
from .undone import is_undone
from .wordlists import words

READS = ("sentences", "tokens", "mentions", "entities", "attributions")

Finder = Callable[[Page], Iterable[Draft]]
TiedFinder = Callable[[Page, Sequence[Draft]], Iterable[Draft]]


class ClaimEngine:
    """The bundled claim extractor; deterministic, and independent of any other document."""

    name = "according"
    version = __version__

    def __init__(
        self, finders: tuple[Finder, ...] = FINDERS, tied_finders: tuple[TiedFinder, ...] = TIED_FINDERS
    ) -> None:
        self.finders = finders
        self.tied_finders = tied_finders

    def extract(self, reading: Reading) -> list[Claim]:
        """The claims of one document, in the order of their sentences.

        Args:
            reading: with the layers of `READS`.

        Returns:
            Claims that hold CLAIMS.md, each with its sentence verbatim; a draft that does not is left out.

        Raises:
            MissingLayer: if the reading lacks a layer, naming it.
        """
        for layer in READS:
            if layer not in reading.layers:
                raise MissingLayer(layer, "the claim engine")
        page = Page(reading)
        if reading.document.language == "es":
            return sorted(_checked(page, find_spanish(page)), key=_place)
        drafts = [draft for finder in self.finders for draft in finder(page)]
        for tied in self.tied_finders:
            drafts += list(tied(page, drafts))
        claims = sorted(_finish(page, drafts), key=_place)
        told = without_natural_deaths(without_conflicts(claims), of_a_contest=is_of_a_contest(page))
        return superseded(told)


def _place(claim: Claim) -> tuple[int, str]:
    return claim.evidence[0].start, claim.id


def _checked(page: Page, drafts: Iterable[Draft]) -> Iterator[Claim]:
    """Claims of drafts that have settled speaker, certainty and polarity themselves, each once."""
    seen: set[str] = set()
    for draft in drafts:
        if _is_about_nobody(draft) or _accuses_a_place(page, draft):
            continue
        claim = _claim(page, draft)
        if claim.id in seen:
            continue
        try:
            check_claim(claim, page.text)
        except ContractError:
            continue
        seen.add(claim.id)
        yield claim


def _finish(page: Page, drafts: Iterable[Draft]) -> Iterator[Claim]:
    seen: set[str] = set()
    told: dict[tuple[object, ...], str] = {}
    for draft in drafts:
        if _is_about_nobody(draft) or _accuses_a_place(page, draft):
            continue
        if is_figurative(page, draft) or is_undone(page, draft) or _is_of_an_office(page, draft):
            continue
        if is_retracted(page, draft.sentence, draft.trigger) or _is_of_its_speaker(page, draft):
            continue
        claim = _claim(page, about_himself(page, draft))
        if claim.id in seen or _is_denied_fact(claim) or _is_told_twice(claim, told):
            continue
        try:
            check_claim(claim, page.text)
        except ContractError:
            continue
        seen.add(claim.id)
        yield claim


def _is_told_twice(claim: Claim, told: dict[tuple[object, ...], str]) -> bool:
    """Whether the same words stand for another kind of party in the same claim: guerrillas as people and as a group."""
    subject, target = claim.subject, claim.object
    if subject is None or subject.mention is None or claim.stage is None:
        return False
    what = target.mention if target is not None else None
    key = (claim.predicate, subject.mention, what, target.name if target else None, claim.stage, claim.polarity)
    return told.setdefault(key, subject.type) != subject.type


def _accuses_a_place(page: Page, draft: Draft) -> bool:
    """ "A Bay Street man pleaded guilty" must never read as if the street had."""
    subject = draft.subject
    return (
        draft.stage is not None
        and subject is not None
        and subject.type == "Person"
        and subject.name in page.place_names
    )


_OFFICE_BEHIND = re.compile(
    r"(?:(?:,| and| or| &|/) ?[A-Z][\w’'-]*)* (?:Unit|Division|Bureau|Task Force|Squad|Section|Team|Detail)\b"
)


def _is_of_an_office(page: Page, draft: Draft) -> bool:
    """ "Who leads the Gang Crimes Unit": who heads it heads no gang."""
    mention = draft.object.mention if draft.object is not None else None
    if mention is None or draft.predicate not in ("leads", "member_of", "associate_of"):
        return False
    return _OFFICE_BEHIND.match(page.text, mention.end) is not None


_TIES_TO_A_GROUP = ("leads", "member_of", "associate_of", "engages_in")


def _is_of_its_speaker(page: Page, draft: Draft) -> bool:
    """ "Aa Bb claimed that the founder of the gang is Cc": who tells it does not lead the gang for telling."""
    if draft.subject is None or draft.subject.mention is None:
        return False
    mention = draft.subject.mention
    said, pronoun = Span(mention.start, mention.end), mention.text.lower() in words("speakers", "pronouns")
    for attribution in attributions_of(page, draft.trigger):
        if not attribution.cue and any(said.overlaps(label) for label in attribution.source):
            return True  # "MILLER: The gang killed him": the label before a turn did nothing
        if draft.predicate not in _TIES_TO_A_GROUP:
            continue
        if any(said.overlaps(source) for source in attribution.source):
            return True
        speaker = speaker_of(page, attribution)
        if (
            speaker is not None
            and speaker.entity is not None
            and not pronoun
            and speaker.entity == draft.subject.entity
        ):
            return True
    return False


_FACTS_OF_INCIDENT = ("victim_of", "located_at", "dated", "weapon_in", "loss_in", "seized_in")


def _is_denied_fact(claim: Claim) -> bool:
    """Who denies that he shot a man does not deny that the man was shot: what is denied is the deed alone."""
    if claim.predicate not in _FACTS_OF_INCIDENT or claim.polarity != "negated":
        return False
    return claim.subject is not None and claim.attribution[-1].cue != ""


_NOBODY = ("nobody", "no one", "none", "neither", "no ")


def _is_about_nobody(draft: Draft) -> bool:
    """ "Nobody else has been charged" accuses nobody."""
    subject = draft.subject
    if subject is None:
        return False
    said = subject.mention.text if subject.mention is not None else ""
    return any(words.lower().startswith(_NOBODY) for words in (subject.name, said))


def _claim(page: Page, draft: Draft) -> Claim:
    attribution: tuple[Speaker, ...] = draft.attribution or chain_of_speakers(page, draft)
    polarity = draft.polarity or read_polarity(page, draft)
    evidence = tuple(_evidence(page, s) for s in dict.fromkeys((draft.sentence, *draft.antecedents)))
    claim = Claim(
        id="",
        predicate=draft.predicate,
        subject=draft.subject,
        object=draft.object,
        attribution=attribution,
        evidence=evidence,
        document=_document_ref(page.reading),
        extractor=Extractor(
            ClaimEngine.name,
            ClaimEngine.version,
            calibrated(draft, authority=page.reading.document.authority_kind is not None),
        ),
        stage=as_far_as_told(draft, attribution[-1]),
        certainty=draft.certainty or read_certainty(page, draft),
        polarity=polarity,
        qualifiers=draft.qualifiers,
        rule=draft.rule,
    )
    return replace(
        claim,
        id=claim_id(
            document=claim.document.id,
            evidence=evidence[0],
            predicate=claim.predicate,
            subject=claim.subject,
            object=claim.object,
            stage=claim.stage,
            polarity=polarity,
            innermost=claim.innermost,
        ),
    )


def _evidence(page: Page, sentence: int) -> Evidence:
    s = page.sentences[sentence]
    document = page.reading.document
    segment = document.segment_at(s.start)
    supplied = document.input_map.span(s.start, s.end) if document.input_map else None
    return Evidence(
        document=document.id,
        start=s.start,
        end=s.end,
        quote=page.text[s.start : s.end],
        segment=segment.kind if segment else "body",
        page=(segment.page_label or (str(segment.page) if segment.page else None)) if segment else None,
        paragraph=segment.paragraph if segment else None,
        input_start=supplied.start if supplied else None,
        input_end=supplied.end if supplied else None,
    )


def _document_ref(reading: Reading) -> DocumentRef:
    d = reading.document
    return DocumentRef(
        d.id, d.version, d.url, d.publisher, d.title, d.published, d.language, d.sha256, d.handling, d.status
    )
