"""The data set as of another moment: the content of a commit, or the claims that hold on a day.

What was built for a moment is kept, and is found again by the name of the commit or by the day.
"""

import contextlib
import json
import re
from dataclasses import dataclass, replace
from datetime import date

from immunograph import build, history, ontology, publication
from immunograph.dataset import DataSet
from immunograph.errors import BadParameter, BadQuery, Unreadable
from immunograph.finding import counted
from immunograph.repository import ContentFile, Repository, of_files
from immunograph.store import MemoryStore

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ABBREVIATED = 12
_DATA, _MANIFEST, _CONTENT = "dataset.nq", "manifest.json", "content.json"


@dataclass(frozen=True)
class Then:
    """The data set as of a moment, the content its questions stand in, and which moment that is."""

    dataset: DataSet
    content: Repository
    said: str


def then(repository: Repository, moment: str, today: date) -> Then:
    """The data set as of a day, written YYYY-MM-DD, or of a revision that git knows.

    What could be both is a day. Raises `BadParameter` for what is neither, for a day to come, and
    for a commit whose content is not there or cannot be built; otherwise as `build.current` does.
    """
    day = _day(moment)
    if day is None:
        return _of_commit(repository, _commit(repository, moment))
    if day > today:
        raise BadParameter(f"{moment} is a day to come, and nobody knows what will hold then")
    return _on_day(repository, day)


def _day(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment) if _DAY.fullmatch(moment) else None
    except ValueError:
        return None


def _commit(repository: Repository, revision: str) -> str:
    if repository.built_in:
        reason = "the repository that came with the package has no history: give a day (YYYY-MM-DD)"
        raise BadParameter(f"{revision}: {reason}, or name a repository under git with -C")
    try:
        return history.commit(repository.root, revision)
    except BadParameter as error:
        raise BadParameter(f"{error}; a day is written YYYY-MM-DD") from None


def _on_day(repository: Repository, day: date) -> Then:
    made_from = replace(build.inputs(repository.snapshot()), day=day)
    kept = _kept(repository, str(day))
    if kept is None or kept.dataset.manifest["inputs"]["sha256"] != made_from.sha256:
        kept = _Kept(build.assemble(made_from), made_from.repository)
        _keep(repository, str(day), kept)
    left_out = counted(kept.dataset.manifest["as_of"]["left_out"], "claim")
    said = f"As of {day}, without {left_out} of other days; a claim without days is shown.\n"
    if not repository.built_in and history.knows(repository.root, str(day)):
        said += f"{day} is also a revision; ask for that by its full name, as refs/tags/{day}.\n"
    return Then(kept.dataset, repository, said)


def _of_commit(repository: Repository, commit: str) -> Then:
    kept = _kept(repository, commit)
    if kept is None or kept.dataset.manifest["source"].get("commit") != commit:
        kept = _built(repository, commit)
        _keep(repository, commit, kept)
    dated = kept.dataset.manifest["source"]["date"]
    said = f"As of commit {commit[:_ABBREVIATED]} of {dated}, with the questions of that commit.\n"
    return Then(kept.dataset, kept.content, said)


@dataclass(frozen=True)
class _Kept:
    """A data set, and the content that it was built from, as far as questions need it."""

    dataset: DataSet
    content: Repository


def _built(repository: Repository, commit: str) -> _Kept:
    """The data set of a commit. Raises `BadParameter` where its content cannot be built."""
    dated = history.day(repository.root, commit)
    with history.content(repository, commit) as content:
        try:
            made_from = build.inputs(content.snapshot())
            dataset = build.assemble(made_from)
            _ = dataset.names  # what is looked up for every answer is there, too
        except (Unreadable, BadQuery) as error:
            raise _not_built(commit, dated, error) from None
        files = _of_questions(made_from.repository)
    manifest = {**dataset.manifest, "source": {"commit": commit, "clean": True, "date": dated}}
    return _Kept(replace(dataset, manifest=manifest), of_files(repository.root, files))


def _not_built(commit: str, dated: str, error: Unreadable | BadQuery) -> BadParameter:
    first, *others = str(error).split("\n")
    more = f" (and {len(others)} more)" if others else ""
    what = f"commit {commit[:_ABBREVIATED]} of {dated}"
    return BadParameter(f"{what} cannot be built by this version: {first}{more}")


def _of_questions(content: Repository) -> list[ContentFile]:
    return [*content.files("queries", ".rq"), content.read(ontology.PREFIXES_FILE)]


def _keep(repository: Repository, key: str, kept: _Kept) -> None:
    content = {file.name: file.text for file in _of_questions(kept.content)}
    files = {
        _DATA: kept.dataset.data,
        _MANIFEST: json.dumps(dict(kept.dataset.manifest), sort_keys=True).encode(),
        _CONTENT: json.dumps(content).encode(),
    }
    with contextlib.suppress(OSError):  # nowhere to keep it: it is built again
        publication.remember(repository, key, files)


def _kept(repository: Repository, key: str) -> _Kept | None:
    """What is kept for a moment; None where that is nothing, or is not what was kept."""
    files = publication.recall(repository, key)
    if files is None or not files.keys() >= {_DATA, _MANIFEST, _CONTENT}:
        return None
    manifest = json.loads(files[_MANIFEST])
    if manifest["inputs"].get("builder") != build.BUILDER:
        return None
    texts = json.loads(files[_CONTENT]).items()
    content = of_files(repository.root, [ContentFile(name, text.encode()) for name, text in texts])
    prefixes = ontology.prefixes(content)
    store = MemoryStore(files[_DATA], prefixes.namespaces)
    if build.canary_answers(store, prefixes) != manifest["canaries"]:
        return None
    return _Kept(DataSet(store, prefixes, manifest, files[_DATA]), content)
