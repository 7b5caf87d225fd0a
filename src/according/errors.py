"""Every error According raises on purpose.

AccordingError
├── SettingError            a setting or option has a value that cannot be
├── RejectedDocument        this document cannot be taken; the others go on (carries `reason`)
│   ├── FetchRefused        the address may not or cannot be fetched
│   └── NeedsReader         the text is there but no reader at hand can read it (scan, language)
├── LedgerError             the ledger cannot do what was asked
│   ├── LedgerNotFound      there is no ledger at that place
│   ├── SchemaMismatch      the ledger's schema is older or newer than this version
│   ├── LedgerBusy          another writer holds it
│   ├── LedgerUnreachable   the server that holds it does not answer or does not let us in
│   ├── DecidedMeanwhile    another person decided about the claim first
│   ├── JobLost             another worker has taken a job of the queue over
│   └── NotInLedger         the document, claim or entity is not there
├── ModelError              the reader's model file is missing, damaged or of another kind
├── MissingLayer            a stage was given a reading without the layer it needs
├── RemoteError             a model's server cannot be reached or does not answer
│   └── RemoteRefused       a document may not leave this machine
├── ContractError           a claim breaks CLAIMS.md
├── NotAllowed              this account may not do that, or not see that
├── SignInRefused           nobody is signed in: wrong name, password, token, or a provider that says no
└── MissingExtra            an optional part is not installed

A message says what happened, to what, and what to do next; the facts are also attributes.
"""

REASONS = {
    "empty": "The file is empty. Check that the download or copy finished, then add it again.",
    "binary": "The file is not a document According reads. Convert it to PDF, DOCX, HTML or text, then add it again.",
    "too_large": "The document is larger than the limit. Split it, or raise the limit with --max-mb.",
    "encrypted": "The file is protected by a password. Save a copy without the password, then add that.",
    "damaged": "The file is damaged or cut off. Fetch it again from where it came from.",
    "needs_ocr": "The PDF holds pictures of pages and no text. Run `ocrmypdf IN.pdf OUT.pdf`, then add OUT.pdf.",
    "bad_encoding": "The bytes are not text in any encoding According knows. Save it as UTF-8, then add it again.",
    "archive_bomb": "The archive unpacks to far more than its size, or nests archives. Unpack it, add the folder.",
    "bad_path": "The archive names a path outside itself. Unpack it with a tool you trust, then add the folder.",
    "no_text": "No sentence was found in the document. If it is a page of links or pictures, there is nothing to read.",
    "bad_record": "The line is not a JSON record with `text` or `html`. Fix the line, or name its fields with --field.",
    "private_address": "The URL leads to a private or local address. Allow it with --allow-private if you mean it.",
    "unreachable": "The address did not answer. Try again later, or save the page and add the file.",
    "http_error": "The server answered with an error. Open the address in a browser, save the page and add the file.",
    "robots": "The site's robots.txt does not want it fetched by machines. Open it in a browser, save it, add that.",
    "too_many_redirects": "The address redirects in a circle or too often. Add the final address instead.",
    "unsupported_scheme": "Only http and https addresses can be fetched.",
    "erased": "This document was erased from the ledger and must not come back. See `according status --erased`.",
    "unreadable": "The file could not be opened. Check that it exists and that you may read it.",
    "crashed": "Reading it ended the process that read it, twice, or never ended. Please report the document's format.",
    "internal": "According failed on this document, which is a defect in According. Please report the details shown.",
}
"""Reason codes of documents that were not taken, and what to do about each."""


class AccordingError(Exception):
    """Base of all errors raised on purpose."""

    exit_code = 1


class SettingError(AccordingError):
    """A setting or option has a value that cannot be."""

    exit_code = 2


class RejectedDocument(AccordingError):
    """One document cannot be taken; `reason` is a code of `REASONS`, `source` the base name of what was given."""

    exit_code = 3

    def __init__(self, reason: str, source: str, detail: str = "") -> None:
        if reason not in REASONS:
            raise ValueError(f"reason {reason!r} is not one of {', '.join(REASONS)}")
        self.reason = reason
        self.source = source
        self.detail = detail
        super().__init__(f"{source}: {reason}. {detail + ' ' if detail else ''}{REASONS[reason]}")


class FetchRefused(RejectedDocument):
    """The address may not or cannot be fetched."""


class NeedsReader(RejectedDocument):
    """The document is there but no reader at hand can read it; it is kept for later."""


class LedgerError(AccordingError):
    """The ledger cannot do what was asked."""

    exit_code = 4


class LedgerNotFound(LedgerError):
    """There is no ledger at that place."""


class SchemaMismatch(LedgerError):
    """The ledger's schema is older or newer than this version of According."""


class LedgerBusy(LedgerError):
    """Another writer holds the ledger."""


class LedgerUnreachable(LedgerError):
    """The server that holds the ledger does not answer, does not let us in, or closed the connection."""


class DecidedMeanwhile(LedgerError):
    """Another person decided about the claim first; nothing of this decision was recorded."""


class JobLost(LedgerError):
    """Another worker has taken a job of the queue over; nothing more of it is recorded by this one."""


class NotInLedger(LedgerError):
    """The document, claim, person or group asked for is not in the ledger."""


class ModelError(AccordingError):
    """The reader's model file is missing, damaged or of another kind."""

    exit_code = 5


class MissingLayer(AccordingError):
    """A stage was given a reading without a layer it needs; `layer` names it."""

    def __init__(self, layer: str, needed_by: str) -> None:
        self.layer = layer
        self.needed_by = needed_by
        super().__init__(f"{needed_by} needs the layer {layer!r}, which this reading lacks. Use a reader that adds it.")


class RemoteError(AccordingError):
    """A model's server cannot be reached, refuses, or answers what is no answer."""


class RemoteRefused(RemoteError):
    """The document may not leave this machine; nothing of it was sent."""


class ContractError(AccordingError):
    """A claim breaks the claim contract."""


class NotAllowed(AccordingError):
    """The account that is signed in may not do this."""


class SignInRefused(AccordingError):
    """Nobody is signed in. `wait_s` is how many seconds to wait before trying again, 0 if that is not why."""

    def __init__(self, message: str, *, wait_s: int = 0) -> None:
        self.wait_s = wait_s
        super().__init__(message)


class MissingExtra(AccordingError):
    """An optional part is not installed; the message gives the command that installs it."""

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        super().__init__(f"{purpose} needs an optional part. Install it with: pip install 'according[{extra}]'")
