"""Mends damage done to a text on its way, and nothing else, and remembers where every character came from.

Damage is: letters decoded with the wrong table, soft hyphens, small capitals and ordinals torn apart by markup,
control characters, mixed line ends, non-breaking and invisible spaces. Typography, case, width and spelling stay as
they are, for a quote must be what the page says.
"""

import re
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import numpy.typing as npt

from ..model import InputMap

Offsets = npt.NDArray[np.int64]
Trace = tuple[Offsets, Offsets]
"""For each character of a text, where the stretch of the supplied text it came from begins and ends."""

Edit = tuple[int, int, str]
"""Replace `text[start:end]` by the words; edits of one pass rise and do not overlap."""

PASSES = 6
"""More than any text needs: mending one damage can lay open another, but each pass shortens or simplifies the text."""

NEAR_CHARS = 40
"""How near another torn word must stand for a lone `A` to be one: the length of a line of small capitals."""

_LETTERS_GONE_WRONG = re.compile("[\u00c2-\u00f4\u0102-\u0111\u0393\u03a3\u0432\u0413\u0420\u00e2][^\x00-\x7f]")
_STRAY = re.compile(r"(?<![A-ZÀ-Þ\w])Â(?=[\s.,;:!?)\]\"'’”]|Â|$)|(?<=[a-zß-ÿ0-9.,;:!?)\]\"'’”»%])Â(?=\s|Â|$)")
_STRAY_AFTER_CAPITAL = re.compile(r"(?<=[A-ZÀ-Þ])Â(?=[ \n]|$)")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufffe\uffff]+")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
_SOFT_HYPHENS = re.compile("\u00ad(?:\r?\n(?=[a-zß-ÿ]))?")
_WIDE_SPACES = re.compile("\u00a0")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_ORDINAL = re.compile(r"(?<=\d)\n(?=(?:st|nd|rd|th)(?:[\n ,.;:)-]|$))")
_TORN = re.compile(r"(?<![^\W\d_])(?<![’'])([^\W\d_])\n(?=([^\W\d_]{2,})(?![^\W\d_]))")
_SMALL_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
            and are but for from had has have her his into its not now she than that the their them then there
            they this were when where which while who will with would las los que una por con del para was
            """,
    )
)


def repair(supplied: str, *, trace: Trace | None = None, supplied_length: int | None = None) -> tuple[str, InputMap]:
    """The text with its damage mended, and the map from it back to the text as supplied.

    Repairing the result again changes nothing.

    Args:
        supplied: the text, or what edits made of it.
        trace: then, where each of its characters came from, as `apply` gives it.
        supplied_length: then, the length of the text as supplied.
    """
    text = supplied
    for _ in range(PASSES):
        before = text
        for find in FINDERS:
            edits = list(find(text))
            if edits:
                text, trace = apply(text, edits, trace)
        if text == before:
            break
    return text, input_map(trace, len(supplied) if supplied_length is None else supplied_length)


def mend(supplied: str) -> str:
    """The text with its damage mended, where the way back is not needed."""
    return repair(supplied)[0]


def apply(text: str, edits: Iterable[Edit], trace: Trace | None) -> tuple[str, Trace]:
    """The text after `edits`, and for each of its characters where the stretch it came from begins and ends.

    Args:
        text: the text to edit.
        edits: rising, not overlapping.
        trace: the same for `text` itself, or None if it is the text supplied.
    """
    begins, ends = trace if trace is not None else (np.arange(len(text)), np.arange(1, len(text) + 1))
    pieces: list[str] = []
    new_begins: list[Offsets] = []
    new_ends: list[Offsets] = []
    last = 0
    for start, end, words in edits:
        pieces += (text[last:start], words)
        new_begins += (begins[last:start], np.full(len(words), begins[start] if end > start else 0))
        new_ends += (ends[last:start], np.full(len(words), ends[end - 1] if end > start else 0))
        last = end
    pieces.append(text[last:])
    new_begins.append(begins[last:])
    new_ends.append(ends[last:])
    return "".join(pieces), (np.concatenate(new_begins), np.concatenate(new_ends))


def input_map(trace: Trace | None, supplied_length: int) -> InputMap:
    """The runs of a trace: unchanged stretches, and stretches that were replaced as a whole."""
    if trace is None:
        return InputMap(supplied_length=supplied_length)
    begins, ends = trace
    if len(begins) == 0:
        return InputMap(supplied_length=supplied_length)
    single = ends - begins == 1
    follows = (begins[1:] == begins[:-1] + 1) & single[1:] & single[:-1]
    same = (begins[1:] == begins[:-1]) & (ends[1:] == ends[:-1])
    starts = np.concatenate(([0], np.flatnonzero(~(follows | same)) + 1))
    # A character made from one other, such as a space from a non-breaking one, maps as a copy does.
    lengths = np.diff(np.concatenate((starts, [len(begins)])))
    copied = single[starts] & ((lengths == 1) | (begins[np.minimum(starts + 1, len(begins) - 1)] != begins[starts]))
    return InputMap(
        stored=tuple(starts.tolist()),
        supplied=tuple(begins[starts].tolist()),
        copied=tuple(copied.tolist()),
        supplied_length=supplied_length,
    )


def _replaced(pattern: re.Pattern[str], words: str | Callable[[re.Match[str]], str]) -> Callable[[str], Iterator[Edit]]:
    def find(text: str) -> Iterator[Edit]:
        for match in pattern.finditer(text):
            new = words if isinstance(words, str) else words(match)
            if new != match[0]:
                yield match.start(), match.end(), new

    return find


def _wrong_letters(text: str) -> Iterator[Edit]:
    """Sequences that are UTF-8 read with a one-byte table, such as `â€™` for `’`; ftfy says which and what they are."""
    if text.isascii() or not _LETTERS_GONE_WRONG.search(text):
        return
    from ftfy import fix_encoding
    from ftfy.badness import is_bad
    from ftfy.chardata import UTF8_DETECTOR_RE

    for match in UTF8_DETECTOR_RE.finditer(text):
        # The plain space that the detector allows inside a sequence may also be the space between two words.
        found = match[0].rstrip(" ")
        if is_bad(match[0]) or found.startswith(("Â", "â€")):
            mended = fix_encoding(found)
            if mended != found:
                yield match.start(), match.start() + len(found), mended


def _stray_letters(text: str) -> Iterator[Edit]:
    """`Â` left where a non-breaking space was torn in two: after a small letter or mark, before a space or an end.

    After a capital it may be a letter of a word in capitals, unless the text has others that cannot be.
    """
    if "Â" not in text:
        return
    found = [match.span() for match in _STRAY.finditer(text)]
    if found:
        found = sorted(set(found) | {match.span() for match in _STRAY_AFTER_CAPITAL.finditer(text)})
    yield from ((start, end, "") for start, end in found)


def _controls(text: str) -> Iterator[Edit]:
    """Control characters go; those of the upper block are Windows-1252 letters read as Latin-1."""
    for match in _CONTROLS.finditer(text):
        new = "".join(_windows_1252(char) for char in match[0])
        yield match.start(), match.end(), new


def _windows_1252(char: str) -> str:
    if not "\x80" <= char <= "\x9f":
        return ""
    return bytes([ord(char)]).decode("cp1252", errors="ignore")


def _torn_words(text: str) -> Iterator[Edit]:
    """Words of which markup left the first letter on the line before: `T\nHE\nP\nORT`, `he f\nurther said`.

    A letter that is a word by itself (`A`, `I`) is joined only next to another torn word.
    """
    found = list(_TORN.finditer(text))
    sure = [match.start() for match in found if _is_torn(text, match)]
    for match in found:
        near = any(abs(match.start() - start) < NEAR_CHARS for start in sure)
        if match.start() in sure or (near and match[1] in "AIOY" and match[2].isupper() and _alone(text, match)):
            yield match.end() - 1, match.end(), ""


def _is_torn(text: str, match: re.Match[str]) -> bool:
    letter, rest = match[1], match[2]
    if _alone(text, match):
        return letter.isupper() and letter not in "AIOY" and (rest.isupper() or rest.islower())
    if not (letter.islower() and rest.islower() and len(rest) > 2):
        return False
    return letter.isascii() and letter not in "aeiouyx" and rest not in _SMALL_WORDS


def _alone(text: str, match: re.Match[str]) -> bool:
    return match.start() == 0 or text[match.start() - 1] == "\n"


FINDERS: tuple[Callable[[str], Iterator[Edit]], ...] = (
    _wrong_letters,
    _controls,
    _replaced(_LINE_ENDS, "\n"),
    _replaced(_SOFT_HYPHENS, ""),
    _stray_letters,
    _replaced(_WIDE_SPACES, " "),
    _replaced(_LONE_SURROGATES, "\ufffd"),
    _torn_words,
    _replaced(_ORDINAL, ""),
)
"""Kinds of damage, each found on the text in which those before it are mended."""
