"""Drafts that stand in the graph: shown with their places, accepted, changed, retired."""

import json
from datetime import date
from pathlib import Path

import pytest

import immunograph
from conftest import Shell
from editing import edit
from immunograph.errors import BadParameter
from immunograph.library import Library
from immunograph.review.desk import decide

pytestmark = pytest.mark.usefixtures("read_here")
DRUG = "graph/drug/examplumab.ttl"
ENGAGES = "claim:examplumab_engages_example-antigen"
TODAY = date(2026, 11, 28)
SENTENCE = "attaches to the example antigen"


@pytest.fixture
def drafted(small: Path) -> Path:
    """The small repository, both claims of which are imported drafts."""
    for _ in range(2):
        edit(small, DRUG, "ig:reviewStatus ig:Reviewed", "ig:reviewStatus ig:Draft")
        edit(small, DRUG, "ig:enteredBy ig:Curator", "ig:enteredBy ig:Importer")
    return small


@pytest.fixture
def sit(drafted: Path) -> Shell:
    return Shell(drafted)


def block(root: Path, claim: str) -> str:
    return (root / DRUG).read_text("utf-8").partition(f"{claim}\n")[2].partition("\n.\n")[0]


def test_a_draft_is_shown_with_its_claim_its_source_and_why(sit: Shell) -> None:
    text = sit("review", "--drafts", stdin="q").out
    assert "1 of 2" in text and "Examplumab acts on Example antigen." in text
    assert "a draft of the graph, not reviewed yet" in text
    assert "a program imported it from a table" in text
    assert "Example page (2026-01-31), what it is, passage 1" in text
    assert SENTENCE not in text


def test_the_sentence_is_shown_where_the_page_is_at_hand(sit: Shell) -> None:
    text = sit("review", "--drafts", "--pages", str(sit.repository), stdin="q").out
    assert SENTENCE in text
    page = sit.repository / "example-page.txt"
    page.write_text(page.read_text("utf-8") + "More.\n", encoding="utf-8")
    assert SENTENCE not in sit("review", "--drafts", "--pages", str(sit.repository), stdin="q").out


def test_the_key_of_a_row_is_shown(sit: Shell) -> None:
    name = "graph/source/example-page.ttl"
    edit(sit.repository, name, "    ig:order 1 ;\n    ig:sha256", "    ig:order 1 ;\n    ig:sha256")
    text = (sit.repository / name).read_text("utf-8")
    before, mark, after = text.partition("passage:example-page_2026-01-31_p1\n    a ig:Passage ;\n")
    assert mark
    (sit.repository / name).write_text(
        f'{before}{mark}    ig:rowKey "examplumab / P12345" ;\n{after}', encoding="utf-8"
    )
    assert "row examplumab / P12345" in sit("review", "--drafts", stdin="q").out


@pytest.mark.parametrize("arguments", [["--drafts", "examplumab"], [DRUG]])
def test_drafts_are_those_about_a_thing_or_in_a_file(sit: Shell, arguments: list[str]) -> None:
    given = [str(sit.repository / one) if one == DRUG else one for one in arguments]
    assert len(json.loads(sit("review", *given, "--format", "json").out)["items"]) == 2


def test_drafts_about_another_thing_are_none(sit: Shell) -> None:
    assert sit("review", "--drafts", "example antigen", "--list").out == "nothing to decide\n"
    assert sit("review", "--drafts", "nosuchmab", "--list").code == 2
    assert sit("review", "--list").code == 2


def test_what_is_accepted_is_reviewed_and_what_is_rejected_is_retired(sit: Shell) -> None:
    sit("review", "--drafts", stdin="ar\nnot of this class\nw")
    assert sit.code == 0
    accepted = block(sit.repository, ENGAGES)
    assert "ig:reviewStatus ig:Reviewed" in accepted and "ig:Draft" not in accepted
    assert "ig:enteredBy ig:Importer" in accepted
    assert f'ig:reviewedOn "{date.today()}"' in accepted and accepted.count("reviewedOn") == 1
    retired = block(sit.repository, "claim:examplumab_is_monoclonal-antibody")
    assert "ig:reviewStatus ig:Retired" in retired
    assert 'ig:reason "not of this class"@en' in retired
    library = immunograph.open(sit.repository)
    assert library.dataset.drafts == frozenset() and library.check().conforms
    assert not library.format(write=False)


def test_a_changed_field_takes_the_place_of_the_old_one(drafted: Path) -> None:
    library = immunograph.open(drafted)
    desk = library.review_drafts("examplumab")
    (item,) = (one for one in desk.record.items if one.candidate.kind == "TargetEngagement")
    decide(desk, [item.id], [], "", {"role": "effector recruitment", "certainty": "hedged"})
    library.apply(desk, TODAY)
    text = block(drafted, ENGAGES)
    assert "ig:role ig:EffectorRecruitment" in text and "DirectedTarget" not in text
    assert "ig:certainty ig:Hedged" in text and "ig:Stated" not in text
    assert 'ig:reviewedOn "2026-11-28"' in text


def test_the_object_is_not_changed_since_the_claim_is_named_after_it(drafted: Path) -> None:
    desk = immunograph.open(drafted).review_drafts()
    (item,) = (one for one in desk.record.items if one.candidate.kind == "TargetEngagement")
    with pytest.raises(BadParameter, match="reject it"):
        decide(desk, [item.id], [], "", {"antigen": "example antigen"})


def test_a_decision_is_kept_until_it_is_written(sit: Shell) -> None:
    before = (sit.repository / DRUG).read_bytes()
    sit("review", "--drafts", stdin="aq")
    assert (sit.repository / DRUG).read_bytes() == before
    assert "1 accept, 1 open" in sit("review", str(sit.repository / DRUG), "--list").out
    assert sit("review", "--drafts", "--apply").code == 0
    assert "1 open" in sit("review", "--drafts", "--list").out


def test_a_claim_that_was_edited_since_is_decided_anew(sit: Shell) -> None:
    sit("review", "--drafts", stdin="aq")
    edit(sit.repository, DRUG, "ig:DirectedTarget", "ig:EffectorRecruitment")
    assert "2 open" in sit("review", "--drafts", "--list").out


def test_nothing_decided_writes_nothing(drafted: Path, library: Library) -> None:
    own = immunograph.open(drafted)
    with pytest.raises(BadParameter, match="nothing is decided"):
        own.apply(own.review_drafts())
