"""What is looked at when content is checked: the data set, and everything that must hold of it.

shapes      SHACL over the built data set, by `validation`
rules       SPARQL whose every solution is a finding
wording     names and texts
conflict    claims that disagree
questions   the saved questions can be read and run
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from immunograph import conditions, conflict, executables, queries, validate, wording
from immunograph.conditions import Condition
from immunograph.dataset import DataSet
from immunograph.errors import BadQuery
from immunograph.finding import Finding, Place
from immunograph.queries import SavedQuery
from immunograph.repository import Repository
from immunograph.store import MemoryStore, NamedNode, Solution
from immunograph.validate import Requirement, Rule, Shapes

_BRACED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Examination:
    """A data set, and what must hold of it."""

    dataset: DataSet
    shapes: Shapes
    rules: tuple[Rule, ...]
    saved: Mapping[str, SavedQuery]
    conditions: Mapping[str, Condition]

    @property
    def files(self) -> int:
        """How many files are looked at."""
        content = len(self.dataset.manifest["inputs"]["files"])  # the questions among them
        return content + len(self.shapes.files) + len(self.rules) + len(self.conditions)

    @property
    def searches(self) -> int:
        """How many rules are run, in SPARQL and in Python."""
        return len(self.rules) + len(wording.RULES) + len(conflict.RULES)

    def requirements(self) -> dict[str, Requirement]:
        """What shapes and rules ask for, by the name that their findings give."""
        asked = validate.requirements(self.shapes, self.rules)
        every = (*asked, *wording.requirements(), *conflict.requirements())
        return {one.name: one for one in reversed(every)}

    def findings(self) -> list[Finding]:
        """What is wrong, but for what the shapes find; places are left to the caller."""
        return [
            *_of_rules(self.rules, self.dataset),
            *wording.findings(self.dataset),
            *conflict.findings(self.dataset),
            *_of_questions(self.saved, self.dataset),
            *executables.shared_names(self.saved.values()),
            *_of_conditions(self.conditions, self.dataset),
        ]


def read(repository: Repository, dataset: DataSet) -> Examination:
    """What must hold of the data set of a repository. Raises `Unreadable`."""
    shapes, rules = validate.shapes(repository), validate.rules(repository)
    saved = queries.saved_queries(repository, dataset.prefixes)
    composing = conditions.conditions(repository, dataset.prefixes)
    return Examination(dataset, shapes, tuple(rules), saved, composing)


def _of_rules(rules: Iterable[Rule], dataset: DataSet) -> Iterator[Finding]:
    for rule in rules:
        try:
            solutions = dataset.store.select(rule.text)
        except BadQuery as error:
            yield _fault(rule.file, error)
            continue
        for row in solutions.rows:
            yield _finding(rule, row, dataset)


def _finding(rule: Rule, row: Solution, dataset: DataSet) -> Finding:
    shown = {name: dataset.names.show(term) for name, term in row.items()}
    message, why, fix = (_filled(text, shown) for text in (rule.message, rule.why, rule.fix))
    terms = {name: str(term) for name, term in row.items()}
    return Finding(
        rule=rule.name,
        message=message,
        place=Place(rule.file),
        severity=rule.severity,
        node=terms.get("node", ""),
        path=terms.get("path", ""),
        value=terms.get("value", ""),
        fix=fix,
        why=why,
        other=terms.get("other", ""),
    )


def _filled(text: str, shown: Mapping[str, str]) -> str:
    """A text with what variables show in the place of their names in braces."""
    return _BRACED.sub(lambda match: shown.get(match[1], match[0]), text)


def _of_questions(saved: Mapping[str, SavedQuery], dataset: DataSet) -> Iterator[Finding]:
    empty = MemoryStore(b"", dataset.prefixes.namespaces)
    forms: dict[str, str] = {}
    for query in saved.values():
        yield from _of_question(query, empty)
        for form in query.forms:
            other = forms.setdefault(form.casefold(), query.file)
            if other != query.file:
                message = f"the form {form!r} belongs to {other} already"
                place = Place(query.file, _line_of(form, query.text))
                yield Finding("shared-form", message, place, fix="word it otherwise")


def _of_conditions(given: Mapping[str, Condition], dataset: DataSet) -> Iterator[Finding]:
    empty = MemoryStore(b"", dataset.prefixes.namespaces)
    for condition in given.values():
        yield from _of_condition(condition, empty)


def _of_condition(condition: Condition, empty: MemoryStore) -> Iterator[Finding]:
    idle = [name for name in condition.roles if not _is_asked(name, condition.text)]
    yield from (_idle_parameter(name, condition) for name in idle)
    some = {name: NamedNode("urn:x") for name in condition.roles if name not in idle}
    try:
        empty.select(condition.text, **some)
    except BadQuery as error:
        yield _fault(condition.file, error)


def _of_question(query: SavedQuery, empty: MemoryStore) -> Iterator[Finding]:
    names = [parameter.name for parameter in query.parameters]
    idle = [p.name for p in query.parameters if not _is_asked(p.asked, query.text)]
    yield from (_idle_parameter(name, query) for name in idle)
    some = {name: NamedNode("urn:x") for name in names if name not in idle}
    try:
        text, bindings = queries.put(query, some)
        empty.run(text, **bindings)
    except BadQuery as error:
        yield _fault(query.file, error)
    if query.forms and query.asks_for not in {"select", ""}:
        message = f"a question with forms must be a SELECT, and this is {query.asks_for.upper()}"
        place = Place(query.file, _line_of("forms:", query.text))
        yield Finding("query", message, place, fix="take its forms out, or select what it asks for")


def _is_asked(parameter: str, text: str) -> bool:
    return re.search(rf"^[^#\n]*[?$]{re.escape(parameter)}\b", text, re.MULTILINE) is not None


def _idle_parameter(name: str, query: SavedQuery | Condition) -> Finding:
    message = f"the question takes {name!r}, of which its SPARQL does not speak"
    place = Place(query.file, _line_of(f" {name}:", query.text))
    return Finding("query", message, place, fix=f"use ?{name}, or take the parameter out")


def _line_of(words: str, text: str) -> int | None:
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if words in line), None)


def _fault(file: str, error: BadQuery) -> Finding:
    place = error.within(file).place or Place(file)
    return Finding("query", error.reason, place, fix="correct the query")
