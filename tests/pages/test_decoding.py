# ruff: noqa: RUF001 (the characters are what this is about)
"""From bytes to text: what a file is written in, and what is done where that is not clear."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunograph.errors import NotAPage
from immunograph.pages.decoding import decode, head

TEXT = "Naïve B cells – at 37 °C.\r\nThey “rest”.\n"


def kinds(data: bytes) -> list[str]:
    return [problem.kind for problem in decode(data, "p.txt").problems]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_every_unicode_gives_the_same_text_and_no_problem(mark: bytes, encoding: str) -> None:
    data = mark + TEXT.encode(encoding)
    read = decode(data, "p.txt")
    assert (read.text, read.encoding, read.problems) == (TEXT, encoding, ())
    assert head(data) == TEXT


def test_ends_of_lines_are_kept_since_offsets_are_those_of_the_file() -> None:
    assert decode(b"a\r\nb\rc\n", "p.txt").text == "a\r\nb\rc\n"


def test_what_is_not_utf8_is_windows_1252_and_it_is_said_from_which_line() -> None:
    read = decode(b"one\n" + "the patient’s".encode("cp1252"), "p.txt")
    assert read.text == "one\nthe patient’s"
    (problem,) = read.problems
    assert problem.kind == "encoding"
    assert problem.message == "is not UTF-8: read as Windows-1252, first in line 2"
    assert read.text[problem.start : problem.end] == "’"


def test_two_encodings_in_one_file_are_both_read() -> None:
    read = decode("é1\n".encode() + "é2\n".encode("cp1252") + "é3".encode(), "p.txt")
    assert read.text == "é1\né2\né3"
    (problem,) = read.problems
    assert problem.kind == "mixed-encodings"
    assert "line 2" in problem.message


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ('<meta charset="windows-1250">', "cp1250", "dávka"),
        ("<meta http-equiv=x content='text/html; charset=koi8-r'>", "koi8-r", "доза"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "cp1252", "“dose”"),
        ('<?xml version="1.0" encoding="Shift_JIS"?>', "shift_jis", "用量"),
        ("<meta charset=iso-8859-15>", "iso8859-15", "€"),
    ],
)
def test_a_declared_encoding_counts_where_it_fits(declared: str, encoding: str, text: str) -> None:
    read = decode((declared + text).encode(encoding), "p.html")
    assert (read.text, read.problems) == (declared + text, ())


def test_a_declaration_that_is_wrong_is_told() -> None:
    read = decode("<meta charset=iso-8859-1>é".encode(), "p.html")
    assert read.text.endswith("é")
    assert [problem.kind for problem in read.problems] == ["encoding"]
    assert kinds(b"<meta charset=koi8-r>plain") == []


@pytest.mark.parametrize("name", ["utf-7", "rot13", "hex", "idna", "unicode_escape", "no-such"])
def test_an_encoding_that_can_hide_what_is_said_does_not_count(name: str) -> None:
    data = f"<meta charset={name}>+ADw-script+AD4- \\x41".encode()
    assert decode(data, "p.html").text == data.decode()


def test_a_character_cut_in_two_has_a_mark() -> None:
    read = decode(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "p.txt")
    assert read.text == TEXT[:-1] + "\ufffd"
    assert [problem.kind for problem in read.problems] == ["damaged-encoding"]


def test_control_characters_cannot_steer_a_terminal() -> None:
    given = "cells\x1b[2J are\x00 the patient\x92s\t\n\f" + "x" * 200
    read = decode(given.encode(), "p.txt")
    assert len(read.text) == len(given)
    assert read.text.startswith("cells\ufffd[2J are\ufffd the patient’s\t\n\f")
    assert [problem.kind for problem in read.problems] == ["control-characters"]


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\x00" * 5000, codecs.BOM_UTF8, b"\xff\xfe"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPage, match=r"^p\.txt: is empty: .*; save the page again$"):
        decode(data, "p.txt")


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02some words" * 9])
def test_bytes_of_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(NotAPage, match=r"^p\.txt: is binary: [^\n]*; save the page as"):
        decode(data, "p.txt")


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_give_a_text_without_control_characters_or_one_clear_line(data: bytes) -> None:
    try:
        text = decode(data, "p.txt").text
    except NotAPage as error:
        assert "\n" not in str(error)
    else:
        assert text.strip()
        assert not any(each < " " and each not in "\t\n\r\f" for each in text)
        text.encode()
