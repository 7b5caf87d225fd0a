"""Make the example files that cannot be typed: the PDF, the Word file, the mis-encoded copy and the broken ones.

The files are committed; run `python examples/tools/make.py` after changing a text here, and commit the result with it.
Needs the dependency group `examples`. The same input gives the same bytes.
"""

import random
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import ftfy.bad_codecs
from docx import Document
from PIL import Image, ImageDraw
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

EXAMPLES = Path(__file__).resolve().parents[1]
DOCUMENTS = EXAMPLES / "documents"
BROKEN = EXAMPLES / "broken"

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=12, leading=17, spaceAfter=9, firstLineIndent=24)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Times-Bold", alignment=TA_CENTER, firstLineIndent=0)
PLAIN = ParagraphStyle("plain", parent=BODY, firstLineIndent=0)

INDICTMENT = (
    (HEAD, "SUPERIOR COURT OF KESTREL COUNTY"),
    (HEAD, "STATE OF VALDORIA"),
    (PLAIN, "THE STATE OF VALDORIA,"),
    (PLAIN, "v."),
    (
        PLAIN,
        "DARIO VELASCO-PRIOR, also known as “Chispa”,<br/>TEODOR LUNZ,<br/>BRUNO CASTELLANE, and<br/>INES CABRERA-HOLT,",
    ),
    (PLAIN, "Defendants."),
    (HEAD, "INDICTMENT No. 24-0417"),
    (PLAIN, "Filed May 14, 2024"),
    (PLAIN, "THE GRAND JURY CHARGES:"),
    (HEAD, "INTRODUCTION"),
    (
        BODY,
        "1. At all times relevant to this indictment, Los Corvinos was a criminal organization that originated in the prison "
        "at Santa Ilaria and operated in Santa Ilaria and in the Quay Ward district of Port Maren.",
    ),
    (
        BODY,
        "2. Members of Los Corvinos engaged in extortion, arson and money laundering. Corvinos Nuevos was a faction that "
        "split from Los Corvinos in or about October 2023 and is not charged in this indictment.",
    ),
    (
        BODY,
        "3. The defendant DARIO VELASCO-PRIOR, also known as “Chispa”, was a lieutenant of Los Corvinos who directed the "
        "collection of payments in Quay Ward.",
    ),
    (BODY, "4. The defendant TEODOR LUNZ was a member of Los Corvinos."),
    (
        BODY,
        "5. The defendant BRUNO CASTELLANE drove a delivery van and carried out tasks for members of Los Corvinos. He was "
        "not a member of the organization.",
    ),
    (
        BODY,
        "6. The defendant INES CABRERA-HOLT owned a remittance shop, Envíos Ilaria, on the square in Santa Ilaria.",
    ),
    (PageBreak, ""),
    (HEAD, "COUNT ONE"),
    (HEAD, "(Conspiracy to Commit Extortion)"),
    (
        BODY,
        "7. Between in or about January 2023 and May 2024, in Kestrel County, the defendants DARIO VELASCO-PRIOR and TEODOR "
        "LUNZ, together with others, conspired to obtain money from the owners of at least 23 businesses in Quay Ward "
        "by threats of violence.",
    ),
    (
        BODY,
        "8. It was part of the conspiracy that payments of between $200 and $600 were collected on the first day of each "
        "month. According to Witness 1, the owner of a bakery, two men told him that “shops burn” after he was late.",
    ),
    (HEAD, "COUNT TWO"),
    (HEAD, "(Arson in the Second Degree)"),
    (
        BODY,
        "9. On or about February 17, 2024, the defendant BRUNO CASTELLANE intentionally set fire to Pereault Marine Supply, a "
        "building at 31 Slate Street in Quay Ward, while a person, Wanda Pereault, was present inside.",
    ),
    (HEAD, "COUNT THREE"),
    (HEAD, "(Murder in the Second Degree)"),
    (
        BODY,
        "10. On or about March 8, 2024, outside the Eastholm bus depot, the defendant TEODOR LUNZ, with intent to cause the "
        "death of another person, caused the death of Karim Adeyemi-Roth by shooting him with a pistol.",
    ),
    (PageBreak, ""),
    (HEAD, "COUNT FOUR"),
    (HEAD, "(Money Laundering)"),
    (
        BODY,
        "11. Between in or about March 2023 and April 2024, the defendant INES CABRERA-HOLT conducted financial transactions "
        "that involved approximately $212,000, knowing that the money was the proceeds of extortion.",
    ),
    (PLAIN, "A TRUE BILL"),
    (PLAIN, "Foreperson of the Grand Jury"),
    (PLAIN, "HELENA MARSH<br/>District Attorney of Kestrel County"),
)

