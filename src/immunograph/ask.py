"""The verb `ask`: a question in plain English finds the saved question it is, and its parameters.

Nothing is guessed. A sentence must fit a form to its last word, and every slot must name a thing
of the class the question asks for; where none fits, it must be made of conditions to its last
word. Otherwise the nearest forms are said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immunograph import composed, forms, grlc, tables
from immunograph.answer import NO_EXTRAS, Answer, Extras
from immunograph.dataset import DataSet
from immunograph.errors import BadParameter, BadQuery, NotUnderstood, UnknownName
from immunograph.names import Names, key
from immunograph.queries import SavedQuery, bind, choose, put
from immunograph.question.reading import Reader, Understood
from immunograph.store import Solutions
from immunograph.subgraph import Subgraph, read_as

if TYPE_CHECKING:
    from immunograph.explain import Explanation

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question was understood as: a saved question and the values of its parameters."""

    query: SavedQuery
    values: tuple[tuple[str, str], ...]
    form: str = ""
    literal: int = 0
    line: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """What a question is answered with; where that is nothing, what is said and shown instead.

    Beside a count stands what was counted; the answer to a question of why is an explanation too.
    """

    reading: Reading
    answer: Answer
    said: str = ""
    instead: Answer | None = None
    beside: Answer | None = None
    explanation: "Explanation | None" = None

    def labels(self) -> list[dict[str, str]]:
        """The rows of the answer as labels."""
        return self.answer.labels()

    @property
    def understood(self) -> list[str]:
        """What was understood, each parameter by its label where another name was given."""
        if self.reading.line:
            others = [f"It could also mean: {other}" for other in self.reading.others]
            return [f"Read as: {self.reading.line}", *others]
        shown = [self.reading.query.name]
        for name, value in self.reading.values:
            label = self.answer.dataset.names.show(self.answer.bound[name])
            said = f" ({value!r})" if key(label) != key(value) else ""
            shown.append(f"{name}={label if said else value!r}{said}")
        return [f"Read as: {' '.join(shown)}"]

    def html(self, extras: Extras = NO_EXTRAS) -> str:
        """What was understood, and what is answered, as a part of a page of HTML."""
        shown = [self.answer.table(extras)] if self.answer or not self.said else []
        others = [other.table(extras) for other in (self.beside, self.instead) if other]
        return tables.part(*self.understood, *shown, self.said, *others)

    def _repr_html_(self) -> str:
        return self.html()

    def __bool__(self) -> bool:
        return bool(self.answer) or bool(self.instead)


def ask(
    dataset: DataSet,
    queries: Mapping[str, SavedQuery],
    reader: Reader,
    question: str,
) -> Reply:
    """Answer a question in plain English. Raises `NotUnderstood` with the nearest forms."""
    try:
        reading = read(dataset.names, queries, question)
    except NotUnderstood as error:
        return _composed(dataset, reader, question, error)
    return reply(dataset, queries, reading)


def _composed(dataset: DataSet, reader: Reader, question: str, error: NotUnderstood) -> Reply:
    """The answer to a question that fits no form. Raises `NotUnderstood`."""
    found = reader.read(question)
    if len(found) > 1:
        lines = [one.line for one in found[:_NEAREST]]
        raise NotUnderstood(question, lines, "it can be read in more than one way")
    if not found:
        raise NotUnderstood(question, error.nearest, _reason(reader, question, error))
    return _composed_reply(dataset, found[0])


def _composed_reply(dataset: DataSet, understood: Understood) -> Reply:
    made = composed.answered(dataset, understood)
    query = SavedQuery(composed.NAME, "", made.text, understood.line)
    reading = Reading(query, (), line=understood.line, others=understood.others)
    return Reply(reading, made.answer, made.said, None, made.beside, made.explanation)


def _reason(reader: Reader, question: str, error: NotUnderstood) -> str:
    """Why a question was not read: a form that nearly fits, or the words that no one knows."""
    if len(forms.words(question)) > forms.MOST_WORDS:
        return error.reason
    unknown = reader.unknown(question)
    if error.reason and any(word in error.reason for word in unknown):
        return error.reason
    return _unknown(unknown) or "I know its words, but not how they go together"


def _unknown(words: Sequence[str]) -> str:
    shown = ", ".join(map(repr, words))
    if not words:
        return ""
    return f"it has {'a word' if len(words) == 1 else 'words'} I do not know: {shown}"


