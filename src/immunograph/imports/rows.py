"""A row of a table: its key, its cells, and the text that stands for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from immunograph import passage

Value = str | int


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the key that tells it from others, and its cells by the names of their columns."""

    key: str
    cells: Mapping[str, Value] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        """The text of a cell; empty where the row has no such column."""
        return str(self.cells.get(column, ""))

    @property
    def text(self) -> str:
        """What is fingerprinted: the cells as JSON, by the names of their columns.

        >>> Row("a", {"b": "c", "a": 1}).text
        '{"a": 1, "b": "c"}'
        """
        return json.dumps(dict(self.cells), sort_keys=True, ensure_ascii=False)

    @property
    def sha256(self) -> str:
        """The fingerprint of the row."""
        return passage.fingerprint(self.text)

    @property
    def sketch(self) -> str:
        """The sketch of the row, by which a changed one is like it."""
        return passage.sketch(self.text)


@dataclass(frozen=True)
class Table:
    """A table as it was read: the SHA-256 of its bytes, its day (empty: not said) and its rows."""

    sha256: str
    dated: str
    rows: tuple[Row, ...] = field(repr=False)
