"""Groups in Spanish: who belongs to them and leads them, their rivals, allies and parents."""

import re
from collections.abc import Iterator

from ..draft import Draft
from .group_places import GroupPlaces

_MEMBER = re.compile(
    r"\b(?P<role>miembros?|integrantes?|pandiller[oa]s?|militantes?)(?: (?:activ[oa]s?|documentad[oa]s?|"
    r"conocid[oa]s?|admitid[oa]s?|de alto rango))* "
    r"de (?:la |el |los |las |una |dos |su )?(?:pandillas? |banda |cartel )?(?:criminal(?:es)? |callejera |"
    r"rival )?[\"“«]?"
)
_BELONGS = re.compile(
    r"\bpertenec(?:e|en|ia|ian|io|ieron|er)\b a (?:la |los |una )?(?:pandilla |banda )?|"
    r"\bpertenezca[n]? a (?:la |los )?(?:pandilla |banda )?"
)
_LEADS = re.compile(
    r"\b(?P<role>lider(?:es)?|jef[ea]s?(?: de plaza)?|cabecillas?|capo|fundador(?:a|es)?|comandantes?|"
    r"lugarteniente) (?:principal |maximo |historico )?"
    r"(?:de |del )(?:la |el |los |las |una )?(?:pandilla |banda |cartel )?[\"“«]?|\b(?:lidera|encabeza|"
    r"dirige|comanda|lideraba|encabezaba|dirigia) (?:a )?(?:la |el |los )?"
)
_RIVALS = re.compile(
    r"(?:,| es| son|, una banda|, pandilla)? (?:rival(?:es)?|enemig[oa]s?|enfrentad[oa]s? (?:a|con)|"
    r"en guerra con|en disputa con)(?: de)? (?:la |el |los )?(?:pandilla |banda )?"
)
_WAR = re.compile(
    r"\b(?:guerra|disputa|pugna|rivalidad|enfrentamientos?|choques?) entre (?:la |el )?(?:pandilla |banda )?"
)
_ALLIES = re.compile(r"(?:,| es| son| esta| estan)? aliad[oa]s? (?:de|con|a) (?:la |el |los )?(?:pandilla |banda )?")
_PART = re.compile(
    r",? (?:es )?(?:una? |el |la )?(?P<role>faccion|celula|brazo armado|ala|rama|subgrupo|filial|parte|"
    r"clica) (?:de|del) (?:la |el |los )?"
)
_ACCUSED_OF_BEING = re.compile(r"\bacusad[oa]s? de ser (?:un |una )?$")


