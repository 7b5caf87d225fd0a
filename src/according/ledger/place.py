"""Where a ledger is: a file, or a database of a PostgreSQL server; and how messages name it."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from according.errors import SettingError

_SERVER = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
_EXAMPLE = "postgresql://USER@HOST/DATABASE"


@dataclass(frozen=True, slots=True)
class Place:
    """A file (`path`) or a database (`url`), one of the two.

    Attributes:
        name: as messages call it; never with a folder, an account or a password.
        title: the name without its ending.
    """

    name: str
    title: str
    path: Path | None = None
    url: URL | None = field(default=None, repr=False)

    @classmethod
    def of(cls, where: "Place | Path | str") -> Self:
        """The place that a path or an address names.

        Raises:
            SettingError: for an address of another kind, or one that names no database.
        """
        if isinstance(where, cls):
            return where
        told = str(where)
        if isinstance(where, str) and _SERVER.match(told):
            return cls._server(told)
        if re.match(r"[a-z][a-z0-9+]+:/", told, re.IGNORECASE):
            raise SettingError(
                f"a ledger is a file, or a database by its address: {_EXAMPLE} (in Python, as a string). "
                f"{told.split(':')[0]!r} is neither."
            )
        path = Path(told)
        return cls(path.name, path.stem, path=path)

    @classmethod
    def _server(cls, address: str) -> Self:
        try:
            url = make_url(_SERVER.sub("postgresql+psycopg://", address))
        except (ArgumentError, ValueError):
            raise SettingError(
                f"the address of the ledger cannot be read. Write {_EXAMPLE}, special characters as %40 for @."
            ) from None
        if not url.database:
            raise SettingError(f"the address of the ledger names no database. Write {_EXAMPLE}.")
        told = url.host or url.query.get("host") or "this machine"
        host = "this machine" if not isinstance(told, str) or told.startswith("/") else told
        return cls(f"{url.database} on {host}", url.database, url=url)

    def same_as(self, other: "Place") -> bool:
        """Whether both are the same file or the same database, as far as their addresses tell."""
        if self.path is not None and other.path is not None:
            return self.path.resolve() == other.path.resolve()
        if self.url is None or other.url is None:
            return False
        mine, theirs = (((u.host or "", u.port or 5432, u.database), dict(u.query)) for u in (self.url, other.url))
        return mine == theirs
