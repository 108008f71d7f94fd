"""A product label: its facts, its sections by title and code, and its narrative block by block."""

from pathlib import Path

import pytest

from immunograph.errors import NotAPage
from immunograph.pages.page import Kind, Page, Role
from immunograph.pages.read import read_bytes
from pages.consistency import assert_consistent
from pages.labels import excerpt, label, section


def read(*sections: str) -> Page:
    page = read_bytes(label(*sections), "label.xml")
    assert_consistent(page)
    return page


def body(text: str) -> list[tuple[str, int, str]]:
    """The blocks of a section with this narrative."""
    page = read(section(text, "9 THE SECTION"))
    last = max(block.section for block in page.blocks if page.section(block.section).path[1:2])
    first = next(s.order for s in page.sections if s.path[-1] == "9 THE SECTION")
    assert last >= first
    return [
        (block.kind.value, block.level, page.text[block.start : block.end])
        for block in page.blocks
        if block.section >= first
    ][1:]


def test_what_a_label_says_of_itself() -> None:
    page = read(section("<paragraph>Words.</paragraph>", "1 USE"))
    assert page.format == "spl"
    assert page.title == "NAMELIMAB injection, for intravenous use"
    assert (page.last_reviewed, page.publisher) == ("2031-04-05", "Maker Inc.")
    assert dict(page.metadata) == {
        "document_type": "HUMAN PRESCRIPTION DRUG LABEL",
        "id": "1-2",
        "set_id": "set-1",
        "version": "7",
        "effective_time": "2031-04-05",
        "manufacturer": "Maker Inc.",
        "products": "Namelo",
        "generic_names": "namelimab-zzzz",
        "active_ingredients": "NAMELIMAB",
        "active_moieties": "NAMELIMAB",
        "unii": "A1",
        "dosage_forms": "INJECTION, SOLUTION",
        "routes": "INTRAVENOUS",
        "approvals": "BLA000000",
        "ndc": "00000-123",
        "ingredient": "namelimab-zzzz",
    }
    about = [sentence.text for sentence in page.sentences if sentence.role is Role.ABOUT]
    assert about[-1] == "Initial U.S. Approval: 2031"
    assert "WATER" not in page.text


def test_sections_have_the_paths_of_their_titles() -> None:
    inner = section("<paragraph>Fever was seen.</paragraph>", "6.1 Trials")
    page = read(
        section("<paragraph>It can kill.</paragraph>", "WARNING: FEVER", "34066-1"),
        section("<paragraph>Rash.</paragraph>", "", "34084-4"),
        section("", "6 ADVERSE REACTIONS", "34084-4", inner),
    )
    paths = {page.text[b.start : b.end]: page.section(b.section).path[1:] for b in page.blocks}
    assert paths["It can kill."] == ("Boxed warning", "WARNING: FEVER")
    assert paths["Rash."] == ("Adverse reactions",)
    assert paths["Fever was seen."] == ("6 ADVERSE REACTIONS", "6.1 Trials")


def test_highlights_stand_first_under_the_titles_of_their_sections() -> None:
    page = read(
        section(
            "<paragraph>Whole.</paragraph>", "1 USE", inner=excerpt("<paragraph>Short.</paragraph>")
        )
    )
    first, second = (
        page.section(block.section).path[1:]
        for block in page.blocks
        if page.text[block.start : block.end] in {"Short.", "Whole."}
    )
    assert first == ("Highlights of prescribing information", "1 USE")
    assert second == ("1 USE",)


def test_line_breaks_part_items_headings_and_paragraphs_or_only_wrap() -> None:
    text = (
        "<paragraph>They were seen in:<br/>• adults with<br/>one disease<br/>o the first kind"
        "<br/>• children<br/><content styleCode='underline'>In trials </content><br/>"
        "More was seen.<br/><content styleCode='italics'>In children</content><br/>Less."
        "</paragraph>"
    )
    assert body(text) == [
        ("paragraph", 0, "They were seen in:"),
        ("item", 1, "adults with one disease"),
        ("item", 2, "the first kind"),
        ("item", 1, "children"),
        ("heading", 3, "In trials"),
        ("paragraph", 0, "More was seen."),
        ("heading", 4, "In children"),
        ("paragraph", 0, "Less."),
    ]


def test_a_line_that_ends_a_part_or_names_a_table_is_no_heading() -> None:
    bold = "<content styleCode='bold'>{}</content>"
    table, call = bold.format("Table 1: Events"), bold.format("Call us")
    text = f"<paragraph>{table}</paragraph><paragraph>A.<br/>{call}</paragraph>"
    assert [kind for kind, _, _ in body(text)] == ["paragraph"] * 3


def test_lists_are_lists() -> None:
    text = (
        "<list><caption>Tell about</caption><item>fever<list><item>high</item></list></item>"
        "<item><caption>2.</caption><paragraph>rash</paragraph>"
        "<paragraph>It itches.</paragraph></item></list>"
    )
    assert body(text) == [
        ("paragraph", 0, "Tell about"),
        ("item", 1, "fever"),
        ("item", 2, "high"),
        ("item", 1, "2. rash"),
        ("paragraph", 0, "It itches."),
    ]


def cells(table: str) -> dict[str, tuple[bool, tuple[str, ...]]]:
    page = read(section(table, "9 THE SECTION"))
    return {
        page.text[block.start : block.end]: (block.cell.is_header, block.cell.headers)
        for block in page.blocks
        if block.cell
    }


