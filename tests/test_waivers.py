"""What is accepted for a time does not count, is shown, and never outlives its reason.

Each case is a file of waivers for a repository in which one claim has no passage, as on a fixed
day; it says what is found about the waivers, and how many findings are waived.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import immunograph
from editing import edit
from immunograph.check import Report
from immunograph.errors import Inconsistent, Unreadable
from immunograph.finding import Finding
from immunograph.init import init

CASES = sorted((Path(__file__).parent / "cases" / "waivers").glob("*.ttl"))
IN_ORDER = (Path(__file__).parent / "cases" / "waivers" / "in-order.pass.ttl").read_text("utf-8")
TODAY = date(2026, 6, 1)
DRUG = "graph/drug/examplumab.ttl"
FILE = "validate/waivers.ttl"
PASSAGE = "    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n"
Shell = Callable[..., Any]


@pytest.fixture
def lacking(small: Path) -> Path:
    """A small repository in which one claim has no passage."""
    edit(small, DRUG, PASSAGE, "")
    return small


def waived_in(root: Path, text: str, today: date = TODAY) -> Report:
    (root / FILE).write_text(text, encoding="utf-8")
    return immunograph.open(root).check(today=today)


def holding_today() -> str:
    return IN_ORDER.replace("2026-09-30", f"{date.today()}")


def shown(finding: Finding, text: str) -> str:
    """The rule, the record in whose lines it stands, and the message."""
    lines = text.splitlines()[: finding.place.line]
    record = next(line for line in reversed(lines) if re.match(r"(\w+:\S|\[)", line))
    return f"{finding.rule} at {record}: {finding.message}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_waiver_covers_what_it_says_or_is_found_itself(case: Path, lacking: Path) -> None:
    text = case.read_text("utf-8")
    report = waived_in(lacking, text)
    wanted = re.findall(r"^# expects: (.+?): (.+)$", text, re.MULTILINE)
    assert case.stem.endswith(".fail" if wanted else ".pass")
    found = sorted(shown(f, text) for f in report.findings if f.place.file == FILE)
    assert len(found) == len(wanted), found
    for one, message in wanted:
        assert any(each.startswith(one) and re.search(message, each) for each in found), found
    assert report.summary.waived == int(re.findall(r"^# waived: (\d)", text, re.MULTILINE)[0])
    lacks = [f for f in report.findings if f.rule == "Claim_supportedBy"]
    assert len(lacks) + report.summary.waived == 1
    assert report.conforms == (not wanted and not lacks)


def test_a_waived_finding_is_counted_shown_and_explained(lacking: Path) -> None:
    report = waived_in(lacking, IN_ORDER)
    assert (report.summary.waived, report.summary.violations) == (1, 0)
    (waived,) = report.waived
    assert str(waived.finding.place) == f"{DRUG}:15:1"
    assert waived.waiver.reason == "The leaflet is being read again."
    assert str(waived.waiver.place) == f"{FILE}:10:1"


def test_text_says_how_many_are_waived_and_lists_them_on_demand(
    lacking: Path, small_shell: Shell
) -> None:
    (lacking / FILE).write_text(holding_today(), encoding="utf-8")
    plain = small_shell("check")
    assert plain.code == 0
    assert "waived: 1" in plain.out
    assert "The leaflet" not in plain.out
    listed = small_shell("check", "--show-waived")
    assert f"{DRUG}:15:1: waived up to {date.today()}: target engagement" in listed.out
    assert f"because: The leaflet is being read again. ({FILE}:10:1)" in listed.out
    (given,) = json.loads(small_shell("check", "--format", "json").out)["waived"]
    assert (given["rule"], given["line"]) == ("Claim_supportedBy", 15)
    assert (given["reason"], given["expires"]) == (
        "The leaflet is being read again.",
        f"{date.today()}",
    )


def test_the_data_set_is_built_as_the_check_allows(lacking: Path) -> None:
    with pytest.raises(Inconsistent, match="at least one passage"):
        immunograph.open(lacking).build()
    (lacking / FILE).write_text(holding_today(), encoding="utf-8")
    assert immunograph.open(lacking).build().manifest["checked"] is True


def test_what_a_rule_forbids_to_waive_cannot_be_waived(lacking: Path) -> None:
    rule = "validate/rules/modelled-passage-unused.rq"
    edit(lacking, DRUG, PASSAGE, "")
    edit(lacking, rule, "#+ severity", "#+ waivable: no\n#+ severity")
    passage = "<https://w3id.org/immunograph/passage/example-page_2026-01-31_p1>"
    text = IN_ORDER.replace("claim:examplumab_engages_example-antigen", passage)
    report = waived_in(lacking, text.replace("Claim_supportedBy", "modelled-passage-unused"))
    rules = [f.rule for f in report.findings if f.place.file == FILE]
    assert rules == ["waiver-refused"]
    assert "modelled-passage-unused" in {f.rule for f in report.findings}


def test_a_rule_that_may_be_waived_perhaps_is_refused(small: Path) -> None:
    edit(small, "validate/rules/unused-thing.rq", "#+ severity", "#+ waivable: maybe\n#+ severity")
    with pytest.raises(Unreadable, match="waivable is yes or no, not 'maybe'"):
        immunograph.open(small).check()


def test_a_fault_of_a_shape_cannot_be_waived(small: Path) -> None:
    edit(small, "validate/claim.ttl", "sh:minCount", "sh:minCout")
    shape = "<https://w3id.org/immunograph/shape/Claim_about>"
    text = IN_ORDER.replace("claim:examplumab_engages_example-antigen", shape)
    report = waived_in(small, text.replace("Claim_supportedBy", "shapes"))
    assert report.waived == ()
    assert {"shapes", "waiver-unknown"} <= {f.rule for f in report.findings}


def test_waivers_that_are_no_turtle_are_said_with_their_place(small: Path) -> None:
    with pytest.raises(Unreadable, match=r"validate/waivers\.ttl:10:"):
        waived_in(small, IN_ORDER.replace("waiver:engagement", "waiver;engagement"))


def test_one_folder_shows_only_what_is_waived_in_it(lacking: Path) -> None:
    (lacking / FILE).write_text(IN_ORDER, encoding="utf-8")
    library = immunograph.open(lacking)
    inside = library.check([lacking / "graph/drug"], today=TODAY)
    outside = library.check([lacking / "graph/source"], today=TODAY)
    assert (inside.summary.waived, outside.summary.waived) == (1, 0)


def test_a_new_repository_takes_over_no_waivers(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / FILE).write_text(IN_ORDER, encoding="utf-8")
    monkeypatch.setattr(
        "immunograph.repository.built_in", lambda: immunograph.open(small).repository
    )
    init(tmp_path / "new")
    assert not (tmp_path / "new" / FILE).exists()
