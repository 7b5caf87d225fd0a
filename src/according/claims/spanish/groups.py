"""Groups in Spanish: who belongs to them and leads them, their rivals, parents, towns, origin and size."""

import re
from collections.abc import Iterator

from according.model import AmountValue, Argument, DateValue, MentionText, Qualifiers, Speaker
from according.reading.spanish.lexicon import number

from ..draft import Draft
from .steps import Step
from .view import View
from .voices import Voices

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
_WORKS = re.compile(
    r"\b(?:opera|operan|operaba|operaban|con presencia|tiene presencia|tienen presencia|"
    r"activ[oa]s?) (?:principalmente )?en (?:la ciudad de |el condado de )?"
)
_BORN = re.compile(
    r"\b(?:surg(?:io|ieron)|nac(?:io|ieron)|se (?:fundo|origino|formo|formaron|originaron)|"
    r"fue(?:ron)? fundad[oa]s?|fue(?:ron)? cread[oa]s?)\b"
)
_COUNT = re.compile(
    r"\b(?:cuentan?|contaba|contaban|tienen?|suman?|reune|reunen) (?:con )?(?P<words>(?P<about>unos |unas |"
    r"cerca de |alrededor de |aproximadamente |"
    r"mas de |al menos |hasta |casi )?(?P<n>\d[\d.,]*|[a-z]+)(?P<thousand> mil)? (?:miembros|integrantes|"
    r"hombres|afiliados|pandilleros))"
)
_NO_MORE = re.compile(
    r"\bno (?:pasarian|pasan|superan|superarian|serian mas|son mas) de (?P<words>(?P<n>\d+|"
    r"[a-z]+)(?: miembros| integrantes)?)\b"
)
_ACCUSED_OF_BEING = re.compile(r"\bacusad[oa]s? de ser (?:un |una )?$")


