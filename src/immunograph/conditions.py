"""The folder `queries/conditions/`: what can be said of a thing, and the words it is said in.

A condition is a pattern of claims with typed roles, such as a therapy and an antigen. Its head
says by which phrases it is said of the thing in each role; `question` puts conditions together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from immunograph.errors import UnknownName, Unreadable
from immunograph.heads import fault, read_head
from immunograph.ontology import Prefixes
from immunograph.queries import CONDITIONS
from immunograph.repository import ContentFile, Repository

# Where a phrase stands: as a verb, before the noun, after it, or as the noun itself.
POSITIONS = ("verb", "before", "after", "head")


@dataclass(frozen=True, slots=True)
class Role:
    """A part in a condition: a thing of some classes, or a literal of a datatype.

    With `narrower`, a predicate, a thing that is named takes in what leads to it by that.
    """

    name: str
    kinds: tuple[str, ...] = ()
    datatype: str = ""
    narrower: str = ""
    example: str = ""


@dataclass(frozen=True)
class Condition:
    """What can be said of a thing: roles, the phrases of each, and the SPARQL of the file."""

    name: str
    file: str
    text: str
    summary: str
    roles: Mapping[str, Role]
    said: Mapping[str, Mapping[str, tuple[str, ...]]]
    adds: tuple[str, ...] = ()
    otherwise: str = ""
    nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def subject_kinds(self, role: str) -> tuple[str, ...]:
        """The classes of the thing in a role."""
        return self.roles[role].kinds

    @property
    def claims(self) -> list[Role]:
        """The roles of the claims that it rests on and of which something can be said."""
        return [role for role in self.roles.values() if role.name.endswith("Claim")]


def conditions(repository: Repository, prefixes: Prefixes) -> dict[str, Condition]:
    """The conditions of a repository by name. Raises `Unreadable` with every fault of a head."""
    found: dict[str, Condition] = {}
    faults: list[Unreadable] = []
    for file in repository.files("queries", ".rq"):
        if file.name.startswith(CONDITIONS):
            try:
                condition = read_condition(file, prefixes)
                found[condition.name] = condition
            except Unreadable as error:
                faults.append(error)
    if faults:
        raise Unreadable([finding for one in faults for finding in one.findings])
    return found


def read_condition(file: ContentFile, prefixes: Prefixes) -> Condition:
    """A condition as its file gives it. Raises `Unreadable` where the head has a fault."""
    head = read_head(file)
    try:
        otherwise = head.get("otherwise") or {}
        condition = Condition(
            name=file.name.rpartition("/")[2].removesuffix(".rq"),
            file=file.name,
            text=file.text,
            summary=str(head["summary"]),
            roles={
                name: _role(name, given, prefixes) for name, given in (head["params"] or {}).items()
            },
            said={
                role: {place: tuple(given) for place, given in places.items()}
                for role, places in (head["said"] or {}).items()
            },
            adds=tuple(head.get("adds") or ()),
            otherwise=str(otherwise.get("say", "")),
            nouns=_by_iri(head.get("nouns"), prefixes),
            names=_by_iri(head.get("names"), prefixes),
        )
    except (AttributeError, KeyError, TypeError, ValueError, UnknownName) as error:
        raise fault(file, f"the head is not as it should be: {error}", 1) from None
    if wrong := next(_faults(condition), ""):
        raise fault(file, wrong, 1)
    return condition


def _faults(condition: Condition) -> Iterator[str]:
    for role, places in condition.said.items():
        if role not in condition.roles:
            yield f"{role!r} is said of, but no parameter"
        wrong = (place for place in places if place not in POSITIONS)
        yield from (f"{place!r} is no place of a phrase" for place in wrong)
    phrases = [p for places in condition.said.values() for given in places.values() for p in given]
    for phrase in (*phrases, *condition.adds):
        for part in phrase.split("{")[1:]:
            if part.partition("}")[0] not in condition.roles:
                yield f"the phrase {phrase!r} has a slot that is no parameter"


def _role(name: str, given: Mapping[str, Any], prefixes: Prefixes) -> Role:
    kinds, datatype, narrower = (given.get(key, "") for key in ("class", "type", "narrower"))
    return Role(
        name=name,
        kinds=tuple(
            prefixes.expand(kind) for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind
        ),
        datatype=prefixes.expand(datatype) if datatype else "",
        narrower=prefixes.expand(narrower) if narrower else "",
        example=given.get("example", ""),
    )


def _by_iri(given: Mapping[str, Any] | None, prefixes: Prefixes) -> dict[str, tuple[str, ...]]:
    return {prefixes.expand(name): tuple(words) for name, words in (given or {}).items()}
