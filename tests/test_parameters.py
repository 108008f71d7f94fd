"""What the parameters of questions take: a value becomes one term, or is refused."""

import pytest

from immunograph.errors import BadParameter
from immunograph.library import Library
from immunograph.parameters import IRI, NUMBER, Parameter
from immunograph.store import Literal, NamedNode
from immunograph.vocabulary import BASE, XSD

CD19 = NamedNode(f"{BASE}antigen/cd19")


@pytest.mark.parametrize("value", ["antigen:cd19", CD19.value, f"<{CD19.value}>"])
def test_an_iri_is_written_as_one_or_as_a_curie(library: Library, value: str) -> None:
    assert Parameter("x", form=IRI).term(value, library.dataset.names) == CD19


@pytest.mark.parametrize("value", ["CD19", "", "a b:c", "http://x/> . <http://y", "antigen:a b"])
def test_what_is_no_iri_is_refused(library: Library, value: str) -> None:
    with pytest.raises(BadParameter, match="not an IRI, such as antigen:cd19"):
        Parameter("x", form=IRI, example="antigen:cd19").term(value, library.dataset.names)


@pytest.mark.parametrize(
    ("value", "datatype"), [("12", "integer"), ("-1.5", "decimal"), ("1e3", "double")]
)
def test_a_number_has_the_datatype_of_its_form(library: Library, value: str, datatype: str) -> None:
    expected = Literal(value, datatype=NamedNode(f"{XSD}{datatype}"))
    assert Parameter("x", form=NUMBER).term(value, library.dataset.names) == expected


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("date", "2024-02-29", "2023-02-29"),
        ("integer", "-7", "7.0"),
        ("positiveInteger", "1", "0"),
        ("byte", "127", "128"),
        ("decimal", "1.5", "1,5"),
        ("boolean", "true", "yes"),
        ("gYear", "2024", "24"),
        ("dateTime", "2024-01-01T10:00:00Z", "2024-01-01"),
    ],
)
def test_a_literal_is_one_of_its_datatype(
    library: Library, datatype: str, good: str, bad: str
) -> None:
    parameter, names = Parameter("x", datatype=f"{XSD}{datatype}"), library.dataset.names
    assert str(parameter.term(good, names)) == f'"{good}"^^<{XSD}{datatype}>'
    with pytest.raises(BadParameter, match=f"x={bad}: not a xsd:{datatype}"):
        parameter.term(bad, names)


def test_a_text_is_a_text_whatever_stands_in_it(library: Library) -> None:
    value = 'a" . } DROP ALL #\n\\'
    term = Parameter("x").term(value, library.dataset.names)
    assert term == Literal(value)
    assert Parameter("x", language="en").term(value, library.dataset.names) == Literal(
        value, language="en"
    )


def test_only_an_allowed_value_is_taken_in_whatever_spelling(library: Library) -> None:
    parameter = Parameter("x", form=IRI, allowed=(CD19.value,))
    assert parameter.term("antigen:cd19", library.dataset.names) == CD19
    with pytest.raises(BadParameter, match=f"x=antigen:cd22: not one of {CD19.value}"):
        parameter.term("antigen:cd22", library.dataset.names)
