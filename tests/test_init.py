from pathlib import Path

import pytest

import immunograph
from immunograph.errors import BadParameter
from immunograph.init import init


def test_a_new_repository_is_consistent_and_laid_out(tmp_path: Path) -> None:
    init(tmp_path / "new")
    library = immunograph.open(tmp_path / "new")
    assert library.check().findings == ()
    assert library.format(write=False) == []
    assert (
        library.ask("which therapies target Example antigen").labels()[0]["therapy"] == "examplumab"
    )


def test_nothing_is_left_behind_where_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BadParameter, match="cannot be made: No space left"):
        init(tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("mine")
    with pytest.raises(BadParameter, match="not an empty folder"):
        init(tmp_path / "new")
    assert (tmp_path / "new").read_text() == "mine"
