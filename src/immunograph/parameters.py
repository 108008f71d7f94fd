"""The parameters of a question: what each of them takes, and the term that a value stands for.

A value is only ever a value: it becomes one term, and no part of it is read as SPARQL.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from immunograph.errors import BadParameter
from immunograph.names import Names
from immunograph.ontology import is_iri
from immunograph.shacl.datatypes import BOUNDS, LEXICAL
from immunograph.store import Literal, NamedNode, Term
from immunograph.vocabulary import XSD

_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_NUMBERS = {
    "integer": re.compile(r"[+-]?\d+"),
    "decimal": re.compile(r"[+-]?\d*\.\d+"),
    "double": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)[eE][+-]?\d+"),
}
IRI, NUMBER = "iri", "number"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: a thing of some classes, an IRI, a number, or a literal.

    Its variable is that of its name, or the one that the convention of grlc gives it. `form` is
    `IRI`, `NUMBER` or empty; `allowed` are the only values that it takes, where there are any.
    """

    name: str
    kinds: tuple[str, ...] = ()
    datatype: str = ""
    optional: bool = False
    example: str = ""
    variable: str = ""
    form: str = ""
    language: str = ""
    default: str = ""
    allowed: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """The name of the variable in the place of which its value is put."""
        return self.variable or self.name

    @property
    def is_needed(self) -> bool:
        """Whether the question cannot be put without a value."""
        return not self.optional and not self.default

    def term(self, value: str, names: Names) -> Term:
        """The term of a value. Raises `UnknownName` or `BadParameter`."""
        if not isinstance(value, str):
            raise BadParameter(f"{self.name}={value!r}: give it as a text")
        term = self._read(value, names)
        if self.allowed and term not in {self._read(each, names) for each in self.allowed}:
            raise BadParameter(f"{self.name}={value}: not one of {', '.join(self.allowed)}")
        return term

    def _read(self, value: str, names: Names) -> Term:
        if self.kinds:
            return NamedNode(names.resolve(value, *self.kinds))
        if self.language:
            return Literal(value, language=self.language)
        return _READ.get(self.form, _literal)(self, value, names)

    def refused(self, value: str, what: str) -> BadParameter:
        """The error that a value is not what the parameter takes."""
        example = self.example or self.default
        return BadParameter(
            f"{self.name}={value}: not {what}" + (f", such as {example}" if example else "")
        )


def _literal(parameter: Parameter, value: str, names: Names) -> Term:
    if not _is_written(parameter.datatype, value):
        raise parameter.refused(value, f"a {names.prefixes.contract(parameter.datatype)}")
    return Literal(value, datatype=NamedNode(parameter.datatype or f"{XSD}string"))


def _iri(parameter: Parameter, value: str, names: Names) -> Term:
    bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    prefix = bare.partition(":")[0]
    if prefix in names.prefixes.namespaces and not bare.startswith(f"{prefix}://"):
        bare = names.prefixes.expand(bare)
    if not is_iri(bare):
        raise parameter.refused(value, "an IRI")
    return NamedNode(bare)


def _number(parameter: Parameter, value: str, names: Names) -> Term:
    for datatype, pattern in _NUMBERS.items():
        if pattern.fullmatch(value):
            return Literal(value, datatype=NamedNode(f"{XSD}{datatype}"))
    raise parameter.refused(value, "a number")


_READ: Mapping[str, Callable[[Parameter, str, Names], Term]] = {IRI: _iri, NUMBER: _number}


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_written(datatype: str, value: str) -> bool:
    """Whether a value is one of a datatype; of one that is not known, any is."""
    if datatype == f"{XSD}date":
        return _is_date(value)
    if datatype == f"{XSD}integer":
        return _INTEGER.fullmatch(value) is not None
    if datatype in BOUNDS:
        least, greatest = BOUNDS[datatype]
        if not _INTEGER.fullmatch(value):
            return False
        number = int(value)
        return (least is None or number >= least) and (greatest is None or number <= greatest)
    pattern = LEXICAL.get(datatype, "").replace("\\\\", "\\")  # as it is written within SPARQL
    return not pattern or re.search(pattern, value) is not None
