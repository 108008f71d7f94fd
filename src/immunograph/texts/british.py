"""British spellings of medical words."""

import re

_TUMOUR = re.compile(r"(?<=tum)our", re.IGNORECASE)
_DIPHTHONG = re.compile(r"ae(?=mi|mo|ma)|(?<=h)ae(?=m)|\boe(?=sop|dem|str)", re.IGNORECASE)


def american(text: str) -> str:
    """A name in the spelling of the graph's labels.

    >>> american("acute lymphoblastic leukaemia"), american("tumour of the oesophagus")
    ('acute lymphoblastic leukemia', 'tumor of the esophagus')
    """
    return _TUMOUR.sub("or", _DIPHTHONG.sub("e", text))
