"""What the things in a picture are called and of which kind they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from immunograph import lookups
from immunograph.dataset import DataSet
from immunograph.names import iri_of
from immunograph.vocabulary import IG, OWL

# What is said of everything of its sort, and so says little.
_GENERAL = frozenset({f"{IG}Thing", f"{IG}Value", f"{IG}Claim", f"{OWL}NamedIndividual"})


@dataclass(frozen=True)
class Kinds:
    """The kinds of things in a data set."""

    dataset: DataSet

    @cached_property
    def _of_things(self) -> Mapping[str, str]:
        """The kind of each thing, the widest: a therapy rather than a bispecific antibody."""
        found: dict[str, str] = {}
        for row in self.dataset.store.select(lookups.text("things")).rows:
            found.setdefault(iri_of(row["thing"]), iri_of(row["kind"]))
        return found

    def of(self, iri: str) -> str:
        """The kind of a thing in words; nothing where the data set gives none."""
        names = self.dataset.names
        special = sorted(names.kinds.get(iri, frozenset()) - _GENERAL)
        kind = self._of_things.get(iri) or next(iter(special), "")
        return names.label(kind) if kind else ""

    @cached_property
    def every(self) -> tuple[str, ...]:
        """The kinds of things, in words."""
        return tuple(sorted({self.dataset.names.label(kind) for kind in self._of_things.values()}))

    def described(self, iri: str) -> str:
        """A thing by its label, its kind and its CURIE."""
        names, kind = self.dataset.names, self.of(iri)
        label, curie = names.label(iri), names.prefixes.contract(iri)
        return ", ".join(part for part in (label, kind, curie if curie != label else "") if part)
