"""A new version of a page: what became of each sentence and of each claim."""

import random
from collections import Counter
from pathlib import Path

import pytest

import immunograph
from immunograph.ingest import known
from immunograph.ingest.anchoring import LIKE, Anchor, Fate, anchors
from immunograph.ingest.draft import Draft, draft
from immunograph.ingest.ledger import Entry, minted
from immunograph.ingest.likeness import likeness
from immunograph.ingest.proposed import proposed
from immunograph.ingest.summary import summary
from immunograph.library import Library
from immunograph.pages.page import Page
from immunograph.passage import sketch
from immunograph.review import whole
from immunograph.review.items import items
from immunograph.review.merging import edited
from leaflets import PAGE, SAYS, page, proposal

SENTENCE = "With one arm the medicine grasps CD19, a marker that cancerous B cells wear."
EFFECT = "Some people notice hiccups during the first week."
ADVICE = "Please tell the nurse at once whenever the drip begins to hurt or to leak."


def passages(of: Page) -> list[known.Passage]:
    """The ledger of a page, as the graph would give it."""
    return [as_passage(one, of) for one in minted(of, "v", ()).entries]


def as_passage(of: Entry, page: Page) -> known.Passage:
    return known.Passage(
        of.iri,
        of.order,
        of.start,
        of.end,
        of.sha256,
        frozenset(of.sketch.split()),
        of.disposition,
        of.section,
        " > ".join(page.section(int(of.section.rpartition("_s")[2])).path),
    )


def compared(before: str, after: str) -> tuple[dict[str, Anchor], list[str]]:
    """What became of each sentence, by its words, and the words of those that are new."""
    old, new = page(before), page(after)
    found, fresh = anchors(passages(old), minted(new, "w", ()).entries)
    by_words = {" ".join(old.text[a.passage.start : a.passage.end].split()): a for a in found}
    return by_words, [" ".join(new.text[e.start : e.end].split()) for e in fresh]


def anchor(before: str, after: str, words: str) -> Anchor:
    return compared(before, after)[0][words]


def text_at(of: Anchor, after: str) -> list[str]:
    return [" ".join(page(after).text[e.start : e.end].split()) for e in of.entries]


def test_an_unchanged_page_is_the_same() -> None:
    found, new = compared(PAGE, PAGE)
    assert {one.fate for one in found.values()} == {Fate.SAME}
    assert new == []


def test_what_stands_further_down_for_a_new_sentence_is_the_same() -> None:
    after = PAGE.replace("## What it does\n", f"## What it does\n\n{ADVICE}\n")
    found, new = compared(PAGE, after)
    assert {one.fate for one in found.values()} == {Fate.SAME}
    assert new == [ADVICE]


def test_a_sentence_under_another_heading_is_moved() -> None:
    after = PAGE.replace(f"{EFFECT}\n", "").replace("Its other arm", f"{EFFECT}\nIts other arm")
    found, new = compared(PAGE, after)
    fates = Counter(one.fate for one in found.values())
    assert found[EFFECT].fate is Fate.MOVED
    assert fates == {Fate.MOVED: 1, Fate.SAME: len(found) - 1}
    assert new == []


def test_a_sentence_that_was_taken_out_is_gone() -> None:
    found, new = compared(PAGE, PAGE.replace(f"{EFFECT}\n", ""))
    assert found[EFFECT].fate is Fate.GONE
    assert found[EFFECT].entries == ()
    assert new == []


@pytest.mark.parametrize("other", ["CD22", "CD20"])
def test_a_sentence_in_which_the_antigen_changed_is_reworded_never_the_same(other: str) -> None:
    after = PAGE.replace("CD19", other)
    one = anchor(PAGE, after, SENTENCE)
    assert one.fate is Fate.REWORDED
    assert text_at(one, after) == [SENTENCE.replace("CD19", other)]


def test_a_look_alike_elsewhere_does_not_take_the_place_of_what_is_gone() -> None:
    twin = "With one arm the antibody grasps CD22, a marker that cancerous B cells carry."
    both = PAGE.replace("## How it is given", f"{twin}\n\n## How it is given")
    found, _ = compared(both, both.replace(f"{SENTENCE}\n", ""))
    assert found[SENTENCE].fate is Fate.GONE
    assert found[twin].fate is Fate.SAME


def test_two_sentences_equally_like_it_are_both_listed() -> None:
    one = SENTENCE.replace("CD19", "CD20")
    other = SENTENCE.replace("CD19", "CD22")
    after = PAGE.replace(SENTENCE, f"{one}\n{other}")
    found = anchor(PAGE, after, SENTENCE)
    assert found.fate is Fate.UNCLEAR
    assert text_at(found, after) == [one, other]


def test_a_copy_with_the_neighbours_it_had_is_the_sentence_the_other_is_new() -> None:
    after = PAGE.replace("## Unwanted effects\n", f"## Unwanted effects\n\n{SENTENCE}\n")
    found, new = compared(PAGE, after)
    assert found[SENTENCE].fate is Fate.SAME
    assert new == [SENTENCE]


def test_of_two_copies_with_new_neighbours_neither_is_taken() -> None:
    text = "# One\n\nA first line stands here.\n\nThe kept line.\n\nA last line stands here.\n"
    after = "# Other\n\nThe kept line.\n\nSomething else.\n\nThe kept line.\n\nThe end of it.\n"
    found = anchor(text, after, "The kept line.")
    assert found.fate is Fate.UNCLEAR
    assert len(found.entries) == 2


def test_likeness_is_one_for_the_same_and_nought_for_what_shares_nothing() -> None:
    one, other = (frozenset(sketch(text).split()) for text in (SENTENCE, ADVICE))
    assert likeness(one, one) == 1.0
    assert likeness(one, other) == 0.0
    assert likeness(one, frozenset()) == 0.0