def test_cells_have_the_headers_that_span_them() -> None:
    found = cells(
        "<table><caption>Table 1</caption><thead>"
        "<tr><th rowspan='2'>Reaction</th><th colspan='2'>Namelimab</th></tr>"
        "<tr><th>Any</th><th>Severe</th></tr></thead>"
        "<tfoot><tr><td colspan='3'>a A note.</td></tr></tfoot>"
        "<tbody><tr><td colspan='3'>Of the skin</td></tr>"
        "<tr><td rowspan='2'>Rash<sup>a</sup></td><td>12</td><td>3</td></tr>"
        "<tr><td>13</td><td>4</td></tr></tbody></table>"
    )
    assert found["Rash a"] == (False, ("Reaction", "Of the skin"))
    assert found["12"] == (False, ("Namelimab", "Any", "Of the skin", "Rash a"))
    assert found["4"] == (False, ("Namelimab", "Severe", "Of the skin", "Rash a"))
    assert found["Of the skin"][0]
    assert "a A note." not in found


def test_bold_cells_at_the_top_are_headers_where_none_is_marked() -> None:
    bold = "<td><content styleCode='bold'>{}</content></td>"
    found = cells(
        f"<table><tbody><tr>{bold.format('Event<br/>(any)')}{bold.format('%')}</tr>"
        "<tr><td>Rash</td><td>12<footnote>Of all.</footnote></td></tr></tbody></table>"
    )
    assert found["12"] == (False, ("%", "Rash"))
    assert found["Event (any)"][0]


def test_a_cell_keeps_its_items_apart() -> None:
    found = cells(
        "<table><tr><td><list><item>fever</item><item>rash</item></list></td></tr></table>"
    )
    assert set(found) == {"fever", "rash"}


def test_words_are_kept_apart_and_numbers_together() -> None:
    text = (
        "<paragraph>(<linkHtml href='#a'>5.1</linkHtml> ), 10<sup>9</sup>/L, 2 mg/m<sup>2</sup>, "
        "CD19<sup>+</sup>, <content styleCode='italics'>Skin:</content>rash<sup>1</sup>and "
        "<content styleCode='italics'>in vitro</content>data, "
        "hydr<content styleCode='bold'>OXY</content>zine, "
        "NAMELO<sup>®</sup> (<linkHtml href='https://example.org/a'>here</linkHtml>)</paragraph>"
    )
    ((_, _, seen),) = body(text)
    assert seen == (
        "(5.1), 10⁹/L, 2 mg/m², CD19+, Skin: rash 1 and in vitro data, hydrOXYzine, NAMELO® (here)"
    )
    page = read(section(text, "1 USE"))
    assert [(page.text[link.start : link.end], link.target) for link in page.links] == [
        ("here", "https://example.org/a")
    ]


def test_a_note_at_the_foot_follows_its_paragraph() -> None:
    text = "<paragraph>Rash<footnote>In trials.</footnote> was seen.</paragraph>"
    assert [seen for _, _, seen in body(text)] == ["Rash was seen.", "In trials."]


@pytest.mark.parametrize(
    ("written", "day"),
    [("20310405", "2031-04-05"), ("203104051200+0000", "2031-04-05"), ("20311332", ""), ("", "")],
)
def test_the_day_from_which_it_is_in_effect(written: str, day: str) -> None:
    data = label(section("<paragraph>A.</paragraph>", "1 USE")).replace(
        b'"20310405"', f'"{written}"'.encode()
    )
    assert read_bytes(data, "label.xml").last_reviewed == day


def test_a_label_without_a_title_is_named_by_its_product() -> None:
    whole = label(section("<paragraph>A.</paragraph>", "1 USE")).decode()
    start, end = whole.index("<title>"), whole.index("</title>")
    page = read_bytes((whole[:start] + whole[end + len("</title>") :]).encode(), "label.xml")
    assert page.title == "Namelo"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<document", "<!DOCTYPE x [<!ENTITY a 'b'>]><document", "declares a DOCTYPE or entities"),
        ("<document", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><document", "declares a DOCTYPE"),
        ("</structuredBody>", "", "is not well-formed XML: Opening and ending tag"),
        ("Inc.", "&undeclared;", "is not well-formed XML: Entity 'undeclared' not defined"),
    ],
)
def test_a_label_that_is_damaged_or_declares_entities_is_one_line(
    old: str, new: str, said: str
) -> None:
    data = label(section("<paragraph>A.</paragraph>", "1 USE")).replace(old.encode(), new.encode())
    with pytest.raises(NotAPage) as caught:
        read_bytes(data, "label.xml")
    assert said in str(caught.value)
    assert str(caught.value).startswith("label.xml:")
    assert "\n" not in str(caught.value)


def test_a_whole_label_of_the_fda(corpus: Path) -> None:
    file = corpus / "fda_labels" / "sample_SPL_atorvastatin.xml"
    page = read_bytes(file.read_bytes(), "label.xml")
    assert_consistent(page)
    assert page.metadata["set_id"].startswith("301ef8f1")
    assert (page.last_reviewed, page.language) == ("2025-06-10", "en")
    assert [problem.kind for problem in page.problems] == ["lost-heading"]  # it has no 8.3
    assert sum(block.kind is Kind.CELL for block in page.blocks) > 500
    tops = [section.path[1] for section in page.sections if len(section.path) == 2]
    assert tops[1:4] == [
        "1 INDICATIONS AND USAGE",
        "2 DOSAGE AND ADMINISTRATION",
        "3 DOSAGE FORMS AND STRENGTHS",
    ]
