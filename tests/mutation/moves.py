"""Edits that many mutations make: a value replaced, a claim told of another thing, a copy."""

import random

from mutation.content import ABOUT, Content, Edit, Node, Spot
from mutation.mutation import Damage, changed, pick


def listed(node: Node, predicate: str, values: list[str], wrong: str) -> Damage:
    """A predicate gets values, each on a line of its own, of which one is wrong."""
    clause = node.clauses.get(predicate)
    at, until = (clause.at, clause.until) if clause else (node.end, node.end)
    lines = [f"    <{predicate}>", *(f"        {each} ," for each in values)]
    edit = Edit(node.file, at, until, (*lines[:-1], f"{lines[-1][:-1]};"))
    return Damage((edit,), (Spot.of(edit, 1 + values.index(wrong)),))


def replaced(node: Node, predicate: str, value: str, chance: random.Random) -> Damage:
    """One of the values of a predicate is replaced, each of them on a line of its own."""
    values = node.values(predicate)
    values[chance.randrange(len(values))] = value
    return listed(node, predicate, values, value)


def stranger(content: Content, kind: str, chance: random.Random) -> Node:
    """A thing that is not of a kind."""
    things = [n for n in content.of("Thing") if n.file.startswith("graph/")]
    strangers = [n for n in things if not content.is_a(n, kind)]
    return pick(chance, strangers, f"thing that is no {kind}")


def retold(content: Content, claim: Node, thing: str) -> Damage:
    """A claim is said of another thing instead, and found on the line that says of which."""
    lines = claim.text({ABOUT: f"<{thing}>"})
    added = content.append(content.home(thing), lines)
    at = next(i for i, line in enumerate(lines) if line.startswith(f"    <{ABOUT}>"))
    return Damage((content.remove(claim), added), (Spot.of(added, at),))


def copy(content: Content, node: Node, name: str) -> Damage:
    """A second node like one that is there, under another name, in the file where it belongs."""
    file = node.file if ABOUT in node.clauses else content.home(name)
    return changed(content.append(file, node.text({}, name)))


def lonely(content: Content, chance: random.Random, kind: str) -> Damage:
    """A thing of a kind is added, of which nothing is said."""
    things = [each for each in content.of(kind) if each.file.startswith("graph/")]
    node = pick(chance, things, kind)
    first, line, rest = node.local.partition("_")
    name = f"{node.iri.removesuffix(node.local)}{first}-2{line}{rest}"
    return copy(content, node, name)
