"""Fetching as a guest: robots.txt, a pause between requests to one site, conditions, back-off."""

import time
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from according.errors import FetchRefused
from according.intake import IntakeOptions
from according.intake.fetch import AGENT, fetch
from according.intake.source import Content

LONGEST_PAUSE_S = 60.0
"""A site that asks for longer pauses is asked once a round."""


class Guest:
    """Fetches pages of many sites, one after another; asks each site's robots.txt once."""

    def __init__(self, options: IntakeOptions, pause_s: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._options = options
        self._pause = pause_s
        self._sleep = sleep
        self._robots: dict[str, RobotFileParser | None] = {}
        self._last: dict[str, float] = {}

    def get(self, url: str, *, conditions: tuple[tuple[str, str], ...] = ()) -> Content:
        """The page.

        Raises:
            FetchRefused: as `intake.fetch`, and with `robots` if the site does not want it fetched.
        """
        site = "://".join(urlsplit(url)[:2])
        if not self._may(site, url):
            raise FetchRefused("robots", url)
        self._wait(site)
        return fetch(url, self._options, conditions=conditions)

    def _may(self, site: str, url: str) -> bool:
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        rules = self._robots[site]
        return rules is not None and rules.can_fetch(AGENT, url)

    def _read_robots(self, site: str) -> RobotFileParser | None:
        """The site's rules; everything where it has none, nothing where it does not answer."""
        try:
            told = fetch(f"{site}/robots.txt", replace(self._options, max_fetch_bytes=500_000)).data
        except FetchRefused as error:
            if error.reason != "http_error" or " answered 5" in error.detail:
                return None
            told = b""
        return rules_of(told)

    def _wait(self, site: str) -> None:
        rules = self._robots[site]
        asked = float(rules.crawl_delay(AGENT) or 0) if rules is not None else 0.0
        pause = min(max(self._pause, asked), LONGEST_PAUSE_S)
        since = time.monotonic() - self._last.get(site, float("-inf"))
        if since < pause:
            self._sleep(pause - since)
        self._last[site] = time.monotonic()


def rules_of(told: bytes) -> RobotFileParser:
    """The rules in a robots.txt, whatever it is."""
    rules = RobotFileParser()
    rules.parse(told.decode("utf-8", "replace").splitlines())
    return rules
