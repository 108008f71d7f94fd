"""The bytes of a page, as many as a page may have."""

from pathlib import Path

from immunograph.errors import NotAPage

MOST_BYTES = 64 << 20
_FIX = "check that it is a file, and that you may read it"


def contents(path: Path) -> bytes:
    """The bytes of a file. Raises `NotAPage` where it cannot be read, or is too large."""
    name = str(path)
    try:
        if path.is_dir():
            raise NotAPage(name, "is a folder", "name the pages in it", "unreadable")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # a name with a NUL in it
        reason = (getattr(error, "strerror", "") or str(error)).lower()
        raise NotAPage(name, f"cannot be read: {reason}", _FIX, "unreadable") from None
    if len(data) > MOST_BYTES:
        raise too_large(name)
    return data


def too_large(name: str) -> NotAPage:
    """What is said of a page of more bytes than a page may have."""
    limit = f"is larger than {MOST_BYTES >> 20} MiB"
    return NotAPage(name, limit, "split it, and name the parts", "too-large")
