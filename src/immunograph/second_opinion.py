"""SHACL by pySHACL, the reference validator: the second opinion, and for what is not compiled.

On a graph of rdflib in memory, never on a store: given one, pySHACL 0.40 reports false violations
for every plain string. What is not compiled here is handed to it shape by shape, in a process of
its own that can be ended: it looks back in regular expressions, which some never finish.
"""

import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from immunograph.confinement import confine
from immunograph.faces import from_rdflib, rdflib_graph
from immunograph.rdf import as_lines, from_lines
from immunograph.shacl.paths import read_path
from immunograph.shacl.report import Report, Result
from immunograph.shacl.shapes import TARGETS
from immunograph.shacl.terms import SH, TYPE, ShapesFault, sh
from immunograph.shacl.triples import Triples
from immunograph.store import Literal, NamedNode, Quad, Term, Triple

LONGEST = 60.0
_MOST_MEMORY = 4 << 30
_SPARE = 5  # seconds of processor time beyond those after which it is ended from outside
_TARGETS = frozenset(sh(name) for name in TARGETS)
_FAILED = 7  # the exit code of the process where it has said why


@dataclass(frozen=True, slots=True)
class Completed:
    """A report with what pySHACL found in addition.

    `report.uncompiled` are the shapes that neither engine ran; `handed_on` those that pySHACL ran,
    each with the reason why it was not compiled.
    """

    report: Report
    handed_on: tuple[tuple[Term, str], ...]


def completed(
    report: Report, data: Iterable[Quad], shapes: Iterable[Quad], seconds: float = LONGEST
) -> Completed:
    """Run by pySHACL what a report says was not compiled, each shape for `seconds` at most."""
    if not report.uncompiled:
        return Completed(report, ())
    held, statements = list(data), list(shapes)
    found: list[Result] = []
    handed_on, not_run = [], []
    for node, reason in report.uncompiled:
        try:
            found += _in_a_process(held, _only(node, statements), seconds)
            handed_on.append((node, reason))
        except SecondOpinionFailed as failure:
            not_run.append((node, f"{reason}; {failure}"))
    results = (*report.results, *found)
    whole = replace(report, results=results, uncompiled=tuple(not_run))
    return Completed(whole, tuple(handed_on))


class SecondOpinionFailed(Exception):
    """pySHACL could not be run, or not to its end; the reason."""


def results(data: Iterable[Quad], shapes: Iterable[Quad]) -> list[Result]:
    """What pySHACL finds in data."""
    statements = list(shapes)
    return list(_results(_validated(data, statements), Triples(statements)))


def _only(node: Term, shapes: Iterable[Quad]) -> list[Quad]:
    """The shapes graph in which one shape alone has targets, whether it has a name or not."""
    statements = list(shapes)
    has_shape = {quad.subject for quad in statements if quad.predicate.value.startswith(SH)}

    def is_kept(quad: Quad) -> bool:
        if quad.subject == node or quad.subject not in has_shape:
            return True
        if quad.predicate == TYPE:  # a shape that is a class has its instances as targets
            return isinstance(quad.object, NamedNode) and quad.object.value.startswith(SH)
        return quad.predicate not in _TARGETS

    return [quad for quad in statements if is_kept(quad)]


def _validated(data: Iterable[Quad], shapes: Iterable[Quad]) -> list[Triple]:
    """The report graph of pySHACL."""
    import pyshacl  # noqa: PLC0415 (slow to import)

    report = pyshacl.validate(
        rdflib_graph(data, {}),
        shacl_graph=rdflib_graph(shapes, {}),
        inplace=True,
        inference="none",
    )[1]
    return [_triple(each) for each in report]


def _triple(given: Iterable[object]) -> Triple:
    subject, predicate, value = (from_rdflib(each) for each in given)  # type: ignore[arg-type]
    return Triple(subject, predicate, value)  # type: ignore[arg-type]


def _results(report: Iterable[Triple | Quad], shapes: Triples) -> Iterator[Result]:
    graph = Triples(report)
    top = {node for _, predicate, node in graph if predicate == sh("result")}
    for node in sorted(top & set(graph.subjects(TYPE, sh("ValidationResult"))), key=str):
        yield _result(graph, shapes, node)


def _result(report: Triples, shapes: Triples, node: Term) -> Result:
    def value(name: str) -> Term | None:
        return next(iter(report.objects(node, sh(name))), None)

    path, focus, shape = value("resultPath"), value("focusNode"), value("sourceShape")
    assert focus is not None
    assert shape is not None
    said = report.objects(node, sh("resultMessage"))
    return Result(
        focus=focus,
        component=_iri(value("sourceConstraintComponent")),
        shape=shape,
        severity=_iri(value("resultSeverity")),
        path=read_path(shapes, path).text if path is not None else "",
        value=value("value"),
        messages=tuple(each for each in said if isinstance(each, Literal)),
        source=value("sourceConstraint"),
    )


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


# -- in a process of its own -------------------------------------------------------------------


def _in_a_process(data: Sequence[Quad], shapes: Sequence[Quad], seconds: float) -> list[Result]:
    """What pySHACL finds, in a process that ends after some seconds.

    Raises `SecondOpinionFailed`.
    """
    import subprocess  # noqa: PLC0415 (slow to import, and seldom needed)

    given = json.dumps([as_lines(data), as_lines(shapes)]).encode()
    command = [sys.executable, "-P", "-m", __name__, str(math.ceil(seconds))]
    try:
        run = subprocess.run(
            command, input=given, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise SecondOpinionFailed(f"pySHACL did not end within {seconds:g} seconds") from None
    if run.returncode == _FAILED:
        raise SecondOpinionFailed(f"pySHACL: {run.stdout.decode()}")
    if run.returncode:
        raise SecondOpinionFailed(f"pySHACL ended with code {run.returncode}")
    try:
        return list(_results(from_lines(run.stdout.decode()), Triples(shapes)))
    except (ShapesFault, AssertionError) as error:
        raise SecondOpinionFailed(f"the report of pySHACL cannot be read: {error}") from None


def _process(given: str, seconds: int) -> tuple[str, int]:
    """What the process prints, and its exit code."""
    # The time as well, for when nobody is left to end the process.
    confine(memory=_MOST_MEMORY, seconds=seconds + _SPARE)
    try:
        data, shapes = (from_lines(lines) for lines in json.loads(given))
        return as_lines(_validated(data, shapes)), 0
    except Exception as error:  # whatever pySHACL raises: there is no report
        said = str(getattr(error, "message", "")) or str(error)
        return f"{type(error).__name__}: {' '.join(said.split())[:200]}", _FAILED


if __name__ == "__main__":
    text, code = _process(sys.stdin.read(), int(sys.argv[1]))
    sys.stdout.write(text)
    sys.stdout.flush()
    sys.exit(code)
