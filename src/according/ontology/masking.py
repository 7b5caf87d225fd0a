"""Names that must not be shown, and the words that stand for them (DESIGN.md §8).

Masking happens here and nowhere else.

Masking replaces names, not descriptions: "the girl" stays, her name does not. Offsets of a claim stay those of the
stored text; a masked quote is marked so by whoever shows it. A name is looked for word by word, so that "KARIM
ADEYEMI-ROTH", "Karim\nAdeyemi-Roth’s" and "karim-adeyemi-roth" in an address are all found, in time linear in the text.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import pairwise

from according.model import Argument, Claim, Reading, Speaker

from .vocabulary import ontology

WITHHELD = "name withheld"
"""What stands for a surname that a protected person shares with somebody who is shown: it says nothing of either."""
NAMED_TYPES = ("person", "group", "organization", "place")
"""Types of entities whose names matter here."""
_PARTICLES = {"de", "del", "la", "las", "los", "da", "dos", "van", "von", "der", "den", "bin", "al", "el", "of", "the"}
_DESCRIPTIONS = {"a", "an", "the", "his", "her", "their", "one", "two", "three", "four", "some", "another", "this"}
_NO_NAMES = {"jr", "sr", "ii", "iii", "iv", "mr", "mrs", "ms", "miss", "dr", "st", "aka", "nee", "née"}
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[\s_.'’\-–\"“”()]{1,4}|")
"""What may stand between two words of one name."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something that a document names.

    Attributes:
        name: the fullest name. forms: every name by which the document calls this person.
        protected: the reason of CLAIMS.md §2, None if there is none. entity: the id in its document.
        person: whether it is one; a group, body or place is never hidden, and lends its words to nobody.
    """

    name: str
    forms: tuple[str, ...] = ()
    protected: str | None = None
    entity: str | None = None
    person: bool = True


@dataclass(frozen=True, slots=True)
class Mask:
    """The written forms of one name, and what is shown in their place; empty words leave the name as printed."""

    forms: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Masks:
    """Names to hide and what to show for them: made once, laid over many texts.

    The longest name that stands at a word wins, so that a shown person's full name is kept whole although a protected
    person has the same surname. Names `beneath` are looked for, too; of one name, what is said first counts.
    """

    masks: tuple[Mask, ...] = ()
    beneath: tuple["Masks", ...] = ()
    _by_first: dict[str, "_Forms"] = field(init=False, repr=False, compare=False)
    _hidden: dict[str, "_Forms"] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_first: dict[str, dict[tuple[str, ...], str]] = {}
        for mask in self.masks:
            for form in mask.forms:
                parts = tuple(_WORD.findall(form))
                if parts:
                    by_first.setdefault(parts[0].casefold(), {}).setdefault(parts, mask.words)
        hidden = {first: {p: said for p, said in forms.items() if said} for first, forms in by_first.items()}
        object.__setattr__(self, "_by_first", {first: _Forms(forms) for first, forms in by_first.items()})
        object.__setattr__(self, "_hidden", {first: _Forms(forms) for first, forms in hidden.items() if forms})

    def __bool__(self) -> bool:
        return bool(self._hidden) or any(self.beneath)

    def __add__(self, other: "Masks") -> "Masks":
        return Masks((*self.masks, *other.masks), (*self.beneath, *other.beneath))

    def over(self, beneath: "Masks") -> "Masks":
        """These with others beneath them; what was worked out for these is used again."""
        made = copy(self)
        object.__setattr__(made, "beneath", (*self.beneath, beneath))
        return made

    @property
    def first_words(self) -> Collection[str]:
        """The first words of all names, folded; a text with none of them (`folded_words`) holds no such name."""
        return self._by_first.keys()

    def hide(self, text: str, *, address: bool = False) -> str:
        """The text with every hidden name replaced by its words in square brackets, in any letter case.

        Args:
            address: whether the text is an id, a file name or a URL, where names are written small.
        """
        layers = (self, *self.beneath)
        if next(_found([m._hidden for m in layers], text, address), None) is None:
            return text
        shown, at = [], 0
        for start, end, _, said in _found([m._by_first for m in layers], text, address):
            shown += [text[at:start], f"[{said}]" if said else text[start:end]]
            at = end
        return "".join((*shown, text[at:])) if at else text

    def standing_in(self, text: str) -> "Masks":
        """Those of the names that stand in the text."""
        if not self:
            return self
        layers = [m._by_first for m in (self, *self.beneath)]
        found = {(" ".join(parts), said): None for _, _, parts, said in _found(layers, text, address=False)}
        return Masks(tuple(Mask((form,), said) for form, said in found))


class _Forms:
    """Names that begin with one word: by their words, folded, the names as written and what is shown for them."""

    __slots__ = ("alone", "by_words", "lengths", "seconds")

    def __init__(self, forms: dict[tuple[str, ...], str]) -> None:
        self.by_words: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}
        for parts, said in forms.items():
            self.by_words.setdefault(tuple(p.casefold() for p in parts), {})[parts] = said
        self.lengths = sorted(set(map(len, self.by_words)), reverse=True)
        self.alone = 1 in self.lengths
        self.seconds = {words[1] for words in self.by_words if len(words) > 1}

    def may_stand_before(self, following: Sequence[str]) -> bool:
        """Whether any of the names is one word, or goes on like this: most of what is looked at ends here."""
        return self.alone or not self.seconds.isdisjoint(following)


def _forms_at(known: Sequence[_Forms], folded: Sequence[str], at: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """The names whose words stand at a place, longest first, and of one length those that are hidden first.

    Args:
        known: names that begin with the word there; the first counts where two say something else of one name.
    """
    for length in known[0].lengths if len(known) == 1 else sorted({n for f in known for n in f.lengths}, reverse=True):
        here = tuple(folded[at : at + length])
        found = [same for forms in known if (same := forms.by_words.get(here)) is not None]
        if found:
            same = found[0] if len(found) == 1 else {k: v for forms in reversed(found) for k, v in forms.items()}
            yield from sorted(same.items(), key=lambda form: (form[1] == "", form))


def _found(
    layers: Iterable[dict[str, _Forms]], text: str, address: bool
) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    """The names that stand in a text, in its order: from where to where, the name as written, what is shown for it."""
    folded = _folded(text)
    starts: dict[int, list[_Forms]] = {}
    for layer in layers:
        for i in [i for i, word in enumerate(folded) if word in layer] if layer else ():
            if (forms := layer[folded[i]]).may_stand_before(folded[i + 1 : i + 2]):
                starts.setdefault(i, []).append(forms)
    words = list(_WORD.finditer(text)) if starts else []
    after = 0
    for i in sorted(starts):
        for parts, said in _forms_at(starts[i], folded, i) if i >= after else ():
            if _stands(text, words[i : i + len(parts)], parts, address):
                after = i + len(parts)
                yield words[i].start(), words[after - 1].end(), parts, said
                break


def folded_words(text: str) -> set[str]:
    """The words of a text, folded as names are looked for."""
    return set(_folded(text))


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _stands(text: str, words: Sequence[re.Match[str]], parts: tuple[str, ...], address: bool) -> bool:
    """Whether these words, which are the name's but for their letter case, are the name.

    One word alone must be written as a name is ("Hope", "HOPE"), or every hope would be hidden.
    """
    if len(parts) == 1 and not address:
        return words[0].group() in (parts[0], parts[0].upper(), parts[0].capitalize())
    return all(_JOINED.fullmatch(text, a.end(), b.start()) for a, b in pairwise(words))


_AT_LAW = ("wanted", "arrested", "charged", "indicted", "on_trial", "pleaded_guilty", "convicted", "sentenced")
"""Stages at which a relative of somebody else is a party of the case (DESIGN.md §8: relatives accused of nothing)."""


def accused_at_law(claims: Iterable[Claim]) -> frozenset[str]:
    """Full names of the people against whom some claim tells a legal step, folded."""
    return frozenset(
        c.subject.name.casefold()
        for c in claims
        if c.stage in _AT_LAW
        and c.polarity == "affirmed"
        and c.subject is not None
        and c.subject.type == "Person"
        and " " in c.subject.name
    )


def with_relatives_accused(claims: Iterable[Claim], accused: frozenset[str] | None = None) -> list[Claim]:
    """The claims, in which nobody is protected as a relative who stands accused himself in one of them.

    Args:
        accused: who stands accused (`accused_at_law`), where that is known of more than these claims.
    """
    told = list(claims)
    if accused is None:
        accused = accused_at_law(told)

    def lifted(argument: Argument | None) -> Argument | None:
        if argument is None or argument.protected != "relative" or argument.name.casefold() not in accused:
            return argument
        return replace(argument, protected=None)

    return [
        c
        if (sides := (lifted(c.subject), lifted(c.object))) == (c.subject, c.object)
        else replace(c, subject=sides[0], object=sides[1])
        for c in told
    ]


def masked_name(argument: Argument, unmasked: Collection[str] = ()) -> str:
    """The name of an argument as it may be shown; `unmasked` holds entity ids and names released by a decision."""
    if argument.protected is None or argument.entity in unmasked or argument.name in unmasked:
        return argument.name
    return ontology().protection[argument.protected]


def masks_of(people: Iterable[Named], unmasked: Collection[str] = ()) -> Masks:
    """The masks of everybody whom one document, or one claim, names.

    Args:
        people: the shown ones too: a name that one of them shares with a protected person is hidden only where it is
            known to stand for the protected one, and then says nothing of either.
        unmasked: entity ids and names of protected people released by a decision.
    """
    everything = list(dict.fromkeys(people))
    everybody = [p for p in everything if p.person]
    hidden = [p for p in everybody if p.protected is not None and not {p.entity, p.name} & {*unmasked}]
    if not hidden:
        return Masks()
    names = [_name_words(p) for p in hidden]
    reasons = {}
    for person in everybody:
        mine = _name_words(person)
        same = (p for p, theirs in zip(hidden, names, strict=True) if p == person or len(mine & theirs) > 1)
        reasons[person] = next((p.protected for p in same), None)
    shown = [f for p in everybody if reasons[p] is None for f in (p.name, *p.forms) if len(_words_of_name(f)) > 1]
    shared = {w.casefold() for form in shown for w in _words_of_name(form)}
    bodies = [f for p in everything if not p.person for f in (p.name, *p.forms)]
    taken = {f.casefold() for f in bodies if len(_WORD.findall(f)) == 1}
    found = [Mask((*shown, *(f for f in bodies if len(_WORD.findall(f)) > 1)), "")]
    for person, reason in reasons.items():
        if reason is not None:
            found += _masks_of_one(person, reason, shared, taken)
    return Masks(tuple(m for m in found if m.forms))


def _masks_of_one(person: Named, reason: str, shared: set[str], taken: set[str]) -> Iterator[Mask]:
    """The masks of one protected person.

    Args:
        shared: words of the names of people who are shown; alone such a word is hidden only where the document is known
            to call the protected person by it. Of a relative every surname is shared so.
        taken: names of places and bodies; such a word alone is hidden, and what stands for it says nothing of either.
    """
    own = [f for f in (person.name, *person.forms) if _words_of_name(f)]
    called = {f.casefold() for f in own}
    parts = [p for p in name_forms(*own) if p.casefold() not in called | shared]
    forms = [*own, *(parts if reason != "relative" else ())]
    plain = [f for f in forms if f.casefold() not in shared | taken]
    yield Mask(tuple(plain), ontology().protection[reason])
    yield Mask(tuple(f for f in forms if f not in plain), WITHHELD)


def _name_words(person: Named) -> set[str]:
    return {w.casefold() for form in (person.name, *person.forms) for w in _words_of_name(form)}


def people_of_reading(reading: Reading) -> list[Named]:
    """Everybody and every body that a document names, with every name by which it does."""
    found = []
    for number, entity in enumerate(reading.entities):
        named = [m for m in (reading.mentions[i] for i in entity.mentions) if m.level == "named"]
        forms = tuple(dict.fromkeys((*entity.aliases, *(reading.text[m.start : m.end] for m in named))))
        id = f"{reading.document.id}#{number}"
        if named and entity.type in NAMED_TYPES:
            found.append(Named(entity.name, forms, entity.protected, id, entity.type == "person"))
    return found


def people_of_claims(claims: Iterable[Claim]) -> list[Named]:
    """Everybody whom claims name, as arguments or as speakers."""
    found: dict[Named, None] = {}
    for claim in claims:
        for argument in (claim.subject, claim.object, claim.qualifiers.incident, claim.qualifiers.by):
            if argument is not None and (argument.protected is not None or argument.type == "Person"):
                spoken = (argument.mention.text,) if argument.mention else ()
                found[Named(argument.name, spoken, argument.protected, argument.entity)] = None
        for speaker in (s for link in claim.attribution for s in (link, *link.also)):
            if _names_somebody(speaker):
                found[Named(speaker.source, (), speaker.protected, speaker.entity)] = None
    return list(found)


def _names_somebody(speaker: Speaker) -> bool:
    return speaker.named and speaker.protected is not None


def name_forms(*names: str) -> tuple[str, ...]:
    """The forms under which a person's name may stand in a text: each name, and each of its capitalised parts.

    A description ("the girl", "a 16-year-old Harrow Bend boy") is no name and has no form to hide.

    Returns:
        Forms, longest first; initials, titles, suffixes and particles are left out.
    """
    forms: set[str] = set()
    for name in names:
        parts = _words_of_name(name)
        if parts:
            forms.add(name.strip())
            forms.update(parts)
    return tuple(sorted(forms, key=lambda f: (-len(f), f)))


def _words_of_name(name: str) -> list[str]:
    """The words of a name that are names themselves; none for a description."""
    parts = re.findall(r"[^\W_][\w'’.-]*", name)
    if not parts or not all(_is_proper(p) for p in parts) or parts[0].lower() in _DESCRIPTIONS:
        return []
    bare = [p.strip(".'’").removesuffix("'s").removesuffix("’s") for p in parts if len(p) > 2 or "." not in p]
    left_out = _PARTICLES | _NO_NAMES | ontology().titles
    return [b for b in bare if len(b) > 1 and b.lower() not in left_out]


def _is_proper(word: str) -> bool:
    return (word[0].isupper() and not any(c.isdigit() for c in word)) or word.lower() in _PARTICLES
