"""The Spanish word lists, and words as they are looked up: lower case, without accents, letter for letter."""

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

NUMERALS = {
    "un": 1,
    "una": 1,
    "uno": 1,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
    "diez": 10,
    "once": 11,
    "doce": 12,
    "trece": 13,
    "catorce": 14,
    "quince": 15,
    "dieciseis": 16,
    "diecisiete": 17,
    "dieciocho": 18,
    "diecinueve": 19,
    "veinte": 20,
    "veintiun": 21,
    "veintiuno": 21,
    "veintiuna": 21,
    "veintidos": 22,
    "veintitres": 23,
    "veinticuatro": 24,
    "veinticinco": 25,
    "veintiseis": 26,
    "veintisiete": 27,
    "veintiocho": 28,
    "veintinueve": 29,
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "sesenta": 60,
    "setenta": 70,
    "ochenta": 80,
    "noventa": 90,
    "cien": 100,
    "ambos": 2,
    "ambas": 2,
}
"""Numbers in words, folded."""


@cache
def _fold_one(char: str) -> str:
    low = char.lower()
    plain = unicodedata.normalize("NFD", low)[:1] or low
    return plain if len(low) == 1 else char


def fold(text: str) -> str:
    """Lower case without accents, of the same length, so that offsets hold: "Fríos" gives "frios", "año" "ano"."""
    return text.lower() if text.isascii() else "".join(map(_fold_one, text))


def number(word: str) -> int | None:
    """The value of a number in figures or in one folded word, None if it is none."""
    if word.isdecimal() and len(word) < 10:
        return int(word)
    return NUMERALS.get(word)


@cache
def _lists() -> dict[str, list[str]]:
    text = files(__package__).joinpath("data", "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(name: str) -> frozenset[str]:
    """A list as it is written."""
    return frozenset(_lists()[name])


@cache
def nouns(name: str) -> dict[str, bool]:
    """A list of nouns: every singular, mapped to False, and every plural, mapped to True."""
    return {form: many for noun in _lists()[name] for form, many in ((noun, False), (plural(noun), True))}


def plural(noun: str) -> str:
    """The regular Spanish plural of a folded noun."""
    if noun.endswith("z"):
        return noun[:-1] + "ces"
    return noun + ("s" if noun[-1] in "aeiou" else "es")
