"""The page that says how far the content goes: docs/coverage.md, made of the data set alone.

No number depends on the day it is made: sources are stale as on the newest day in the content.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from immunograph.library import Library
from immunograph.names import iri_of
from immunograph.store import Literal, Solution
from immunograph.todo.kind import kinds
from immunograph.vocabulary import IG

QUERIES = Path(__file__).parent / "coverage"
RETIRED, REVIEWED, DRAFT = (f"{IG}{name}" for name in ("Retired", "Reviewed", "Draft"))
MANY = 3
PARTS = (
    *("target", "use", "authorization", "adverse reaction", "administration", "boxed warning"),
    *("mechanism", "brand", "identifier"),
)

HEAD = """\
# Coverage

Written from the content itself by `tests/test_documentation.py`; do not edit.

How much the graph says, on how many sources, and who has looked at it. A claim is *reviewed* where
an editor has held it against its passages; an imported or extracted claim is a *draft* until then,
and is never counted as reviewed. Retired claims are left out. Two passages of one page are one
source."""
AGREEMENT = """\
## Agreement between sources

{many} claims are said by two or more sources, {apart} of them by sources of two or more publishers.
Where claims of one kind about one thing differ and hold for the same patients, they disagree
([conflict](conflict.md)); `immunograph query disagreements` lists them."""
ELSEWHERE = """\
Besides, {many} pairs of uses or approvals of two jurisdictions are set side by side: their limits
differ, or one was given up; both hold where they hold."""
MODALITIES = """\
## Therapies by modality

How many therapies of each modality have a claim of their own of each kind; in brackets, how many
have a reviewed one, where these are fewer. What is claimed of a class of therapies is left out."""
TARGETS = """\
## Therapies by directed target

Behind a therapy stands (1) where it rests on one source that it is directed at the target."""
PLACES = """\
## What is known of the directed targets

A target stands on cells, is soluble or belongs to a microbe; a soluble one may have a form on
cells too."""
THIN = """\
## What is thin

What `immunograph todo` lists; sources are stale as on {day}, the newest day in the content."""


@dataclass
class Claim:
    """A claim as far as it is counted."""

    kind: str
    status: str
    entrant: str
    sources: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Content:
    """What is counted."""

    library: Library

    def rows(self, query: str) -> Sequence[Solution]:
        text = (QUERIES / f"{query}.rq").read_text("utf-8")
        return self.library.dataset.store.select(text).rows

    def label(self, iri: str) -> str:
        return self.library.dataset.names.label(iri).replace("|", "\\|")

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Every claim that is not retired."""
        found: dict[str, Claim] = {}
        for row in self.rows("claims"):
            kind, status, entrant = (iri_of(row[n]) for n in ("kind", "status", "entrant"))
            if status == RETIRED:
                continue
            one = found.setdefault(iri_of(row["claim"]), Claim(kind, status, entrant))
            one.sources |= {iri_of(row["source"])} if "source" in row else set()
            one.publishers |= {iri_of(row["publisher"])} if "publisher" in row else set()
        return dict(sorted(found.items()))

    @cached_property
    def sources(self) -> Mapping[str, Solution]:
        return {iri_of(row["source"]): row for row in self.rows("sources")}

    @property
    def newest(self) -> date:
        return date.fromisoformat(max(text(row["dated"]) for row in self.sources.values()))


def page(library: Library) -> str:
    """The page as Markdown."""
    of = Content(library)
    parts = [section(of) for section in SECTIONS]
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


def _head(of: Content) -> Iterator[str]:
    yield HEAD
    yield ""
    every = of.claims.values()
    therapies = {iri_of(row["therapy"]) for row in of.rows("therapies")}
    targets = {iri_of(row["antigen"]) for row in of.rows("targets")}
    yield from _table(
        ["what", "number", "share"],
        [
            ["therapies", len(therapies), ""],
            ["directed targets", len(targets), ""],
            ["sources", len(of.sources), ""],
            ["claims", len(every), ""],
            *_shares(every),
        ],
    )


