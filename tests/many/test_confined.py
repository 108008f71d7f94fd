"""A page that is read in a process of its own: the same page, or one line."""

from pathlib import Path

import pytest

from immunograph.errors import NotAPage
from immunograph.many.confined import read
from immunograph.many.outcomes import Limits
from immunograph.pages.read import read as read_here


def test_it_is_the_page_that_would_be_read_here(tmp_path: Path) -> None:
    file = tmp_path / "p.md"
    file.write_text("# Effects\n\nFever is *common*.\n", encoding="utf-8")
    assert read(file) == read_here(file)


def test_what_is_no_page_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "p.txt").touch()
    with pytest.raises(NotAPage) as caught:
        read(tmp_path / "p.txt")
    assert str(caught.value) == (
        f"{tmp_path / 'p.txt'}: is empty: there is no text in it; save the page again"
    )


def test_a_page_that_takes_too_long_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "p.txt"
    file.write_text("Words follow words. " * 200_000, encoding="utf-8")
    with pytest.raises(NotAPage, match=r"not done within 0\.2 seconds; give more with --timeout"):
        read(file, Limits(seconds=0.2))
