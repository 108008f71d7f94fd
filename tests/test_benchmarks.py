"""The benchmark of the check: its graphs are what they say they are, and the engines agree."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

pytestmark = pytest.mark.thorough
BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "check"
ENGINES = ("immunograph_memory", "pyshacl_rdflib")


def run(program: str, *given: str | Path) -> None:
    command = [sys.executable, str(BENCHMARK / program), *map(str, given)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def generated(folder: Path, size: int, *options: str) -> Path:
    run("generate.py", str(size), folder, *options)
    return folder


def statements(folder: Path, name: str) -> list[str]:
    return (folder / name).read_text(encoding="utf-8").splitlines()


def findings(engine: str, data: Path, shapes: Path, out: Path) -> Counter[tuple[str, ...]]:
    out.mkdir()
    run(f"engines/{engine}.py", data, shapes, out)
    lines = (out / "findings.tsv").read_text(encoding="utf-8").splitlines()
    return Counter(tuple(line.split("\t")) for line in lines)


@pytest.fixture(scope="module")
def full_shapes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shapes") / "full.ttl"
    parts = ("shapes-core.ttl", "shapes-sparql.ttl")
    path.write_text("\n".join((BENCHMARK / part).read_text("utf-8") for part in parts), "utf-8")
    return path


@pytest.mark.parametrize("size", [1_000, 10_000, 50_000])
def test_a_graph_has_the_size_and_the_share_of_bad_nodes_that_were_asked_for(
    size: int, tmp_path: Path
) -> None:
    folder = generated(tmp_path, size)
    quads, made = statements(folder, "graph.nq"), json.loads((folder / "made.json").read_text())
    assert size * 0.9 <= len(quads) == len(set(quads)) <= size * 1.1
    subjects = {line.split(" ", 1)[0] for line in quads if "subClassOf" not in line}
    bad = {line.split("\t")[0] for line in statements(folder, "bad.tsv")}
    assert len(subjects) == made["nodes"]
    assert bad <= subjects
    assert abs(len(bad) - len(subjects) * 0.01) <= 1


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    one, same, other = (
        generated(tmp_path / name, 2_000, "--seed", seed)
        for name, seed in (("one", "1"), ("same", "1"), ("other", "2"))
    )
    assert (one / "graph.nq").read_bytes() == (same / "graph.nq").read_bytes()
    assert (one / "graph.nq").read_bytes() != (other / "graph.nq").read_bytes()


def test_the_quads_without_their_sources_are_the_triples(tmp_path: Path) -> None:
    folder = generated(tmp_path, 1_000)
    without = [re.sub(r" <[^>]*> \.$", " .", line) for line in statements(folder, "graph.nq")]
    assert without == statements(folder, "graph.nt")


def test_every_constraint_of_the_shapes_is_violated_by_some_bad_node(
    full_shapes: Path, tmp_path: Path
) -> None:
    found: set[tuple[str, str]] = set()
    for seed in "12345":
        folder = generated(tmp_path / seed, 30_000, "--rate", "0.3", "--seed", seed)
        lines = findings(ENGINES[0], folder / "graph.nt", full_shapes, tmp_path / f"out{seed}")
        found |= {(line[0], line[2]) for line in lines}
    assert set(constraints(full_shapes)) - found == set()


def constraints(shapes: Path) -> Iterator[tuple[str, str]]:
    """The component and the path of each constraint of the property shapes with focus nodes."""
    sh = rdflib.SH
    graph = rdflib.Graph().parse(shapes)
    structure = {*map(str, (sh.path, sh.qualifiedValueShape, sh.targetClass, sh.prefixes))}
    targeted = {*graph.subjects(sh.targetClass), *graph.subjects(sh.targetSubjectsOf)}
    for shape in targeted | {
        each for node in targeted for each in graph.objects(node, sh.property)
    }:
        path = graph.value(shape, sh.path)
        if not isinstance(path, rdflib.URIRef):
            continue
        for term in map(str, graph.predicates(shape)):
            name = term.removeprefix(str(sh))
            if term.startswith(str(sh)) and term not in structure:
                yield (name[0].upper() + name[1:]).replace("Sparql", "SPARQL"), path.n3()


def test_findings_are_about_bad_nodes_and_what_they_are_linked_to(
    full_shapes: Path, tmp_path: Path
) -> None:
    folder = generated(tmp_path / "bad", 40_000, "--rate", "0.2")
    clean = generated(tmp_path / "clean", 40_000, "--rate", "0")
    found = findings(ENGINES[0], folder / "graph.nt", full_shapes, tmp_path / "out")
    bad = {line.split("\t")[0] for line in statements(folder, "bad.tsv")}
    at_fault = {line[1] for line in found}
    links = [*statements(folder, "graph.nt"), *statements(clean, "graph.nt")]
    assert bad <= at_fault
    assert at_fault <= bad | neighbours(bad, links)


def neighbours(nodes: set[str], lines: list[str]) -> set[str]:
    links = [line.removesuffix(" .").split(" ", 2) for line in lines]
    return {s for s, _, o in links if o in nodes} | {o for s, _, o in links if s in nodes}


def test_ours_and_the_reference_find_the_same(full_shapes: Path, tmp_path: Path) -> None:
    folder = generated(tmp_path / "graph", 1_000, "--rate", "0.3")
    ours, reference = (
        findings(engine, folder / "graph.nt", full_shapes, tmp_path / engine) for engine in ENGINES
    )
    assert ours
    assert ours == reference


def table(program: str, *given: str | Path) -> dict[str, str]:
    """The rows that a program prints, each by the name at its start."""
    command = [sys.executable, str(BENCHMARK / program), *map(str, given)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return dict(re.findall(r"^(\S.*?)  +(.*)$", done.stdout, re.M))


def test_the_runner_gives_a_ratio_for_an_engine_that_finds_the_same(tmp_path: Path) -> None:
    few = ("--sizes", "1000", "--rate", "0.1", "--shapes", "core", "--repeats", "1")
    rows = table("run.py", *few, "--folder", tmp_path, "--engines", "imm", "pySHACL, r")
    ours, reference = rows["immunograph"].split(), rows["pySHACL, rdflib"].split()
    assert len(ours) == len(reference) == 9
    assert ours[0] == reference[0] != "0"


def test_the_runner_stops_an_engine_at_its_limit_and_does_not_try_it_on_a_larger_graph(
    tmp_path: Path,
) -> None:
    few = ("--sizes", "1000", "2000", "--shapes", "core", "--repeats", "1", "--seconds", "0.05")
    command = [sys.executable, str(BENCHMARK / "run.py"), *few, "--engines", "pySHACL, r"]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path)], check=True, capture_output=True, text=True
    )
    assert re.findall(r"pySHACL, rdflib +(\S.*)", done.stdout)[:2] == [
        "stopped: over 0.05 CPU s",
        "not run: stopped: over 0.05 CPU s at 1,000",
    ]


def test_a_cold_check_and_the_reference_find_the_same_in_a_repository(tmp_path: Path) -> None:
    rows = table("cold.py", "--repeats", "1", "--folder", tmp_path, "--peers", tmp_path)
    ours, reference = rows["immunograph"].split(), rows["pySHACL, rdflib"].split()
    assert len(ours) == len(reference) == 5
    assert ours[0] == reference[0] != "0"


def test_the_queries_written_by_hand_find_what_the_engine_finds(tmp_path: Path) -> None:
    rows = table("rewritings.py", "--size", "20000", "--repeats", "1", "--folder", tmp_path)
    names = {path.stem for path in (BENCHMARK / "rewritings").glob("*.rq")}
    assert names == {path.stem for path in (BENCHMARK / "rewritings").glob("*.ttl")}
    for name in names:
        assert re.match(r"\d+ +[\d.]+ +[\d.]+ +[\d.]+", rows[name]), rows[name]


def test_pages_are_counted_by_processes_and_timed_by_their_length(tmp_path: Path) -> None:
    for number in range(3):
        text = "".join(f"Line {line} of this page.\n" for line in range(80 * (number + 1)))
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    program = BENCHMARK.parent / "ingest.py"
    command = [sys.executable, str(program), "--processes", "1", "2", "--repeats", "1"]
    done = subprocess.run(
        [*command, str(tmp_path)], check=True, capture_output=True, text=True, timeout=120
    )
    assert re.findall(r"^(\d) \| (\d of \d) \| ", done.stdout, re.M) == [
        ("1", "3 of 3"),
        ("2", "3 of 3"),
    ]
    assert re.findall(r"^1/(\d) \| \d+ \| [\d.]+ \| ?-?[\d.]*$", done.stdout, re.M) == [*"8421"]
    assert re.search(r"^exponent -?[\d.]+$", done.stdout, re.M)
