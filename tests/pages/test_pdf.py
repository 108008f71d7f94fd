"""PDF: what is printed is put back into the order in which people read it."""

import io
import zlib

import pypdf
import pytest

from immunograph.errors import NotAPage
from immunograph.pages import glyphs
from immunograph.pages.page import Kind, Page, Role
from immunograph.pages.read import read_bytes
from pages.consistency import assert_consistent
from pages.printing import Sheet, file_of, pdf, stream

PROSE = (
    "The cells are taken from the blood of each patient and are then",
    "changed in a laboratory. They find the antigen by them-",
    "selves, and they kill CD19-",
    "positive cells. Some people had a re-",
    "lapse; a relapse was rare.",
)


def read(*sheets: Sheet, title: str = "") -> Page:
    page = read_bytes(pdf(*sheets, title=title), "print.pdf")
    assert_consistent(page)
    return page


def blocks(page: Page) -> list[tuple[Kind, int, str]]:
    return [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks]


def test_lines_are_joined_to_paragraphs_and_hyphens_are_put_right() -> None:
    sheet = Sheet()
    below = sheet.lines(72, 700, PROSE)
    sheet.lines(72, below - 12, ["Another paragraph stands apart."])
    assert [text for _, _, text in blocks(read(sheet))] == [
        "The cells are taken from the blood of each patient and are then changed in a laboratory. "
        "They find the antigen by themselves, and they kill CD19-positive cells. "
        "Some people had a relapse; a relapse was rare.",
        "Another paragraph stands apart.",
    ]


def test_headings_are_known_by_their_size_and_their_weight() -> None:
    sheet = Sheet()
    sheet.show(72, 740, "Namelimab", 24)
    sheet.show(72, 700, "Side effects of the", 16)
    sheet.show(72, 681, "treatment", 16)
    sheet.lines(72, 660, PROSE)
    sheet.show(72, 580, "In children", font="F2")
    sheet.lines(72, 566, PROSE)
    sheet.show(72, 480, "6 REACTIONS", font="F2")
    sheet.show(72, 466, "6.1 Trials", font="F2")
    page = read(sheet)
    assert [(level, text) for kind, level, text in blocks(page) if kind is Kind.HEADING] == [
        (1, "Namelimab"),
        (2, "Side effects of the treatment"),
        (3, "In children"),
        (3, "6 REACTIONS"),
        (4, "6.1 Trials"),
    ]
    assert page.title == "Namelimab"
    assert page.language == "en-US"


def test_marks_begin_items_and_their_lines_go_on() -> None:
    sheet = Sheet()
    sheet.lines(72, 700, ["Tell your doctor if you have:"])
    sheet.show(80, 686, "\u2022")
    sheet.show(92, 686, "a fever that is high or lasts longer than a day, which you")
    sheet.show(92, 674, "should always write down")
    sheet.show(80, 662, "\u2022 chills")
    sheet.show(92, 650, "\u2013 at night")
    sheet.show(80, 638, "\u2022 a rash")
    sheet.lines(72, 612, ["Keep this leaflet. You may need to read all of it again later."])
    found = [(level, text) for kind, level, text in blocks(read(sheet)) if kind is Kind.ITEM]
    assert found == [
        (1, "a fever that is high or lasts longer than a day, which you should always write down"),
        (1, "chills"),
        (2, "at night"),
        (1, "a rash"),
    ]


def test_running_heads_and_page_numbers_are_told_apart() -> None:
    sheets = [Sheet() for _ in range(4)]
    for number, sheet in enumerate(sheets, 1):
        sheet.show(72, 770, f"Namelimab {'leaflet' if number % 2 else 'for patients'}", 8)
        sheet.lines(72, 700, [f"{'abcde'[number]} {line}" for line in PROSE[number:]])
        sheet.show(300, 30, f"Page {number} of 4", 8)
    page = read(*sheets)
    along = [s.text for s in page.sentences if s.role is Role.NAVIGATION]
    assert len(along) == 8
    assert along[:2] == ["Namelimab leaflet", "Page 1 of 4"]
    assert not any("Namelimab" in s.text for s in page.sentences if s.role is Role.CONTENT)


