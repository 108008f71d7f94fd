"""The verbs of the library that read pages."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from immunograph.editor_verbs import EditorVerbs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from immunograph.compare.pages import Pages
    from immunograph.dataset import DataSet
    from immunograph.imports.importing import Import
    from immunograph.imports.pages import PageImport
    from immunograph.ingest.draft import Draft
    from immunograph.many.against import Against
    from immunograph.many.outcomes import Done, Failed, Limits
    from immunograph.repository import Repository
    from immunograph.review.applying import Applied
    from immunograph.review.merging import Edited
    from immunograph.review.session import Desk


class PageVerbs(EditorVerbs):
    """What is done with pages; the library is one of these."""

    if TYPE_CHECKING:
        moment: str | None
        store: str

        @property
        def repository(self) -> Repository:
            """The repository."""

        @property
        def dataset(self) -> DataSet:
            """The data set that pages are held against."""

    @property
    def _against(self) -> "Against":
        """What leads another process to the data set. Raises as `dataset` does."""
        from immunograph.many.against import Against

        _ = self.dataset  # built once, for every process to read
        root, language = self.repository.root, self.dataset.language
        return Against(root, language, self.moment or "", self.store)

    def ingest(
        self,
        path: Path,
        *,
        retrieved: str = "",
        publisher: str = "",
        limits: "Limits | None" = None,
    ) -> "Draft":
        """A page as a draft of claims, held against the graph.

        `retrieved` is the day (YYYY-MM-DD) on which the page was fetched, `publisher` the name of
        who publishes it, where the page does not say so itself. It is read, and its claims are
        made, in a process that is bounded in time and memory, by `limits` where they are given.

        Raises `Unreadable` where it cannot be read or takes too much, `BadParameter` where the day
        is none, and as `dataset` does.
        """
        from immunograph.ingest.draft import Given, draft
        from immunograph.many.proposals import proposal

        made = proposal(Path(path), self._against, limits)
        return draft(made, self.dataset, Given(retrieved, publisher))

    def draft(
        self,
        path: Path,
        output: Path,
        *,
        retrieved: str = "",
        publisher: str = "",
        limits: "Limits | None" = None,
    ) -> "list[Path]":
        """Write the draft of a page and beside it the review file; no file where nothing is new.

        What an editor has rejected before stays out. Raises as `ingest` does, and `Unreadable`
        where a file cannot be written; none is written then.
        """
        from immunograph.ingest.draft import Given
        from immunograph.many.proposals import proposal
        from immunograph.review import desk, each

        made = proposal(Path(path), self._against, limits)
        drafted = each.drafted(made, self.dataset, Given(retrieved, publisher), output)
        return desk.written(drafted, Path(path), output)

    def drafts(
        self,
        pages: Sequence[str],
        folder: Path | None = None,
        form: str = "table",
        *,
        retrieved: str = "",
        publisher: str = "",
        limits: "Limits | None" = None,
    ) -> "Iterator[Done | Failed]":
        """What several pages bring, each read in a process that is bounded in time and memory.

        Pages are files, folders and patterns. The result of each is one text in a form, by an
        empty name; or with a `folder`, the texts of the files to write, by their paths. A run with
        a folder that was broken off goes on where it was: what was done is not done again.

        Raises `Unreadable` where none is meant, and as `dataset` does; why a page cannot be read
        is said in its place.
        """
        from immunograph.ingest.draft import Given
        from immunograph.many import pool, progress
        from immunograph.many.selection import select
        from immunograph.review import each

        chosen = select(pages)
        named = each.outputs(chosen, folder) if folder else {}
        work = each.Each(self._against, Given(retrieved, publisher), form, named)
        journal = each.journal(work)
        with progress.shown(len(chosen)) as told:
            yield from pool.run(chosen, work, limits or _every_processor(), journal, told)
        if journal:
            journal.forget()

    def rows(
        self,
        kind: str,
        file: Path,
        *,
        mapping: Path | None = None,
        retrieved: str = "",
        rows_only: bool = False,
    ) -> "Import":
        """What a table brings: its rows, their claims as they stand to the graph, the files.

        `kind` is one of `imports.kinds.KINDS`, or `tsv` with a `mapping`; `retrieved` the day
        (YYYY-MM-DD) of a table that does not say its own. With `rows_only` it brings the rows in
        scope without claims.

        Raises `Unreadable` where the file is no such table, `BadParameter` where nothing says of
        what day it is, `Inconsistent` where the result would be no graph, and as `dataset` does.
        """
        from immunograph.imports import kinds
        from immunograph.imports.importing import brought
        from immunograph.imports.reading import table

        of = kinds.named(kind, mapping)
        content = self.repository, self.dataset
        return brought(of, table(kind, Path(file)), content, retrieved, rows_only=rows_only)

    def page_rows(self, file: Path, *, retrieved: str = "") -> "PageImport":
        """What a page of the National Cancer Institute on a drug brings, as drafts of the graph.

        Raises as `ingest` does, and `BadParameter` where the page is of another publisher.
        """
        from immunograph.imports.pages import brought

        draft = self.ingest(file, retrieved=retrieved)
        return brought(draft, self.repository, self.dataset)

    def write_files(self, files: "Iterable[Edited]") -> list[str]:
        """Write the files that an import would change; their names.

        Raises `BadParameter` for the repository that came with the package, and `Unreadable`;
        nothing is written then.
        """
        from immunograph.imports.importing import write

        return write(self.repository, files)

    def compare(
        self,
        paths: "Iterable[Path]",
        *,
        today: "date | None" = None,
        limits: "Limits | None" = None,
    ) -> "Pages":
        """Do pages agree with the graph? Each of their statements with its verdict and its place.

        Pages are files, folders and patterns. Each is read and compared in a process that is
        bounded in time and memory; one that cannot be read stops no other. A run over several that
        was broken off goes on where it was.

        What has ended by the day `today` is out of date; by default that is the day as of which
        the library is asked, or the day it is. Raises `Unreadable` where no page is meant, and as
        `dataset` does.
        """
        from datetime import date

        from immunograph import publication
        from immunograph.compare import pages
        from immunograph.many import progress
        from immunograph.many.selection import select

        chosen = select(map(str, paths))
        work = pages.Comparing(self._against, today or pages.day(self.moment) or date.today())
        folder = publication.folder(self.repository) / "journals"
        journal = pages.journal(folder, work) if len(chosen) > 1 else None
        with progress.shown(len(chosen)) as told:
            return pages.pages(chosen, work, limits or _every_processor(), journal, told)

    def review(self, file: Path) -> "Desk":
        """A review by its file: what there is to decide, with the page and the graph beside it.

        Raises `Unreadable`, with the line, where the file is damaged.
        """
        from immunograph.review.desk import opened

        return opened(Path(file), self.dataset)

    def apply(self, desk: "Desk", today: "date | None" = None) -> "Applied":
        """Write what was accepted in a review into the graph, as reviewed on that day.

        Raises `BadParameter` where nothing is accepted, `Inconsistent` where the graph would be
        none, `Unreadable`; nothing is written then.
        """
        from datetime import date

        from immunograph.review import applying, drafts

        of_page = desk.record.head.source
        apply = applying.apply if of_page else drafts.apply
        return apply(self.repository, self.dataset, desk.record, today or date.today())


def _every_processor() -> "Limits":
    from immunograph.many.outcomes import Limits

    return Limits(processes=os.cpu_count() or 1)
