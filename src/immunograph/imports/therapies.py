"""Which therapy of the graph a table means by a name."""

import re

from immunograph.candidates.naming import nonproprietary
from immunograph.names import Names, key
from immunograph.vocabulary import IG

# What makers put before the name of a substance, to tell one conjugate from another.
_PREFIX = re.compile(r"^(?:ado|fam|ziv)-", re.IGNORECASE)


def therapy(name: str, names: Names) -> str:
    """The therapy of a name, also with a prefix or suffix of its maker; empty for none or several.

    A name that is the beginning of a longer one is that of another therapy: an antibody is not what
    it becomes when it carries something.
    """
    plain = nonproprietary(name)
    for spelled in dict.fromkeys((name, plain, _PREFIX.sub("", plain))):
        known = names.candidates(spelled, f"{IG}Drug")
        if len(known) == 1 and not _is_beginning(spelled, names.label(known[0])):
            return known[0]
    return ""


def _is_beginning(name: str, label: str) -> bool:
    """Whether a name is the first word, or words, of a longer one.

    >>> _is_beginning("inotuzumab", "inotuzumab ozogamicin"), _is_beginning("A b", "a b")
    (True, False)
    """
    words, longer = key(name).split(), label.casefold().split()
    return len(words) < len(longer) and key(" ".join(longer[: len(words)])) == key(name)