def reply(dataset: DataSet, queries: Mapping[str, SavedQuery], reading: Reading) -> Reply:
    """The answer to a reading; where it is empty, what its question says and asks instead."""
    values = dict(reading.values)
    answer = run(dataset, reading.query, values)
    otherwise = reading.query.otherwise
    if answer or not otherwise:
        return Reply(reading, answer)
    labels = {name: dataset.names.show(term) for name, term in answer.bound.items()}
    said = _fill(otherwise.say, labels)
    if not otherwise.query:
        return Reply(reading, answer, said)
    other = {name: _fill(value, values) for name, value in otherwise.parameters}
    return Reply(reading, answer, said, run(dataset, choose(queries, otherwise.query), other))


def run(dataset: DataSet, query: SavedQuery, values: Mapping[str, str]) -> Answer:
    """The answer of a saved question. Raises `UnknownName`, `BadParameter` or `BadQuery`."""
    bound = bind(query, values, dataset.names)
    text, bindings = put(query, bound)
    try:
        results = dataset.asked.select(text, **bindings)
    except BadQuery as error:
        raise error.within(query.file) from None
    solutions = _complete(query, results)
    return Answer(solutions, dataset, bound, query.name, text, query.gather)


def results(
    dataset: DataSet, query: SavedQuery, values: Mapping[str, str]
) -> Answer | bool | Subgraph:
    """What a question gives that need not be a SELECT. Raises as `run` does."""
    if query.asks_for in {"select", ""}:
        return run(dataset, query, values)
    text = written(dataset, query, values)
    try:
        found = dataset.asked.run(text)
    except BadQuery as error:
        raise error.within(query.file) from None
    return read_as(found, dataset, text)


def written(dataset: DataSet, query: SavedQuery, values: Mapping[str, str]) -> str:
    """The text of a question with its values in it: only a SELECT can be given them beside it."""
    return grlc.filled(*put(query, bind(query, values, dataset.names)))


def read(names: Names, queries: Mapping[str, SavedQuery], question: str) -> Reading:
    """What a question is understood as. Raises `NotUnderstood`."""
    refused: list[UnknownName | BadParameter] = []
    readings: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = {}
    for reading in _structural(queries, question):
        try:
            bound = bind(reading.query, dict(reading.values), names)
        except (UnknownName, BadParameter) as error:
            refused.append(error)
            continue
        key = reading.query.name, tuple(sorted((n, str(term)) for n, term in bound.items()))
        if key not in readings or readings[key].literal < reading.literal:
            readings[key] = reading
    best = max((reading.literal for reading in readings.values()), default=0)
    chosen = [reading for reading in readings.values() if reading.literal == best]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        forms_of = [show_form(reading.form, reading.query, names) for reading in chosen]
        raise NotUnderstood(question, forms_of, "it can be read in more than one way")
    reason = str(refused[0]) if refused else ""
    if len(forms.words(question)) > forms.MOST_WORDS:
        reason = f"it has more than {forms.MOST_WORDS} words"
    raise NotUnderstood(question, nearest(names, queries, question), reason)


def nearest(names: Names, queries: Mapping[str, SavedQuery], question: str) -> list[str]:
    """The forms that share most words with a question."""
    asked = {forms.stem(word) for word in forms.words(question)}
    scored: dict[str, tuple[float, str]] = {}
    for query in queries.values():
        for form in query.forms:
            literal = {forms.stem(w) for w in forms.words(form) if not w.startswith("{")}
            score = len(asked & literal) / (len(literal | asked) or 1)
            shown = show_form(form, query, names)
            scored[query.name] = max(scored.get(query.name, (0.0, "")), (score, shown))
    ranked = sorted((one for one in scored.values() if one[0] > 0), key=lambda s: (-s[0], s[1]))
    return [form for _, form in ranked[:_NEAREST]]


def show_form(form: str, query: SavedQuery, names: Names) -> str:
    """A form with its slots as examples: which therapies target <antigen, such as CD19>."""
    for parameter in query.parameters:
        kind = names.kind_label(*parameter.kinds) if parameter.kinds else parameter.name
        example = parameter.example and f", such as {parameter.example}"
        form = form.replace(f"{{{parameter.name}}}", f"<{kind}{example}>")
    return form


def _structural(queries: Mapping[str, SavedQuery], question: str) -> Iterator[Reading]:
    for query in queries.values():
        for form in query.forms:
            for fit in forms.fits(form, question):
                yield Reading(query, tuple(fit.slots.items()), form, fit.literal)


def _fill(template: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _complete(query: SavedQuery, solutions: Solutions) -> Solutions:
    """Solutions without the one empty row that an aggregate over nothing yields."""
    rows = tuple(row for row in solutions.rows if row)
    return Solutions(solutions.variables, rows)
