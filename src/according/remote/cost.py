"""What asking a model costs, by the prices that its user gives: none are built in, for they change and differ."""

from dataclasses import dataclass

from .client import Usage

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of a million tokens, in any one currency: of those sent and of those answered; 0 where none was given."""

    sent: float = 0.0
    answered: float = 0.0
    currency: str = ""

    def __bool__(self) -> bool:
        return bool(self.sent or self.answered)

    def before(self, tokens: int) -> str:
        """What sending so many tokens will cost, and what cannot be told yet; empty without prices."""
        if not self:
            return ""
        answers = self._money(self.answered * MILLION)
        return f"about {self._money(tokens * self.sent)} to ask; answers cost {answers} a million tokens"

    def after(self, usage: Usage) -> str:
        """What was used did cost, by the tokens that the server counted; empty without prices."""
        if not self:
            return ""
        cost = usage.prompt_tokens * self.sent + usage.completion_tokens * self.answered
        return f"{self._money(cost)} by the tokens that the server counted and the prices that you gave"

    def _money(self, millionths: float) -> str:
        return f"{millionths / MILLION:,.4f} {self.currency}".rstrip()
