"""The verb `shacl`: the engine on RDF files of anyone, without a repository."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from immunograph import second_opinion
from immunograph.errors import BadParameter, BadQuery, Unreadable
from immunograph.files import STANDARD_INPUT, Formats, name_of, read_rdf
from immunograph.finding import Finding, Place
from immunograph.places import Places
from immunograph.shacl import engine
from immunograph.shacl.graph import owners
from immunograph.shacl.kinds import Refusal
from immunograph.shacl.refusals import refusals
from immunograph.shacl.report import Report
from immunograph.shacl.terms import SH, ShapesFault
from immunograph.shacl.triples import Triples
from immunograph.store import MemoryStore, NamedNode, Quad, Term

_LONGEST_TO_SEARCH = 4 << 20  # bytes of a file of shapes in which a place is looked for
_BY_SUFFIX = Formats()
_SERIOUS = ("Info", "Warning", "Violation")


@dataclass(frozen=True)
class Validation:
    """A report, the shapes and prefixes it was made with, and what is to be said beside it."""

    report: Report
    shapes: tuple[Quad, ...]
    prefixes: Mapping[str, str] = field(default_factory=dict)
    handed_on: tuple[tuple[Term, str], ...] = ()
    notes: tuple[Finding, ...] = ()

    @property
    def checked(self) -> bool:
        """Whether the shapes met something: any at all, and each whose target is described."""
        return self.report.focus_nodes > 0 and not self.report.unmet

    def passes(self, allowed: frozenset[str] = frozenset()) -> bool:
        """Whether all shapes were run, met something, and found nothing but what is allowed.

        `allowed` are IRIs of severities.
        """
        serious = any(result.severity not in allowed for result in self.report.results)
        return self.checked and not serious and not self.report.uncompiled


def allowing(severity: str) -> frozenset[str]:
    """The severities up to one of SHACL, by its local name.

    >>> sorted(iri.partition("#")[2] for iri in allowing("Warning"))
    ['Info', 'Warning']
    """
    return frozenset(f"{SH}{name}" for name in _SERIOUS[: _SERIOUS.index(severity) + 1])


def validate(
    data: Sequence[Path], shapes: Sequence[Path] = (), formats: Formats = _BY_SUFFIX
) -> Validation:
    """Validate RDF files; without shapes, the data holds its own.

    The path `-` is standard input. Raises `BadParameter` where it would be read twice, and
    `Unreadable` for files that cannot be read and for shapes that are refused.
    """
    if [*data, *shapes].count(STANDARD_INPUT) > 1:
        raise BadParameter("standard input can be read only once")
    files, prefixes = _Files(shapes or data), dict[str, str]()
    form = formats.shapes if shapes else formats.data
    ruling = tuple(read_rdf(files.paths, prefixes, form, formats.stdin))
    notes = _refused(files, ruling)
    content = read_rdf(data, prefixes, formats.data, formats.stdin) if shapes else ruling
    store = MemoryStore.of(content, {})
    try:
        report = engine.validate(store, ruling)
    except ShapesFault as fault:
        raise Unreadable([files.fault(ruling, fault.node, fault.message)]) from None
    except (BadQuery, RecursionError) as error:
        reason = f"a shape cannot be made into a query: {error}"
        raise Unreadable([files.fault(ruling, None, reason)]) from None
    whole = second_opinion.completed(report, store.statements(), ruling)
    return Validation(whole.report, ruling, prefixes, whole.handed_on, tuple(notes))


def _refused(files: "_Files", statements: Sequence[Quad]) -> list[Finding]:
    """What SHACL allows although it checks nothing. Raises `Unreadable` for what is refused."""
    found = refusals(statements)
    if refused := [each for each in found if not each.legal]:
        raise Unreadable([files.finding(statements, each) for each in refused])
    return [files.finding(statements, each) for each in found]


@dataclass(frozen=True)
class _Files:
    """The files of the shapes, to say where something stands."""

    paths: Sequence[Path]

    def finding(self, statements: Sequence[Quad], refusal: Refusal) -> Finding:
        """A refusal with its place."""
        place, owner = self._place(statements, refusal.node, refusal.predicate)
        return Finding("shapes", f"{owner}{refusal.reason}", place, fix=refusal.suggestion)

    def fault(self, statements: Sequence[Quad], node: Term | None, reason: str) -> Finding:
        """What the engine found wrong with a shape, with its place."""
        place, owner = self._place(statements, node, None)
        return Finding("shapes", f"{owner}{reason}", place, fix="correct the shapes")

    def _place(
        self, statements: Sequence[Quad], node: Term | None, predicate: Term | None
    ) -> tuple[Place, str]:
        """Where a node, or the one with a name that it is part of, stands; and its name."""
        whole = Place(", ".join(map(name_of, self.paths)))
        named = owners(Triples(statements)).get(node, node) if node is not None else None
        if named is None:
            return whole, ""
        terms = [str(named)] + [str(predicate)] * (named == node and predicate is not None)
        called = f"{named}: " if isinstance(named, NamedNode) else ""
        return self._searched(terms) or whole, called

    def _searched(self, terms: Sequence[str]) -> Place | None:
        for path in self.paths:
            if path.suffix == ".ttl" and path.stat().st_size < _LONGEST_TO_SEARCH:
                text = path.read_text("utf-8-sig", errors="replace")
                if place := Places({str(path): text}).anywhere(*terms):
                    return place
        return None
