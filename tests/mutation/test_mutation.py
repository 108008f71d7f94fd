"""The check is checked: whatever is damaged is found, by the rule for it and on its line.

What a seed chooses is always the same, so that a mutant can be made again by its test alone:

    pytest "tests/mutation/test_mutation.py::test_a_mutant_is_caught[a name is mistyped 0]"
"""

import os
import random
from typing import cast

import pytest

from few import CHECKOUT, few
from mutation import waivers
from mutation.mutation import Mutation, mutant
from mutation.table import NEEDS_NONE, mutations, names
from mutation.trial import TRIALS, Outcome, Trials, copied

pytestmark = pytest.mark.thorough
FEW = few()
MUTATIONS = mutations(FEW)
# Each seed chooses other places.
SEEDS = range(int(os.environ.get("IMMUNOGRAPH_MUTANTS", "1")))
CASES = [
    pytest.param((each, seed), id=f"{each.name} {seed}") for each in MUTATIONS for seed in SEEDS
]
Case = tuple[Mutation, int]


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Trials:
    """A copy of the repository to be damaged."""
    made = Trials(copied(FEW, tmp_path_factory.mktemp("mutation") / "repository"))
    request.config.stash[TRIALS] = made
    return made


@pytest.fixture(scope="module")
def outcomes(trials: Trials, request: pytest.FixtureRequest) -> dict[str, Outcome]:
    """What became of the mutants that this run asks for, by mutation and seed."""
    asked: list[Case] = [
        cast("Case", item.callspec.params["case"])
        for item in request.session.items
        if isinstance(item, pytest.Function) and hasattr(item, "callspec")
        if item.module is request.module and "outcomes" in item.fixturenames
    ]
    return trials.run(mutant(mutation, trials.content, seed) for mutation, seed in asked)


@pytest.mark.parametrize("case", CASES)
def test_a_mutant_is_caught(case: Case, outcomes: dict[str, Outcome]) -> None:
    mutation, seed = case
    outcome = outcomes[f"{mutation.name} {seed}"]
    assert outcome.caught, f"{mutation.name}: {outcome}"


def test_there_are_mutants() -> None:
    assert CASES


def test_no_two_mutations_have_one_name() -> None:
    assert len({each.name for each in MUTATIONS}) == len(MUTATIONS)


def test_every_rule_and_shape_has_a_mutation_or_a_reason_for_none() -> None:
    damaged = frozenset().union(*(each.rules for each in MUTATIONS))
    assert names(CHECKOUT) - damaged == set(NEEDS_NONE)


def test_what_is_to_be_damaged_is_sound(trials: Trials) -> None:
    assert [each for each in trials.sound if each.severity != "info"] == []


def test_a_waiver_in_order_covers_what_it_says(trials: Trials) -> None:
    for hand, count in ((waivers.in_order, 0), (waivers.without_a_waiver, 1)):
        found = trials.found(hand(trials.content, random.Random(0)).edits)
        rules = [each.rule for each in found]
        assert rules.count("unused-thing") == count
        assert not [each for each in rules if each.startswith("waiver")]


def test_a_mutation_that_nothing_finds_is_seen_to_be_missed(trials: Trials) -> None:
    harmless = Mutation("nothing is damaged", frozenset({"unused-thing"}), waivers.in_order)
    missed = trials.tried([mutant(harmless, trials.content, 0)])["nothing is damaged 0"]
    assert not missed.caught
    assert "expected unused-thing at validate/waivers.ttl:1" in str(missed)
