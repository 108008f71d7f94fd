"""Answers in the formats that people and programs read: one table from format to function."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
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
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerows(_saved(answer) if answer.query else _exact(answer.solutions))
    return out.getvalue()


def _exact(solutions: Solutions) -> Iterator[list[str]]:
    """The rows of SPARQL 1.1 Query Results CSV."""
    yield list(solutions.variables)
    for row in solutions.rows:
        yield [plain((row[name],)) if name in row else "" for name in solutions.variables]


def _saved(answer: Answer) -> Iterator[list[str]]:
    """The rows of a saved question: the same columns whatever the answer is."""
    yield [*(name for c in answer.columns for name in (c, f"{c}Label")), EVIDENCE]
    contract = answer.dataset.prefixes.contract
    for row, labels in zip(answer.rows, answer.labels(), strict=True):
        cells = zip(row.cells, labels.values(), strict=True)
        pairs = [text for cell, label in cells for text in (plain(cell), label)]
        yield [*pairs, " ".join(contract(one.passage) for one in answer.evidence(row))]


def plain(cell: Cell) -> str:
    """The terms of a cell as the SPARQL 1.1 CSV format writes them, joined by spaces."""
    return " ".join(
        term.value if isinstance(term, NamedNode | Literal) else str(term) for term in cell
    )


def _markdown_cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
