"""From what a question means to SPARQL: the patterns of its conditions, joined on what they share.

The text of a condition is put in as it stands in its file, with its variables renamed one by one;
what the user named is put in as terms, never as text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from textwrap import dedent

from immunograph.answer import is_evidence
from immunograph.conditions import Condition, Role
from immunograph.ontology import Prefixes
from immunograph.question.meaning import Asked, Either, Group, Holding, Things
from immunograph.sparql import tokens
from immunograph.store import NamedNode, Term

_INDENT = "  "


@dataclass(frozen=True)
class Pattern:
    """The pattern of a condition, what its file selects, and what the pattern may not bind."""

    body: str
    selected: tuple[str, ...]
    unsure: frozenset[str] = frozenset()


@cache
def pattern(text: str) -> Pattern:
    """The pattern in the text of a SELECT.

    >>> pattern("SELECT ?a WHERE { ?a ig:targets ?b }")
    Pattern(body='?a ig:targets ?b', selected=('?a',), unsure=frozenset())
    """
    found = list(tokens(text))
    opening = next(i for i, token in enumerate(found) if token.text == "{")
    selected = tuple(token.text for token in found[:opening] if token.kind == "variable")
    closing = max(token.offset for token in found if token.text == "}")
    body = dedent(text[found[opening].offset + 1 : closing]).strip()
    return Pattern(body, selected, _unsure(body))


def _unsure(body: str) -> frozenset[str]:
    """The variables that stand first where a pattern need not match."""
    sure: set[str] = set()
    unsure: set[str] = set()
    opened: list[bool] = []
    before = ""
    for token in tokens(body):
        if token.text == "{":
            opened.append(before in {"OPTIONAL", "UNION", "EXISTS"})
        elif token.text == "}":
            opened.pop()
        elif token.kind == "variable" and token.text[1:] not in sure | unsure:
            (unsure if any(opened) else sure).add(token.text[1:])
        before = token.text.upper()
    return frozenset(unsure)


def renamed(body: str, variables: Mapping[str, str]) -> str:
    """A pattern with other variables.

    >>> renamed('?a ig:code "?a"', {"a": "b"})
    '?b ig:code "?a"'
    """
    parts, at = [], 0
    for token in tokens(body):
        if token.kind == "variable":
            parts += [body[at : token.offset], f"?{variables[token.text[1:]]}"]
            at = token.offset + len(token.text)
    return "".join((*parts, body[at:]))


def variables_of(body: str) -> list[str]:
    """The names of the variables in a pattern, in order."""
    return list(dict.fromkeys(t.text[1:] for t in tokens(body) if t.kind == "variable"))


@dataclass
class Composer:
    """Writes one query: gives each variable a name of its own, and collects what is selected."""

    prefixes: Prefixes
    taken: set[str] = field(default_factory=set)
    selected: list[str] = field(default_factory=list)

    def query(self, asked: Asked) -> str:
        """The query for a question of which or whether."""
        subject, where = self.where(asked.group)
        columns = [name for name in self.selected if name != subject]
        order = [f"STR(?{subject})"]
        order += [f'COALESCE(STR(?{name}), "")' for name in columns if not is_evidence(name)]
        chosen = " ".join(f"?{name}" for name in (subject, *columns))
        return f"SELECT DISTINCT {chosen}\nWHERE {{\n{where}\n}}\nORDER BY {' '.join(order)}\n"

    def count(self, asked: Asked) -> str:
        """The query for how many there are."""
        subject, where = self.where(asked.group)
        return f"SELECT (COUNT(DISTINCT ?{subject}) AS ?count)\nWHERE {{\n{where}\n}}\n"

    def ranking(self, asked: Asked) -> str:
        """The query for with how many things each goes together, most or fewest first."""
        subject, counting = self._counting(asked, "count")
        order = "DESC(?count)" if asked.what == "most" else "?count"
        return f"{counting}\nORDER BY {order} STR(?{subject})\n"

    def first(self, asked: Asked) -> str:
        """The query for those that come first in the ranking."""
        subject, counting = self._counting(asked, "count")
        _, again = Composer(self.prefixes)._counting(asked, "number")
        chosen = "MAX" if asked.what == "most" else "MIN"
        best = f"SELECT ({chosen}(?number) AS ?count)\nWHERE {{\n{_block(again)}\n}}"
        where = "\n".join((_block(counting), _block(best)))
        select = f"SELECT ?{subject} ?count\nWHERE {{\n{_indented(where)}\n}}"
        return f"{select}\nORDER BY STR(?{subject})\n"

    def _counting(self, asked: Asked, number: str) -> tuple[str, str]:
        subject, where = self.where(asked.group)
        held = asked.counted
        assert held is not None
        role = held.fills[0][0]
        counted = self._fresh(role)
        given = {held.subject: subject, role: counted}
        parts = "\n".join(self._parts(held, given))
        where = f"{where}\n{_indented(f'OPTIONAL {{{chr(10)}{_indented(parts)}{chr(10)}}}')}"
        select = f"SELECT ?{subject} (COUNT(DISTINCT ?{counted}) AS ?{number})"
        return subject, f"{select}\nWHERE {{\n{where}\n}}\nGROUP BY ?{subject}"

    def where(self, group: Group) -> tuple[str, str]:
        """The variable of the things of a group, and the pattern that finds them."""
        subject = self._fresh(_variable(group, self.prefixes))
        return subject, _indented("\n".join(self.group(group, subject)))

    def group(self, group: Group, subject: str) -> Iterator[str]:
        """The patterns of a group: what is named, what holds, then what must not."""
        if group.among:
            yield self._values(subject, group.among.terms)
        positive = [each for each in group.holds if isinstance(each, Either) or not each.negated]
        if not positive:
            yield f"?{subject} a {self.prefixes.contract(group.kind)} ."
        for each in positive:
            yield self._held(each, subject)
        for each in group.holds:
            if isinstance(each, Holding) and each.negated:
                hidden = Composer(self.prefixes, self.taken)
                yield f"MINUS {hidden._one(each, subject)}"
        if group.without:
            terms = ", ".join(map(self.term, group.without.terms))
            yield f"FILTER (?{subject} NOT IN ({terms}))"

    def _held(self, held: Holding | Either, subject: str) -> str:
        if isinstance(held, Holding):
            return self._one(held, subject)
        return _block(" UNION ".join(self._one(each, subject) for each in held.holds))

    def _one(self, held: Holding, subject: str) -> str:
        return _block("\n".join(self._parts(held, {held.subject: subject})))

    def _parts(self, held: Holding, given: Mapping[str, str]) -> Iterator[str]:
        """The pattern of a condition with what fills its roles and limits its claims."""
        found = pattern(held.condition.text)
        variables = dict(given)
        for name, what in held.fills:
            variables.setdefault(name, self._fresh(name))
            yield from self._filled(held.role(name), variables[name], what)
        needed = [name for name in variables if name in found.unsure]
        for name in variables_of(found.body):
            variables.setdefault(name, self._fresh(name))
        body = renamed(found.body, variables)
        # Joined to what may not be bound, anything would do: it has to be bound, and on its own.
        bound = "".join(f"\nFILTER (BOUND(?{variables[name]}))" for name in needed)
        yield _block(body + bound) if needed else body
        self._select(held, found, variables)
        for limit in held.limits:
            shared = {name: v for name, v in variables.items() if name in limit.condition.roles}
            writer = Composer(self.prefixes, self.taken) if limit.negated else self
            block = _block("\n".join(writer._parts(limit, shared)))
            yield f"MINUS {block}" if limit.negated else block

    def _filled(self, role: Role, variable: str, what: Things | Group) -> Iterator[str]:
        if isinstance(what, Group):
            yield _block("\n".join(self.group(what, variable)))
        elif role.narrower:
            asked = self._fresh(f"{role.name}Asked")
            yield self._values(asked, what.terms)
            yield f"?{variable} {self.prefixes.contract(role.narrower)}* ?{asked} ."
        else:
            yield self._values(variable, what.terms)

    def _select(self, held: Holding, found: Pattern, variables: Mapping[str, str]) -> None:
        fixed = {
            name
            for name, what in held.fills
            if isinstance(what, Things) and len(what.terms) == 1 and not held.role(name).narrower
        }
        for name in (token[1:] for token in found.selected):
            if name not in fixed and variables[name] not in self.selected:
                self.selected.append(variables[name])

    def _fresh(self, name: str) -> str:
        """A name that no variable has; one of evidence stays one of evidence."""
        base, end = (name[:-5], "Claim") if name.endswith("Claim") else (name, "")
        base, end = ("", "claim") if name == "claim" else (base, end)
        made, number = name, 1
        while made in self.taken:
            number += 1
            made = f"{base or 'other'}{number}{end[:1].upper()}{end[1:]}"
        self.taken.add(made)
        return made

    def _values(self, variable: str, terms: Iterable[Term]) -> str:
        return f"VALUES ?{variable} {{ {' '.join(map(self.term, terms))} }}"

    def term(self, term: Term) -> str:
        """A term as SPARQL: a prefixed name where that is the same, else as the store writes it."""
        if isinstance(term, NamedNode):
            short = self.prefixes.contract(term.value)
            if short != term.value and all(c.isalnum() or c in ":-_" for c in short):
                return short
        return str(term)


def _variable(group: Group, prefixes: Prefixes) -> str:
    """The role that most conditions of a group give its things, or else their class."""
    for each in group.holds:
        return each.subject if isinstance(each, Holding) else each.holds[0].subject
    name = prefixes.contract(group.kind).rpartition(":")[2]
    return {"Drug": "therapy"}.get(name, name[:1].lower() + name[1:])


def _block(text: str) -> str:
    return f"{{\n{_indented(text)}\n}}"


def _indented(text: str) -> str:
    return "\n".join(f"{_INDENT}{line}" if line else line for line in text.split("\n"))


def conditions_of(asked: Asked) -> list[Condition]:
    """The conditions that a question is put together from, each once."""
    found: dict[str, Condition] = {}
    held = [*asked.group.holds, *((asked.counted,) if asked.counted else ())]
    while held:
        each = held.pop(0)
        if isinstance(each, Either):
            held.extend(each.holds)
            continue
        for one in each.everything():
            found[one.condition.name] = one.condition
            held.extend(
                inner for _, what in one.fills if isinstance(what, Group) for inner in what.holds
            )
    return list(found.values())
