"""The ledger of a page: every sentence with its name, its place, its fingerprint and its fate."""

import bisect
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from immunograph.ingest import known
from immunograph.pages.page import Page, Role, Sentence
from immunograph.passage import sketch
from immunograph.vocabulary import BASE, IG, PASSAGES

MODELLED, OPEN = f"{IG}Modelled", f"{IG}Open"
# What becomes of a sentence on which no claim rests.
FATES: Mapping[Role, str] = {
    Role.CONTENT: OPEN,
    Role.HEADING: f"{IG}Background",
    Role.NAVIGATION: f"{IG}Navigation",
    Role.ABOUT: MODELLED,  # it describes its version
    Role.REFERENCE: f"{IG}OutOfScope",
    Role.FOREIGN: f"{IG}OutOfScope",
    Role.ENDLESS: f"{IG}OutOfScope",
}
# What stands between the headings of a path, as the graph has it.
_JOINT = " > "
# What a problem of a page is called in the vocabulary.
PROBLEMS: Mapping[str, str] = {
    "empty-list": f"{IG}EmptyList",
    "encoding": f"{IG}EncodingDamage",
    "encoding-damage": f"{IG}EncodingDamage",
    "lost-heading": f"{IG}LostHeading",
    "unnamed-subject": f"{IG}UnnamedSubject",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage of a page: its IRI, its place, its fingerprint and what became of it.

    `kept` where the graph has it.
    """

    iri: str
    order: int
    section: str
    start: int
    end: int
    sha256: str
    sketch: str
    disposition: str
    role: Role
    problem: str = ""
    kept: bool = False

    @property
    def id(self) -> str:
        """The last part of its IRI."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True)
class Ledger:
    """The entries of a page, and the entries in which each of its sentences stands, by order.

    `sections` are those that the graph keeps of the page, each with its headings; empty where it
    keeps none.
    """

    version: str
    entries: tuple[Entry, ...]
    of_sentence: Mapping[int, tuple[Entry, ...]] = field(repr=False)
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def slug(self) -> str:
        """The last part of the IRI of the version."""
        return self.version.rpartition("/")[2]

    def of(self, sentences: Iterable[int]) -> tuple[str, ...]:
        """The IRIs of the passages in which some sentences stand, each once, in their order."""
        found = {one.iri: one.order for s in sentences for one in self.of_sentence.get(s, ())}
        return tuple(sorted(found, key=found.__getitem__))


def minted(page: Page, version: str, cited: Collection[int]) -> Ledger:
    """The ledger of a page that is new to the graph; `cited` are the sentences claims rest on."""
    problems = {one.sentence: PROBLEMS.get(one.kind, "") for one in page.problems if one.sentence}
    entries = tuple(
        _entry(page, sentence, version, sentence.order in cited, problems.get(sentence.order, ""))
        for sentence in page.sentences
    )
    return Ledger(f"{BASE}version/{version}", entries, {one.order: (one,) for one in entries})


def _entry(page: Page, of: Sentence, version: str, cited: bool, problem: str) -> Entry:
    return Entry(
        f"{PASSAGES}{version}_{of.id}",
        of.order,
        f"{BASE}section/{version}_{page.section(of.section).id}",
        of.start,
        of.end,
        page.fingerprint(of),
        sketch(page.text[of.start : of.end]),
        MODELLED if cited else FATES.get(of.role, OPEN),
        of.role,
        problem,
    )


def recalled(page: Page, version: str, passages: Sequence[known.Passage]) -> Ledger:
    """The ledger that the graph keeps of the page; sentences are found in it by their places."""
    entries = tuple(
        _kept(each, page) for each in passages if 0 <= each.start < each.end <= len(page.text)
    )
    ordered = sorted(entries, key=lambda one: one.start)
    starts = [one.start for one in ordered]
    found = {s.order: _around(s, ordered, starts) for s in page.sentences}
    sections = {one.section: tuple(filter(None, one.headings.split(_JOINT))) for one in passages}
    return Ledger(version, entries, found, sections)


def _kept(passage: known.Passage, page: Page) -> Entry:
    sentence = page.sentence_at(passage.start)
    return Entry(
        passage.iri,
        passage.order,
        passage.section,
        passage.start,
        passage.end,
        passage.sha256,
        " ".join(sorted(passage.sketch)),
        passage.disposition,
        sentence.role if sentence else Role.CONTENT,
        kept=True,
    )


def extended(
    page: Page, version: str, passages: Sequence[known.Passage], cited: Collection[int]
) -> Ledger:
    """The ledger of a version of which the graph keeps the cited passages only.

    A sentence that it keeps is found by its fingerprint; the others are numbered after those that
    it keeps, the cited ones first.
    """
    slug = version.rpartition("/")[2]
    held = {one.sha256: one for one in passages}
    last = max((one.order for one in passages), default=0)
    ordered = sorted(page.sentences, key=lambda one: (one.order not in cited, one.order))
    made: dict[int, Entry] = {}
    for sentence in ordered:
        entry = _entry(page, sentence, slug, sentence.order in cited, "")
        if kept := held.pop(entry.sha256, None):
            entry = replace(entry, iri=kept.iri, section=kept.section, order=kept.order, kept=True)
        else:
            last += 1
            iri, section = f"{PASSAGES}{slug}_p{last}", f"{entry.section}-of-page"
            entry = replace(entry, iri=iri, section=section, order=last)
        made[sentence.order] = entry
    entries = tuple(made[order] for order in sorted(made))
    return Ledger(version, entries, {order: (entry,) for order, entry in made.items()})


def _around(of: Sentence, ordered: Sequence[Entry], starts: Sequence[int]) -> tuple[Entry, ...]:
    """The entries that share characters with a sentence."""
    first = max(0, bisect.bisect_right(starts, of.start) - 1)
    last = bisect.bisect_left(starts, of.end)
    return tuple(one for one in ordered[first:last] if one.end > of.start)
