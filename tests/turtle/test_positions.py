"""Where triples stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunograph.turtle.positions import Positions

NAMES = st.sampled_from(["ex:a", "ex:b", "<http://example.org/é>", "_:x"])
VERBS = st.sampled_from(["a", "ex:p", "<http://example.org/q>"])
OBJECTS = NAMES | st.sampled_from(
    ['"é"@en', '"""two\nlines"""', "1", "1.5", "true", r"'\u00e9\n'", '"d"^^ex:date']
)
GAPS = st.sampled_from([" ", "\n", "\t", "\r\n", " # é 'comment'\n", "\n\n  "])

PRINTED = {
    "a": "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
    "ex:a": "<http://example.org/a>",
    "ex:b": "<http://example.org/b>",
    "ex:p": "<http://example.org/p>",
    '"""two\nlines"""': r'"two\nlines"',
    "1": '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    "1.5": '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    "true": '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    r"'\u00e9\n'": r'"é\n"',
    '"d"^^ex:date': '"d"^^<http://example.org/date>',
}


@given(st.lists(st.tuples(NAMES, VERBS, OBJECTS), min_size=1, max_size=8), st.data())
def test_a_triple_stands_where_it_was_first_written(
    triples: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    text = "@prefix ex: <http://example.org/> .\n"
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    for triple in triples:
        terms: tuple[str, ...] = ()
        for term in triple:
            text += data.draw(GAPS)
            terms += (PRINTED.get(term, term),)
            line_start = text.rfind("\n") + 1
            places.setdefault(terms, (text.count("\n") + 1, len(text) - line_start + 1))
            text += term
        text += " ."
    positions = Positions(text)
    assert {terms: positions.find(*terms) for terms in places} == places


def test_the_nearest_place_is_that_of_the_longest_part_that_is_written() -> None:
    positions = Positions("<urn:a> <urn:p>\n  [ <urn:q> 1 ] .")
    assert positions.nearest("<urn:a>", "<urn:p>", "_:f00") == (1, 9)
    assert positions.nearest("<urn:a>", "<urn:q>", '"1"') == (1, 1)
    assert positions.nearest("<urn:b>") is None


def test_a_subject_written_twice_stands_at_the_first() -> None:
    positions = Positions("<urn:a> <urn:p> 1 .\n<urn:a> <urn:q> 2 .")
    assert positions.find("<urn:a>") == (1, 1)
    assert positions.find("<urn:a>", "<urn:q>") == (2, 9)


@pytest.mark.parametrize("beside", ["", "# a remark\n", "@prefix ey: <urn:e> .\n"])
def test_a_statement_of_the_canonical_layout_stands_where_it_does_in_the_whole(beside: str) -> None:
    text = (
        "@prefix ex: <http://example.org/> .\n\nex:a\n    ex:p\n        1 ,\n        2 ;\n.\n\n"
        "ex:b-c\n    ex:q ex:a ;\n.\n\nex:a\n    ex:q 4 ;\n.\n"
    )
    positions, ex = Positions(beside + text), "http://example.org/"
    moved = beside.count("\n")
    two = positions.find(f"<{ex}a>", f"<{ex}p>", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>')
    assert two == (6 + moved, 9)
    assert positions.find(f"<{ex}a>", f"<{ex}q>") == (14 + moved, 5)
    assert positions.find(f"<{ex}b-c>") == (9 + moved, 1)
    assert positions.find(f"<{ex}c>") is None


def test_the_last_of_two_thousand_lines_is_found() -> None:
    text = "".join(f"<urn:s{n}> <urn:p>\n  'object {n}'@en ,\n  {n} .\n" for n in range(700))
    assert Positions(text).find("<urn:s699>", "<urn:p>", '"object 699"@en') == (2099, 3)
