"""A page for each rule and each file of shapes, written from their heads, messages and cases."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from immunograph import validate
from immunograph.repository import Repository
from immunograph.store import NamedNode
from immunograph.validate import Requirement, Rule, Shapes, local_name
from immunograph.vocabulary import RDFS, SH

_NOTE = (
    "Written from `{file}` and its cases by `tests/test_documentation.py`; do not edit.\n\n"
    "[All rules](README.md)"
)
_SERIOUS = {
    "violation": "A violation: the content is inconsistent until it is mended.",
    "warning": "A warning: likely to be a mistake.",
    "info": "A note: a lack that someone may want to mend.",
}
# What a case needs around the thing it is about.
_AROUND = ("passage:", "section:", "version:", "source:", "quantity:")
_SPEAKING = tuple(NamedNode(f"{SH}{name}") for name in ("path", "targetClass", "targetSubjectsOf"))
_TERM = re.compile(r"\b(?:ig|skos|owl|dcterms|rdf|rdfs):\w+")
_ELSEWHERE = "The graph as a whole"


@dataclass(frozen=True)
class Case:
    """A file of what is right or wrong, with what its findings say."""

    file: Path

    @cached_property
    def text(self) -> str:
        return self.file.read_text("utf-8")

    @property
    def expected(self) -> list[str]:
        return re.findall(r"^# expects: (.+)$", self.text, re.MULTILINE)

    @property
    def title(self) -> str:
        """What the name of the file says, in words."""
        return self.file.name.partition(".")[0].replace("-", " ")

    def shows(self, message: str) -> bool:
        return any(re.search(pattern, message) for pattern in self.expected)

    def example(self, most: int) -> str:
        """The statements that matter, without prefixes and what only stands around them."""
        lines = [line for line in self.text.split("\n") if not re.match("@prefix|# expects", line)]
        parts = [part for part in "\n".join(lines).strip().split("\n\n") if part.strip()]
        matter = [part for part in parts if not part.startswith(_AROUND)] or parts
        return "\n\n".join(matter[:most])


@dataclass(frozen=True)
class Cases:
    """The cases of a rule or of a file of shapes, by name."""

    folder: Path

    @cached_property
    def right(self) -> list[Case]:
        return [Case(path) for path in sorted(self.folder.glob("*.pass.ttl"))]

    @cached_property
    def wrong(self) -> list[Case]:
        return [Case(path) for path in sorted(self.folder.glob("*.fail.ttl"))]


def pages(root: Path) -> dict[str, str]:
    """The text of each page by its name."""
    repository = Repository(root)
    shapes, rules = validate.shapes(repository), validate.rules(repository)
    asked = validate.requirements(shapes, rules)
    cases = root / "tests" / "cases" / "validate"
    made = {"README.md": _index(shapes, rules)}
    for rule in rules:
        made[_page(rule.file)] = _rule(rule, Cases(cases / "rules" / rule.name))
    for file, group in shapes.groups.items():
        stem = PurePosixPath(file).stem
        own = sorted(
            (one for one in asked if one.page == validate.page_of(file)), key=_name_and_summary
        )
        made[_page(file)] = _shapes(file, _label(shapes, group), own, Cases(cases / stem))
    return made


def _name_and_summary(one: Requirement) -> tuple[str, str]:
    return one.name, one.summary


def _page(file: str) -> str:
    return PurePosixPath(validate.page_of(file)).name


def _label(shapes: Shapes, group: str) -> str:
    return shapes.texts(f"{RDFS}label")[group]


def _rule(rule: Rule, cases: Cases) -> str:
    examples = [*_examples("Wrong", cases.wrong[:1], 4), *_examples("Right", cases.right[:1], 4)]
    told = _told(rule.severity, _seen(rule.message), _seen(rule.fix), _seen(rule.why))
    return _joined(f"# {rule.name}", _NOTE.format(file=rule.file), rule.summary, told, *examples)


def _shapes(file: str, label: str, asked: list[Requirement], cases: Cases) -> str:
    parts = [f"# {label}", _NOTE.format(file=file)]
    common = {one.why for one in asked}
    parts += [f"**Why it matters.** {why}" for why in common if len(common) == 1 and why]
    parts += _examples("Right", cases.right[:1], 1)
    shown: list[Case] = []
    for number, one in enumerate(asked):
        if number == 0 or asked[number - 1].name != one.name:
            parts.append(f"## {one.name}")
        parts.append(_told(one.severity, one.summary, one.fix, one.why if len(common) > 1 else ""))
        wrong = [case for case in cases.wrong if case.shows(one.summary)][:1]
        parts += _examples("Wrong", [case for case in wrong if case not in shown], 1, "###")
        parts += [f"**Wrong.** As above: {case.title}." for case in wrong if case in shown]
        shown += wrong
    return _joined(*parts)


def _told(severity: str, message: str, fix: str, why: str) -> str:
    told = {
        "What you see.": message,
        "Why it matters.": why,
        "To mend it.": fix,
        "How serious.": _SERIOUS[severity],
    }
    return "\n\n".join(f"**{name}** {text}" for name, text in told.items() if text)


def _seen(text: str) -> str:
    """A message whose variables stand open."""
    return re.sub(r"\{\w+\}", "…", text)


def _examples(kind: str, cases: Iterable[Case], most: int, heading: str = "##") -> Iterator[str]:
    for case in cases:
        yield f"{heading} {kind}: {case.title}"
        yield f"```turtle\n{case.example(most)}\n```"


def _joined(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


# The index


def _index(shapes: Shapes, rules: Iterable[Rule]) -> str:
    parts = [
        "# Rules",
        "Written from `validate/` by `tests/test_documentation.py`; do not edit.",
        "What [check](../check.md) asks of the content, by what it is about. The first page under\n"
        "a heading says what each single statement must hold; the others, what several\n"
        "statements must hold together. The things in the examples are invented.",
    ]
    labels = {file: _label(shapes, group) for file, group in shapes.groups.items()}
    subjects = _subjects(shapes)
    by_file: dict[str, list[Rule]] = {}
    for rule in rules:
        by_file.setdefault(_subject(rule, subjects), []).append(rule)
    for file, label in sorted(labels.items(), key=lambda item: item[1]):
        parts += [f"## {label}", _listed(file, label, by_file.get(file, ()))]
    if "" in by_file:
        parts += [f"## {_ELSEWHERE}", _listed("", "", by_file[""])]
    return _joined(*parts)


def _listed(file: str, label: str, rules: Iterable[Rule]) -> str:
    lines = [f"- [{label}]({_page(file)}): each statement"] if file else []
    lines += [f"- [{rule.name}]({_page(rule.file)}): {rule.summary}" for rule in rules]
    return "\n".join(lines)


def _subjects(shapes: Shapes) -> Mapping[str, list[str]]:
    """The files of shapes that speak of each class or field."""
    found: dict[str, dict[str, None]] = {}
    for file, quads in zip(shapes.files, shapes.by_file, strict=True):
        for quad in quads:
            if quad.predicate in _SPEAKING and isinstance(quad.object, NamedNode):
                found.setdefault(local_name(str(quad.object)), {})[file.name] = None
    return {name: list(files) for name, files in found.items()}


def _subject(rule: Rule, subjects: Mapping[str, list[str]]) -> str:
    """The file of shapes that shares most of the terms of a rule; empty where none stands out.

    A term of which several files speak counts for each of them the less; of two files the one
    whose term comes first.
    """
    terms = _TERM.findall(rule.text.partition("WHERE")[2])
    score: Counter[str] = Counter()
    for name in dict.fromkeys(term.partition(":")[2] for term in terms):
        files = subjects.get(name, [])
        score.update({file: 60 // len(files) for file in files})
    best = [file for file, points in score.items() if points == max(score.values())]
    return best[0] if 0 < len(best) <= 2 else ""
