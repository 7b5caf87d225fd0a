"""What each paragraph of a text without markup is."""

import re

from hypothesis import given as with_any
from hypothesis import settings
from hypothesis import strategies as st

from according.intake.layout import lay_out

from .conftest import Given, kinds

NEWS = """\
The dock gang known as Harbor Nine faces a new rival that promises to spread more fear along the piers of Port Maren.
Los Corvinos, a gang from Santa Ilaria, was named this week in an indictment for the first time.
Prosecutors have accused 11 people of belonging to it, according to the indictment.

Suspected members of Los Corvinos, (left) Dario Velasco-Prior, 27, and Teodor Lunz, 22; (right) were held in Harrow Bend

Two men on a motorcycle ride past the fish market in Eastholm in recent days, according to Radio Quay
'They are not really a gang,' a detective said.
'They are several street gangs that do not get along.'

FILE: Ships wait at the pier of Quay Ward on a winter morning
The port has been quiet since, its harbour master said on Friday.
"""

RELEASE = """\
DOCK GANG LEADER CHARGED WITH EXTORTION - Kestrel County District Attorney
Scroll to top
Follow Us
Skip to content
Search for
6 min read
DOCK GANG LEADER CHARGED WITH EXTORTION
Author
Rosa Teller
Published
March 18, 2015
Home
Press
DOCK GANG LEADER CHARGED WITH EXTORTION
For Immediate Release
Case # 15HB0117
March 18, 2015
Paul Ormsby
Spokesman
Office: 555-347-8405
DOCK GANG LEADER CHARGED
WITH EXTORTION
*Co-defendant is still at large
HARROW BEND – A Port Maren man was charged today with extorting shop owners. Marten Oyelaran, 34, faces up to
12
years in state prison if convicted.
Circumstances of the Case
Oyelaran is accused of collecting money from Wanda Pereault and other owners of shops near the pier.
Deputy District Attorney Ruth Sand is prosecuting this case.
###
An indictment is merely an accusation and not proof of guilt.
Share
Latest Posts
Two Men Sentenced for Robbing Fish Market
June 9, 2016
Press
Recent Posts
Two Men Sentenced for Robbing Fish Market
"""

CABLE = """\
PORT MAREN, 3 JAN 90 (VALDORIA WIRE) -- [TEXT] TWO MEN OF HARBOR NINE
WERE ARRESTED YESTERDAY WHEN POLICE SEARCHED A WAREHOUSE IN EASTHOLM,
ACCORDING TO A POLICE SPOKESMAN.

   THE MEN HAD FIVE RIFLES AND A MAP OF THE PORT.  THE SPOKESMAN SAID
THAT A THIRD MAN ESCAPED.
"""


def test_captions_are_told_from_body_without_markup(given: Given) -> None:
    """Sides in brackets, FILE: and a paragraph apart without a full stop are captions; the rest is body."""
    found = [kind for kind, _ in kinds(given("dock.txt", NEWS))]
    assert found == ["body", "body", "body", "caption", "caption", "body", "body", "caption", "body"]


def test_a_release_page_is_told_from_its_furniture(given: Given) -> None:
    """Menus, contacts, the repeated title and related posts are boilerplate; the story is whole."""
    found = kinds(given("release.txt", RELEASE))
    assert [pair for pair in found if pair[0] != "boilerplate"] == [
        ("byline", "Rosa Teller"),
        ("dateline", "March 18, 2015"),
        ("dateline", "Case # 15HB0117"),
        ("dateline", "March 18, 2015"),
        ("headline", "DOCK GANG LEADER CHARGED WITH EXTORTION"),
        ("dek", "*Co-defendant is still at large"),
        ("dateline", "HARROW BEND –"),
        (
            "body",
            "A Port Maren man was charged today with extorting shop owners. Marten Oyelaran, 34, faces up to 12 years "
            "in state prison if convicted.",
        ),
        ("dek", "Circumstances of the Case"),
        (
            "body",
            "Oyelaran is accused of collecting money from Wanda Pereault and other owners of shops near the pier.",
        ),
        ("body", "Deputy District Attorney Ruth Sand is prosecuting this case."),
    ]


def test_a_release_page_tells_title_date_author_and_office(given: Given) -> None:
    """The title without the site, the day printed, the writer named and the office that issues it."""
    document = given("release.txt", RELEASE)
    assert document.title == "DOCK GANG LEADER CHARGED WITH EXTORTION"
    assert (document.published, document.published_how) == ("2015-03-18", "text")
    assert document.author == "Rosa Teller"
    assert (document.authority, document.authority_kind) == ("Kestrel County District Attorney", "prosecutor")


