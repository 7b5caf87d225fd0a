"""Passwords as argon2id keeps them; nothing else of a password is ever stored."""

import secrets
import threading
from typing import TYPE_CHECKING

from according.errors import MissingExtra, SettingError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST = 12
"""Characters of a password: length is what counts (NIST SP 800-63B), so no kinds of letters are asked for."""
MOST = 1000
_TURNS = threading.BoundedSemaphore(2)
"""One look at a password takes 64 MiB: more than two at once would let strangers fill the memory."""
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$LVNk0xNwazKmEErZ3xCdyw$3wyeHYqcFynOPmtb+V+fGIFhsMmhkjP/uPOC/vpkLLM"
"""Looked at where there is no such account, so that the answer takes as long."""


def hashed(password: str) -> str:
    """The hash to store.

    Raises:
        SettingError: if the password is too short or too long.
        MissingExtra: if argon2 is not installed.
    """
    if not LEAST <= len(password) <= MOST:
        raise SettingError(
            f"a password has {LEAST} to {MOST} characters: three or four words that do not belong together."
        )
    return _hasher().hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password; takes as long for no account as for one."""
    hasher = _hasher()
    from argon2.exceptions import VerificationError

    with _TURNS:
        try:
            right = hasher.verify(stored or _NOBODY, password[:MOST])
        except VerificationError:
            return False
    return right and stored is not None


def require() -> None:
    """Look before anybody signs in whether they could.

    Raises:
        MissingExtra: if argon2 is not installed.
    """
    _hasher()


def made() -> str:
    """A new password for somebody else to use once."""
    return secrets.token_urlsafe(12)


def _hasher() -> "PasswordHasher":
    try:
        from argon2 import PasswordHasher
        from argon2.profiles import RFC_9106_LOW_MEMORY
    except ImportError as error:
        raise MissingExtra("accounts", "Signing in") from error
    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
