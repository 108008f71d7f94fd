"""What differs between engines of SPARQL 1.1: one table, from an engine to its differences.

An engine that is not in the table is taken at its word. One that is known to give wrong rows is
sent only what it is known to do right; what goes beyond that, and what its compiler fails on, is
evaluated here, over the statements that the endpoint holds.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from immunograph.remote.ordering import variables
from immunograph.store import Literal, Solutions, Term, stored_literal
from immunograph.vocabulary import XSD

if TYPE_CHECKING:
    from tree_sitter import Node

Beyond = Callable[["Node"], str]


def _nothing(_: "Node") -> str:
    return ""


@dataclass(frozen=True)
class Dialect:
    """How an engine differs from the standard.

    `server` is how it names itself in the header Server, and `probe` a query that no other engine
    answers. `beyond` tells of a query what in it the engine is not trusted with; `own_faults` are
    the messages with which it fails on a query that has no fault. `cuts` are headers that say that
    an answer is not whole. `truth` is the variable in which it answers an ASK,
    `echo` what comes before the query in its messages. `unites_graphs` is true where a query
    without a graph is put to all of them, and `orders` false where texts come in another order.
    """

    name: str
    server: str = "(?!)"
    probe: str = ""
    beyond: Beyond = _nothing
    own_faults: str = "(?!)"
    cuts: Mapping[str, str] = field(default_factory=dict)
    truth: str = ""
    echo: str = "(?!)"
    unites_graphs: bool = False
    orders: bool = True

    def is_own_fault(self, message: str) -> bool:
        """Whether a message is about the engine, and not about the query."""
        return re.search(self.own_faults, message) is not None

    def cut(self, headers: Mapping[str, str]) -> str:
        """Why an answer is not whole; empty where it is."""
        given = {name.lower(): value for name, value in headers.items()}
        said = (f"{name}: {given[name]}" for name in self.cuts if name in given)
        return next((f"{self.cuts[one.partition(':')[0]]} ({one})" for one in said), "")

    def message(self, text: str) -> str:
        """What the engine says, without the query that it says again."""
        return re.split(self.echo, text, maxsplit=1)[0].strip()

    def read(self, results: Solutions | bool) -> Solutions | bool:
        """Results in the terms in which the embedded store would give them."""
        if isinstance(results, bool):
            return results
        if self.truth and results.variables == (self.truth,):
            return any(row[self.truth] != Literal(0) for row in results.rows)
        rows = tuple({name: settled(term) for name, term in row.items()} for row in results.rows)
        return Solutions(results.variables, rows)


def settled(term: Term) -> Term:
    """A term as the embedded store would give it: a literal in its canonical form.

    >>> from immunograph.store import NamedNode
    >>> settled(Literal("1", datatype=NamedNode(f"{XSD}boolean"))).value
    'true'
    """
    if not isinstance(term, Literal) or term.language:
        return term
    usual = _USUAL.get(term.datatype.value)
    return term if usual is None or usual.fullmatch(term.value) else _stored(term)


_stored = lru_cache(maxsize=1 << 14)(stored_literal)

# Datatypes whose literals a store may write in another way, and how they need no second look.
_USUAL = {
    f"{XSD}{name}": re.compile(pattern)
    for pattern, names in {
        r"true|false": "boolean",
        r"0|-?[1-9]\d{0,17}": "integer",
        r"\d{4}-\d\d-\d\d": "date",
        r"(?!)": "decimal double float dateTime time duration dayTimeDuration yearMonthDuration "
        "gYear gYearMonth gMonth gMonthDay gDay int long short byte nonNegativeInteger "
        "positiveInteger negativeInteger nonPositiveInteger unsignedInt unsignedLong "
        "unsignedShort unsignedByte",
    }.items()
    for name in names.split()
}


# -- Virtuoso 7 --------------------------------------------------------------------------------

# What it is known to do right; a kind of node that is not named is beyond it.
_PLAIN = frozenset(
    re.findall(
        r"\w+",
        """
    unit comment prologue prefix_declaration namespace pn_prefix pn_local iri_reference
    prefixed_name select_query construct_query ask_query sub_select select_clause
    construct_template construct_triples where_clause solution_modifier limit_offset_clauses
    limit_clause offset_clause group_graph_pattern group_or_union_graph_pattern triples_block
    triples_same_subject property_list property object_list path_element path_inverse binary_path
    var rdf_literal string echar lang_tag integer optional_graph_pattern minus_graph_pattern
    filter not_exists_func exists_func bracketted_expression binary_expression unary_expression
    expression_list build_in_function regex_expression aggregate bind inline_data data_block
    """,
    )
)
_FUNCTIONS = frozenset({"LANG", "BOUND", "STR", "ISIRI", "COALESCE", "STRSTARTS"})
_SIGNS = frozenset({"=", "!=", "&&", "||", "IN", "NOT", "/"})
_CONDITIONS = frozenset({"filter", "bind"})
# What a value may be computed with: a truth comes back as a number.
_COMPUTED = frozenset({"LANG", "STR"})


def _beyond_virtuoso(root: "Node") -> str:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.is_named and node.type not in _PLAIN:
            return node.type.replace("_", " ")
        check = _CHECKS.get(node.type)
        if check and (reason := check(node)):
            return reason
        waiting.extend(node.children)
    groups = (child for query in root.children for child in _groups(query))
    return next(filter(None, (_entangled(group, set(), set()) for group in groups)), "")


def _exists(node: "Node") -> str:
    is_condition = node.parent is not None and node.parent.type == "filter"
    return "" if is_condition else "EXISTS within an expression"


def _function(node: "Node") -> str:
    name = node.children[0].type.upper()
    return "" if name in _FUNCTIONS else f"the function {name}"


def _operator(node: "Node") -> str:
    left, sign, *_, right = (child.type for child in node.children)
    if sign not in _SIGNS:
        return f"the operator {sign}"
    if sign in {"!=", "NOT"}:
        return "" if left == "var" and _is_of_names(node.children[-1]) else "what is not equal"
    return "two variables that are compared" if left == right == "var" else ""


def _is_of_names(node: "Node") -> bool:
    """Whether a node is a name, or a list of names: what differs from them is no error."""
    if node.type == "expression_list":
        return all(_is_of_names(child) for child in node.children if child.is_named)
    return node.type in {"iri_reference", "prefixed_name"}


def _negated(node: "Node") -> str:
    """An error is not the opposite of another one; BOUND and isIRI are never in error."""
    operand = node.children[-1]
    while operand.type == "bracketted_expression":
        operand = operand.children[1]
    name = operand.children[0].type.upper() if operand.children else ""
    return "" if name in {"BOUND", "ISIRI", "EXISTS"} else "what is denied"


def _text(node: "Node") -> str:
    """An empty text may be the language of what has none."""
    return "" if (node.text or b"") not in {b'""', b"''"} else "an empty text"


def _listed(node: "Node") -> str:
    """IN compares with constants, COALESCE gives any of its arguments."""
    is_compared = node.parent is not None and node.parent.type == "binary_expression"
    return "two variables that are compared" if is_compared and variables(node) else ""


def _aggregate(node: "Node") -> str:
    name = node.children[0].type.upper()
    return "" if name == "COUNT" else f"the aggregate {name}"


def _assigned(node: "Node") -> str:
    """BIND, or a SELECT that computes something."""
    waiting = list(node.children)
    while waiting:
        each = waiting.pop()
        if each.type == "build_in_function" and each.children[0].type.upper() not in _COMPUTED:
            return "a computed value"
        if each.type.endswith("_expression"):
            return "a computed value"
        waiting.extend(each.children)
    return ""


_CHECKS: Mapping[str, Beyond] = {
    "not_exists_func": _exists,
    "exists_func": _exists,
    "build_in_function": _function,
    "binary_expression": _operator,
    "binary_path": _operator,
    "unary_expression": _negated,
    "string": _text,
    "expression_list": _listed,
    "aggregate": _aggregate,
    "bind": _assigned,
    "select_clause": _assigned,
}


def _entangled(group: "Node", bound: set[str], outside: set[str]) -> str:
    """Whether groups share a variable that the statements around them may leave without a value."""
    parts = list(group.children)
    certain = bound.union(*(variables(one) for one in parts if one.type == "triples_block"))
    seen = [variables(one) if _is_pattern(one) else set() for one in parts]
    looked_at = set().union(*(_looked_at(one) for one in parts if one.type in _CONDITIONS))
    if looked_at - certain:
        return "a condition on what may have no value"
    for number, part in enumerate(parts):
        others = outside.union(*seen[:number], *seen[number + 1 :])
        for inner in _groups(part):
            if (variables(inner) & others) - certain:
                return "groups that share what may have no value"
            if reason := _entangled(inner, certain, others):
                return reason
    return ""


def _looked_at(node: "Node") -> set[str]:
    """The variables whose values a condition needs; BOUND and the groups of EXISTS need none."""
    if node.type == "group_graph_pattern" or _is_bound(node):
        return set()
    if node.type == "var":
        return variables(node)
    given = node.children[:-2] if node.type == "bind" else node.children  # not what it assigns
    return set().union(*map(_looked_at, given))


def _is_bound(node: "Node") -> bool:
    return node.type == "build_in_function" and node.children[0].type.upper() == "BOUND"


def _is_pattern(part: "Node") -> bool:
    return part.type == "triples_block" or bool(_groups(part))


def _groups(node: "Node") -> list["Node"]:
    """The groups directly within a part of a query."""
    found: list[Node] = []
    for child in node.children:
        found.extend([child] if child.type == "group_graph_pattern" else _groups(child))
    return found


# -- the table ---------------------------------------------------------------------------------

STANDARD = Dialect("SPARQL 1.1")
ENGINES = (
    Dialect(
        "Virtuoso",
        server=r"^Virtuoso/",
        probe="SELECT (bif:sys_stat('st_dbms_name') AS ?name) {}",
        beyond=_beyond_virtuoso,
        own_faults=r"Virtuoso \S+ Error (?!SR171|SR319)",  # nor that the time was over, nor rights
        cuts={
            "x-sql-state": "the endpoint ran out of time and gave only part of the answer",
            "x-sparql-maxrows": "the endpoint cut the answer off at its most rows",
            "x-sparql-anytime": "the endpoint ran out of time and gave only part of the answer",
        },
        truth="__ASK_RETVAL",
        echo=r"\s*SPARQL query:",
        unites_graphs=True,
        orders=False,
    ),
)


def of_server(header: str) -> Dialect | None:
    """The dialect of the engine that a header Server names."""
    return next((one for one in ENGINES if re.search(one.server, header)), None)
