"""Which files are meant by paths, folders and patterns."""

from pathlib import Path

import pytest

from immunograph.errors import NotAPage
from immunograph.many.selection import select

NAMES = ("b.md", "a.txt", "deep/c.HTML", "deep/er/d.pdf", "e.xml", "x.json", ".h.md", ".git/g.md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def names(folder: Path, *named: str) -> list[str]:
    found = select(str(folder / name) for name in named)
    return [str(path.relative_to(folder)) for path in found]


def test_the_pages_in_a_folder_are_sorted(folder: Path) -> None:
    assert names(folder, "") == ["a.txt", "b.md", "deep/c.HTML", "deep/er/d.pdf", "e.xml"]


def test_a_pattern_names_what_it_fits(folder: Path) -> None:
    assert names(folder, "*.[mt]*") == ["a.txt", "b.md"]
    assert names(folder, "**/*.pdf") == ["deep/er/d.pdf"]
    assert names(folder, "*.json") == ["x.json"]


def test_paths_keep_their_order_and_each_file_stands_once(folder: Path) -> None:
    (folder / "link.md").symlink_to(folder / "b.md")
    assert names(folder, "e.xml", "b.md", "deep/../b.md", "link.md", "*.xml", "nowhere.md") == [
        "e.xml",
        "b.md",
        "nowhere.md",
    ]


def test_a_file_whose_name_is_a_pattern_is_a_file(folder: Path) -> None:
    (folder / "[a].md").touch()
    assert names(folder, "[a].md") == ["[a].md"]


@pytest.mark.parametrize("name", ["none", "*.rst"])
def test_what_holds_no_pages_is_told(folder: Path, name: str) -> None:
    (folder / "none").mkdir()
    with pytest.raises(NotAPage, match="has no pages in it"):
        names(folder, name)
