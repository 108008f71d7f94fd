"""Which parts of what is said of a use say it, and which deny it."""

import re
from collections.abc import Iterator

from immunograph.candidates.traits import fits, matches, stance

# What goes over from one statement of a sentence to the next.
_TURN = re.compile(r"(?:[;,]\s*)?\b(?:but|although|though|while|whereas|and)\b|[;,](?= not\b)")
# What another than the therapy is said of.
_OF_OTHERS = re.compile(
    r"\b(?:who|whom|whose|that|which|when|where|if|because|unless)\b", re.IGNORECASE
)


def turns(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """The parts of a text that speak of uses: from, to, the stance, and whether they deny it.

    >>> [one[2:] for one in turns("It is not used in asthma.")]
    [('https://w3id.org/immunograph/vocab#SourceReported', True)]
    """
    said = stance(text)
    if not (fits("denied", text) or fits("except", text)):
        yield 0, len(text), said, False
        return
    for start, end, part, is_denied in _joined(text):
        own = stance(text[start:end]) or (said if part == "except" else "")
        if own:
            yield start, end, own, is_denied


def _joined(text: str) -> list[tuple[int, int, str, bool]]:
    """The parts of a text, those that go on about a use with what they go on about."""
    found: list[tuple[int, int, str, bool]] = []
    starts = [0, *(match.start() for match in _TURN.finditer(text) if match.start())]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part, is_denied = _kind(text[start:end])
        if found and (not part or found[-1][3] == is_denied):
            first, _, earlier, _ = found[-1]
            found[-1] = (first, end, earlier, found[-1][3])
        else:
            found.append((start, end, part, is_denied))
    return found


def _kind(text: str) -> tuple[str, bool]:
    """What a part is: a `use`, an `except`ion to the use before, nothing; whether it denies it."""
    if any(match.start() == 0 for _, match in matches("except", text)):
        return "except", True
    denials = [
        match
        for _, match in matches("denied", text)
        if not _OF_OTHERS.search(text[: match.start()])
    ]
    first = next((match for _, match in matches("stance", text)), None)
    if first is None:
        return ("use", True) if denials else ("", False)
    return "use", any(one.start() < first.end() and first.start() < one.end() for one in denials)
