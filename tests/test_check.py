"""The check finds what is wrong, says where, and never passes for want of looking."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import immunograph
from editing import edit
from immunograph.check import Report, within
from immunograph.diagnostics import written
from immunograph.reports import as_json
from immunograph.terminal import summary

Shell = Callable[..., Any]
DRUG = "graph/drug/examplumab.ttl"


def check(root: Path) -> Report:
    return immunograph.open(root).check()


def test_a_new_repository_is_consistent(small: Path) -> None:
    report = check(small)
    assert report.conforms
    assert report.findings == ()
    assert report.summary.shapes > 100
    assert report.summary.focus_nodes > 10
    assert report.summary.claims == 2
    assert report.summary.rules > 10


def test_a_claim_without_a_passage_is_named_with_its_place(small: Path) -> None:
    edit(small, DRUG, "    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n", "")
    report = check(small)
    assert not report.conforms
    finding = next(f for f in report.findings if "passage" in f.message)
    assert str(finding.place) == f"{DRUG}:15:1"
    assert finding.node.endswith("claim/examplumab_engages_example-antigen")
    assert finding.severity == "violation"
    assert finding.fix


def test_a_finding_about_a_value_points_to_the_value(small: Path) -> None:
    edit(small, DRUG, "ig:certainty ig:Stated", "ig:certainty ig:Adults")
    found = [f for f in check(small).findings if f.path.endswith("certainty")]
    assert [str(f.place) for f in found] == [f"{DRUG}:19:18"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sh:minCount", "sh:minCout", r"sh:minCout is no term of SHACL; did you mean sh:minCount"),
        ("sh:targetClass", "sh:targetClas", "sh:targetClas is no term of SHACL"),
        ("sh:severity sh:Violation", "sh:severity sh:Violatio", "sh:Violatio is no term"),
        ("a sh:PropertyShape ;", "a sh:PropertyShape ; sh:deactivated true ;", "sh:deactivated"),
    ],
)
def test_a_shape_that_would_not_be_run_is_no_pass(
    small: Path, old: str, new: str, message: str
) -> None:
    path = small / "validate" / "claim.ttl"
    text = path.read_text()
    if old not in text:
        text = text.replace("a sh:PropertyShape ;", f"a sh:PropertyShape ; {old} ;", 1)
    path.write_text(text.replace(old, new, 1))
    report = check(small)
    assert not report.conforms
    assert any(re.search(message, str(f)) for f in report.findings), report.findings


def test_content_among_the_shapes_is_found(small: Path) -> None:
    shutil.copy(small / "graph/antigen/example-antigen.ttl", small / "validate/antigens.ttl")
    found = [str(f) for f in check(small).findings if f.rule == "wrong-file"]
    assert len(found) == 1
    assert "validate/antigens.ttl:5:1" in found[0]


def test_one_folder_is_no_pass_where_the_files_are_no_graph(small: Path) -> None:
    shutil.move(small / "graph/antigen/example-antigen.ttl", small / "graph/drug/misplaced.ttl")
    report = within(check(small), ["graph/source"])
    assert [f.rule for f in report.findings] == ["wrong-file"]


def test_one_folder_is_no_pass_where_the_check_ended_elsewhere(small: Path) -> None:
    edit(small, DRUG, "drug:examplumab\n", "[]\n")
    report = within(check(small), ["graph/source"])
    assert not report.conforms
    assert "no shape was run on anything" in summary(report)


def test_one_folder_is_no_pass_where_a_rule_cannot_run(small: Path) -> None:
    rule = next((small / "validate" / "rules").glob("*.rq"))
    rule.write_text(rule.read_text() + "SELECT")
    report = within(check(small), ["graph/source"])
    assert [f.place.file for f in report.findings] == [f"validate/rules/{rule.name}"]


def test_no_shapes_is_no_pass(small: Path) -> None:
    shutil.rmtree(small / "validate")
    (small / "validate").mkdir()
    report = check(small)
    assert not report.conforms
    assert "nothing was checked" in report.findings[0].message


def test_no_focus_nodes_is_no_pass(small: Path) -> None:
    shutil.rmtree(small / "validate")
    (small / "validate").mkdir()
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> a sh:NodeShape ; sh:targetClass <urn:nothing> ; sh:nodeKind sh:IRI ."""
    (small / "validate" / "x.ttl").write_text(text)
    assert "nothing was checked" in check(small).findings[0].message


def test_a_broken_saved_question_is_found(small: Path) -> None:
    path = small / "queries" / "therapies-by-target.rq"
    path.write_text(path.read_text().replace("ig:TargetEngagement", "iig:Engagement"))
    finding = next(f for f in check(small).findings if f.rule == "query")
    assert finding.place.file == "queries/therapies-by-target.rq"
    line = path.read_text().splitlines()[(finding.place.line or 0) - 1]
    assert line[(finding.place.column or 0) - 1 :].startswith("iig:Engagement")


def test_two_questions_with_one_form_are_found(small: Path) -> None:
    shutil.copy(small / "queries/therapies-by-target.rq", small / "queries/another.rq")
    assert any(f.rule == "shared-form" for f in check(small).findings)


