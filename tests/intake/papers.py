"""Makes the small files that intake is tested on, byte by byte, so that each test shows what is wrong with its file."""

import io
import zipfile
import zlib
from collections.abc import Sequence

PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 64 >>\n"
    b"stream\n" + bytes(range(64)) + b"\nendstream"
)


def pdf(
    pages: Sequence[Sequence[str]], *, picture: bool = False, labels: str | None = None, encrypt: bool = False
) -> bytes:
    """A PDF with one line of Helvetica under the other on each page; with `picture`, each page shows an image.

    `labels` is a /PageLabels value such as `<< /Nums [0 << /S /r >>] >>`.
    """
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    if picture:
        objects.append(PICTURE)
    kids: list[str] = []
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj T*\n" if line else "T*\n" for line in lines)
        drawing = (
            "q 200 0 0 200 72 300 cm /Im1 Do Q\n" if picture else ""
        ) + f"BT /F1 11 Tf 14 TL 72 740 Td\n{shown}ET"
        stream = drawing.encode("cp1252")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
        resources = "/Font << /F1 3 0 R >>" + (" /XObject << /Im1 4 0 R >>" if picture else "")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << {resources} >> "
            f"/Contents {len(objects)} 0 R >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {f'/PageLabels {labels}' if labels else ''} >>".encode()
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    trailer = f"/Size {len(objects) + 1} /Root 1 0 R"
    if encrypt:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>")
        trailer = f"/Size {len(objects) + 1} /Root 1 0 R /Encrypt {len(objects)} 0 R /ID [<{'33' * 16}> <{'33' * 16}>]"
    return _written(objects, trailer)


def _written(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010} 00000 n \n".encode()
    out += f"trailer\n<< {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def archive(members: dict[str, bytes]) -> bytes:
    """A ZIP archive of the members, names as given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def overstated(declared: int) -> bytes:
    """A ZIP whose only member says that it is `declared` bytes long."""
    packed = bytearray(archive({"story.txt": b"The harbor was quiet.\n"}))
    entry = packed.rindex(b"PK\x01\x02")
    packed[entry + 24 : entry + 28] = declared.to_bytes(4, "little")
    return bytes(packed)


def squeezed(data: bytes) -> bytes:
    """The bytes as zlib packs them."""
    return zlib.compress(data, 9)
