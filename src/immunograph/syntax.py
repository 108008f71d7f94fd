"""The syntax tree of a SPARQL text, each node with the place where it stands.

The parser keeps no stack of its own, so that no depth of nesting ends the process, and reads on
after a fault: a text that the engine takes is a tree without one.
"""

import warnings
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser


def parsed(text: str) -> "Node":
    """The root of the tree; the offsets of its nodes count the bytes of the text in UTF-8.

    >>> parsed("ASK { ?drug ig:targets antigen:cd19 }").has_error
    False
    """
    return _parser().parse(text.encode()).root_node


@cache
def _parser() -> "Parser":
    import tree_sitter_sparql  # noqa: PLC0415 (only where a query is taken apart)
    from tree_sitter import Language, Parser  # noqa: PLC0415

    with warnings.catch_warnings():  # the grammar names itself by a number, which will not do soon
        warnings.simplefilter("ignore", DeprecationWarning)
        return Parser(Language(tree_sitter_sparql.language()))
