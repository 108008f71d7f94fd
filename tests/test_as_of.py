"""Answers as of another moment: of a commit, or with the claims that hold on a day."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import immunograph
from conftest import Shell
from editing import edit, git, keep
from immunograph import as_of, build, history, publication, repository
from immunograph.dataset import DataSet
from immunograph.errors import BadParameter
from immunograph.library import Library
from immunograph.store import MemoryStore
from immunograph.validity import holding
from immunograph.vocabulary import CLAIMS, IG, XSD

DRUG = "graph/drug/examplumab.ttl"
QUESTION = "which therapies target Example antigen"
ROLE = "    ig:role ig:DirectedTarget ;\n"
TODAY = date(2026, 12, 1)


def days(root: Path, *clauses: str) -> None:
    """Give the claim on the target of the example some days."""
    edit(root, DRUG, ROLE, ROLE + "".join(f"    {clause} ;\n" for clause in clauses))


def day(name: str, text: str) -> str:
    return f'ig:{name} "{text}"^^<{XSD}date>'


def targets(root: Path, moment: str) -> list[str]:
    answer = (
        immunograph.open(root).as_of(moment).query("therapies-by-target", target="Example antigen")
    )
    return [row["therapy"] for row in answer.labels()]


def counting(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is built from now on."""
    built: list[object] = []
    original = build.assemble

    def assemble(made_from: build.Inputs) -> DataSet:
        built.append(made_from)
        return original(made_from)

    monkeypatch.setattr(build, "assemble", assemble)
    return built


def past(root: Path) -> dict[str, Path]:
    return {path.name: path for path in (root / ".immunograph" / "past").iterdir()}


@pytest.fixture
def renamed(small: Path) -> Iterator[tuple[Path, str]]:
    """A repository in which the example has another name since its first commit."""
    first = keep(small)
    edit(small, DRUG, '"examplumab"@en', '"samplumab"@en')
    keep(small, "renamed")
    yield small, first


# Of a commit


def test_an_answer_is_that_of_the_commit(renamed: tuple[Path, str]) -> None:
    root, first = renamed
    assert targets(root, first) == targets(root, "HEAD~1") == ["examplumab"]
    assert targets(root, "HEAD") == ["samplumab"]
    edit(root, DRUG, '"samplumab"@en', '"editumab"@en')
    assert targets(root, "HEAD") == ["samplumab"]


@pytest.mark.parametrize(
    "command",
    [
        ["ask", QUESTION],
        ["query", "therapies-by-target", "target=Example antigen"],
        ["sparql", "-e", "SELECT ?t { ?t ig:targets ?a }"],
        ["explain", "examplumab", "Example antigen"],
    ],
)
def test_each_command_that_answers_takes_a_moment(
    renamed: tuple[Path, str], command: list[str]
) -> None:
    root, first = renamed
    shell = Shell(root)(*command, "--as-of", first[:10])
    assert (shell.code, "examplumab" in shell.out) == (0, True), shell.err
    dated = git(root, "show", "--no-patch", "--format=%cs", first)
    said = f"As of commit {first[:12]} of {dated}, with the questions of that commit."
    assert shell.err.splitlines()[0] == said
    assert "edited since" not in shell.err
    assert said not in shell(*command, "--as-of", first, "--quiet").err


def test_the_questions_are_those_of_the_commit(renamed: tuple[Path, str]) -> None:
    root, first = renamed
    text = "#+ summary: s\n#+ forms:\n#+   - is it new\nSELECT ?s { ?s a ig:Drug }"
    (root / "queries" / "new.rq").write_text(text, encoding="utf-8")
    (root / "queries" / "sources-read.rq").unlink()
    second = keep(root)
    then = immunograph.open(root).as_of(first)
    assert "sources-read" in then.queries
    assert "new" not in then.queries
    now = immunograph.open(root).as_of(second)
    for _ in range(2):  # as built, and as kept
        assert now.ask("is it new").reading.query.name == "new"
        now = immunograph.open(root).as_of(second)
    assert "otherwise" in (root / "queries" / "therapies-by-target.rq").read_text("utf-8")
    assert then.queries["therapies-by-target"].otherwise is not None


