"""What a repository was at a commit."""

from pathlib import Path

import pytest

from editing import git, keep
from immunograph import build, history, repository
from immunograph.errors import BadParameter

DRUG = Path("graph/drug/examplumab.ttl")


def test_the_content_of_a_commit_is_what_was_kept_then(small: Path) -> None:
    before = (small / DRUG).read_text()
    first = keep(small)
    (small / DRUG).write_text(f"{before}\n# later\n")
    keep(small)
    (small / DRUG).write_text("edited since")
    with history.content(repository.at(small), first) as then:
        assert (then.root / DRUG).read_text() == before
        digest = build.inputs(then).sha256
        root = then.root
    assert not root.exists()
    (small / DRUG).write_text(before)
    assert build.inputs(repository.at(small)).sha256 == digest


def test_a_repository_may_be_a_folder_of_a_larger_one(small: Path) -> None:
    first = keep(small.parent)
    with history.content(repository.at(small), first) as then:
        assert (then.root / DRUG).read_text() == (small / DRUG).read_text()


def test_a_revision_is_named_as_git_names_them(small: Path) -> None:
    first = keep(small)
    (small / DRUG).write_text((small / DRUG).read_text() + "\n# later\n")
    second = keep(small)
    assert [history.commit(small, name) for name in ("HEAD", "HEAD~1")] == [second, first]


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "HEAD~99", "", "HEAD:graph"])
def test_a_revision_that_is_none_is_refused(small: Path, revision: str) -> None:
    keep(small)
    with pytest.raises(BadParameter, match="git knows no revision"):
        history.commit(small, revision)
    assert not (small / "x").exists()


def test_without_git_there_is_no_history(small: Path) -> None:
    with pytest.raises(BadParameter, match="not kept in git"):
        history.commit(small, "HEAD")


def test_a_commit_without_the_content_folders_is_refused(small: Path) -> None:
    git(small, "init", "-q")
    git(small, "commit", "-qm", "nothing", "--allow-empty")
    first = git(small, "rev-parse", "HEAD")
    keep(small)
    refused = pytest.raises(
        BadParameter, match="lacked ontology/, graph/, queries/, validate/ then"
    )
    with refused, history.content(repository.at(small), first):
        pass
