"""Whatever a page is made of, it is read, and its parts fit one another."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from immunograph.pages import html, markdown, plain
from immunograph.pages.assembly import assemble
from pages.consistency import assert_consistent

SETTINGS = settings(
    max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
PIECES = [
    *(
        "Fever is common. ",
        "It helps (in adults",
        "). ",
        "Signs can include:",
        "e.g. ",
        "5.1 ",
        "¹",
    ),
    *("\n", "\n\n", "\r\n", "\r", " ", "\t", "    ", "\u00a0", "\u2028", "\x0b", "\x1c", "\ufeff"),
    *(
        "# ",
        "## A heading\n",
        "===\n",
        "- ",
        "* ",
        "1. ",
        "  - ",
        "> ",
        "---\n",
        "```\n",
        "| a | b |\n",
    ),
    *(
        "|---|---|\n",
        "\\|",
        "[a](/b)",
        "rest.[A b](/c)",
        "[a][b]",
        "[b]: /c 'd'\n",
        "![x](/y)",
        "**",
        "_",
        "`",
        "\\",
    ),
    *("&amp;", "&#0;", "<br>", "<b>", "</b>", "<!-- ", " -->", "<p>", "<ul><li>", "</ul>", "<td>"),
    *(
        "<table><tr>",
        "<th colspan=3>",
        "</table>",
        "<h2>",
        "</h2>",
        "<nav>",
        "<footer>",
        "<dl><dt>",
    ),
    *(
        "<dd>",
        "<script>",
        "<a href=x>",
        "Very common (1 in 10):",
        "rash   12%   1%\n",
        "\x00",
        "\ufffd",
    ),
    *(
        "Last updated: May 3, 2021",
        "https://a.example/b?c=d",
        "---\ntitle: [x\n---\n",
        "é",
        "😀",
        "ß",
    ),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(max_size=80),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=25).map("".join),
)


@SETTINGS
@given(TEXTS)
def test_any_text_is_read_to_its_last_character(text: str) -> None:
    assert_consistent(assemble("page", "text", "", plain.read(text)))


@SETTINGS
@given(TEXTS)
def test_any_markdown_is_read_to_its_last_character(text: str) -> None:
    assert_consistent(assemble("page", "markdown", "", markdown.read(text)))


@SETTINGS
@given(TEXTS)
def test_any_html_is_read(text: str) -> None:
    page = assemble("page", "html", "", html.read(text))
    assert_consistent(page)
    assert page == assemble("page", "html", "", html.read(text))
