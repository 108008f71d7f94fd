"""Claims read from a few lines of Markdown, in the light of the graph of this checkout."""

from collections.abc import Callable

import pytest

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Context, Reader
from immunograph.candidates.reading import context_of
from immunograph.library import Library
from immunograph.mentions.find import find
from immunograph.pages.read import read_bytes

Contextual = Callable[[str], Context]
Claimed = Callable[[Reader, str], list[Candidate]]


@pytest.fixture(scope="session")
def contextual(library: Library) -> Contextual:
    """The context of a page of Markdown."""

    def read(text: str) -> Context:
        page = read_bytes(text.encode(), "page.md")
        mentions = find(page, library.dataset.names)
        return context_of(page, mentions, library.dataset)[0]

    return read


@pytest.fixture(scope="session")
def claimed(contextual: Contextual) -> Claimed:
    """The claims that a reader finds in a page of Markdown."""

    def read(reader: Reader, text: str) -> list[Candidate]:
        return [one for one in reader(contextual(text)) if isinstance(one, Candidate)]

    return read
