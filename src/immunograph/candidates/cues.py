"""Words that say what the events of a sentence are: effects, signs, causes, or none of them."""

import re
from dataclasses import dataclass
from functools import cache

from immunograph.candidates.therapies import rules

_HINT = re.compile(
    r"side effect|adverse|undesirable|unwanted|toxicit|symptom|\bsigns?\b|common|\brare|frequen|"
    r"\b1 in 1|1/1|reporting of|ingredients|\bstore\b|can cause",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a text that are a cue, and which."""

    start: int
    end: int
    cue: str
    text: str


def cues(text: str) -> list[Cue]:
    """The cues of a text in its order; of overlapping ones that which stands first in the rules.

    >>> [one.cue for one in cues("Its side effects are skin problems, such as blisters.")]
    ['effects', 'examples']
    """
    found: list[Cue] = []
    for name, pattern in _patterns():
        for match in pattern.finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Cue(match.start(), match.end(), name, match.group()))
    return sorted(found, key=lambda one: one.start)


def may_matter(text: str) -> bool:
    """Whether a text without events can say what those of the next ones are.

    >>> may_matter("Symptoms can include:"), may_matter("It is given in a clinic.")
    (True, False)
    """
    return bool(_HINT.search(text))


def is_agent(text: str) -> bool:
    """Whether what stands before "causes" is a therapy, or what stands for one.

    >>> is_agent("This medicine"), is_agent("A sudden rise in their number")
    (True, False)
    """
    return any(pattern.search(text) for pattern in _compiled("agents"))


def is_of_effects(heading: str) -> bool:
    """Whether under a heading the events are effects of a therapy.

    >>> is_of_effects("4. Possible side effects"), is_of_effects("How it is stored")
    (True, False)
    """
    return any(pattern.search(heading) for pattern in _compiled("headings"))


def is_elsewhere(heading: str) -> bool:
    """Whether under a heading nothing is said of effects in people under treatment.

    >>> is_elsewhere("14 CLINICAL STUDIES"), is_elsewhere("6 ADVERSE REACTIONS")
    (True, False)
    """
    return any(pattern.search(heading) for pattern in _compiled("elsewhere"))


def is_remedied(text: str) -> bool:
    """Whether words between an event and a therapy say that the one is treated with the other.

    >>> is_remedied("can be treated with"), is_remedied("was seen after treatment with")
    (True, False)
    """
    plain = " ".join(text.split())
    return any(pattern.search(plain) for pattern in _compiled("remedies"))


def is_remedy(text: str) -> bool:
    """Whether words between a therapy and an event say that the one is given against the other.

    >>> is_remedy("is given to patients with"), is_remedy("causes")
    (True, False)
    """
    plain = " ".join(text.split())
    return any(pattern.search(plain) for pattern in _compiled("against"))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (rule["cue"], re.compile(rule["pattern"], re.IGNORECASE))
        for rule in rules("effects")["cues"]
    )


@cache
def _compiled(part: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule["pattern"], re.IGNORECASE) for rule in rules("effects")[part])
