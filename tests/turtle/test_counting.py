"""How many statements a Turtle text writes."""

import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunograph.turtle.counting import statements_in
from immunograph.turtle.reader import read
from immunograph.turtle.tokens import TurtleError

ROOT = Path(__file__).parents[2]
FILES = [
    path
    for folder in ("ontology", "validate", "tests/cases", "tests/nine")
    for path in sorted((ROOT / folder).rglob("*.ttl"))
]

NAMES = st.sampled_from(
    [
        "ex:a",
        "ex:a.b",
        "e.x:c",
        ":",
        ":d:e",
        "ex:1",
        r"ex:\,\;\.",
        "ex:%2Ef",
        "ex:é·",
        "a:a",
        "true:x",
        "<http://example.org/a.b,c;d>",
        r"<http://example.org/\u002C>",
    ]
)
VERBS = NAMES | st.just("a")
WITHIN = st.text(st.sampled_from(" .,;#'@^:a<>\"[(\\\n\u00a0"), max_size=6)
STRINGS = st.builds(
    lambda text, quote: quote + "".join(f"\\{c}" if c in "'\"\\" else c for c in text) + quote,
    WITHIN,
    st.sampled_from(['"""', "'''"]),
) | st.sampled_from(["''", '""', "\"a'.'b\"", "'\"; \"'", r"'\'.'"])
OBJECTS = (
    NAMES
    | STRINGS
    | st.builds(lambda text, tag: text + tag, STRINGS, st.sampled_from(["@en", " @en-gb"]))
    | st.builds(lambda text, name: f"{text}^^{name}", STRINGS, NAMES)
    | st.sampled_from(["1", "-1.5", ".5", "+1e0", "1.E-3", "true", "false"])
)
GAPS = st.sampled_from([" ", "\n", "\t", "\r\n", " # a. 'b', <c> ;\n", "\n\n  "])
DECLARED = st.sampled_from(
    [
        "@prefix ex: <http://example.org/> .",
        "PREFIX ex: <http://example.org/>",
        "@base <http://example.org/> .",
        "base<http://example.org/>",
        "@prefix e.x:<urn:x:>.",
        "prefix : # a.\n <urn:p:>",
        "PREFIX a: <urn:a:> BASE <urn:b:>",
        "@prefix true: <urn:t:>.",
    ]
)
NEEDED = """@prefix ex: <http://example.org/> . @prefix e.x: <urn:e:> . @prefix : <urn:n:> .
@prefix a: <urn:a:> . @prefix true: <urn:t:> .
"""


def read_in_full(text: str) -> int:
    statements = read(text).statements
    return sum(len(each.objects) for statement in statements for each in statement.predicates)


@st.composite
def documents(draw: st.DrawFn) -> str:
    parts = [NEEDED]
    gap = draw(GAPS)
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            parts.append(draw(DECLARED))
        parts.append(draw(NAMES))
        lists = []
        for _ in range(draw(st.integers(1, 3))):
            objects = draw(st.lists(OBJECTS, min_size=1, max_size=3))
            comma = draw(st.sampled_from([",", " , ", f"{gap},"]))
            lists.append(f"{draw(VERBS)}{gap}{comma.join(objects)}")
        semicolon = draw(st.sampled_from([" ; ", ";", f";;{gap};"]))
        parts.append(semicolon.join(lists))
        parts.append(draw(st.sampled_from([".", " .", ";.", f"{gap}.{gap}"])))
    return draw(GAPS).join(parts)


@given(documents())
def test_the_number_is_that_of_the_whole_reading_and_of_the_parser(text: str) -> None:
    parsed = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    assert statements_in(text) == read_in_full(text) == len(parsed)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_files_of_the_repository_and_of_the_cases_are_counted_alike(path: Path) -> None:
    text = path.read_bytes().decode()
    try:
        in_full = read_in_full(text)
    except TurtleError:
        pytest.skip("not Turtle 1.1")
    assert statements_in(text) in {in_full, None}
    if path.is_relative_to(ROOT / "graph"):
        assert statements_in(text) == in_full


@pytest.mark.parametrize(
    "text",
    [
        "<urn:a> <urn:b> [] .",
        "<urn:a> <urn:b> ( 1 2 ) .",
        "<urn:a> <urn:b> <urn:c> {| <urn:d> 1 |} .",
        "<urn:a> <urn:b> <urn:c> ~ <urn:d> .",
        "<< <urn:a> <urn:b> 1 >> <urn:c> 2 .",
        "<urn:a> <urn:b> 'c'@en--ltr .",
        "VERSION '1.2' <urn:a> <urn:b> 1 .",
        "@version '1.2' . <urn:a> <urn:b> 1 .",
        "<urn:a> <urn:b> 1",
        "<urn:a> <urn:b> 'c .",
        "# nothing but a comment",
    ],
)
def test_what_takes_more_than_counting_is_not_counted(text: str) -> None:
    assert statements_in(text) is None


def test_a_statement_written_twice_counts_twice() -> None:
    assert statements_in("<urn:a> <urn:b> 1 , 1 . <urn:a> <urn:b> 1 .") == 3
    assert statements_in("") == 0


@pytest.mark.parametrize(
    "piece", ["<urn:a> ", "'", '"""', "ex:a.", ". ", "#", "a ", "1", "\\", "@"]
)
def test_whatever_the_text_the_time_grows_with_its_length(piece: str) -> None:
    start = time.process_time()
    statements_in(piece * (2_000_000 // len(piece)))
    assert time.process_time() - start < 60  # only so that it ends: squared it would take hours