def test_a_sentence_goes_on_over_the_page() -> None:
    one, two = Sheet(), Sheet()
    one.lines(72, 700, PROSE[:1])
    one.show(300, 30, "1")
    two.lines(72, 700, PROSE[1:])
    two.show(300, 30, "2")
    assert blocks(read(one, two))[0][2].startswith(f"{PROSE[0]} changed in a laboratory.")


def test_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    sheet.show(72, 740, "A title that stands over both of the columns of this page", 16)
    left = [f"the left column has words in line {n}" for n in (*"abcdefg", "h.")]
    right = [f"the right column has words in line {n}" for n in "abcdefgh"]
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        sheet.show(72, 700 - 12 * at, one)
        sheet.show(320, 699 - 12 * at, other)
    _, first, second = (text for _, _, text in blocks(read(sheet)))
    assert first == " ".join(left)
    assert second == " ".join(right)


def test_a_narrow_strip_parts_columns_beside_a_heading_and_a_list() -> None:
    sheet = Sheet()
    sheet.show(72, 704, "Side effects", 16)
    items = ["Fever", "A rash that comes", "Chills", "A cough", "Cold", "Pain", "Ache", "A cut."]
    text = [f"the right column goes on with words in line {n}" for n in (*"abcdefghi", "k.")]
    for at, item in enumerate(items):
        sheet.show(72, 680 - 12 * at, item)
    for at, line in enumerate(text):
        sheet.show(166, 711 - 12 * at, line)
    found = [text for _, _, text in blocks(read(sheet))]
    assert found[0] == "Side effects"
    assert " ".join(found[1:]) == " ".join([*items, *text])


def test_words_that_are_spaced_out_to_fill_a_line_are_no_table() -> None:
    sheet = Sheet()
    for at, line in enumerate(PROSE):
        left = 72.0
        for word in line.split():
            sheet.show(left, 700 - 12 * at, word)
            left += 4.5 * len(word) + 22
    assert [kind for kind, _, _ in blocks(read(sheet))] == [Kind.PARAGRAPH]


def test_a_table_is_read_in_rows() -> None:
    sheet = Sheet()
    rows = [("Reaction", "Any grade", "Severe"), ("Fever", "40", "3"), ("Rash", "12", "1")]
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.show(72 + 150 * column, 700 - 14 * at, text, font="F1" if at else "F2")
    page = read(sheet)
    cells = {page.text[b.start : b.end]: b.cell for b in page.blocks if b.cell}
    assert cells["12"].row == 2
    assert cells["12"].headers == ("Any grade", "Rash")
    assert cells["Severe"].is_header


def test_what_is_raised_is_a_mark_or_a_power() -> None:
    sheet = Sheet()
    sheet.draw(
        "BT /F1 10 Tf 72 700 Td (It is given at 5 mg/m) Tj 4 Ts /F1 6 Tf (2) Tj 0 Ts /F1 10 Tf "
        "( as a start) Tj 4 Ts /F1 6 Tf (a) Tj 0 Ts /F1 10 Tf ( to all.) Tj ET"
    )
    assert blocks(read(sheet))[0][2] == "It is given at 5 mg/m² as a start a to all."


def test_gaps_within_a_string_are_spaces() -> None:
    sheet = Sheet()
    sheet.draw(
        "BT /F1 10 Tf 72 700 Td [(Ty) 20 (ped) -300 (in) -30 (to) -300 (parts of a line)] TJ ET"
    )
    assert blocks(read(sheet))[0][2] == "Typed into parts of a line"


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read(degrees: int) -> None:
    matrix = {90: "0 1 -1 0 400 72", 180: "-1 0 0 -1 500 700", 270: "0 -1 1 0 100 700"}[degrees]
    sheet = Sheet(turned=degrees)
    sheet.draw(f"q {matrix} cm BT /F1 10 Tf 0 0 Td (The words of a turned page.) Tj ET Q")
    assert blocks(read(sheet))[0][2] == "The words of a turned page."


def test_text_at_an_angle_is_left_out_and_told() -> None:
    sheet = Sheet()
    sheet.lines(72, 700, PROSE)
    sheet.draw("BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET")
    page = read(sheet)
    assert "DRAFT" not in page.text
    assert [problem.kind for problem in page.problems] == ["text-at-an-angle"]
    assert page.problems[0].message.startswith("page 1 has text at an angle")


