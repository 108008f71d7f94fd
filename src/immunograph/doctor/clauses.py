"""What is wrong around the braces of a query: prefixes, FROM, HAVING, LIMIT, what it selects."""

import difflib
from collections.abc import Iterator, Sequence
from itertools import pairwise

from immunograph.doctor.diagnosis import At, Fault
from immunograph.doctor.emptiness import is_made
from immunograph.doctor.mends import Case, Edit, Mend, Suspicion, applied
from immunograph.doctor.nearness import nearness
from immunograph.doctor.parts import Part, Query
from immunograph.doctor.pieces import loose_variables, variables
from immunograph.doctor.words import Words
from immunograph.errors import BadQuery
from immunograph.finding import Place
from immunograph.sparql import tokens

_NEAR = 0.5
_ALIKE = 0.6


def undeclared(text: str, words: Words, file: str) -> list[Suspicion]:
    """A suspicion for each prefix that neither the query nor the repository declares."""
    found: dict[str, list[tuple[int, int, int, str]]] = {}
    declared = {*words.prefixes.namespaces, *words.declared}
    given = list(tokens(text))
    for before, token in pairwise([None, *given]):
        if token is None or token.kind != "name" or token.text.startswith("_:"):
            continue
        prefix, _, local = token.text.partition(":")
        is_declaration = before is not None and before.text.upper() == "PREFIX"
        if prefix not in declared and not is_declaration:
            start = len(text[: token.offset].encode())
            found.setdefault(prefix, []).append((start, token.line, token.column, local))
    return [_undeclared(prefix, uses, words, file) for prefix, uses in found.items()]


def _undeclared(
    prefix: str, uses: Sequence[tuple[int, int, int, str]], words: Words, file: str
) -> Suspicion:
    mends = []
    for other, namespace in words.prefixes.namespaces.items():
        near = difflib.SequenceMatcher(None, prefix, other).ratio()
        fits = all(words.facts.exists(namespace + local) for *_, local in uses)
        if near >= _ALIKE or fits:
            edits = tuple(Edit(at, at + len(prefix.encode()), other) for at, *_ in uses)
            mends.append(Mend(edits, f"{other}: in the place of {prefix}:", near + fits))
    mends.sort(key=lambda mend: -mend.nearness)
    start, line, column, local = uses[0]
    at = At(Place(file, line, column), f"{prefix}:{local}", start)
    near_ones = tuple(mend.change.partition(" ")[0] for mend in mends[:3])
    fault = Fault("unknown prefix", f"the prefix {prefix}: is not declared", (at,), True, near_ones)
    return Suspicion(fault, tuple(mends))


def from_faults(case: Case) -> Iterator[Suspicion]:
    """FROM that names a graph in which there is nothing."""
    clauses = case.query.children("dataset_clause")
    if not clauses:
        return
    said = " ".join(map(case.query.text_of, clauses))
    try:
        holds = case.probes.run(f"{case.query.prologue}ASK {said} {{ ?s ?p ?o }}", {})
    except BadQuery:
        holds = False
    if not holds:
        edits = tuple(Edit(each.start_byte, each.end_byte, "") for each in clauses)
        at = case.at_offset(clauses[0].start_byte, said)
        yield Suspicion(_no_graph(at), (Mend(edits, f"no {said}"),))


def graph_fault(case: Case, part: Part) -> Suspicion:
    """GRAPH, where everything stands in the default graph."""
    assert part.node is not None
    word, name, group = part.node.children[0], part.node.children[1], part.node.children[-1]
    edit = Edit(word.start_byte, group.start_byte, "")
    text = f"GRAPH {case.query.text_of(name)}"
    at = case.at(part)
    return Suspicion(_no_graph(at), (Mend((edit,), f"no {text}"),))


def _no_graph(at: At) -> Fault:
    reason = "there is no such graph: all is in the default graph, which no clause has to name"
    return Fault("graph", reason, (at,), True)


def after_faults(case: Case) -> Iterator[Suspicion]:
    """What leaves nothing of the solutions that there are."""
    yield from _sliced(case)
    yield from _having(case)
    yield from _unbound(case)


