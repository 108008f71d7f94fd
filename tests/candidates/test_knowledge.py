"""What the graph knows of therapies."""

import pytest

from immunograph.candidates.knowledge import Knowledge, read_knowledge
from immunograph.library import Library
from immunograph.vocabulary import BASE, IG

INOTUZUMAB, BLINATUMOMAB = f"{BASE}drug/inotuzumab-ozogamicin", f"{BASE}drug/blinatumomab"
CD19, CD22 = f"{BASE}antigen/cd19", f"{BASE}antigen/cd22"


@pytest.fixture(scope="module")
def known(library: Library) -> Knowledge:
    """What the graph of this checkout knows."""
    return read_knowledge(library.dataset.store)


def test_one_conjugate_is_directed_at_cd22_and_none_at_cd19(known: Knowledge) -> None:
    assert known.described(f"{IG}AntibodyDrugConjugate", [CD22]) == [INOTUZUMAB]
    assert known.described(f"{IG}AntibodyDrugConjugate", [CD19]) == []


def test_several_cell_therapies_are_directed_at_cd19(known: Knowledge) -> None:
    assert len(known.described(f"{IG}CarTCellTherapy", [CD19])) >= 3


def test_an_engager_can_be_called_an_antibody_and_not_a_conjugate(known: Knowledge) -> None:
    assert known.fits(BLINATUMOMAB, f"{IG}MonoclonalAntibody")
    assert not known.fits(BLINATUMOMAB, f"{IG}AntibodyDrugConjugate")
    assert known.fits(f"{BASE}drug/not-known", f"{IG}AntibodyDrugConjugate")


def test_what_a_therapy_brings_along_is_not_what_it_is_directed_at(known: Knowledge) -> None:
    assert known.targets[BLINATUMOMAB] == {CD19}
    assert known.recruits[BLINATUMOMAB] == {f"{BASE}antigen/cd3"}


def test_a_brand_leads_to_its_therapy(known: Knowledge) -> None:
    assert known.therapies[f"{BASE}product/besponsa"] == {INOTUZUMAB}
