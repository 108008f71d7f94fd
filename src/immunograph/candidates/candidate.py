"""A claim as a page makes it, not yet one of the graph."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from immunograph.mentions.mention import Mention
from immunograph.pages.page import Page, Problem


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit, as an IRI of the vocabulary: a `ig:Quantity` to be."""

    value: str
    unit: str


Value = str | int | bool | Amount


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim of `kind` (the local name of a class of claims, such as `Indication`) about a thing.

    `about` and `object` are IRIs; `object` is empty where the kind has none. `fields` are the
    further properties by local name, each with its values: an IRI, a text, a number, a truth or
    an `Amount`. `sentences` are the orders of the sentences that say it, `spans` where in the page
    its words stand. `inferred` says, where the page does not name the subject, how it was
    identified, through the sentences `identified_through`. `negated` where the page denies it.
    `decides` is, for an authorization, the indication that was decided on.
    """

    kind: str
    about: str
    object: str
    certainty: str
    sentences: tuple[int, ...]
    fields: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    spans: tuple[tuple[int, int], ...] = ()
    inferred: str = ""
    identified_through: tuple[int, ...] = ()
    negated: bool = False
    decides: "Candidate | None" = None


@dataclass(frozen=True, slots=True)
class NewThing:
    """A thing that a page names and the graph does not know.

    `iri` is what it would have, `kind` the local name of its class, `sentence` the order of a
    sentence that names it.
    """

    iri: str
    kind: str
    label: str
    sentence: int


@dataclass(frozen=True)
class Proposal:
    """Everything that a page proposes."""

    page: Page
    mentions: tuple[Mention, ...] = field(default=(), repr=False)
    candidates: tuple[Candidate, ...] = ()
    things: tuple[NewThing, ...] = ()
    problems: tuple[Problem, ...] = ()
