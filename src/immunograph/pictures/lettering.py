"""Letters of a picture: which may stand in it, how wide they are, and where a line is broken.

No font is read, since who looks at the picture may have another: a width is the most that the
usual fonts without serifs need.
"""

import unicodedata
from collections.abc import Iterator

from immunograph.texts.characters import visible

# The most that a letter needs, in parts of the size of the font.
_WIDTHS = {
    **dict.fromkeys(" ijl.,:;'|!", 0.37),
    **dict.fromkeys('frtI()[]-/"\\', 0.48),
    **dict.fromkeys("wCGOQDNHUX", 0.84),
    **dict.fromkeys("mMW@%&", 1.08),
}
_LOWER, _UPPER, _OTHER, _WIDE = 0.65, 0.78, 0.85, 1.1
_BOLD = 1.12
_BREAKING = "-_/:"
_ELLIPSIS = "…"
_SHORT = 200


def readable(text: str) -> str:
    r"""A text in one line, without letters that XML forbids or that would not be seen.

    >>> readable("CD19\n\x00 and\tCD22")
    'CD19 � and CD22'
    """
    return "".join(
        "\ufffd" if unicodedata.category(each) in {"Cn", "Cs", "Co"} else each
        for each in visible(" ".join(text.split()))
    )


def short(text: str) -> str:
    """A text, or the beginning of a long one.

    >>> short("a" * 1000) == "a" * 200 + "…"
    True
    """
    return text if len(text) <= _SHORT else text[:_SHORT] + _ELLIPSIS


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The most room that a text takes in a size.

    >>> width("mm", 10) > width("ii", 10)
    True
    """
    return sum(map(_part, text)) * size * (_BOLD if bold else 1)


def _part(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if letter.isascii():
        return _UPPER if letter.isupper() else _LOWER
    if unicodedata.combining(letter):
        return 0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER


def wrapped(text: str, most: float, size: float, lines: int = 3) -> tuple[str, ...]:
    """A text in lines that are no wider than `most`; what is beyond `lines` is an ellipsis.

    >>> wrapped("acute lymphoblastic leukemia", 120, 10)
    ('acute lymphoblastic', 'leukemia')
    >>> wrapped("a b c", 5, 10, lines=2)
    ('a', 'b…')
    """
    found = [""]
    for word in readable(text).split():
        for part in _pieces(word, most, size):
            joined = f"{found[-1]} {part}".lstrip()
            if not found[-1] or width(joined, size) <= most:
                found[-1] = joined
            else:
                found.append(part)
            if len(found) > lines:
                return (*found[: lines - 1], f"{found[lines - 1]}{_ELLIPSIS}")
    return tuple(found)


def _pieces(word: str, most: float, size: float) -> Iterator[str]:
    """A word that is too long for a line, in parts that are not; best after a mark such as `-`."""
    part = ""
    for letter in word:
        while part and width(part + letter, size) > most:
            cut = max(map(part.rfind, _BREAKING)) + 1 or len(part)
            yield part[:cut]
            part = part[cut:]
        part += letter
    yield part
