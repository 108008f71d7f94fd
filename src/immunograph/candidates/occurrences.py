"""Where a page names therapies directed at antigens, and which therapy a name or a brand means."""

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from immunograph.candidates.context import Occurrence
from immunograph.candidates.knowledge import Knowledge
from immunograph.candidates.naming import Register, nonproprietary
from immunograph.candidates.therapies import classes_named, is_directed
from immunograph.mentions.mention import Mention
from immunograph.names import Names, key
from immunograph.pages.page import Page
from immunograph.vocabulary import IG

_DRUG, _PRODUCT = f"{IG}Drug", f"{IG}Product"
# What a site puts behind the name of a page.
_SITE = re.compile(
    r"\s+(?:[|\u2013\u2014\u00b7:]|-)\s+.*$|\s*\((?:[^()]*)\)\s*$|:\s.*$|[\u00ae\u2122]|"
    r"\s+(?:package leaflet|patient information|prescribing information|medication guide|label|"
    r"summary of product characteristics|injection|infusion|EPAR)$|"
    r"(?:(?:,| and|, and)?\s+(?:uses?|side effects?|dos(?:age|ing|es?)|warnings?|interactions?))+$",
    re.IGNORECASE,
)
_LITTLE = re.compile(
    r"\b(?:for|of|in|the|with|to|about|on|how|what|is|a|an|from|drugs?|your)\b", re.IGNORECASE
)
ACTIVE = re.compile(
    r"\bactive (?:substance|ingredient)s?(?: (?:in|of) (?P<brand>[\w \-]{2,40}?))?"
    r"(?: is| are|:)?\s+"
    r"(?P<name>[\w\-]+(?: [\w\-]+){0,4})",
    re.IGNORECASE,
)
_PART_BEFORE, _PART_AFTER = re.compile(r"\w[\-/+]"), re.compile(r"[\-/+][A-Z]")
_MOST_WORDS = 6
# The enzyme that lets a therapy be given under the skin makes another product of it.
_FORM = re.compile(r",?\s+and\s+hyaluronidase(?:-[a-z]{4})?$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,\s*and|[,/+]|\band)\s+")


@dataclass(frozen=True)
class Therapies:
    """Which therapy a name means: `aliases` are the brands that the page itself explains, by key.

    A name that the graph does not know is that of a new therapy where it ends as such names do. A
    product of several therapies is none, and one with hyaluronidase is the therapy that it holds.
    """

    names: Names = field(repr=False)
    known: Knowledge = field(repr=False)
    register: Register = field(repr=False)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def of(self, text: str, entity: str, order: int) -> str:
        """The IRI of the therapy that a name means, empty where it means none of ours."""
        if entity:
            return self._of_entity(entity)
        if alias := self.aliases.get(key(text)):
            return alias
        if known := self.known_as(text):
            return known
        plain = nonproprietary(_FORM.sub("", text))
        if (known := self.known_as(plain)) or parts(plain) or not is_directed(plain):
            return known
        return self.register.enter("Drug", plain.lower(), order)

    def known_as(self, text: str) -> str:
        """The IRI of the therapy of the graph that has a name or a brand, else empty."""
        for spelled in (text, nonproprietary(text)):
            if found := self.names.candidates(spelled, _DRUG, _PRODUCT):
                return self._of_entity(found[0])
        return ""

    def _of_entity(self, entity: str) -> str:
        if _DRUG in self.names.kinds.get(entity, ()):
            return entity
        branded = self.known.therapies.get(entity, frozenset())
        return next(iter(branded)) if len(branded) == 1 else ""


def parts(name: str) -> list[str]:
    """The names that a name joins; none where it joins none.

    >>> parts("nivolumab and relatlimab"), parts("Trastuzumab emtansine")
    (['nivolumab', 'relatlimab'], [])
    """
    found = _JOINED.split(name)
    return found if len(found) > 1 else []


