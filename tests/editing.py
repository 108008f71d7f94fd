"""An edit of a file of content, which must find what it replaces."""

from pathlib import Path


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
