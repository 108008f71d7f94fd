"""An invented repository of 100 Turtle files and about 10,000 statements, for a cold check.

    python benchmarks/check/repository.py /tmp/repository

It has the shapes, rules, questions and vocabulary of the built-in repository. About one claim in
a hundred is bad. Beside `graph/` stands `derived.nt`: the statements that a build adds, which
whoever validates the files without building them needs for the same findings.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from things import BASE, PREFIXES

import immunograph
from immunograph.init import init

SOURCES, ANTIGENS, EVENTS, DRUGS = 9, 25, 20, 45
PASSAGES, REACTIONS = 25, 18
_BAD_EVERY = 100
_NAMES = ("antigen", "claim", "dcterms", "drug", "event", "ig", "org", "passage", "skos")
_HEAD = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in _NAMES)
_HEAD += "".join(
    f"@prefix {name}: <{BASE}{name}/> .\n" for name in ("section", "source", "version")
)
_HEAD += f"@prefix xsd: <{PREFIXES['xsd']}> .\n"
_DATE = '"2026-01-31"^^xsd:date'


def block(name: str, *fields: str) -> str:
    """The statements about one thing."""
    return f"\n{name}\n" + "".join(f"    {field} ;\n" for field in fields) + ".\n"


def thing(name: str, kind: str, label: str) -> str:
    """A thing with a name of its own."""
    return block(
        name,
        f"a {kind}",
        f'skos:prefLabel "{label}"@en',
        f'skos:definition "Invented: {label}."@en',
    )


def files() -> Iterator[tuple[str, str]]:
    """The name and the text of every file below `graph/`."""
    yield "org/example-publisher", thing("org:example-publisher", "ig:Organization", "a publisher")
    for i in range(SOURCES):
        yield f"source/page-{i}", "".join(_source(f"page-{i}"))
    for i in range(ANTIGENS):
        yield f"antigen/target-{i}", thing(f"antigen:target-{i}", "ig:Antigen", f"target {i}")
    for i in range(EVENTS):
        yield f"event/effect-{i}", thing(f"event:effect-{i}", "ig:AdverseEvent", f"effect {i}")
    for i in range(DRUGS):
        yield f"drug/examplumab-{i}", "".join(_drug(i))


def _source(name: str) -> Iterator[str]:
    version = f"{name}_2026-01-31"
    yield block(
        f"source:{name}",
        "a ig:Source",
        f'skos:prefLabel "{name}"@en',
        'dcterms:language "en"',
        f'dcterms:title "{name}"@en',
        f"ig:address <https://example.org/{name}>",
        "ig:audience ig:Patients",
        "ig:licence ig:CcBy4",
        "ig:publisher org:example-publisher",
    )
    yield block(
        f"version:{version}",
        "a ig:SourceVersion",
        f'skos:prefLabel "{name}, 2026-01-31"@en',
        f"ig:lastReviewed {_DATE}",
        "ig:ledgerComplete true",
        f'ig:sha256 "{_digest(name)}"',
        f"ig:versionOf source:{name}",
    )
    yield block(
        f"section:{version}_s1",
        "a ig:Section",
        'skos:prefLabel "what it is"@en',
        "ig:order 1",
        f"ig:sectionOf version:{version}",
    )
    for order in range(1, PASSAGES + 1):
        yield block(
            f"passage:{version}_p{order}",
            "a ig:Passage",
            "ig:disposition ig:Modelled",
            f"ig:end {order * 100 - 1}",
            f"ig:inSection section:{version}_s1",
            f"ig:order {order}",
            f'ig:sha256 "{_digest(f"{name} {order}")}"',
            f'ig:sketch "{_digest(f"{name} {order}")[:8]}"',
            f"ig:start {order * 100 - 100}",
        )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _drug(i: int) -> Iterator[str]:
    name, number = f"examplumab-{i}", i * (REACTIONS + 2)
    yield thing(f"drug:{name}", "ig:Drug", f"examplumab {i}")
    target = i % ANTIGENS
    fields = ["a ig:TargetEngagement", f"ig:antigen antigen:target-{target}"]
    role = "ig:role ig:DirectedTarget"
    yield _claim(f"{name}_engages_target-{target}", number, i, [*fields, role])
    modality = ["a ig:Classification", "ig:modality ig:MonoclonalAntibody"]
    yield _claim(f"{name}_is_monoclonal-antibody", number + 1, i, modality)
    for nth in range(REACTIONS):
        event = (i + nth) % EVENTS
        fields = ["a ig:AdverseReaction", f"ig:event event:effect-{event}"]
        rank = f"ig:frequencyRank {('ig:MostCommon', 'ig:Common', 'ig:LessCommon')[nth % 3]}"
        yield _claim(f"{name}_causes_effect-{event}", number + 2 + nth, i, [*fields, rank])


def _claim(name: str, number: int, drug: int, own: list[str]) -> str:
    """A claim; about one in a hundred lacks its certainty, or is of a certainty there is not."""
    source, passage = number % SOURCES, number // SOURCES % PASSAGES + 1
    certainty = "ig:certainty ig:Stated"
    if number % _BAD_EVERY == _BAD_EVERY - 1:
        certainty = ("", "ig:certainty ig:Curator")[number // _BAD_EVERY % 2]
    fields = [
        *own,
        f"ig:about drug:examplumab-{drug}",
        certainty,
        "ig:enteredBy ig:Curator",
        f"ig:reviewedOn {_DATE}",
        "ig:reviewStatus ig:Reviewed",
        f"ig:supportedBy passage:page-{source}_2026-01-31_p{passage}",
    ]
    return block(f"claim:{name}", *filter(None, fields))


def make(folder: Path) -> int:
    """Make the repository anew; the number of statements in its `graph/`."""
    shutil.rmtree(folder, ignore_errors=True)
    init(folder)
    shutil.rmtree(folder / "graph")
    for name, text in files():
        path = folder / "graph" / f"{name}.ttl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_HEAD + text, encoding="utf-8")
    library = immunograph.open(folder)
    asserted = _asserted(folder)
    lines = (line for line in library.dataset.data.decode().splitlines() if line not in asserted)
    (folder / "derived.nt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    shutil.rmtree(folder / ".immunograph", ignore_errors=True)
    return sum(1 for line in asserted if not line.startswith(f"<{PREFIXES['ig']}"))


def _asserted(folder: Path) -> set[str]:
    from immunograph.rdf import canonical_lines, parse_turtle  # noqa: PLC0415

    found: set[str] = set()
    for path in [*folder.glob("graph/*/*.ttl"), *folder.glob("ontology/*.ttl")]:
        found.update(canonical_lines(parse_turtle(path.read_bytes(), path.name)))
    return found


def main() -> None:
    """Make a repository where the command line says."""
    statements = make(Path(sys.argv[1]))
    sys.stdout.write(f"{len(list(files()))} files, {statements} statements\n")


if __name__ == "__main__":
    main()
