"""What a page brings, for people: a few plain lines, and what to do next."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from immunograph.finding import Place, counted
from immunograph.ingest.draft import Draft
from immunograph.ingest.drift import counted as fates
from immunograph.ingest.printed import to_json
from immunograph.ingest.standing import CONFIRMS, DENIES, DIFFERS, KNOWN, NEW, SETTLED
from immunograph.pages.page import Page, Problem, Role
from immunograph.texts.characters import visible

_BY_CHARACTERS = frozenset({"text", "markdown"})
_MOST_THINGS = 8
_MOST_PROBLEMS = 20
_STANDINGS = {
    NEW: "new",
    CONFIRMS: "confirmed by this page as another source",
    DIFFERS: "that differ from what the graph says",
    DENIES: "of the graph that the page denies",
    KNOWN: "known from this page already",
    SETTLED: "of sentences that an editor has accounted for already",
}
_FATES = {
    "same": "stand as they did",
    "moved": "stand elsewhere on the page",
    "reworded": "reworded",
    "unclear": "that several sentences may say",
    "gone": "gone",
}


def summary(of: Draft) -> str:
    """A draft in a few lines."""
    lines = [*_page(of), *_claims(of), *_things(of), *_drift(of), *_problems(of), *_next(of)]
    return "".join(f"{visible(line)}\n" for line in lines)


def _page(of: Draft) -> Iterator[str]:
    page, identity = of.page, of.identity
    yield page.title or page.name
    day = page.last_reviewed and f"last reviewed {page.last_reviewed}"
    who = identity.publisher.label if not identity.of_graph else ""
    known = "a version that the graph knows" if of.is_known else ""
    new = f"a new version of {identity.slug}" if identity.of_graph and not known else ""
    said = [who, day or "no date of review", page.language, known or new or "a new source"]
    yield f"  {', '.join(filter(None, said))}"
    roles = Counter(sentence.role for sentence in page.sentences)
    aside = roles[Role.NAVIGATION] + roles[Role.ABOUT] + roles[Role.REFERENCE]
    sentences = counted(len(page.sentences), "sentence")
    yield f"  {sentences} in {counted(len(page.sections), 'section')}, {aside} of them no content"


def _claims(of: Draft) -> Iterator[str]:
    count = Counter(one.standing for one in of.claims)
    if of.claims:
        yield "claims"
    for standing, words in _STANDINGS.items():
        if count[standing]:
            yield f"  {count[standing]} {words}"
    inferred = sum(bool(one.candidate.inferred) for one in of.claims)
    if inferred:
        yield f"  {inferred} of them about a therapy that the page does not name there"
    if not of.claims and not of.is_known:
        yield "no claims: nothing of what this graph is about was found on the page"


def _things(of: Draft) -> Iterator[str]:
    kinds: dict[str, list[str]] = {}
    for one in of.things:
        kinds.setdefault(one.kind, []).append(one.label)
    if kinds:
        yield "new things"
    for kind, labels in sorted(kinds.items()):
        more = f" and {len(labels) - _MOST_THINGS} more" if len(labels) > _MOST_THINGS else ""
        yield f"  {kind}: {', '.join(labels[:_MOST_THINGS])}{more}"


def _drift(of: Draft) -> Iterator[str]:
    if of.drift is None:
        return
    yield f"claims that rest on {of.drift.earlier.rpartition('/')[2]}"
    for fate, number in fates(of.drift).items():
        if number:
            yield f"  {number} {_FATES[fate]}"
    yield f"  {counted(len(of.drift.new), 'sentence')} new"


def _problems(of: Draft) -> Iterator[str]:
    if of.problems:
        yield "problems"
    for one in of.problems[:_MOST_PROBLEMS]:
        yield f"  {place(of.page, one)}: {one.message}" + (f"; {one.fix}" if one.fix else "")
    if len(of.problems) > _MOST_PROBLEMS:
        yield f"  and {len(of.problems) - _MOST_PROBLEMS} more; --format json has them all"


def place(page: Page, problem: Problem) -> Place:
    """Where a problem is: line and column for a text, else the page."""
    start = problem.start
    if not problem.end and problem.sentence:
        start = page.sentence(problem.sentence).start
    if page.format not in _BY_CHARACTERS or not (problem.end or problem.sentence):
        return Place(page.name)
    line = page.text.count("\n", 0, start) + 1
    return Place(page.name, line, start - page.text.rfind("\n", 0, start))


def _next(of: Draft) -> Iterator[str]:
    if of.brings_nothing or (of.is_known and not of.standing(NEW, CONFIRMS, DIFFERS, DENIES)):
        yield "nothing new"
    else:
        yield "next: immunograph ingest PAGE -o draft.ttl"


def written(names: Iterable[str]) -> str:
    """What was written, and what to do with it."""
    files = list(names)
    if not files:
        return "nothing new; nothing was written\n"
    return f"{' and '.join(files)} written; next: immunograph review {files[0]}\n"


WRITERS: Mapping[str, Callable[[Draft], str]] = {
    "table": summary,
    "json": to_json,
    "turtle": lambda of: of.turtle,
    "ttl": lambda of: of.turtle,
}
