"""The library: a repository with every verb of the command line as a method."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from immunograph import repository
from immunograph.confinement import SECONDS
from immunograph.page_verbs import PageVerbs
from immunograph.repository import FOLDERS, Repository, stands_in

if TYPE_CHECKING:
    from datetime import date
    from os import PathLike

    import networkx
    import rdflib

    from immunograph.answer import Answer
    from immunograph.as_of import Then
    from immunograph.ask import Reply
    from immunograph.check import Report
    from immunograph.conditions import Condition
    from immunograph.dataset import DataSet
    from immunograph.doctor.diagnosis import Diagnosis
    from immunograph.explain import Explanation
    from immunograph.format import Change
    from immunograph.mend import Mended
    from immunograph.pictures.sheet import Picture
    from immunograph.queries import SavedQuery
    from immunograph.question.reading import Reader
    from immunograph.store import Results, Term, Triple
    from immunograph.subgraph import Subgraph


@dataclass(frozen=True)
class Library(PageVerbs):
    """A repository and what can be done with it; `language` is that of the labels.

    A question has `timeout` seconds for its answer. SERVICE may reach `hosts`, and no other. Where
    there is a `moment`, questions are answered as of that day or commit. Where `store` is the URL
    of a SPARQL endpoint, what that holds is asked and checked.

    The data set is built when it is first needed and kept for the life of the object; open the
    repository again to see what was edited since.
    """

    repository: Repository
    language: str = "en"
    timeout: float = SECONDS
    hosts: tuple[str, ...] = ()
    moment: str | None = None
    store: str = field(default="", repr=False)

    @classmethod
    def open(cls, path: "str | PathLike[str] | None" = None, store: str | None = None) -> "Library":
        """The repository at `path`, or the nearest one, or the built-in one.

        `store` is the URL of a SPARQL endpoint, by default that of IMMUNOGRAPH_STORE.

        Raises `NotARepository`.
        """
        url = os.environ.get("IMMUNOGRAPH_STORE", "") if store is None else store
        return cls(repository.find(Path(path) if path is not None else None), store=url)

    @cached_property
    def dataset(self) -> "DataSet":
        """The built data set, or the one at the endpoint.

        Raises `Unreadable` or `Inconsistent`, `StoreFailed`, and as `as_of` says.
        """
        return replace(self._built, language=self.language, seconds=self.timeout, hosts=self.hosts)

    @cached_property
    def _built(self) -> "DataSet":
        if self.store and self.moment:
            from immunograph.errors import BadParameter

            raise BadParameter("what an endpoint holds is as it is now: --as-of needs the files")
        if self.store:
            from immunograph import hosted

            return hosted.dataset(self.repository, self.store)
        if self._then:
            return self._then.dataset
        from immunograph import build

        return build.current(self.repository)

    def as_of(self, moment: str) -> "Library":
        """The same, asked as of a day (YYYY-MM-DD) or a revision that git knows.

        On a day, the claims that hold then, and today's questions; of a revision, the content and
        the questions of it. The first question raises `BadParameter` where there is no such moment.
        """
        return replace(self, moment=moment)

    @cached_property
    def _then(self) -> "Then | None":
        if self.moment is None:
            return None
        from datetime import date

        from immunograph import as_of

        return as_of.then(self.repository, self.moment, date.today())

    @property
    def said(self) -> str:
        """As of what the answers are; empty where they are as of now. Raises as `dataset` does."""
        return self._then.said if self._then else ""

    @property
    def is_ahead(self) -> bool:
        """Whether the content was edited since a build of it was checked."""
        from immunograph import publication

        if self.moment is not None:
            return False
        return not self.dataset.manifest["checked"] and publication.has_checked(self.repository)

    @cached_property
    def queries(self) -> "dict[str, SavedQuery]":
        """The saved questions by name. Raises `Unreadable`."""
        from immunograph.queries import saved_queries

        return saved_queries(self._content, self.dataset.prefixes)

    @property
    def _content(self) -> Repository:
        """The content whose questions are asked."""
        return self._then.content if self._then else self.repository

    @cached_property
    def conditions(self) -> "dict[str, Condition]":
        """The conditions that questions are composed of, by name. Raises `Unreadable`."""
        from immunograph.conditions import conditions

        return conditions(self._content, self.dataset.prefixes)

    @cached_property
    def reader(self) -> "Reader":
        """What reads questions that no form has."""
        from immunograph.question.reading import Reader

        return Reader(self.dataset.names, tuple(self.conditions.values()))

    def ask(self, question: str) -> "Reply":
        """Answer a question in plain English. Raises `NotUnderstood`."""
        from immunograph.ask import ask

        return ask(self.dataset, self.queries, self.reader, question)

    def question(self, name: str) -> "SavedQuery":
        """The saved question of a name, or the one in a file of SPARQL, wherever that stands.

        Raises `UnknownName`, or `Unreadable` where a file cannot be read or its head has a fault.
        """
        from immunograph.queries import choose, is_file, read_query

        if is_file(name):
            return read_query(repository.read_file(Path(name), name), self.dataset.prefixes)
        return choose(self.queries, name)

    def query(self, name: str, /, **values: str) -> "Answer":
        """Run a saved question, or one in a file; values are labels, CURIEs, IRIs, or literals.

        Raises `UnknownName` or `BadParameter`, or `BadQuery` where the question is no SELECT.
        """
        from immunograph.ask import run

        return run(self.dataset, self.question(name), values)

    def results(self, name: str, values: Mapping[str, str]) -> "Answer | bool | Subgraph":
        """Run a saved question, or one in a file, whatever it asks for: as `sparql` gives it.

        Raises as `query` does.
        """
        from immunograph.ask import results

        return results(self.dataset, self.question(name), values)

    def written(self, name: str, values: Mapping[str, str]) -> str:
        """The SPARQL of a question with its values in their places. Raises as `query` does."""
        from immunograph.ask import written

        return written(self.dataset, self.question(name), values)

    def reply(self, name: str, values: Mapping[str, str]) -> "Reply":
        """Run a question as `ask` does: with what it says where it has no answer.

        Raises as `query` does.
        """
        from immunograph.ask import Reading, reply
        from immunograph.queries import with_defaults

        question = self.question(name)
        reading = Reading(question, tuple(with_defaults(question, values).items()))
        return reply(self.dataset, self.queries, reading)

    def sparql(self, text: str) -> "Answer | bool | Subgraph":
        """Run SPARQL; the declared prefixes need no declaration. Raises `BadQuery`.

        An `Answer` for SELECT, a truth value for ASK, for CONSTRUCT and DESCRIBE a `Subgraph`,
        which is a list of triples.
        """
        from immunograph.subgraph import read_as

        return read_as(self.dataset.asked.run(text), self.dataset, text)

    def is_empty(self, text: str, results: "Results") -> bool:
        """Whether what a query gave is no answer: nothing, or counts of nought."""
        from immunograph.doctor.emptiness import is_empty

        return is_empty(text, results)

    def diagnose(
        self, text: str, bindings: "Mapping[str, Term] | None" = None, *, file: str = "query"
    ) -> "Diagnosis":
        """Why a query has no answer: the part at fault, what is near, a corrected query that works.

        The bindings are the terms of its parameters; places are said in `file`.
        """
        from immunograph.doctor.examine import Asked, diagnose

        of, asked = self.dataset, Asked(text, bindings or {}, file)
        return diagnose(of.asked, asked, of.prefixes, lambda: of.names)

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

        held = self.dataset if self.store else None
        return self._narrowed(
            lambda: check(self.repository, engine, today=today, held=held), paths, baseline
        )

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
        report = replace(self, store="").check()
        if not report.conforms:
            raise Inconsistent([f for f in report.findings if f.severity == "violation"])
        return build.publish(made_from)

    def format(self, paths: Iterable[Path] = (), *, write: bool = True) -> "list[Change]":
        """Lay out Turtle files, those of folders, or all; the files that are not laid out yet.

        With `write` false nothing is written. Raises `LayoutFailed`, or `Unreadable` with every
        file that cannot be read; nothing is written then.
        """
        from immunograph import format as layout
        from immunograph.ontology import prefixes

        root, listed = self.repository.root, self.repository.listed
        chosen = list(paths) or [root / name for folder in FOLDERS for name in listed(folder)]
        names = prefixes(self.repository).namespaces
        changes = list(layout.changes(layout.turtle_files(chosen), names))
        for change in changes if write else ():
            layout.write(change)
        return changes

    def explain(self, start: str, end: str) -> "Explanation":
        """The sourced paths between two things. Raises `UnknownName`."""
        from immunograph.explain import explain

        return explain(self.dataset, start, end)

    def picture(self, given: "Answer | Reply | Explanation | Iterable[Triple]") -> "Picture":
        """The picture that fits: of an answer a matrix or a time line, of others a network.

        Raises `NotDrawn` where none fits, or it would be too large to be read; `NothingDrawn`
        where there is nothing to draw.
        """
        from immunograph.answer import Answer
        from immunograph.ask import Reply
        from immunograph.explain import Explanation
        from immunograph.pictures import paths, plots, statements

        shown = given.answer if isinstance(given, Reply) else given
        if isinstance(shown, Answer):
            return plots.picture(shown, self.queries.get(shown.query))
        if isinstance(shown, Explanation):
            return paths.picture(shown, self.dataset)
        return statements.picture(shown, self.dataset)

    def load(self) -> "rdflib.Graph":
        """The built data set as an `rdflib.Graph`."""
        from immunograph.faces import rdflib_graph

        return rdflib_graph(self.dataset.statements(), self.dataset.prefixes.namespaces)

    def network(self) -> "networkx.MultiDiGraph[str]":
        """The things as a network: labels and kinds on nodes, claims on edges."""
        from immunograph.network import network

        return network(self.dataset)