def _shares(every: Iterable[Claim]) -> Iterator[list[object]]:
    given = list(every)
    asked: Mapping[str, Callable[[Claim], bool]] = {
        "reviewed": lambda one: one.status == REVIEWED,
        "drafts that a program imported": lambda one: _is_draft(one, "Importer"),
        "drafts that a program extracted from pages": lambda one: _is_draft(one, "Extractor"),
        "drafts that a curator entered": lambda one: _is_draft(one, "Curator"),
        "with one source": lambda one: len(one.sources) == 1,
        "with two sources": lambda one: len(one.sources) == MANY - 1,
        "with three sources or more": lambda one: len(one.sources) >= MANY,
        "with sources of two publishers or more": lambda one: len(one.publishers) > 1,
    }
    for name, holds in asked.items():
        number = sum(map(holds, given))
        yield [f"claims {name}" if name.startswith("with") else name, number, _share(number, given)]


def _is_draft(one: Claim, entrant: str) -> bool:
    return one.status == DRAFT and one.entrant == f"{IG}{entrant}"


def _by_class(of: Content) -> Iterator[str]:
    yield "## Claims by class"
    yield ""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for one in of.claims.values():
        groups[one.kind].append(one)
    rows = [
        [
            of.label(kind),
            len(given),
            _share(sum(one.status == REVIEWED for one in given), given),
            sum(one.status == DRAFT for one in given),
            *(
                _share(sum(low <= len(one.sources) <= high for one in given), given)
                for low, high in ((1, 1), (2, 2), (3, 10**6))
            ),
            _share(sum(len(one.publishers) > 1 for one in given), given),
        ]
        for kind, given in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    header = ["class", "claims", "reviewed", "drafts", "one source", "two", "three or more"]
    yield from _table([*header, "two publishers or more"], rows)


def _by_source(of: Content) -> Iterator[str]:
    yield "## Claims by source"
    yield ""
    counts: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    reviewed: Counter[str] = Counter()
    for one in of.claims.values():
        counts.update(one.sources)
        reviewed.update(one.sources if one.status == REVIEWED else ())
        alone.update(one.sources if len(one.sources) == 1 else ())
    dispositions: dict[str, Counter[str]] = defaultdict(Counter)
    for row in of.rows("sources"):
        if "disposition" in row:
            found = dispositions[iri_of(row["source"])]
            found[iri_of(row["disposition"]).removeprefix(IG)] = int(text(row["passages"]))
    rows = [
        [
            of.label(source),
            of.label(iri_of(row["publisher"])) if "publisher" in row else "",
            of.label(iri_of(row["licence"])) if "licence" in row else "",
            text(row["dated"]),
            counts[source],
            reviewed[source],
            alone[source],
            dispositions[source].total(),
            dispositions[source]["Open"] or "",
        ]
        for source, row in sorted(of.sources.items(), key=lambda pair: (-counts[pair[0]], pair[0]))
    ]
    header = ["source", "publisher", "licence", "version", "claims", "reviewed"]
    yield from _table([*header, "alone behind", "passages", "open"], rows)


def _agreement(of: Content) -> Iterator[str]:
    agreeing = [one for one in of.claims.values() if len(one.sources) > 1]
    apart = sum(len(one.publishers) > 1 for one in agreeing)
    yield AGREEMENT.format(many=len(agreeing), apart=apart)
    yield ""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    settled = {iri_of(r["disagreement"]): "resolution" in r for r in of.rows("disagreements")}
    kind_of = {iri_of(r["disagreement"]): iri_of(r["kind"]) for r in of.rows("disagreements")}
    for each, kind in kind_of.items():
        found[kind]["resolved" if settled[each] else "open"] += 1
    names = ("Contradiction", "Dispute", "Supersession", "NarrowerOrWider", "Omission")
    rows = [
        [of.label(i), found[i]["open"], found[i]["resolved"]] for i in (f"{IG}{n}" for n in names)
    ]
    yield from _table(["disagreement", "open", "resolved"], rows)
    yield ""
    yield ELSEWHERE.format(many=found[f"{IG}OtherJurisdiction"].total())


def _therapies(of: Content) -> Iterator[str]:
    yield MODALITIES
    yield ""
    has: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in of.rows("therapies"):
        claims = {iri_of(row["claim"])} if "claim" in row else set()
        has[iri_of(row["therapy"])][text(row["has"])] |= claims
    modality: dict[str, list[str]] = defaultdict(list)
    placed = set()
    for row in of.rows("modalities"):
        modality[iri_of(row["modality"])].append(iri_of(row["therapy"]))
        placed.add(iri_of(row["therapy"]))
    modality[""] = sorted(has.keys() - placed)
    rows = [
        [of.label(kind) if kind else "no modality yet", len(set(given))]
        + [_having(of, has, given, part) for part in PARTS]
        for kind, given in sorted(modality.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        if given
    ]
    rows.append(["all", len(has), *(_having(of, has, has, part) for part in PARTS)])
    yield from _table(["modality", "therapies", *PARTS], rows)


def _having(
    of: Content, has: Mapping[str, Mapping[str, set[str]]], given: Iterable[str], part: str
) -> str:
    claims = [has[therapy].get(part, set()) for therapy in sorted(set(given))]
    every = sum(map(bool, claims))
    reviewed = {iri for iri, one in of.claims.items() if one.status == REVIEWED}
    checked = sum(not reviewed.isdisjoint(one) for one in claims)
    return str(every) if checked == every else f"{every} ({checked})"


def _targets(of: Content) -> Iterator[str]:
    yield TARGETS
    yield ""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in of.rows("targets"):
        sources = found[iri_of(row["antigen"])][iri_of(row["therapy"])]
        sources |= {iri_of(row["source"])} if "source" in row else set()
    rows = [
        [
            of.label(antigen),
            len(therapies),
            ", ".join(
                f"{of.label(each)}{' (1)' if len(sources) == 1 else ''}"
                for each, sources in sorted(therapies.items())
            ),
        ]
        for antigen, therapies in sorted(found.items(), key=lambda p: (-len(p[1]), p[0]))
    ]
    yield from _table(["target", "number", "therapies"], rows)


def _places(of: Content) -> Iterator[str]:
    yield PLACES
    yield ""
    targets = {iri_of(row["antigen"]) for row in of.rows("targets")}
    known: dict[str, set[str]] = defaultdict(set)
    for row in of.rows("places"):
        known[text(row["known"])].add(iri_of(row["antigen"]))
    placed = known["cells"] | known["soluble"] | known["microbe"]
    found = {
        "with the record of a protein": known["protein"],
        "with the record of a gene": known["gene"],
        "with cells that carry it": known["cells"],
        "soluble, no cells named": known["soluble"] - known["cells"],
        "part of a microbe, no cells named": known["microbe"] - known["cells"],
        "where it stands is not known": targets - placed,
    }
    rows = [[name, len(of_them), _share(len(of_them), targets)] for name, of_them in found.items()]
    yield from _table(["directed targets", "number", "share"], rows)


def _thin(of: Content) -> Iterator[str]:
    yield THIN.format(day=of.newest)
    yield ""
    numbers = of.library.todo(most=1, today=of.newest).numbers
    yield from _table(
        ["kind", "what", "number"],
        [[f"`{one.name}`", one.summary, numbers.get(one.name, 0)] for one in kinds().values()],
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)


def _share(number: int, of: Iterable[object]) -> str:
    total = len(list(of))
    return f"{100 * number / total:.0f} %" if total else ""


def text(term: object) -> str:
    return term.value if isinstance(term, Literal) else str(term)


SECTIONS: Sequence[Callable[[Content], Iterator[str]]] = (
    _head,
    _by_class,
    _agreement,
    _therapies,
    _targets,
    _places,
    _thin,
    _by_source,
)
