"""What every engine's process measures and hands back: its findings as sorted lines, and times.

A finding is the component, the focus node, the path and the value, in N-Triples, by tabs.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MARKS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def cpu() -> float:
    """The seconds of processor time so far, of this process and its ended children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak() -> float:
    """The most memory that was resident so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(
    load: Callable[[Path, Path], Any],
    validate: Callable[[Any], Any],
    findings: Callable[[Any], Iterable[str]],
    version: str,
) -> None:
    """Load, validate, and write findings and times where the command line says."""
    data, shapes, out = (Path(each) for each in sys.argv[1:4])
    marks = [(cpu(), time.perf_counter())]
    loaded = load(data, shapes)
    marks.append((cpu(), time.perf_counter()))
    report = validate(loaded)
    marks.append((cpu(), time.perf_counter()))
    reached = peak()
    (start, began), (ready, at), (end, ended) = marks
    (out / "findings.tsv").write_text("".join(sorted(findings(report))), encoding="utf-8")
    measured = {
        "version": version,
        "start": start,
        "load": ready - start,
        "load_wall": at - began,
        "validate": end - ready,
        "validate_wall": ended - at,
        "whole": end,
        "peak": reached,
    }
    (out / "measured.json").write_text(json.dumps(measured), encoding="utf-8")


def line(component: str, focus: str, path: str, value: str) -> str:
    """A finding as a line; a path is compared without its parentheses."""
    path = path.replace("(", "").replace(")", "")
    short = component.removeprefix(SH).removesuffix("ConstraintComponent")
    return f"{short}\t{focus}\t{path}\t{value}\n"


def of_rdflib(report: Any) -> Iterator[str]:
    """The findings in a report that is a graph of rdflib."""
    from rdflib import URIRef  # noqa: PLC0415 (not every engine has rdflib)

    sh = {
        name: URIRef(SH + name)
        for name in ("result", "focusNode", "resultPath", "value", "sourceConstraintComponent")
    }
    for result in report.objects(None, sh["result"]):
        path, value = report.value(result, sh["resultPath"]), report.value(result, sh["value"])
        yield line(
            str(report.value(result, sh["sourceConstraintComponent"])),
            shown(report.value(result, sh["focusNode"])),
            path_text(report, path) if path is not None else "",
            shown(value) if value is not None else "",
        )


def shown(term: Any) -> str:
    """A term of rdflib in N-Triples; a string has no datatype."""
    text: str = term.n3()
    return text.removesuffix("^^<http://www.w3.org/2001/XMLSchema#string>")


def path_text(graph: Any, node: Any) -> str:
    """A path as SPARQL writes it."""
    from rdflib import BNode, URIRef  # noqa: PLC0415

    if not isinstance(node, BNode):
        return shown(node)
    if graph.value(node, URIRef(f"{RDF}first")) is not None:
        return "/".join(path_text(graph, each) for each in graph.items(node))
    for predicate, target in graph.predicate_objects(node):
        name = str(predicate).removeprefix(SH)
        if name == "inversePath":
            return "^" + path_text(graph, target)
        if name == "alternativePath":
            return "|".join(path_text(graph, each) for each in graph.items(target))
        if name in _MARKS:
            return path_text(graph, target) + _MARKS[name]
    return "?"


def of_repository(report: Any) -> Iterator[str]:
    """The findings about a repository in a report of rdflib: shape, focus node and value."""
    from rdflib import URIRef  # noqa: PLC0415

    for result in report.objects(None, URIRef(f"{SH}result")):
        terms = [
            report.value(result, URIRef(f"{SH}{name}"))
            for name in ("sourceShape", "focusNode", "value")
        ]
        shape, focus, value = ("" if term is None else str(term) for term in terms)
        yield f"{shape.rpartition('/')[2]}\t{focus}\t{value}\n"
