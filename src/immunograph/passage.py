"""A passage of a page: its normalised text, its fingerprint and its sketch.

The graph never holds a sentence of a source. It holds where the sentence stands and what it
hashes to, so that whoever has the page can verify it.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
_SHINGLE = 3
_SKETCH = 8


def normalise(text: str) -> str:
    r"""The text in Unicode NFC, runs of white space folded to one space, ends stripped.

    >>> normalise("  Two\n  words ")
    'Two words'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def fingerprint(text: str) -> str:
    r"""SHA-256 of the normalised text in UTF-8, as 64 hexadecimal digits.

    >>> fingerprint("Two words") == fingerprint(" Two\twords")
    True
    """
    return hashlib.sha256(normalise(text).encode()).hexdigest()


def words(text: str) -> list[str]:
    """The words of a text, in lower case, without punctuation.

    >>> words("CD19-positive B cells.")
    ['cd19', 'positive', 'b', 'cells']
    """
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def sketch(text: str) -> str:
    """The 8 smallest 32-bit hashes of the text's runs of three words, joined by spaces.

    Two sentences that share most runs share most hashes; the words cannot be read back.

    >>> sketch("Two words") == sketch("two words.")
    True
    """
    smallest = sorted({_hash(run) for run in shingles(words(text), _SHINGLE)})[:_SKETCH]
    return " ".join(smallest)


def shingles(sequence: list[str], length: int) -> Iterator[str]:
    """Every run of `length` words; the whole sequence where it is shorter.

    >>> list(shingles(["a", "b", "c"], 2))
    ['a b', 'b c']
    """
    for start in range(max(1, len(sequence) - length + 1)):
        yield " ".join(sequence[start : start + length])


def _hash(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:8]
