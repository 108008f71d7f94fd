"""What a name in plain words comes to: that something is low, high or changed, and what.

"decreased levels of sodium in the blood" and "low sodium" come to the same. Only where a name says
such a thing are words of measure without weight; elsewhere no more than forms of one word are.
"""

from functools import cache

from immunograph.mentions import rulebook
from immunograph.mentions.tokens import tokens

Words = frozenset[str]
_MEASURED = frozenset({"low", "high", "changed"})
_FEWEST = 2  # words of a gist


def gist(text: str) -> Words:
    """The words that a name comes to, none where that is too little to go by.

    >>> sorted(gist("Decreased levels of sodium in the blood")), sorted(gist("inflamed thyroid"))
    (['low', 'sodium'], ['inflamed', 'thyroid'])
    >>> sorted(gist("low counts")), sorted(gist("feeling very dizzy"))
    ([], ['dizzy'])
    """
    without = rulebook.words("events", "without_weight") | rulebook.words("events", "slight")
    found = {_forms().get(token.key, token.key) for token in tokens(text)} - without
    if found & _MEASURED:
        found -= rulebook.words("events", "measures")
    enough = len(found) >= _FEWEST or found <= rulebook.words("events", "states")
    return frozenset(found) if enough else frozenset()


@cache
def _forms() -> dict[str, str]:
    """From each form of a word to the one that stands for all."""
    return {form: one for one, forms in rulebook.read("events")["forms"].items() for form in forms}