def _sliced(case: Case) -> Iterator[Suspicion]:
    for name in ("limit_clause", "offset_clause"):
        clause = case.query.modifiers.get(name)
        if clause is None:
            continue
        text = case.query.text_of(clause)
        number = text.split()[-1]
        beyond = name == "offset_clause" and int(number) > 0
        if (int(number) == 0 and name == "limit_clause") or beyond:
            why = "it skips all rows that there are" if beyond else "it asks for no row"
            at = case.at_offset(clause.start_byte, text)
            mend = Mend((Edit(clause.start_byte, clause.end_byte, ""),), f"no {text}")
            yield Suspicion(Fault("limit", f"{text}: {why}", (at,), True), (mend,))


def _having(case: Case) -> Iterator[Suspicion]:
    clause = case.query.modifiers.get("having_clause")
    if clause is None:
        return
    text = case.query.text_of(clause)
    at = case.at_offset(clause.start_byte, text)
    mend = Mend((Edit(clause.start_byte, clause.end_byte, ""),), f"no {text}", sure=False)
    yield Suspicion(Fault("having", "there are groups, and none passes", (at,), False), (mend,))


def _unbound(case: Case) -> Iterator[Suspicion]:
    """A variable that is selected, or stands in a template, and is bound nowhere."""
    bound = {name for part in case.query.where.parts for name in part.binds}
    bound |= set(case.bindings)
    clauses = [*case.query.children("select_clause"), *case.query.children("construct_template")]
    for clause in clauses:
        made = {
            case.query.text_of(each)[1:]
            for each in clause.children_by_field_name("bound_variable")
            if clause.type == "select_clause" and is_made(each)
        }
        for name in sorted(variables(clause, case.query.source) - bound - made):
            yield _bound_nowhere(case, clause.start_byte, clause.end_byte, name, bound)


def _bound_nowhere(case: Case, start: int, end: int, name: str, bound: set[str]) -> Suspicion:
    near = [one for one in sorted(bound) if nearness(name, one) >= _NEAR]
    near.sort(key=lambda one: -nearness(name, one))
    uses = _uses(case.query, start, end, name)
    mends = tuple(
        Mend(
            tuple(Edit(*span, f"?{one}") for span in uses),
            f"?{one} in the place of ?{name}",
            nearness(name, one),
        )
        for one in near
    )
    at = case.at_offset(uses[0][0], f"?{name}")
    reason = f"?{name} is bound nowhere in the query"
    return Suspicion(Fault("variable", reason, (at,), True, tuple(f"?{o}" for o in near)), mends)


def _uses(query: Query, start: int, end: int, name: str) -> list[tuple[int, int]]:
    text = query.source.decode()
    found = []
    for token in tokens(text):
        at = len(text[: token.offset].encode())
        if token.kind == "variable" and token.text[1:] == name and start <= at < end:
            found.append((at, at + len(token.text.encode())))
    return found


def counted_variables(query: Query) -> frozenset[str]:
    """The variables whose values the query counts or sums up."""
    clauses = query.children("select_clause")
    found = [each for clause in clauses for each in clause.children if each.type != "var"]
    return frozenset().union(*(loose_variables(each, query.source) for each in found))


def must_be_bound(query: Query, name: str) -> Part:
    """A filter that stands for the counting of a variable."""
    clause = query.children("select_clause")[0]
    shown, start, end = query.text_of(clause), clause.start_byte, clause.end_byte
    text, named = f"FILTER (BOUND(?{name}))", frozenset([name])
    return Part("filter", text, shown, start, end, frozenset(), named, None)


def asks_elsewhere(query: Query) -> bool:
    """Whether a query asks another endpoint, of which nothing is known here."""
    return "service_graph_pattern" in str(query.node)


def limited(query: Query | None, text: str, most: int) -> str:
    """A query that asks for no more than so many rows."""
    if (
        query is None
        or query.kind not in {"select", "construct"}
        or "limit_clause" in query.modifiers
    ):
        return text
    return applied(
        query.source, [Edit(query.node.end_byte, query.node.end_byte, f"\nLIMIT {most}")]
    )
