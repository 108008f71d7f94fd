"""Claims as statements that can be compared: what they answer, for whom, and on what sources.

`lookups/compared.rq` is the table of which fields are compared, and how.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from immunograph import lookups
from immunograph.claims.scope import DAYS, EVERYTHING, NOTHING, Range, Scope, Values
from immunograph.names import iri_of
from immunograph.store import Literal, NamedNode, Solution, Store, Term
from immunograph.vocabulary import DISPUTED_BY

Key = tuple[Values, Values, Values]
_Fields = Mapping[str, Values]


@dataclass(frozen=True)
class Statement:
    """One claim, with what is compared of it.

    Claims are compared that have one `key`: kind, subject and object. Of several `answers` only
    one is true; of `manners` a source may list several; `spans` are lengths of time in days.
    `seen` is the newest day on which it held. `vague` is the field by which it holds for
    some only, without saying for whom; it is `under_study` where nothing is established.
    """

    claim: str
    key: Key
    scope: Scope
    answers: _Fields
    manners: _Fields
    days: _Fields
    spans: Mapping[str, Range]
    seen: str
    vague: str
    under_study: bool
    fields: Mapping[str, Mapping[str, tuple[Term, ...]]]
    sources: Mapping[str, str]

    @property
    def newest(self) -> str:
        """The date of the newest source behind it."""
        return max(self.sources.values(), default="")


@dataclass(frozen=True, slots=True)
class Backing:
    """A passage behind a claim, or against it: its source and the date of that."""

    claim: str
    passage: str
    source: str
    dated: str
    disputing: bool


def read_statements(store: Store) -> tuple[list[Statement], list[Backing]]:
    """The statements that have others to be compared with, and what stands behind and against.

    The backings are those of these statements and of every claim in dispute.
    """
    keys = _comparable(store)
    disputed = {iri_of(row["claim"]) for row in store.select(lookups.text("disputed")).rows}
    backings = backings_of(store, keys.keys() | disputed)
    made = statements_of(store, keys, sources_of(backings))
    return made, backings


def statements_of(
    store: Store, keys: Mapping[str, Key], sources: Mapping[str, Mapping[str, str]]
) -> list[Statement]:
    """The statements of some claims, given the key of each and the sources behind it."""
    rows: dict[str, list[Solution]] = {claim: [] for claim in sorted(keys)}
    for row in _of(store, "compared", keys):
        rows[iri_of(row["claim"])].append(row)
    return [_statement(c, keys[c], of, sources.get(c, {})) for c, of in rows.items()]


def backings_of(store: Store, claims: Iterable[str]) -> list[Backing]:
    """The passages behind some claims and against them."""
    backings = [_backing(row) for row in _of(store, "backing", claims)]
    return sorted(backings, key=lambda one: (one.claim, one.passage))


def sources_of(backings: Iterable[Backing]) -> dict[str, dict[str, str]]:
    """For each claim the sources behind it, with the date of the newest version."""
    sources: dict[str, dict[str, str]] = {}
    for one in backings:
        if not one.disputing:
            dates = sources.setdefault(one.claim, {})
            dates[one.source] = max(one.dated, dates.get(one.source, ""))
    return sources


def _comparable(store: Store) -> dict[str, Key]:
    """The key of each claim that is not alone with it."""
    parts: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for row in store.select(lookups.text("comparable")).rows:
        of = parts.setdefault(iri_of(row["claim"]), (set(), set(), set()))
        for part, name in zip(of, ("kind", "subject", "shared"), strict=True):
            part.update({iri_of(row[name])} if name in row else ())
    keys = {c: (frozenset(k), frozenset(s), frozenset(o)) for c, (k, s, o) in parts.items()}
    count = Counter(keys.values())
    return {claim: key for claim, key in keys.items() if count[key] > 1}


def _of(store: Store, lookup: str, claims: Iterable[str]) -> Sequence[Solution]:
    """What a lookup says of some claims."""
    terms = " ".join(str(NamedNode(claim)) for claim in sorted(claims))
    return store.select(lookups.text(lookup).replace("UNDEF", terms)).rows if terms else ()


def _backing(row: Solution) -> Backing:
    claim, passage, source = (iri_of(row[name]) for name in ("claim", "passage", "source"))
    disputing = iri_of(row["link"]) == DISPUTED_BY
    return Backing(claim, passage, source, _key(row["dated"]), disputing)


def _statement(claim: str, key: Key, rows: list[Solution], sources: Mapping[str, str]) -> Statement:
    values: dict[str, dict[str, Values]] = {}
    numbers: dict[str, dict[str, float]] = {}
    fields: dict[str, dict[str, dict[Term, None]]] = {}
    for row in rows:
        use, _, name = _key(row["use"]).partition(" ")
        field, value = iri_of(row["field"]), row["value"]
        fields.setdefault(name or field, {}).setdefault(field, {})[value] = None
        if not name:
            known = values.setdefault(use, {}).get(field, NOTHING)
            values[use][field] = known | {_key(value)}
        elif (number := _number(row)) is not None:
            numbers.setdefault(use, {})[name] = number
    seen = max((day for days in values.get("seen", {}).values() for day in days), default="")
    return Statement(
        claim=claim,
        key=key,
        scope=_scope(values, numbers),
        answers=values.get("answer", {}),
        manners=values.get("manner", {}),
        days=values.get("day", {}),
        spans=_ranges(numbers.get("span", {}), numbers.get("spanEnd", {}), exact=True),
        seen=seen or max(sources.values(), default=""),
        vague=next(iter(values.get("some", {})), ""),
        under_study="open" in values,
        fields={n: {f: tuple(terms) for f, terms in of.items()} for n, of in fields.items()},
        sources=sources,
    )


def _scope(values: Mapping[str, _Fields], numbers: Mapping[str, Mapping[str, float]]) -> Scope:
    first = min(_any(values.get("from", {})), default="")
    last = max(_any(values.get("until", {})), default="")
    return Scope(
        places=values.get("place", {}),
        choices=values.get("choice", {}),
        needs=values.get("need", {}),
        lacks=values.get("lack", {}),
        wholes=values.get("whole", {}),
        ranges=_ranges(numbers.get("least", {}), numbers.get("most", {}), exact=False),
        days=(first, last),
    )


def _ranges(
    least: Mapping[str, float], most: Mapping[str, float], *, exact: bool
) -> dict[str, Range]:
    """Ranges by name; a length without an upper end is exact, a limit without one is open."""
    found = {}
    for name in least.keys() | most.keys():
        low = least.get(name, EVERYTHING[0])
        found[name] = (low, most.get(name, low if exact else EVERYTHING[1]))
    return found


def _any(fields: _Fields) -> Values:
    return NOTHING.union(*fields.values())


def _number(row: Solution) -> float | None:
    """The value as a number: of a quantity of time in days; None where it is a word."""
    try:
        if "number" in row:
            length = DAYS.get(_key(row["unit"]))
            return None if length is None else float(_key(row["number"])) * length
        value = row["value"]
        return float(value.value) if isinstance(value, Literal) else None
    except ValueError:  # a number in words, of which a shape speaks
        return None


def _key(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
