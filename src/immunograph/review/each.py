"""One page after another, each in a process of its own kind: what it brings, as text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from immunograph import __version__, publication, repository
from immunograph.candidates.candidate import Proposal
from immunograph.dataset import DataSet
from immunograph.errors import BadParameter, Unreadable
from immunograph.ingest import summary
from immunograph.ingest.draft import Draft, Given, draft
from immunograph.ingest.proposed import page_at, proposed
from immunograph.many.against import Against
from immunograph.many.journal import Journal
from immunograph.review import desk, items, record

_SUFFIX = ".ttl"


@dataclass(frozen=True)
class Each:
    """What is done with each page: its draft, in a form, or as the texts of its two files.

    `outputs` leads from pages to the files of their drafts, where they are to be written.
    """

    against: Against
    given: Given
    form: str = "table"
    outputs: Mapping[Path, Path] = field(default_factory=dict)

    def __call__(self, page: Path) -> dict[str, str]:
        """The texts by the names of files; or one text, by the empty name."""
        dataset, output = self.against.dataset, self.outputs.get(page)
        made = drafted(proposed(page_at(page), dataset), dataset, self.given, output)
        if output is None:
            return {"": summary.WRITERS[self.form](made)}
        return {str(path): text.decode() for path, text in desk.files(made, page, output).items()}


def journal(work: Each) -> Journal | None:
    """The journal of a run that writes drafts, so that one that was broken off goes on.

    There is none where nothing is written, where the data set is at an endpoint, which may change,
    or where the repository may not be written to.
    """
    if not work.outputs or work.against.store:
        return None
    of = repository.at(work.against.root)
    depends = {
        "work": f"{__name__} {work.against}",
        "version": __version__,
        "dataset": work.against.dataset.manifest["inputs"]["sha256"],
        "given": json.dumps([work.given.retrieved, work.given.publisher]),
        "from": str(Path.cwd()),
        "to": str(next(iter(work.outputs.values())).parent),
    }
    folder = publication.folder(of) / "journals"
    try:
        return Journal(folder, depends, lambda page: _besides(work.outputs[page]))
    except Unreadable:
        return None


def _besides(output: Path) -> bytes:
    """What a draft depends on besides its page: its place, and what was decided about it."""
    beside = record.path_beside(output)
    try:
        before = record.read(beside) if beside.exists() else None
    except Unreadable:
        return b"damaged"
    decided = [*map(repr, before.decisions), *sorted(before.applied)] if before else []
    return "\0".join([str(output), *decided]).encode(errors="surrogateescape")


def drafted(made: Proposal, dataset: DataSet, given: Given, output: Path | None) -> Draft:
    """The draft of what a page proposes, without what was rejected in the review file beside it."""
    beside = record.path_beside(output) if output else None
    rejected = record.read(beside).rejected if beside and beside.exists() else frozenset()
    return draft(made, dataset, given, lambda one, of: items.key(one, of) in rejected)


def outputs(pages: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """The files of drafts in a folder, each named after its page.

    Pages of one name are told apart by the folders they stand in. Raises `BadParameter` where the
    folder is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise BadParameter(f"{folder}: is a file; name a folder for the drafts of several pages")
    named: dict[Path, Path] = {}
    taken: set[str] = set()
    for page in pages:
        parts = [*page.resolve().parts[1:-1], page.stem]
        name = next(n for n in _names(parts) if n not in taken)
        taken.add(name)
        named[page] = folder / f"{name}{_SUFFIX}"
    return named


def _names(parts: Sequence[str]) -> list[str]:
    """The names that a page may have: its own, and with more and more of its folders."""
    longer = ["_".join(parts[-length:]) for length in range(1, len(parts) + 1)]
    return [*longer, *(f"{longer[-1]}-{number}" for number in range(2, 100))]