def test_a_rule_with_a_fault_is_found(small: Path) -> None:
    path = next((small / "validate" / "rules").glob("*.rq"))
    path.write_text(path.read_text() + "}")
    assert any(f.place.file == f"validate/rules/{path.name}" for f in check(small).findings)


def test_where_the_files_are_no_graph_the_rest_is_checked_as_well(small: Path) -> None:
    edit(small, DRUG, "ig:antigen antigen:example-antigen", "ig:antigen antigen:gone")
    edit(small, DRUG, "ig:certainty ig:Stated", "ig:certainty ig:Adults")
    rules = [f.rule for f in check(small).findings if f.severity == "violation"]
    assert sorted(rules) == ["Claim_certainty", "missing-thing"]


def test_what_does_not_exist_is_said_once(small: Path) -> None:
    edit(small, DRUG, "ig:antigen antigen:example-antigen", "ig:antigen antigen:gone")
    findings = check(small).findings
    assert [f.rule for f in findings if "antigen:gone" in f.message] == ["missing-thing"]


def test_a_rule_says_what_a_finding_is_against_and_why_it_matters(small: Path) -> None:
    (small / "validate/rules/two-claims.rq").write_text("""#+ summary: One claim is enough.
#+ severity: warning
#+ message: This is said beside {other}.
#+ why: Readers of {node} see {nothing} twice.
#+ fix: Keep one.
SELECT ?node ?path ?other WHERE {
  ?node a ig:TargetEngagement ; ig:about ?drug .
  ?other a ig:Classification ; ig:about ?drug .
  BIND (ig:about AS ?path)
}""")
    report = check(small)
    (finding,) = report.findings
    assert finding.message.startswith("This is said beside claim:examplumab_is_monoclonal")
    assert finding.why == "Readers of claim:examplumab_engages_example-antigen see {nothing} twice."
    assert finding.other.endswith("claim/examplumab_is_monoclonal-antibody")
    assert str(finding.place) == f"{DRUG}:17:5"
    assert str(finding.other_place) == f"{DRUG}:27:1"
    assert len(finding.passages) == 1
    rule = report.explained["two-claims"]
    assert (rule.summary, rule.page) == ("One claim is enough.", "")


def test_a_shape_says_why_it_matters(small: Path) -> None:
    edit(small, DRUG, "    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n", "")
    finding = next(f for f in check(small).findings if f.rule == "Claim_supportedBy")
    assert "source behind it" in finding.why
    own = '    rdfs:comment "Its own reason."@en ;\n    sh:path ig:supportedBy ;'
    edit(small, "validate/claim.ttl", "    sh:path ig:supportedBy ;", own)
    finding = next(f for f in check(small).findings if f.rule == "Claim_supportedBy")
    assert finding.why == "Its own reason."


def test_what_stands_within_a_shape_is_found_under_its_name(small: Path) -> None:
    edit(small, DRUG, '    ig:reviewedOn "2026-01-31"^^xsd:date ;\n', "")
    (finding,) = check(small).findings
    assert finding.rule == "Claim_reviewedOnOfReviewed"
    assert "go back to" in finding.fix
    assert finding.why


def test_the_page_of_a_rule_is_named_where_there_is_one(small: Path) -> None:
    edit(small, DRUG, "ig:certainty ig:Stated", "ig:certainty ig:Adults")
    assert check(small).explained["Claim_certainty"].page == ""
    (small / "docs/rules").mkdir(parents=True)
    (small / "docs/rules/claim.md").write_text("# Every claim")
    assert check(small).explained["Claim_certainty"].page == "docs/rules/claim.md"


def test_what_keeps_files_from_being_one_graph_shows_its_line(small: Path) -> None:
    edit(small, DRUG, "ig:antigen antigen:example-antigen", "ig:antigen antigen:gone")
    finding = next(f for f in check(small).findings if f.rule == "missing-thing")
    assert finding.excerpt == "    ig:antigen antigen:gone ;"


def test_what_keeps_files_from_being_one_graph_leads_to_its_page(small: Path) -> None:
    edit(small, DRUG, "ig:antigen antigen:example-antigen", "ig:antigen antigen:gone")
    (small / "docs").mkdir()
    (small / "docs/graph.md").write_text("# graph")
    assert "rule: missing-thing (docs/graph.md)" in written(check(small))


def test_the_json_has_the_agreed_shape(small: Path) -> None:
    edit(small, DRUG, "    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n", "")
    read = json.loads(json.dumps(as_json(check(small))))
    assert set(read) == {"summary", "findings", "waived", "known"}
    wanted = {
        "files",
        "claims",
        "shapes",
        "rules",
        "focus_nodes",
        "violations",
        "warnings",
        "seconds",
    }
    assert wanted <= set(read["summary"])
    fields = {
        "severity",
        "rule",
        "file",
        "line",
        "column",
        "node",
        "path",
        "value",
        "message",
        "fix",
        "why",
        "other",
        "passages",
    }
    assert all(fields <= set(finding) for finding in read["findings"])
    assert read["summary"]["violations"] == len(
        [f for f in read["findings"] if f["severity"] == "violation"]
    )
