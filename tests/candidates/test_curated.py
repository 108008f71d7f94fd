"""A page that the graph rests on, read again: how therapies are given, and what they cause."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from immunograph.candidates.candidate import Candidate, Proposal
from immunograph.candidates.propose import propose
from immunograph.library import Library
from immunograph.mentions.events.recognise import events
from immunograph.mentions.find import find
from immunograph.pages.read import read_bytes

from .told import fields

KINDS = {
    "Administration",
    "AdverseReaction",
    "AntigenExpression",
    "Manifestation",
    "ManufactureStep",
}
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "extraction" / "curated.py"


@pytest.fixture(scope="module")
def curated() -> ModuleType:
    spec = importlib.util.spec_from_file_location("curated", BENCHMARK)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["curated"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def seed(corpus: Path) -> bytes:
    return (corpus / "seed" / "acs-all-immunotherapy.txt").read_bytes()


def proposed(library: Library, data: bytes, name: str = "page.txt") -> Proposal:
    page = read_bytes(data, name)
    return propose(page, find(page, library.dataset.names, events(page)), library.dataset)


def given(proposal: Proposal) -> list[Candidate]:
    return [one for one in proposal.candidates if one.kind == "Administration"]


def _least(curated: ModuleType, known: object, claim: object, same: list[Candidate]) -> list[str]:
    """Where the nearest of the candidates differs from a claim."""
    every: list[list[str]] = [curated.differing(known, claim, one) for one in same]
    return min(every, key=len, default=["not proposed"])


_ONLY_THERE = "/ []"  # what the claim says and the page does not


def _is_shared(claim: Any, version: str) -> bool:
    """Whether a claim rests on another source too, which may have given some of its fields."""
    return any(f"/passage/{version}_" not in one for one in claim.values["supportedBy"])


def test_what_the_graph_has_from_the_first_page_is_read_from_it_again(
    library: Library, seed: bytes, curated: ModuleType
) -> None:
    known, proposal = curated.graph(library.dataset), proposed(library, seed)
    version = known.digests[proposal.page.sha256]
    wanted = [one for one in curated.of_version(known, version) if one[0].kind in KINDS]
    assert len(wanted) > 50
    differing = {
        claim.iri: least
        for claim, prints in wanted
        if (least := _least(curated, known, claim, curated.matching(claim, prints, proposal)))
    }
    shared = {claim.iri for claim, _ in wanted if _is_shared(claim, version)}
    own = {
        iri: [one for one in least if iri not in shared or not one.endswith(_ONLY_THERE)]
        for iri, least in differing.items()
    }
    assert {iri: least for iri, least in own.items() if least} == {}


@pytest.mark.parametrize(
    ("before", "after", "field", "value"),
    [
        (b"over 28 days", b"over 14 days", "duration", "14 Day"),
        (b"with 2 weeks off", b"with 5 days off", "rest", "5 Day"),
        (b"for 3 or 4 weeks", b"for 5 or 6 weeks", "courseDurationTo", "6 Week"),
        (b"first 2 cycles", b"first 3 cycles", "settingMinCycles", "3"),
    ],
)
def test_a_number_that_is_changed_by_hand_is_read_as_changed(
    library: Library, seed: bytes, before: bytes, after: bytes, field: str, value: str
) -> None:
    old, new = given(proposed(library, seed)), given(proposed(library, seed.replace(before, after)))
    (claim,) = [one for one in new if value in fields(one).get(field, [])]
    assert not any(value in fields(one).get(field, []) for one in old)
    assert len(old) == len(new)
    assert [one for one in old if one.sentences == claim.sentences and one.about == claim.about]


def test_pages_on_other_drugs_claim_nothing(library: Library, corpus: Path) -> None:
    for path in sorted((corpus / "nci" / "other").glob("*.md"))[::10]:
        proposal = proposed(library, path.read_bytes(), path.name)
        kinds = KINDS | {"BoxedWarning", "RiskProgramme"}
        assert [one for one in proposal.candidates if one.kind in kinds] == [], path.name