def test_a_hard_wrapped_cable_has_one_segment_a_paragraph(given: Given) -> None:
    """Lines of a full column belong together; the dateline stands apart; line ends stay in the text."""
    document = given("cable.txt", CABLE)
    assert kinds(document) == [
        ("dateline", "PORT MAREN, 3 JAN 90 (VALDORIA WIRE) -- [TEXT]"),
        (
            "body",
            "TWO MEN OF HARBOR NINE WERE ARRESTED YESTERDAY WHEN POLICE SEARCHED A WAREHOUSE IN EASTHOLM, ACCORDING "
            "TO A "
            "POLICE SPOKESMAN.",
        ),
        (
            "body",
            "THE MEN HAD FIVE RIFLES AND A MAP OF THE PORT. THE SPOKESMAN SAID THAT A THIRD MAN ESCAPED.",
        ),
    ]
    assert document.text == CABLE
    assert document.published == "1990-01-03"


def test_headline_byline_and_standfirst_of_a_bare_story(given: Given) -> None:
    """Short lines above the first paragraph are headline, standfirst and byline by their form."""
    story = """\
Fish market shooting leaves one dead

Police seek a man on a motorcycle

By Lena Orth and Tom Sayer

PORT MAREN (Valdoria Wire) — A man of 19 was shot dead at the fish market in Eastholm late on Sunday, police said.

"We are looking for a motorcycle," Detective Sana Whitlock said.
"""
    assert [kind for kind, _ in kinds(given("story.txt", story))] == [
        "headline",
        "dek",
        "byline",
        "dateline",
        "body",
        "body",
    ]


def test_words_of_contact_blocks_in_a_headline(given: Given) -> None:
    """`Phone`, `Office` and `Press` begin headlines too: only a number or a colon makes a line of a contact block."""
    story = """\
Phone video shows last minutes of Karim Adeyemi-Roth

Office of the harbour master searched

PORT MAREN - The family of a man killed at the pier of Quay Ward showed a video of his last minutes on Friday.

(Reporting by Lena Orth; Editing by Tom Sayer)
"""
    assert [kind for kind, _ in kinds(given("video.txt", story))] == ["headline", "dek", "dateline", "body", "byline"]


def test_a_sentence_broken_by_links_is_one_paragraph(given: Given) -> None:
    """Line ends that markup left around a name do not cut the sentence."""
    text = """\
Burglary Ring Charged - Kestrel News
Kestrel County District Attorney
Helena Marsh
and Port Maren Police Chief Otto Bremner announced today that nine people have been charged with 30 burglaries.
A trial is set for
June
, a spokesman said on Tuesday.
"""
    assert kinds(given("ring.txt", text))[-2:] == [
        (
            "body",
            "Kestrel County District Attorney Helena Marsh and Port Maren Police Chief Otto Bremner announced today "
            "that "
            "nine people have been charged with 30 burglaries.",
        ),
        ("body", "A trial is set for June , a spokesman said on Tuesday."),
    ]


def test_bullets_and_columns_are_lists(given: Given) -> None:
    """Items with bullets and a column of short lines carry claims and are lists, never boilerplate."""
    text = """\
Eleven people of Los Corvinos were charged on Monday with running a protection racket in Santa Ilaria.
They are accused of the following:
• extortion of shop owners
• arson of two boats
Defendant
Charge
Ines Cabrera-Holt, 29, Eastholm
Two counts of fraud
The trial begins in June, the court said.
"""
    assert [kind for kind, _ in kinds(given("charges.txt", text))] == ["body", "body", *["list"] * 6, "body"]


def test_a_repeated_quote_is_a_pull_quote(given: Given) -> None:
    """A paragraph apart whose words stand in the story as well is a pull quote, not a second statement."""
    text = """\
The harbour was quiet on Sunday when the shots fell, people who live near the pier of Quay Ward said.

They ran the pier like a family business.

"They ran the pier like a family business," said Wanda Pereault, 61, who owns a shop near the gate.
"""
    assert [kind for kind, _ in kinds(given("pier.txt", text))] == ["body", "pull_quote", "body"]


@with_any(st.text(alphabet=st.sampled_from("aA b.\n#-–“”(1)é\t:"), max_size=200))
@settings(max_examples=300, deadline=None)
def test_segments_leave_out_only_white_space(text: str) -> None:
    """Whatever the text, its segments rise, do not overlap and hold every visible character."""
    covered = 0
    for block in lay_out(text).blocks:
        assert block.paragraph.start >= covered
        assert not re.search(r"\S", text[covered : block.paragraph.start])
        covered = block.paragraph.end
    assert not re.search(r"\S", text[covered:])


MENU = """\
Skip to content
Home
About the Office
News
Victim Services
Contact
{crumbs}
Four indicted over a fire on the piers

FOR IMMEDIATE RELEASE
May 15, 2024

The Kestrel County District Attorney today announced the indictment of four people over a fire in Quay Ward.
"""


def test_a_menu_entry_is_no_title(given: Given) -> None:
    """Breadcrumbs end in the title; without them, a short line between menu entries is one of them."""
    for crumbs in ("Home » News » Four indicted over a fire on the piers", "Search"):
        page = given("release.txt", MENU.format(crumbs=crumbs))
        assert page.title == "Four indicted over a fire on the piers", crumbs
