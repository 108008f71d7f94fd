"""Files made to do harm, each given to the command as a process of its own, with a bound on memory.

Each ends in bounded time with one clear line, or with the result it should have.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

resource = pytest.importorskip("resource")
SECONDS, MEMORY = 60, 2 << 30
SH = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:> .\n"
DATA = ":x a :C ; :p 1 .\n"
SHAPE = ":s sh:targetClass :C ; "
TERM = "<<( <urn:a> <urn:b> "
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e#">'
SAMPLE = SH + DATA + SHAPE + "sh:nodeKind sh:IRI ."
Run = subprocess.CompletedProcess[bytes]


def confined() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def command(folder: Path, *arguments: str) -> Run:
    return subprocess.run(
        [sys.executable, "-m", "immunograph", "shacl", *arguments],
        cwd=folder,
        capture_output=True,
        timeout=SECONDS,
        preexec_fn=confined,
        check=False,
    )


def prop(constraint: str) -> str:
    return SH + DATA + SHAPE + f"sh:property [ sh:path :p ; {constraint} ] ."


def nested(opening: str, closing: str, deep: int, inside: str = "1") -> str:
    return opening * deep + inside + closing * deep


def chain(length: int) -> str:
    links = "".join(f":s{n} sh:node :s{n + 1} .\n" for n in range(length))
    return f"{SH}{DATA}:s0 sh:targetClass :C .\n{links}:s{length} sh:nodeKind sh:IRI ."


def bush(height: int) -> str:
    """Each shape refers to the next in two places: two to the power of the height in all."""
    twice = "".join(f":s{n} sh:node :s{n + 1} ; sh:not :s{n + 1} .\n" for n in range(height))
    return f"{SH}{DATA}:s0 sh:targetClass :C .\n{twice}:s{height} sh:nodeKind sh:IRI ."


def select(text: str) -> str:
    return f"{SH}{DATA}{SHAPE}sh:sparql [ sh:select '''{text}''' ] ."


def filtered(expression: str) -> str:
    return select(f"SELECT $this {{ $this ?p ?o FILTER({expression}) }}")


# The name of the file, what is in it, and what is said of it.
HOSTILE: dict[str, tuple[str, Callable[[], str | bytes], str]] = {
    "triple terms": ("x.ttl", lambda: "<urn:a> <urn:b> " + nested(TERM, ")>>", 20_000), "nested"),
    "triple terms in lines": (
        "x.nt",
        lambda: "<urn:a> <urn:b> " + nested(TERM, ")>>", 20_000, "<urn:c>") + " .",
        "nested",
    ),
    "open triple terms": ("x.trig", lambda: TERM * 100_000, "nested"),
    "JSON objects": ("x.jsonld", lambda: nested('{"urn:p":', "}", 100_000), "nested"),
    "JSON lists": ("x.jsonld", lambda: nested("[", "]", 500), "nested"),
    "XML elements": (
        "x.rdf",
        lambda: RDF + nested("<e:C><e:p>", "</e:p></e:C>", 100_000) + "</rdf:RDF>",
        "nested",
    ),
    "open brackets": ("x.ttl", lambda: "<urn:a> <urn:b> " + "(" * 100_000, "x.ttl:1:"),
    "open braces": ("x.trig", lambda: "{" * 100_000, "x.trig:1:"),
    "a huge literal": ("x.ttl", lambda: f'<urn:a> <urn:b> "{"x" * (20 << 20)}" .', "16777216"),
    "entities within entities": (
        "x.rdf",
        lambda: (
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))
            + "]>"
        ),
        "declares entities",
    ),
    "an entity used too often": (
        "x.rdf",
        lambda: f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>' + "&a;" * 10_000,
        "declares entities",
    ),
    "UTF-16": ("x.ttl", lambda: SAMPLE.encode("utf-16"), "is written in UTF-16"),
    "UTF-16 in XML": ("x.rdf", lambda: f"{RDF}</rdf:RDF>".encode("utf-16-le"), "UTF-8"),
    "bytes of no text": ("x.ttl", lambda: b"\x00\x01\xff\xfe" * 1000, "x.ttl:1"),
    "a packed file": ("x.ttl.gz", lambda: b"\x1f\x8b", "unpack it"),
    "remote context": (
        "x.jsonld",
        lambda: '{"@context": "http://127.0.0.1:9/c", "@id": "urn:a", "b": 1}',
        "remote",
    ),
    "shapes within shapes": (
        "x.ttl",
        lambda: SH + SHAPE + nested("sh:not [ ", "]", 20_000, "sh:nodeKind sh:IRI") + " .",
        "nested more than 50 deep",
    ),
    "a long chain of shapes": ("x.ttl", lambda: chain(5_000), "nested more than 50 deep"),
    "a bush of shapes": ("x.ttl", lambda: bush(25), "written out, holds more than"),
    "a deep path": (
        "x.ttl",
        lambda: prop("sh:minCount 1").replace(
            ":p ;", nested("[ sh:inversePath ", "]", 999, ":p") + ";"
        ),
        "more than 200 steps",
    ),
    "a long path": (
        "x.ttl",
        lambda: prop("sh:minCount 1").replace("path :p", f"path ({':p ' * 20_000})"),
        "more than 200 steps",
    ),
    "a bush of paths": (
        "x.ttl",
        lambda: (
            prop("sh:minCount 1").replace("path :p", "path _:p0")
            + "".join(f"_:p{n} sh:alternativePath (_:p{n + 1} _:p{n + 1}) ." for n in range(30))
            + "_:p30 sh:inversePath :p ."
        ),
        "more than 200 steps",
    ),
    "braces in a query": (
        "x.ttl",
        lambda: select(f"SELECT $this {nested('{', '}', 3_000, '')}"),
        "sh:select is nested more than 40 deep",
    ),
    "parentheses in a query": ("x.ttl", lambda: filtered(nested("(", ")", 5_000)), "deep"),
    "negations in a query": ("x.ttl", lambda: filtered("!" * 10_000 + "true"), "operators"),
    "sums in a query": ("x.ttl", lambda: filtered("1+" * 8_000 + "1"), "operators"),
    "a long query": ("x.ttl", lambda: filtered("1 = 1 ||" * 9_000 + "1"), "longer than 20000"),
    "a pattern too large": (
        "x.ttl",
        lambda: prop('sh:pattern "((a{100}){100}){100}"'),
        "takes a regular expression",
    ),
    "a long pattern": ("x.ttl", lambda: prop(f'sh:pattern "{"a" * 50_000}"'), "regular expression"),
    "a list without end": (
        "x.ttl",
        lambda: prop("sh:in _:l") + f"_:l {RDFS}first> 1 ; {RDFS}rest> _:l .",
        "takes a list",
    ),
}
RDFS = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line(tmp_path: Path, case: str) -> None:
    name, content, message = HOSTILE[case]
    made = content()
    (tmp_path / name).write_bytes(made if isinstance(made, bytes) else made.encode())
    run = command(tmp_path, name, "-o", "report.txt")
    assert (run.returncode, run.stdout) == (2, b""), run.stderr[-500:]
    said = run.stderr.decode()
    assert message in said
    assert said.count("\n") == 1
    assert len(said) < 1_000
    assert [path.name for path in tmp_path.iterdir()] == [name]


# What looks hostile, and can be read and run: the name of the file, its content and the exit code.
HARMLESS: dict[str, tuple[str, Callable[[], str | bytes], int]] = {
    "nested nodes as data": (
        "x.ttl",
        lambda: (
            SAMPLE
            + nested("<urn:a> <urn:p> [ <urn:p> ", "] .", 1)
            + "<urn:y> <urn:p> "
            + nested("[ <urn:p> ", "]", 100_000)
            + " ."
        ),
        0,
    ),
    "lists within lists as data": (
        "x.ttl",
        lambda: f"{SAMPLE} <urn:y> <urn:p> {nested('(', ')', 50_000)} .",
        0,
    ),
    "a mark of byte order": ("x.ttl", lambda: b"\xef\xbb\xbf" + SAMPLE.encode(), 0),
    "a pattern that takes others for ever": (
        "x.ttl",
        lambda: prop('sh:pattern "^(a+)+$"') + f':x :p "{"a" * 50_000}!" .',
        1,
    ),
    "thousands of nodes without names": (
        "x.ttl",
        lambda: SH + SHAPE + "sh:nodeKind sh:IRI .\n" + "[] a :C .\n" * 5_000,
        1,
    ),
    "a long text": (
        "x.ttl",
        lambda: prop("sh:maxLength 5") + f':x :p "{"x" * (8 << 20)}" .',
        1,
    ),
    "classes in a circle": (
        "x.ttl",
        lambda: SAMPLE + f":C {SUBCLASS} :D . :D {SUBCLASS} :C .",
        0,
    ),
}
SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"


# The second form is for those that do not take their time reading alone.
FORMS = {case: ["text"] if case.endswith(" as data") else ["text", "turtle"] for case in HARMLESS}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("case", "form"), [(case, form) for case, forms in FORMS.items() for form in forms]
)
def test_what_only_looks_hostile_is_validated(tmp_path: Path, case: str, form: str) -> None:
    name, content, code = HARMLESS[case]
    made = content()
    (tmp_path / name).write_bytes(made if isinstance(made, bytes) else made.encode())
    run = command(tmp_path, name, "-f", form)
    assert (run.returncode, run.stderr) == (code, b""), run.stderr[-500:]
    assert b"onform" in run.stdout


def test_what_is_no_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(SAMPLE)
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "empty.ttl").touch()
    said = {
        name: command(tmp_path, name, "shapes.ttl", *options)
        for name, options in {
            "folder.ttl": [],
            "nowhere.ttl": [],
            "/dev/zero": ["-df", "nt"],
            "x.n3": [],
        }.items()
    }
    assert {run.returncode for run in said.values()} == {2}
    assert all(run.stderr.count(b"\n") == 1 for run in said.values())
    assert b"is a folder" in said["folder.ttl"].stderr
    assert b"no such file" in said["nowhere.ttl"].stderr
    assert b"is larger than" in said["/dev/zero"].stderr
    assert b"the suffix tells of no RDF format" in said["x.n3"].stderr


def test_an_empty_file_is_no_pass(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(SAMPLE)
    (tmp_path / "empty.ttl").touch()
    run = command(tmp_path, "empty.ttl", "shapes.ttl")
    assert (run.returncode, run.stdout[:19]) == (1, b"nothing was checked")
    run = command(tmp_path, "shapes.ttl", "empty.ttl")
    assert run.returncode == 2
    assert b"no shape has a target" in run.stderr


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").symlink_to("/proc/self/mem")  # which not even root may read from its start
    run = command(tmp_path, "x.ttl")
    assert (run.returncode, run.stderr.count(b"\n")) == (2, 1)
    assert b"cannot be read" in run.stderr


@pytest.mark.thorough
def test_a_query_without_end_is_ended(tmp_path: Path) -> None:
    patterns = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(8))
    text = select(f"SELECT $this {{ {patterns} FILTER(?a0 = ?c7 && ?b3 != ?b4) }}")
    many = "".join(f"<urn:n{n}> <urn:p> {n} .\n" for n in range(200))
    (tmp_path / "x.ttl").write_text(text + many)
    run = command(tmp_path, "x.ttl", "--timeout", "5")
    assert (run.returncode, run.stdout) == (3, b"")
    assert run.stderr == b"immunograph: not done after 5 seconds; give more with --timeout\n"
