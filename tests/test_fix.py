"""`check --fix` mends how a file is written, where that is certain, and never what it says."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import immunograph
import immunograph.repository
from editing import edit
from immunograph import mend
from immunograph.errors import BadParameter, LayoutFailed, Unreadable
from immunograph.library import Library
from immunograph.mend import Mended, mended
from immunograph.ontology import prefixes
from immunograph.repository import ContentFile, Repository, read_file
from immunograph.turtle.document import Literal

CASES = Path(__file__).parent / "cases"
FIXES = sorted(path for path in (CASES / "fix").iterdir())
MEDICAL = sorted((CASES / "validate").rglob("*.ttl"))
DRUG = "graph/drug/examplumab.ttl"
Shell = Callable[..., Any]


def fixed(path: Path, library: Library) -> Mended | None:
    namespaces = prefixes(library.repository).namespaces
    return mended(read_file(path, path.name), path, namespaces)


def statements(text: str) -> set[tuple[str, str, str]]:
    """The statements of a text, a number by its value: 1.50 is 1.5, and 15 is not."""
    return {
        (str(q.subject), str(q.predicate), value(q.object))
        for q in ox.parse(text, format=ox.RdfFormat.TURTLE)
    }


def value(term: Any) -> str:
    if not isinstance(term, ox.Literal):
        return str(term)
    kind = term.datatype.value.rpartition("#")[2]
    number = kind in {"integer", "decimal", "double", "float"}
    return f"{float(term.value) if number else term.value} {term.language or kind}"


@pytest.mark.parametrize("case", FIXES, ids=lambda case: case.name)
def test_a_file_is_mended_as_expected(case: Path, library: Library) -> None:
    done = fixed(case / "before.ttl", library)
    after = (case / "after.ttl").read_text("utf-8")
    assert done is not None
    assert done.change.after == after
    said = [f"{e.place.line}:{e.place.column} {e.before} -> {e.after}" for e in done.edits]
    assert said == (case / "edits.txt").read_text("utf-8").splitlines()
    assert fixed(case / "after.ttl", library) is None


def badly_written(text: str) -> str:
    """The same statements in another spelling, without a layout."""
    text = re.sub(r"@(en|es)\b", lambda tag: tag.group().upper(), text)
    text = re.sub(r'"(\d+)"\^\^xsd:(decimal|integer)', r'"0\1"^^xsd:\2', text)
    text = re.sub(r"(?<= )(\d+) ;", r"+0\1 ;", text)
    return re.sub(r"^ +", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("case", MEDICAL, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_no_medical_statement_changes_whatever_is_wrong_with_it(
    case: Path, library: Library
) -> None:
    namespaces = prefixes(library.repository).namespaces
    for before in (case.read_text("utf-8"), badly_written(case.read_text("utf-8"))):
        done = mended(ContentFile(case.name, before.encode()), case, namespaces)
        after = done.change.after if done else before
        assert statements(after) == statements(case.read_text("utf-8"))
        assert mended(ContentFile(case.name, after.encode()), case, namespaces) is None


def test_no_medical_statement_of_the_content_changes(library: Library) -> None:
    root = library.repository.root
    assert [p for p in (root / "graph").rglob("*.ttl") if fixed(p, library)] == []


def test_what_was_mended_is_said_and_what_is_left_is_found(small: Path, small_shell: Shell) -> None:
    text = (small / DRUG).read_text("utf-8").replace('"examplumab"@en', '"examplumab"@EN')
    text = text.replace("    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n", "", 1)
    (small / DRUG).write_text(f"\n\n{text}", encoding="utf-8")
    done = small_shell("check", "--fix")
    assert done.err.splitlines() == [
        f"{DRUG}:13:20: mended: @EN is now @en",
        f"{DRUG}: mended: laid out",
    ]
    assert done.code == 1
    assert "at least one passage of a source" in done.out
    assert "literal-form" not in done.out
    assert small_shell("check", "--fix").err == ""


def test_the_report_for_programs_stays_whole(small: Path, small_shell: Shell) -> None:
    edit(small, DRUG, '"examplumab"@en', '"examplumab"@EN')
    assert small_shell("check", "--fix", "--format", "json").out.startswith("{")


def test_nothing_is_written_where_nothing_is_wrong(small: Path, small_shell: Shell) -> None:
    def times() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in small.rglob("*.ttl")}

    before = times()
    done = small_shell("check", "--fix")
    assert (done.code, done.err) == (0, "")
    assert times() == before


def test_only_what_is_named_is_mended(small: Path, small_shell: Shell) -> None:
    edit(small, DRUG, '"examplumab"@en', '"examplumab"@EN')
    edit(small, "graph/source/example-page.ttl", "@en", "@EN")
    small_shell("check", "--fix", str(small / "graph" / "drug"))
    assert "@EN" not in (small / DRUG).read_text("utf-8")
    assert "@EN" in (small / "graph/source/example-page.ttl").read_text("utf-8")


def test_a_file_that_is_no_turtle_is_left_and_named(small: Path, small_shell: Shell) -> None:
    edit(small, DRUG, "a ig:Drug ;", "a ig:Drug")
    edit(small, "graph/source/example-page.ttl", "@en", "@EN")
    before = (small / DRUG).read_bytes()
    done = small_shell("check", "--fix")
    assert done.code == 2
    assert DRUG in done.err
    assert (small / DRUG).read_bytes() == before
    assert "@EN" not in (small / "graph/source/example-page.ttl").read_text("utf-8")


def test_no_file_is_written_where_one_is_read_only(small: Path, small_shell: Shell) -> None:
    edit(small, DRUG, '"examplumab"@en', '"examplumab"@EN')
    edit(small, "graph/source/example-page.ttl", "@en", "@EN")
    (small / DRUG).chmod(0o444)
    done = small_shell("check", "--fix")
    assert done.code == 2
    assert done.err == (
        f"{DRUG}: cannot be written: it is read-only; allow it to be written, or leave it\n"
    )
    assert "@EN" in (small / "graph/source/example-page.ttl").read_text("utf-8")


def test_a_link_is_never_written_through(small: Path, tmp_path: Path, small_shell: Shell) -> None:
    outside = tmp_path / "outside.ttl"
    shutil.move(small / DRUG, outside)
    outside.write_text(outside.read_text("utf-8").replace("@en", "@EN"), encoding="utf-8")
    before = outside.read_bytes()
    (small / DRUG).symlink_to(outside)
    done = small_shell("check", "--fix")
    assert done.code == 2
    assert "is a symbolic link" in done.err
    assert outside.read_bytes() == before


def test_the_repository_that_came_with_the_package_is_never_written() -> None:
    folder = Path(immunograph.repository.__file__).parent / "_content"
    with pytest.raises(BadParameter, match="came with the package is not mended; make one"):
        mend.write_all(Repository(folder), [])


def test_a_mend_that_would_change_more_than_a_spelling_is_not_written(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(small, DRUG, '"examplumab"@en', '"examplumab"@EN')
    before = (small / DRUG).read_bytes()
    monkeypatch.setattr(mend, "laid_out", lambda document, known: "<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(LayoutFailed, match="would change what it says"):
        immunograph.open(small).fix()
    assert (small / DRUG).read_bytes() == before


@pytest.mark.parametrize(
    ("lexical", "kind", "kept"),
    [
        ("1.50", "decimal", "1.5"),
        ("-0.0", "decimal", "0"),
        ("0028", "integer", "28"),
        ("1", "boolean", "true"),
        ("2.50E1", "double", "25"),
        ("1.123456789", "float", "1.123456789"),
        ("1E400", "double", "1E400"),
        ("1E-400", "double", "1E-400"),
        ("500", "byte", "500"),
        ("05", "nonNegativeInteger", "05"),
        ("2026-01-01T24:00:00", "dateTime", "2026-01-01T24:00:00"),
        ("P12M", "duration", "P12M"),
        ("1,50", "decimal", "1,50"),
        ("1.50", "string", "1.50"),
        ("1" * 40, "integer", "1" * 40),
        ("0.1234567890123456789012", "decimal", "0.1234567890123456789012"),
    ],
)
def test_only_another_spelling_of_the_same_number_is_certain(
    lexical: str, kind: str, kept: str
) -> None:
    given = Literal(lexical, f"http://www.w3.org/2001/XMLSchema#{kind}", "", (1, 1))  # type: ignore[arg-type]
    assert mend.literal_form(given).lexical == kept


def test_a_file_that_cannot_be_decoded_is_no_reason_to_stop(library: Library) -> None:
    with pytest.raises(Unreadable):
        mended(ContentFile("x.ttl", b"\xff"), Path("x.ttl"), {})
