"""The syntax tree of a SPARQL text, each node with the place where it stands.

The parser keeps no stack of its own, so that no depth of nesting ends the process, and reads on
after a fault: a text that the engine takes is a tree without one.
"""

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING

from immunograph.sparql import tokens

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_SPELLINGS = {
    name.lower(): name
    for name in ("isIRI", "isURI", "isBlank", "isLiteral", "isNumeric", "sameTerm")
}
_FUNCTION = re.compile("|".join(_SPELLINGS), re.IGNORECASE)


def parsed(text: str) -> "Node":
    """The root of the tree; the offsets of its nodes count the bytes of the text in UTF-8.

    >>> parsed("ASK { ?drug ig:targets antigen:cd19 }").has_error
    False
    """
    return _parser().parse(_spelt(text).encode()).root_node


def _spelt(text: str) -> str:
    """A text with functions in the one spelling that the grammar knows, of the same length.

    >>> _spelt('FILTER (isiri(?drug) && ?drug != "isiri(")')
    'FILTER (isIRI(?drug) && ?drug != "isiri(")'
    """
    if not _FUNCTION.search(text):
        return text
    for token in tokens(text):
        if token.kind == "word" and (spelt := _SPELLINGS.get(token.text.lower())):
            end = token.offset + len(spelt)
            text = text[: token.offset] + spelt + text[end:]
    return text


@cache
def _parser() -> "Parser":
    import tree_sitter_sparql  # noqa: PLC0415 (only where a query is taken apart)
    from tree_sitter import Language, Parser  # noqa: PLC0415

    with warnings.catch_warnings():  # the grammar names itself by a number, which will not do soon
        warnings.simplefilter("ignore", DeprecationWarning)
        return Parser(Language(tree_sitter_sparql.language()))
