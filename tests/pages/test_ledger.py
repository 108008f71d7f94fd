"""Pages held against the ledgers that people made of them. Needs the folder of pages."""

import hashlib
from pathlib import Path

import pytest

from immunograph.library import Library
from immunograph.pages.page import Page, Role
from immunograph.pages.read import read

LEDGER = """
SELECT ?page ?start ?end ?disposition ?problem {
  ?passage ig:start ?start ; ig:end ?end ; ig:disposition ?disposition ;
    ig:inSection/ig:sectionOf ?version .
  ?version ig:sha256 ?page ; ig:ledgerComplete true .
  OPTIONAL { ?passage ig:problem ?problem }
}
"""
Passages = dict[tuple[int, int], dict[str, str]]


@pytest.fixture(scope="module")
def held(library: Library, corpus: Path) -> list[tuple[Page, Passages]]:
    """Each page that has a complete ledger, with the passages of it by their place."""
    ledgers: dict[str, Passages] = {}
    for row in library.dataset.store.select(LEDGER).rows:
        plain = {name: getattr(term, "value", str(term)) for name, term in row.items()}
        place = int(plain["start"]), int(plain["end"])
        ledgers.setdefault(plain["page"], {})[place] = plain
    paths = (*corpus.glob("seed/*.txt"), *corpus.glob("nci/drugs/*.md"))
    by_digest = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths}
    return [(read(by_digest[digest]), ledgers[digest]) for digest in ledgers if digest in by_digest]


def test_sentences_have_the_places_that_people_gave_them(held: list[tuple[Page, Passages]]) -> None:
    assert len(held) >= 6
    for page, passages in held:
        places = {(sentence.start, sentence.end) for sentence in page.sentences}
        assert len(places & set(passages)) >= 0.99 * len(passages), page.name


def test_navigation_is_what_people_call_it(held: list[tuple[Page, Passages]]) -> None:
    agreed = [
        (passages[place]["disposition"].endswith("#Navigation"), sentence.role is Role.NAVIGATION)
        for page, passages in held
        for sentence in page.sentences
        if (place := (sentence.start, sentence.end)) in passages
    ]
    assert sum(1 for curated, read in agreed if curated == read) >= 0.98 * len(agreed)
    assert sum(1 for curated, _ in agreed if curated) > 30


def test_lists_are_missing_where_people_miss_them(held: list[tuple[Page, Passages]]) -> None:
    for page, passages in held:
        curated = {p for p, row in passages.items() if row.get("problem", "").endswith("EmptyList")}
        found = {(p.start, p.end) for p in page.problems if p.kind == "empty-list"}
        assert found == curated, page.name
