"""The names of claims: those of the graph's own claims are made again."""

import pytest

from immunograph.candidates.candidate import Candidate
from immunograph.ingest import claimed
from immunograph.ingest.naming import Namer
from immunograph.library import Library
from immunograph.vocabulary import CLAIMS

THINGS = """
SELECT DISTINCT ?about { ?claim a ig:Claim ; ig:about ?about }
"""
# Claims whose names curators made of more than what identifies them.
KINDS = (
    *("TargetEngagement", "AdverseReaction", "Branding", "BoxedWarning", "Classification"),
    *("AntigenExpression", "MechanismOfAction", "Composition", "Indication", "RiskProgramme"),
)


@pytest.fixture(scope="module")
def known(library: Library) -> list[claimed.Known]:
    rows = library.dataset.store.select(THINGS).rows
    return claimed.about(library.dataset.store, [row["about"].value for row in rows])  # type: ignore[union-attr]


def as_candidate(one: claimed.Known) -> Candidate:
    fields = {name: tuple(sorted(values)) for name, values in one.says.items()}
    return Candidate(one.kind, one.about, one.object, "Stated", (1,), fields)


@pytest.mark.parametrize("kind", KINDS)
def test_a_claim_is_named_as_curators_name_it(
    library: Library, known: list[claimed.Known], kind: str
) -> None:
    namer = Namer(library.dataset.names)
    mine = {one.iri: namer.iri(as_candidate(one)) for one in known if one.kind == kind}
    assert mine
    agreeing = [iri for iri, made in mine.items() if made == iri]
    assert len(agreeing) / len(mine) >= LEAST.get(kind, 1.0), {
        iri.removeprefix(CLAIMS): made.removeprefix(CLAIMS)
        for iri, made in mine.items()
        if made != iri
    }


LEAST = {"Indication": 0.5}
