"""Mutations of names and texts: letters that are not what they look like, names of others."""

import random
from collections.abc import Callable, Mapping

from immunograph import wording
from immunograph.vocabulary import SKOS
from mutation.content import Content, Node, Spot, vocabulary
from mutation.mutation import Damage, Hand, Mutation, changed, pick

LABEL, FURTHER, DEFINITION = (f"{SKOS}{each}" for each in ("prefLabel", "altLabel", "definition"))
ADDRESS = vocabulary("address")
# A sentence of the invented page, whose fingerprint is that of its first passage.
SENTENCE = "Examplumab holds on to one invented antigen and asks the cell for its name."


def _named(content: Content, chance: random.Random, kind: str) -> Node:
    things = [n for n in content.of(kind) if LABEL in n.clauses and n.file.startswith("graph/")]
    return pick(chance, things, f"{kind} with a name")


def words(node: Node) -> str:
    """The name of a thing, as it stands between its quotes."""
    return node.values(LABEL)[0][1:].rpartition('"')[0]


def respelt(change: Callable[[str, int], str]) -> Hand:
    """A name is spelt otherwise somewhere within its first word."""

    def hand(content: Content, chance: random.Random) -> Damage:
        node = _named(content, chance, "AdverseEvent")
        text = words(node)
        at = chance.randrange(1, len(text.split()[0]) - 1)
        return changed(node.put(LABEL, f'"{change(text, at)}"@en'))

    return hand


def inserted(character: str) -> Hand:
    """A character is put between two letters of a name."""
    return respelt(lambda text, at: text[:at] + character + text[at:])


def in_place_of_a_letter(character: str) -> Hand:
    """A character takes the place of a letter of a name."""
    return respelt(lambda text, at: text[:at] + character + text[at + 1 :])


def added(more: str) -> Hand:
    """Something stands behind a name."""
    return respelt(lambda text, _: text + more)


def letter_in_address(content: Content, chance: random.Random) -> Damage:
    """A letter of an address only looks like another one."""
    node = pick(chance, content.having(ADDRESS), "address")
    return changed(node.put(ADDRESS, node.values(ADDRESS)[0].replace("/", "/\u0430", 3)))


def looks_like_another(content: Content, chance: random.Random) -> Damage:
    """A thing has a name that looks like that of another."""
    things = [n for n in content.of("Thing") if LABEL in n.clauses and "l" in words(n)]
    other = pick(chance, things, "name with an l")
    node = _named(content, chance, "Concept")
    return changed(node.put(FURTHER, f'"{words(other).replace("l", "I")}"@en'))


def name_of_another(content: Content, chance: random.Random) -> Damage:
    """A thing has the name of another of its kind as a synonym."""
    one, other = chance.sample(content.of("AdverseEvent"), 2)
    return changed(one.put(FURTHER, *other.values(LABEL)))


def easily_confused(content: Content, chance: random.Random) -> Damage:
    """A brand is called nearly as a therapy of another brand is."""
    drugs = [n for n in content.of("Drug") if "examplumab" not in n.iri and " " not in words(n)]
    drug = pick(chance, drugs, "therapy of one word")
    name = words(drug)
    at = chance.randrange(3, len(name) - 3)
    brand = next(n for n in content.of("Product") if "examplix" in n.iri)
    edit = brand.put(LABEL, f'"{name[:at]}{name[at + 1 :]}"@en')
    return Damage((edit,), (Spot.of(edit), Spot(drug.file, drug.clauses[LABEL].at)))


def said(sentence: str) -> Hand:
    """The definition of a thing is a sentence."""

    def hand(content: Content, chance: random.Random) -> Damage:
        node = _named(content, chance, "Concept")
        return changed(node.put(DEFINITION, f'"{sentence}"@en'))

    return hand


RULES: Mapping[str, tuple[str, Hand]] = {
    "hidden-character": ("a character of no width stands in a name", inserted("\u200b")),
    "unusual-space": ("a space that does not break stands in a name", inserted("\u00a0")),
    "stray-space": ("a space stands behind a name", added(" ")),
    "private-character": ("a character without a meaning stands in a name", inserted("\ue000")),
    "presentation-form": ("two letters of a name are one sign", inserted("\ufb01")),
    "loose-accent": ("an accent stands apart from its letter", inserted("e\u0301")),
    "mixed-alphabets": ("a letter of a name is Cyrillic", in_place_of_a_letter("\u0430")),
    "word-in-look-alikes": ("a word of a name is Cyrillic", added(" \u0441\u043e\u0440")),
    "letter-in-address": ("a letter of an address is Cyrillic", letter_in_address),
    "names-that-look-alike": ("a name is written with I for l", looks_like_another),
    "ambiguous-name": ("a synonym is the name of something else", name_of_another),
    "therapies-easily-confused": ("a brand lacks a letter of another therapy", easily_confused),
    "sentence-of-source": ("a definition is a sentence of a source", said(SENTENCE)),
    "nearly-a-sentence": (
        "a definition is a sentence of a source but for a word",
        said(SENTENCE.replace("cell", "neighbour")),
    ),
}


def wording_rules() -> list[str]:
    """The names of the rules on texts."""
    return list(wording.RULES)


def mutations() -> list[Mutation]:
    """A mutation for each rule on texts."""
    return [Mutation(name, frozenset({rule}), hand) for rule, (name, hand) in RULES.items()]
