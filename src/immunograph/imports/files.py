"""The bytes of a file to be imported, bounded; and why a file is refused."""

from pathlib import Path

from immunograph.errors import NotAPage

MOST_BYTES = 64 << 20


def contents(path: Path) -> bytes:
    """The bytes of a file. Raises `NotAPage`."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = f"cannot be read: {(error.strerror or str(error)).lower()}"
        raise NotAPage(str(path), reason, "check that it exists and that you may read it") from None
    if len(data) > MOST_BYTES:
        raise refused(path, f"has more than {MOST_BYTES >> 20} MiB")
    return data


_AS_OFFERED = "give the file as its publisher offers it"


def refused(path: Path, reason: str, fix: str = _AS_OFFERED) -> NotAPage:
    """Why a file is none of its kind, and what to do."""
    return NotAPage(str(path), reason, fix, "refused")
