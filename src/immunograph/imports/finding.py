"""What an importer finds in a table: the rows in scope, and the claims that they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from immunograph.candidates.candidate import Candidate
from immunograph.imports.rows import Row


@dataclass(frozen=True, slots=True)
class Source:
    """What a source of rows is, for a graph that has none of its slug yet.

    `mark` is what a claim beside another is called by, the slug where it is empty. `publisher` is
    the slug of an organization, `name` what it is called and `decides_for` the local name of the
    jurisdiction for which it decides, for a graph that does not have it.
    """

    slug: str
    title: str
    address: str
    publisher: str
    licence: str
    section: str
    mark: str = ""
    name: str = ""
    decides_for: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that the rows speak of: its class by local name, its label, and what is said of it.

    `links` and `texts` are fields of the vocabulary by local name, each with its value.
    """

    iri: str
    kind: str
    label: str
    definition: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """What a row says that no claim was made of: its key, the kind of note, and why."""

    kind: str
    key: str
    message: str


@dataclass(frozen=True)
class Found:
    """The rows in scope, and the claims that rest on them.

    `sentences` of a candidate are the places of rows, counted from 1. `background` are the keys of
    rows of which no claim is to be made; `closed` the places of rows that add no new use.
    """

    rows: tuple[Row, ...] = field(repr=False)
    candidates: tuple[Candidate, ...] = field(repr=False)
    things: tuple[Thing, ...] = field(repr=False)
    notes: tuple[Note, ...] = ()
    background: frozenset[str] = frozenset()
    confirming: frozenset[int] = frozenset()