def test_text_in_a_form_is_read() -> None:
    form = stream(
        b"BT /F1 10 Tf 10 10 Td (The words of a form on a page.) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Matrix [1 0 0 1 60 600]",
    )
    whole = pdf(Sheet(["/Fm Do"]))
    assert b"/XObject << /Im" in whole
    objects = whole.split(b"endobj\n")
    numbered = [each.partition(b" obj\n")[2].removesuffix(b"\n") for each in objects[:-1]]
    numbered = [
        each.replace(b"/XObject << ", b"/XObject << /Fm %d 0 R " % (len(numbered) + 1))
        for each in numbered
    ]
    page = read_bytes(file_of([*numbered, form], "/Root 1 0 R"), "print.pdf")
    assert page.text == "The words of a form on a page.\n"


def test_the_title_that_the_file_has() -> None:
    sheet = Sheet()
    sheet.lines(72, 700, PROSE)
    assert read(sheet, title="A leaflet for people").title == "A leaflet for people"
    for title in ("Microsoft Word - leaflet 2.docx", "untitled", "leaflet_v3"):
        assert read(sheet, title=title).title != title


def refusal(data: bytes) -> str:
    with pytest.raises(NotAPage) as caught:
        read_bytes(data, "print.pdf")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_scan_is_refused_and_pages_that_are_images_are_told() -> None:
    scan, text = Sheet(image=True), Sheet()
    text.lines(72, 700, PROSE)
    said = "print.pdf: is scanned: its pages are images without text; recognise its text (OCR)"
    assert refusal(pdf(scan, scan)).startswith(said)
    (problem,) = read(text, scan, scan).problems
    assert problem.message == "page 2, 3 is an image without text, which is not read"


def test_a_page_without_anything_is_refused() -> None:
    assert "is a PDF without text" in refusal(pdf(Sheet()))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_an_encrypted_file_is_read_where_it_needs_no_password(algorithm: str) -> None:
    sheet = Sheet()
    sheet.lines(72, 700, PROSE)

    def encrypted(password: str) -> bytes:
        writer, out = pypdf.PdfWriter(io.BytesIO(pdf(sheet))), io.BytesIO()
        writer.encrypt(password, owner_password="owner", algorithm=algorithm)
        writer.write(out)
        return out.getvalue()

    assert "taken from the blood" in read_bytes(encrypted(""), "print.pdf").text
    assert "is encrypted, and needs a password; save it without" in refusal(encrypted("secret"))


def test_a_damaged_file_is_refused_or_read_as_far_as_it_goes() -> None:
    sheet = Sheet()
    sheet.lines(72, 700, PROSE)
    whole = pdf(sheet, sheet)
    assert "is a damaged PDF" in refusal(b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj")
    for cut in range(100, len(whole), len(whole) // 12):
        try:
            read_bytes(whole[:cut], "print.pdf")
        except NotAPage as error:
            assert "\n" not in str(error)


def test_a_damaged_page_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = [Sheet(), Sheet()]
    for number, sheet in enumerate(sheets):
        sheet.lines(72, 700, [f"{'ab'[number]} {line}" for line in PROSE])
    draw, drawn = glyphs._draw, []

    def fail_first(*given: object) -> None:
        drawn.append(given)
        if len(drawn) == 1:
            raise ValueError("a stream that is none")
        draw(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(glyphs, "_draw", fail_first)
    (problem,) = (page := read(*sheets)).problems
    assert page.text.startswith("b The cells")
    assert problem.message == "page 1 is damaged, and not read: a stream that is none"


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    bomb = zlib.compress(zlib.compress(b" " * (76 << 20), 1), 1)
    packed = stream(bomb, "/Filter [/FlateDecode /FlateDecode]", packed=False)
    whole = pdf(Sheet(["(x) Tj"]), packed=False)
    numbered = [
        each.partition(b" obj\n")[2].removesuffix(b"\n") for each in whole.split(b"endobj\n")[:-1]
    ]
    at = next(n for n, each in enumerate(numbered) if b"(x) Tj" in each)
    numbered[at] = packed
    assert "unpacks to more than a page holds" in refusal(file_of(numbered, "/Root 1 0 R"))
