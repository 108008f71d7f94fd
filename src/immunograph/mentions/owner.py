"""Whose a fact is, where a sentence names more than one drug."""

import re
from collections.abc import Sequence
from itertools import pairwise

from immunograph.mentions import rulebook
from immunograph.mentions.clauses import Clause, Tie, at, clauses, verbs
from immunograph.mentions.cues import cues

Span = tuple[int, int]
Group = tuple[Span, ...]

_JOINT = re.compile(
    r"\s*(?:\)|\([^()]{0,30}\))?\s*(?:,|,? and|,? or|/|\+|plus|\(|,? in combination with"
    r"|combined with)?\s*(?:plus|and|\()?\s*",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"[\s-]+(?:[a-z-]+ ){0,2}")
_WORD = re.compile(r"[^\W_]+")


def owners(text: str, fact: Span, among: Sequence[Span]) -> tuple[Span, ...]:
    """Which of the drugs of a sentence a fact of it is about; all are spans in its text.

    Drugs that are named together, as "A and B", own it together.
    """
    own = _comparable(text, sorted(among))
    if beside := _beside(text, fact, own):
        return (beside,)
    groups = _groups(text, own)
    if len(groups) > 1:
        return _chosen(text, fact, groups)
    return groups[0] if groups else ()


def _groups(text: str, among: Sequence[Span]) -> list[Group]:
    """The drugs of a sentence, those together that are named together."""
    groups: list[list[Span]] = [[among[0]]] if among else []
    for before, here in pairwise(among):
        if _JOINT.fullmatch(text[before[1] : here[0]]):
            groups[-1].append(here)
        else:
            groups.append([here])
    return [tuple(group) for group in groups]


def _comparable(text: str, among: Sequence[Span]) -> Sequence[Span]:
    """Without those that a sentence only compares others with."""
    others = [cue for cue in cues(text) if cue.rule.kind in {"contrast", "comparison"}]
    own = [span for span in among if not any(cue.covers(span) for cue in others)]
    return own or among


def _chosen(text: str, fact: Span, groups: Sequence[Group]) -> Group:
    of = clauses(text)
    here = at(of, fact[0])
    within = [group for group in groups if here.start <= group[0][0] < here.end]
    if len(within) == 1:
        return within[0]
    if within:
        return _of_several(text, fact, here, within)
    return _inherited(of, here, groups)


def _beside(text: str, fact: Span, among: Sequence[Span]) -> Span | None:
    """The drug in whose brackets a fact stands, or before which it stands, as "anti-CD20 X"."""
    for span in among:
        between = text[span[1] : fact[0]]
        if between.lstrip().startswith("(") and ")" not in between:
            return span
        ahead = text[fact[1] : span[0]]
        if _AHEAD.fullmatch(ahead) and not _has_any(ahead, "beside"):
            return span
    return None


def _of_several(text: str, fact: Span, here: Clause, within: Sequence[Group]) -> Group:
    verb = next((v for v in verbs(text) if here.start <= v < here.end), here.end)
    subjects = [group for group in within if group[0][0] < verb]
    before = [group for group in within if group[-1][1] <= fact[0]]
    if before and _opens_part(text, before[-1], fact):
        return before[-1]
    if subjects and fact[0] > verb:
        return subjects[0]
    after = next((group for group in within if group[0][0] >= fact[1]), ())
    if after and not _has_any(text[fact[1] : after[0][0]], "coordinating"):
        return after
    return before[-1] if before else within[0]


def _opens_part(text: str, group: Group, fact: Span) -> bool:
    """Whether a drug and a fact stand side by side behind "and", as in "and B bleeding"."""
    words = _WORD.findall(text[group[-1][1] : fact[0]])
    before = _WORD.findall(text[: group[0][0]])[-1:]
    joining = rulebook.words("clauses", "coordinating")
    return not words and bool(before) and before[0] in joining


def _inherited(of: Sequence[Clause], here: Clause, groups: Sequence[Group]) -> Group:
    """The drug that a statement without one is about."""
    before = [group for group in groups if group[0][0] < here.start]
    if not before:
        return groups[0]
    if here.tie in {Tie.RELATIVE, Tie.CIRCUMSTANCE}:
        return before[-1]
    main = [group for group in before if at(of, group[0][0]).tie not in {Tie.RELATIVE}]
    last = [group for group in main if at(of, group[0][0]) == at(of, main[-1][0][0])]
    return last[0] if last else before[-1]


def _has_any(text: str, group: str) -> bool:
    wanted = rulebook.words("clauses", group)
    return any(word.casefold() in wanted for word in _WORD.findall(text))
