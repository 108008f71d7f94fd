"""What a question was read as, in words: said from what it means, not from what was typed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from immunograph.names import Names
from immunograph.question.meaning import Asked, Either, Group, Holding, Things
from immunograph.question.words import joined, plural, third_person
from immunograph.store import NamedNode, Term
from immunograph.vocabulary import IG

_MODALITY = f"{IG}Modality"
_DATE = re.compile(r"(\d{4})-01-01")


@dataclass(frozen=True)
class Rendering:
    """Says what a question means, with the labels of a data set."""

    names: Names

    def line(self, asked: Asked) -> str:
        """A question in one line."""
        if asked.what == "why":
            return f"what connects {joined(self._connected(asked), 'and')}"
        if asked.what == "whether":
            return f"whether {self.single(asked.group)}"
        group = self.group(asked.group)
        if asked.what == "count":
            return f"how many {group} there are"
        if asked.counted:
            counted = self._clause(asked.counted, f"the {asked.what}")
            return f"which of {group} {counted}, as recorded"
        return group

    def group(self, group: Group) -> str:
        """The things of a group: therapies that target CD19 and can cause fever."""
        head, held = self._head(group)
        if group.among:
            head = joined(list(map(self.term, group.among.terms)), "or")
        firm, denied = _parted(held)
        parts = []
        if firm:
            parts.append(f"that {joined([self.clause(each) for each in firm], 'and')}")
        if denied:
            clauses = [self.clause(replace(each, negated=False)) for each in denied]
            parts.append(f"of which no source says that they {joined(clauses, 'or')}")
        said = " ".join((head, " and ".join(parts))) if parts else head
        if group.without:
            said += f", without {joined(list(map(self.term, group.without.terms)), 'and')}"
        return said

    def single(self, group: Group) -> str:
        """What is said of one thing: blinatumomab targets CD19."""
        if not group.among:
            return f"there are {self.group(group)}"
        name = self.term(group.among.terms[0])
        firm, denied = _parted(group.holds)
        clauses = [self.clause(each, one=True) for each in firm]
        said = [f"{name} {joined(clauses, 'and')}"] if firm else []
        clauses = [self.clause(replace(each, negated=False), one=True) for each in denied]
        said += [f"no source says that {name} {joined(clauses, 'or')}"] if denied else []
        return " and ".join(said)

    def _head(self, group: Group) -> tuple[str, list[Holding | Either]]:
        """The noun of a group; a class of therapies that is said of it can be its noun."""
        held = list(group.holds)
        for each in held:
            if isinstance(each, Holding) and not each.negated and not group.among:
                for role, what in each.fills:
                    is_class = _MODALITY in each.role(role).kinds
                    if is_class and isinstance(what, Things) and len(what.terms) == 1:
                        held.remove(each)
                        return plural(self.term(what.terms[0])), held
        return plural(self.names.label(group.kind)), held

    def clause(self, held: Holding | Either, *, one: bool = False) -> str:
        """What is said of the things of a group, or of one."""
        if isinstance(held, Either):
            return joined([self._clause(each, one=one) for each in held.holds], "or")
        return self._clause(held, one=one)

    def _clause(self, held: Holding, amount: str = "", *, one: bool = False) -> str:
        fills = {name: self._filled(held, name, what, one) for name, what in held.fills}
        if amount:
            fills = {name: f"{amount} {text}" for name, text in fills.items()}
        phrase = self._phrase(held, set(fills))
        used = {name for name in fills if f"{{{name}}}" in phrase}
        said = [_finite(phrase, one=one), *self._added(held, fills, used)]
        text = " ".join(said)
        for name, value in fills.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def _phrase(self, held: Holding, filled: set[str]) -> str:
        """The first verb of a condition that can take what fills its roles, or any."""
        verbs = held.condition.said.get(held.subject, {}).get("verb", ())
        fitting = [verb for verb in verbs if set(re.findall(r"\{(\w+)\}", verb)) <= filled]
        return (*fitting, *verbs, f"are meant in: {held.condition.summary}")[0]

    def _added(self, held: Holding, fills: dict[str, str], used: set[str]) -> Iterator[str]:
        for name in fills:
            if name not in used:
                given = (add for add in held.condition.adds if f"{{{name}}}" in add)
                yield next(given, f"for {{{name}}}")
        yield from map(self.limit, held.limits)

    def limit(self, limit: Holding) -> str:
        """What is said of the claim behind a condition: in adults."""
        fills = {name: self._filled(limit, name, what, False) for name, what in limit.fills}
        said = limit.condition.said[limit.subject]
        phrases = [*said.get("after", ()), *said.get("before", ())]
        fitting = [p for p in phrases if set(re.findall(r"\{(\w+)\}", p)) <= set(fills)]
        text = (*fitting, limit.condition.summary)[0]
        for name, value in fills.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def _filled(self, held: Holding, role: str, what: Things | Group, one: bool) -> str:
        if isinstance(what, Group):
            return self.group(what)
        labels = list(map(self.term, what.terms))
        if _MODALITY in held.role(role).kinds:
            labels = [_a(label) if one else plural(label) for label in labels]
        return joined(labels, "or")

    def term(self, term: Term) -> str:
        """A thing by its label; the first day of a year as the year."""
        text = self.names.show(term)
        year = _DATE.fullmatch(text)
        return year[1] if year and not isinstance(term, NamedNode) else text

    def _connected(self, asked: Asked) -> list[str]:
        terms = list(asked.group.among.terms if asked.group.among else ())
        for held in asked.group.holds:
            if isinstance(held, Holding):
                things = [what for _, what in held.fills if isinstance(what, Things)]
                terms += [term for what in things for term in what.terms]
        return list(map(self.term, terms))


def _parted(
    held: Sequence[Holding | Either],
) -> tuple[list[Holding | Either], list[Holding]]:
    """What holds, and what does not."""
    denied = [each for each in held if isinstance(each, Holding) and each.negated]
    return [each for each in held if each not in denied], denied


def _a(noun: str) -> str:
    return f"{'an' if noun[:1].casefold() in 'aeiou' else 'a'} {noun}"


def _finite(phrase: str, *, one: bool) -> str:
    """A phrase with its verb for many or for one.

    >>> _finite("have a risk of {event}", one=True)
    'has a risk of {event}'
    """
    verb, _, rest = phrase.partition(" ")
    if verb == "can" or not one:
        return phrase
    return f"{third_person(verb)} {rest}"
