"""What pages propose, from processes of their own: the same as in this one."""

import json
from pathlib import Path

import pytest

from immunograph.candidates.candidate import Amount, Candidate, NewThing, Proposal
from immunograph.errors import NotAPage
from immunograph.ingest.proposed import page_at, proposed
from immunograph.library import Library
from immunograph.many.against import Against
from immunograph.many.outcomes import Limits
from immunograph.many.proposals import proposal
from immunograph.mentions.mention import Mention
from immunograph.pages import exchange
from immunograph.pages.page import Problem
from immunograph.pages.read import read_bytes


def test_a_proposal_comes_back_as_it_was() -> None:
    page = read_bytes(b"# Namelimab\n\nFever, or *pain* at night.\n", "p.md")
    fields = {"minAge": (Amount("1", "urn:month"), "urn:x", 3, True)}
    use = Candidate("Indication", "urn:a", "urn:b", "Stated", (2,), fields, ((13, 18),))
    made = Proposal(
        page,
        (Mention(13, 18, "Fever", "event", "", 2, parts=((13, 18), (20, 24))),),
        (use, Candidate("Authorization", "urn:a", "urn:b", "Stated", (2,), decides=use)),
        (NewThing("urn:a", "Drug", "Namelimab", 1),),
        (Problem("unknown", "is not known", 2, 13, 18, "add it"),),
    )
    assert exchange.read(Proposal, json.loads(json.dumps(exchange.written(made)))) == made


def test_it_is_what_is_proposed_here(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "p.md"
    said = "Blinatumomab is approved to treat **B-cell ALL** in adults. It can cause fever."
    file.write_text(f"# Blinatumomab\n\n{said}\n", encoding="utf-8")
    made = proposal(file, Against(library.repository.root))
    assert made == proposed(page_at(file), library.dataset)
    assert {one.kind for one in made.candidates} >= {"Indication", "AdverseReaction"}


MUCH = "Blinatumomab can cause fever, nausea or headache in adults with B-cell ALL. " * 400


def test_a_page_that_takes_too_long_to_propose_is_one_line(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.md"
    file.write_text(f"# Blinatumomab\n\n{MUCH}\n", encoding="utf-8")
    assert page_at(file).sentences  # it can be read
    with pytest.raises(NotAPage, match=r"not done within 0\.5 seconds; give more with --timeout"):
        proposal(file, Against(small), Limits(seconds=0.5))


def test_a_page_that_takes_too_much_memory_is_one_line(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.md"
    file.write_text("# Blinatumomab\n\nBlinatumomab can cause fever.\n", encoding="utf-8")
    with pytest.raises(NotAPage, match=r"takes more than 64 MiB of memory; split the page"):
        proposal(file, Against(small), Limits(memory=64 << 20))