# Claims


@pytest.fixture
def read(library: Library, copied: Path) -> Library:
    """A repository that has read the page, and what it says."""
    lines = draft(proposal(page(), SAYS), library.dataset).lines
    found = edited(library.repository, lines, library.dataset.prefixes.namespaces)
    whole.write({copied / each.name: each.after for each in found})
    return immunograph.open(copied)


def newer(text: str) -> str:
    return text.replace("2026-10-01", "2026-11-01")


def drifted(of: Draft) -> dict[str, tuple[str, tuple[str, ...]]]:
    assert of.drift is not None
    return {one.claim.rpartition("/")[2]: (one.fate.value, one.changed) for one in of.drift.claims}


def test_claims_follow_their_sentences_word_for_word_and_never_a_reworded_one(
    read: Library,
) -> None:
    text = newer(PAGE).replace("CD19", "CD22").replace("## Unwanted", f"## {ADVICE}\n\n## Unwanted")
    text = text.replace("Many patients complain of headache while the drip runs.\n", "")
    of = draft(proposal(page(text), SAYS), read.dataset)
    assert of.identity.known == "address"
    assert not of.is_known
    found = drifted(of)
    assert found["blinatumomab_causes_hiccups"] == ("same", ())
    assert found["blinatumomab_causes_headache"] == ("gone", ())
    fate, changed = found["blinatumomab_engages_cd19"]
    assert fate == "reworded"
    assert "antigen: CD19 is named no more" in changed
    assert "1 stand as they did" in summary(of)
    version = "example-org-invented-leaflet-on-blinatumomab_2026-11-01"
    claims = of.turtle.partition("\nsection:")[0]
    assert "claim:blinatumomab_causes_hiccups\n    a ig:AdverseReaction" in claims
    assert f"ig:supportedBy passage:{version}_p11" in claims
    assert "blinatumomab_engages_cd19" not in claims
    assert "blinatumomab_causes_headache" not in claims


# A real page, cut up


def shuffled(sentences: list[str], seed: int) -> list[str]:
    random.Random(seed).shuffle(sentences)
    return sentences


def reworded(text: str, number: int) -> str:
    """A sentence with one of its words replaced."""
    parts = text.split()
    parts[(7 * number) % len(parts)] = "elsewhere"
    return " ".join(parts)


def test_no_sentence_of_a_real_page_is_anchored_to_another_one(corpus: Path) -> None:
    path = corpus / "seed" / "acs-all-immunotherapy.txt"
    old = page(path.read_text("utf-8"), path.name)
    long = [s for s in old.sentences if len(s.text.split()) >= 10]
    texts = {s.order: s.text for s in long}
    out = {s.order for s in long[::5]}
    changed = {s.order: reworded(s.text, s.order) for s in long[1::5]}
    lines = [changed.get(order, text) for order, text in texts.items() if order not in out]
    new = page("\n\n".join(lines), "new.txt")
    found, _ = anchors([p for p in passages(old) if p.order in texts], minted(new, "w", ()).entries)
    wrong = []
    for one in found:
        order = one.passage.order
        expected = changed.get(order, texts[order])
        there = {new.text[e.start : e.end] for e in one.entries}
        if one.fate in {Fate.SAME, Fate.MOVED, Fate.REWORDED} and there != {expected}:
            wrong.append((texts[order], there))
        if order in out and one.fate in {Fate.SAME, Fate.MOVED}:
            wrong.append((texts[order], there))
    assert wrong == []
    fates = Counter(one.fate for one in found if one.passage.order in changed)
    assert fates[Fate.REWORDED] >= len(changed) * 0.8
    kept = [one for one in found if one.passage.order not in out | changed.keys()]
    assert {one.fate for one in kept} <= {Fate.SAME, Fate.MOVED}  # it has other sections


def test_the_threshold_lies_above_the_likeness_of_different_sentences(corpus: Path) -> None:
    pages = [corpus / "seed" / "acs-all-immunotherapy.txt"]
    pages += sorted((corpus / "nci" / "explainers").glob("*.md"))[:3]
    texts = {s.text for p in pages for s in page(p.read_text("utf-8"), p.name).sentences}
    sketches = [frozenset(sketch(t).split()) for t in sorted(texts) if len(t.split()) >= 10]
    pairs = [likeness(one, other) for n, one in enumerate(sketches) for other in sketches[n + 1 :]]
    assert len(pairs) > 1000
    assert sum(like >= LIKE for like in pairs) / len(pairs) < 0.001


def test_a_changed_number_and_a_changed_antigen_of_a_real_page_are_said(
    library: Library, corpus: Path
) -> None:
    path = corpus / "seed" / "acs-all-immunotherapy.txt"
    text = path.read_text("utf-8").replace("28 days", "14 days").replace("CD19", "CD22", 1)
    text = text.replace("November 11, 2024", "December 2, 2026")
    of = draft(proposed(page(text, path.name), library.dataset), library.dataset)
    assert of.identity.known == "sentences"
    found = drifted(of)
    assert found["blinatumomab_given_continuous-infusion"] == (
        "reworded",
        ("number: duration 28 is named no more; it says 14",),
    )
    fate, changed = found["blinatumomab_engages_cd19"]
    assert fate == "reworded"
    assert any("CD19 is named no more; it names CD22" in each for each in changed)
    worst = Counter(fate for fate, _ in found.values())
    assert worst["gone"] == worst["unclear"] == 0
    assert worst["same"] > 90
    claims = of.turtle.partition("\nsection:")[0]
    assert "claim:blinatumomab_engages_cd19\n" not in claims
    decided = {one.claim.rpartition("/")[2] for one in items(of)}
    assert "blinatumomab_causes_nausea" not in decided, "it follows its sentence"
