"""Letters and digits that are raised: exponents stay what they are, marks of notes stand apart."""

import re

_SUPERSCRIPTS = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER = re.compile(r"[-+\u2212]?\d{1,3}")
_CHARGE = re.compile(r"\d?[-+\u2212]")
_TAKES_A_POWER = re.compile(r"(?:\d|\b[cmµμk]?m|\bL|\bkg)$")
_SIGNS = {"TM": "™", "SM": "℠", "R": "®"}


def raised(before: str, text: str) -> str:
    """What is written for a raised text that follows another.

    >>> raised("mg/m", "2"), raised("10", "9"), raised("CD19", "+"), raised("Neutropenia", "a")
    ('²', '⁹', '+', ' a ')
    """
    inner = text.strip()
    if inner.upper() in _SIGNS:
        return _SIGNS[inner.upper()]
    if _POWER.fullmatch(inner) and _TAKES_A_POWER.search(before):
        return inner.translate(_SUPERSCRIPTS)
    if _CHARGE.fullmatch(inner) and before:
        return text
    if inner[:1].isalnum() or not before:
        return f" {inner} "
    return text
