"""A name in a page, and what it names."""

from dataclasses import dataclass

KINDS = ("drug", "antigen", "cell", "event", "condition", "procedure", "mechanism")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a page: `text` is the page's own text from `start` to `end`.

    `kind` is one of `KINDS`; `entity` is the IRI of the thing, empty where the graph knows none.
    A brand is a mention of kind drug whose entity is the product. `sentence` is the order of the
    sentence that holds it. `negated` and `hedged` are said of it where it stands, `role` says why
    an event is no effect of a drug there (`indication`, `history`, `other-drug`, `advice`).
    `parts` are the spans of a mention with a gap, as in "pain ... at the site".
    """

    start: int
    end: int
    text: str
    kind: str
    entity: str
    sentence: int
    negated: bool = False
    hedged: bool = False
    role: str = ""
    parts: tuple[tuple[int, int], ...] = ()
