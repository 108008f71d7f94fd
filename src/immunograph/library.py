"""The library: a repository with every verb of the command line as a method."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from immunograph import repository
from immunograph.repository import FOLDERS, Repository, stands_in

if TYPE_CHECKING:
    from datetime import date
    from os import PathLike

    import networkx
    import rdflib

    from immunograph.answer import Answer
    from immunograph.ask import Reply
    from immunograph.check import Report
    from immunograph.conditions import Condition
    from immunograph.dataset import DataSet
    from immunograph.explain import Explanation
    from immunograph.format import Change
    from immunograph.mend import Mended
    from immunograph.queries import SavedQuery
    from immunograph.store import Triple

# Each verb imports what it runs: a command starts, answers and ends.


@dataclass(frozen=True)
class Library:
    """A repository and what can be done with it; `language` is that of the labels.

    The data set is built when it is first needed and kept for the life of the object; open the
    repository again to see what was edited since.
    """

    repository: Repository
    language: str = "en"

    @classmethod
    def open(cls, path: "str | PathLike[str] | None" = None) -> "Library":
        """The repository at `path`, or the nearest one, or the built-in one.

        Raises `NotARepository`.
        """
        return cls(repository.find(Path(path) if path is not None else None))

    @cached_property
    def dataset(self) -> "DataSet":
        """The built data set. Raises `Unreadable` or `Inconsistent`."""
        from immunograph import build

        return replace(build.current(self.repository), language=self.language)

    @property
    def is_ahead(self) -> bool:
        """Whether the content was edited since a build of it was checked."""
        from immunograph import publication

        return not self.dataset.manifest["checked"] and publication.has_checked(self.repository)

    @cached_property
    def queries(self) -> "dict[str, SavedQuery]":
        """The saved questions by name. Raises `Unreadable`."""
        from immunograph.queries import saved_queries

        return saved_queries(self.repository, self.dataset.prefixes)

    @cached_property
    def conditions(self) -> "dict[str, Condition]":
        """The conditions that questions are composed of, by name. Raises `Unreadable`."""
        from immunograph.conditions import conditions

        return conditions(self.repository, self.dataset.prefixes)

    def ask(self, question: str) -> "Reply":
        """Answer a question in plain English. Raises `NotUnderstood`."""
        from immunograph.ask import ask

        return ask(self.dataset, self.queries, self.conditions, question)

    def query(self, name: str, **values: str) -> "Answer":
        """Run a saved question; values are labels, synonyms, CURIEs or IRIs, or literals.

        Raises `UnknownName` or `BadParameter`.
        """
        from immunograph.ask import run
        from immunograph.queries import choose

        return run(self.dataset, choose(self.queries, name), values)

    def reply(self, name: str, values: Mapping[str, str]) -> "Reply":
        """Run a saved question as `ask` does: with what it says where it has no answer.

        Raises `UnknownName` or `BadParameter`.
        """
        from immunograph.ask import Reading, reply
        from immunograph.queries import choose

        reading = Reading(choose(self.queries, name), tuple(values.items()))
        return reply(self.dataset, self.queries, reading)

    def sparql(self, text: str) -> "Answer | bool | list[Triple]":
        """Run SPARQL; the declared prefixes need no declaration. Raises `BadQuery`.

        An `Answer` for SELECT, a truth value for ASK, triples for CONSTRUCT and DESCRIBE.
        """
        from immunograph.answer import Answer
        from immunograph.store import Solutions

        results = self.dataset.store.run(text)
        return (
            Answer(results, self.dataset, text=text) if isinstance(results, Solutions) else results
        )

    def check(
        self,
        paths: Iterable[Path] = (),
        *,
        engine: str = "compiled",
        baseline: Path | None = None,
        today: "date | None" = None,
    ) -> "Report":
        """Is the content consistent? With paths, only what is found in them is reported.

        The engine is `compiled`, or `pyshacl` for a second opinion on the shapes. With the file of
        a baseline, only what is not in it counts. Waivers hold as on the day `today`, by default
        the day it is.

        Raises `Unreadable`.
        """
        from immunograph.check import check

        return self._narrowed(lambda: check(self.repository, engine, today=today), paths, baseline)

    def check_changed(
        self,
        revision: str = "HEAD",
        paths: Iterable[Path] = (),
        *,
        baseline: Path | None = None,
        today: "date | None" = None,
    ) -> "Report":
        """Is what was edited since a revision consistent? Only that is checked; see `check`.

        Raises `BadParameter` where git knows no such revision, `Unreadable`.
        """
        from immunograph.check import check_changed as check

        return self._narrowed(
            lambda: check(self.repository, revision, today=today), paths, baseline
        )

    def _narrowed(
        self, run: "Callable[[], Report]", paths: Iterable[Path], baseline: Path | None
    ) -> "Report":
        """The report of a check, of some paths, against a baseline; both are read before it."""
        from immunograph.check import within

        names = self.repository.names(paths)
        if baseline is None:
            report = run()
        else:
            from immunograph import baseline as baselines

            given = baselines.read(baseline)
            report = baselines.compared(run(), given)
        return within(report, names) if names else report

    def watch(self, ticks: Iterable[object]) -> "Iterator[Report]":
        """The report of a check at the first tick, and at each later one that finds it edited."""
        from immunograph.watch import watch

        return watch(self.repository, ticks)

    def write_baseline(
        self, file: Path, *, engine: str = "compiled", today: "date | None" = None
    ) -> "Report":
        """Check the content, and write what is found to a new baseline; the report against it.

        Raises `BadParameter` where there is such a file already or it cannot be written,
        `Inconsistent` with what keeps the check from being one, `Unreadable`; nothing is written
        then.
        """
        from immunograph import baseline

        baseline.ensure_new(file)
        report = self.check(engine=engine, today=today)
        made = baseline.of(report)
        baseline.write(file, report, made)
        return baseline.compared(report, made)

    def fix(self, paths: Iterable[Path] = ()) -> "list[Mended]":
        """Make the mends that are certain in the Turtle files, or in those in some paths.

        Raises `BadParameter` for the repository that came with the package, `LayoutFailed`,
        `Unreadable` where a file cannot be read or written; nothing is written then.
        """
        from immunograph import mend
        from immunograph.ontology import prefixes

        within = self.repository.names(paths) or ["."]
        chosen = [
            name
            for folder in FOLDERS
            for name in self.repository.listed(folder)
            if name.endswith(".ttl") and any(stands_in(name, each) for each in within)
        ]
        namespaces = prefixes(self.repository).namespaces
        found = list(mend.mends(self.repository, chosen, namespaces))
        mend.write_all(self.repository, found)
        return found

    def build(self) -> "DataSet":
        """Check the content, then build its data set anew and publish it as checked.

        Raises `Inconsistent` with everything that is violated, `Unreadable` where a file cannot be
        read or was edited meanwhile, `StoreFailed`; nothing is published then.
        """
        from immunograph import build
        from immunograph.errors import Inconsistent

        made_from = build.inputs(self.repository)
        report = self.check()
        if not report.conforms:
            raise Inconsistent([f for f in report.findings if f.severity == "violation"])
        return build.publish(made_from)

    def format(self, paths: Iterable[Path] = (), *, write: bool = True) -> "list[Change]":
        """Lay out Turtle files, or all of the repository; the files that are not laid out yet.

        With `write` false nothing is written. Raises `LayoutFailed`, or `Unreadable` with every
        file that cannot be read; nothing is written then.
        """
        from immunograph import format as layout
        from immunograph.ontology import prefixes

        root, listed = self.repository.root, self.repository.listed
        chosen = list(paths) or [root / name for folder in FOLDERS for name in listed(folder)]
        turtle = [path for path in chosen if path.suffix == ".ttl"]
        changes = list(layout.changes(turtle, prefixes(self.repository).namespaces))
        for change in changes if write else ():
            layout.write(change)
        return changes

    def explain(self, start: str, end: str) -> "Explanation":
        """The sourced paths between two things. Raises `UnknownName`."""
        from immunograph.explain import explain

        return explain(self.dataset, start, end)

    def load(self) -> "rdflib.Graph":
        """The built data set as an `rdflib.Graph`."""
        from immunograph.faces import rdflib_graph

        return rdflib_graph(self.dataset.store.statements(), self.dataset.prefixes.namespaces)

    def network(self) -> "networkx.MultiDiGraph[str]":
        """The things as a network: labels and kinds on nodes, claims on edges."""
        from immunograph.network import network

        return network(self.dataset)
