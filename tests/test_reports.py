"""Reports for programs: the same findings, in formats that others define."""

from dataclasses import replace

from immunograph.check import Report, Summary
from immunograph.finding import Finding, Place
from immunograph.reports import as_github, as_sarif, fingerprint

FINDING = Finding(
    "unsourced",
    "has no passage: 50% sure",
    Place("graph/drug/a b.ttl", 3, 1),
    node="urn:claim",
    label="target of X",
    fix="add one,\nor two",
)
REPORT = Report(Summary(focus_nodes=1, violations=1), (FINDING,))


def test_sarif_gives_rule_place_and_fix() -> None:
    run = as_sarif(REPORT)["runs"][0]
    result = run["results"][0]
    assert (result["ruleId"], result["level"]) == ("unsourced", "error")
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["unsourced"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "graph/drug/a%20b.ttl"},
        "region": {"startLine": 3, "startColumn": 1},
    }
    assert "target of X: has no passage" in result["message"]["text"]
    assert "add one" in result["message"]["text"]


def test_a_finding_without_a_place_has_no_location() -> None:
    nowhere = replace(FINDING, place=Place(""))
    assert (
        "locations" not in as_sarif(replace(REPORT, findings=(nowhere,)))["runs"][0]["results"][0]
    )


def test_a_check_that_did_not_run_was_not_successful() -> None:
    def successful(report: Report) -> bool:
        return bool(as_sarif(report)["runs"][0]["invocations"][0]["executionSuccessful"])

    assert successful(REPORT)
    assert not successful(replace(REPORT, summary=Summary()))


def test_the_fingerprint_survives_a_move_and_tells_findings_apart() -> None:
    moved = replace(FINDING, place=Place("graph/drug/a b.ttl", 90, 4))
    assert fingerprint(moved) == fingerprint(FINDING)
    others = [replace(FINDING, node="urn:other"), replace(FINDING, rule="other")]
    assert len({fingerprint(each) for each in [FINDING, *others]}) == 3


def test_a_workflow_command_is_one_line_whatever_it_says() -> None:
    assert as_github(REPORT) == (
        "::error file=graph/drug/a b.ttl,line=3,col=1,title=unsourced"
        "::target of X: has no passage: 50%25 sure To mend it: add one,%0Aor two\n"
    )
    tricky = replace(FINDING, place=Place("a,line=9:x.ttl"))
    assert "file=a%2Cline=9%3Ax.ttl,title" in as_github(replace(REPORT, findings=(tricky,)))
