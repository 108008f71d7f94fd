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
    "rrhoea": "rrhea",
    "pnoea": "pnea",
    "paediatr": "pediatr",
    "gynaec": "gynec",
    "anaesth": "anesth",
    "leuco": "leuko",
    "foet": "fet",
    "coeliac": "celiac",
    "orthopaed": "orthoped",
    "faec": "fec",
    "caec": "cec",
    "ischaem": "ischem",
    "behaviour": "behavior",
    "colour": "color",
    "odour": "odor",
    "labour": "labor",
    "isation": "ization",
    "ised": "ized",
    "ising": "izing",
    "fibre": "fiber",
    "centre": "center",
    "litre": "liter",
    "sulph": "sulf",
}
_GREEK = re.compile("|".join(_LETTERS))
_BRITISH = re.compile("|".join(_AMERICAN))


def spelled_out(text: str) -> str:
    """A text in lower case with its Greek letters by their names.

    >>> spelled_out("il-4r\u03b1")
    'il-4ralpha'
    """
    return _GREEK.sub(lambda letter: _LETTERS[letter[0]], text)


def american(text: str) -> str:
    """A text in lower case in American spelling.

    >>> american("anaemia and tumours")
    'anemia and tumors'
    """
    return _BRITISH.sub(lambda part: _AMERICAN[part[0]], text)
