"""A page of the National Cancer Institute on a drug, brought into the graph as drafts.

The page is read as `ingest` reads it; what an editor would find in its draft stands in the graph
itself then, entered by an importer and waiting for review.
"""

from dataclasses import dataclass, field

from immunograph.dataset import DataSet
from immunograph.errors import BadParameter
from immunograph.ingest.draft import Draft
from immunograph.ingest.standing import CONFIRMS, DIFFERS, NEW
from immunograph.repository import Repository
from immunograph.review.applying import put_together
from immunograph.review.merging import Edited, edited
from immunograph.vocabulary import BASE, IG

PUBLISHER = f"{BASE}org/national-cancer-institute"
_EXTRACTED, _IMPORTED = (f"<{IG}enteredBy> <{IG}{one}> ." for one in ("Extractor", "Importer"))


@dataclass(frozen=True)
class PageImport:
    """What a page brings, and the files as they would be with it."""

    draft: Draft = field(repr=False)
    files: tuple[Edited, ...] = field(repr=False)


def brought(draft: Draft, repository: Repository, dataset: DataSet) -> PageImport:
    """What a draft of a page brings to a repository; nothing of a page without a claim.

    Raises `BadParameter` where the page is of another publisher, `Inconsistent` where the result
    would be no graph, and `Unreadable`.
    """
    if draft.identity.publisher.iri != PUBLISHER:
        who = draft.identity.publisher.label
        raise BadParameter(f"the page is of {who}; use immunograph ingest for pages of others")
    if not draft.lines or not draft.standing(NEW, CONFIRMS, DIFFERS):
        return PageImport(draft, ())
    lines = [
        line.removesuffix(_EXTRACTED) + _IMPORTED if line.endswith(_EXTRACTED) else line
        for line in draft.lines
    ]
    files = edited(repository, lines, dataset.prefixes.namespaces)
    put_together(repository, files)
    return PageImport(draft, tuple(files))
