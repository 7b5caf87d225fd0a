"""Where Spanish groups are and come from, and how many they are."""

import re
from collections.abc import Iterator

from according.model import AmountValue, Argument, DateValue, MentionText
from according.reading.spanish.lexicon import number

from ..draft import Draft
from .group_drafts import GroupDrafts

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


class GroupPlaces(GroupDrafts):
    """operates_in, originated_in and estimated_size."""

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
