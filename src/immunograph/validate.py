"""The folder `validate/`: what must hold, as SHACL shapes and as SPARQL rules.

A shape graph that would check nothing, or less than it seems to, is refused: an unknown `sh:`
term, an import, a shape that is switched off.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from immunograph.finding import SEVERITIES, Finding, Place
from immunograph.graph import home_of
from immunograph.heads import fault, read_head
from immunograph.places import Places
from immunograph.repository import ContentFile, Repository
from immunograph.shacl.vocabulary import KNOWN
from immunograph.store import Literal, NamedNode, Quad, parse_turtle
from immunograph.vocabulary import OWL, SH

# The one Turtle file of the folder that holds no shapes.
WAIVERS = "validate/waivers.ttl"
_REFUSED = frozenset(
    {f"{OWL}imports", f"{SH}js", f"{SH}rule", f"{SH}deactivated", f"{SH}shapesGraph"}
)


@dataclass(frozen=True)
class Shapes:
    """The shapes of a repository: their files and statements."""

    files: tuple[ContentFile, ...]
    statements: tuple[Quad, ...]

    def texts(self, predicate: str) -> dict[str, str]:
        """The literal that each shape has under a predicate."""
        return {
            str(quad.subject): quad.object.value
            for quad in self.statements
            if quad.predicate.value == predicate and isinstance(quad.object, Literal)
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """A SPARQL rule: each solution of it is a finding about `?node`."""

    name: str
    file: str
    text: str
    severity: str
    message: str
    fix: str
    waivable: bool = True


def shapes(repository: Repository) -> Shapes:
    """The shapes of a repository. Raises `Unreadable`."""
    files = [file for file in repository.files("validate", ".ttl") if file.name != WAIVERS]
    quads = [q for file in files for q in parse_turtle(file.text.encode(), file.name)]
    return Shapes(tuple(files), tuple(quads))


def rules(repository: Repository) -> list[Rule]:
    """The SPARQL rules of a repository, by name. Raises `Unreadable`."""
    return [_rule(file) for file in repository.files("validate", ".rq")]


def waivable(shapes: Shapes, rules: Iterable[Rule]) -> dict[str, bool]:
    """Whether what a shape or a rule finds can be waived, by the name that its findings give."""
    subjects = dict.fromkeys(quad.subject for quad in shapes.statements)
    named = (each.value.rpartition("/")[2] for each in subjects if isinstance(each, NamedNode))
    return {**dict.fromkeys(named, True), **{rule.name: rule.waivable for rule in rules}}


def unsafe(shapes: Shapes) -> Iterator[Finding]:
    """Every term in the shapes that an engine would pass over without a word."""
    places = Places({file.name: file.text for file in shapes.files})
    for subject in dict.fromkeys(str(quad.subject) for quad in shapes.statements):
        if home := home_of(subject):
            message, fix = f"{subject} is content, not a shape", f"move it to {home}"
            place = places.anywhere(subject) or Place("validate")
            yield Finding("wrong-file", message, place, fix=fix)
    for quad in shapes.statements:
        terms = (quad.predicate, quad.object)
        for term in terms:
            if isinstance(term, NamedNode) and term.value.startswith((SH, OWL)):
                reason = _refusal(term.value)
                if reason:
                    yield _unsafe(places, quad, term.value, reason)


def _refusal(term: str) -> str:
    if term in _REFUSED:
        return "would be passed over, or reach outside"
    if term.startswith(SH) and term not in KNOWN | {SH}:
        return "is no term of SHACL"
    return ""


def _unsafe(places: Places, quad: Quad, term: str, reason: str) -> Finding:
    place = places.anywhere(str(quad.subject), str(quad.predicate)) or Place("validate")
    name = f"sh:{term.removeprefix(SH)}" if term.startswith(SH) else term
    near = difflib.get_close_matches(term, KNOWN, n=1)
    fix = f"did you mean sh:{near[0].removeprefix(SH)}?" if near else "take it out"
    return Finding("shapes", f"{name} {reason}", place, node=str(quad.subject), path=term, fix=fix)


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
    return Rule(name, file.name, file.text, severity, message, fix, waivable == "yes")
