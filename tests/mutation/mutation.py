"""A mutation: one way in which a repository goes wrong, and the rule that must say so."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mutation.content import Content, Edit, Spot

T = TypeVar("T")


@dataclass(frozen=True)
class Damage:
    """What is edited, and on which line it must be found: on one of these."""

    edits: tuple[Edit, ...]
    spots: tuple[Spot, ...]


class NoPlace(Exception):
    """The repository has nothing on which a mutation could act."""


Hand = Callable[[Content, random.Random], Damage]

READING, ONE_GRAPH, CHECK, ALONE = "reading", "one graph", "check", "alone"


@dataclass(frozen=True)
class Mutation:
    """What is damaged, in words; the rules of which one must find it; the hand that does it.

    Mutations of one stage are checked in company: each must be found on its own line. What is
    found while files are read, or while they are made one graph, ends a check, so that the
    mutations of each stage keep to themselves; some stand alone.
    """

    name: str
    rules: frozenset[str]
    hand: Hand
    stage: str = CHECK


@dataclass(frozen=True)
class Mutant:
    """A mutation done once: what a seed chose."""

    mutation: Mutation
    seed: int
    damage: Damage

    def __str__(self) -> str:
        return f"{self.mutation.name} {self.seed}"


def mutant(mutation: Mutation, content: Content, seed: int) -> Mutant:
    """Do a mutation; a seed and a repository always give the same. Raises `NoPlace`."""
    chance = random.Random(f"{mutation.name} {seed}")
    return Mutant(mutation, seed, mutation.hand(content, chance))


def changed(*edits: Edit) -> Damage:
    """Edits of which the first writes the line that is at fault."""
    return Damage(edits, (Spot.of(edits[0]),))


def lacking(file: str, line: int, *edits: Edit) -> Damage:
    """Edits after which a line that was left as it is, is at fault."""
    return Damage(edits, (Spot(file, line),))


def pick(chance: random.Random, among: Sequence[T], what: str) -> T:
    """One of several. Raises `NoPlace`."""
    if not among:
        raise NoPlace(f"there is no {what}")
    return chance.choice(among)
