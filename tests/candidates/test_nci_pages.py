"""What is read from real pages, beside what people wrote down for them."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from immunograph.library import Library

EXTRACTION = Path(__file__).parents[2] / "benchmarks" / "extraction"


@pytest.fixture(scope="module")
def nci() -> ModuleType:
    """The benchmark on pages of the National Cancer Institute."""
    sys.path.insert(0, str(EXTRACTION))
    try:
        return import_module("nci")
    finally:
        sys.path.remove(str(EXTRACTION))


@pytest.mark.thorough
def test_pages_that_no_rule_was_made_for_are_read_well(
    nci: ModuleType, corpus: Path, library: Library
) -> None:
    wanted = nci.gold("held-out")
    found: dict[object, list[list[str]]] = {}
    for stem in sorted({at[0] for at in wanted}):
        found |= nci.said(corpus / "nci" / "drugs" / f"{stem}.md", library.dataset)
    score = nci.together(nci.scores(wanted, found).values())
    assert score.precision >= 0.97
    assert score.recall >= 0.90


def test_pages_of_other_drugs_that_name_ours_claim_nothing(
    nci: ModuleType, corpus: Path, library: Library
) -> None:
    names = ("adagrasib", "breast", "encorafenib", "folfiri-cetuximab", "leukemia", "r-cvp")
    paths = [corpus / "nci" / "other" / f"{name}.md" for name in names]
    assert nci.on_other_pages(paths, library.dataset) == {}


def test_a_miss_counts_on_both_sides(nci: ModuleType) -> None:
    wanted = {("page", 3, "condition"): [["sarcoma", "softtissuesarcoma"], ["myeloma"]]}
    found = {("page", 3, "condition"): [["softtissuesarcoma"], ["lymphoma"]]}
    score = nci.scores(wanted, found)["condition"]
    assert (score.right, score.found, score.wanted) == (1, 2, 2)
    assert len(score.misses) == 2
