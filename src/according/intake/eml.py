"""Mail (EML): subject, sender, date and the text people read; attachments are named and not opened.

Headers become the head of the document. Quoted earlier mail and signatures are boilerplate: they are somebody else's
words, and stand in their own message.
"""

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from ..errors import RejectedDocument
from .draft import Draft, Piece, made_of
from .paragraphs import paragraphs
from .repair import mend
from .source import Content
from .text import decode

_QUOTED = re.compile(
    r"(?:>.*(?:\n|$))+|-{2,}\s*(?:Original Message|Mensaje original|Forwarded message)\b.*", re.IGNORECASE
)
_SIGNATURE = re.compile(r"\n-- ?\n(?=(?:.*\n?){0,12}\Z)")
_REPLY_PREFIX = re.compile(r"^(?:(?:re|fwd?|rv|tr)\s*:\s*)+", re.IGNORECASE)


def read_eml(content: Content, name: str) -> Draft:
    """The mail in `content`.

    Raises:
        RejectedDocument: `no_text` if it has no part that people read, `damaged` if it cannot be parsed.
    """
    try:
        mail = email.message_from_bytes(content.data, policy=email.policy.default)
        subject = _header(mail, "subject")
        body = mail.get_body(preferencelist=("plain", "html"))
        charset = body.get_content_charset() if body is not None else None
    except (email.errors.MessageError, ValueError, LookupError, KeyError, AttributeError, IndexError) as error:
        raise RejectedDocument("damaged", name, f"{error}.") from error
    if body is None:
        raise RejectedDocument("no_text", name, "The mail has no text part.")
    title = _REPLY_PREFIX.sub("", subject) if subject else None
    head = [Piece(title, "headline")] if title else []
    sender = _header(mail, "from")
    pieces = [*head, *([Piece(f"From: {sender}", "byline")] if sender else []), *_parts(body, charset, name)]
    draft = made_of(pieces, "message/rfc822", title=title, author=sender)
    return replace(draft, published=_sent(mail), publisher=_header(mail, "organization"))


def _parts(body: MIMEPart, charset: str | None, name: str) -> Iterator[Piece]:
    data = body.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    text = decode(raw, name, declared=[charset] if charset else [])
    if body.get_content_type() == "text/html":
        from .html import read_html

        for block in read_html(text, name).blocks:
            yield Piece(block.paragraph.text, "dek" if block.kind == "headline" else block.kind)
        return
    text = mend(text)
    signature = _SIGNATURE.search(text)
    end = signature.start() if signature is not None else len(text)
    for paragraph in paragraphs(text):
        below = paragraph.start >= end
        yield Piece(paragraph.text, "boilerplate" if below or _QUOTED.fullmatch(paragraph.text) else None)


def _header(mail: EmailMessage, name: str) -> str | None:
    value = _value(mail, name)
    return " ".join(value.split()) or None if value is not None else None


def _value(mail: EmailMessage, name: str) -> str | None:
    """A header in words; as it stands where the library cannot take it apart (an address list without an end)."""
    try:
        value = mail.get(name)
        return str(value) if value is not None else None
    except (ValueError, LookupError, AttributeError, TypeError):
        return next((str(raw) for key, raw in mail.raw_items() if key.lower() == name), None)


def _sent(mail: EmailMessage) -> str | None:
    """The day the mail was sent, in the sender's own time."""
    value = _value(mail, "date")
    try:
        return parsedate_to_datetime(value).date().isoformat() if value is not None else None
    except (ValueError, TypeError, IndexError):
        return None
