"""The file that says what to watch."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from according.errors import SettingError
from according.model import HANDLING

_FEED = {"url", "publisher", "handling"}
_TOP = {"feed", "folder", "pause_s", "most_new"}


@dataclass(frozen=True, slots=True)
class Feed:
    """One RSS or Atom feed. `handling` is that of every document from it."""

    url: str
    publisher: str | None = None
    handling: str = "public"


@dataclass(frozen=True, slots=True)
class Watch:
    """What to watch. `pause_s` lies between two requests to a site; a round fetches `most_new` pages of a feed."""

    feeds: tuple[Feed, ...]
    folders: tuple[Path, ...]
    pause_s: float = 2.0
    most_new: int = 50


def read_watch(path: Path) -> Watch:
    """Read `feeds.toml`; folders are relative to it.

    Raises:
        SettingError: names the entry and what is wrong with it.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(
            f"{path.name} could not be read: {error}. See `Watch feeds` in the documentation."
        ) from error
    unknown = set(told) - _TOP
    if unknown:
        raise SettingError(f"{path.name}: {', '.join(sorted(unknown))} is not known. Known: {', '.join(sorted(_TOP))}")
    feeds = tuple(_feed(entry, path.name) for entry in told.get("feed", ()))
    folders = tuple(path.parent / _folder(entry, path.name) for entry in told.get("folder", ()))
    try:
        pause, most = float(told.get("pause_s", 2.0)), int(told.get("most_new", 50))
    except (TypeError, ValueError, OverflowError) as error:
        raise SettingError(f"{path.name}: pause_s and most_new are numbers.") from error
    if not feeds and not folders:
        raise SettingError(
            f"{path.name} names nothing to watch. Write a [[feed]] with a url, or a [[folder]] with a path."
        )
    return Watch(feeds, folders, max(0.0, pause), max(1, most))


def _feed(entry: Any, name: str) -> Feed:
    if not isinstance(entry, dict) or not isinstance(entry.get("url"), str) or set(entry) - _FEED:
        raise SettingError(f"{name}: a [[feed]] has a url, and may have a publisher and a handling; got {entry!r}")
    if not _is_address(entry["url"]):
        raise SettingError(
            f"{name}: {entry['url']!r} is not an address. Write for example https://example.org/feed.xml"
        )
    handling = entry.get("handling", "public")
    if handling not in HANDLING:
        raise SettingError(f"{name}: handling {handling!r} is not one of {', '.join(HANDLING)}")
    return Feed(entry["url"], entry.get("publisher"), handling)


def _is_address(given: str) -> bool:
    try:
        parts = urlsplit(given)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _folder(entry: Any, name: str) -> str:
    if not isinstance(entry, dict) or not isinstance(entry.get("path"), str) or set(entry) - {"path"}:
        raise SettingError(f"{name}: a [[folder]] has a path; got {entry!r}")
    return str(entry["path"])
