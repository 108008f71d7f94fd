"""Names and texts that are spelt wrongly, easily confused or copied are found, and no others."""

import re
from pathlib import Path

import pytest

from editing import edit
from immunograph.check import check
from immunograph.dataset import DataSet
from immunograph.library import Library
from immunograph.ontology import prefixes
from immunograph.rdf import canonical_lines, joined, parse_turtle
from immunograph.repository import Repository
from immunograph.store import MemoryStore
from immunograph.wording import RULES, findings

CASES = Path(__file__).parent / "cases" / "wording"
PASSING = sorted(CASES.rglob("*.pass.ttl"))
FAILING = sorted(CASES.rglob("*.fail.ttl"))


def found(case: Path) -> list[str]:
    """Each finding on a case, as its rule and its message."""
    data = joined(sorted(canonical_lines(parse_turtle(case.read_bytes(), case.name))))
    declared = prefixes(Repository(Path(__file__).parents[1]))
    dataset = DataSet(MemoryStore(data, declared.namespaces), declared, {}, data)
    return [f"{finding.rule}: {finding.message}" for finding in findings(dataset)]


def wanted(case: Path) -> list[str]:
    expected = re.findall(r"^# expects: (.+)$", case.read_text("utf-8"), re.MULTILINE)
    return [f"{case.parent.name}: .*{pattern}" for pattern in expected]


@pytest.mark.parametrize("case", PASSING, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_what_is_right_passes(case: Path) -> None:
    assert found(case) == []


@pytest.mark.parametrize("case", FAILING, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_what_is_wrong_is_found_and_nothing_else(case: Path) -> None:
    texts, patterns = found(case), wanted(case)
    assert patterns
    assert len(texts) == len(patterns)
    assert all(any(re.match(pattern, text) for text in texts) for pattern in patterns)
    assert all(any(re.match(pattern, text) for pattern in patterns) for text in texts)


def test_no_rule_lacks_cases() -> None:
    passing, failing = ({case.parent.name for case in cases} for cases in (PASSING, FAILING))
    assert set(RULES) == passing == failing


def test_every_rule_says_what_is_wrong_why_it_matters_and_how_to_mend_it() -> None:
    for rule in RULES.values():
        assert rule.message and rule.why and rule.fix
        assert rule.severity in {"violation", "warning", "info"}


def test_a_finding_stands_at_the_text_it_is_about(small: Path) -> None:
    name = "graph/antigen/example-antigen.ttl"
    edit(small, name, 'skos:prefLabel "', 'skos:prefLabel "\u200b')
    report = check(Repository(small))
    finding = next(each for each in report.findings if each.rule == "hidden-character")
    text = (small / name).read_text("utf-8")
    line = text[: text.index("\u200b")].count("\n") + 1
    assert (finding.place.file, finding.place.line) == (name, line)
    assert finding.place.column is not None


def test_the_content_of_this_repository_is_spelt_as_it_should_be(library: Library) -> None:
    report = check(library.repository)
    assert [each for each in report.findings if each.rule in RULES] == []
