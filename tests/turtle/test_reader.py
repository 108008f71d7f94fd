"""Reading Turtle without losing places, comments or order."""

import pyoxigraph as ox
import pytest

from immunograph.turtle.document import Anonymous, Collection, Iri, Literal, Statement
from immunograph.turtle.reader import read
from immunograph.turtle.tokens import TurtleError, is_local_name, scan

EX = "@prefix ex: <http://example.org/> .\n"
XSD = "http://www.w3.org/2001/XMLSchema#"

WORDS = {
    "": [],
    "<http://example.org/a>": ["iri"],
    "<>": ["iri"],
    r"<http://example.org/\u00e9>": ["iri"],
    "ex:a": ["name"],
    ":": ["name"],
    ":a": ["name"],
    "ex:": ["name"],
    "ex:1": ["name"],
    "ex:a.b": ["name"],
    "ex:a.": ["name", "."],
    "ex:a..": ["name", ".", "."],
    "ex:a:b": ["name"],
    r"ex:a\,b%2F": ["name"],
    "e.x:é·": ["name"],
    "_:b": ["blank"],
    "_:0.b.": ["blank", "."],
    "[]": ["[", "]"],
    "( )": ["(", ")"],
    '""': ["string"],
    "''": ["string"],
    '""""""': ["string"],
    r'"a\"b"': ["string"],
    "'a\"b'": ["string"],
    '"""a"b""c\n"""': ["string"],
    "'''a'b\r\n'''": ["string"],
    r'"""a\""""': ["string"],
    '"a"@en-GB.': ["string", "at", "."],
    '"a"^^ex:b': ["string", "^^", "name"],
    "1": ["integer"],
    "-1.": ["integer", "."],
    "+1.5": ["decimal"],
    ".5": ["decimal"],
    "1e0": ["double"],
    "1.E-3": ["double"],
    "-.5E+3": ["double"],
    "a true false": ["word", "word", "word"],
    "@prefix ex: <b>.": ["at", "name", "iri", "."],
    "PREFIX ex:<b>": ["word", "name", "iri"],
    "ex:a#comment": ["name"],
    "<a#b>#comment": ["iri"],
    '"#"': ["string"],
}

FAULTS = {
    "ex:a ex:b ex:c": (1, 1, "is not declared"),
    "<a> <b>\n  ex:c .": (2, 3, "is not declared"),
    "<a> <b> .": (1, 9, "a term should stand"),
    "<a> 'b' <c> .": (1, 5, "a predicate should stand"),
    "<a> <b> <c>": (1, 12, "a predicate should stand"),
    "<a> <b> maybe .": (1, 9, "a term should stand"),
    "<a> <b> 'c\n": (1, 9, "begins no word"),
    "<a> <b> << <c> <d> <e> >> .": (1, 9, "begins no word"),
    "@prefix ex <a> .": (1, 9, "begins no word|should stand"),
    "@prefix ex: .": (1, 13, "'iri' should stand"),
    "<a> <b> " + "[ <b> " * 200: (1, 8 + 6 * 100 + 1, "nested more than 100 deep"),
}

RESOLVED = {
    "@base <http://example.org/a/b> . <c> <p> 1 .": "http://example.org/a/c",
    "BASE <http://example.org/a/> BASE <b/> <c> <p> 1 .": "http://example.org/a/b/c",
    "@base <http://example.org/a> . PREFIX : <#> :c <p> 1 .": "http://example.org/a#c",
    "@prefix ex: <urn:a:> . @prefix ex: <urn:b:> . ex:c <p> 1 .": "urn:b:c",
    "<c> <p> 1 .": "c",
}


def only(text: str) -> Statement:
    (statement,) = read(EX + text).statements
    return statement


@pytest.mark.parametrize("text", WORDS)
def test_every_kind_of_word_is_told_apart(text: str) -> None:
    words = scan(text).words
    assert [word.kind for word in words] == [*WORDS[text], "end"]


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_names_its_line_and_column(text: str) -> None:
    line, column, reason = FAULTS[text]
    with pytest.raises(TurtleError, match=reason) as caught:
        read(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value) == f"{line}:{column}: {caught.value.message}"


@pytest.mark.parametrize("text", RESOLVED)
def test_references_are_resolved_against_the_base_of_their_place(text: str) -> None:
    (statement,) = read(text).statements
    assert str(statement.subject) == f"<{RESOLVED[text]}>"


