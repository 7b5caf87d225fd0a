"""One document from bytes to `Document`: told by content what it is, read, mended, laid out, dated.

Pure given the bytes: the same source and options give the same Document on any day and machine (but for a date of
publication that would lie in the future on the one and not on the other).
"""

import hashlib
import json
import re
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ..errors import RejectedDocument
from ..model import Document, Segment
from . import records
from .authority import find_authority
from .blocks import Block
from .dates import date_in_address, find_published, is_edtf, parse_date
from .draft import Draft
from .fingerprint import fingerprint
from .language import tell_language
from .media import media_type_of
from .notices import find_notice
from .options import IntakeOptions
from .plain import read_text
from .readers import READERS
from .source import Content, Source, storable

WORDS_OF_A_SENTENCE = 4
TRACKING = re.compile(r"utm_|fbclid|gclid|mc_cid|mc_eid|ref_src|ocid|cmpid|smid")


def take(source: Source, options: IntakeOptions) -> Document:
    """The document that `source` holds.

    Raises:
        RejectedDocument: with the reason why it cannot be taken.
        NeedsReader: if it is whole but nothing here can read it; its bytes are worth keeping.
    """
    content = source.content()
    draft, record = _read(content, source.name, options)
    if not any(_has_sentence(block) for block in draft.blocks):
        raise RejectedDocument("no_text", source.name)
    return _document(draft, record, content, source, options)


def text_source(text: str, *, id: str, options: IntakeOptions, **told: str) -> Source:
    """A text as a document, where there is no file: the same as a record of `id`, `text` and what else is `told`."""
    named = {options.field(ours): value for ours, value in {"id": id, "text": text, **told}.items()}
    return Source(id, None, partial(Content, json.dumps(named).encode(), record=True))


def take_text(text: str, *, id: str, published: str | None = None, options: IntakeOptions | None = None) -> Document:
    """The document that a text is (`text_source`).

    Raises:
        RejectedDocument: with the reason why it cannot be taken.
    """
    chosen = options if options is not None else IntakeOptions()
    told = {"published": published} if published is not None else {}
    return take(text_source(text, id=id, options=chosen, **told), chosen)


def _read(content: Content, name: str, options: IntakeOptions) -> tuple[Draft, dict[str, Any]]:
    if content.record:
        record = records.parse(content.data, name)
        return _read_record(record, name, options), record
    if not content.data.strip():
        raise RejectedDocument("empty", name)
    media_type = media_type_of(content.data, name, content.media_type)
    reader = READERS.get(media_type)
    if reader is None:
        raise RejectedDocument("binary", name, f"It is {media_type}.")
    return reader(content, name), {}


def _read_record(record: dict[str, Any], name: str, options: IntakeOptions) -> Draft:
    text, page = record.get(options.field("text")), record.get(options.field("html"))
    title = _words(record, options, "title")
    if isinstance(text, str) and text.strip():
        return read_text(text, title=title)
    if isinstance(page, str) and page.strip():
        from .html import read_html

        return read_html(page, name)
    if isinstance(text, str) or isinstance(page, str):
        raise RejectedDocument("empty", name)
    raise RejectedDocument("bad_record", name, f"It has no {options.field('text')!r} or {options.field('html')!r}.")


