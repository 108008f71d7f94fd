"""The bytes of a page, or one line that says why there are none."""

from pathlib import Path

import pytest

from immunograph.errors import NotAPage
from immunograph.pages.opening import MOST_BYTES, contents


def test_the_bytes_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_bytes(b"a\r\n\xff")
    assert contents(tmp_path / "p.txt") == b"a\r\n\xff"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere.txt", "cannot be read: no such file"),
        (".", "is a folder; name the pages in it"),
        ("a\x00b", "cannot be read: embedded null"),
    ],
)
def test_what_is_no_file_is_one_line(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(NotAPage) as caught:
        contents(tmp_path / name)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_larger_than_a_page_may_be_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "p.txt").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(NotAPage, match="is larger than 64 MiB; split it"):
        contents(tmp_path / "p.txt")
