"""The verbs of the library that editors work with on the graph as it stands."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from immunograph.dataset import DataSet
    from immunograph.repository import Repository
    from immunograph.review.session import Desk
    from immunograph.todo.worklist import Worklist


class EditorVerbs:
    """What editors do with the graph; the library is one of these."""

    if TYPE_CHECKING:

        @property
        def repository(self) -> Repository:
            """The repository."""

        @property
        def dataset(self) -> DataSet:
            """The data set of the repository."""

    def review_drafts(
        self, about: str = "", *, files: "Iterable[Path]" = (), pages: "Path | None" = None
    ) -> "Desk":
        """The drafts that stand in the graph, to be decided: of a thing, of files, or all.

        `about` is the name of a thing; `pages` is a folder in which the pages may be, so that
        their sentences can be shown. `apply` writes what was decided.

        Raises `UnknownName`, `Unreadable`, and as `dataset` does.
        """
        from immunograph.review import drafts
        from immunograph.vocabulary import MODALITY, THING

        names = self.dataset.names
        thing = names.resolve(about, THING, MODALITY) if about else ""
        within = self.repository.names(files)
        return drafts.opened(self.repository, self.dataset, about=thing, files=within, pages=pages)

    def todo(
        self,
        about: str = "",
        *,
        kinds: Collection[str] = (),
        most: int | None = None,
        today: "date | None" = None,
    ) -> "Worklist":
        """What is missing or weak, most valuable first, at most so many items of each kind.

        `about` is the name of a thing or a source, `kinds` are some of `todo.kind.KINDS`. Sources
        are stale as on the day `today`, by default the day it is.

        Raises `UnknownName`, `BadParameter` for a kind that does not exist, and as `dataset` does.
        """
        import difflib
        from datetime import date

        from immunograph.errors import UnknownName
        from immunograph.todo.kind import KINDS
        from immunograph.todo.worklist import worklist

        for name in kinds:
            if name not in KINDS:
                near = difflib.get_close_matches(name, KINDS, n=3, cutoff=0.4)
                raise UnknownName("kind of item", name, near)
        on = today or date.today()
        return worklist(self.repository, self.dataset, on, about=about, of=kinds, most=most)
