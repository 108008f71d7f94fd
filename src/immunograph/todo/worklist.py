"""What an editor can do next: items by kind, within a kind by weight, then by name."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from immunograph.dataset import DataSet
from immunograph.finding import Place
from immunograph.names import iri_of
from immunograph.places import Places
from immunograph.repository import Repository
from immunograph.store import Literal, NamedNode, Solution, Term
from immunograph.todo.kind import Kind, kinds
from immunograph.vocabulary import IG, THING, XSD

_SOURCE = f"{IG}Source"
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_BRACED = re.compile(r"\{(\w+)\}")
_NOWHERE = Place("graph")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what is weak, why that matters, what mends it, and where.

    `thing` is what it is about and `node` what is to be looked at, both as IRIs.
    """

    kind: str
    thing: str
    label: str
    node: str
    says: str
    why: str
    do: str
    place: Place = _NOWHERE
    weight: float = field(default=0, repr=False)


@dataclass(frozen=True)
class Worklist:
    """Items, most valuable first, and how many there are of each kind, shown or not."""

    items: tuple[Item, ...]
    numbers: Mapping[str, int]

    def of(self, kind: str) -> list[Item]:
        """The items of a kind."""
        return [each for each in self.items if each.kind == kind]

    @property
    def total(self) -> int:
        """How many items there are, shown or not."""
        return sum(self.numbers.values())


def worklist(
    repository: Repository,
    dataset: DataSet,
    today: date,
    *,
    about: str = "",
    of: Collection[str] = (),
    most: int | None = None,
) -> Worklist:
    """The items of some kinds, or of all, at most so many of each kind.

    With the name of a thing or source, only those about it. Raises `UnknownName`.
    """
    thing = _named(about, dataset) if about else ""
    found = [
        sorted(_items(kind, dataset, today, thing), key=_rank)
        for kind in kinds().values()
        if not of or kind.name in of
    ]
    numbers = Counter(one.kind for items in found for one in items)
    shown = [one for items in found for one in items[:most]]
    return Worklist(tuple(_placed(shown, repository)), numbers)


def _named(about: str, dataset: DataSet) -> str:
    """The thing of a name, else the source of it; many pages bear the name of a therapy."""
    kinds = (THING,) if dataset.names.candidates(about, THING) else (THING, _SOURCE)
    return dataset.names.resolve(about, *kinds)


def _rank(one: Item) -> tuple[float, str, str]:
    return -one.weight, one.label, one.node


def _items(kind: Kind, dataset: DataSet, today: date, thing: str) -> Iterator[Item]:
    day = Literal(today.isoformat(), datatype=NamedNode(f"{XSD}date"))
    given: dict[str, Term] = {"today": day} if "?today" in kind.text else {}
    seen: set[tuple[str, str]] = set()
    for row in sorted(dataset.store.select(kind.text, **given).rows, key=str):
        one = _item(kind, row, dataset)
        if (one.node, one.thing) not in seen and (not thing or thing in {one.thing, one.node}):
            seen.add((one.node, one.thing))
            yield one


def _item(kind: Kind, row: Solution, dataset: DataSet) -> Item:
    shown = {name: dataset.names.show(term) for name, term in row.items()}
    says, do = _filled(kind.says, shown), _filled(kind.do, shown)
    thing, node = iri_of(row["thing"]), iri_of(row["node"])
    weight = row.get("weight")
    heavy = float(weight.value) if isinstance(weight, Literal) else 0.0
    return Item(kind.name, thing, shown["thing"], node, says, kind.why, do, weight=heavy)


def _filled(text: str, shown: Mapping[str, str]) -> str:
    """A text with names in braces filled in; a part in brackets stands only where it can be.

    >>> _filled("{a}[, {b}]", {"a": "x"}), _filled("{a}[, {b}]", {"a": "x", "b": "y"})
    ('x', 'x, y')
    """

    def part(match: re.Match[str]) -> str:
        return match[1] if set(_BRACED.findall(match[1])) <= shown.keys() else ""

    return _BRACED.sub(lambda match: shown.get(match[1], ""), _OPTIONAL.sub(part, text))


def _placed(items: Iterable[Item], repository: Repository) -> Iterator[Item]:
    """The items, each with the place of its node in the files."""
    given = list(items)
    files = repository.files("graph", ".ttl") if given else []
    places = Places({file.name: file.text for file in files})
    for one in given:
        yield replace(one, place=places.anywhere(f"<{one.node}>") or _NOWHERE)
