"""How deeply a file may be nested: looked at before a parser sees it.

The parsers of triple terms and of JSON-LD overflow their stack on what is nested a few thousand
deep, which ends the process; that of RDF/XML takes time with the square of the depth.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place

DEEPEST = 200
_TERMS = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""|'
    rb"'''(?:[^'\\]|\\.|'(?!''))*'''|"
    rb'"(?:[^"\\\r\n]|\\.)*"|'
    rb"'(?:[^'\\\r\n]|\\.)*'|"
    rb"<[^<>\"{}|^`\\\s]*>|\\.|\#[^\r\n]*|(?P<open><<)|(?P<close>>>)",
    re.DOTALL,
)
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)


def guard(data: bytes, name: str, form: str) -> None:
    """Refuse what is nested so deeply that the parser of a format would not survive it.

    Raises `Unreadable`.

    >>> guard(b"<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .", "x.ttl", "ttl")
    """
    if (measure := _MEASURES.get(form)) and _goes_below(measure(data)):
        message = f"nested more than {DEEPEST} deep"
        raise Unreadable([Finding("nesting", message, Place(name), fix="flatten it")])


def _goes_below(steps: Iterator[int]) -> bool:
    depth = 0
    for step in steps:
        depth += step
        if depth > DEEPEST:
            return True
    return False


def _terms(data: bytes) -> Iterator[int]:
    """Steps into a triple term and out of it; most files have none."""
    return _steps(_TERMS, data) if data.count(b"<<") > DEEPEST else iter(())


def _json(data: bytes) -> Iterator[int]:
    return _steps(_JSON, data)


def _steps(pattern: re.Pattern[bytes], data: bytes) -> Iterator[int]:
    for match in pattern.finditer(data):
        if match.lastgroup:
            yield 1 if match.lastgroup == "open" else -1


def _xml(data: bytes) -> Iterator[int]:
    """Steps into an element and out of it, as far as the file is XML at all."""
    from xml.parsers import expat  # noqa: PLC0415 (only where there is XML)

    steps: list[int] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, _attributes: steps.append(1)
    parser.EndElementHandler = lambda _name: steps.append(-1)
    for start in range(0, len(data), _PIECE):
        try:
            parser.Parse(data[start : start + _PIECE])
        except expat.ExpatError:  # the parser of RDF/XML says it better
            yield from steps
            return
        yield from steps
        steps.clear()


_PIECE = 1 << 16
_MEASURES: Mapping[str, Callable[[bytes], Iterator[int]]] = {
    **dict.fromkeys(("ttl", "trig", "nt", "nq"), _terms),
    "jsonld": _json,
    "rdf": _xml,
}
