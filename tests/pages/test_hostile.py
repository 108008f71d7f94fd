"""Pages made to do harm, each read in a process with a bound on memory and on time.

Each ends in bounded time with one clear line, or is read.
"""

import gzip
import zlib
from collections.abc import Callable, Mapping

import pytest

from immunograph.many.outcomes import Done, Failed, Limits, Outcome
from immunograph.many.pool import run
from pages.labels import label, section
from pages.printing import Sheet, file_of, pdf, stream
from works import summary

pytest.importorskip("resource")
LIMITS = Limits(processes=2, seconds=60, memory=1 << 30)
DEEP = 10_000
SPL = '<document xmlns="urn:hl7-org:v3">'
BILLION = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
ENTITIES = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{BILLION}]>'


def nested(tag: str, closed: bool = True) -> str:
    return f"<{tag}>" * DEEP + "The words within." + f"</{tag}>" * (DEEP * closed)


def objects_of(whole: bytes) -> list[bytes]:
    return [
        each.partition(b" obj\n")[2].removesuffix(b"\n") for each in whole.split(b"endobj\n")[:-1]
    ]


def bomb(layers: int) -> bytes:
    """A PDF whose content unpacks, layer within layer, to far more than it is."""
    data = b" " * (76 << 20)
    for _ in range(layers):
        data = zlib.compress(data, 1)
    packed = stream(data, f"/Filter [{'/FlateDecode ' * layers}]", packed=False)
    found = objects_of(pdf(Sheet(["(x) Tj"]), packed=False))
    return file_of([packed if b"(x) Tj" in each else each for each in found], "/Root 1 0 R")


def forms_within_forms(height: int) -> bytes:
    """Each form draws the next twenty times."""
    found = objects_of(pdf(Sheet(["/Fm Do"])))
    first = len(found) + 1
    found = [each.replace(b"/XObject <<", b"/XObject << /Fm %d 0 R" % first) for each in found]
    for n in range(height):
        inner = f"/Resources << /XObject << /Fm {first + n + 1} 0 R >> >>"
        found.append(stream(b"/Fm Do " * 20, f"/Type /XObject /Subtype /Form {inner}"))
    found.append(stream(b"BT ET " * 1000, "/Type /XObject /Subtype /Form"))
    return file_of(found, "/Root 1 0 R")


def looping_pdf() -> bytes:
    """The tree of pages has itself as a branch."""
    found = objects_of(pdf(Sheet(["(x) Tj"])))
    found[1] = b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"
    return file_of(found, "/Root 1 0 R")


# The name of the file, what is in it, and what is said of it.
REFUSED: Mapping[str, tuple[str, Callable[[], str | bytes], str]] = {
    "an empty file": ("a.txt", lambda: "", "is empty"),
    "a binary file": ("b.txt", lambda: bytes(range(256)) * 4000, "is binary"),
    "a program": ("c.md", lambda: b"\x7fELF" + bytes(5000), "is a program"),
    "a picture": ("d.pdf", lambda: b"\x89PNG\r\n" + bytes(5000), "is a PNG image"),
    "a packed page": ("e.txt", lambda: gzip.compress(b"x" * (1 << 20)), "packed (gzip)"),
    "HTML that shows nothing": ("f.html", lambda: "<script>" + "x" * (1 << 20), "shows no text"),
    "entities within entities in a label": (
        "g.xml",
        lambda: f"{ENTITIES}{SPL}&a12;</document>",
        "declares a DOCTYPE or entities",
    ),
    "an entity of a file in a label": (
        "h.xml",
        lambda: f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{SPL}&a;</document>',
        "declares a DOCTYPE or entities",
    ),
    "entities in a label of UTF-16": (
        "i.xml",
        lambda: f"{ENTITIES}{SPL}&a12;</document>".encode("utf-16"),
        "declares a DOCTYPE or entities",
    ),
    "a deep label": (
        "j.xml",
        lambda: label(section(nested("content"))),
        "is nested too deeply",
    ),
    "a label cut short": ("k.xml", lambda: label(section("<paragraph>A"))[:-9], "not well-formed"),
    "entities in other XML": ("l.xml", lambda: f"{ENTITIES}<x>&a12;</x>", "an XML file of <x>"),
    "a PDF that unpacks to too much": ("m.pdf", lambda: bomb(1), "unpacks to more"),
    "a PDF packed twice": ("n.pdf", lambda: bomb(2), "unpacks to more"),
    "forms within forms": ("o.pdf", lambda: forms_within_forms(7), "draws more than a page does"),
    "a PDF that is a branch of itself": ("p.pdf", looping_pdf, "a damaged PDF"),
    "a PDF of brackets": ("q.pdf", lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * DEEP, "a damaged PDF"),
    "a PDF that is noise": (
        "r.pdf",
        lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400,
        "a damaged PDF",
    ),
}
READ: Mapping[str, tuple[str, Callable[[], str | bytes]]] = {
    "deep HTML": ("s.html", lambda: "<!doctype html>" + nested("div")),
    "deep lists": ("t.html", lambda: "<!doctype html>" + nested("ul><li", closed=False)),
    "thousands of unclosed tags": ("u.html", lambda: "<p>" * 8_000 + "The words within."),
    "HTML with entities": ("v.html", lambda: f"{ENTITIES}<html><p>The words within. &a12;</p>"),
    "a long line": ("w.txt", lambda: "The words within. " * 2_000),
    "one word of megabytes": ("x.txt", lambda: "x" * (1 << 20)),
    "brackets without end": ("y.md", lambda: "[" * 3_000 + "The words within."),
    "quotes within quotes": ("z.md", lambda: ">" * DEEP + "The words within."),
    "stars without end": ("z1.md", lambda: "*a_" * 3_000 + "The words within."),
    "spans without end": ("z2.xml", lambda: label(section(
        "<table><tr><td colspan='999999999' rowspan='999999999'>The words within.</td></tr></table>"
    ))),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Outcome]:
    """What comes of each file, by its name."""
    folder = tmp_path_factory.mktemp("hostile")
    files = []
    made_by = [(name, content) for name, content, _ in REFUSED.values()] + [*READ.values()]
    for name, content in made_by:
        made = content()
        files.append(folder / name)
        files[-1].write_bytes(made if isinstance(made, bytes) else made.encode())
    found = {outcome.file.name: outcome for outcome in run(files, summary, LIMITS)}
    assert sorted(path.name for path in folder.iterdir()) == sorted(found)  # nothing is left behind
    return found


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_page_is_refused_in_one_line(outcomes: Mapping[str, Outcome], case: str) -> None:
    name, _, said = REFUSED[case]
    outcome = outcomes[name]
    assert isinstance(outcome, Failed), outcome
    assert said in outcome.message
    assert outcome.kind == "refused"
    assert outcome.message.count("\n") == 0
    assert len(outcome.message) < 1_000


@pytest.mark.parametrize("case", READ)
def test_what_only_looks_hostile_is_read(outcomes: Mapping[str, Outcome], case: str) -> None:
    outcome = outcomes[READ[case][0]]
    assert isinstance(outcome, Done), outcome
    assert outcome.seconds < LIMITS.seconds
