"""The folder `validate/`: what must hold, as SHACL shapes and as SPARQL rules.

A shape graph that would check nothing, or less than it seems to, is refused: an unknown `sh:`
term, an import, a shape that is switched off.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

from immunograph.finding import SEVERITIES, Finding, Place
from immunograph.graph import home_of
from immunograph.heads import fault, read_head
from immunograph.places import Places
from immunograph.rdf import parse_turtle
from immunograph.repository import ContentFile, Repository
from immunograph.shacl.graph import owners
from immunograph.shacl.kinds import Refusal, TooLarge
from immunograph.shacl.refusals import refusals
from immunograph.shacl.triples import Triples
from immunograph.store import BlankNode, Literal, NamedNode, Quad, Term
from immunograph.vocabulary import RDFS, SH

# The one Turtle file of the folder that holds no shapes.
WAIVERS = "validate/waivers.ttl"

SEVERITY_OF = {f"{SH}Violation": "violation", f"{SH}Warning": "warning", f"{SH}Info": "info"}
_GROUP = NamedNode(f"{SH}PropertyGroup")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must hold, as the head of a rule or a shape says it, and where it is explained."""

    name: str
    page: str
    summary: str = ""
    severity: str = "violation"
    why: str = ""
    fix: str = ""
    waivable: bool = True


