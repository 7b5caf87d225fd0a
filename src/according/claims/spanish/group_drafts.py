"""What every claim about a Spanish group needs: the group at a place, and the draft."""

import re

from according.model import AmountValue, Argument, DateValue, Qualifiers, Speaker

from ..draft import Draft
from .step import Step
from .view import View
from .voices import Voices


class GroupDrafts:
    """Groups of one page and the drafts about them."""

    def __init__(self, view: View, voices: Voices, steps: list[Step]) -> None:
        self.view, self.voices, self.steps = view, voices, steps
        self.members: set[tuple[str, str]] = set()

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
