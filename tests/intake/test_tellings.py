"""What is found out about a document as a whole: office, language, notices, likeness, title and id."""

import pytest

from according.intake import take_text
from according.intake.fingerprint import fingerprint, resemblance
from according.intake.language import tell_language
from according.intake.notices import find_notice

from .conftest import Given

BODY = "A Port Maren man was charged with extorting shop owners in Quay Ward over two years, according to the charges."


@pytest.mark.parametrize(
    ("document", "authority", "kind"),
    [
        (
            f"FOR IMMEDIATE RELEASE\nMarch 18, 2015\nKestrel County District Attorney's Office\nMan charged in Quay "
            f"Ward\n{BODY}",
            "Kestrel County District Attorney's Office",
            "prosecutor",
        ),
        (
            f"Man charged in Quay Ward\n\nKestrel County District Attorney Helena Marsh announced today that a man "
            f"was charged. {BODY}",
            "Kestrel County District Attorney",
            "prosecutor",
        ),
        (
            f"PRESS RELEASE\nPort Maren Police Department\nFive held after raid\nOfficers arrested five people in "
            f"Eastholm. {BODY}",
            "Port Maren Police Department",
            "police",
        ),
        (
            "COMUNICADO DE PRENSA\nFiscalía del Condado de Kestrel\nAcusan a un hombre de extorsión\n"
            "Un hombre de Santa Ilaria fue acusado de extorsión contra los dueños de dos tiendas, dijo la fiscal.",
            "Fiscalía del Condado de Kestrel",
            "prosecutor",
        ),
        (
            "SUPERIOR COURT OF KESTREL COUNTY\nTHE PEOPLE OF VALDORIA v. TEODOR LUNZ,\nDefendant.\nINDICTMENT\n"
            "The Grand Jury charges that on May 3, 2025, the defendant took money from a shop owner by threats.",
            "SUPERIOR COURT OF KESTREL COUNTY",
            "court_record",
        ),
    ],
)
def test_the_office_that_issues_a_document(given: Given, document: str, authority: str, kind: str) -> None:
    """Release heads, openings that announce, court captions: the name as printed, and its kind."""
    taken = given("paper.txt", document)
    assert (taken.authority, taken.authority_kind) == (authority, kind)


@pytest.mark.parametrize(
    "story",
    [
        f"Man charged in Quay Ward\n\nPORT MAREN (Valdoria Wire) — {BODY}\n\nDistrict Attorney Helena Marsh said "
        f"the case is strong.",
        f"Gang leader held\n\nBy Lena Orth\n\n{BODY} The Port Maren Police Department issued a press release on "
        f"Monday about it.",
        f"Court hears gang case\n\n{BODY} The United States District Court in Harrow Bend sits on Friday.",
        "The Kestrel County District Attorney's Office said on Monday that it would appeal, its spokesman told the "
        "Courier.",
    ],
)
def test_a_story_about_an_office_is_not_its_release(given: Given, story: str) -> None:
    """A journalist who quotes an office speaks in his own voice."""
    assert given("story.txt", story).authority is None


def test_an_office_given_as_publisher_is_the_authority(given: Given) -> None:
    """`--publisher` says who issued it where the document does not."""
    taken = given("a.txt", BODY, publisher="Kestrel County District Attorney's Office")
    assert (taken.authority, taken.authority_kind) == ("Kestrel County District Attorney's Office", "prosecutor")
    assert given("a.txt", BODY, publisher="Port Maren Courier").authority is None


