"""What an edit touched: the content as it is against that of a commit, statement by statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from immunograph import build, examination, validation
from immunograph.dataset import DataSet
from immunograph.errors import Inconsistent, Unreadable
from immunograph.examination import Examination
from immunograph.finding import Finding
from immunograph.rdf import joined, parse_turtle
from immunograph.repository import Repository
from immunograph.store import Quad

_RULES = "rules, names and texts, disagreements, questions"


@dataclass(frozen=True, slots=True)
class Change:
    """How many statements an edit took out and put in since a commit.

    `whole` is what was run on everything, by name, each with the reason.
    """

    since: str
    removed: int
    added: int
    whole: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """What shapes and everything else find in what an edit touched."""

    change: Change
    result: validation.Result
    findings: tuple[Finding, ...]


def before(repository: Repository) -> Examination | None:
    """What there was to look at then; None where it was no graph."""
    repository = repository.snapshot()
    try:
        return examination.read(repository, build.assemble(build.inputs(repository)))
    except (Inconsistent, Unreadable):
        return None


def touched(now: Examination, then: Examination | None, commit: str) -> Touched:
    """What is wrong in what an edit touched; everything, where it cannot be compared."""
    if then is None:
        return _everything(now, Change(commit, 0, 0), "what was there then is no graph")
    removed = difference(then.dataset, now.dataset)
    added = difference(now.dataset, then.dataset)
    change = Change(commit, len(removed), len(added), ((_RULES, "they read the whole graph"),))
    if now.shapes.digests != then.shapes.digests:
        result = validation.run(now.shapes, now.dataset, validation.COMPILED)
        change = replace(change, whole=(("shapes", "they were edited"), *change.whole))
    else:
        result, whole = validation.rerun(now.shapes, then.dataset, now.dataset, removed, added)
        change = replace(change, whole=(*whole, *change.whole))
    nodes = {str(term) for one in (*removed, *added) for term in (one.subject, one.object)}
    return Touched(change, result, tuple(_new(now.findings(), then.findings(), nodes)))


def _everything(now: Examination, change: Change, reason: str) -> Touched:
    result = validation.run(now.shapes, now.dataset, validation.COMPILED)
    return Touched(replace(change, whole=(("everything", reason),)), result, tuple(now.findings()))


def difference(one: DataSet, other: DataSet) -> list[Quad]:
    """The statements of one data set that the other lacks."""
    lines = set(one.data.splitlines()) - set(other.data.splitlines())
    return parse_turtle(joined(line.decode() for line in sorted(lines)), "data set")


def _new(
    findings: Sequence[Finding], known: Iterable[Finding], nodes: set[str]
) -> Iterable[Finding]:
    """The findings that were not there before, or are about an edited thing."""
    there = set(known)
    return (one for one in findings if one not in there or {one.node, one.other} & nodes)
