"""Reading what a page proposes, for the tests of candidates."""

from collections.abc import Callable

from immunograph.candidates.candidate import Amount, Candidate, Proposal
from immunograph.vocabulary import IG

Proposing = Callable[..., Proposal]


def local(value: object) -> str:
    """The last part of an IRI; an amount as its number and unit."""
    if isinstance(value, Amount):
        return f"{value.value} {value.unit.removeprefix(IG)}"
    return str(value).replace("#", "/").rpartition("/")[2]


def short(candidate: Candidate) -> tuple[str, str]:
    """Whom a candidate is about, and its object."""
    return local(candidate.about), local(candidate.object)


def of_kind(proposal: Proposal, kind: str) -> list[Candidate]:
    """The candidates of a kind."""
    return [one for one in proposal.candidates if one.kind == kind]


def fields(candidate: Candidate, *names: str) -> dict[str, list[str]]:
    """Some fields of a candidate, those that it has."""
    return {n: list(map(local, candidate.fields[n])) for n in names if n in candidate.fields}
