"""The page of a report: whole in one file, safe whatever it shows, filtered in a real browser."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from browser import DOWN, ENTER, TAB, Browser, browser
from immunograph.check import Report, Summary
from immunograph.finding import Finding, Place
from immunograph.report_page import written
from immunograph.validate import Requirement

ROLE = Finding(
    "role-missing",
    "Say what <the antigen> is & does.",
    Place("graph/drug/examplumab.ttl", 12, 5),
    label="target engagement of examplumab",
    fix="Add `ig:role`.",
    why="Whoever asks for targets would get helper cells as well.",
    excerpt='    ig:antigen antigen:ex1 ; # "$total" <b>',
    other="https://example.org/claim/y",
    other_label="another claim",
    other_place=Place("graph/drug/samplimab.ttl", 30, 1),
    passages=("Example: A page (2026-01-01), heading, passage 1",),
)
LABEL = replace(
    ROLE,
    rule="label-twice",
    severity="warning",
    message="Two things have one label.",
    place=Place("graph/antigen/ex1.ttl", 3, 1),
    label="Example antigen",
)
NOTE = replace(LABEL, rule="unused", severity="info", message="Nothing uses it.")
SUMMARY = Summary(files=12, claims=3, shapes=5, rules=2, focus_nodes=40, violations=1, warnings=1)
RULES = {
    "role-missing": Requirement(
        "role-missing", "docs/rules/role-missing.md", "A role is said.", "violation", "", ""
    )
}
REPORT = Report(replace(SUMMARY, infos=1, queries=1), (ROLE, LABEL, NOTE), explained=RULES)
VOID = {"meta", "input"}


class Reader(HTMLParser):
    """Reads a page as a browser would; `open` are the elements not yet ended."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [str(value) for name, value in attrs if name in {"src", "href"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_needs_nothing_beside_it() -> None:
    read = Reader(written(REPORT))
    assert read.open == []
    assert read.loaded == []
    assert not re.search(r"url\(|@import|https?://", written(REPORT))
    assert read.tags.count("article") == 3


def test_everything_shown_is_escaped() -> None:
    text = written(REPORT)
    assert "Say what &lt;the antigen&gt; is &amp; does." in text
    assert "<b>" not in text
    assert "&quot;$total&quot; &lt;b&gt;" in text


def test_a_finding_shows_place_line_reason_mend_and_passages() -> None:
    text = written(REPORT)
    for part in (
        "graph/drug/examplumab.ttl:12:5",
        "<mark>ig:antigen</mark>",
        "<dt>why it matters</dt>",
        "<dt>to mend it</dt><dd>Add `ig:role`.</dd>",
        "another claim (graph/drug/samplimab.ttl:30:1)",
        "passage 1</dd>",
        "role-missing (docs/rules/role-missing.md)",
    ):
        assert part in text


def test_the_page_says_what_was_executed_and_what_it_is() -> None:
    text = written(REPORT)
    for part in (
        "12 files",
        "3 claims",
        "5 shapes",
        "40 focus nodes",
        "2 rules",
        "1 saved question",
    ):
        assert f"<li>{part}</li>" in text
    assert "<li>1 violation</li>" in text
    assert "Information about what sources say, not medical advice." in text
    assert "no shape was run on anything" in written(Report(Summary(violations=1), (ROLE,)))


def test_a_report_without_findings_is_a_page_too() -> None:
    text = written(Report(replace(SUMMARY, violations=0, warnings=0), ()))
    assert "<h1>Consistent</h1>" in text
    assert "<article" not in text
    assert Reader(text).open == []


# In a browser


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile"), "--window-size=390,800") as opened:
        yield opened


@pytest.fixture
def page(window: Browser, tmp_path: Path) -> Browser:
    path = tmp_path / "report.html"
    path.write_text(written(REPORT), encoding="utf-8")
    window.open(path.as_uri())
    return window


def shown(page: Browser) -> list[str]:
    """The rules of the findings that can be seen."""
    seen = "[...document.querySelectorAll('article')].filter(a => a.offsetHeight)"
    rules = page.run(f"return {seen}.map(a => a.dataset.rule)")
    assert page.run("return document.getElementById('shown').textContent").startswith(
        f"{len(rules)} of 3 findings"
    )
    return list(rules)


def test_findings_are_filtered_by_what_they_say(page: Browser) -> None:
    assert shown(page) == ["role-missing", "label-twice", "unused"]
    page.click("[name=text]")
    page.type("EXAMPLUMAB")
    assert shown(page) == ["role-missing"]
    page.type("nowhere")
    assert shown(page) == []
    page.click("button[type=reset]")
    page.run("return new Promise(done => setTimeout(done, 50))")
    assert len(shown(page)) == 3


def test_findings_are_filtered_by_severity_rule_and_file(page: Browser) -> None:
    for selector, rules in {
        "[name=severity] option[value=warning]": ["label-twice"],
        "[name=severity] option[value='']": ["role-missing", "label-twice", "unused"],
        "[name=file] option[value='graph/antigen/ex1.ttl']": ["label-twice", "unused"],
        "[name=rule] option[value=unused]": ["unused"],
    }.items():
        page.click(selector)
        assert shown(page) == rules


def test_the_keyboard_is_enough(page: Browser) -> None:
    page.run("document.querySelector('[name=severity]').focus()")
    page.type(DOWN)
    assert shown(page) == ["role-missing"]
    for name in ("rule", "file", "text"):
        page.ask(
            "POST",
            "/actions",
            actions=[
                {
                    "type": "key",
                    "id": "keys",
                    "actions": [
                        {"type": "keyDown", "value": TAB},
                        {"type": "keyUp", "value": TAB},
                    ],
                }
            ],
        )
        assert page.run("return document.activeElement.name") == name
    page.type(f"samplimab{ENTER}")
    assert shown(page) == ["role-missing"]


def test_the_address_keeps_what_was_chosen(page: Browser) -> None:
    page.click("[name=severity] option[value=info]")
    address = page.ask("GET", "/url")
    page.open("about:blank")
    page.open(address)
    assert shown(page) == ["unused"]


def test_a_narrow_window_needs_no_scrolling_sideways(page: Browser) -> None:
    assert page.run("return document.documentElement.scrollWidth <= window.innerWidth")
