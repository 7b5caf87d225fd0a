"""What the person who adds documents may say about them, and the limits that keep a bad file from harming the rest."""

from dataclasses import dataclass

from ..errors import SettingError
from ..model import HANDLING
from .dates import is_edtf

FIELDS = ("id", "text", "html", "title", "published", "publisher", "author", "url", "language")
"""What a record can tell of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOptions:
    """Options of intake; what is given here overrides what a document says of itself.

    Attributes:
        published: EDTF date of publication of every document added.
        publisher: name of the publisher of every document added.
        handling: public, internal, confidential or sealed.
        embargo_until: ISO date, or None.
        fields: pairs (ours, theirs): the name a record uses for one of `FIELDS`, where it is another.
        max_bytes: the largest document taken, in bytes.
        max_archive_bytes: the most an archive may unpack to, in bytes, all its documents together.
        max_archive_ratio: how many times its packed size a document in an archive may be.
        max_archive_members: how many documents an archive may hold.
        allow_private: whether the address given may be a private or local one (redirects to one never may).
        timeout_s: the longest a page may take to arrive, in seconds, redirects included.
        max_fetch_bytes: the largest page fetched, in bytes.
        max_redirects: how many redirects are followed.

    Raises:
        SettingError: if a value cannot be.
    """

    published: str | None = None
    publisher: str | None = None
    handling: str = "internal"
    embargo_until: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    max_bytes: int = 50_000_000
    max_archive_bytes: int = 2_000_000_000
    max_archive_ratio: int = 200
    max_archive_members: int = 100_000
    allow_private: bool = False
    timeout_s: float = 30.0
    max_fetch_bytes: int = 20_000_000
    max_redirects: int = 5

    def __post_init__(self) -> None:
        if self.handling not in HANDLING:
            raise SettingError(f"handling {self.handling!r} is not one of {', '.join(HANDLING)}")
        for name in ("published", "embargo_until"):
            value = getattr(self, name)
            if value is not None and not is_edtf(value):
                raise SettingError(f"{name} {value!r} is not a date such as 2025-05-15, 2025-05 or 2025")
        for ours, theirs in self.fields:
            if ours not in FIELDS or not theirs:
                raise SettingError(f"field {ours!r} is not one of {', '.join(FIELDS)}; write for example text=body")
        if min(self.max_bytes, self.max_archive_bytes, self.max_fetch_bytes) <= 0 or self.timeout_s <= 0:
            raise SettingError("limits of size and time must be greater than 0")

    def field(self, ours: str) -> str:
        """The name a record uses for one of `FIELDS`."""
        return next((theirs for name, theirs in self.fields if name == ours), ours)