@pytest.mark.parametrize(
    "term",
    [
        "ex:a",
        r"ex:a\,b",
        "ex:a%2Fb",
        "<http://example.org/caf\\u00e9>",
        "'a'",
        '"a"@EN-gb',
        f'"a"^^<{XSD}string>',
        '"2024-02-29"^^ex:date',
        r'"\t\b\n\r\f\"\'\\\u0007\u007F\uFFFE\U0001F600é"',
        '"""two\r\nlines"""',
        "''' \"quoted\" '''",
        "01",
        "-1.50",
        "1E0",
        "true",
        "_:b1",
        "()",
    ],
)
def test_a_term_prints_as_the_store_prints_it(term: str) -> None:
    text = f"{EX}ex:s ex:p {term} ."
    (quad,) = ox.parse(text, format=ox.RdfFormat.TURTLE)
    assert str(only(f"ex:s ex:p {term} .").predicates[0].objects[0].term) == str(quad.object)


def test_every_character_is_escaped_as_the_store_escapes_it() -> None:
    for number in [*range(0x800), 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10FFFF]:
        literal = Literal(chr(number), f"{XSD}string", "", only("ex:a ex:b 1 .").subject.position)
        assert str(literal) == str(ox.Literal(chr(number)))


def test_columns_count_characters() -> None:
    statement = only("ex:é ex:p '😀' , ex:o .")
    assert [each.term.position for each in statement.predicates[0].objects] == [(2, 11), (2, 17)]


def test_a_long_string_moves_the_line() -> None:
    statement = only('ex:a ex:p """one\ntwo""" , 1 .')
    assert statement.predicates[0].objects[1].term.position == (3, 10)


def test_nested_terms_keep_their_form_and_place() -> None:
    (predicate,) = only("ex:a ex:p [ ex:q ( 1 [] ) ] .").predicates
    outer = predicate.objects[0].term
    assert isinstance(outer, Anonymous)
    inner = outer.predicates[0].objects[0].term
    assert isinstance(inner, Collection)
    assert [type(item.term) for item in inner.items] == [Literal, Anonymous]
    assert inner.position == (2, 18)


def test_an_empty_list_is_nil() -> None:
    assert isinstance(only("ex:a ex:p ( # why\n) .").predicates[0].objects[0].term, Iri)


def test_comments_stand_at_the_element_they_precede_or_trail() -> None:
    statement = only(
        """# before subject
ex:a # beside subject
    # before verb
    ex:p # beside verb
        # before object
        ex:b # beside object
        , ex:c ; # beside the object, not its semicolon
    # closing
. # end
"""
    )
    (predicate,) = statement.predicates
    first, second = predicate.objects
    assert (statement.before, statement.after) == (("# before subject",), "# beside subject")
    assert (predicate.before, predicate.after) == (("# before verb",), "# beside verb")
    assert (first.before, first.after) == (("# before object",), "# beside object")
    assert (second.before, second.after) == ((), "# beside the object, not its semicolon")
    assert (statement.closing, statement.end) == (("# closing",), "# end")


def test_comments_in_brackets_stay_in_them() -> None:
    (each,) = only("ex:a ex:p [ # open\n ex:q 1 # one\n # close\n ] . # out").predicates[0].objects
    assert isinstance(each.term, Anonymous)
    assert (each.term.opening, each.term.closing) == ("# open", ("# close",))
    assert each.term.predicates[0].objects[0].after == "# one"
    assert each.after == "# out"


def test_comments_before_directives_are_the_header() -> None:
    document = read(
        "# one\n\n# two\n@prefix ex: <urn:x:> . # beside\n# three\nBASE <urn:y:> # four"
    )
    assert document.header == ("# one", "", "# two", "", "# three", "", "# four")
    assert document.prefixes[0].after == "# beside"


def test_a_block_with_a_blank_line_after_it_is_the_header_of_a_file_without_prefixes() -> None:
    document = read("# one\n\n# two\n<urn:a> <urn:b> 1 .\n\n# end\n")
    assert document.header == ("# one",)
    assert document.statements[0].before == ("# two",)
    assert document.footer == ("# end",)


def test_a_comment_inside_a_literal_is_not_lost() -> None:
    _, following = only("ex:a ex:p 'b' # inside\n @en ; ex:q 1 .").predicates
    assert following.before == ("# inside",)


@pytest.mark.parametrize("name", ["a", "1", "_", "a.b", "a-b", "é", ":", "x_p1"])
def test_a_plain_local_name_needs_no_escapes(name: str) -> None:
    assert is_local_name(name)


@pytest.mark.parametrize("name", ["", "a.", ".a", "-a", "a/b", "a%20", "a,b", "a b", "a#b", "a\n"])
def test_any_other_local_name_does(name: str) -> None:
    assert not is_local_name(name)


def test_a_number_of_a_million_digits_is_one_word() -> None:
    assert [word.kind for word in scan("1" * 1_000_000 + ".").words] == ["integer", ".", "end"]