class Groups:
    """The claims about groups of one page."""

    def __init__(self, view: View, voices: Voices, steps: list[Step]) -> None:
        self.view, self.voices, self.steps = view, voices, steps
        self.members: set[tuple[str, str]] = set()

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

    # --- people -------------------------------------------------------------------------------------------------

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

    # --- groups among themselves --------------------------------------------------------------------------------

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

    def _places(self, sentence: int, start: int, end: int) -> Iterator[Draft]:
        for m in _WORKS.finditer(self.view.plain, start, end):
            group = self._subject_group(sentence, m.start())
            for place in self._places_at(m.end(), end) if group is not None else ():
                yield from self._located("operates_in", group, place, sentence, m.start(), "presence")
        for m in _BORN.finditer(self.view.plain, start, end):
            group = self._subject_group(sentence, m.start())
            if group is not None:
                places = [
                    i
                    for i, p in enumerate(self.view.reading.mentions)
                    if p.type == "place" and m.end() <= p.start < end
                ]
                date = next((t for t in self.view.reading.times if start <= t.start < end and t.edtf), None)
                when = DateValue(date.edtf or "", self.view.text[date.start : date.end]) if date else None
                for place in places[:1]:
                    yield from self._located("originated_in", group, place, sentence, m.start(), None, when)
        for index in self.view.people[sentence]:
            mention = self.view.mention(index)
            if mention.type != "group" or self.view.noun(index) in ("banda", "celula"):
                continue
            behind = re.match(r" (?:de|en) (?:la ciudad de )?", self.view.plain[mention.end : mention.end + 20])
            if behind is not None and mention.level == "nominal":
                for place in self._places_at(mention.end + behind.end(), end):
                    yield from self._located("operates_in", index, place, sentence, mention.start, "base")

    def _places_at(self, at: int, end: int) -> list[int]:
        found = []
        for i, p in enumerate(self.view.reading.mentions):
            if p.type == "place" and p.start == at:
                found.append(i)
                link = re.match(
                    r"(?:, (?:y )?| y )(?:en |de )?(?:la ciudad de )?", self.view.plain[p.end : min(end, p.end + 25)]
                )
                at = p.end + link.end() if link else -1
        return found

    def _located(
        self,
        predicate: str,
        group: int | None,
        place: int,
        sentence: int,
        at: int,
        role: str | None,
        date: DateValue | None = None,
    ) -> Iterator[Draft]:
        if group is None:
            return
        voice = self.voices.at(sentence, at)
        draft = self._draft(
            predicate,
            self.view.argument(group),
            self.view.argument(place),
            sentence,
            at,
            f"es.{predicate}",
            certainty=voice.certainty,
            polarity=voice.polarity,
            speakers=voice.speakers,
            role=role,
            date=date,
        )
        if draft is not None:
            yield draft

    def _sizes(self, sentence: int, start: int, end: int) -> Iterator[Draft]:
        for pattern in (_COUNT, _NO_MORE):
            for m in pattern.finditer(self.view.plain, start, end):
                count = number(re.sub(r"[.,]", "", m["n"]))
                group = self._subject_group(sentence, m.start())
                if count is None or group is None:
                    continue
                if m.groupdict().get("thousand"):
                    count *= 1000
                about = (m.groupdict().get("about") or "").strip()
                least = None if about == "hasta" or pattern is _NO_MORE else count
                most = None if about in ("mas de", "al menos") else count
                words = self.view.text[m.start("words") : m.end("words")]
                voice = self.voices.at(sentence, m.start() + (3 if pattern is _NO_MORE else 0))
                draft = self._draft(
                    "estimated_size",
                    self.view.argument(group),
                    Argument(
                        "Value", " ".join(words.split()), mention=MentionText(m.start("words"), m.end("words"), words)
                    ),
                    sentence,
                    m.start(),
                    "es.size",
                    certainty="certain",
                    polarity="affirmed",
                    speakers=voice.speakers,
                    amount=AmountValue(" ".join(words.split()), least, most, "people"),
                )
                if draft is not None:
                    yield draft

    # --- what is meant ------------------------------------------------------------------------------------------

    def _subject_group(self, sentence: int, at: int) -> int | None:
        """The group a verb tells of: the last before it in its sentence that nothing governs, else the one before."""
        groups = [i for i in self.view.people[sentence] if self.view.mention(i).type == "group"]
        here = [i for i in groups if self.view.mention(i).end <= at]
        free = [i for i in here if not self.view.is_governed(sentence, i)]
        if here:
            return free[0] if free else None
        for s in (sentence - 1, sentence - 2):
            found = [i for i in self.view.people[s] if self.view.mention(i).type == "group"] if s >= 0 else []
            if found:
                return found[0]
        return None

    def _group_at(self, offset: int) -> int | None:
        for i, m in enumerate(self.view.reading.mentions):
            if m.type == "group" and m.start <= offset < m.end and offset - m.start < 16:
                return i
        return None

    def _group_at_word(self, m: re.Match[str]) -> int | None:
        """The group whose phrase the pattern has run into: "miembros de una pandilla criminal"."""
        found = [
            i
            for i, g in enumerate(self.view.reading.mentions)
            if g.type == "group" and m.start() < g.start < m.end() <= g.end + 2
        ]
        return found[0] if found else None

    def _draft(
        self,
        predicate: str,
        subject: Argument | None,
        object_: Argument | None,
        sentence: int,
        at: int,
        rule: str,
        *,
        certainty: str,
        polarity: str,
        speakers: tuple[Speaker, ...],
        stage: str | None = None,
        role: str | None = None,
        date: DateValue | None = None,
        amount: AmountValue | None = None,
    ) -> Draft | None:
        if subject is None:
            return None
        return Draft(
            predicate,
            subject,
            object_,
            sentence,
            self.view.token(at),
            rule,
            stage=stage,
            certainty=certainty,
            polarity=polarity,
            attribution=speakers,
            qualifiers=Qualifiers(role=role, date=date, amount=amount, count=subject.count),
        )
