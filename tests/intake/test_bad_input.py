"""Every bad document is refused with its reason and nothing worse happens."""

import pytest

from according.errors import REASONS, NeedsReader, RejectedDocument, SettingError
from according.intake import IntakeOptions

from . import papers
from .conftest import Given

SENTENCE = "Two men of Harbor Nine were arrested on the pier of Quay Ward on Sunday, police said."
PAGE = ["Harbor Nine was a criminal organization.", "Its members collected money from shop owners."]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("empty.pdf", b"", "empty"),
        ("junk.txt", bytes(range(256)) * 40, "binary"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
        ("program.html", b"\x7fELF" + bytes(200), "binary"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "binary"),
        ("numbers.txt", b"12 34 56\n78 90\n", "no_text"),
        ("menu.txt", b"Home\nNews\nContact us\nShare\n", "no_text"),
        ("menu.html", b"<html><body><nav><a href=/>Home page of the Courier</a></nav></body></html>", "no_text"),
        (
            "pictures.html",
            b"<html><body><img src=a.jpg alt='Two men on the pier of Quay Ward'></body></html>",
            "no_text",
        ),
        ("locked.pdf", papers.pdf([PAGE], encrypt=True), "encrypted"),
        ("cut.pdf", papers.pdf([PAGE])[:150], "damaged"),
        ("only-a-name.pdf", b"%PDF-1.7\nnothing here", "damaged"),
        ("blank.pdf", papers.pdf([[]]), "no_text"),
        ("broken.docx", papers.archive({"word/document.xml": b"<w", "[Content_Types].xml": b"<Types"}), "damaged"),
        (
            "mail.eml",
            b"From: a@courier.example\nTo: b@courier.example\nSubject: x\nContent-Type: image/png\n\nabc",
            "no_text",
        ),
    ],
)
def test_a_bad_document_is_refused_with_its_reason(given: Given, name: str, content: bytes, reason: str) -> None:
    """Reason, name and what to do next stand in the message."""
    with pytest.raises(RejectedDocument) as refused:
        given(name, content)
    assert refused.value.reason == reason
    assert refused.value.source == name
    assert REASONS[reason] in str(refused.value)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("for_the_web", [False, True])
def test_a_pdf_that_was_cut_off_is_refused_wherever_it_was_cut(given: Given, share: float, for_the_web: bool) -> None:
    """Also one made for the web, whose head alone opens: its missing pages would read as if they said nothing."""
    whole = papers.pdf([PAGE * 9 for _ in range(30)])
    if for_the_web:
        head, mark, rest = whole.partition(b"6 0 obj")
        whole = head + b"trailer << /Size 99 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n" + mark + rest
    with pytest.raises(RejectedDocument) as refused:
        given("cut.pdf", whole[: int(len(whole) * share)])
    assert refused.value.reason == "damaged"
    assert ".." not in str(refused.value)


def test_a_scan_is_kept_for_a_reader_that_can_see(given: Given) -> None:
    """Pages that are pictures wait for text recognition, and the message gives the command."""
    with pytest.raises(NeedsReader, match="ocrmypdf") as kept:
        given("scan.pdf", papers.pdf([[], []], picture=True))
    assert kept.value.reason == "needs_ocr"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("story.pdf", SENTENCE.encode(), "text/plain"),
        ("story.docx", b"<!doctype html><p>" + SENTENCE.encode(), "text/html"),
        ("story.txt", papers.pdf([PAGE]), "application/pdf"),
        ("story.html", SENTENCE.encode(), "text/plain"),
        ("story", SENTENCE.encode(), "text/plain"),
        ("story.jpg", b"<html><body><p>" + SENTENCE.encode(), "text/html"),
    ],
)
def test_a_wrong_extension_does_not_mislead(given: Given, name: str, content: bytes, media_type: str) -> None:
    """The bytes say what a document is; its name only helps where they do not."""
    assert given(name, content).media_type == media_type


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Pérez said “no” in Santa Ilaria on Sunday.".encode("cp1252"), "Pérez said “no” in Santa Ilaria on Sunday."),
        ("Pérez said “no” in Santa Ilaria on Sunday.".encode("utf-16"), "Pérez said “no” in Santa Ilaria on Sunday."),
        ("Pérez said no in Santa Ilaria on Sunday.".encode("utf-16-le"), "Pérez said no in Santa Ilaria on Sunday."),
        ("Pérez said no in Santa Ilaria on Sunday.".encode("utf-16-be"), "Pérez said no in Santa Ilaria on Sunday."),
        ("Pérez said no in Santa Ilaria on Sunday.".encode("utf-8-sig"), "Pérez said no in Santa Ilaria on Sunday."),
        (
            "Pérez, “no” and “yes”, ".encode() + b"caf\xe9 in Santa Ilaria.",
            "Pérez, “no” and “yes”, café in Santa Ilaria.",
        ),
        (
            "Полиция сообщила о задержании двух мужчин в порту.".encode("cp1251"),
            "Полиция сообщила о задержании двух мужчин в порту.",
        ),
    ],
)
def test_text_that_is_not_utf8_is_read_all_the_same(given: Given, content: bytes, text: str) -> None:
    """Windows-1252, UTF-16 with and without mark, a stray byte in UTF-8, Cyrillic."""
    assert given("story.txt", content).text == text


def test_one_very_long_line_is_read(given: Given) -> None:
    """A megabyte without a line end is a document like another."""
    document = given("line.txt", (SENTENCE + " ") * 12_000)
    assert len(document.text) > 1_000_000
    assert [segment.kind for segment in document.segments] == ["body"]


def test_a_page_nested_beyond_reason_is_read(given: Given) -> None:
    """Depth of markup costs no stack."""
    page = "<html><body>" + "<div>" * 5000 + f"<p>{SENTENCE}</p>" + "</div>" * 5000
    assert SENTENCE in given("deep.html", page).text


def test_scripts_and_hidden_words_of_a_page_are_dropped(given: Given) -> None:
    """Nothing that people do not see gets into the text, and nothing is run."""
    page = (
        "<html><head><script>document.write('guilty')</script><style>p{color:red}</style></head><body>"
        f"<p onclick='alert(1)'>{SENTENCE}</p><script>alert('guilty')</script><noscript>guilty</noscript>"
        "<p style='display:none'>guilty</p><p hidden>guilty</p><template>guilty</template><!-- guilty --></body></html>"
    )
    assert given("page.html", page).text == SENTENCE


@pytest.mark.parametrize(
    "options",
    [
        {"handling": "secret"},
        {"published": "May 2025"},
        {"embargo_until": "2025-02-30"},
        {"max_bytes": 0},
        {"timeout_s": 0},
    ],
)
def test_an_option_that_cannot_be_is_refused_at_once(options: dict[str, object]) -> None:
    """A wrong option stops before any document is touched."""
    with pytest.raises(SettingError):
        IntakeOptions(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "header", ["From: a:b:c;;", "From: a@courier.example\nContent-Type: text/plain; charset=u\0tf-8"]
)
def test_a_mail_with_a_header_that_is_none_is_read_all_the_same(given: Given, header: str) -> None:
    """Groups of addresses within groups, an encoding that cannot be."""
    mail = f"{header}\nTo: b@courier.example\nSubject: Fire\nMIME-Version: 1.0\n\n{SENTENCE}\n"
    assert SENTENCE in given("mail.eml", mail).text
