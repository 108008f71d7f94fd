"""Answers in the formats that people and programs read: one table from format to function.

JSON, XML, CSV and TSV are those of SPARQL 1.1: every solution as the store gave it. Labels and
evidence are further variables of the solutions, so they are the same in each of them.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from immunograph import tables
from immunograph.answer import NO_EXTRAS, Answer, Extras, claims_of, heading, is_evidence
from immunograph.errors import BadParameter
from immunograph.evidence import Evidence
from immunograph.rdf import results_in
from immunograph.store import Literal, NamedNode, Solution, Solutions, Term, Triple
from immunograph.texts.characters import visible
from immunograph.unreviewed import DRAFT, REVIEWED
from immunograph.vocabulary import XSD

EVIDENCE, REVIEW = "evidence", "reviewStatus"
# What a spreadsheet takes for the beginning of a formula, and the numbers that begin so.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d.]+(?:[eE][+-]?\d+)?|[+-]?INF")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP = re.compile(r"[\\`*\[\]<>|&~#!]")


def as_json(answer: Answer, extras: Extras = NO_EXTRAS) -> str:
    """SPARQL 1.1 Query Results JSON."""
    return json.dumps(solutions_json(widened(answer, extras)), indent=2, ensure_ascii=False) + "\n"


def as_xml(answer: Answer, extras: Extras = NO_EXTRAS) -> str:
    """SPARQL 1.1 Query Results XML. Raises `BadParameter` for characters that XML has none of."""
    text = _written(widened(answer, extras), "xml")
    if found := not_in_xml(text):
        raise BadParameter(f"a value holds {found}, which XML cannot carry: ask for json")
    return f"{text}\n"


def as_csv(answer: Answer, extras: Extras = NO_EXTRAS) -> str:
    """SPARQL 1.1 Query Results CSV; with extras, for spreadsheets: no value is a formula."""
    return _written(_for_spreadsheets(answer, extras), "csv")


def as_tsv(answer: Answer, extras: Extras = NO_EXTRAS) -> str:
    """SPARQL 1.1 Query Results TSV; with extras, for spreadsheets as CSV is."""
    return _written(_for_spreadsheets(answer, extras), "tsv")


def as_markdown(answer: Answer, extras: Extras = NO_EXTRAS) -> str:
    """A table of labels with the passages behind each row."""
    contract = answer.dataset.prefixes.contract

    def cite(one: Evidence) -> str:
        return f"{one} ({contract(one.passage)});" if extras.evidence else f"{one};"

    header, *rows = tabled(answer, answer.describing(extras), cite, extras)
    lines = [map(_markdown_cell, header), ["---"] * len(header)]
    lines.extend(map(_markdown_cell, row) for row in rows)
    note = f"\n{answer.not_reviewed}\n" if answer.not_reviewed else ""
    return "".join("| " + " | ".join(line) + " |\n" for line in lines) + note


def as_html(answer: Answer, extras: Extras = NO_EXTRAS) -> str:
    """A page with a table whose things and passages lead to their addresses."""
    show = answer.dataset.names.show
    given = [f"{name}={show(term)}" for name, term in answer.bound.items()]
    title = " ".join([answer.query or "Answer", *given])
    return tables.page(title, answer.table(extras), answer.not_reviewed)


WRITERS: Mapping[str, Callable[[Answer, Extras], str]] = {
    "json": as_json,
    "xml": as_xml,
    "csv": as_csv,
    "tsv": as_tsv,
    "md": as_markdown,
    "html": as_html,
}


# The truth of an ASK; the W3C has no CSV or TSV of it.
TRUTHS: Mapping[str, Callable[[bool], str]] = {
    "table": lambda truth: f"{str(truth).lower()}\n",
    "json": lambda truth: f"{truth_json(truth)}\n",
    "xml": lambda truth: f"{results_in('xml', truth_json(truth))}\n",
}


def not_in_xml(text: str) -> str:
    r"""The code of the first character of a text that XML 1.0 has no way to write, if any.

    >>> not_in_xml("CD19"), not_in_xml("CD\x1b19")
    ('', 'U+001B')
    """
    found = _NOT_IN_XML.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def tabled(
    answer: Answer,
    show: Callable[[Term], str],
    cite: Callable[[Evidence], str],
    extras: Extras = NO_EXTRAS,
) -> list[list[str]]:
    """The header and the rows as texts, without the columns that are empty in every row.

    Where rows have claims, a last column cites the passages behind each.
    """
    of = answer.tabled(show, cite, extras)
    header = list(map(heading, of.columns))
    rows = [[", ".join(cell) for cell in row] for row in of.cells]
    for name, column in of.asides():
        header.append(name)
        rows = [[*row, " ".join(cell)] for row, cell in zip(rows, column, strict=True)]
    return [header, *rows]


def widened(answer: Answer, extras: Extras) -> Solutions:
    """The solutions with a variable of labels beside each that holds things, and of evidence.

    Where solutions of a saved question rest on drafts, `reviewStatus` tells which. The evidence is
    the CURIEs of the passages behind a solution; with labels, also in words.
    """
    solutions = _reviewed(answer)
    if extras.labels:
        solutions = _labelled(solutions, cache(answer.dataset.names.show))
    if extras.evidence:
        contract = answer.dataset.prefixes.contract
        name = _free(EVIDENCE, solutions.variables)
        shown = {name: lambda found: " ".join(contract(one.passage) for one in found)}
        if extras.labels:
            shown[f"{name}Label"] = lambda found: "; ".join(map(str, found))
        solutions = _evidenced(solutions, answer, shown)
    return solutions


def _reviewed(answer: Answer) -> Solutions:
    """The solutions, with whether the claims behind each are reviewed where some are not."""
    solutions, drafts = answer.solutions, answer.dataset.drafts
    behind = [claims_of(row) for row in solutions.rows] if answer.query and drafts else []
    if not any(not drafts.isdisjoint(claims) for claims in behind):
        return solutions
    name = _free(REVIEW, solutions.variables)
    status = (NamedNode(REVIEWED if drafts.isdisjoint(claims) else DRAFT) for claims in behind)
    rows = zip(solutions.rows, behind, status, strict=True)
    told = tuple({**row, name: of} if claims else row for row, claims, of in rows)
    return Solutions((*solutions.variables, name), told)


def _labelled(solutions: Solutions, show: Callable[[Term], str]) -> Solutions:
    held = {v for row in solutions.rows for v, term in row.items() if isinstance(term, NamedNode)}
    things = [v for v in solutions.variables if v in held and not is_evidence(v)]
    labels = {v: f"{v}Label" for v in things if f"{v}Label" not in solutions.variables}
    return Solutions(
        tuple(name for v in solutions.variables for name in (v, labels.get(v)) if name),
        tuple(
            {**row, **{name: Literal(show(row[v])) for v, name in labels.items() if v in row}}
            for row in solutions.rows
        ),
    )


def _evidenced(
    solutions: Solutions, answer: Answer, shown: Mapping[str, Callable[[list[Evidence]], str]]
) -> Solutions:
    rows: list[Solution] = []
    for row in solutions.rows:
        found = answer.behind(claims_of(row))
        cited = {name: Literal(show(found)) for name, show in shown.items()} if found else {}
        rows.append({**row, **cited})
    return Solutions((*solutions.variables, *shown), tuple(rows))


def _free(name: str, taken: tuple[str, ...]) -> str:
    """A name that no variable has."""
    return name if name not in taken else _free(f"{name}_", taken)


def _for_spreadsheets(answer: Answer, extras: Extras) -> Solutions:
    """The solutions; with extras, no value is what a spreadsheet takes for a formula."""
    solutions = widened(answer, extras)
    if extras == NO_EXTRAS:
        return solutions
    rows = ({name: _inert(term) for name, term in row.items()} for row in solutions.rows)
    return Solutions(solutions.variables, tuple(rows))


def _inert(term: Term) -> Term:
    """A term that a spreadsheet shows as it is: a text that begins as a formula, after a mark."""
    if not isinstance(term, Literal) or not _FORMULA.match(term.value):
        return term
    return term if _NUMBER.fullmatch(term.value) else Literal(f"'{term.value}")


def _written(solutions: Solutions, form: str) -> str:
    return results_in(form, json.dumps(solutions_json(solutions)))


def solutions_json(solutions: Solutions) -> dict[str, Any]:
    """The SPARQL 1.1 Query Results JSON object of solutions."""
    bindings = [{name: term_json(term) for name, term in row.items()} for row in solutions.rows]
    return {"head": {"vars": list(solutions.variables)}, "results": {"bindings": bindings}}


def truth_json(truth: bool) -> str:
    """The SPARQL 1.1 Query Results JSON text of the truth of an ASK."""
    return json.dumps({"head": {}, "boolean": truth})


def term_json(term: Term) -> dict[str, Any]:
    """A term as SPARQL 1.1 Query Results JSON writes it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: term_json(part) for name, part in parts.items()}}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": str(term).removeprefix("_:")}
    written = {"type": "literal", "value": term.value}
    if term.language:
        direction = {"its:dir": str(term.direction)} if term.direction else {}
        return written | {"xml:lang": term.language} | direction
    if term.datatype.value != f"{XSD}string":
        return written | {"datatype": term.datatype.value}
    return written


def _markdown_cell(text: str) -> str:
    """A text on one line in which nothing is taken for markup."""
    return _MARKUP.sub(r"\\\g<0>", visible(" ".join(text.split())))
