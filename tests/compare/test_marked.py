"""The report as a page: whole in one file, safe whatever the page says, usable by keyboard."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from browser import ENTER, Browser, browser
from immunograph.candidates.candidate import Amount
from immunograph.compare.differences import Compared
from immunograph.compare.known import Graph
from immunograph.compare.marked import written
from immunograph.compare.pages import proposed
from immunograph.library import Library
from proposing import claimed, iri, named, page, proposal

TISA, BLINATUMOMAB = "drug:tisagenlecleucel", "drug:blinatumomab"
HOSTILE = "It costs $total & <b onclick=alert(1)>14</b> days\u202e \"'</span><script>x</script>."
VOID = {"meta", "input"}


class Reader(HTMLParser):
    """Reads a page as a browser would; `open` are the elements not yet ended."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = {name: str(value) for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        href = given.get("href", "")
        self.targets += [href[1:]] if href.startswith("#") else []
        self.loaded += [given[n] for n in ("src", "href") if n in given and given[n][0] != "#"]
        assert not any(name.startswith("on") for name in given)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def held(library: Library, name: str = "page.txt") -> Compared:
    of = page(
        "# A page <i>",
        "It comes with a programme.",
        HOSTILE,
        "It heals all.",
        "One end holds on to CD19, and so on.",
        *("More words." for _ in range(60)),
    )
    given = proposal(
        of,
        claimed("RiskProgramme", TISA, jurisdiction="US", sentences=(2,)),
        claimed(
            "Administration", BLINATUMOMAB, duration=Amount("14", iri("ig:Day")), sentences=(3,)
        ),
        claimed("AdverseReaction", BLINATUMOMAB, "event:abdominal-pain", sentences=(4,)),
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd19", sentences=(5,)),
        mentions=named(of, "CD19", "antigen", "antigen:cd19"),
    )
    return proposed(name, given, Graph(library.dataset), date(2026, 11, 28))


def test_the_page_is_well_formed_and_needs_nothing_beside_it(library: Library) -> None:
    for given in ([held(library)], [held(library, "<one>.txt"), held(library, 'o"ther.txt')]):
        text = written(given)
        read = Reader(text)
        assert read.open == []
        assert read.loaded == []
        assert not re.search(r"url\(|@import|https?://", text)
        assert len(read.ids) == len(set(read.ids))
        assert set(read.targets) <= set(read.ids)


def test_the_text_of_the_page_is_shown_and_escaped(library: Library) -> None:
    text = written([held(library)])
    assert "$total &amp; &lt;b onclick=alert(1)&gt;<mark>14</mark>&lt;/b&gt; days\ufffd" in text
    assert "<script>x" not in text
    assert Reader(text).tags.count("script") == 1
    assert "# A page &lt;i&gt;\n" in text
    assert "&quot;&#x27;&lt;/span&gt;" in text


def test_sentences_are_coloured_by_verdict(library: Library) -> None:
    text = written([held(library)])
    for verdict, sentence in {"stale": 2, "disagrees": 3, "silent": 4, "agrees": 5}.items():
        assert f'<span class="{verdict}" id="s1-{sentence}"' in text
    assert 'id="s1-6"' not in text


def test_it_says_what_it_is(library: Library) -> None:
    text = written([held(library)])
    assert "Information about what sources say, not medical advice." in text
    assert "do not publish it" in text
    assert "Claims by page" not in text


def test_several_pages_have_a_matrix(library: Library) -> None:
    text = written([held(library, "one.txt"), held(library, "other.txt")]).replace("\n", "")
    assert '<th scope="col">one.txt</th><th scope="col">other.txt</th>' in text
    assert '<td class="disagrees">disagrees</td><td class="disagrees">disagrees</td>' in text


# In a browser


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile"), "--window-size=390,800") as opened:
        yield opened


@pytest.fixture
def report(window: Browser, library: Library, tmp_path: Path) -> Browser:
    path = tmp_path / "report.html"
    path.write_text(written([held(library)]), encoding="utf-8")
    window.open(path.as_uri())
    return window


def shown(report: Browser) -> list[str]:
    """The verdicts of the findings that can be seen."""
    seen = "[...document.querySelectorAll('article')].filter(a => a.offsetHeight)"
    return list(report.run(f"return {seen}.map(a => a.className)"))


def test_findings_are_filtered_by_verdict(report: Browser) -> None:
    assert shown(report) == ["stale", "disagrees"]
    report.click("#show-stale")
    assert shown(report) == ["disagrees"]
    report.click("#show-disagrees")
    assert shown(report) == []


def test_a_click_leads_to_the_sentence_and_back(report: Browser) -> None:
    report.click("#f1-2 a.place")
    assert report.run("return location.hash") == "#s1-3"
    visible = "const r = document.querySelector('#s1-3').getBoundingClientRect();"
    assert report.run(f"{visible} return r.top >= 0 && r.top < innerHeight")
    report.click("#s1-3 a")
    assert report.run("return location.hash") == "#f1-2"


def test_the_keyboard_is_enough(report: Browser) -> None:
    for key, led_to, focused in (
        ("j", "", "#s1-2"),
        ("j", "", "#s1-3"),
        (ENTER, "#s1-3", "#f1-2"),
        (ENTER, "#f1-2", "#s1-3"),
        ("k", "#f1-2", "#s1-2"),
    ):
        report.type(key)
        report.run("return new Promise(done => setTimeout(done, 50))")
        assert report.run("return location.hash") == led_to
        assert report.run("return document.activeElement.getAttribute('href')") == focused


def test_nothing_of_the_page_runs(report: Browser) -> None:
    assert report.run("return document.scripts.length") == 1
    assert report.run("return document.querySelectorAll('[onclick]').length") == 0


def test_a_narrow_window_needs_no_scrolling_sideways(report: Browser) -> None:
    assert report.run("return document.documentElement.scrollWidth <= window.innerWidth")
