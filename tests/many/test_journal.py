"""The journal of a run: what counts of it, and that damage to it loses no more than it must."""

import os
import time
from pathlib import Path

import pytest

from immunograph.errors import Unreadable
from immunograph.many.journal import Journal
from immunograph.many.outcomes import Done, Json


def page(folder: Path, text: str = "a") -> Path:
    file = folder / "p.txt"
    file.write_text(text, encoding="utf-8")
    return file


def written(folder: Path) -> Path:
    (file,) = (folder / "kept").glob("*")
    return file


def kept(folder: Path, file: Path) -> bool:
    journal = Journal(folder / "kept", {})
    return journal.has(journal.key(file))


def keep(folder: Path, file: Path, result: Json = None) -> Journal:
    journal = Journal(folder / "kept", {})
    journal.keep(journal.key(file), Done(file, result))
    return journal


def test_a_result_is_kept_as_it_was(tmp_path: Path) -> None:
    file = page(tmp_path)
    result: Json = {"a": [1, "é\u2028\n", None], "b": True}
    keep(tmp_path, file, result)
    journal = Journal(tmp_path / "kept", {})
    assert journal.kept(journal.key(file), file) == Done(file, result, kept=True)


def test_a_page_is_another_by_its_bytes_and_by_its_name(tmp_path: Path) -> None:
    file = page(tmp_path)
    keep(tmp_path, file)
    assert kept(tmp_path, file)
    assert not kept(tmp_path, file.rename(tmp_path / "q.md"))
    assert not kept(tmp_path, page(tmp_path, "b"))
    assert Journal(tmp_path / "kept", {}).key(tmp_path / "nowhere") == ""


def test_a_page_that_changed_while_it_was_read_is_not_kept(tmp_path: Path) -> None:
    journal, file = Journal(tmp_path / "kept", {}), page(tmp_path)
    key = journal.key(file)
    page(tmp_path, "b")
    journal.keep(key, Done(file, 1))
    page(tmp_path, "a")
    assert not kept(tmp_path, file)


@pytest.mark.parametrize("cut", range(1, 75, 9))
def test_a_line_that_was_cut_short_does_not_count_and_harms_no_other(
    tmp_path: Path, cut: int
) -> None:
    file = page(tmp_path)
    keep(tmp_path, file, "first")
    one = page(tmp_path, "b")
    keep(tmp_path, one, "second")
    path = written(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])
    assert not kept(tmp_path, one)
    keep(tmp_path, one, "again")
    journal = Journal(tmp_path / "kept", {})
    assert journal.kept(journal.key(one), one).result == "again"
    assert kept(tmp_path, page(tmp_path, "a"))


def test_journals_that_nobody_goes_on_with_are_removed(tmp_path: Path) -> None:
    Journal(tmp_path / "kept", {"data": "old"})
    old = written(tmp_path)
    os.utime(old, (time.time() - 31 * 24 * 3600,) * 2)
    journal = Journal(tmp_path / "kept", {"data": "new"})
    assert not old.exists()
    journal.forget()
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_journal_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")
    with pytest.raises(Unreadable, match=r"cannot be used: [^\n]*; remove it, and run again"):
        Journal(tmp_path / "kept", {})
