"""The one function that turns a claim into words.

It cannot leave out who says so, how far in law it has got, how sure the source is, the day of the latest document on
the matter, or a way out of it that the ledger knows. Every view, export and page words claims through `phrase`.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from according.model import AmountValue, Argument, Claim, PlaceValue, Speaker

from .masking import Masks, masked_name, masks_of, people_of_claims
from .vocabulary import Predicate, ontology

OUTCOME_UNKNOWN = "outcome not known to this ledger"
UNDATED = "undated document"
_PLURAL = {"is": "are", "was": "were", "has": "have", "does": "do"}
_TAKES_ARTICLE = re.compile(
    r"USA?|U\.S\.(?:A\.)?|UK|U\.K\.|United (?:States(?: of America)?|Kingdom|Arab Emirates)|Netherlands|Philippines"
    r"|Bahamas|(?:Dominican|Czech|Central African) Republic|Bronx|Caribbean|Balkans|Middle East"
)
"""Names of places that a sentence does not say bare."""
_SETTLED = {"pleaded_guilty", "convicted", "sentenced"}


@dataclass(frozen=True, slots=True)
class Matter:
    """What the ledger knows about the matter of a claim beyond the claim itself.

    Attributes:
        latest_document: EDTF day of the latest document on the matter; None takes the claim's own document's.
        exits: claims of dismissal, acquittal, reversal or release in the same matter.
        denials: negated claims about the same accusation.
    """

    latest_document: str | None = None
    exits: tuple[Claim, ...] = ()
    denials: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Worded:
    """A claim in words. `text` holds all the other parts but `quote`; show the parts apart, never only some of them.

    `quote` is the first sentence of evidence, with protected names masked; `redacted` says whether any was.
    """

    text: str
    speaker: str
    statement: str
    stage: str
    certainty: str
    day: str
    outcome: str
    quote: str
    redacted: bool

    def __str__(self) -> str:
        return self.text


def phrase(claim: Claim, matter: Matter, *, unmasked: Collection[str] = (), masks: Masks | None = None) -> Worded:
    """The claim in words, with its speaker, stage, certainty, day and answer.

    Args:
        claim: any claim that holds CLAIMS.md.
        matter: what else is known of the matter; `Matters` gathers it from claims.
        unmasked: entity ids and names of protected people released by a decision.
        masks: of everybody whom the document protects; None takes those whom the claim itself names.

    Returns:
        The worded claim; `str()` of it is one line of plain text.
    """
    if masks is None:
        masks = masks_of(people_of_claims((claim, *matter.exits, *matter.denials)), unmasked)
    speaker = _chain(claim, masks, unmasked)
    statement = _statement(claim, masks, unmasked)
    stage = ontology().stages[claim.stage].label if claim.stage else ""
    if stage and claim.polarity == "negated":
        stage = f"denied or ruled out: {stage}"
    certainty = ontology().certainty[claim.certainty]
    day = f"as of {matter.latest_document or claim.document.published or UNDATED}"
    outcome = _outcome(claim, matter, masks, unmasked)
    notes = [part for part in (stage, certainty, day, outcome) if part]
    if claim.superseded_by:
        notes.append("replaced by a later claim")
    if claim.document.status != "live":
        notes.append(f"document {claim.document.status}")
    quote = masks.hide(claim.evidence[0].quote)
    text = f"{speaker[:1].upper()}{speaker[1:]}: {statement} [{'; '.join(notes)}]"
    return Worded(text, speaker, statement, stage, certainty, day, outcome, quote, quote != claim.evidence[0].quote)


def _denier(denial: Claim, masks: Masks, unmasked: Collection[str]) -> str:
    """Who denies it, then who reports that: an office that tells of a plea of not guilty denies nothing itself."""
    who = _link(denial, denial.innermost, masks, unmasked)
    reported = _links(denial, denial.attribution[:-1], masks, unmasked)
    return f"{who}, according to {reported}" if reported else who


def _chain(claim: Claim, masks: Masks, unmasked: Collection[str]) -> str:
    return _links(claim, claim.attribution, masks, unmasked)


def _links(claim: Claim, links: Sequence[Speaker], masks: Masks, unmasked: Collection[str]) -> str:
    return ", citing ".join(_link(claim, link, masks, unmasked) for link in links)


def _link(claim: Claim, link: Speaker, masks: Masks, unmasked: Collection[str]) -> str:
    return " and ".join(_speaker(claim, s, masks, unmasked) for s in (link, *link.also))


def _speaker(claim: Claim, speaker: Speaker, masks: Masks, unmasked: Collection[str]) -> str:
    kind = ontology().kinds[speaker.kind]
    if speaker.kind == "author" and not speaker.source:
        return f"{kind} ({claim.document.publisher})" if claim.document.publisher else kind
    hidden = speaker.protected is not None and speaker.entity not in unmasked and speaker.source not in unmasked
    if hidden and speaker.named:
        return f"{ontology().protection[speaker.protected or 'by_decision']} ({kind})"
    if not speaker.source:
        return f"{kind}, name withheld" if speaker.anonymous else kind
    withheld = ", name withheld" if speaker.anonymous else ""
    return f"“{masks.hide(speaker.source)}” ({kind}{withheld})"


def _statement(claim: Claim, masks: Masks, unmasked: Collection[str]) -> str:
    predicate = ontology().predicates[claim.predicate]
    subject = _argument(claim, claim.subject, masks, unmasked) if claim.subject else "somebody not named here"
    target = _argument(claim, claim.object, masks, unmasked) if claim.object else ""
    stage = ontology().stages[claim.stage] if claim.stage else None
    template = _template(claim, predicate).replace("{stage}", stage.words if stage else "")
    if claim.subject is not None and _are_many(claim.subject):
        template = _in_plural(template)
    sentence = template.format(s=subject, o=target or "something not named here", label=stage.label if stage else "")
    if claim.certainty == "unknown":
        sentence = f"it is left open whether {sentence}"
    details = _details(claim, masks, unmasked, said=target)
    return f"{sentence} ({'; '.join(details)})" if details else sentence


def _are_many(subject: Argument) -> bool:
    """Whether the verb stands in the plural: an unnamed set of people, unless it counts one."""
    one = subject.count == 1 or re.match(r"(?:an?|one|another|each|every)\b", subject.name, re.IGNORECASE)
    return subject.type == "People" and not one


def _in_plural(template: str) -> str:
    """The words of a predicate with the verb that follows the subject in the plural."""

    def plural(verb: re.Match[str]) -> str:
        return _PLURAL.get(verb[1]) or verb[1].removesuffix("s")

    return re.sub(r"(?<=^\{s\} )(\w+)", plural, template)


def _template(claim: Claim, predicate: Predicate) -> str:
    if claim.polarity == "negated":
        return predicate.negated
    if claim.object is None and predicate.bare:
        return predicate.bare
    if claim.qualifiers.former and predicate.former:
        return predicate.former
    return predicate.roles.get(claim.qualifiers.role or "", predicate.words)


def _argument(claim: Claim, argument: Argument, masks: Masks, unmasked: Collection[str]) -> str:
    if argument.type in ("Offence", "Activity"):
        words = ontology().offences.get(argument.name, argument.name)
        told = claim.qualifiers.offence if argument.type == "Offence" else claim.qualifiers.activity
        return f"{words} (“{masks.hide(told)}”)" if told and told.casefold() != words else words
    if argument.type == "Incident":
        return _incident(argument, masks)
    name = masks.hide(masked_name(argument, unmasked))
    if argument.type == "People" and argument.count not in (None, 1) and str(argument.count) not in name:
        return f"{name} ({argument.count} people)"
    return f"the {name}" if argument.type == "Place" and _TAKES_ARTICLE.fullmatch(name) else name


def _incident(argument: Argument, masks: Masks) -> str:
    words = ontology().incidents.get(argument.incident_type or "other", "an incident")
    if argument.mention is not None:
        words += f" (“{masks.hide(argument.mention.text)}”)"
    if argument.place is not None:
        words += f" in {masks.hide(argument.place.name)}"
    if argument.date is not None:
        words += f", {argument.date.edtf}"
    return words


def _details(claim: Claim, masks: Masks, unmasked: Collection[str], *, said: str) -> list[str]:
    """Every qualifier that the sentence has not said; `said` is its object in words."""
    q = claim.qualifiers
    amount = _amount(q.amount)
    told: list[tuple[str, str | None]] = [
        ("role", None if _role_said(claim) else q.role),
        ("stage", ontology().stages[claim.stage].label if claim.stage and _stage_unsaid(claim) else None),
        ("date", None if q.date is None or _says(said, q.date.edtf) else q.date.edtf),
        ("place", _place(q.place)),
        ("amount", None if amount is not None and _says(said, amount) else amount),
        ("count", None if q.count is None or _counted(claim) else str(q.count)),
        ("sentence", _amount(q.sentence)),
        ("status", q.status),
        ("from", q.direction),
        ("in", _incident(q.incident, masks) if q.incident else None),
        ("by", _argument(claim, q.by, masks, unmasked) if q.by else None),
        ("formerly", "yes" if q.former and not ontology().predicates[claim.predicate].former else None),
    ]
    return [f"{label}: {masks.hide(words)}" for label, words in told if words]


def _says(sentence: str, words: str) -> bool:
    """Whether the words stand in the sentence, whole."""
    return words in sentence and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sentence) is not None


def _counted(claim: Claim) -> bool:
    """Whether a set of people in the sentence carries the count."""
    sides = (claim.subject, claim.object)
    return any(a is not None and a.type == "People" and a.count == claim.qualifiers.count for a in sides)


def _role_said(claim: Claim) -> bool:
    """Whether the predicate has words of its own for the role, and they were used."""
    predicate = ontology().predicates[claim.predicate]
    return _template(claim, predicate) == predicate.roles.get(claim.qualifiers.role or "")


def _stage_unsaid(claim: Claim) -> bool:
    """Whether the predicate's own words leave the stage unsaid ("belongs to", where somebody is accused of it)."""
    return ontology().predicates[claim.predicate].stage == "allowed"


def _amount(amount: AmountValue | None) -> str | None:
    return None if amount is None else amount.text


def _place(place: PlaceValue | None) -> str | None:
    return None if place is None else place.name


def _outcome(claim: Claim, matter: Matter, masks: Masks, unmasked: Collection[str]) -> str:
    parts = []
    for exit in matter.exits:
        if exit.id != claim.id and exit.stage is not None:
            when = (exit.qualifiers.date.edtf if exit.qualifiers.date else None) or exit.document.published or UNDATED
            label = ontology().stages[exit.stage].label
            if exit.polarity == "negated":
                label = f"not {label}"
            parts.append(f"{label}, {when}, according to {_chain(exit, masks, unmasked)}")
    denied = [d for d in matter.denials if d.id != claim.id]
    parts += [f"denied by {_denier(d, masks, unmasked)}" for d in denied]
    if not parts and claim.stage is not None and claim.polarity == "affirmed":
        stage = ontology().stages[claim.stage]
        if not stage.exit and claim.stage not in _SETTLED:
            parts.append(OUTCOME_UNKNOWN)
    return "; ".join(dict.fromkeys(parts))
