"""Findings as text: the line, the caret under the column, what to do, and no more than is read."""

from dataclasses import replace

import pytest

from conftest import Shell
from immunograph import terminal
from immunograph.check import Report, Summary
from immunograph.diagnostics import COLOURED, written
from immunograph.finding import Finding, Place
from immunograph.validate import Requirement

FINDING = Finding(
    "role-missing",
    "Say what the antigen is to the therapy.",
    Place("graph/drug/examplumab.ttl", 12, 5),
    node="https://example.org/claim/x",
    label="target engagement of examplumab (claim:x)",
    fix="Add `ig:role`.",
    why="Whoever asks for targets would get helper cells as well.",
    excerpt="    ig:antigen antigen:ex1 ;",
)
RULE = Requirement(
    "role-missing", "docs/rules/role-missing.md", "A role is said.", "violation", "", ""
)


def report(*findings: Finding) -> Report:
    return Report(
        Summary(focus_nodes=1, violations=len(findings)), findings, explained={RULE.name: RULE}
    )


def pointed(excerpt: str, column: int) -> tuple[str, str]:
    """The line that is shown, and the line of the caret, both after the bar."""
    one = replace(FINDING, excerpt=excerpt, place=Place("x.ttl", 7, column))
    shown, caret = written(report(one)).split("\n")[1:3]
    return shown.partition("| ")[2], caret.partition("| ")[2]


def test_a_finding_says_what_where_why_and_how_to_mend_it() -> None:
    other = replace(
        FINDING,
        value="<https://example.org/claim/y>",
        value_label="another claim",
        other="https://example.org/claim/y",
        other_label="classification of examplumab (claim:y)",
        other_place=Place("graph/drug/examplumab.ttl", 30, 1),
        passages=("Example: A page (2026-01-01), heading, passage 1",),
    )
    assert written(report(other)) == (
        "graph/drug/examplumab.ttl:12:5: violation: target engagement of examplumab (claim:x): "
        "Say what the antigen is to the therapy.\n"
        "  12 |     ig:antigen antigen:ex1 ;\n"
        "     |     ^^^^^^^^^^\n"
        "    value: another claim\n"
        "    why it matters: Whoever asks for targets would get helper cells as well.\n"
        "    to mend it: Add `ig:role`.\n"
        "    against: classification of examplumab (claim:y) (graph/drug/examplumab.ttl:30:1)\n"
        "    passage: Example: A page (2026-01-01), heading, passage 1\n"
        "    rule: role-missing (docs/rules/role-missing.md)\n"
        "\n"
    )


def test_no_findings_no_text() -> None:
    assert written(report()) == ""


def test_a_finding_of_a_whole_file_has_no_line() -> None:
    assert "|" not in written(report(replace(FINDING, place=Place("graph/x.ttl"), excerpt="")))


@pytest.mark.parametrize(
    ("excerpt", "column", "caret"),
    [
        ("ig:p ig:b ;", 6, "     ^^^^"),
        ("ig:p ig:b, ig:c ;", 6, "     ^^^^"),
        ('ig:p "two words"@en ;', 6, "     ^^^^^^^^^^^^^^"),
        ("\tig:p\tig:b ;", 7, "\t    \t^^^^"),
        ('ig:p "\u6f22\u5b57", 1 ;', 12, " " * 13 + "^"),
        ('ig:p "e\u0301", 1 ;', 12, " " * 10 + "^"),
        ('ig:p "\U0001f9ea", 1 ;', 11, " " * 11 + "^"),
    ],
)
def test_the_caret_stands_under_the_column(excerpt: str, column: int, caret: str) -> None:
    assert pointed(excerpt, column) == (excerpt, caret)


@pytest.mark.parametrize("column", [1, 60, 280, 300])
def test_of_a_long_line_the_part_around_the_column_is_shown(column: int) -> None:
    line = " ".join(f"ig:p{number:03}" for number in range(40))[:300].ljust(300, "x")
    shown, caret = pointed(line, column)
    assert len(shown) < 100
    assert shown[caret.index("^")] == line[column - 1]


def test_what_would_not_be_seen_is_shown_and_steers_no_terminal() -> None:
    hidden = replace(FINDING, message="bad \x1b[2J", label="CD\u200b19", excerpt='"\u202eCD19" ;')
    text = written(report(replace(hidden, fix="a\nb")))
    assert not {"\x1b", "\u200b", "\u202e"} & set(text)
    assert "CD\ufffd19: bad \ufffd[2J" in text
    assert "to mend it: a\ufffdb" in text


def test_many_findings_of_a_rule_are_counted_unless_all_are_asked_for() -> None:
    many = [replace(FINDING, place=Place(f"graph/{n % 4}.ttl", n, 1)) for n in range(1, 48)]
    other = replace(FINDING, rule="another")
    given = report(*many, other)
    folded = written(given)
    assert folded.count(": violation: ") == 11
    assert "and 37 more of role-missing, in 4 files altogether\n--all shows them\n" in folded
    everything = written(given, most=None)
    assert everything.count(": violation: ") == 48
    assert "--all" not in everything


def test_many_passages_are_counted_unless_all_are_asked_for() -> None:
    given = report(replace(FINDING, passages=tuple(f"A page, passage {n}" for n in range(7))))
    assert written(given).count("    passage: ") == 4
    assert "    passage: and 4 more\n" in written(given)
    assert written(given, most=None).count("    passage: ") == 7


def test_colour_adds_nothing_but_colour() -> None:
    given = report(FINDING)
    coloured = written(given, COLOURED)
    assert "\x1b[1;31mviolation\x1b[0m" in coloured
    plain = coloured
    for code in ["\x1b[0m", "\x1b[1m", "\x1b[34m", "\x1b[1;31m", "\x1b[1;32m"]:
        plain = plain.replace(code, "")
    assert plain == written(given)


@pytest.mark.parametrize(
    ("terminal_there", "environment", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch,
    terminal_there: bool,
    environment: dict[str, str],
    coloured: bool,
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal_there)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in terminal.report(report(FINDING), "text")) == coloured


def test_all_shows_what_is_folded(small_shell: Shell) -> None:
    path = small_shell.repository / "graph/drug/examplumab.ttl"
    text = path.read_text()
    claim = text[text.index("claim:examplumab_engages") : text.index("claim:examplumab_is")]
    wrong = claim.replace("ig:certainty ig:Stated", "ig:certainty ig:Adults")
    more = [wrong.replace("engages_example-antigen", f"engages_v{n}") for n in range(12)]
    path.write_text(text + "\n" + "".join(more))
    assert "and 2 more of Claim_certainty, in 1 file altogether" in small_shell("check").out
    assert small_shell("check", "--all").out.count("ig:certainty ig:Adults ;\n") == 12
