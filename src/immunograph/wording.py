"""What must hold of names and texts that no query can say: how they are spelt, whose they are.

Each rule of `RULES` has a search, which gives what is at fault; see docs/validate.md.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from immunograph.dataset import DataSet
from immunograph.finding import Finding, Place
from immunograph.texts import characters, lookalikes, quotation
from immunograph.texts.confusables import look
from immunograph.texts.strings import Text, Texts, read_texts
from immunograph.validate import Requirement
from immunograph.vocabulary import BASE, DCTERMS, IG, SH, SKOS

_CLINICAL, _MECHANISMS = f"<{SKOS}prefLabel>", f"<{BASE}mechanism"
_THERAPIES = (f"<{BASE}drug/", f"<{BASE}product/")
# What an organization is called is nobody's sentence.
_ORGANIZATIONS = f"<{BASE}org/"
# What a source is called and where it stands is taken from it as it is.
_BIBLIOGRAPHIC = {
    *(f"<{DCTERMS}title>", f"<{SH}prefix>", f"<{SH}namespace>"),
    *(f"<{IG}{name}>" for name in ("citation", "creatorName", "headingPath", "rowKey")),
}


_PAGE = "docs/validate.md"
_BRACED = re.compile(r"\{\w+\}")
_NEVER_WAIVED = frozenset({"sentence-of-source", "nearly-a-sentence"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A text at fault: what else is to be shown, and what it collides with."""

    text: Text
    shown: Mapping[str, str] = field(default_factory=dict)
    other: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold of texts; `{name}` in its sentences is replaced by what a fault shows."""

    severity: str
    message: str
    fix: str
    why: str


def findings(dataset: DataSet) -> Iterator[Finding]:
    """What is wrong with the names and texts of a data set; the place is left to the caller."""
    texts = read_texts(dataset.data)
    for search in SEARCHES:
        for name, fault in search(texts, dataset):
            yield _finding(name, fault)


def _finding(name: str, fault: Fault) -> Finding:
    rule, text = RULES[name], fault.text
    shown = {"text": _short(text.value), **fault.shown}
    message, fix, why = (each.format_map(shown) for each in (rule.message, rule.fix, rule.why))
    return Finding(
        rule=name,
        message=message,
        place=Place("graph"),
        severity=rule.severity,
        node=text.node,
        path=text.path,
        value=text.term,
        fix=fix,
        why=why,
        other=fault.other,
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 (what fits in a line)


def _characters(texts: Texts, _: DataSet) -> Iterator[tuple[str, Fault]]:
    for text in texts.all:
        for fault in characters.faults(text.value, text.language):
            seen = {"position": str(fault.position), "name": fault.name}
            yield fault.rule, Fault(text, seen)


def _addresses(texts: Texts, dataset: DataSet) -> Iterator[tuple[str, Fault]]:
    """Statements whose names, not only their text, hold a letter that is not ASCII."""
    if dataset.data.isascii():
        return
    for line in dataset.data.decode().split("\n"):
        if not line.isascii():
            node, path, term = line.removesuffix(" .").split(" ", 2)
            address = next((each for each in (node, path, term) if _is_strange(each)), "")
            strange = next((at for at, each in enumerate(address) if not each.isascii()), 0)
            if address:
                name = characters.Fault("", strange, address[strange]).name
                seen = {"position": str(strange), "name": name, "text": address[1:-1]}
                yield "letter-in-address", Fault(Text(node, path, term, "", ""), seen)


def _is_strange(term: str) -> bool:
    return term.startswith("<") and not term.isascii()


def _names_that_look_alike(texts: Texts, dataset: DataSet) -> Iterator[tuple[str, Fault]]:
    alike: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for text in texts.names:
        alike[look(text.value), text.language].append(text)
    for same in alike.values():
        if len(same) > 1:
            for text in same:
                other = next((each for each in same if _differ(text, each)), None)
                if other:
                    yield "names-that-look-alike", Fault(text, {"other": other.value}, other.node)


def _ambiguous_names(texts: Texts, dataset: DataSet) -> Iterator[tuple[str, Fault]]:
    """One name on two things of a kind; two English clinical names are left to another rule."""
    bearers: dict[tuple[str, str, str], list[Text]] = defaultdict(list)
    for text in texts.names:
        kind, _, local = text.node.rpartition("/")
        if kind != _MECHANISMS or "_" not in local:
            bearers[text.value.casefold(), text.language, kind].append(text)
    for same in bearers.values():
        if len(same) > 1:
            for text in same:
                other = next((each for each in same if _collide(text, each)), None)
                if other:
                    shown = {"other": dataset.names.label(other.node[1:-1])}
                    yield "ambiguous-name", Fault(text, shown, other.node)


def _collide(one: Text, other: Text) -> bool:
    both_clinical = one.path == other.path == _CLINICAL and one.language == "en"
    return one.node != other.node and not both_clinical


def _differ(one: Text, other: Text) -> bool:
    return one.node != other.node and one.value.casefold() != other.value.casefold()


def _therapies_easily_confused(texts: Texts, dataset: DataSet) -> Iterator[tuple[str, Fault]]:
    named: dict[str, list[Text]] = defaultdict(list)
    for text in texts.names:
        if text.node.startswith(_THERAPIES):
            named[text.value].append(text)
    for one, other in lookalikes.alike(named):
        for text in named[one]:
            for opposite in named[other]:
                if not _are_one_therapy(text.node, opposite.node, dataset):
                    yield (
                        "therapies-easily-confused",
                        Fault(text, {"other": opposite.value}, opposite.node),
                    )


def _are_one_therapy(one: str, other: str, dataset: DataSet) -> bool:
    brand = f" <{IG}hasBrand> "
    lines = (f"{one}{brand}{other} .\n".encode(), f"{other}{brand}{one} .\n".encode())
    return one == other or any(line in dataset.data for line in lines)


def _quotations(texts: Texts, _: DataSet) -> Iterator[tuple[str, Fault]]:
    written = {t.value: t for t in texts.all if not _is_taken_as_it_is(t)}
    exact = dict(quotation.copied(written, texts.fingerprints))
    for text, passage in exact.items():
        yield "sentence-of-source", Fault(written[text], {"passage": _name(passage)}, passage)
    own = [text for text, where in written.items() if not where.node.startswith(f"<{IG}")]
    near = dict(quotation.reworded((text for text in own if text not in exact), texts.sketches))
    for text, passage in near.items():
        yield "nearly-a-sentence", Fault(written[text], {"passage": _name(passage)}, passage)


def _is_taken_as_it_is(text: Text) -> bool:
    named = text.is_name and text.node.startswith(_ORGANIZATIONS)
    return named or text.path in _BIBLIOGRAPHIC


def _name(iri: str) -> str:
    return iri.rpartition("/")[2].rstrip(">")


Search = Callable[[Texts, DataSet], Iterator[tuple[str, Fault]]]

SEARCHES: tuple[Search, ...] = (
    _characters,
    _addresses,
    _names_that_look_alike,
    _ambiguous_names,
    _therapies_easily_confused,
    _quotations,
)

RULES: Mapping[str, Rule] = {
    "hidden-character": Rule(
        severity="violation",
        message="Character {position} of “{text}” cannot be seen: {name}.",
        fix="Delete it, or type the text again by hand.",
        why="A reader sees one word and a search finds none, because the word that is stored is "
        "another one.",
    ),
    "unusual-space": Rule(
        severity="violation",
        message="Character {position} of “{text}” is no ordinary space: {name}.",
        fix="Put an ordinary space in its place.",
        why="Whoever types the name with an ordinary space does not find it.",
    ),
    "stray-space": Rule(
        severity="violation",
        message="“{text}” has a space too many, at character {position}.",
        fix="Delete the space: none at the beginning or the end, one between words.",
        why="Whoever types the name as it looks does not find it, and lists show it twice.",
    ),
    "private-character": Rule(
        severity="violation",
        message="Character {position} of “{text}” has no agreed meaning: {name}.",
        fix="Write what was meant with an ordinary character.",
        why="Each program shows such a character in its own way, or as an empty box.",
    ),
    "presentation-form": Rule(
        severity="violation",
        message="Character {position} of “{text}” is a variant of an ordinary one: {name}.",
        fix="Write the ordinary character, or spell it out, as in micrograms.",
        why="Programs turn such variants into ordinary characters or fail to find them, so that "
        "the same word is two words.",
    ),
    "loose-accent": Rule(
        severity="violation",
        message="An accent of “{text}” stands apart from its letter, at character {position}: "
        "{name}.",
        fix="Type the accented letter as one character.",
        why="The word looks right, but it is not the word that others type.",
    ),
    "mixed-alphabets": Rule(
        severity="violation",
        message="A word of “{text}” mixes alphabets: character {position} is {name}.",
        fix="Type the word again in one alphabet; set a Greek letter apart by a hyphen, as in "
        "TNF-α.",  # noqa: RUF001 (a Greek letter is meant)
        why="The word looks like another one, so a reader takes the two for one and a search "
        "tells them apart.",
    ),
    "word-in-look-alikes": Rule(
        severity="violation",
        message="A word of “{text}” only looks Latin: it begins, at character {position}, with "
        "{name}.",
        fix="Type the word again in Latin letters.",
        why="The word looks like another one, so a reader takes the two for one and a search "
        "tells them apart.",
    ),
    "letter-in-address": Rule(
        severity="violation",
        message="Character {position} of the address {text} is not a plain letter: {name}.",
        fix="Type the address again, or write the letter in its percent form as browsers copy it.",
        why="An address that only looks like another one leads elsewhere, or nowhere.",
    ),
    "names-that-look-alike": Rule(
        severity="warning",
        message="“{text}” looks like “{other}”, the name of something else.",
        fix="Compare the two letter by letter (I, l and 1; O and 0; rn and m), and correct the "
        "one that is misspelt.",
        why="Readers take the two for one thing, and so what is said of one for said of both.",
    ),
    "ambiguous-name": Rule(
        severity="warning",
        message="The name “{text}” also belongs to {other}, which is of the same kind.",
        fix="Keep the name on the one thing it means; where both bear it, add the word that tells "
        "them apart.",
        why="Whoever asks by that name is asked back which one is meant, or gets the wrong one.",
    ),
    "therapies-easily-confused": Rule(
        severity="info",
        message="“{text}” and “{other}” are easily taken for one another.",
        fix="See that each claim is about the right one; if it is, record that in a waiver.",
        why="Drug names that look or sound alike are a known cause of medication errors, and of "
        "claims that are entered under the wrong therapy.",
    ),
    "sentence-of-source": Rule(
        severity="violation",
        message="“{text}” holds a sentence of a source, word for word: {passage}.",
        fix="Say it in your own words, or remove it: the passage is cited, not copied.",
        why="The text of most sources belongs to others; the graph may carry facts, headings and "
        "where they stand, but no sentence.",
    ),
    "nearly-a-sentence": Rule(
        severity="warning",
        message="“{text}” is nearly a sentence of a source: {passage}.",
        fix="Say it in your own words and in your own order.",
        why="Changing a word does not make a sentence one's own; the text of most sources belongs "
        "to others.",
    ),
}


def requirements() -> Iterator[Requirement]:
    """What these rules ask for; a sentence of a source is never accepted."""
    for name, rule in RULES.items():
        summary = _BRACED.sub("…", rule.message)
        may_be = name not in _NEVER_WAIVED
        yield Requirement(name, _PAGE, summary, rule.severity, rule.why, rule.fix, may_be)
