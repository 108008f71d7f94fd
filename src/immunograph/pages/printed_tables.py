"""Tables of printed pages: lines whose parts stand below one another."""

import re
from collections import Counter
from collections.abc import Sequence

from immunograph.pages.layout import Layout, Run
from immunograph.pages.rows import Segment
from immunograph.pages.tabular import Written, lay_out

_FEWEST = 2  # lines of several parts
_FIGURE = re.compile(r"\d")
_SAME = 4.0  # points
_SHORT = 0.6  # of the width, up to which a line of one part may be of a table

Row = tuple[Segment, ...]


def length(rows: Sequence[Row], width: float) -> int:
    """How many of the lines that follow are of one table; 0 where none begins."""
    if len(rows[0]) == 1:
        return 0
    last, several, single = 0, 0, 0
    for at, row in enumerate(rows):
        if len(row) > 1:
            last, several, single = at + 1, several + 1, 0
            continue
        single += 1
        if single > 1 or row[0].width > _SHORT * width:
            break
    return last if several >= _FEWEST and _are_aligned(rows[:last]) else 0


def _are_aligned(rows: Sequence[Row]) -> bool:
    """Whether most parts of lines begin, end or have their middle below that of another line."""
    inner = [[_places(each) for each in row[1:]] for row in rows]
    seen = Counter(place for row in inner for place in {place for of in row for place in of})
    parts = [of for row in inner for of in row]
    aligned = sum(any(seen[place] > 1 for place in of) for of in parts)
    return aligned > len(parts) / 2


def _places(segment: Segment) -> frozenset[tuple[str, int]]:
    middle = (segment.left + segment.right) / 2
    places = {"left": segment.left, "right": segment.right, "middle": middle}
    return frozenset((name, round(place / _SAME)) for name, place in places.items())


def lay_out_rows(layout: Layout, rows: Sequence[Row]) -> None:
    """Add a table of lines."""
    columns = _columns(rows)
    table: list[list[str]] = []
    bold: list[list[bool]] = []
    for row in rows:
        texts, is_bold = [""] * len(columns), [True] * len(columns)
        for segment in row:
            at = _column(segment, columns)
            texts[at] = f"{texts[at]} {segment.text}".strip()
            is_bold[at] = is_bold[at] and segment.is_bold
        if table and _goes_on(texts):
            table[-1] = [
                f"{one} {other}".strip() for one, other in zip(table[-1], texts, strict=True)
            ]
        else:
            table.append(texts)
            bold.append(is_bold)
    lay_out(
        layout,
        [_written(*pair, at, table) for at, pair in enumerate(zip(table, bold, strict=True))],
    )


def _goes_on(texts: Sequence[str]) -> bool:
    """Whether a line goes on with the row above it."""
    seen = [text for text in texts if text]
    if not texts[0]:
        return not any(_FIGURE.search(text) for text in seen)
    return len(seen) == 1 and texts[0][:1].islower()


def _written(
    texts: Sequence[str], bold: Sequence[bool], at: int, table: Sequence[Sequence[str]]
) -> list[Written]:
    if len(texts) > 1 and texts[0] and not any(texts[1:]):
        return [Written(((Run(texts[0], bold=bold[0]),),), columns=len(texts))]
    is_header = at == 0 and _is_head(texts, table[1:])
    return [
        Written(((Run(text, bold=is_bold),),), is_header)
        for text, is_bold in zip(texts, bold, strict=True)
    ]


def _is_head(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names its columns: below its words stand figures."""
    words = [at for at, text in enumerate(first) if at and text and not text[0].isdigit()]
    below = [row[at] for row in others for at in words if row[at]]
    return bool(below) and sum(text[0].isdigit() for text in below) > len(below) / 2


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """From where to where each column goes, by the lines with the most parts."""
    most = max(len(row) for row in rows)
    widest = [row for row in rows if len(row) == most]
    return [
        (min(row[at].left for row in widest), max(row[at].right for row in widest))
        for at in range(most)
    ]


def _column(segment: Segment, columns: Sequence[tuple[float, float]]) -> int:
    """The column that a segment overlaps most, or is nearest to."""

    def fit(at: int) -> tuple[float, float]:
        left, right = columns[at]
        overlap = min(right, segment.right) - max(left, segment.left)
        return (min(overlap, right - left), -abs(left - segment.left))

    return max(range(len(columns)), key=fit)