def titled(page: Page) -> str:
    """The name that the title of a page consists of, as for a page on one therapy, else empty.

    >>> titled(Page("x", "text", "", "", title="Elranatamab-bcmm - NCI"))
    'Elranatamab-bcmm'
    """
    title = page.title.strip()
    while (shorter := _SITE.sub("", title)) != title:
        title = shorter
    words = title.split()
    return "" if len(words) > _MOST_WORDS or _LITTLE.search(title) else title


def is_on(page: Page, title: str) -> bool:
    """Whether sentences of a page say what the thing in its title is or does, as of a drug."""
    if classes_named(title):
        return False
    name = r"\s+".join(map(re.escape, title.split()))
    says = re.compile(rf"{name}\s+(?:is|are|works?|may|can)\b(?! (?:a|an|the) )", re.IGNORECASE)
    return any(says.match(sentence.text) for sentence in page.sentences)


def occurrences(
    page: Page, mentions: Iterable[Mention], therapies: Therapies, title: str, topic: str
) -> dict[int, tuple[Occurrence, ...]]:
    """The therapies that each sentence names; the name in the title is read as a whole."""
    found: dict[int, list[Occurrence]] = {}
    whole = list(_of_title(page, title, topic)) if topic else []
    for one in whole:
        found.setdefault(one.sentence, []).append(one)
    for mention in mentions:
        if mention.kind != "drug" or _overlaps(whole, mention) or _of_regimen(page, mention):
            continue
        if iri := therapies.of(mention.text, mention.entity, mention.sentence):
            named = Occurrence(mention.start, mention.end, iri, mention.sentence)
            found.setdefault(mention.sentence, []).append(named)
    return {
        order: tuple(sorted(of, key=lambda one: (one.start, one.end)))
        for order, of in found.items()
    }


def _of_regimen(page: Page, mention: Mention) -> bool:
    """Whether it is a part of the name of a regimen, such as CHOP-rituximab."""
    before = page.text[max(0, mention.start - 2) : mention.start]
    after = page.text[mention.end : mention.end + 2]
    return bool(_PART_BEFORE.fullmatch(before) or _PART_AFTER.fullmatch(after))


def _overlaps(whole: list[Occurrence], mention: Mention) -> bool:
    at = bisect.bisect_left(whole, mention.end, key=lambda one: one.start)
    return at > 0 and whole[at - 1].end > mention.start


def _of_title(page: Page, title: str, topic: str) -> Iterator[Occurrence]:
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, title.split())), re.IGNORECASE)
    for sentence in page.sentences:
        for match in pattern.finditer(sentence.text):
            start, end = sentence.span(match.start(), match.end())
            yield Occurrence(start, end, topic, sentence.order)


def aliases(page: Page, therapies: Therapies) -> dict[str, str]:
    """The brands of a page whose active substance it names, by key, each with the therapy."""
    found: dict[str, str] = {}
    for sentence in page.sentences:
        for match in ACTIVE.finditer(sentence.text):
            name = _meant(match["name"], therapies, sentence.order)
            if name:
                found.setdefault(key(match["brand"] or titled(page)), name)
    return {brand: iri for brand, iri in found.items() if brand}


def _is_partner(words: list[str]) -> bool:
    return any(is_directed(word) or word.startswith("hyaluronidase") for word in words)


def _meant(text: str, therapies: Therapies, order: int) -> str:
    """The therapy that the first words of a text name: the longest name that is known, or new."""
    words = text.split()
    for length in range(len(words), 0, -1):
        if found := therapies.known_as(" ".join(words[:length])):
            return found
    directed = (number for number, word in enumerate(words, 1) if is_directed(word))
    last = next(directed, 0)
    while last and last < len(words) and is_directed(words[last]):
        last += 1
    if last and words[last : last + 1] == ["and"] and _is_partner(words[last + 1 : last + 2]):
        last += 2
    return therapies.of(" ".join(words[:last]), "", order) if last else ""
