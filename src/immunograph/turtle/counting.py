"""How many statements a Turtle text writes, counted without building a document.

For texts that a parser has found to be Turtle. In one without nested nodes a statement ends where
a term is followed by a comma, a semicolon or a full stop, so that these need only be told from
those within strings, references, names, numbers and comments. Source: RDF 1.1 Turtle, section 6.5.
"""

import re

_NO_MARKS = r"""\x00-\x20"'<>#.,;()\[\]{}^@~|\\`"""
_LOCAL, _PLAIN, _FIRST = f"[^{_NO_MARKS}]", f"[^{_NO_MARKS}:]", f"[^{_NO_MARKS}:0-9+-]"
_SPACE = r"(?:[ \t\r\n]++|\#[^\n\r]*+)"
_NAME = rf"""
    (?:{_FIRST}(?:{_PLAIN}++|\.++(?={_PLAIN}))*+)?
    :(?:{_LOCAL}++|\\.|\.++(?={_LOCAL}|\\))*+
"""
_IRI = r"""<(?:[^\x00-\x20<>"{}|^`\\]++|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>"""
_STRING = r"""
    (?:\"\"\"(?:[^"\\]++|\\.|"(?!""))*+\"\"\"|'''(?:[^'\\]++|\\.|'(?!''))*+'''
      |"(?:[^"\\\n\r]++|\\.)*+"|'(?:[^'\\\n\r]++|\\.)*+')
"""
_LANGUAGE = r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+"
_EXPONENT = r"(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++"
_NUMBER = rf"[+-]?(?:{_EXPONENT}|[0-9]*+\.[0-9]++|[0-9]++)"
_SPARQL_PREFIX = rf"(?i:base{_SPACE}*+|prefix{_SPACE}++{_NAME}{_SPACE}*+){_IRI}"
# The words up to the end of a statement, that end, and whatever other marks follow.
_ENDED = re.compile(
    rf"""
    (?:{_SPACE}|{_SPARQL_PREFIX})*+
    (?P<directive>(?i:@prefix|@base)(?=[ \t\r\n<\#]))?
    (?:{_SPACE}|{_NAME}|{_STRING}(?:{_SPACE}*+{_LANGUAGE})?|\^\^|{_IRI}|{_NUMBER}
      |(?:a|true|false)(?!{_PLAIN}))*+
    [.,;]
    (?:{_SPACE}|[.,;](?![0-9]))*+
    """,
    re.VERBOSE | re.DOTALL,
)


def statements_in(text: str) -> int | None:
    """How many statements a Turtle text writes, repetitions counted.

    None where that takes more than counting: a text with nested nodes, or with anything that is
    not Turtle 1.1.

    >>> statements_in("@prefix e: <urn:e:> . e:a e:b 'c, d', 1.5 ; . # e:f .")
    2
    """
    count = end = 0
    while match := _ENDED.match(text, end):
        count += match.lastgroup is None
        end = match.end()
    return count if end == len(text) else None
