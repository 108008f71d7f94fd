"""What pages propose, from processes of their own: the same as in this one."""

import json
from pathlib import Path

import works
from immunograph.candidates.candidate import Amount, Candidate, NewThing, Proposal
from immunograph.many.outcomes import Failed, Limits
from immunograph.many.proposals import Proposing, proposals
from immunograph.mentions.mention import Mention
from immunograph.pages import exchange
from immunograph.pages.page import Problem
from immunograph.pages.read import read_bytes


def test_a_proposal_comes_back_as_it_was() -> None:
    page = read_bytes(b"# Namelimab\n\nFever, or *pain* at night.\n", "p.md")
    fields = {"minAge": (Amount("1", "urn:month"), "urn:x", 3, True)}
    made = Proposal(
        page,
        (Mention(13, 18, "Fever", "event", "", 2, parts=((13, 18), (20, 24))),),
        (Candidate("Indication", "urn:a", "urn:b", "Stated", (2,), fields, ((13, 18),)),),
        (NewThing("urn:a", "Drug", "Namelimab", 1),),
        (Problem("unknown", "is not known", 2, 13, 18, "add it"),),
    )
    assert exchange.read(Proposal, json.loads(json.dumps(exchange.written(made)))) == made


def test_a_page_that_proposes_nothing_stops_no_other(tmp_path: Path) -> None:
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    files[0].write_text("refuse", encoding="utf-8")
    files[1].write_text("Words.", encoding="utf-8")
    (one, failed), (other, made) = proposals(files, works.bare_proposal, Limits(processes=2))
    assert [one, other] == files
    assert isinstance(failed, Failed)
    assert isinstance(made, Proposal)
    assert made.page.text == "Words."


def test_the_data_set_is_that_of_the_repository(small: Path) -> None:
    assert b"vocab#" in Proposing(small).dataset.data