def test_the_conditions_are_those_of_the_commit(renamed: tuple[Path, str]) -> None:
    root, first = renamed
    shutil.rmtree(root / "queries" / "conditions")
    second = keep(root)
    for _ in range(2):  # as built, and as kept
        assert immunograph.open(root).as_of(first).conditions
        assert not immunograph.open(root).as_of(second).conditions


def test_what_was_built_of_a_commit_is_used_again(
    renamed: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, first = renamed
    expected = immunograph.open(root).as_of(first).dataset.data

    def refused(*_: object) -> None:
        raise AssertionError("the content of the commit was read again")

    monkeypatch.setattr(history, "content", refused)
    monkeypatch.setattr(build, "assemble", refused)
    kept = immunograph.open(root).as_of(first)
    assert kept.dataset.data == expected
    assert kept.query("therapies-by-target", target="Example antigen").rows
    assert past(root).keys() == {first}


@pytest.mark.parametrize("file", ["dataset.nq", "manifest.json", "content.json", "digests"])
def test_what_is_kept_and_damaged_is_built_again(renamed: tuple[Path, str], file: str) -> None:
    root, first = renamed
    built = immunograph.open(root).as_of(first).dataset.data
    before = (past(root)[first] / file).read_bytes()
    for damage in (b"", b"\xff\xfe", b'{"inputs": {}}'):
        (past(root)[first] / file).write_bytes(damage)
        assert immunograph.open(root).as_of(first).dataset.data == built
        assert (past(root)[first] / file).read_bytes() == before


def test_what_another_version_built_or_another_commit_is_not_used(
    renamed: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, first = renamed
    second = git(root, "rev-parse", "HEAD")
    targets(root, second)
    shutil.copytree(past(root)[second], past(root)[second].with_name(first))
    assert targets(root, first) == ["examplumab"]
    monkeypatch.setattr(build, "BUILDER", "another")
    built = counting(monkeypatch)
    targets(root, first)
    assert len(built) == 1


def test_a_wrong_answer_to_what_is_known_is_not_believed(
    renamed: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, first = renamed
    found = repository.at(root)
    targets(root, first)
    files = publication.recall(found, first)
    assert files is not None
    lines = files["dataset.nq"].decode().splitlines(keepends=True)
    others = "".join(line for line in lines if f"{IG}targets> <" not in line).encode()
    publication.remember(found, first, {**files, "dataset.nq": others})
    assert publication.recall(found, first) is not None
    assert targets(root, first) == ["examplumab"]
    files = publication.recall(found, first)
    assert files is not None
    assert f"{IG}targets> <".encode() in files["dataset.nq"]


def test_only_some_are_kept_those_that_were_used_last(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = repository.at(small)
    moments = [f"2024-01-{number:02}" for number in range(1, 12)]
    for number, moment in enumerate(moments):
        publication.remember(found, moment, {"x": b"x"})
        assert publication.recall(found, moments[0]) == {"x": b"x"}, number
        time.sleep(0.01)
    assert past(small).keys() == {moments[0], *moments[-7:]}
    monkeypatch.setattr(publication, "_PAST_BYTES", 10)
    publication.remember(found, "2024-02-01", {"x": bytes(100)})
    assert past(small).keys() == {"2024-02-01"}


def test_an_answer_is_given_where_nothing_can_be_kept(
    renamed: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, first = renamed

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(publication, "remember", full)
    assert targets(root, first) == ["examplumab"]


def test_a_commit_that_cannot_be_built_is_said_in_a_line(small: Path) -> None:
    text = (small / DRUG).read_text("utf-8")
    edit(small, DRUG, "a ig:Drug ;", "a ig:Drug ; ;; oops")
    broken = keep(small)
    (small / DRUG).write_text(
        text.replace("ig:antigen antigen:", "ig:antigen antigen:no-"), "utf-8"
    )
    lost = keep(small)
    (small / DRUG).write_text(text, encoding="utf-8")
    for commit in (broken, lost):
        shell = Shell(small)("ask", QUESTION, "--as-of", commit)
        assert shell.code == 2
        assert shell.err.startswith(f"commit {commit[:12]} of ")
        assert f" cannot be built by this version: {DRUG}:" in shell.err
        assert shell.err.count("\n") == 1


def test_a_commit_without_a_folder_is_said(small: Path) -> None:
    shutil.move(small / "validate", small / "elsewhere")
    first = keep(small)
    shutil.move(small / "elsewhere", small / "validate")
    shell = Shell(small)("ask", QUESTION, "--as-of", first)
    assert (shell.code, shell.err) == (2, f"{first[:12]}: the repository lacked validate/ then\n")


@pytest.mark.parametrize(
    "moment", ["nonsense", "2024-13-01", "2024-6-1", "", "--version", "HEAD~9"]
)
def test_what_is_no_moment_is_said(small: Path, moment: str) -> None:
    keep(small)
    shell = Shell(small)("ask", QUESTION, f"--as-of={moment}")
    assert shell.code == 2
    assert f"git knows no revision {moment!r}" in shell.err
    assert "a day is written YYYY-MM-DD" in shell.err


def test_without_git_only_days_are_known(small: Path) -> None:
    with pytest.raises(BadParameter, match=r"not kept in git.*; a day is written YYYY-MM-DD"):
        targets(small, "HEAD")
    assert targets(small, "2024-01-01") == ["examplumab"]


def test_the_repository_of_the_package_has_days_and_no_history(
    small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(repository, "_PACKAGE", tmp_path / "package")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "package" / "_content"
    shutil.copytree(small, root)
    assert targets(root, "2024-01-01") == ["examplumab"]
    with pytest.raises(BadParameter, match="HEAD: the repository that came with the package"):
        targets(root, "HEAD")


def test_a_shallow_clone_says_that_it_is_one(renamed: tuple[Path, str], tmp_path: Path) -> None:
    root, first = renamed
    clone = tmp_path / "clone"
    command = ["git", "clone", "-q", "--depth=1", f"file://{root}", str(clone)]
    subprocess.run(command, check=True, capture_output=True)
    assert targets(clone, "HEAD") == ["samplumab"]
    for revision in (first, "HEAD~1"):
        with pytest.raises(BadParameter, match="this clone is shallow: git fetch --unshallow"):
            targets(clone, revision)


def test_a_partial_clone_fetches_nothing(renamed: tuple[Path, str], tmp_path: Path) -> None:
    root, first = renamed
    git(root, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    command = ["git", "clone", "-q", "--filter=blob:none", f"file://{root}", str(clone)]
    subprocess.run(command, check=True, capture_output=True)
    with pytest.raises(BadParameter, match=f"{first[:12]}: git cannot give its content"):
        targets(clone, first)


# On a day


@pytest.mark.parametrize(
    ("clauses", "moment", "expected"),
    [
        ([], "1999-01-01", True),
        ([day("validFrom", "2020-01-01")], "2019-12-31", False),
        ([day("validFrom", "2020-01-01")], "2020-01-01", True),
        ([day("validTo", "2021-06-30")], "2021-06-30", True),
        ([day("validTo", "2021-06-30")], "2021-07-01", False),
        ([day("validFrom", "2020-01-01"), day("validTo", "2021-06-30")], "2020-05-05", True),
        ([day("decidedOn", "2020-01-01")], "2019-12-31", False),
        ([day("decidedOn", "2020-01-01"), day("validFrom", "2021-01-01")], "2020-05-05", False),
        ([day("inForceOn", "2020-01-01")], "2019-12-31", True),
    ],
)
def test_a_claim_is_shown_on_the_days_on_which_it_holds(
    small: Path, clauses: list[str], moment: str, expected: bool
) -> None:
    days(small, *clauses)
    library = immunograph.open(small).as_of(moment)
    assert bool(targets(small, moment)) is expected
    assert library.sparql("ASK { drug:examplumab ig:targets antigen:example-antigen }") is expected
    left_out = library.dataset.manifest["as_of"]["left_out"]
    assert left_out == (0 if expected else 1)
    assert f"without {left_out} claim" in library.said
    assert immunograph.open(small).sparql("ASK { drug:examplumab ig:targets ?antigen }") is True


def test_what_points_to_a_claim_that_does_not_hold_goes_with_it() -> None:
    gone, stays = f"<{CLAIMS}gone>", f"<{CLAIMS}stays>"
    ended = f'{gone} <{IG}validTo> "2020-01-01"^^<{XSD}date> .'
    to_end = f'{stays} <{IG}validTo> "2030-01-01"^^<{XSD}date> .'
    link = f"<urn:resolution> <{IG}resolves> {gone} ."
    other = f"<urn:resolution> <{IG}resolves> {stays} ."
    held = holding([ended, to_end, link, other], date(2024, 1, 1))
    assert list(held.lines) == [to_end, other]
    assert list(held.running) == [other]
    assert held.left_out == {gone}
    assert list(holding([ended, link], None).lines) == [ended, link]


def test_a_programme_that_ended_later_had_not_ended(library: Library, copied: Path) -> None:
    ask = "SELECT ?drug { ?drug ig:hasRiskProgramme ?jurisdiction } ORDER BY ?drug"
    ended = "SELECT ?drug ?day { ?claim a ig:RiskProgramme ; ig:about ?drug ; ig:validTo ?day }"
    found = library.dataset.store.select(ended).rows
    assert found
    assert library.dataset.store.select(ask).rows == ()
    last = min(str(row["day"].value) for row in found)  # type: ignore[union-attr]
    now = immunograph.open(copied)
    on_last_day = now.as_of(last).dataset
    drugs = {row["drug"] for row in on_last_day.store.select(ask).rows}
    assert drugs == {row["drug"] for row in found}
    assert on_last_day.store.select(ended).rows == found
    counts = on_last_day.manifest["statements"]
    assert counts["asserted"] + counts["derived"] + counts["compiled"] == len(on_last_day.store)


def test_what_was_built_of_a_day_is_used_until_a_file_is_edited(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = counting(monkeypatch)
    assert targets(small, "2024-01-01") == targets(small, "2024-01-01") == ["examplumab"]
    assert len(built) == 1
    edit(small, DRUG, '"examplumab"@en', '"samplumab"@en')
    assert targets(small, "2024-01-01") == ["samplumab"]
    assert len(built) == 2


def test_a_day_to_come_is_refused(small: Path) -> None:
    found = repository.at(small)
    assert as_of.then(found, "2026-12-01", TODAY).dataset
    with pytest.raises(BadParameter, match="2026-12-02 is a day to come"):
        as_of.then(found, "2026-12-02", TODAY)
    assert Shell(small)("ask", QUESTION, "--as-of", "9999-01-01").code == 2


def test_what_could_be_a_day_or_a_revision_is_a_day_and_that_is_said(
    renamed: tuple[Path, str],
) -> None:
    root, first = renamed
    shell = Shell(root)
    assert "also a revision" not in shell("ask", QUESTION, "--as-of", "2024-06-01").err
    git(root, "tag", "2024-06-01", first)
    shell("ask", QUESTION, "--as-of", "2024-06-01")
    assert "samplumab" in shell.out
    assert "2024-06-01 is also a revision; ask for that by its full name" in shell.err
    shell("ask", QUESTION, "--as-of", "refs/tags/2024-06-01")
    assert "examplumab" in shell.out


def test_a_day_leaves_what_is_published_as_it_is(small: Path) -> None:
    before = immunograph.open(small).dataset.data
    days(small, day("validTo", "2021-06-30"))
    immunograph.open(small).as_of("2024-01-01").dataset  # noqa: B018
    published = immunograph.open(small).dataset
    assert published.data != before
    assert MemoryStore(published.data, {}).lines() == published.store.lines()
    manifests = (small / ".immunograph" / "versions").glob("*/manifest.json")
    assert not [path for path in manifests if "as_of" in json.loads(path.read_text("utf-8"))]
