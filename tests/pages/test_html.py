"""HTML: what a browser shows, laid out one block a line, whatever state the page is in."""

import pytest

from immunograph.errors import NotAPage
from immunograph.pages.page import Cell, Kind, Page, Role
from immunograph.pages.read import read_bytes
from pages.consistency import assert_consistent


def page(html: str) -> Page:
    read = read_bytes(html.encode(), "page.html")
    assert_consistent(read)
    return read


def texts(read: Page) -> list[str]:
    return [sentence.text for sentence in read.sentences]


def cells(read: Page) -> dict[str, Cell | None]:
    return {read.of_block(b.index)[0].text: b.cell for b in read.blocks if b.kind is Kind.CELL}


def test_what_is_not_shown_is_left_out() -> None:
    read = page(
        "<p>Shown</p><script>x()</script><style>p{}</style><p hidden>one</p>"
        "<p style='display: none'>two</p><div aria-hidden=true>three</div><!-- four -->"
        "<template>five</template><noscript>six</noscript><p>also <i>shown</i>.</p>"
    )
    assert texts(read) == ["Shown", "also shown."]


def test_landmarks_and_classes_are_navigation() -> None:
    read = page(
        "<body><nav><a href=/>Drugs</a></nav><header><h1>Examplumab</h1></header>"
        "<div class='site cookie-banner'>We like cookies here.</div>"
        "<main class=menu><p>It helps.</p><article><header><p>By day.</p></header></article></main>"
        "<div role=navigation><p>More drugs</p></div>"
        "<footer><p>Last updated: May 3, 2021</p><p>© 2021 Sample House</p></footer></body>"
    )
    assert {sentence.text: sentence.role.value for sentence in read.sentences} == {
        "Drugs": "navigation",
        "Examplumab": "heading",
        "We like cookies here.": "navigation",
        "It helps.": "content",
        "By day.": "content",
        "More drugs": "navigation",
        "Last updated: May 3, 2021": "about",
        "© 2021 Sample House": "about",
    }
    assert (read.last_reviewed, read.publisher) == ("2021-05-03", "Sample House")


def test_a_heading_in_a_menu_opens_no_section() -> None:
    read = page("<h2>Use</h2><p>It helps.</p><aside><h2>More</h2></aside><p>Often.</p>")
    assert [section.path for section in read.sections] == [("Use",)]
    assert [sentence.role.value for sentence in read.sentences] == [
        *("heading", "content", "navigation", "content")
    ]


def test_a_page_whose_content_stands_in_an_element_of_a_menus_class_is_read() -> None:
    assert page("<div class=menu><p>It helps.</p></div>").sentence(1).role is Role.CONTENT


def test_lists_have_their_depth_and_their_lead() -> None:
    read = page(
        "<p>Very common (1 in 10 people or more)</p><ul><li>Fever</li><li>Rash:"
        "<ul><li>itchy</li></ul><p>It fades.</p></li></ul><dl><dt>Dose</dt><dd>2 mg</dd></dl>"
    )
    blocks = [
        (read.of_block(b.index)[0].text, b.kind.value, b.level, b.list, b.lead) for b in read.blocks
    ]
    assert blocks == [
        ("Very common (1 in 10 people or more)", "paragraph", 0, None, None),
        ("Fever", "item", 1, 0, 0),
        ("Rash:", "item", 1, 0, 0),
        ("itchy", "item", 2, 1, 2),
        ("It fades.", "paragraph", 0, 0, 2),
        ("Dose", "paragraph", 0, None, None),
        ("2 mg", "item", 1, 2, 5),
    ]


def test_paragraphs_that_a_frequency_announces_are_items() -> None:
    read = page(
        "<p>Watch for these. Common (up to 1 in 10 people):</p><p>fever</p><p>A rash</p>"
        "<p>pain. Rare (up to 1 in 1,000 people):</p><p>loss of hair</p><p>Ask your doctor.</p>"
    )
    leads = {read.of_block(b.index)[0].text: b.lead for b in read.blocks if b.kind is Kind.ITEM}
    assert leads == {"fever": 0, "A rash": 0, "pain.": 0, "loss of hair": 3}


