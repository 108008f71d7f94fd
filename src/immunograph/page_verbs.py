"""The verbs of the library that read pages."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from immunograph.compare.pages import Pages
    from immunograph.dataset import DataSet
    from immunograph.imports.importing import Import
    from immunograph.ingest.draft import Draft
    from immunograph.many.outcomes import Done, Failed
    from immunograph.repository import Repository
    from immunograph.review.applying import Applied
    from immunograph.review.session import Desk


class PageVerbs:
    """What is done with pages; the library is one of these."""

    if TYPE_CHECKING:
        moment: str | None

        @property
        def repository(self) -> Repository:
            """The repository."""

        @property
        def dataset(self) -> DataSet:
            """The data set that pages are held against."""

    def ingest(self, path: Path, *, retrieved: str = "", publisher: str = "") -> "Draft":
        """A page as a draft of claims, held against the graph.

        `retrieved` is the day (YYYY-MM-DD) on which the page was fetched, `publisher` the name of
        who publishes it, where the page does not say so itself.

        Raises `Unreadable` where it cannot be read, `BadParameter` where the day is none, and as
        `dataset` does.
        """
        from immunograph.ingest.draft import Given, draft
        from immunograph.ingest.proposed import page_at, proposed
        from immunograph.many import confined

        proposal = proposed(page_at(Path(path), confined.read), self.dataset)
        return draft(proposal, self.dataset, Given(retrieved, publisher))

    def draft(
        self, path: Path, output: Path, *, retrieved: str = "", publisher: str = ""
    ) -> "list[Path]":
        """Write the draft of a page and beside it the review file; no file where nothing is new.

        What an editor has rejected before stays out. Raises as `ingest` does, and `Unreadable`
        where a file cannot be written; none is written then.
        """
        from immunograph.ingest.draft import Given
        from immunograph.ingest.proposed import page_at
        from immunograph.many import confined
        from immunograph.review import desk, each

        page, given = page_at(Path(path), confined.read), Given(retrieved, publisher)
        return desk.written(each.drafted(page, self.dataset, given, output), Path(path), output)

    def drafts(
        self,
        pages: Sequence[str],
        folder: Path | None = None,
        form: str = "table",
        *,
        retrieved: str = "",
        publisher: str = "",
        processes: int = 0,
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
        from immunograph.many.outcomes import Limits
        from immunograph.many.selection import select
        from immunograph.review import each

        chosen = select(pages)
        named = each.outputs(chosen, folder) if folder else {}
        work = each.Each(
            self.repository.root, self.dataset.language, Given(retrieved, publisher), form, named
        )
        _ = self.dataset  # built once, for every process to read
        journal = each.journal(work)
        limits = Limits(processes=processes or min(len(chosen), os.cpu_count() or 1))
        with progress.shown(len(chosen)) as told:
            yield from pool.run(chosen, work, limits, journal, told)
        if journal:
            journal.forget()

    def rows(
        self, kind: str, file: Path, *, retrieved: str = "", rows_only: bool = False
    ) -> "Import":
        """What a table brings: its rows, their claims as they stand to the graph, the files.

        `kind` is one of `imports.kinds.KINDS`; `retrieved` the day (YYYY-MM-DD) of a table that
        does not say its own. With `rows_only` it brings the rows in scope without claims.

        Raises `Unreadable` where the file is no such table, `BadParameter` where nothing says of
        what day it is, `Inconsistent` where the result would be no graph, and as `dataset` does.
        """
        from immunograph.imports.importing import brought
        from immunograph.imports.kinds import KINDS
        from immunograph.imports.reading import table

        read = table(kind, Path(file))
        content = self.repository, self.dataset
        return brought(KINDS[kind], read, content, retrieved, rows_only=rows_only)

    def write_rows(self, what: "Import") -> list[str]:
        """Write what a table brings into the graph, as drafts; the files that changed.

        Raises `BadParameter` for the repository that came with the package, and `Unreadable`;
        nothing is written then.
        """
        from immunograph.imports.importing import write

        return write(self.repository, what)

    def compare(self, paths: "Iterable[Path]", *, today: "date | None" = None) -> "Pages":
        """Do pages agree with the graph? Each of their statements with its verdict and its place.

        What has ended by the day `today` is out of date; by default that is the day as of which
        the library is asked, or the day it is. A page that cannot be read stops no other.

        Raises as `dataset` does.
        """
        from immunograph.compare.pages import day, pages

        return pages(paths, self.dataset, today or day(self.moment))

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

        from immunograph.review.applying import apply

        return apply(self.repository, self.dataset, desk.record, today or date.today())
