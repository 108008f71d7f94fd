"""Whether what a query gave is no answer."""

from typing import TYPE_CHECKING

from immunograph.store import Literal, Results, Solutions, Term

if TYPE_CHECKING:
    from immunograph.doctor.parts import Query


def is_empty(text: str, results: Results) -> bool:
    """Whether results are no answer: nothing, rows that bind nothing, or counts of nought."""
    if not isinstance(results, Solutions):
        return not results
    if not any(results.rows):
        return True
    if len(results.rows) > 1 or not all(map(_is_nought, results.rows[0].values())):
        return False
    from immunograph.doctor.parts import take_apart  # noqa: PLC0415 (seldom needed)

    query = take_apart(text)
    return query is not None and _only_counts(query)


def _is_nought(term: Term) -> bool:
    if not isinstance(term, Literal):
        return False
    try:
        return term.value == "" or float(term.value) == 0
    except ValueError:
        return False


def _only_counts(query: "Query") -> bool:
    """Whether a SELECT gives one row of aggregates."""
    clauses = query.children("select_clause")
    if query.kind != "select" or not clauses or "group_clause" in query.modifiers:
        return False
    named = clauses[0].children_by_field_name("bound_variable")
    return bool(named) and all(map(is_made, named)) and "aggregate" in str(clauses[0])


def is_made(node: object) -> bool:
    """Whether a variable of a SELECT is what an expression is called."""
    before = getattr(node, "prev_sibling", None)
    return before is not None and before.type == "AS"
