"""Conditions by their words: those of the graph, and those that a table names twice over.

A table names the area of a medicine in the order of an index (`Arthritis, Rheumatoid`), and its
use in a sentence. A condition that is new to the graph is taken from a sentence only where the area
names it as well.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from immunograph.names import Names
from immunograph.texts.spellings import american
from immunograph.vocabulary import IG, SKOS

Key = frozenset[str]

_WORD = re.compile(r"[a-z0-9]+")
_SMALL = frozenset(
    {"a", "an", "and", "by", "due", "for", "in", "of", "or", "s", "the", "to", "with"}
)
# Words that are said of a disease and make no other disease of it.
_SAID_OF = frozenset(
    {
        *("active", "adult", "advanced", "controlled", "first", "high", "highly", "inadequately"),
        *("line", "locally", "metastatic", "moderate", "moderately", "patients", "previously"),
        *("recurrent", "refractory", "relapsed", "second", "severe", "stage", "treatment"),
        *("uncontrolled", "unresectable"),
    }
)
_SAME = {
    **dict.fromkeys(("carcinoma", "carcinomas", "neoplasm", "neoplasms", "cancers"), "cancer"),
    **{"diseases": "disease", "leukaemia": "leukemia", "tumours": "tumor", "tumors": "tumor"},
    **{"lymphomas": "lymphoma", "disorders": "disorder", "syndromes": "syndrome"},
}


def key(text: str) -> Key:
    """The words of a name, in no order: small words are left out, endings of many are too.

    >>> key("Arthritis, Rheumatoid") == key("rheumatoid arthritis")
    True
    >>> key("Carcinoma, Non-Small-Cell Lung") == key("non-small-cell lung cancer")
    True
    """
    words = _WORD.findall(american(text.casefold()))
    return frozenset(_SAME.get(word, word) for word in words if word not in _SMALL)


def bare(of: Key) -> Key:
    """The words of a name without those that make no other disease of it."""
    return of - _SAID_OF or of


def straight(area: str) -> str:
    """An area in the order of speech, in small letters but for names.

    >>> straight("Arthritis, Juvenile Rheumatoid"), straight("Crohn Disease")
    ('juvenile rheumatoid arthritis', 'crohn disease')
    >>> straight("Breast Neoplasms"), straight("Carcinoma, Non-Small-Cell Lung")
    ('breast cancer', 'non-small-cell lung carcinoma')
    """
    parts = [part.strip() for part in area.split(",")]
    text = " ".join(reversed(parts)).casefold()
    text = re.sub(r"\bneoplasms?\b", "cancer", text)
    return american(text)


@dataclass(frozen=True)
class Conditions:
    """The conditions of a graph and the areas of a table, by their words."""

    names: Names = field(repr=False)
    areas: frozenset[str] = field(default=frozenset(), repr=False)

    @cached_property
    def _of_graph(self) -> Mapping[Key, str]:
        found: dict[Key, str] = {}
        kind = f"{IG}Condition"
        for iri, names in sorted(self.names.by_thing.items()):
            if kind in self.names.kinds.get(iri, ()):
                for one in names:
                    if one.language in {"", "en"} and one.predicate.startswith((SKOS, IG)):
                        found.setdefault(key(one.text), iri)
        return found

    def known(self, label: str) -> str:
        """The condition of the graph that a label names; empty for none."""
        whole = key(label)
        return self._of_graph.get(whole) or self._of_graph.get(bare(whole), "")

    def of_area(self, label: str) -> str:
        """The label that a condition has which an area names as well; empty for none."""
        return self._of_areas.get(bare(key(label)), "")

    @cached_property
    def _of_areas(self) -> Mapping[Key, str]:
        found: dict[Key, str] = {}
        for area in sorted(self.areas):
            if words := bare(key(area)):
                found.setdefault(words, straight(area))
        return found
