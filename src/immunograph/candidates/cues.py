"""Words that say what the events of a sentence are: effects, signs, causes, or none of them."""

import bisect
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
        starts = [one.start for one in found]
        new = [
            Cue(*match.span(), name, match.group())
            for match in pattern.finditer(text)
            if _is_free(found, starts, *match.span())
        ]
        found = sorted([*found, *new], key=lambda one: one.start) if new else found
    return found


def _is_free(found: list[Cue], starts: list[int], start: int, end: int) -> bool:
    at = bisect.bisect_right(starts, start)
    return (at == 0 or found[at - 1].end <= start) and (at == len(found) or end <= starts[at])


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


def is_reserved(text: str) -> bool:
    """Whether words behind a therapy keep it for those who have an effect of another.

    >>> is_reserved("was limited to patients with severe toxicities")
    True
    """
    return any(pattern.search(text) for pattern in _compiled("reserved"))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (rule["cue"], re.compile(rule["pattern"], re.IGNORECASE))
        for rule in rules("effects")["cues"]
    )


@cache
def _compiled(part: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule["pattern"], re.IGNORECASE) for rule in rules("effects")[part])
