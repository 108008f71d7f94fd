"""Manners of spelling: Greek letters by their names, British words as they are in American."""

import re

# Greek letters, as they stand in the names of proteins.
_LETTERS = {
    "\u03b1": "alpha",
    "\u03b2": "beta",
    "\u03b3": "gamma",
    "\u03b4": "delta",
    "\u03b5": "epsilon",
    "\u03b6": "zeta",
    "\u03ba": "kappa",
    "\u03bb": "lambda",
    "\u00b5": "mu",
    "\u03bc": "mu",
}
# What stands in a British word, and what stands there in the American one.
_AMERICAN = {
    "oedema": "edema",
    "aemi": "emi",
    "haem": "hem",
    "tumour": "tumor",
    "oesoph": "esoph",
    "oestr": "estr",
    "rrhoea": "rrhea",
    "pnoea": "pnea",
    "paediatr": "pediatr",
    "gynaec": "gynec",
    "anaesth": "anesth",
    "coeliac": "celiac",
    "orthopaed": "orthoped",
    "faec": "fec",
    "caec": "cec",
    "ischaem": "ischem",
    "behaviour": "behavior",
    "colour": "color",
    "odour": "odor",
    "labour": "labor",
    "fibre": "fiber",
    "centre": "center",
    "litre": "liter",
    "sulph": "sulf",
}
# The same of parts that other words have as well, such as arising and leucovorin.
_ALIKE = {"leuco": "leuko", "foet": "fet", "isation": "ization", "ised": "ized", "ising": "izing"}
_GREEK = re.compile("|".join(_LETTERS))
_BRITISH = re.compile("|".join(_AMERICAN), re.IGNORECASE)
_ANY = re.compile("|".join(_ALIKE))


def spelled_out(text: str) -> str:
    """A text in lower case with its Greek letters by their names.

    >>> spelled_out("il-4r\u03b1")
    'il-4ralpha'
    """
    return _GREEK.sub(lambda letter: _LETTERS[letter[0]], text)


def american(text: str) -> str:
    """A text in American spelling.

    >>> american("Oedema and tumours"), american("acute lymphoblastic leukaemia")
    ('Edema and tumors', 'acute lymphoblastic leukemia')
    """
    return _BRITISH.sub(_spelled, text)


def _spelled(part: re.Match[str]) -> str:
    spelled = _AMERICAN[part[0].lower()]
    return spelled.capitalize() if part[0][0].isupper() else spelled


def folded(text: str) -> str:
    """A text in lower case that is the same in American and in British spelling.

    What comes out is compared with its like, and never shown.

    >>> folded("randomised in leucocytes") == folded("randomized in leukocytes")
    True
    """
    return _ANY.sub(lambda part: _ALIKE[part[0]], american(text))
