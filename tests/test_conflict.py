"""Where claims disagree: what is found, how it is classed, and what is no disagreement."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

import immunograph
from editing import edit
from immunograph.claims.disagreement import compare, read_yardstick
from immunograph.claims.recorded import recorded
from immunograph.claims.scope import Relation
from immunograph.claims.statement import read_statements
from immunograph.conflict import RULES, findings
from immunograph.dataset import DataSet
from immunograph.finding import Finding
from immunograph.library import Library
from immunograph.names import iri_of
from immunograph.ontology import Prefixes
from immunograph.rdf import canonical_lines, joined
from immunograph.store import MemoryStore, Quad

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "conflict"
ELSEWHERE = sorted((ROOT / "tests" / "cases" / "elsewhere").glob("*.ttl"))
PAGE = ROOT / "docs" / "conflict.md"
PASSING = sorted(CASES.rglob("*.pass.ttl"))
FAILING = sorted(CASES.rglob("*.fail.ttl"))
PAIRS = [case for case in FAILING if "\nclaim:examplumab_two\n" in case.read_text("utf-8")]
OPPOSITE = {Relation.NARROWER: Relation.WIDER, Relation.WIDER: Relation.NARROWER}


@cache
def vocabulary() -> list[Quad]:
    files = [path for path in (ROOT / "ontology").glob("*.ttl") if path.stem != "prefixes"]
    return [quad for path in files for quad in ox.parse(path=path)]


def data(case: Path, prefixes: Prefixes) -> DataSet:
    """The case with the vocabulary."""
    quads = [*vocabulary(), *ox.parse(path=case)]
    store = MemoryStore(joined(canonical_lines(quad.triple for quad in quads)), prefixes.namespaces)
    return DataSet(store, prefixes, {}, b"")


def found(case: Path, library: Library) -> list[Finding]:
    return findings(data(case, library.dataset.prefixes))


def expected(case: Path, form: str = r"^# expects: ([\w-]+):? ?(.*)$") -> list[tuple[str, str]]:
    """The rule and the part of the message that each line expects, or what else has that form."""
    lines = re.findall(form, case.read_text("utf-8"), re.MULTILINE)
    return [(rule, part) for rule, part in lines]


@pytest.mark.parametrize("case", PASSING, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_what_can_be_true_together_is_no_conflict(case: Path, library: Library) -> None:
    assert found(case, library) == []


@pytest.mark.parametrize("case", FAILING, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_conflict_is_found_and_classed(case: Path, library: Library) -> None:
    wanted, said = expected(case), found(case, library)
    assert [f.rule for f in said] == [rule for rule, _ in wanted]
    for finding, (_, part) in zip(said, wanted, strict=True):
        assert re.search(part, finding.message), finding.message
        assert finding.why and finding.fix and finding.node
        assert finding.severity == RULES[finding.rule].severity
        assert "{" not in finding.message


def test_every_kind_stands_on_the_page_with_how_serious_it_is() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert dict(rows) == {kind: rule.severity for kind, rule in RULES.items()}


def test_every_kind_has_cases_of_both_sorts() -> None:
    assert set(RULES) == {case.parent.name for case in PASSING}
    assert set(RULES) == {case.parent.name for case in FAILING}


@pytest.mark.parametrize("case", ELSEWHERE, ids=lambda case: case.stem)
def test_what_holds_elsewhere_is_set_beside_it(case: Path, library: Library) -> None:
    dataset = data(case, library.dataset.prefixes)
    store = MemoryStore(
        joined(canonical_lines(recorded(dataset.store))), library.dataset.prefixes.namespaces
    )
    pairs: dict[tuple[str, str], set[str]] = {}
    for row in store.select(
        "SELECT ?one ?other ?field { ?d ig:disagreementKind ig:OtherJurisdiction ; "
        "ig:firstClaim ?one ; ig:secondClaim ?other ; ig:differsIn ?field }"
    ).rows:
        one, other, field = (
            re.split("[_#]", iri_of(row[n]))[-1] for n in ("one", "other", "field")
        )
        pairs.setdefault((one, other), set()).add(field)
    said = {frozenset(pair): fields for pair, fields in pairs.items()}
    wanted = {
        frozenset(claims.split()): set(fields.split())
        for claims, fields in expected(case, r"^# expects: ([\w ]+): (.+)$")
    }
    assert said == wanted
    assert found(case, library) == []


def test_a_conflict_names_both_claims_and_both_sources_with_their_dates(library: Library) -> None:
    (case,) = (case for case in FAILING if case.name.startswith("common-and-rare"))
    (finding,) = found(case, library)
    assert finding.node.endswith("/claim/examplumab_one>")
    assert finding.other.endswith("/claim/examplumab_two>")
    for part in ("claim:examplumab_two", "old-page (2024-01-01)", "new-page (2026-01-01)"):
        assert part in finding.message


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_it_does_not_matter_which_claim_comes_first(case: Path, library: Library) -> None:
    dataset = data(case, library.dataset.prefixes)
    statements, _ = read_statements(dataset.store)
    yardstick = read_yardstick(dataset.store)
    one, other = (s for s in statements if s.claim.endswith(("_one", "_two")))
    forth, back = compare(one, other, yardstick), compare(other, one, yardstick)
    if forth is None or back is None:
        assert forth is back
        return
    assert forth.kind == back.kind
    assert set(forth.fields) == set(back.fields)
    same_order = forth.one == back.one
    assert back.relation is (
        forth.relation if same_order else OPPOSITE.get(forth.relation, forth.relation)
    )
    assert same_order or forth.kind != "superseded"


def test_the_content_has_no_conflict_that_is_not_settled(library: Library) -> None:
    said = Counter((f.rule, f.severity) for f in findings(library.dataset))
    assert {severity for _, severity in said} <= {"info"}


def test_the_programmes_that_ended_are_conflicts_that_were_settled(library: Library) -> None:
    resolved = library.dataset.store.select(
        "SELECT ?r ?c { ?r a ig:Resolution ; ig:prefers ?c . ?c a ig:RiskProgramme }"
    ).rows
    assert sorted(str(row["c"]).rpartition("/")[2] for row in resolved) == [
        "brexucabtagene-autoleucel_under_risk-programme_us_ended>",
        "idecabtagene-vicleucel_under_risk-programme_us_ended>",
        "tisagenlecleucel_under_risk-programme_us_ended>",
    ]


def test_a_check_reports_a_conflict_at_its_line(small: Path) -> None:
    drug = "graph/drug/examplumab.ttl"
    text = (small / drug).read_text(encoding="utf-8")
    claim = text[text.index("claim:examplumab_engages") : text.index("claim:examplumab_is")]
    other = claim.replace("example-antigen\n", "example-antigen_as-handle\n", 1)
    other = other.replace("ig:DirectedTarget", "ig:EffectorRecruitment")
    edit(small, drug, claim, claim + other)
    (finding,) = [f for f in immunograph.open(small).check().findings if f.rule == "contradiction"]
    assert finding.severity == "warning"
    assert finding.node.endswith("examplumab_engages_example-antigen")
    line = (small / drug).read_text(encoding="utf-8").splitlines()[(finding.place.line or 0) - 1]
    assert "ig:role" in line
