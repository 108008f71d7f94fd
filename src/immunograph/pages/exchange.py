"""A page, or what is made of it, as JSON for another process: what comes back is the same."""

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Any

from immunograph.pages.page import Page


def as_json(page: Page) -> dict[str, Any]:
    """The page in lists, texts and numbers."""
    made: dict[str, Any] = written(page)
    return made


def from_json(given: Mapping[str, Any]) -> Page:
    """The page that was written as JSON."""
    page: Page = read(Page, given)
    return page


def written(value: Any) -> Any:
    """Values of data classes, tuples, mappings and enumerations in lists, texts and numbers."""
    if is_dataclass(value):
        names = (field.name for field in fields(value))
        return {
            name: _runs(each) if name == "offsets" and each else written(each)
            for name in names
            if (each := getattr(value, name)) is not None
        }
    if isinstance(value, tuple):
        return [written(each) for each in value]
    if isinstance(value, Mapping):
        return {key: written(each) for key, each in value.items()}
    return value.value if isinstance(value, Enum) else value


def read(kind: Any, given: Any) -> Any:
    """A value of a type, from what was written of it."""
    if given is None:
        return None
    origin = typing.get_origin(kind)
    of = typing.get_args(kind)
    if origin is types.UnionType:
        return read(_member(of, given), given)
    if origin is tuple:
        return tuple(read(of[0], each) for each in given)
    if origin is Mapping:
        return {key: read(of[1], each) for key, each in given.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        of_field = _types(kind)
        return kind(
            **{
                name: tuple(_numbers(each)) if name == "offsets" else read(of_field[name], each)
                for name, each in given.items()
            }
        )
    return kind(given) if isinstance(kind, type) and issubclass(kind, Enum) else given


def _member(kinds: tuple[Any, ...], given: Any) -> Any:
    """Of the types that a value may have, the one that was written."""
    classes = [each for each in kinds if is_dataclass(each)]
    return classes[0] if classes and isinstance(given, Mapping) else kinds[0]


@cache
def _types(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _runs(offsets: Iterable[int]) -> list[int]:
    """Offsets as runs of numbers that follow one another: the first of each, and how many.

    >>> _runs((4, 5, 6, 9, 10))
    [4, 3, 9, 2]
    """
    numbers = list(offsets)
    breaks = [at for at, (one, other) in enumerate(pairwise(numbers), 1) if other != one + 1]
    starts = [0, *breaks, len(numbers)]
    return [each for one, other in pairwise(starts) for each in (numbers[one], other - one)]


def _numbers(runs: Iterable[int]) -> Iterator[int]:
    given = iter(runs)
    for start, length in zip(given, given, strict=True):
        yield from range(start, start + length)
