"""An invented graph of our shape, streamed to disk: quads in named sources, and a part of it bad.

    python benchmarks/check/generate.py 100000 /tmp/graph

writes `graph.nq`, the same statements as `graph.nt` without the names of the sources, `bad.tsv`
(each bad node and what is wrong with it) and `made.json`. The same size, seed and rate give the
same bytes.
"""

import argparse
import csv
import json
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from things import (
    KINDS,
    NAMES,
    PER_HUNDRED,
    PREFIXES,
    REACTIONS_PER_DRUG,
    SUBCLASSES,
    Fields,
    World,
    engaged_by,
)

HERE = Path(__file__).parent
SAMPLE = 60


@dataclass(frozen=True)
class Damage:
    """One way in which a thing of a kind can be bad: a row of `damages.tsv`."""

    kind: str
    operation: str
    predicate: str
    value: str
    breaks: str

    def on(self, fields: Fields, world: World, i: int) -> Fields:
        """The fields of a thing, damaged."""
        predicates = self.predicate.split()
        others = {name: terms for name, terms in fields.items() if name not in predicates}
        if self.operation == "drop":
            return others
        same = engaged_by(world, i // 2)[1 - i % 2]
        child = 3 * i + 1 if 3 * i + 1 < world.counts["condition"] else i
        made = self.value.replace("{i}", str(i)).replace("{same}", str(same))
        terms = list(_terms(made.replace("{child}", str(child))))
        before = fields.get(self.predicate, []) if self.operation == "add" else []
        return {**others, self.predicate: list(dict.fromkeys([*before, *terms]))}


def _terms(text: str) -> Iterator[str]:
    """The terms in a cell of the table."""
    while text:
        end = text.index('"', 1) + 1 if text.startswith('"') else 0
        end = text.index(" ", end) if " " in text[end:] else len(text)
        yield text[:end]
        text = text[end:].strip()


def damages() -> dict[str, list[Damage]]:
    """The ways to be bad, by kind."""
    with (HERE / "damages.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        found: dict[str, list[Damage]] = {}
        for row in rows:
            found.setdefault(row["kind"], []).append(Damage(**row))
    return found


@dataclass(frozen=True)
class Plan:
    """How many things of each kind there are, and how many of them are bad."""

    counts: Mapping[str, int]
    bad: Mapping[str, int]
    seed: int

    def damaged(self, kind: str, i: int) -> int | None:
        """Which way a thing is bad, counted on from seed to seed; None for a good one."""
        bad, count = self.bad[kind], self.counts[kind]
        number = i * bad // count
        return number + self.seed * bad if (i * bad + bad) // count > number else None


def planned(size: int, rate: float, seed: int) -> Plan:
    """A plan for a number of quads."""
    counts = _counts(size)
    return Plan(counts, _bad(counts, rate), seed)


def _counts(size: int) -> dict[str, int]:
    quads = {kind: _quads(kind) for kind in KINDS}
    per_hundred = sum(quads[kind] * number for kind, (number, _) in PER_HUNDRED.items())
    per_hundred += quads["reaction"] * REACTIONS_PER_DRUG * 100
    hundreds = size / per_hundred
    counts = {
        kind: max(least, round(number * hundreds)) for kind, (number, least) in PER_HUNDRED.items()
    }
    for kind, each in (("product", 1), ("engagement", 2), ("indication", 1)):
        counts[kind] = counts["drug"] * each
    counts["version"] = counts["source"]
    left = size - len(SUBCLASSES) - sum(quads[kind] * n for kind, n in counts.items())
    counts["reaction"] = max(3, round(left / quads["reaction"]))
    return counts


def _quads(kind: str) -> float:
    """How many quads a thing of a kind takes, on average."""
    world = World(dict.fromkeys(KINDS, SAMPLE), random.Random(0))
    made = (KINDS[kind](world, i) for i in range(SAMPLE))
    return sum(len(terms) for fields in made for terms in fields.values()) / SAMPLE


def _bad(counts: Mapping[str, int], rate: float) -> dict[str, int]:
    """Half of the bad things go to kinds by number, half by the ways in which they can be bad."""
    ways = {kind: len(of_kind) for kind, of_kind in damages().items()}
    things, all_ways = sum(counts.values()), sum(ways.values())
    wanted = rate * things
    bad = {
        kind: min(round(wanted * (counts[kind] / things + ways[kind] / all_ways) / 2), counts[kind])
        for kind in counts
    }
    left = round(wanted) - sum(bad.values())
    bad["reaction"] = min(max(0, bad["reaction"] + left), counts["reaction"])
    return bad


@dataclass
class Made:
    """What was written."""

    quads: int = 0
    triples: int = 0
    nodes: int = 0
    bad: int = 0


def nodes(plan: Plan) -> Iterator[tuple[str, str, Fields, int, str]]:
    """Every thing: its kind, name, fields, source, and what is wrong with it."""
    world, ways = World(plan.counts, random.Random(plan.seed)), damages()
    for kind, make in KINDS.items():
        for i in range(plan.counts[kind]):
            fields, wrong = make(world, i), ""
            number = plan.damaged(kind, i)
            if number is not None:
                damage = ways[kind][number % len(ways[kind])]
                fields, wrong = damage.on(fields, world, i), f"{damage.operation} {damage.breaks}"
            yield kind, f"{NAMES[kind]}{i}", fields, world.source(i), wrong


def write(size: int, folder: Path, rate: float = 0.01, seed: int = 1) -> Made:
    """Write a graph into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made, plan = Made(), planned(size, rate, seed)
    with (
        (folder / "graph.nq").open("w", encoding="utf-8", newline="\n") as quads,
        (folder / "graph.nt").open("w", encoding="utf-8", newline="\n") as triples,
        (folder / "bad.tsv").open("w", encoding="utf-8", newline="\n") as bad,
    ):
        for below, above in SUBCLASSES:
            line = f"{_written(below)} {_written('rdfs:subClassOf')} {_written(above)}"
            quads.write(f"{line} {_written('ig:vocabulary')} .\n")
            triples.write(f"{line} .\n")
        made.quads = made.triples = len(SUBCLASSES)
        for _, name, fields, source, wrong in nodes(plan):
            made.nodes += 1
            subject = _written(name)
            lines = list(_statements(subject, fields))
            graph = _written(f"source:page-{source}")
            quads.write("".join([f"{line} {graph} .\n" for line in lines]))
            triples.write("".join([f"{line} .\n" for line in lines]))
            made.quads += len(lines)
            made.triples += len(lines)
            if wrong:
                made.bad += 1
                bad.write(f"{subject}\t{wrong}\n")
    whole = {"size": size, "rate": rate, "seed": seed, **vars(made), "counts": plan.counts}
    (folder / "made.json").write_text(json.dumps(whole, indent=1), encoding="utf-8")
    return made


def _statements(subject: str, fields: Fields) -> Iterator[str]:
    for predicate, terms in fields.items():
        start = f"{subject} {_vocabulary(predicate)} "
        for term in terms:
            yield start + _written(term)


def _written(term: str) -> str:
    """A term in N-Triples."""
    if term.startswith('"'):
        text, typed, datatype = term.rpartition("^^")
        return f"{text}^^{_vocabulary(datatype)}" if typed else term
    if term.startswith("ig:"):
        return _vocabulary(term)
    return _whole(term)


def _whole(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


_vocabulary = cache(_whole)


def main() -> None:
    """Write a graph as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("size", type=int, help="how many quads")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rate", type=float, default=0.01, help="the share of bad nodes")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = write(given.size, given.folder, given.rate, given.seed)
    sys.stdout.write(f"{made.quads} quads, {made.nodes} nodes, {made.bad} of them bad\n")


if __name__ == "__main__":
    main()
