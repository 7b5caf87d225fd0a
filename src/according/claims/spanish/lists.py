"""The word lists of the Spanish finders, read once."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(file: str) -> dict[str, Any]:
    """A data file of `claims/spanish/data`; `file` is its name without the ending."""
    return tomllib.loads(files(__package__).joinpath("data", f"{file}.toml").read_text(encoding="utf-8"))


@cache
def offence_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Wordings of offences on folded text, in the order in which they are tried, with their codes."""
    return tuple((re.compile(rf"\b(?:{words})\b"), code) for words, code in table("offences")["offences"])
