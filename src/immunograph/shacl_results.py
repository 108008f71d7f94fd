"""A validation of RDF files, as people and as programs read it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from immunograph.finding import counted
from immunograph.rdf import serialised
from immunograph.shacl.graph import owners, report_graph
from immunograph.shacl.report import Result
from immunograph.shacl.terms import RDF, RDFS, SH, XSD, sh
from immunograph.shacl.triples import Triples
from immunograph.shacl_command import Validation
from immunograph.store import BlankNode, Literal, NamedNode, Term

_IRI = re.compile(r"<([^<>\s]*)>")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?", re.ASCII)
_USUAL = {"sh": SH, "rdf": RDF, "rdfs": RDFS, "xsd": XSD}
_BARE = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "boolean"))
_LONGEST = 200
_UNDESCRIBED = "the data do not describe; correct it, or say ig:mayBeIdle true of the shape"
_ORDER = ("violation", "warning", "info")


def written(validation: Validation, form: str) -> bytes:
    """A validation in a format of `WRITERS`."""
    return WRITERS[form](validation)


def notes(validation: Validation) -> str:
    """What is to be said beside a report: what checks nothing, and what pySHACL was asked."""
    spelling = _Spelling(validation)
    lines = [f"note: {each}\n" for each in validation.notes]
    for node, reason in validation.handed_on:
        shape = spelling.shape(node)
        lines.append(f"note: {shape} was run by pySHACL, since it cannot be compiled: {reason}\n")
    for node in validation.report.unmet:
        shape = spelling.shape(node)
        lines.append(f"{shape} met nothing: there is nothing of its target, which {_UNDESCRIBED}\n")
    return "".join(lines)


@dataclass(frozen=True)
class _Spelling:
    """Terms as people read them: by the prefixes of the files."""

    validation: Validation

    @cached_property
    def shapes(self) -> Triples:
        return Triples(self.validation.shapes)

    @cached_property
    def _owners(self) -> Mapping[Term, Term]:
        return owners(self.shapes)

    @cached_property
    def _prefixes(self) -> list[tuple[str, str]]:
        """Namespaces with their prefixes, the longest first."""
        known = {**_USUAL, **self.validation.prefixes}
        return sorted(((ns, prefix) for prefix, ns in known.items() if ns), key=_by_length)

    def term(self, term: Term) -> str:
        """A term, an IRI as a CURIE where a prefix fits, a long literal cut."""
        text = str(term)
        if isinstance(term, Literal) and len(text) > _LONGEST:
            return f"{text[:_LONGEST]}..."
        return self.path(text) if isinstance(term, NamedNode) else self._literal(term)

    def _literal(self, term: Term) -> str:
        if not isinstance(term, Literal) or term.language or term.datatype.value == f"{XSD}string":
            return str(term)
        if term.datatype.value in _BARE and _LOCAL.fullmatch(term.value):
            return term.value
        return f"{Literal(term.value)}^^{self.path(str(term.datatype))}"

    def path(self, text: str) -> str:
        """A SPARQL property path with CURIEs."""
        return _IRI.sub(lambda match: self._curie(match[1]), text)

    def _curie(self, iri: str) -> str:
        for namespace, prefix in self._prefixes:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def shape(self, node: Term) -> str:
        """A shape by its name, or by that of the shape that it is part of."""
        owner = self._owners.get(node, node)
        return "a shape without a name" if isinstance(owner, BlankNode) else self.term(owner)

    def said(self, result: Result) -> str:
        """The messages of a result, or what does not hold."""
        if result.messages:
            return " ".join(message.value for message in result.messages)
        name = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
        name = f"{name[:1].lower()}{name[1:]}"
        values = self.shapes.objects(result.shape, sh(name))
        shown = [self.term(each) for each in values if not isinstance(each, BlankNode)]
        return " ".join([f"sh:{name}", *shown[:1], "does not hold"])


def _by_length(pair: tuple[str, str]) -> tuple[int, str]:
    return -len(pair[0]), pair[1]


# -- for people --------------------------------------------------------------------------------


def _text(validation: Validation) -> bytes:
    spelling = _Spelling(validation)
    by_shape: dict[str, list[Result]] = {}
    for result in validation.report.results:
        by_shape.setdefault(spelling.shape(result.shape), []).append(result)
    lines: list[str] = []
    for shape, results in by_shape.items():
        lines.append(f"{shape}: {counted(len(results), 'result')}")
        lines += [line for each in results for line in _result(each, spelling)]
        lines.append("")
    lines += [
        f"not run: {spelling.shape(shape)}: {why}" for shape, why in validation.report.uncompiled
    ]
    return "".join(f"{line}\n" for line in [*lines, _verdict(validation)]).encode()


def _result(result: Result, spelling: _Spelling) -> Iterator[str]:
    subject = spelling.term(result.focus)
    yield f"  {_severity(result)}: {subject}: {_one_line(spelling.said(result))}"
    details = {
        "path": spelling.path(result.path),
        "value": _value(result, spelling),
    }
    shown = [f"{name} {value}" for name, value in details.items() if value]
    if shown:
        yield f"      {', '.join(map(_one_line, shown))}"


def _value(result: Result, spelling: _Spelling) -> str:
    """The value, unless it is the focus node again."""
    value = result.value
    return spelling.term(value) if value is not None and value != result.focus else ""


def _one_line(text: str) -> str:
    """A text whose control characters are spelt out, so that it stays what it is on a terminal."""
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)


def _severity(result: Result) -> str:
    return re.split(r"[#/:]", result.severity)[-1].lower() or result.severity


def _verdict(validation: Validation) -> str:
    report = validation.report
    ran = f"{counted(report.shapes, 'shape')} on {counted(report.focus_nodes, 'focus node')}"
    if not report.results and not report.uncompiled:
        if not report.focus_nodes:
            return f"nothing was checked: {ran}; do the shapes target what is in the data?"
        if not validation.checked:
            return (
                f"conforms in what was checked: 0 results, {ran}, {len(report.unmet)} met nothing"
            )
        return f"conforms: 0 results, {ran}"
    counts = Counter(_severity(result) for result in report.results)
    parts = [counted(counts.pop(name), name) for name in _ORDER if counts[name]]
    parts += [counted(number, name) for name, number in sorted(counts.items()) if number]
    sorts = f" ({', '.join(parts)})" if parts else ""
    return f"does not conform: {counted(len(report.results), 'result')}{sorts}, {ran}"


# -- for programs ------------------------------------------------------------------------------


def _json(validation: Validation) -> bytes:
    report = validation.report
    whole = {
        "conforms": report.conforms,
        "shapes": report.shapes,
        "focus_nodes": report.focus_nodes,
        "not_run": [_reasoned(each) for each in report.uncompiled],
        "met_nothing": [str(node) for node in report.unmet],
        "run_by_pyshacl": [_reasoned(each) for each in validation.handed_on],
        "notes": [str(note) for note in validation.notes],
        "results": [_fields(result) for result in report.results],
    }
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode(errors="replace")


def _reasoned(pair: tuple[Term, str]) -> dict[str, str]:
    return {"shape": str(pair[0]), "reason": pair[1]}


def _fields(result: Result) -> dict[str, object]:
    return {
        "focusNode": str(result.focus),
        "resultPath": result.path,
        "value": str(result.value) if result.value is not None else None,
        "sourceConstraintComponent": result.component,
        "sourceShape": str(result.shape),
        "severity": result.severity,
        "messages": [message.value for message in result.messages],
    }


def _graph(extension: str) -> Callable[[Validation], bytes]:
    def write(validation: Validation) -> bytes:
        graph = report_graph(validation.report, validation.shapes)
        return serialised(graph, extension, {**validation.prefixes, "sh": SH})

    return write


# The formats by the names that pySHACL has for them, and by the suffixes of files.
WRITERS: Mapping[str, Callable[[Validation], bytes]] = {
    "text": _text,
    "human": _text,
    "json": _json,
    "turtle": _graph("ttl"),
    "nt": _graph("nt"),
    "xml": _graph("rdf"),
    "rdf": _graph("rdf"),
    "json-ld": _graph("jsonld"),
    "jsonld": _graph("jsonld"),
}
