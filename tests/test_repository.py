import os
from pathlib import Path

import pytest

from immunograph import repository
from immunograph.errors import NotARepository, Unreadable
from immunograph.repository import FOLDERS, ContentFile


def test_the_nearest_repository_above_the_current_folder_is_found(small: Path) -> None:
    assert repository.find(start=small / "graph" / "drug").root == small


def test_a_named_folder_must_be_a_repository_itself(small: Path) -> None:
    with pytest.raises(NotARepository, match="lacks ontology/, graph/, queries/, validate/"):
        repository.find(small / "graph")


def test_the_environment_names_a_repository(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMMUNOGRAPH_REPO", str(small))
    assert repository.find().root == small


def test_outside_any_repository_the_built_in_one_is_found(tmp_path: Path) -> None:
    found = repository.find(start=tmp_path)
    assert found == repository.built_in()
    assert not repository.missing(found.root)


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_lacking_folder_is_named(small: Path, folder: str) -> None:
    (small / folder).rename(small / "elsewhere")
    with pytest.raises(NotARepository, match=f"lacks {folder}/"):
        repository.at(small)


def test_a_damaged_repository_is_not_passed_over_for_another(small: Path) -> None:
    (small / "queries").rename(small / "elsewhere")
    with pytest.raises(NotARepository, match="lacks queries/"):
        repository.find(start=small / "graph")


def test_files_come_by_name_and_hidden_ones_are_left_out(small: Path) -> None:
    (small / "graph" / "drug" / ".swap.ttl").write_text("")
    names = [file.name for file in repository.at(small).files("graph", ".ttl")]
    assert names == sorted(names)
    assert not any("swap" in name for name in names)


def test_a_link_is_refused(small: Path) -> None:
    (small / "graph" / "drug" / "x.ttl").symlink_to("/etc/hostname")
    with pytest.raises(Unreadable, match=r"graph/drug/x\.ttl: is a symbolic link"):
        repository.at(small).files("graph", ".ttl")


def test_an_unreadable_folder_is_named(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(Unreadable, match="graph: cannot be read: permission denied"):
        repository.at(small).files("graph", ".ttl")


def test_bytes_that_are_not_utf8_have_a_line_and_a_column() -> None:
    file = ContentFile("graph/drug/x.ttl", b"a\nb\xc3\xa9\xff\n")
    with pytest.raises(Unreadable, match=r"graph/drug/x\.ttl:2:3: byte 0xff is not UTF-8"):
        file.text  # noqa: B018


def test_a_mark_of_byte_order_is_said_to_be_one() -> None:
    file = ContentFile("graph/drug/x.ttl", b"\xef\xbb\xbf# text")
    with pytest.raises(Unreadable, match=r"x\.ttl:1:1: the file begins with a mark of byte order"):
        file.text  # noqa: B018


@pytest.mark.skipif(os.name != "posix", reason="names of other systems are Unicode")
def test_a_name_that_is_not_utf8_is_refused(small: Path) -> None:
    (small / "graph" / "drug" / os.fsdecode(b"\xff.ttl")).write_text("")
    with pytest.raises(Unreadable, match=r"graph/drug/\\udcff\.ttl: its name is not UTF-8"):
        repository.at(small).files("graph", ".ttl")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(small: Path) -> None:
    os.mkfifo(small / "graph" / "drug" / "x.ttl")
    with pytest.raises(Unreadable, match=r"graph/drug/x\.ttl: is no plain file"):
        repository.at(small).files("graph", ".ttl")


def test_the_home_of_nobody_is_no_repository() -> None:
    with pytest.raises(NotARepository, match="no such folder"):
        repository.at(Path("~nobody-of-this-name"))


def test_a_working_folder_that_was_removed_is_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IMMUNOGRAPH_REPO", raising=False)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(NotARepository, match="no such folder"):
        repository.find()
