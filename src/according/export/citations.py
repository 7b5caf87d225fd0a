"""The documents that the claims rest on, for reference managers: CSL-JSON (Zotero, pandoc) and BibTeX."""

import json
import re
from collections.abc import Sequence
from typing import Any

from .rows import Row, Source


def _sources(rows: Sequence[Row]) -> list[Source]:
    return list({row.source.sha256: row.source for row in rows}.values())


def csl(rows: Sequence[Row]) -> str:
    """One CSL-JSON item a document."""
    return json.dumps([_item(s) for s in _sources(rows)], ensure_ascii=False, indent=1) + "\n"


def _item(source: Source) -> dict[str, Any]:
    item: dict[str, Any] = {"id": _key(source), "type": "article-newspaper", "title": source.title}
    if source.publisher:
        item["container-title"] = source.publisher
    parts = [int(p) for p in re.findall(r"\d+", source.published[:10])]
    if parts and re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", source.published):
        item["issued"] = {"date-parts": [parts]}
    if source.url:
        item["URL"] = source.url
    if source.language:
        item["language"] = source.language
    return item


def bibtex(rows: Sequence[Row]) -> str:
    """One BibTeX entry a document."""
    return "\n".join(_entry(s) for s in _sources(rows))


def _entry(source: Source) -> str:
    fields = {"title": source.title, "journal": source.publisher, "date": source.published, "url": source.url}
    told = "".join(f"  {name} = {{{_tex(value)}}},\n" for name, value in fields.items() if value)
    return f"@article{{{_key(source)},\n{told}}}\n"


def _key(source: Source) -> str:
    return f"doc{source.sha256[:12]}"


def _tex(words: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", words.replace("\\", ""))
