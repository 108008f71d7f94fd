"""A review: keys, decisions that last, and what is written in the end."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import immunograph
from conftest import Shell
from immunograph.errors import BadParameter, Inconsistent, Unreadable
from immunograph.ingest.draft import draft
from immunograph.library import Library
from immunograph.passage import shingles, words
from immunograph.review import desk as desks
from immunograph.review import record as records
from immunograph.review import whole
from immunograph.review.items import from_mapping, items, key, to_mapping
from immunograph.review.record import ACCEPT, REJECT, Decision
from leaflets import HICCUPS, PAGE, SAYS, page, proposal, written

pytestmark = pytest.mark.usefixtures("read_here")
TODAY = date(2026, 11, 28)
CLAIM = "claim:blinatumomab_causes_hiccups"


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    """A draft with its review file, of a page that is at hand."""
    path = written(tmp_path)
    made = draft(proposal(page(), SAYS), library.dataset)
    assert [p.name for p in desks.written(made, path, tmp_path / "draft.ttl")] == [
        "draft.ttl",
        "draft.review.jsonl",
    ]
    return tmp_path / "draft.ttl"


@pytest.fixture
def sit(library: Library, file: Path) -> Shell:
    """The command line on the repository of the checkout, which a review only reads."""
    return Shell(library.repository.root)


def states(file: Path) -> list[str]:
    record = records.read(records.path_beside(file))
    decided = record.decided
    return [decided[one.id].verdict if one.id in decided else "open" for one in record.items]


def graph(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("graph/**/*.ttl")}


# What is shown


def test_an_item_is_shown_in_plain_words_with_its_sentence(sit: Shell, file: Path) -> None:
    sit("review", str(file), stdin="q")
    assert "Blinatumomab can cause hiccups." in sit.out
    assert "certainty: hedged" in sit.out
    assert "why: new to the graph" in sit.out
    assert "p11: Some people notice [hiccups] during the first week." in sit.out
    assert states(file) == ["open"] * 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda p: p.unlink(), "the page is not at hand"),
        (lambda p: p.write_text(PAGE + "\n"), "the page was changed since it was read"),
    ],
)
def test_without_the_very_page_only_places_are_shown(
    sit: Shell, file: Path, change: object, said: str
) -> None:
    change(file.with_name("leaflet.md"))  # type: ignore[operator]
    sit("review", str(file), stdin="q")
    assert said in sit.out
    assert "p11: characters 553 to 602" in sit.out
    assert "Some people notice" not in sit.out


def test_the_review_file_holds_no_sentence(file: Path) -> None:
    runs = set(shingles(words(PAGE), 8))
    text = records.path_beside(file).read_text("utf-8")
    assert runs.isdisjoint(shingles(words(text), 8))


# Keys


def test_keys_decide_one_item_after_another(sit: Shell, file: Path) -> None:
    sit("review", str(file), stdin="a\nr\nnot so\ns")
    assert states(file) == ["accept", "reject", "open"]
    record = records.read(records.path_beside(file))
    assert record.decisions[1].reason == "not so"
    assert sit.code == 0


def test_a_rejection_without_a_reason_is_none(sit: Shell, file: Path) -> None:
    sit("review", str(file), stdin="r\n\nq")
    assert "say why" in sit.out
    assert states(file) == ["open"] * 3


def test_the_last_decision_can_be_taken_back_and_again(sit: Shell, file: Path) -> None:
    sit("review", str(file), stdin="aauuaq")
    assert states(file) == ["accept", "open", "open"]
    sit("review", str(file), stdin="uuq")
    assert "there is nothing to take back" in sit.out
    assert states(file) == ["open"] * 3


def test_what_was_skipped_comes_last(sit: Shell, file: Path) -> None:
    sit("review", str(file), stdin="saaq")
    assert states(file) == ["open", "accept", "accept"]
    assert sit.out.count("can cause hiccups") == 2


def test_other_keys_do_nothing(sit: Shell, file: Path) -> None:
    before = records.path_beside(file).read_bytes()
    sit("review", str(file), stdin="xyz?")
    assert records.path_beside(file).read_bytes() == before


def test_a_field_is_changed_by_its_label_and_checked(sit: Shell, file: Path) -> None:
    keys = "c\nfrequency rank\nmost comon\nc\nfrequency rank\ncommon\nonset from\n3 days\n\nq"
    sit("review", str(file), stdin=keys)
    assert "no frequency rank 'most comon'" in sit.out
    record = records.read(records.path_beside(file))
    (decision,) = record.decisions
    assert decision.verdict == ACCEPT
    assert set(decision.changes) == {"frequencyRank", "onsetFrom"}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("onset from", "soon", "no amount"),
        ("onset from", "3 parsecs", "no amount"),
        ("event", "nothing of the kind", "no adverse event"),
        ("no such field", "", "no field"),
        ("in force on", "2026-13-01", "no day"),
        ("affected", "many", "no whole number"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    sit: Shell, file: Path, field: str, value: str, said: str
) -> None:
    sit("review", str(file), stdin=f"c\n{field}\n{value}\nq")
    assert said in sit.out
    assert states(file) == ["open"] * 3


def test_at_a_terminal_keys_need_no_return(library: Library, file: Path) -> None:
    """Through a pseudo-terminal, as a person sits at it."""
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "immunograph", "-C", str(library.repository.root)]
    process = subprocess.Popen(
        [*command, "review", str(file)],
        stdin=child,
        stdout=child,
        stderr=child,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(child)
    shown = "".join(until(parent, "q quit"))
    assert "\x1b[1mhiccups\x1b[0m" in shown
    os.write(parent, b"a")
    "".join(until(parent, "CD19", "q quit"))
    os.write(parent, b"q")
    assert process.wait(timeout=20) == 0
    os.close(parent)
    assert states(file) == ["accept", "open", "open"]


def until(parent: int, *words: str) -> Iterator[str]:
    """What a terminal shows, up to some words one after another."""
    seen, end = "", time.monotonic() + 20
    for word in words:
        while word not in seen and time.monotonic() < end:
            if select.select([parent], [], [], 0.2)[0]:
                part = os.read(parent, 4096).decode()
                seen += part
                yield part
        seen = seen.partition(word)[2]
    time.sleep(0.3)  # what is typed before a key is asked for is thrown away


# Without keys


def test_items_are_listed_and_decided_by_their_ids(sit: Shell, file: Path) -> None:
    sit("review", str(file), "--format", "json")
    listed = json.loads(sit.out)["items"]
    assert [one["state"] for one in listed] == ["open"] * 3
    assert listed[0]["says"] == "Blinatumomab can cause hiccups."
    first, second, third = (one["id"] for one in listed)
    sit("review", str(file), "--accept", first[:6], "--set", "frequency rank=rare")
    sit("review", str(file), "--reject", second, "--reject", third, "--reason", "no source")
    assert states(file) == ["accept", "reject", "reject"]
    sit("review", str(file), "--list")
    assert sit.out.endswith("1 accept, 2 reject\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--reject", "{id}"], "say why it is rejected"),
        (["--accept", "zzz"], "no item begins with 'zzz'"),
        (["--accept", ""], "no item begins"),
        (["--set", "role=directed target"], "give one --accept"),
        (["--accept", "{id}", "--set", "frequency rank=often"], "no frequency rank"),
        (["--apply"], "nothing is accepted"),
    ],
)
def test_what_cannot_be_decided_changes_nothing(
    sit: Shell, file: Path, arguments: list[str], said: str
) -> None:
    beside = records.path_beside(file)
    before = beside.read_bytes()
    first = records.read(beside).items[0].id
    sit("review", str(file), *(each.format(id=first) for each in arguments))
    assert sit.code == 2
    assert said in sit.err
    assert beside.read_bytes() == before


# The file


def test_a_review_file_says_the_same_when_it_is_read(library: Library, file: Path) -> None:
    made = items(draft(proposal(page(), SAYS), library.dataset))
    assert [from_mapping(to_mapping(one)) for one in made] == [
        replace(one, candidate=replace(one.candidate, spans=())) for one in made
    ]


def test_a_line_that_was_cut_off_counts_as_not_written(file: Path) -> None:
    beside = records.path_beside(file)
    record = records.read(beside)
    record.decide(Decision(record.items[0].id, ACCEPT))
    with beside.open("ab") as end:
        end.write(b'{"decide": "' + record.items[1].id.encode())
    again = records.read(beside)
    assert len(again.decisions) == 1
    again.decide(Decision(record.items[1].id, REJECT, "no"))
    assert states(file) == ["accept", "reject", "open"]


@pytest.mark.parametrize(
    ("line", "text", "said"),
    [
        (1, "{}", "1: does not begin as a review file"),
        (1, '{"review": 1}', "1: is no beginning of a review"),
        (2, "not json", "2: is no JSON"),
        (3, "[]", "3: is no line of a review"),
        (3, '{"item": "x"}', "3: is no line of a review"),
        (4, '{"decide": "x", "as": "maybe"}', "4: is no line of a review"),
        (4, '{"undo": "x"}', "4: is no line of a review"),
        (2, '{"something": 1}', "2: is no line of a review"),
    ],
)
def test_a_damaged_review_file_is_said_with_its_line(
    sit: Shell, file: Path, line: int, text: str, said: str
) -> None:
    beside = records.path_beside(file)
    lines = beside.read_text("utf-8").splitlines()
    lines[line - 1] = text
    beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sit("review", str(file), "--list")
    assert sit.code == 2
    assert f"{beside}:{said}" in sit.err
    assert sit.err.count("\n") == 1


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda p: None, "cannot be read: no such file or directory; make it with"),
        (lambda p: p.write_text(""), "is empty"),
        (lambda p: p.mkdir(), "cannot be read: is a directory"),
    ],
)
def test_without_a_review_file_it_is_said_how_to_make_one(
    sit: Shell, tmp_path: Path, make: object, said: str
) -> None:
    make(tmp_path / "other.review.jsonl")  # type: ignore[operator]
    sit("review", str(tmp_path / "other.ttl"))
    assert (sit.code, sit.err.count("\n")) == (2, 1)
    assert said in sit.err


def test_what_was_rejected_stays_rejected_when_the_page_is_read_again(
    library: Library, file: Path
) -> None:
    beside = records.path_beside(file)
    record = records.read(beside)
    record.decide(Decision(record.items[0].id, REJECT, "no"))
    record.decide(Decision(record.items[1].id, ACCEPT))
    rejected = record.rejected
    made = draft(
        proposal(page(), SAYS), library.dataset, None, lambda one, of: key(one, of) in rejected
    )
    assert "hiccups" not in made.turtle
    for _ in range(2):
        desks.written(made, file.with_name("leaflet.md"), file)
        again = records.read(beside)
        assert [one.candidate.object for one in again.past] == [HICCUPS.iri]
        assert again.rejected == rejected
        assert states(file) == ["accept", "open"]


def test_the_same_page_leaves_both_files_as_they_are(library: Library, file: Path) -> None:
    files = (file, records.path_beside(file))
    before = [(each.read_bytes(), each.stat().st_mtime_ns) for each in files]
    made = draft(proposal(page(), SAYS), library.dataset)
    desks.written(made, file.with_name("leaflet.md"), file)
    assert [(each.read_bytes(), each.stat().st_mtime_ns) for each in files] == before


# Into the graph


def accepted(root: Path, file: Path, *numbers: int) -> Library:
    library = immunograph.open(root)
    desk = library.review(file)
    for number in numbers:
        desk.record.decide(Decision(desk.record.items[number].id, ACCEPT))
    return library


def test_accepted_claims_are_written_as_reviewed_and_the_rest_is_not(
    copied: Path, file: Path
) -> None:
    before = graph(copied)
    library = accepted(copied, file, 0, 1)
    applied = library.apply(library.review(file), TODAY)
    after = graph(copied)
    assert set(applied.files) == {name for name in after if after[name] != before.get(name)}
    drug = after["graph/drug/blinatumomab.ttl"].decode()
    mine = drug.partition(f"{CLAIM}\n")[2].partition("\n.\n")[0]
    assert "ig:reviewStatus ig:Reviewed" in mine
    assert 'ig:reviewedOn "2026-11-28"^^xsd:date' in mine
    assert "ig:enteredBy ig:Extractor" in mine
    curated = drug.partition("claim:blinatumomab_engages_cd19\n")[2].partition("\n.\n")[0]
    assert "invented-leaflet-on-blinatumomab_2026-10-01_p5" in curated
    assert 'ig:reviewedOn "2026-11-22"' in curated
    assert "leaflet-on-blinatumomab_2026-10-01_p10" not in drug
    source = next(text.decode() for name, text in after.items() if "invented-leaflet" in name)
    assert "_p10\n    a ig:Passage ;\n    ig:disposition ig:Open" in source
    assert "_p11\n    a ig:Passage ;\n    ig:disposition ig:Modelled" in source
    fresh = immunograph.open(copied)
    assert [str(f) for f in fresh.check().findings if f.severity == "violation"] == []
    assert fresh.format([copied / name for name in applied.files], write=False) == []
    with pytest.raises(BadParameter, match="nothing is accepted"):
        fresh.apply(fresh.review(file), TODAY)
    again = draft(proposal(page(), SAYS), fresh.dataset)
    assert [one.standing for one in again.claims] == ["known", "confirms", "known"]


def test_more_can_be_accepted_later(copied: Path, file: Path) -> None:
    library = accepted(copied, file, 0)
    library.apply(library.review(file), TODAY)
    library = accepted(copied, file, 2)
    library.apply(library.review(file), TODAY)
    source = next(text.decode() for name, text in graph(copied).items() if "invented" in name)
    assert source.count("ig:disposition ig:Modelled") == 3


def test_a_new_version_goes_in_with_the_claims_that_follow_their_sentences(
    copied: Path, file: Path
) -> None:
    library = accepted(copied, file, 0, 1, 2)
    library.apply(library.review(file), TODAY)
    library = immunograph.open(copied)
    text = PAGE.replace("2026-10-01", "2026-11-01").replace("CD19", "CD22")
    newer = draft(proposal(page(text), SAYS), library.dataset)
    output = file.with_name("newer.ttl")
    desks.written(newer, written(file.parent, text, "newer.md"), output)
    desk = library.review(output)
    assert [one.group for one in desk.record.items] == ["reworded"]
    with pytest.raises(BadParameter, match="nothing is accepted"):
        library.apply(desk, TODAY)
    desk.record.decide(Decision(desk.record.items[0].id, REJECT, "it names another antigen"))
    library.apply(desk, TODAY)
    drug = (copied / "graph" / "drug" / "blinatumomab.ttl").read_text("utf-8")
    of_version = "passage:example-org-invented-leaflet-on-blinatumomab_2026-11-01"
    assert drug.count(of_version) == 2
    hiccups = drug.partition(f"{CLAIM}\n")[2].partition("\n.\n")[0]
    assert f"{of_version}_p11" in hiccups
    report = immunograph.open(copied).check()
    assert [str(f) for f in report.findings if f.severity == "violation"] == []


def test_nothing_is_written_where_the_graph_would_be_none(copied: Path, file: Path) -> None:
    library = accepted(copied, file, 0)
    stray = copied / "graph" / "event" / "hiccup.ttl"
    stray.write_text(
        "@prefix event: <https://w3id.org/immunograph/event/> .\n"
        "@prefix ig: <https://w3id.org/immunograph/vocab#> .\n"
        "event:hiccups a ig:AdverseEvent .\n"
    )
    before, kept = graph(copied), records.path_beside(file).read_bytes()
    with pytest.raises(Inconsistent, match="hiccup"):
        library.apply(library.review(file), TODAY)
    assert graph(copied) == before
    assert records.path_beside(file).read_bytes() == kept


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    kept, folder = tmp_path / "a.ttl", tmp_path / "b.ttl"
    kept.write_text("before")
    folder.mkdir()
    with pytest.raises(Unreadable, match=r"b\.ttl: cannot be written"):
        whole.write({kept: b"after", tmp_path / "new" / "c.ttl": b"new", folder: b"x"})
    assert kept.read_text() == "before"
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["a.ttl"]


def test_what_cannot_be_put_in_place_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_text("before")
    replaced = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target) == other:
            raise OSError(28, "No space left on device")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(Unreadable, match="no space left"):
        whole.write({one: b"after", other: b"new"})
    assert one.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_what_was_changed_is_written_as_it_was_changed(copied: Path, file: Path) -> None:
    shell = Shell(copied)
    first = records.read(records.path_beside(file)).items[0].id
    shell("review", str(file), "--accept", first, "--set", "frequency rank=rare", "--apply")
    assert shell.code == 0, shell.err
    drug = (copied / "graph" / "drug" / "blinatumomab.ttl").read_text("utf-8")
    mine = drug.partition(f"{CLAIM}\n")[2].partition("\n.\n")[0]
    assert "ig:frequencyRank ig:Rare" in mine
    assert "next: immunograph check" in shell.out
