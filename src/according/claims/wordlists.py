"""The one loader of the word lists in `claims/data`: general vocabulary, kept out of the code."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def wordlist(file: str) -> dict[str, Any]:
    """A data file of `claims/data`, read once; `file` is its name without the ending."""
    return tomllib.loads(files(__package__).joinpath("data", f"{file}.toml").read_text(encoding="utf-8"))


@cache
def words(file: str, key: str) -> frozenset[str]:
    """A list of words of a data file, lower case; `key` may be dotted ("rival_of.verbs")."""
    entry: Any = wordlist(file)
    for part in key.split("."):
        entry = entry[part]
    return frozenset(entry)
