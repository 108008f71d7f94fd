"""The page on coverage counts what is there, and calls nothing reviewed that is not."""

import re
from pathlib import Path

import immunograph
from coverage_page import Content, page
from editing import edit
from immunograph.library import Library

DRUG = "graph/drug/examplumab.ttl"


def share(text: str, name: str) -> str:
    found = re.search(rf"^\| {name} \| (\d+) \| ?(\d* ?%?) ?\|$", text, re.MULTILINE)
    assert found, name
    return f"{found[1]} {found[2]}".strip()


def test_an_imported_claim_is_a_draft_and_not_reviewed(small: Path) -> None:
    assert share(page(immunograph.open(small)), "reviewed") == "2 100 %"
    edit(small, DRUG, "ig:enteredBy ig:Curator", "ig:enteredBy ig:Importer")
    edit(small, DRUG, "ig:reviewStatus ig:Reviewed", "ig:reviewStatus ig:Draft")
    text = page(immunograph.open(small))
    assert share(text, "claims") == "2"
    assert share(text, "reviewed") == "1 50 %"
    assert share(text, "drafts that a program imported") == "1 50 %"
    assert "| target engagement | 1 | 0 % | 1 |" in text
    assert "| `draft` | drafts to review | 1 |" in text


def test_a_retired_claim_is_not_counted(small: Path) -> None:
    edit(small, DRUG, "ig:reviewStatus ig:Reviewed", "ig:reviewStatus ig:Retired")
    assert share(page(immunograph.open(small)), "claims") == "1"


def test_every_claim_is_counted_once_in_each_table(library: Library) -> None:
    of, text = Content(library), page(library)
    by_class = text.partition("## Claims by class")[2].partition("\n## ")[0]
    numbers = re.findall(r"^\| [^|]+ \| (\d+) \| \d+ % \|", by_class, re.MULTILINE)
    assert sum(map(int, numbers)) == len(of.claims) == int(share(text, "claims"))
    parts = ("with one source", "with two sources", "with three sources or more")
    counted = [int(share(text, f"claims {part}").split()[0]) for part in parts]
    assert sum(counted) == len(of.claims)
    query = """SELECT (COUNT(?c) AS ?n) { ?c a ig:Claim
               FILTER NOT EXISTS { ?c ig:reviewStatus ig:Retired } }"""
    (every,) = library.dataset.store.select(query).rows
    assert str(len(of.claims)) in str(every["n"])


def test_the_page_does_not_depend_on_the_day(library: Library) -> None:
    assert page(library) == page(immunograph.open(library.repository.root))
    assert f"stale as on {Content(library).newest}" in page(library)
