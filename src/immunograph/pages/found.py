"""A block as a reader of a format finds it, before the page is put together."""

from dataclasses import dataclass, field

from immunograph.pages.page import Cell, Kind, Link, Problem, Role
from immunograph.pages.visible import Visible


@dataclass(frozen=True, slots=True)
class Found:
    """A block: what is seen of it, and from where to where it stands with all its markup.

    `level` is that of a heading or the depth of an item, `list` the number of its list, `cell`
    where it stands in a table. `role` is set where the structure of the page says it (a menu, a
    footer). `opening` is the length of what is set in bold at its beginning. A `whole` block is
    not split into sentences.
    """

    kind: Kind
    start: int
    end: int
    visible: Visible
    level: int = 0
    list: int | None = None
    cell: Cell | None = None
    role: Role | None = None
    links: tuple[Link, ...] = ()
    opening: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself in its head: all as text, empty where it says nothing."""

    title: str = ""
    language: str = ""
    last_reviewed: str = ""
    address: str = ""
    publisher: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader of a format gives: the text of the page, its blocks in order, its facts."""

    text: str
    blocks: list[Found]
    facts: Facts = Facts()
