"""The therapies that a page on a disease or on a class of therapies is on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from immunograph import lookups
from immunograph.candidates.therapies import classes_named, narrowest
from immunograph.compare.known import Graph
from immunograph.mentions.dictionary import dictionary
from immunograph.mentions.diseases import spans
from immunograph.mentions.overlaps import apart
from immunograph.mentions.tokens import tokens
from immunograph.names import iri_of
from immunograph.pages.page import Page
from immunograph.vocabulary import IG


@dataclass(frozen=True)
class Group:
    """Therapies approved for a disease, of a class, or both: each with those diseases.

    `people` are those that the page is on, as a class of people; empty where it is on all.
    """

    uses: Mapping[str, frozenset[str]]
    people: str = ""


def group(page: Page, graph: Graph) -> Group:
    """The therapies that the title of a page puts it on; none where it names one of them itself.

    A title such as "Childhood Acute Lymphoblastic Leukemia Treatment" puts it on those for this
    disease and for kinds of it, but none on all that there are for cancer.
    """
    named = list(_named(page.title, graph))
    modality = narrowest(classes_named(page.title))
    diseases = {thing for thing, kind in named if kind == "condition"}
    if any(kind == "drug" for _, kind in named) or not (modality or diseases):
        return Group({})
    found: dict[str, set[str]] = {}
    kinds, classes = graph.yardstick.kinds, graph.classes
    for row in graph.dataset.store.select(lookups.text("uses")).rows:
        therapy, disease = iri_of(row["therapy"]), iri_of(row["condition"])
        of = iri_of(row["modality"]) if "modality" in row else ""
        is_for = not diseases or any(kinds.within(disease, one) for one in diseases)
        if is_for and (not modality or classes.within(of, modality)):
            found.setdefault(therapy, set()).add(disease)
    uses = {therapy: frozenset(of) for therapy, of in sorted(found.items())}
    return Group(uses, next((one for one, said in _PEOPLE.items() if said.search(page.title)), ""))


_PEOPLE = {
    f"{IG}Children": re.compile(r"\b(?:child(?:ren|hood)?|p(?:a)?ediatric)\b", re.IGNORECASE),
    f"{IG}Adults": re.compile(r"\badults?\b", re.IGNORECASE),
}


def _named(title: str, graph: Graph) -> Iterator[tuple[str, str]]:
    """The drugs that a title names, and the diseases that are not the widest there are.

    The last word of a disease that the graph does not know is none of its own.
    """
    kinds, of = graph.yardstick.kinds.broader, tokens(title)
    widest = {one for above in kinds.values() for one in above if one not in kinds}
    for span in apart([*dictionary(graph.dataset.names).spans(title, of), *spans(title, of)]):
        yield from ((thing, span.kind) for thing in span.things if thing not in widest)
