"""PDF, Word, mail and Markdown."""

import io

import docx
import pytest

from . import papers
from .conftest import Given, kinds

INDICTMENT = [
    [
        "UNITED STATES DISTRICT COURT",
        "EASTERN DISTRICT OF VALDORIA",
        "",
        "UNITED STATES OF AMERICA",
        "v.",
        "MARTEN OYELARAN, and",
        "TEODOR LUNZ,",
        "",
        "Case No. 25-CR-117",
        "",
        "SUPERSEDING INDICTMENT",
        "",
        "The Grand Jury charges:",
        "",
        "1. At all times relevant to this Superseding Indictment, Harbor Nine was a crim-",
        "inal organization whose members and associates engaged in acts of violence in",
        "Port Maren and elsewhere.",
        "",
        "2. Marten Oyelaran was a leader of Harbor Nine who ordered a drive-",
        "by shooting in Eastholm, a drive-by that killed nobody.",
        "",
        "1",
    ],
    [
        "Case 25-CR-117 Document 9",
        "",
        "COUNT ONE",
        "(Racketeering Conspiracy)",
        "",
        "3. The allegations of paragraphs 1 and 2 are realleged as if set forth here.",
        "4. From about January 2023 to about May 2025, the defendants conspired to conduct",
        "the affairs of the enterprise through a pattern of racketeering activity.",
        "",
        "2",
    ],
    [
        "Case 25-CR-117 Document 9",
        "",
        "5. In furtherance of the conspiracy, Teodor Lunz collected money from shop owners.",
        "",
        "3",
    ],
    ["Case 25-CR-117 Document 9", "", "A TRUE BILL was returned by the grand jury on that day.", "", "4"],
]


def test_a_court_paper_keeps_its_pages_paragraphs_and_counts(given: Given) -> None:
    """Each paragraph knows its page and number, a heading its count; running heads and page numbers are boilerplate."""
    document = given("indictment.pdf", papers.pdf(INDICTMENT))
    assert document.title == "SUPERSEDING INDICTMENT"
    assert (document.authority, document.authority_kind) == ("UNITED STATES DISTRICT COURT", "court_record")
    found = {
        document.text[s.start : s.start + 20]: (s.kind, s.page, s.paragraph)
        for s in document.segments
        if s.kind != "boilerplate"
    }
    assert found["1. At all times rele"] == ("body", 1, "1")
    assert found["2. Marten Oyelaran w"] == ("body", 1, "2")
    assert found["COUNT ONE\n(Racketeer"] == ("dek", 2, "COUNT ONE")
    assert found["3. The allegations o"] == ("body", 2, "3")
    assert found["4. From about Januar"] == ("body", 2, "4")
    assert found["5. In furtherance of"] == ("body", 3, "5")
    assert [words for kind, words in kinds(document) if kind == "boilerplate"] == [
        "1",
        "Case 25-CR-117 Document 9",
        "2",
        "Case 25-CR-117 Document 9",
        "3",
        "Case 25-CR-117 Document 9",
        "4",
    ]


def test_words_parted_at_a_line_end_are_joined_and_compounds_kept(given: Given) -> None:
    """`crim-` and `inal` are one word; `drive-by`, whole elsewhere in the paper, keeps its hyphen."""
    text = given("indictment.pdf", papers.pdf(INDICTMENT)).text
    assert "a criminal organization" in text
    assert "a drive-by shooting" in text


def test_the_parties_of_a_court_paper_are_not_furniture(given: Given) -> None:
    """The names of the accused stand above the title, and are read."""
    found = kinds(given("indictment.pdf", papers.pdf(INDICTMENT)))
    assert ("dek", "MARTEN OYELARAN, and TEODOR LUNZ,") in found


def test_pages_keep_the_numbers_that_are_printed(given: Given) -> None:
    """A preface numbered in small Roman figures keeps them beside the counted page."""
    pages = [
        ["The Kestrel County grand jury met in the spring of that year."],
        ["It heard eleven witnesses, the report says."],
    ]
    document = given("report.pdf", papers.pdf(pages, labels="<< /Nums [0 << /S /r /St 3 >>] >>"))
    assert [(segment.page, segment.page_label) for segment in document.segments] == [(1, "iii"), (2, "iv")]


