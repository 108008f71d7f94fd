"""Under which identifiers other registers keep a therapy, going by the links of its page."""

import re
from collections.abc import Iterator

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Context
from immunograph.vocabulary import RDFS, SKOS

# The prefix of a register, the addresses that name one of its entries, how exactly it matches.
_REGISTERS = (
    (
        "dailymed",
        re.compile(r"dailymed\.nlm\.nih\.gov/\S*?setid=([0-9a-f\-]{36})"),
        f"{RDFS}seeAlso",
    ),
    ("medlineplus", re.compile(r"medlineplus\.gov/druginfo/meds/(a\d+\.html)"), f"{RDFS}seeAlso"),
    (
        "ncit",
        re.compile(r"cancer\.gov/\S*?clinical-trials/intervention/(C\d+)\b"),
        f"{SKOS}exactMatch",
    ),
)


def identifications(context: Context) -> Iterator[Candidate]:
    """The identifiers that the page of a therapy links to, where each register has one."""
    if not context.topic:
        return
    prefixes = context.names.prefixes
    for prefix, pattern, predicate in _REGISTERS:
        linked: dict[str, list[int]] = {}
        for link in context.page.links:
            sentence = context.page.sentence_at(link.start)
            if (match := pattern.search(link.target)) and sentence:
                linked.setdefault(match[1], []).append(sentence.order)
        if len(linked) == 1 and prefix in prefixes.namespaces:
            for local, orders in linked.items():
                yield context.claim(
                    "Identification",
                    context.topic,
                    prefixes.expand(f"{prefix}:{local}"),
                    orders,
                    {"mappingPredicate": [predicate]},
                )