PLEA = (
    ("Heading", "Kestrel County District Attorney’s Office"),
    ("Title", "Bookkeeper pleads guilty to laundering waterfront payments"),
    ("Body", "FOR IMMEDIATE RELEASE"),
    ("Body", "September 18, 2024"),
    (
        "Body",
        "HARROW BEND – Kestrel County District Attorney Helena Marsh today announced that Odalys Finch, 38, of Santa Ilaria, "
        "pleaded guilty to one count of money laundering before Judge Ruth Ekwueme.",
    ),
    (
        "Body",
        "Finch, a former bookkeeper of the remittance shop Envíos Ilaria, admitted that between March 2023 and April 2024 she "
        "sent $212,000 abroad in 61 transfers, knowing that the money had been extorted from shopkeepers in Port Maren. "
        "She was first named as a witness in the case and was charged on August 27.",
    ),
    (
        "Body",
        "“The defendant kept two sets of books, one for the tax office and one for people who break windows,” District "
        "Attorney Marsh said. “Today she closed the second one.”",
    ),
    (
        "Body",
        "According to the plea agreement, Finch received $9,400 from a man whom she knew only as “Chispa”. The agreement "
        "doesn’t name any other person. Her lawyer, Jonas Abara, said in court that she had been threatened and “was more "
        "afraid of them than of you”.",
    ),
    (
        "Body",
        "Finch faces up to seven years in prison. Sentencing is set for December 4, and she remains free on bail.",
    ),
    (
        "Body",
        "The charges against four other defendants, including the owner of the shop, Ines Cabrera-Holt, are pending. They "
        "are accusations, and the defendants are presumed innocent.",
    ),
    ("Body", "Press contact: Press Office, 1 Courthouse Square, Harrow Bend"),
)


def write_indictment(path: Path) -> None:
    """Three pages with numbered paragraphs and counts; running header, and page numbers as courts print them."""

    def furniture(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(2.5 * cm, A4[1] - 1.5 * cm, "State v. Velasco-Prior et al., No. 24-0417")
        canvas.drawCentredString(A4[0] / 2, 1.5 * cm, f"Page {template.page} of 3")

    flow = [PageBreak() if style is PageBreak else Paragraph(text, style) for style, text in INDICTMENT]
    flow.insert(2, Spacer(1, 12))
    template = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        invariant=1,
        title="Indictment No. 24-0417",
        author="Superior Court of Kestrel County",
        leftMargin=2.5 * cm,
        rightMargin=2.5 * cm,
    )
    template.build(flow, onFirstPage=furniture, onLaterPages=furniture)


def write_plea(path: Path) -> None:
    """A press release as an office's word processor leaves it."""
    document = Document()
    document.core_properties.author = "Press Office"
    document.core_properties.title = PLEA[1][1]
    document.core_properties.created = document.core_properties.modified = datetime(2024, 9, 18, 9, tzinfo=UTC)
    for style, text in PLEA:
        if style == "Title":
            document.add_heading(text, level=1)
        else:
            document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            fixed.writestr(zipfile.ZipInfo(name, (2024, 9, 18, 9, 0, 0)), made.read(name), zipfile.ZIP_DEFLATED)


def write_misencoded(source: Path, path: Path) -> None:
    """The story as a site shows it that read UTF-8 as Windows-1252 and saved the result."""
    text = source.read_text(encoding="utf-8").replace("Port Maren Courier", "Harrow Bend Mirror (from the Courier)")
    path.write_bytes(text.encode("utf-8").decode("sloppy-windows-1252").encode("utf-8"))


def write_broken(indictment: Path) -> None:
    """What a newsroom's folder holds besides documents: each is refused with its reason, and the rest are read."""
    (BROKEN / "empty.txt").write_bytes(b"")
    (BROKEN / "junk.doc").write_bytes(random.Random(7).randbytes(4096))
    (BROKEN / "cut-off.pdf").write_bytes(indictment.read_bytes()[:900])
    locked = Canvas(
        str(BROKEN / "locked.pdf"), pagesize=A4, invariant=1, encrypt=StandardEncryption("made-up", canPrint=0)
    )
    locked.drawString(72, 720, "Nobody can read this without the password.")
    locked.save()
    page = Image.new("1", (620, 877), 1)
    ImageDraw.Draw(page).text((80, 100), "STATEMENT OF A HARBOR PILOT", fill=0)
    scan = Canvas(str(BROKEN / "scan.pdf"), pagesize=A4, invariant=1)
    scan.setFillColor(colors.black)
    scan.drawImage(ImageReader(page), 0, 0, *A4)
    scan.save()


def main() -> None:
    """Write every made file to its place."""
    ftfy.bad_codecs.ok()
    BROKEN.mkdir(exist_ok=True)
    write_indictment(DOCUMENTS / "indictment-24-0417.pdf")
    write_plea(DOCUMENTS / "da-finch-plea.docx")
    write_misencoded(DOCUMENTS / "courier-charges-dropped.txt", DOCUMENTS / "mirror-charges-dropped.txt")
    write_broken(DOCUMENTS / "indictment-24-0417.pdf")


if __name__ == "__main__":
    main()
