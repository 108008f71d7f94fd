"""Mutations of a waiver that is in order: each covers nothing any more, and is found."""

import random

from immunograph.vocabulary import XSD
from mutation.content import Content, Edit, Spot, vocabulary
from mutation.moves import lonely
from mutation.mutation import ALONE, Damage, Mutation

FILE, RULE = "validate/waivers.ttl", "unused-thing"
NAME = "<https://w3id.org/immunograph/waiver/of-a-mutant>"
_REFUSING = "validate/rules/unused-thing.rq"


def day(text: str) -> str:
    """A day, as Turtle writes it."""
    return f'"{text}"^^<{XSD}date>'


def waived(thing: str, name: str = NAME, **instead: str) -> list[str]:
    """A waiver in order for what one rule finds about a thing, with other values of some fields."""
    fields = {
        "waives": f'"{RULE}"',
        "waivedFor": f"<{thing}>",
        "reason": '"It is being read."@en',
        "expires": day("2027-02-01"),
        **instead,
    }
    lines = [f"    <{vocabulary(each)}> {value} ;" for each, value in fields.items() if value]
    return [name, f"    a <{vocabulary('Waiver')}> ;", *lines, "."]


def waiver(content: Content, chance: random.Random, line: int = 0, **instead: str) -> Damage:
    """A thing that nothing mentions, and the waiver for it; at fault is a line of the waiver."""
    lone = lonely(content, chance, "Concept")
    thing = lone.edits[0].lines[0].strip("<>")
    edit = Edit(FILE, 1, 1, tuple(waived(thing, **instead)))
    return Damage((edit, *lone.edits), (Spot.of(edit, line),))


def in_order(content: Content, chance: random.Random) -> Damage:
    """The same, with nothing at fault."""
    return waiver(content, chance)


def without_a_waiver(content: Content, chance: random.Random) -> Damage:
    """A thing that nothing mentions, and no waiver for it."""
    return lonely(content, chance, "Concept")


def expired(content: Content, chance: random.Random) -> Damage:
    """The day of the waiver has passed."""
    return waiver(content, chance, expires=day("2026-11-30"))


def needless(content: Content, chance: random.Random) -> Damage:
    """The rule finds nothing about the thing."""
    used = next(iter(content.of("Drug"))).iri
    return waiver(content, chance, waivedFor=f"<{used}>")


def of_an_unknown_rule(content: Content, chance: random.Random) -> Damage:
    """The name of the rule is mistyped."""
    return waiver(content, chance, waives='"unused-thingg"')


def of_an_unknown_thing(content: Content, chance: random.Random) -> Damage:
    """The name of the thing is mistyped."""
    return waiver(content, chance, waivedFor="<https://w3id.org/immunograph/concept/nothing>")


def incomplete(content: Content, chance: random.Random) -> Damage:
    """The waiver does not say why."""
    return waiver(content, chance, reason="")


def too_long(content: Content, chance: random.Random) -> Damage:
    """The waiver holds for more than a year."""
    return waiver(content, chance, expires=day("2028-01-01"))


def twice(content: Content, chance: random.Random) -> Damage:
    """The same is waived twice."""
    one = waiver(content, chance)
    edit, *rest = one.edits
    thing = rest[0].lines[0].strip("<>")
    both = Edit(FILE, 1, 1, (*edit.lines, *waived(thing, f"{NAME[:-1]}-again>")))
    return Damage((both, *rest), (Spot.of(both, len(edit.lines)),))


def refused(content: Content, chance: random.Random) -> Damage:
    """What the rule finds cannot be waived."""
    head = Edit(_REFUSING, 1, 1, ("#+ waivable: no",))
    one = waiver(content, chance)
    return Damage((*one.edits, head), one.spots)


def shape_among_waivers(content: Content, chance: random.Random) -> Damage:
    """Something that is no waiver stands among them."""
    edit = Edit(FILE, 1, 1, (NAME, f"    a <{vocabulary('Concept')}> ;", "."))
    return Damage((edit,), (Spot.of(edit),))


MUTATIONS = [
    Mutation(name, frozenset({rule}), hand, ALONE)
    for name, rule, hand in (
        ("the day of a waiver has passed", "waiver-expired", expired),
        ("a waiver covers nothing", "waiver-needless", needless),
        ("a waiver is for an unknown rule", "waiver-unknown", of_an_unknown_rule),
        ("a waiver is for an unknown thing", "waiver-unknown", of_an_unknown_thing),
        ("a waiver gives no reason", "waiver-incomplete", incomplete),
        ("a waiver holds for two years", "waiver-too-long", too_long),
        ("a waiver is there twice", "waiver-twice", twice),
        ("a waiver is for what must not be waived", "waiver-refused", refused),
        ("a thing stands among the waivers", "wrong-file", shape_among_waivers),
    )
]
