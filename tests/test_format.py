"""The canonical layout: what it looks like, and that it changes nothing."""

import random
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from few import few
from immunograph import format as layout
from immunograph.errors import LayoutFailed, Unreadable
from immunograph.format import Change, canonical, changes, write
from immunograph.isomorphism import isomorphic
from immunograph.turtle.tokens import scan

CASES = sorted((Path(__file__).parent / "cases" / "format").iterdir())
BASE = "https://w3id.org/immunograph/"
PREFIXES = {
    **{kind: f"{BASE}{kind}/" for kind in ("claim", "drug", "passage", "section", "version")},
    "ig": f"{BASE}vocab#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TURTLE = ox.RdfFormat.TURTLE
UNTIDY = "<urn:b> <urn:p> 2 , 1 .\n<urn:a> <urn:p> 1 ."


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def is_turtle(text: str) -> bool:
    try:
        return bool(list(ox.parse(text, format=TURTLE)))
    except SyntaxError:
        return False


def comments(text: str) -> Counter[str]:
    tokens = scan(text)
    lines = [*tokens.before.values(), tokens.beside.values()]
    return Counter(comment for each in lines for comment in each if comment)


def assert_kept(before: str) -> None:
    after = canonical(before, PREFIXES)
    assert isomorphic(before.encode(), after.encode())
    assert comments(after) == comments(before)
    assert canonical(after, PREFIXES) == after
    assert after == "" or (after.endswith("\n") and not after.endswith("\n\n"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
class TestCase:
    def test_the_input_gets_the_expected_layout(self, case: Path) -> None:
        assert canonical(text_of(case / "input.ttl"), PREFIXES) == text_of(case / "expected.ttl")

    def test_nothing_is_lost_and_a_second_time_changes_nothing(self, case: Path) -> None:
        assert_kept(text_of(case / "input.ttl"))


# Graphs at random

LETTERS = st.characters(exclude_categories=["Cs"])
LOCALS = st.text(st.sampled_from("ab19.-_é:%/#,~'"), max_size=4)
IRIS = st.builds(
    "{}{}".format,
    st.sampled_from([f"{BASE}drug/", f"{BASE}claim/", f"{BASE}vocab#", "urn:x:"]),
    LOCALS.map(lambda local: re.sub("%|#.*", "", local)),
).map(ox.NamedNode)
BLANKS = st.sampled_from("xyz").map(ox.BlankNode)
TEXTS = st.text(LETTERS, max_size=8) | st.text(st.sampled_from("\"\\\n\r\t'a"), max_size=8)
XSD = [ox.NamedNode(PREFIXES["xsd"] + name) for name in ("integer", "decimal", "boolean", "date")]
NUMBERS = st.from_regex(r"\A[+-]?[0-9]{0,3}(\.[0-9]{0,3})?\Z") | st.sampled_from(["true", "1"])
STRINGS = TEXTS.map(ox.Literal) | TEXTS.map(lambda text: ox.Literal(text, language="en"))
VALUES = st.builds(
    lambda text, kind: ox.Literal(text, datatype=kind), NUMBERS, st.sampled_from(XSD)
)


# rdflib writes some names with a prefix that it does not declare.
TAME_IRIS = st.sampled_from(["urn:x:a", f"{BASE}drug/b", f"{BASE}claim/c"]).map(ox.NamedNode)


def graphs(
    iris: st.SearchStrategy[ox.NamedNode], literals: st.SearchStrategy[ox.Literal]
) -> st.SearchStrategy[list[ox.Triple]]:
    triples = st.builds(ox.Triple, iris | BLANKS, iris, iris | BLANKS | literals)
    return st.lists(triples, max_size=12)


GRAPHS = graphs(IRIS, STRINGS | VALUES)


def written(graph: list[ox.Triple], prefixes: dict[str, str] | None = None) -> str:
    data = ox.serialize(graph, format=TURTLE, prefixes=prefixes)
    assert data is not None
    return data.decode()


@pytest.mark.thorough
@given(GRAPHS)
def test_a_graph_as_the_store_writes_it_keeps_its_triples(graph: list[ox.Triple]) -> None:
    assert_kept(written(graph, {"": "urn:x:", "ig": PREFIXES["ig"]}))


@given(graphs(TAME_IRIS, STRINGS))
@settings(deadline=None)
def test_a_graph_as_rdflib_writes_it_keeps_its_triples(graph: list[ox.Triple]) -> None:
    lines = ox.serialize(graph, format=ox.RdfFormat.N_TRIPLES)
    text = rdflib.Graph().parse(data=lines, format="nt").serialize(format="turtle")
    # rdflib writes some strings that end in a quote so that nothing can read them.
    assume(is_turtle(text))
    # A circle with a node without a name is left as it is: another name would be another circle.
    assume("_:" not in text or "[" not in text)
    assert_kept(text)


@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_order_of_the_statements_leaves_no_trace(
    graph: list[ox.Triple], chance: random.Random
) -> None:
    shuffled = chance.sample(graph, len(graph))
    assert canonical(written(graph), PREFIXES) == canonical(written(shuffled), PREFIXES)


GAPS = st.sampled_from([" ", "\n", "\n\n", " # beside\n", "\n# before\n", "\n\n# section\n\n"])


@given(st.sampled_from(CASES), st.data())
@settings(deadline=None, max_examples=200)
def test_a_comment_between_any_two_words_is_kept(case: Path, data: st.DataObject) -> None:
    words = [word.text for word in scan(text_of(case / "input.ttl")).words]
    gaps = data.draw(st.lists(GAPS, min_size=len(words), max_size=len(words)))
    pairs = zip(words, gaps, strict=True)
    assert_kept("".join(part for pair in pairs for part in pair).replace("^^ ", "^^"))


def test_what_is_nested_as_deep_as_can_be_read_can_be_laid_out() -> None:
    assert_kept("<urn:a> <urn:p> " + "( [ <urn:q> " * 49 + "1" + " ] )" * 49 + " .")


# Files


def test_a_folder_stands_for_the_files_in_it(tmp_path: Path) -> None:
    inner = tmp_path / "graph" / "antigen"
    inner.mkdir(parents=True)
    for name in ("b.ttl", "a.ttl", "notes.md"):
        (inner / name).touch()
    other = tmp_path / "c.ttl"
    assert layout.turtle_files([tmp_path / "graph", other, inner / "notes.md"]) == [
        inner / "a.ttl",
        inner / "b.ttl",
        other,
    ]


def test_a_file_in_the_layout_is_no_change(tmp_path: Path) -> None:
    tidy, untidy = tmp_path / "tidy.ttl", tmp_path / "untidy.ttl"
    untidy.write_text(UNTIDY)
    tidy.write_text(canonical(UNTIDY, PREFIXES))
    (change,) = changes([tidy, untidy], PREFIXES)
    assert change == Change(untidy, UNTIDY, tidy.read_text())
    assert untidy.read_text() == UNTIDY


def test_a_change_is_written_whole_and_keeps_the_mode_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(UNTIDY)
    path.chmod(0o640)
    for change in changes([path], PREFIXES):
        write(change)
    assert path.read_text() == canonical(UNTIDY, PREFIXES)
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_change_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "gone.ttl"
    with pytest.raises(Unreadable, match=r"gone\.ttl: cannot be written"):
        write(Change(path, "", UNTIDY))
    assert list(tmp_path.iterdir()) == []


def test_carriage_returns_are_a_change(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(canonical(UNTIDY, PREFIXES).replace("\n", "\r\n").encode())
    assert len(list(changes([path], PREFIXES))) == 1


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"<urn:a> <urn:p>\n  ex:b .", ":2:3: "),
        (b"<urn:a> <urn:p> <relative> .", ":1:17: "),
        (b"<urn:a> <urn:p> '\xff' .", ":1:18: "),
        (b"<urn:a> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> .", ":1:17: "),
        (b"<urn:a> <urn:p> " + b"(" * 101 + b")" * 101 + b" .", ":1:117: "),
    ],
)
def test_a_file_that_cannot_be_read_names_the_place(
    tmp_path: Path, data: bytes, place: str
) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        list(changes([path], PREFIXES))
    assert str(caught.value).startswith(f"{path}{place}")


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read: no such file"):
        list(changes([tmp_path / "a.ttl"], PREFIXES))


@pytest.mark.parametrize("wrong", ["", "<urn:a> <urn:p> 1 .", "no Turtle"])
def test_a_layout_that_would_change_a_triple_is_refused(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setattr(layout, "laid_out", lambda *_: wrong)
    with pytest.raises(LayoutFailed, match=r"x\.ttl: its layout would change"):
        canonical(UNTIDY, PREFIXES, "x.ttl")


@pytest.mark.parametrize("path", sorted(few().glob("**/*.ttl")), ids=lambda path: path.name)
def test_every_file_of_the_content_keeps_its_triples_and_comments(path: Path) -> None:
    assert_kept(text_of(path))
