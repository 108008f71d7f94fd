"""PDFs for tests: texts at places, in a font and a size."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique"}


@dataclass
class Sheet:
    """A page: `show` adds a text at a place, in points from the left and from the bottom."""

    content: list[str] = field(default_factory=list)
    image: bool = False
    turned: int = 0

    def show(self, left: float, base: float, text: str, size: float = 10, font: str = "F1") -> None:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        place = f"1 0 0 1 {left} {base} Tm"
        self.content.append(f"BT /{font} {size} Tf {place} ({escaped}) Tj ET")

    def lines(self, left: float, base: float, texts: Sequence[str], size: float = 10) -> float:
        """Lines below one another; gives where the next one stands."""
        for text in texts:
            self.show(left, base, text, size)
            base -= size * 1.2
        return base

    def draw(self, operators: str) -> None:
        self.content.append(operators)


def pdf(*sheets: Sheet, title: str = "", packed: bool = True, extra: str = "") -> bytes:
    """A file of these pages."""
    objects: list[bytes] = [b"", b""]  # the catalogue and the tree of pages, when they are known
    fonts = []
    for name, base in FONTS.items():
        entries = f"/Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding"
        objects.append(f"<< /Type /Font {entries} >>".encode())
        fonts.append(f"/{name} {len(objects)} 0 R")
    objects.append(stream(b"\x00", "/Type /XObject /Subtype /Image /Width 1 /Height 1"))
    drawn = f"/XObject << /Im {len(objects)} 0 R >>"
    pages = []
    for sheet in sheets:
        written = "\n".join([*sheet.content, "q 600 0 0 800 0 0 cm /Im Do Q" * sheet.image])
        objects.append(stream(written.encode("cp1252"), packed=packed))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate {sheet.turned} "
            f"/Resources << /Font << {' '.join(fonts)} >> {drawn} >> "
            f"/Contents {len(objects)} 0 R >>".encode()
        )
        pages.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Lang (en-US) >>"
    objects[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(pages)}] >>".encode()
    objects.append(f"<< /Title ({title}) /Producer (by hand) >>".encode())
    return file_of(objects, f"/Root 1 0 R /Info {len(objects)} 0 R {extra}")


def stream(data: bytes, entries: str = "", packed: bool = True) -> bytes:
    """A stream object."""
    if packed:
        data, entries = zlib.compress(data), f"{entries} /Filter /FlateDecode"
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def file_of(objects: Sequence[bytes], trailer: str) -> bytes:
    """A file of objects, with its table of where they stand."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)
