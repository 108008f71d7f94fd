"""The verb `shacl`: the engine on RDF files of anyone, without a repository."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from immunograph.errors import BadParameter, Unreadable
from immunograph.files import STANDARD_INPUT, read_rdf
from immunograph.finding import Finding, Place, counted
from immunograph.shacl import engine
from immunograph.shacl.graph import report_graph
from immunograph.shacl.report import Report, Result
from immunograph.shacl.terms import SH, ShapesFault
from immunograph.shacl.vocabulary import KNOWN
from immunograph.store import MemoryStore, Quad, canonical_lines, joined


@dataclass(frozen=True)
class Validation:
    """A report, and the statements of the shapes it was made with."""

    report: Report
    shapes: tuple[Quad, ...]

    def written(self, form: str) -> str:
        """The report in a format: `text`, `json`, or `turtle` for the graph of SHACL."""
        return _WRITERS[form](self)


def validate(
    data: Sequence[Path], shapes: Sequence[Path] = (), stdin_suffix: str = "ttl"
) -> Validation:
    """Validate RDF files; without shapes, the data holds its own.

    The path `-` is standard input, in the format of `stdin_suffix`. Raises `BadParameter` where it
    would be read twice, and `Unreadable` for files and shapes that cannot be read.
    """
    if [*data, *shapes].count(STANDARD_INPUT) > 1:
        raise BadParameter("standard input can be read only once")
    names = list(shapes or data)
    content = read_rdf(data, stdin_suffix)
    statements = read_rdf(shapes, stdin_suffix) if shapes else content
    _check_terms(statements, names)
    try:
        report = engine.validate(MemoryStore.of(content, {}), statements)
    except ShapesFault as fault:
        raise Unreadable([_fault(names, str(fault))]) from None
    if not report.shapes:
        raise Unreadable([_fault(names, "no shape has a target, so nothing would be checked")])
    return Validation(report, tuple(statements))


def _check_terms(statements: Iterable[Quad], names: list[Path]) -> None:
    for quad in statements:
        term = quad.predicate.value
        if term.startswith(SH) and term not in KNOWN:
            raise Unreadable([_fault(names, f"sh:{term.removeprefix(SH)} is not understood")])


def _fault(names: list[Path], reason: str) -> Finding:
    return Finding("shapes", reason, Place(", ".join(map(str, names))), fix="correct the shapes")


def _text(validation: Validation) -> str:
    report = validation.report
    lines = [_line(result) for result in report.results]
    lines += [f"not run: {shape}: {reason}\n" for shape, reason in report.uncompiled]
    verdict = "conforms" if report.conforms else "does not conform"
    results = counted(len(report.results), "result")
    ran = f"{counted(report.shapes, 'shape')} on {counted(report.focus_nodes, 'focus node')}"
    return "".join([*lines, f"{verdict}: {results}, {ran}\n"])


def _line(result: Result) -> str:
    component = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    said = " ".join(message.value for message in result.messages)
    parts = [str(result.focus), result.path, component, said, f"shape {result.shape}"]
    value = f" value {result.value}" if result.value is not None else ""
    severity = result.severity.removeprefix(SH).lower()
    return f"{severity}: {' | '.join(part for part in parts if part)}{value}\n"


def _json(validation: Validation) -> str:
    report = validation.report
    results = [
        {
            "focusNode": str(result.focus),
            "resultPath": result.path,
            "value": str(result.value) if result.value is not None else None,
            "sourceConstraintComponent": result.component,
            "sourceShape": str(result.shape),
            "severity": result.severity,
            "messages": [message.value for message in result.messages],
        }
        for result in report.results
    ]
    whole = {
        "conforms": report.conforms,
        "shapes": report.shapes,
        "focus_nodes": report.focus_nodes,
        "not_run": [{"shape": str(shape), "reason": why} for shape, why in report.uncompiled],
        "results": results,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _turtle(validation: Validation) -> str:
    from immunograph.format import canonical  # noqa: PLC0415 (only where asked for)

    lines = canonical_lines(report_graph(validation.report, validation.shapes))
    return canonical(joined(lines).decode(), {"sh": SH})


_WRITERS: Mapping[str, Callable[[Validation], str]] = {
    "text": _text,
    "json": _json,
    "turtle": _turtle,
}