class Groups(GroupPlaces):
    """All claims about the groups of one page."""

    def find(self) -> Iterator[Draft]:
        """All of them, sentence by sentence."""
        for sentence in range(len(self.view.page.sentences)):
            start, end = self.view.bounds(sentence)
            for pattern, predicate in ((_MEMBER, "member_of"), (_BELONGS, "member_of"), (_LEADS, "leads")):
                for m in pattern.finditer(self.view.plain, start, end):
                    yield from self._ties(sentence, m, predicate)
            yield from self._apposed(sentence, start)
            yield from self._between(sentence)
            yield from self._at_war(sentence)
            yield from self._places(sentence, start, end)
            yield from self._sizes(sentence, start, end)

    def _ties(self, sentence: int, m: re.Match[str], predicate: str) -> Iterator[Draft]:
        group = self._group_at(m.end()) or self._group_at_word(m)
        if group is None:
            return
        people, stage = self._who(sentence, m)
        for person in people:
            voice = self.voices.at(sentence, m.start(), stage=stage)
            role = m.groupdict().get("role")
            draft = self._draft(
                predicate,
                self.view.argument(person),
                self.view.argument(group),
                sentence,
                m.start(),
                f"es.{predicate}",
                stage=stage,
                certainty=voice.certainty,
                polarity=voice.polarity,
                speakers=voice.speakers,
                role=role if predicate == "leads" else None,
            )
            if draft is not None and self._is_new(draft):
                yield draft

    def _who(self, sentence: int, m: re.Match[str]) -> tuple[tuple[int, ...], str | None]:
        """Who is meant: the phrase itself ("dos miembros de"), a name before it, or whoever is accused of being one."""
        before = self.view.plain[self.view.bounds(sentence)[0] : m.start()]
        if _ACCUSED_OF_BEING.search(before):
            step = next((s for s in reversed(self.steps) if s.sentence == sentence and s.start < m.start()), None)
            return (step.people if step else ()), (step.stage if step else None)
        if m.re is _BELONGS and before.endswith("que "):
            told = self.view.topic(sentence - 1, plural=None) if sentence else ()
            return (told if len(told) == 1 else ()), None
        own = [
            i for i in self.view.people[sentence] if self.view.mention(i).start <= m.start() < self.view.mention(i).end
        ]
        chain = self.view.subjects(sentence, m.start(), plural=None, borrow=m.re is _BELONGS)
        if chain:
            gap = self.view.plain[self.view.mention(chain[-1]).end : m.start()]
            if re.fullmatch(
                r"(?:,? \(?(?:de )?\d{1,2}(?: anos(?: de edad)?)?\)?)?,? (?:es |era |son |fue |quien es |"
                r"un |una |en ese entonces |presunt[oa] |supuest[oa] |senalad[oa] como |considerad[oa] |"
                r"identificad[oa] como |conocid[oa] |el |la )*",
                gap,
            ):
                return chain[-1:] if not m[0].split(" ")[0].endswith("s") else chain, None
            if m.re is _BELONGS or not m.groupdict().get("role"):
                return chain, None
        if own and self.view.mention(own[0]).level == "nominal" and self._is_told_of(own[0]):
            return (own[0],), None
        return (), None

    def _is_told_of(self, index: int) -> bool:
        """Indefinite, or counted: "dos miembros", "un integrante"; not the members in general."""
        m = self.view.mention(index)
        return (
            re.match(
                r"(?:un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d+|otro|otra|presunt\w+) ",
                self.view.plain[m.start : m.end],
            )
            is not None
        )

    def _apposed(self, sentence: int, start: int) -> Iterator[Draft]:
        """ "Roe, en ese entonces un pandillero", "un pandillero de Eastholm": a member of a gang without a name."""
        for index in self.view.people[sentence]:
            m = self.view.mention(index)
            conditional = self.view.plain[start : start + 3] == "si "
            if (
                m.level == "nominal"
                and self.view.noun(index).startswith("pandiller")
                and self._is_told_of(index)
                and not conditional
            ):
                if re.match(r" (?:de|del) (?:la |una )?pandilla", self.view.plain[m.end : m.end + 20]):
                    continue
                before = self.view.plain[max(start, m.start - 40) : m.start]
                named = [i for i in self.view.people[sentence] if self.view.mention(i).end <= m.start]
                apposed = re.search(r", (?:en ese entonces |quien era |entonces )?$| es $| era $", before) and named
                who = named[-1] if apposed else index
                if apposed and self.view.mention(who).level != "named":
                    continue
                voice = self.voices.at(sentence, m.start)
                draft = self._draft(
                    "member_of",
                    self.view.argument(who),
                    None,
                    sentence,
                    m.start,
                    "es.gang_member",
                    certainty=voice.certainty,
                    polarity=voice.polarity,
                    speakers=voice.speakers,
                )
                if draft is not None and self._is_new(draft):
                    yield draft

    def _is_new(self, draft: Draft) -> bool:
        key = (
            f"{draft.predicate}{draft.subject.entity if draft.subject else ''}{draft.sentence}",
            draft.object.name if draft.object else "",
        )
        fresh = key not in self.members
        self.members.add(key)
        return fresh

    def _between(self, sentence: int) -> Iterator[Draft]:
        groups = [i for i in self.view.people[sentence] if self.view.mention(i).type == "group"]
        for index in groups:
            m = self.view.mention(index)
            for pattern, predicate in ((_RIVALS, "rival_of"), (_ALLIES, "allied_with"), (_PART, "part_of")):
                found = pattern.match(self.view.plain, m.end)
                other = self._group_at(found.end()) if found is not None else None
                if found is not None and other is not None and other != index:
                    yield from self._pair(predicate, index, other, sentence, found.start())
            if m.level == "nominal" and self.view.plain[m.start : m.end].endswith("pandillas rivales"):
                yield from self._pair("rival_of", index, None, sentence, m.start)

    def _at_war(self, sentence: int) -> Iterator[Draft]:
        """ "La guerra entre A y B": rivals, whatever it is that the sentence tells of it."""
        for m in _WAR.finditer(self.view.plain, *self.view.bounds(sentence)):
            chain = self.view.chain_from(sentence, m.end())
            groups = [i for i in chain if self.view.mention(i).type == "group"]
            if len(groups) == 2:
                yield from self._pair("rival_of", groups[0], groups[1], sentence, m.start())

    def _pair(self, predicate: str, one: int, other: int | None, sentence: int, at: int) -> Iterator[Draft]:
        voice = self.voices.at(sentence, at)
        draft = self._draft(
            predicate,
            self.view.argument(one),
            self.view.argument(other) if other is not None else None,
            sentence,
            at,
            f"es.{predicate}",
            certainty=voice.certainty,
            polarity=voice.polarity,
            speakers=voice.speakers,
        )
        if draft is not None:
            yield draft