def _document(
    draft: Draft, record: dict[str, Any], content: Content, source: Source, options: IntakeOptions
) -> Document:
    draft = _with_storable_words(draft)
    segments = tuple(_segment(block) for block in draft.blocks)
    version = hashlib.sha256(content.data).hexdigest()
    url = _words(record, options, "url") or (content.fetch.final_url if content.fetch else None)
    url = canonical(_own_address(draft.url, url)) if draft.url or url else None
    supplied = record.get(options.field("id"))
    story = [block.paragraph.text for block in draft.blocks if block.kind != "boilerplate"]
    body = "\n".join(block.paragraph.text for block in draft.blocks if block.kind in ("body", "list", "pull_quote"))
    published, how = _published(draft, record, url, options)
    title = _words(record, options, "title") or draft.title
    publisher = options.publisher or _words(record, options, "publisher") or draft.publisher
    first = next((at for at, block in enumerate(draft.blocks) if block.kind == "body"), len(draft.blocks))
    last = next((at for at in range(len(draft.blocks) - 1, -1, -1) if draft.blocks[at].kind == "body"), 0)
    authority = find_authority(
        head=[block.paragraph.text for block in draft.blocks[:first]],
        story=[block.paragraph.text for block in draft.blocks[first : last + 1] if block.kind != "boilerplate"],
        tail=[block.paragraph.text for block in draft.blocks[last + 1 :]],
        publisher=publisher,
        site=draft.site,
        title=title,
    )
    language = _words(record, options, "language") or draft.language
    told = tell_language(body) or tell_language("\n".join(story)) if body else tell_language(draft.text)
    return Document(
        id=storable(str(supplied)) if supplied not in (None, "") else url or source.place or f"sha256:{version}",
        version=version,
        text=draft.text,
        segments=segments,
        title=title,
        published=published,
        published_how=how,
        publisher=publisher or draft.site,
        author=_words(record, options, "author") or draft.author,
        language=_language_code(_words(record, options, "language")) or told or _language_code(language),
        url=url,
        authority=authority[0] if authority else None,
        authority_kind=authority[1] if authority else None,
        handling=options.handling,
        embargo_until=options.embargo_until,
        corrects=find_notice([line for line in [title or "", *story] if line]),
        media_type=draft.media_type,
        source_name=source.name if content.fetch else source.name.rsplit("/", 1)[-1],
        fingerprint=fingerprint(body or draft.text),
        input_map=draft.input_map,
        fetch=content.fetch,
    )


def _with_storable_words(draft: Draft) -> Draft:
    """The draft, its metadata told in characters that can be kept: `"headline": "\\ud800"` is valid JSON."""
    told = ((name, getattr(draft, name)) for name in ("title", "author", "publisher", "site", "url"))
    mended: dict[str, Any] = {name: storable(words) for name, words in told if words}
    return replace(draft, **mended)


def _segment(block: Block) -> Segment:
    paragraph = block.paragraph
    return Segment(block.kind or "body", paragraph.start, paragraph.end, block.page, block.page_label, block.number)


def _published(
    draft: Draft, record: dict[str, Any], url: str | None, options: IntakeOptions
) -> tuple[str | None, str | None]:
    """The date of publication and how it was found: the person, the record, the metadata, the words, the address."""
    if options.published is not None:
        return options.published, "option"
    given = record.get(options.field("published"))
    if given is not None:
        value = parse_date(str(given)) or (str(given) if is_edtf(str(given)) else None)
        if value is not None:
            return value, "supplied"
    if draft.published is not None:
        return draft.published, "metadata"
    found = find_published([line for block in draft.blocks for line in block.paragraph.text.split("\n")])
    if found is not None:
        return found, "text"
    found = date_in_address(url or "")
    return found, "address" if found is not None else None


def canonical(url: str) -> str | None:
    """The address without what only says how somebody came there: fragment, tracking parameters, default port.

    None for what is no address, such as `http://[`.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(key)]
    default = {"http": ":80", "https": ":443"}.get(parts.scheme.lower(), "")
    host = parts.netloc.lower().removesuffix(default) if default else parts.netloc.lower()
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(query), ""))


def _own_address(told: str | None, given: str | None) -> str:
    """The address a page calls its own, unless it was fetched or supplied from another site."""
    if told is None or given is None:
        return told or given or ""
    return told if _site(told) == _site(given) else given


def _site(url: str) -> str | None:
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return None


def _words(record: dict[str, Any], options: IntakeOptions, field: str) -> str | None:
    value = record.get(options.field(field))
    return value.strip() or None if isinstance(value, str) else None


def _language_code(name: str | None) -> str | None:
    """The two-letter code at the head of `en-US`, `ES`, `spa`."""
    if name is None:
        return None
    code = {"english": "en", "eng": "en", "spanish": "es", "spa": "es", "español": "es"}.get(
        name.casefold(), name[:2].lower()
    )
    return code if code.isalpha() and len(code) == 2 else None


def _has_sentence(block: Block) -> bool:
    if block.kind == "boilerplate":
        return False
    text = block.paragraph.text
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) >= WORDS_OF_A_SENTENCE or (
        not text.isascii() and len(re.findall(r"[\u3040-\u9fff\uac00-\ud7af]", text)) > 8
    )
