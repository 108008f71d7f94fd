"""Answers in the formats that people and programs read: one table from format to function."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from itertools import compress
from typing import Any

from immunograph.answer import Answer, Cell
from immunograph.evidence import Evidence
from immunograph.store import Literal, NamedNode, Solutions, Term
from immunograph.vocabulary import XSD

EVIDENCE = "evidence"


def as_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON, every solution as the engine gave it."""
    return json.dumps(solutions_json(answer.solutions), indent=2, ensure_ascii=False) + "\n"


def as_csv(answer: Answer) -> str:
    """A column per variable, a label column beside each that holds things, then the passages."""
    return _separated(answer, ",")


def as_tsv(answer: Answer) -> str:
    """As CSV, with tabs."""
    return _separated(answer, "\t")


def as_markdown(answer: Answer) -> str:
    """A table of labels with the passages behind each row."""
    header, *rows = tabled(answer, answer.dataset.names.show, lambda one: f"{one};")
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(map(_markdown_cell, line)) + " |\n" for line in lines)


WRITERS: Mapping[str, Callable[[Answer], str]] = {
    "json": as_json,
    "csv": as_csv,
    "tsv": as_tsv,
    "md": as_markdown,
}


def tabled(
    answer: Answer, show: Callable[[Term], str], cite: Callable[[Evidence], str]
) -> list[list[str]]:
    """The header and the rows as texts, without the columns that are empty in every row.

    Where rows have claims, a last column cites the passages behind each.
    """
    rows = answer.shown(show)
    filled = [any(cells) for cells in zip(*rows, strict=True)] or [True] * len(answer.columns)
    lines = [list(compress(map(heading, answer.columns), filled))]
    lines.extend(list(compress(row, filled)) for row in rows)
    if any(row.claims for row in answer.rows):
        lines[0].append("passages")
        for line, row in zip(lines[1:], answer.rows, strict=True):
            line.append(" ".join(map(cite, answer.evidence(row))))
    return lines


def heading(variable: str) -> str:
    """The name of a variable as a heading.

    >>> heading("diseaseStatus")
    'disease status'
    """
    return "".join(f" {c.lower()}" if c.isupper() else c for c in variable)


def solutions_json(solutions: Solutions) -> dict[str, Any]:
    """The SPARQL 1.1 Query Results JSON object of solutions."""
    bindings = [{name: term_json(term) for name, term in row.items()} for row in solutions.rows]
    return {"head": {"vars": list(solutions.variables)}, "results": {"bindings": bindings}}


def term_json(term: Term) -> dict[str, str]:
    """A term as SPARQL 1.1 Query Results JSON writes it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": str(term).removeprefix("_:")}
    written = {"type": "literal", "value": term.value}
    if term.language:
        return written | {"xml:lang": term.language}
    if term.datatype.value != f"{XSD}string":
        return written | {"datatype": term.datatype.value}
    return written


def _separated(answer: Answer, delimiter: str) -> str:
    things = _thing_columns(answer)
    with_evidence = any(row.claims for row in answer.rows)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    header = [name for c in answer.columns for name in _with_label(c, c, things, f"{c}Label")]
    writer.writerow(header + [EVIDENCE] * with_evidence)
    contract = answer.dataset.prefixes.contract
    for row, labels in zip(answer.rows, answer.labels(), strict=True):
        line: list[str] = []
        for column, cell in zip(answer.columns, row.cells, strict=True):
            line.extend(_with_label(column, plain(cell), things, labels[column]))
        if with_evidence:
            line.append(" ".join(contract(one.passage) for one in answer.evidence(row)))
        writer.writerow(line)
    return out.getvalue()


def _with_label(column: str, value: str, things: set[str], label: str) -> Iterable[str]:
    return (value, label) if column in things else (value,)


def _thing_columns(answer: Answer) -> set[str]:
    return {
        column
        for row in answer.rows
        for column, cell in zip(answer.columns, row.cells, strict=True)
        if any(isinstance(term, NamedNode) for term in cell)
    }


def plain(cell: Cell) -> str:
    """The terms of a cell as the SPARQL 1.1 CSV format writes them, joined by spaces."""
    return " ".join(
        term.value if isinstance(term, NamedNode | Literal) else str(term) for term in cell
    )


def _markdown_cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
