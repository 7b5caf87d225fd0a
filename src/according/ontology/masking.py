"""Names that must not be shown, and the words that stand for them (DESIGN.md §8).

Masking happens here and nowhere else.

Masking replaces names, not descriptions: "the girl" stays, her name does not. Offsets of a claim stay those of the
stored text; a masked quote is marked so by whoever shows it.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from according.model import Argument, Claim, Speaker

from .vocabulary import ontology

_PARTICLES = {"de", "del", "la", "las", "los", "da", "dos", "van", "von", "der", "den", "bin", "al", "el", "of", "the"}
_DESCRIPTIONS = {"a", "an", "the", "his", "her", "their", "one", "two", "three", "four", "some", "another", "this"}


@dataclass(frozen=True, slots=True)
class Mask:
    """The written forms of one protected name, and what is shown in their place."""

    forms: tuple[str, ...]
    words: str


def masked_name(argument: Argument, unmasked: Collection[str] = ()) -> str:
    """The name of an argument as it may be shown; `unmasked` holds entity ids and names released by a decision."""
    if argument.protected is None or argument.entity in unmasked or argument.name in unmasked:
        return argument.name
    return ontology().protection[argument.protected]


def masks_of(claims: Iterable[Claim], unmasked: Collection[str] = ()) -> tuple[Mask, ...]:
    """The masks that these claims call for, longest names first, each name once."""
    found: dict[str, Mask] = {}
    for claim in claims:
        sides = (claim.subject, claim.object, claim.qualifiers.incident, claim.qualifiers.by)
        for argument in sides:
            if argument is not None and argument.protected is not None:
                words = ontology().protection[argument.protected]
                if argument.entity not in unmasked and argument.name not in unmasked:
                    spoken = argument.mention.text if argument.mention else ""
                    forms = name_forms(argument.name, spoken)
                    found.setdefault(argument.name, Mask(_own(forms, argument.protected), words))
        for speaker in (s for link in claim.attribution for s in (link, *link.also)):
            mask = _speaker_mask(speaker, unmasked)
            if mask is not None:
                found.setdefault(speaker.source, mask)
    return tuple(sorted((m for m in found.values() if m.forms), key=lambda m: -len(m.forms[0])))


def _speaker_mask(speaker: Speaker, unmasked: Collection[str]) -> Mask | None:
    if speaker.protected is None or not speaker.named:
        return None
    if speaker.entity in unmasked or speaker.source in unmasked:
        return None
    forms = _own(name_forms(speaker.source), speaker.protected)
    return Mask(forms, ontology().protection[speaker.protected])


def _own(forms: tuple[str, ...], reason: str) -> tuple[str, ...]:
    """The forms to hide: of a relative the whole name alone, since the surname is the accused's or the victim's too."""
    return tuple(f for f in forms if " " in f) if reason == "relative" else forms


def name_forms(*names: str) -> tuple[str, ...]:
    """The forms under which a person's name may stand in a text: each name, and each of its capitalised parts.

    A description ("the girl", "a 16-year-old Harrow Bend boy") is no name and has no form to hide.

    Returns:
        Forms, longest first; parts of fewer than three letters and particles are left out.
    """
    forms: set[str] = set()
    for name in names:
        parts = re.findall(r"[^\W_][\w'’.-]*", name)
        if not parts or not all(_is_proper(p) for p in parts) or parts[0].lower() in _DESCRIPTIONS:
            continue
        forms.add(name.strip())
        bare = [p.strip(".'’") for p in parts]
        forms.update(b for b in bare if len(b) > 2 and b.lower() not in _PARTICLES)
    return tuple(sorted(forms, key=lambda f: (-len(f), f)))


def _is_proper(word: str) -> bool:
    return (word[0].isupper() and not any(c.isdigit() for c in word)) or word.lower() in _PARTICLES


def mask_text(text: str, masks: Iterable[Mask]) -> str:
    """The text with every masked name replaced by its words in square brackets, in any letter case."""
    forms = {form.casefold(): mask.words for mask in masks for form in mask.forms}
    if not forms:
        return text
    pattern = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))
    return re.sub(
        rf"(?<![\w-])(?:{pattern})(?![\w-])",
        lambda found: f"[{forms.get(found.group().casefold(), 'a protected person')}]",
        text,
        flags=re.IGNORECASE,
    )