def test_a_word_document_by_its_styles(given: Given) -> None:
    """Title, byline, dateline, list, heading and table rows; the program that wrote the file is no author."""
    paper = docx.Document()
    paper.core_properties.title = "Dock gang leader pleads not guilty"
    paper.add_heading("Dock gang leader pleads not guilty", 0)
    paper.add_paragraph("By Lena Orth")
    paper.add_paragraph(
        "PORT MAREN, Feb. 3, 2025 (Valdoria Wire) -- Marten Oyelaran pleaded not guilty on Monday to all charges."
    )
    paper.add_paragraph("One count of extortion", style="List Bullet")
    paper.add_heading("The case", 2)
    paper.add_paragraph("Prosecutors say that he led Harbor Nine.")
    table = paper.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Teodor Lunz", "extortion"
    out = io.BytesIO()
    paper.save(out)
    document = given("story.docx", out.getvalue())
    assert kinds(document) == [
        ("headline", "Dock gang leader pleads not guilty"),
        ("byline", "By Lena Orth"),
        ("dateline", "PORT MAREN, Feb. 3, 2025 (Valdoria Wire) --"),
        ("body", "Marten Oyelaran pleaded not guilty on Monday to all charges."),
        ("list", "One count of extortion"),
        ("dek", "The case"),
        ("body", "Prosecutors say that he led Harbor Nine."),
        ("table", "Teodor Lunz extortion"),
    ]
    assert (document.author, document.published) == ("Lena Orth", "2025-02-03")


MAIL = """From: Newsdesk <desk@wire.example>\r
To: all@courier.example\r
Subject: =?utf-8?q?Fwd=3A_Lunz_charged_=E2=80=93_Port_Maren?=\r
Date: Tue, 04 Feb 2025 00:12:00 +0100\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=x\r
\r
--x\r
Content-Type: text/plain; charset=iso-8859-1\r
Content-Transfer-Encoding: quoted-printable\r
\r
Teodor Lunz, 22, was charged with extortion in caf=E9s on Monday, police sa=\r
id.\r
\r
> On Monday the desk wrote:\r
> What about Lunz?\r
\r
He denies it.\r
-- \r
The desk\r
--x\r
Content-Type: application/pdf; name=a.pdf\r
Content-Transfer-Encoding: base64\r
\r
JVBERi0=\r
--x--\r
"""


def test_mail_is_subject_sender_day_and_words(given: Given) -> None:
    """Quoted mail and signature are boilerplate, attachments are not opened, the day is the sender's."""
    document = given("mail.eml", MAIL)
    assert kinds(document) == [
        ("headline", "Lunz charged – Port Maren"),
        ("byline", "From: Newsdesk <desk@wire.example>"),
        ("body", "Teodor Lunz, 22, was charged with extortion in cafés on Monday, police said."),
        ("boilerplate", "> On Monday the desk wrote: > What about Lunz?"),
        ("body", "He denies it."),
        ("boilerplate", "-- The desk"),
    ]
    assert (document.published, document.published_how) == ("2025-02-04", "metadata")


def test_mail_that_is_only_a_web_page(given: Given) -> None:
    """The page in it is read as a page is."""
    mail = (
        "From: a@wire.example\nSubject: Lunz charged in Port Maren\nDate: Tue, 04 Feb 2025 09:12:00 +0100\n"
        "Content-Type: text/html; charset=utf-8\n\n<p>Teodor Lunz was charged on <b>Monday</b>, police "
        "said.</p><script>x()</script>"
    )
    assert kinds(given("mail.eml", mail))[-1] == ("body", "Teodor Lunz was charged on Monday, police said.")


NOTE = """---
title: Two arrested in Quay Ward
date: 2025-03-02
---
# Two arrested in Quay Ward

Police arrested **Teodor Lunz**, 22, and [Ines Cabrera-Holt](https://example.org/x), 29,
on a *quiet* Sunday.

![a photo](a.jpg)

What police say
---------------

- Lunz is accused of _extortion_ with 2 * 3 helpers.
- Cabrera-Holt uses snake_case_names.

> They ran the docks, Detective Sana Whitlock said.
"""


def test_markdown_loses_its_marks_and_nothing_else(given: Given) -> None:
    """Headings, emphasis, links and quotes are read without marks; stars and underscores that mark nothing stay."""
    document = given("note.md", NOTE)
    assert kinds(document) == [
        ("headline", "Two arrested in Quay Ward"),
        ("body", "Police arrested Teodor Lunz, 22, and Ines Cabrera-Holt, 29, on a quiet Sunday."),
        ("dek", "What police say"),
        ("list", "- Lunz is accused of extortion with 2 * 3 helpers."),
        ("list", "- Cabrera-Holt uses snake_case_names."),
        ("body", "They ran the docks, Detective Sana Whitlock said."),
    ]
    assert (document.title, document.published, document.published_how) == (
        "Two arrested in Quay Ward",
        "2025-03-02",
        "metadata",
    )


@pytest.mark.parametrize("words", ["Teodor Lunz", "Ines Cabrera-Holt", "extortion", "They ran the docks"])
def test_offsets_lead_back_into_the_markdown_file(given: Given, words: str) -> None:
    """A quote can be found in the file as written."""
    document = given("note.md", NOTE)
    start = document.text.index(words)
    assert document.input_map is not None
    assert document.input_map.span(start, start + len(words)).of(NOTE) == words