def test_a_text_that_is_no_file() -> None:
    """A text with an id is taken as a record of it would be, and leads back to itself."""
    document = take_text("Harbor\u00a0Nine was " + BODY, id="row 7", published="2015-03")
    assert (document.id, document.published, document.published_how) == ("row 7", "2015-03", "supplied")
    assert document.input_map is not None
    assert document.input_map.supplied_length == len(BODY) + 16


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two men were arrested on the pier of Quay Ward on Sunday, and police said that they belong to a gang.", "en"),
        ("TWO MEN WERE ARRESTED ON THE PIER OF QUAY WARD ON SUNDAY, AND POLICE SAID THAT THEY BELONG TO A GANG.", "en"),
        (
            "Dos hombres fueron detenidos el domingo en el puerto, y la policía dijo que son miembros de una banda.",
            "es",
        ),
        (
            "DOS HOMBRES FUERON DETENIDOS EL DOMINGO EN EL PUERTO, Y LA POLICÍA DIJO QUE SON MIEMBROS DE UNA BANDA.",
            "es",
        ),
        (
            "Dois homens foram presos no domingo no porto, e a polícia disse que eles são membros de uma quadrilha.",
            None,
        ),
        ("Deux hommes ont été arrêtés dimanche sur le port, et la police dit qu'ils sont membres d'un gang.", None),
        ("Due uomini sono stati arrestati domenica nel porto, e la polizia dice che sono membri di una banda.", None),
        (
            "Zwei Männer wurden am Sonntag im Hafen festgenommen, und die Polizei sagt, dass sie zu einer Bande "
            "gehören.",
            None,
        ),
        ("Полиция сообщила о задержании двух мужчин в порту.", None),
        (
            "Hai người đàn ông bị bắt vào ngày chủ nhật tại cảng và cảnh sát nói rằng họ là thành viên của băng đảng.",
            None,
        ),
        ("Harbor Nine", None),
    ],
)
def test_english_and_spanish_are_told_and_others_are_not_named(text: str, language: str | None) -> None:
    """Capitals do not matter; a neighbour of Spanish is not Spanish."""
    assert tell_language(text) == language


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: An earlier version of this story said that Harbor Nine carried out the robbery.",
        "CORRECTION — The man named in the story of May 3 was not charged.",
        "This story has been corrected to say that Bruno Castellane was acquitted.",
        "Editor's note: This article misidentified the driver of the boat.",
        "Retraction: The Courier withdraws its story of May 3.",
        "Fe de errata: La nota del 3 de mayo atribuyó el robo a otra banda.",
        "Una versión anterior de esta nota atribuyó el robo a Harbor Nine.",
    ],
)
def test_a_correction_is_read_as_such(given: Given, notice: str) -> None:
    """The words of the notice are kept with the document."""
    assert given("a.txt", f"Robbery blamed on another gang\n\n{BODY}\n\n{notice}\n").corrects == notice


@pytest.mark.parametrize(
    "sentence",
    [
        "The department of correction said that Lunz is held in Harrow Bend.",
        "Corrections officers found a knife in his cell on Sunday, a spokesman said.",
        "He corrected himself and said that it was a Monday when the shop burned down.",
    ],
)
def test_prisons_are_no_corrections(sentence: str) -> None:
    """Words about correction that correct nothing."""
    assert find_notice([BODY, sentence]) is None


def test_a_correction_above_its_text(given: Given) -> None:
    """The word alone on a line takes the paragraph below with it."""
    story = f"Correction\n\nThe man named in the story of May 3 was not charged.\n\n{BODY}"
    assert given("a.txt", story).corrects == "Correction The man named in the story of May 3 was not charged."


def test_near_copies_resemble_and_others_do_not() -> None:
    """An edited wire story is near its original; another story is far; case and punctuation do not count."""
    original = " ".join(f"{BODY} Witness number {n} told the court what happened at pier {n * 7}." for n in range(12))
    edited = original.replace("Witness number 3", "A third witness").replace("Quay Ward over two years", "Quay Ward")
    other = " ".join(
        f"The ferry to Santa Ilaria left {n} minutes late because fog lay over the harbour." for n in range(12)
    )
    assert resemblance(fingerprint(original), fingerprint(original.upper().replace(",", ""))) == 1.0
    assert 0.3 < resemblance(fingerprint(original), fingerprint(edited)) < 1.0
    assert resemblance(fingerprint(original), fingerprint(other)) < 0.05
    assert fingerprint("") == ()


def test_resemblance_estimates_the_share_of_common_runs() -> None:
    """Two texts of 604 words that share their first half have a third of their runs of five words in common."""
    one = " ".join(f"pier{n}" for n in range(604))
    other = " ".join(f"pier{n}" if n < 302 else f"quay{n}" for n in range(604))
    assert 0.2 < resemblance(fingerprint(one), fingerprint(other)) < 0.5


def test_a_fingerprint_never_changes() -> None:
    """Signatures are stored: another version of According must give the same numbers."""
    found = fingerprint("Two men of Harbor Nine were arrested on the pier of Quay Ward")
    assert len(found) == 64
    assert found[:3] == (532655517, 7607075, 222182166)
    assert all(0 <= number < 2**32 for number in found)
