"""Sentences of a source that stand in a text of ours, by their fingerprints.

The sentences of a source are nowhere stored, so they cannot be looked for; but a sentence of ours
that has the fingerprint of a passage is that passage, and one that shares most hashes of its
sketch is nearly so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from immunograph.passage import fingerprint, sketch

# A shorter run of words is a name or a heading, which anybody may use.
FEWEST_WORDS = 6
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d(\"'])")
# How many hashes of a passage a text has to share: three in five, and no fewer than four. So every
# sentence of ten words or more with one word changed is found.
_MOST = 0.6
_LEAST = 4


def sentences(text: str) -> list[str]:
    """The text and, where it has several, each of its sentences, if they have enough words.

    >>> sentences("One two three four five six. Short one. One more of them has six words.")[1:]
    ['One two three four five six.', 'One more of them has six words.']
    """
    if text.count(" ") + 1 < FEWEST_WORDS:
        return []
    parts = _END.split(text)
    candidates = [text, *parts] if len(parts) > 1 else parts
    return [each for each in candidates if each.count(" ") + 1 >= FEWEST_WORDS]


def copied(texts: Iterable[str], fingerprints: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts that hold a whole passage, each with the passage that has the fingerprint.

    >>> list(copied(["It binds to one cell."], {fingerprint("It binds to one cell."): "p1"}))
    []
    >>> said = "It binds to one cell and kills it."
    >>> list(copied([said], {fingerprint(said): "p1"}))
    [('It binds to one cell and kills it.', 'p1')]
    """
    for text in texts:
        for sentence in sentences(text):
            if passage := fingerprints.get(fingerprint(sentence)):
                yield text, passage


def reworded(texts: Iterable[str], sketches: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts that share most hashes with a passage, each with the passage of that sketch."""
    hashes: dict[str, set[str]] = {}
    for text in texts:
        for sentence in sentences(text):
            for one in sketch(sentence).split():
                hashes.setdefault(one, set()).add(text)
    for known, passage in sketches.items():
        for text in sorted(_near(known.split(), hashes)):
            yield text, passage


def _near(known: list[str], hashes: Mapping[str, set[str]]) -> set[str]:
    """The texts that share most of the hashes of a passage."""
    shared = [one for one in known if one in hashes]
    if len(shared) < _LEAST:
        return set()
    candidates = set().union(*(hashes[one] for one in shared))
    return {
        each
        for each in candidates
        if sum(each in hashes[one] for one in shared) >= max(_LEAST, _MOST * len(known))
    }
