"""A statement is found at its own line and column, however it is written."""

import pytest

from immunograph.finding import Place
from immunograph.places import ANY, Places

EX = "http://example.org/"
PREFIX = f"@prefix ex: <{EX}> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
XSD = "http://www.w3.org/2001/XMLSchema#"


def iri(name: str) -> str:
    return f"<{EX}{name}>"


def place(text: str, value: str) -> str:
    """What stands in the text from the place that is found for a value of ex:p of ex:a."""
    found = Places({"a.ttl": PREFIX + text}).find(iri("a"), iri("p"), value)
    assert found is not None
    line = (PREFIX + text).split("\n")[(found.line or 0) - 1]
    return line[(found.column or 0) - 1 :]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("ex:b", iri("b")),
        (f"<{EX}b>", iri("b")),
        ('"b ex:b"@en', '"b ex:b"@en'),
        ('"b"@en-GB', '"b"@en-gb'),
        ("1", f'"1"^^<{XSD}integer>'),
        ('"1"^^xsd:integer', f'"1"^^<{XSD}integer>'),
        ("1.5", f'"1.5"^^<{XSD}decimal>'),
        ('"1"', '"1"'),
        ("true", f'"true"^^<{XSD}boolean>'),
        ('"2026-01-31"^^xsd:date', f'"2026-01-31"^^<{XSD}date>'),
        ('"""two\nlines"""@en', '"two\\nlines"@en'),
        (r'"\U0001F9EA"', '"\U0001f9ea"'),
    ],
)
def test_a_value_is_found_at_its_own_column(written: str, value: str) -> None:
    others = '"another, with ex:b; and 1 \U0001f9ea"'
    found = place(f"ex:a\tex:q {written} ;\r\n\tex:p {others}, {written} .", value)
    assert found.startswith(written.split("\n", maxsplit=1)[0])
    assert found.rstrip("\r").endswith(" .") or "\n" in written


def test_columns_count_characters_not_bytes_nor_units() -> None:
    text = f'{PREFIX}ex:a ex:p "\U0001f9ea\u00e9", ex:b .'
    assert Places({"a.ttl": text}).find(iri("a"), iri("p"), iri("b")) == Place("a.ttl", 3, 17)


def test_the_same_number_of_two_datatypes_has_two_places() -> None:
    places = Places({"a.ttl": f'{PREFIX}ex:a ex:p 1, "1", 1.0 .'})
    columns = [
        found.column
        for value in (f'"1"^^<{XSD}integer>', '"1"', f'"1.0"^^<{XSD}decimal>')
        if (found := places.find(iri("a"), iri("p"), value))
    ]
    assert columns == [11, 14, 19]


def test_of_several_files_the_one_with_the_statement_is_named() -> None:
    files = {"a.ttl": f"{PREFIX}ex:a ex:p 1 .", "b.ttl": f"{PREFIX}ex:a ex:p ex:b ; ex:q 2 ."}
    places = Places(files)
    assert places.anywhere(iri("a"), iri("p"), iri("b")) == Place("b.ttl", 3, 11)
    assert places.anywhere(iri("a"), iri("q")) == Place("b.ttl", 3, 18)
    assert places.anywhere(iri("a")) == Place("a.ttl", 3, 1)


def test_a_value_is_found_without_its_predicate() -> None:
    places = Places({"a.ttl": f"{PREFIX}ex:a ex:p 1 ; ex:q ex:b ."})
    assert places.find(iri("a"), ANY, iri("b")) == Place("a.ttl", 3, 20)


def test_a_thing_that_is_only_mentioned_has_no_place() -> None:
    places = Places({"a.ttl": f'{PREFIX}ex:a ex:p ex:b, "ex:c ex:d 1 ." . # ex:c ex:p 1 .'})
    assert places.anywhere(iri("b")) is None
    assert places.anywhere(iri("c")) is None


def test_a_file_that_is_not_turtle_has_no_places_and_hides_no_others() -> None:
    places = Places({"a.ttl": "ex:a ex:p", "b.ttl": f"{PREFIX}ex:a ex:p 1 ."})
    assert places.anywhere(iri("a")) == Place("b.ttl", 3, 1)
