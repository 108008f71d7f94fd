"""What the graph knows of therapies: their classes, what they are directed at, their brands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from immunograph import lookups
from immunograph.claims.scope import Hierarchy, hierarchy
from immunograph.names import iri_of
from immunograph.store import Store
from immunograph.vocabulary import IG, RDFS

Several = Mapping[str, frozenset[str]]

_ANTIBODY_BASED = f"{IG}AntibodyBasedTherapy"
_MONOCLONAL = f"{IG}MonoclonalAntibody"


@dataclass(frozen=True)
class Knowledge:
    """What the graph knows of therapies, each mapping from the IRI of a therapy.

    `recruits` holds what a therapy engages without being directed at it; `therapies` leads from a
    product to the therapies whose brand it is.
    """

    modalities: Several
    targets: Several
    recruits: Several
    products: Several
    therapies: Several
    classes: Hierarchy

    def fits(self, therapy: str, modality: str) -> bool:
        """Whether a therapy can be what a page calls it; of one without a class, true.

        Pages call any therapy made from an antibody a monoclonal antibody.
        """
        known = self.modalities.get(therapy, frozenset())
        if not known:
            return True
        wider = _ANTIBODY_BASED if modality == _MONOCLONAL else modality
        return any(self.classes.related(one, wider) for one in known)

    def described(self, modality: str, targets: Iterable[str]) -> list[str]:
        """The therapies of a class that are directed at every one of some antigens."""
        wanted = frozenset(targets)
        return sorted(
            therapy
            for therapy, known in self.modalities.items()
            if any(self.classes.within(one, modality) for one in known)
            and wanted <= self.targets.get(therapy, frozenset())
        )


def read_knowledge(store: Store) -> Knowledge:
    """What a data set knows of therapies."""
    gathered: dict[str, dict[str, set[str]]] = {}
    broader: list[tuple[str, str]] = []
    for row in store.select(lookups.text("therapies")).rows:
        thing, predicate, value = (iri_of(row[name]) for name in ("thing", "predicate", "value"))
        if predicate == f"{RDFS}subClassOf":
            broader.append((thing, value))
        else:
            gathered.setdefault(predicate, {}).setdefault(thing, set()).add(value)
    targets, engaged = gathered.get(f"{IG}targets", {}), gathered.get(f"{IG}engages", {})
    recruits = {thing: of - targets.get(thing, set()) for thing, of in engaged.items()}
    products = gathered.get(f"{IG}hasBrand", {})
    therapies: dict[str, set[str]] = {}
    for therapy, brands in products.items():
        for brand in brands:
            therapies.setdefault(brand, set()).add(therapy)
    return Knowledge(
        modalities=_frozen(gathered.get(f"{IG}modality", {})),
        targets=_frozen(targets),
        recruits=_frozen(recruits),
        products=_frozen(products),
        therapies=_frozen(therapies),
        classes=hierarchy(broader),
    )


def _frozen(several: Mapping[str, Iterable[str]]) -> Several:
    return {thing: frozenset(of) for thing, of in several.items()}
