"""What the form of a word shows: its stem, its shape, its ends."""

import re

_PLURAL = re.compile(r"(?<=[a-z]{2})(?:(?<=ss|ch|sh)es|(?<=[xz])es|(?<=[^a]us)es|ies|(?<![sui])s)$")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
SHAPES = ((re.compile(r"[A-Z]"), "X"), (re.compile(r"[a-z]"), "x"), (re.compile(r"\d"), "0"))
_ENDINGS = ("ation", "ations", "ating", "ated", "ate", "ing", "ions", "ion", "ed", "al", "ic")
_STEM = 5  # letters that a stem keeps at least


def singular(word: str) -> str:
    """A word in lower case without the s of a plural; a number as 0.

    >>> singular("Infections"), singular("biopsies"), singular("rashes"), singular("sepsis")
    ('infection', 'biopsy', 'rash', 'sepsis')
    """
    low = word.lower()
    if low[0].isdigit():
        return "0"
    found = _PLURAL.search(low)
    if not found:
        return low
    return low[: found.start()] + ("y" if found.group() == "ies" else "")


def stem(word: str) -> str:
    """What the forms of a word have in common, roughly.

    >>> stem("increased"), stem("increasing"), stem("elevations"), stem("elevated")
    ('increas', 'increas', 'elev', 'elev')
    """
    one = singular(word)
    for ending in _ENDINGS:
        if one.endswith(ending) and len(one) - len(ending) >= _STEM - 1:
            return one[: -len(ending)]
    return one[:-1] if one.endswith("e") and len(one) > _STEM else one


def shape(word: str) -> str:
    """Capitals, small letters, figures and marks, each run as one.

    >>> shape("ALT"), shape("Fever"), shape("3.5"), shape("%")
    ('X', 'Xx', '0', '%')
    """
    if word.isdigit() or _DIGITS.fullmatch(word):
        return "0"
    if word.isalpha():
        return (
            "X"
            if word.isupper()
            else "x"
            if word.islower()
            else "Xx"
            if word[1:].islower()
            else "xX"
        )
    return word
