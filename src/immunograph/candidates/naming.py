"""The IRIs of things that a page names and the graph does not know."""

import re
import unicodedata
from dataclasses import dataclass, field

from immunograph.candidates.candidate import NewThing
from immunograph.vocabulary import BASE

FOLDERS = {
    "Drug": "drug",
    "Product": "product",
    "Antigen": "antigen",
    "CellType": "cell",
    "Mechanism": "mechanism",
    "AdverseEvent": "event",
    "Condition": "condition",
    "Procedure": "procedure",
    "Organization": "org",
    "Concept": "concept",
}
# The class of thing that a mention of each kind names.
CLASSES = {
    "drug": "Drug",
    "antigen": "Antigen",
    "cell": "CellType",
    "event": "AdverseEvent",
    "condition": "Condition",
    "procedure": "Procedure",
    "mechanism": "Mechanism",
}
_GREEK = re.compile(r"(?<=GREEK SMALL LETTER )\w+$")
# The four letters that one authority puts behind the name of a biological medicine.
_SUFFIX = re.compile(r"(?<=[a-z]{4})-[a-z]{4}$")
_LONGEST = 80


def slug(text: str) -> str:
    r"""The part of an IRI that stands for a name: lower-case ASCII, with hyphens between words.

    >>> slug("CD19-positive B cells (mature)"), slug("TNF-\N{GREEK SMALL LETTER ALPHA}")
    ('cd19-positive-b-cells-mature', 'tnf-alpha')
    """
    spelled = unicodedata.normalize("NFKD", "".join(map(_spelled, text.casefold())))
    plain = spelled.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")


def _spelled(letter: str) -> str:
    if letter.isascii():
        return letter
    greek = _GREEK.search(unicodedata.name(letter, ""))
    return greek[0].lower() if greek else letter


def nonproprietary(name: str) -> str:
    """The name of a therapy without the four letters that tell one maker's from another's.

    >>> nonproprietary("Elranatamab-bcmm"), nonproprietary("inotuzumab ozogamicin")
    ('Elranatamab', 'inotuzumab ozogamicin')
    """
    return _SUFFIX.sub("", name)


def minted(kind: str, label: str) -> str:
    """The IRI that a new thing of a class has; empty for a name without a letter or figure.

    >>> minted("Antigen", "DLL3")
    'https://w3id.org/immunograph/antigen/dll3'
    """
    part = slug(label)
    return f"{BASE}{FOLDERS[kind]}/{part}" if part else ""


@dataclass(frozen=True)
class Register:
    """The new things of a page, by IRI; the first sentence that names one is kept."""

    things: dict[str, NewThing] = field(default_factory=dict)

    def enter(self, kind: str, label: str, sentence: int) -> str:
        """The IRI of a new thing, which is entered where it is not yet."""
        iri = minted(kind, label)
        if iri:
            self.things.setdefault(iri, NewThing(iri, kind, label, sentence))
        return iri