@dataclass(frozen=True)
class Shapes:
    """The shapes of a repository: their files, and the statements of each file in turn."""

    files: tuple[ContentFile, ...]
    by_file: tuple[tuple[Quad, ...], ...]

    @cached_property
    def statements(self) -> tuple[Quad, ...]:
        """The statements of all files."""
        return tuple(quad for quads in self.by_file for quad in quads)

    @property
    def digests(self) -> frozenset[str]:
        """What each file says, as SHA-256 of its bytes: the same where nothing was edited."""
        return frozenset(file.sha256 for file in self.files)

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """The file in which each subject stands."""
        parts = zip(self.files, self.by_file, strict=True)
        return {str(quad.subject): file.name for file, quads in parts for quad in quads}

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """The property group of a file: what all of its shapes are for."""
        return {
            self.homes[str(quad.subject)]: str(quad.subject)
            for quad in self.statements
            if quad.object == _GROUP
        }

    @cached_property
    def _holders(self) -> Mapping[str, str]:
        """For each node without a name, the node that points to it."""
        return {
            str(quad.object): str(quad.subject)
            for quad in self.statements
            if isinstance(quad.object, BlankNode)
        }

    def named(self, shape: str) -> str:
        """A shape, or the one with a name in which it stands."""
        for _ in self._holders:
            if shape.startswith("<") or shape not in self._holders:
                break
            shape = self._holders[shape]
        return shape

    def why(self, shape: str) -> str:
        """Why what a shape asks for matters: its own comment, or that of the group of its file."""
        named = self.named(shape)
        group = self.groups.get(self.homes.get(named, ""), "")
        comments = self._comments
        return comments.get(shape) or comments.get(named) or comments.get(group, "")

    def fix(self, shape: str) -> str:
        """How to mend what a shape finds."""
        return self._fixes.get(shape, "")

    @cached_property
    def _fixes(self) -> Mapping[str, str]:
        return self.texts(f"{SH}description")

    @cached_property
    def _comments(self) -> Mapping[str, str]:
        return self.texts(f"{RDFS}comment")

    def severity(self, shape: str) -> str:
        """How serious a finding of a shape is."""
        return self._severities.get(shape, "violation")

    @cached_property
    def _severities(self) -> Mapping[str, str]:
        return {
            str(quad.subject): SEVERITY_OF.get(quad.object.value, "violation")
            for quad in self.statements
            if quad.predicate.value == f"{SH}severity" and isinstance(quad.object, NamedNode)
        }

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        """What an engine would pass over; also what SHACL allows, since it would check nothing."""
        return tuple(refusals(self.statements))

    @property
    def are_too_large(self) -> bool:
        """Whether the shapes are such that no engine should be given them."""
        return any(isinstance(each, TooLarge) for each in self.refusals)

    def texts(self, predicate: str) -> dict[str, str]:
        """The literal that each shape has under a predicate."""
        return {
            str(quad.subject): quad.object.value
            for quad in self.statements
            if quad.predicate.value == predicate and isinstance(quad.object, Literal)
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """A SPARQL rule: each solution of it is a finding about `?node`, against `?other`."""

    name: str
    file: str
    text: str
    severity: str
    message: str
    fix: str
    waivable: bool = True
    why: str = ""
    summary: str = ""


def requirements(shapes: Shapes, rules: Iterable[Rule]) -> list[Requirement]:
    """What the shapes and rules of a repository ask for; a shape is one that says what is wrong."""
    asked = [
        Requirement(r.name, page_of(r.file), r.summary, r.severity, r.why, r.fix, r.waivable)
        for r in rules
    ]
    for shape, summary in shapes.texts(f"{SH}message").items():
        named = shapes.named(shape)
        asked.append(
            Requirement(
                name=local_name(named),
                page=page_of(shapes.homes[named]),
                summary=summary,
                severity=shapes.severity(shape),
                why=shapes.why(shape),
                fix=shapes.fix(shape),
            )
        )
    return asked


def page_of(file: str) -> str:
    """The page of the documentation that explains the rule or the shapes of a file.

    >>> page_of("validate/rules/broader-cycle.rq")
    'docs/rules/broader-cycle.md'
    """
    return f"docs/rules/{PurePosixPath(file).stem}.md"


def local_name(shape: str) -> str:
    """The name by which a finding speaks of a shape."""
    return re.split(r"[/#]", shape.strip("<>"))[-1]


def shapes(repository: Repository) -> Shapes:
    """The shapes of a repository. Raises `Unreadable`."""
    files = (file for file in repository.files("validate", ".ttl") if file.name != WAIVERS)
    return _shapes(tuple(files))


@lru_cache(maxsize=2)  # who checks again has mostly edited something else
def _shapes(files: tuple[ContentFile, ...]) -> Shapes:
    by_file = (tuple(parse_turtle(file.text.encode(), file.name)) for file in files)
    return Shapes(files, tuple(by_file))


def rules(repository: Repository) -> list[Rule]:
    """The SPARQL rules of a repository, by name. Raises `Unreadable`."""
    return [_rule(file) for file in repository.files("validate", ".rq")]


def unsafe(shapes: Shapes) -> Iterator[Finding]:
    """Every term in the shapes that an engine would pass over without a word."""
    places = Places({file.name: file.text for file in shapes.files})
    for subject in dict.fromkeys(str(quad.subject) for quad in shapes.statements):
        if home := home_of(subject):
            message, fix = f"{subject} is content, not a shape", f"move it to {home}"
            place = places.anywhere(subject) or Place("validate")
            yield Finding("wrong-file", message, place, fix=fix)
    above = owners(Triples(shapes.statements)) if shapes.refusals else {}
    for refusal in shapes.refusals:
        yield _unsafe(places, refusal, above)


def _unsafe(places: Places, refusal: Refusal, above: Mapping[Term, Term]) -> Finding:
    node, predicate = refusal.node, refusal.predicate
    place, subject = None, ""
    if node is not None:
        owner = above.get(node, node)
        terms = [str(predicate)] if predicate is not None and owner == node else []
        place, subject = places.anywhere(str(owner), *terms), str(owner)
    path = predicate.value if predicate is not None else ""
    fix = refusal.suggestion
    where = place or Place("validate")
    return Finding("shapes", refusal.reason, where, node=subject, path=path, fix=fix)


def _rule(file: ContentFile) -> Rule:
    head = read_head(file)
    severity = str(head.get("severity", "violation"))
    if severity not in SEVERITIES:
        raise fault(file, f"severity {severity!r} is none of {', '.join(SEVERITIES)}", 1)
    waivable = str(head.get("waivable", "yes"))
    if waivable not in {"yes", "no"}:
        raise fault(file, f"waivable is yes or no, not {waivable!r}", 1)
    name = file.name.rpartition("/")[2].removesuffix(".rq")
    message, fix = str(head.get("message") or head["summary"]), str(head.get("fix", ""))
    why, summary, may_be = str(head.get("why", "")), str(head["summary"]), waivable == "yes"
    return Rule(name, file.name, file.text, severity, message, fix, may_be, why, summary)
