"""A run over many pages that is broken off, gone on with, and run again."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

import immunograph
from conftest import Shell
from immunograph.library import Library
from immunograph.many.outcomes import Done, Limits, Outcome
from immunograph.review import desk
from immunograph.review import record as records
from immunograph.review.record import REJECT, Decision
from pages.printing import Sheet, pdf


def pages(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        text = f"# Notes on {name}\n\nNamelimab of {name} can cause fever. Nothing else.\n"
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


def written(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}


def kept(library: Library, of: Path, drafts: Path) -> dict[str, bool]:
    """Of each page, whether what an earlier run made of it is taken; the run goes to its end."""
    outcomes = library.drafts([str(of)], drafts, limits=Limits())
    return {each.file.stem: put(each).kept for each in outcomes}


def put(outcome: Outcome) -> Done:
    """What came of a page, written as the command does."""
    assert isinstance(outcome, Done)
    texts = {Path(name): text for name, text in dict(outcome.result).items()}  # type: ignore[arg-type]
    desk.put({path: str(text).encode() for path, text in texts.items()})
    return outcome


@pytest.mark.thorough
def test_a_run_that_was_killed_is_gone_on_with(small: Path, tmp_path: Path) -> None:
    of, drafts = pages(tmp_path / "pages", "a", "b", "d", "e"), tmp_path / "drafts"
    os.mkfifo(of / "c.md")  # whoever reads it waits
    command = [sys.executable, "-m", "immunograph", "-C", str(small)]
    command += ["ingest", str(of), "-o", str(drafts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        said = [started.stdout.readline() for _ in range(2)]
        started.kill()
    assert [line.partition(":")[0] for line in said] == [str(of / "a.md"), str(of / "b.md")]
    os.close(os.open(of / "c.md", os.O_RDWR | os.O_NONBLOCK))
    (of / "c.md").unlink()
    (of / "c.md").write_text("# Notes on c\n\nNamelimab of c can cause fever.\n", "utf-8")
    before = written(drafts)
    (file,) = (small / ".immunograph" / "journals").iterdir()
    done = [line.partition(b" ")[0] for line in file.read_bytes().splitlines()]
    library = immunograph.open(small)
    again = kept(library, of, drafts)
    assert list(again) == ["a", "b", "c", "d", "e"]
    assert sum(again.values()) == len(done) < 5
    assert (again["a"], again["b"], again["c"]) == (True, True, False)
    after = written(drafts)
    assert {name: after[name] for name in before} == before
    assert len(after) == 10
    assert not file.exists()
    assert not any(kept(library, of, drafts).values())
    assert written(drafts) == after


@pytest.mark.thorough
def test_what_was_decided_in_between_stays_decided(small: Path, tmp_path: Path) -> None:
    of, drafts = pages(tmp_path / "pages", "a", "b"), tmp_path / "drafts"
    library = immunograph.open(small)
    running = library.drafts([str(of)], drafts, limits=Limits())
    put(next(running))
    running.close()  # type: ignore[attr-defined]
    review = records.read(drafts / "a.review.jsonl")
    review.decide(Decision(review.items[0].id, REJECT, "not so"))
    assert kept(library, of, drafts)["a"] is False
    after = records.read(drafts / "a.review.jsonl")
    assert after.rejected == review.rejected


def test_pages_that_cannot_be_read_are_named_at_the_end(small: Path, tmp_path: Path) -> None:
    of, drafts = pages(tmp_path / "pages", "z"), tmp_path / "drafts"
    (of / "empty.md").write_bytes(b"")
    (of / "binary.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    (of / "scanned.pdf").write_bytes(pdf(Sheet(image=True)))
    writer, out = pypdf.PdfWriter(io.BytesIO(pdf(Sheet()))), io.BytesIO()
    writer.encrypt("secret", owner_password="owner", algorithm="RC4-128")
    writer.write(out)
    (of / "encrypted.pdf").write_bytes(out.getvalue())
    shell = Shell(small)("ingest", str(of), "-o", str(drafts))
    assert shell.code == 2
    *why, count = shell.err.splitlines()
    names = ["binary.txt", "empty.md", "encrypted.pdf", "scanned.pdf"]
    assert [name for line in why for name in names if name in line] == names
    assert count == "immunograph: 4 of 5 pages could not be read"
    assert set(written(drafts)) == {"z.ttl", "z.review.jsonl"}
