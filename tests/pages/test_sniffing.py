"""Which format a file is, by its bytes before its suffix."""

import io
import zipfile

import pytest

from immunograph.errors import NotAPage
from immunograph.pages.page import FORMATS
from immunograph.pages.sniffing import IN_A_ZIP, OTHER_SUFFIXES, OTHERS, SUFFIXES, sniff

SPL = '<?xml version="1.0"?><?xml-stylesheet href="a"?>\n<document xmlns="urn:hl7-org:v3">'


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("p.txt", b"Some words.", "text"),
        ("p.md", b"Some words.", "markdown"),
        ("p.html", b"Some words.", "html"),
        ("p", b"Some words.", "text"),
        ("p", b"---\ntitle: a\n---\n", "markdown"),
        ("p", b"# Title\n\nWords", "markdown"),
        ("p", b"<p>Words</p>", "html"),
        ("p.txt", b"<p>A line that begins so.", "text"),
        ("-", b"<!doctype html><title>", "html"),
        ("p.md", b"<!-- saved --> <!DOCTYPE HTML PUBLIC>", "html"),
        ("p.txt", b"\xef\xbb\xbf<HTML lang=en>", "html"),
        ("p.xml", b'<?xml version="1.0"?><!DOCTYPE html><html>', "html"),
        ("p.html", "<!doctype html><p>é".encode("utf-16"), "html"),
        ("p", b"%PDF-1.4\n", "pdf"),
        ("p.txt", b"junk before\n%PDF-1.4\n", "pdf"),
        ("p.html", b"<html><p>A file begins with %PDF-1.4</p>", "html"),
        ("p.xml", SPL.encode(), "spl"),
        ("p.txt", SPL.encode("utf-16"), "spl"),
        ("p", b'<v3:document xmlns:v3="urn:hl7-org:v3">', "text"),
        ("p.xml", b'<!-- c --><v3:document xmlns:v3="urn:hl7-org:v3">', "spl"),
    ],
)
def test_the_format_of_a_file(name: str, data: bytes, form: str) -> None:
    assert sniff(data, name).format == form


def test_a_name_that_says_something_else_is_told() -> None:
    assert sniff(b"%PDF-1.4", "p.pdf").problems == ()
    (problem,) = sniff(b"<!doctype html>", "p.pdf").problems
    assert problem.message == "is named as a PDF and is HTML: read as that"
    with pytest.raises(NotAPage, match="is named as a PDF, and is none"):
        sniff(b"Some words.", "p.pdf")


@pytest.mark.parametrize(("place", "magic", "kind"), [each[:3] for each in OTHERS])
def test_other_formats_are_named_whatever_their_suffix(place: int, magic: bytes, kind: str) -> None:
    with pytest.raises(NotAPage) as caught:
        sniff(b"\x00" * place + magic + b"\x00" * 50, "p.txt")
    assert str(caught.value).startswith(f"p.txt: is {kind}, which is not read; ")


@pytest.mark.parametrize(("member", "kind"), [each[:2] for each in IN_A_ZIP])
def test_office_documents_are_named(member: bytes, kind: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("mimetype", member if b"application" in member or b"open" in member else b"")
        made.writestr(member.decode() if b"/" in member else "content.xml", "x")
    with pytest.raises(NotAPage) as caught:
        sniff(packed.getvalue(), "p.docx")
    assert kind in str(caught.value)


@pytest.mark.parametrize("suffix", OTHER_SUFFIXES)
def test_files_that_are_no_pages_are_named(suffix: str) -> None:
    with pytest.raises(NotAPage, match=f"p{suffix}: is .*, which is not read; name a page"):
        sniff(b"Some words.", f"p{suffix}")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<?xml version="1.0"?><rss version="2.0">', "an XML file of <rss>"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>", "an XML file of <x>"),
        (b"<document>", "an XML file of <document>"),
        (b"Some words.", "an XML file without an element at its start"),
    ],
)
def test_other_xml_is_named(data: bytes, said: str) -> None:
    with pytest.raises(NotAPage) as caught:
        sniff(data, "p.xml")
    assert said in str(caught.value)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file_is_empty_whatever_its_suffix(suffix: str) -> None:
    with pytest.raises(NotAPage, match="is empty"):
        sniff(b"", f"p{suffix}")


def test_every_format_has_a_suffix() -> None:
    assert set(SUFFIXES.values()) == set(FORMATS)
