"""The cells of a workbook, as text: one sheet, bounded before it is unpacked."""

import hashlib
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from immunograph.imports.files import contents, refused

MOST_UNPACKED, MOST_CELLS = 512 << 20, 5_000_000
LONGEST = 100_000


def sheet(path: Path) -> tuple[str, list[list[str]]]:
    """The SHA-256 of a workbook, and the cells of its first sheet. Raises `NotAPage`."""
    data = contents(path)
    _bounded(data, path)
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (only where read)

    try:
        rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    except (CalamineError, ValueError, IndexError, OSError) as error:
        said = " ".join(str(error).split())[:120]
        raise refused(path, f"is no workbook that can be read ({said})") from None
    if sum(map(len, rows)) > MOST_CELLS:
        raise refused(path, f"has more than {MOST_CELLS} cells")
    return hashlib.sha256(data).hexdigest(), [[text_of(cell, path) for cell in row] for row in rows]


def text_of(cell: object, path: Path) -> str:
    """A cell as text: a day as YYYY-MM-DD, a whole number without a point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = " ".join(str(cell).split()) if cell is not None else ""
    if len(text) > LONGEST:
        raise refused(path, f"has a cell of more than {LONGEST} characters")
    return text


def _bounded(data: bytes, path: Path) -> None:
    """Refuse a workbook that unpacks to more than any table has."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise refused(path, "is no workbook (.xlsx)") from None
    if size > MOST_UNPACKED:
        raise refused(path, f"unpacks to more than {MOST_UNPACKED >> 20} MiB")