def test_cells_have_the_headers_of_what_they_span() -> None:
    read = page(
        "<table><tr><th rowspan=2>Effect<th colspan=2>Drug</tr><tr><th>Any<th>Grade 3</tr>"
        "<tr><td colspan=3>Skin</tr><tr><td>Rash<td>12%<td>1%</tr></table>"
    )
    found = cells(read)
    assert found["12%"] == Cell(0, 3, 1, False, ("Drug", "Any", "Skin", "Rash"))
    assert found["1%"] == Cell(0, 3, 2, False, ("Drug", "Grade 3", "Skin", "Rash"))
    assert found["Rash"] == Cell(0, 3, 0, False, ("Effect", "Skin"))


def test_a_table_without_marked_headers_has_those_above_its_figures() -> None:
    read = page("<table><tr><td>Effect<td>Drug</tr><tr><td>Rash<td>12%</tr></table>")
    assert cells(read)["12%"] == Cell(0, 1, 1, False, ("Drug", "Rash"))


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    read = page("<table><tr><td><h2>Use</h2><p>It helps.</p></td><td><p>Often.</p></table>")
    assert cells(read) == {} and texts(read) == ["Use", "It helps.", "Often."]


def test_line_breaks_are_lines_unless_they_break_a_sentence() -> None:
    read = page(
        "<p>Serious effects<br>It can cause a condition that affects the whole of<br>the body."
        "<br>Then rest.</p>"
    )
    assert texts(read) == [
        "Serious effects",
        "It can cause a condition that affects the whole of the body.",
        "Then rest.",
    ]


def test_a_page_without_structure_is_read_as_plain_text() -> None:
    read = page(
        "<body>Side effects<br>Fever is common. &amp; so on.<br><br>- a rash<br>- pain</body>"
    )
    assert [block.kind.value for block in read.blocks] == ["heading", "paragraph", "item", "item"]


def test_links_bear_their_words() -> None:
    read = page("<p>See <a href='/x'>the <b>label</b></a>, please.</p>")
    assert {(read.text[link.start : link.end], link.target) for link in read.links} == {
        ("the", "/x"),
        ("label", "/x"),
    }


HEAD = """<html lang="en-GB"><head><title> Examplumab |
 Sample </title><meta property="og:site_name" content="Sample House">
<meta name="dcterms.modified" content="2021-05-09"><link rel=canonical href="https://a.example/b">
<script type="application/ld+json">{"@graph": [{"lastReviewed": "2021-05-03",
"publisher": {"name": "Other"}}]}</script></head><body><p>It helps.</p></body></html>"""


def test_the_head_says_what_the_page_is() -> None:
    read = page(HEAD)
    assert (read.title, read.language) == ("Examplumab | Sample", "en-GB")
    assert (read.last_reviewed, read.address) == ("2021-05-03", "https://a.example/b")
    assert read.publisher == "Other"
    assert read.metadata["og:site_name"] == "Sample House"


def test_a_time_is_that_of_what_stands_before_it() -> None:
    read = page(
        "<p>Seen on <time datetime=2020-01-01>a day</time>.</p>"
        "<p>Reviewed <time datetime=2021-05-03>in May</time></p>"
    )
    assert read.last_reviewed == "2021-05-03"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "\x00\x01",
        "<",
        "<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><p>&c;</p>",
        "<?xml version='1.0' encoding='utf-16'?><p>a</p>",
        "<table><td colspan=999999999 rowspan=-3>a<table><tr><th>b",
        "</p></ul></li></table></td><dd>a</dl><li>b",
        "<script type='application/ld+json'>[[1, null, {\"a\": [" + "[" * 5000 + "</script><p>a",
        "<time datetime=x>" * 50,
    ],
)
def test_whatever_is_broken_is_read_or_refused_in_one_line(html: str) -> None:
    try:
        page(html)
    except NotAPage as error:
        assert "\n" not in str(error)


def test_elements_too_deep_within_one_another_are_read_as_text() -> None:
    read = page("<div><b>" * 30_000 + "It helps.")
    assert texts(read) == ["It helps."]
    assert [problem.kind for problem in read.problems] == ["unclosed"]
