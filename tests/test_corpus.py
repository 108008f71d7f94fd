"""The content held against the pages it was read from. Needs the folder of pages."""

import re
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from immunograph.library import Library
from immunograph.passage import fingerprint, shingles, sketch, words

CHECKOUT = Path(__file__).parents[1]
PAGES = {
    "acs-all-immunotherapy": "seed/acs-all-immunotherapy.txt",
    "nci-blinatumomab": "nci/drugs/blinatumomab.md",
    "nci-inotuzumab-ozogamicin": "nci/drugs/inotuzumabozogamicin.md",
    "nci-brexucabtagene-autoleucel": "nci/drugs/brexucabtageneautoleucel.md",
    "nci-tisagenlecleucel": "nci/drugs/tisagenlecleucel.md",
    "nci-obecabtagene-autoleucel": "nci/drugs/obecabtagene-autoleucel.md",
}
LEDGER = """
SELECT ?slug ?passage ?start ?end ?sha256 ?sketch ?page {
  ?passage ig:start ?start ; ig:end ?end ; ig:sha256 ?sha256 ; ig:sketch ?sketch ;
    ig:inSection/ig:sectionOf ?version .
  ?version ig:versionOf ?source ; ig:sha256 ?page .
  BIND (STRAFTER(STR(?source), "/source/") AS ?slug)
} ORDER BY ?start
"""
RUN = 8
IRI = re.compile(r"<[^<>\s]*>|https?://\S+")


def ledger(of: Library) -> dict[str, list[dict[str, str]]]:
    passages: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in of.dataset.store.select(LEDGER).rows:
        plain = {name: getattr(term, "value", str(term)) for name, term in row.items()}
        passages[plain["slug"]].append(plain)
    return passages


def page_of(corpus: Path, digest: str) -> str | None:
    """The text of the page with this SHA-256, among the text files of the corpus."""
    import hashlib  # noqa: PLC0415

    for path in (*corpus.glob("seed/*"), *corpus.glob("nci/**/*.md")):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == digest:
            return data.decode()
    return None


def test_every_passage_is_found_where_it_is_said_to_be(whole: Library, corpus: Path) -> None:
    verified = 0
    for passages in ledger(whole).values():
        text = page_of(corpus, passages[0]["page"])
        if text is None:
            continue
        for one in passages:
            sentence = text[int(one["start"]) : int(one["end"])]
            assert fingerprint(sentence) == one["sha256"], one["passage"]
            assert sketch(sentence) == one["sketch"], one["passage"]
            verified += 1
    assert verified > 250


@pytest.mark.parametrize("slug", PAGES)
def test_every_sentence_of_a_page_is_accounted_for(whole: Library, corpus: Path, slug: str) -> None:
    text = (corpus / PAGES[slug]).read_text(encoding="utf-8")
    passages = ledger(whole)[slug]
    at = 0
    for one in passages:
        start, end = int(one["start"]), int(one["end"])
        assert text[at:start].strip() == "", f"{slug}: {text[at:start]!r} has no passage"
        assert start >= at
        at = end
    assert text[at:].strip() == ""
    assert len(passages) > 25


@pytest.mark.thorough
def test_no_sentence_of_a_page_is_in_the_repository(corpus: Path) -> None:
    sources = [
        *corpus.glob("seed/*.txt"),
        *corpus.glob("nci/**/*.md"),
        *corpus.glob("ema/leaflets/*.html"),
    ]
    assert len(sources) > 150
    runs = {run for path in sources for run in shingles(words(IRI.sub(" ", _text(path))), RUN)}
    copied = {
        f"{name}: {run}"
        for name in _committed()
        for run in set(shingles(words(IRI.sub(" ", _text(CHECKOUT / name))), RUN)) & runs
    }
    assert sorted(copied) == []


def _text(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    return re.sub(r"<[^>]+>", " ", text) if path.suffix == ".html" else text


def _committed() -> list[str]:
    listing = ["git", "-C", str(CHECKOUT), "ls-files", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(listing, capture_output=True, text=True, check=True)
    return [name for name in run.stdout.splitlines() if (CHECKOUT / name).is_file()]
