"""A drawing with its title, legend and notes, as a text of SVG that needs nothing beside it.

There is no script, no style sheet and no reference to anything outside, so that a picture can
stand in any page. Every group has a title, which is what a screen reader says of it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, indent, tostring

from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place
from immunograph.pictures.lettering import readable, width, wrapped

INK, PALE, LINE, PAPER = "#1a1a1a", "#555555", "#8c8c8c", "#ffffff"
TEXT, SMALL, HEADING = 12, 11, 18
LEADING = 1.35
NO_ADVICE = "Information about sources, not medical advice."
_SVG = "http://www.w3.org/2000/svg"
_FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_MARGIN, _NARROWEST, _WIDEST_NOTE = 24, 640, 900
_KEY, _BETWEEN = 22, 18


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a text of SVG; a notebook shows it."""

    svg: str = field(repr=False)

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: Path | str) -> None:
        """Write it to a file. Raises `Unreadable` where that cannot be."""
        try:
            Path(path).write_text(self.svg, encoding="utf-8", newline="\n")
        except OSError as error:
            reason = f"cannot be written: {error.strerror}"
            raise Unreadable([Finding("unwritable", reason, Place(str(path)))]) from None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, in a room of its own whose corner is at 0, 0; what kind of picture it is."""

    kind: str
    width: float
    height: float
    parts: Sequence[Element]
    keys: Sequence[tuple[Element, str]] = ()


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of SVG; `text` is what stands in it, and `_` in a name is `-`."""
    text = attributes.pop("text", None)
    named = {name.rstrip("_").replace("_", "-"): _written(v) for name, v in attributes.items()}
    made = Element(tag, named)
    made.text = None if text is None else readable(str(text))
    made.extend(children)
    return made


def titled(title: str, *children: Element, **attributes: object) -> Element:
    """A group that says what it is."""
    return element("g", element("title", text=title), *children, **attributes)


def lettered(lines: Iterable[str], x: float, y: float, **attributes: object) -> Element:
    """Lines of text, one below the other, the middle of the first at `y`."""
    size = float(str(attributes.setdefault("font_size", TEXT)))
    spans = [
        element("tspan", x=x, y=y + number * size * LEADING + size * 0.35, text=line)
        for number, line in enumerate(lines)
    ]
    return element("text", *spans, **attributes)


def _written(value: object) -> str:
    """A value of an attribute, a number to a tenth.

    >>> _written(3.0), _written(2.25), _written("a"), _written(-0.01)
    ('3', '2.2', 'a', '0')
    """
    if not isinstance(value, float):
        return str(value)
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


@dataclass(frozen=True, slots=True)
class Words:
    """What is written around a drawing, and what a screen reader says of it as a whole."""

    title: str
    described: str
    notes: Sequence[str]
    subtitle: str = ""


def finished(drawing: Drawing, words: Words) -> Picture:
    """The drawing with its title above it and its legend and notes below."""
    wide = max(drawing.width, _NARROWEST)
    above, top = _heading(words, wide)
    below, height = _footing(drawing, words.notes, wide, top + drawing.height + 1.5 * _BETWEEN)
    shifted = element("g", *drawing.parts, transform=f"translate({_MARGIN} {_written(top)})")
    return Picture(_document(drawing, words, [above, shifted, *below], (wide, height)))


def _heading(words: Words, wide: float) -> tuple[Element, float]:
    """The title, what was asked for below it, and where what is below both begins."""
    lines = wrapped(words.title, wide, HEADING, lines=6)
    title = lettered(lines, _MARGIN, _MARGIN + HEADING / 2, font_size=HEADING, font_weight="bold")
    y = _MARGIN + len(lines) * HEADING * LEADING
    if not words.subtitle:
        return title, y + _BETWEEN / 2
    lines = wrapped(words.subtitle, wide, TEXT, lines=4)
    subtitle = lettered(lines, _MARGIN, y + TEXT / 2, fill=PALE)
    return element("g", title, subtitle), y + len(lines) * TEXT * LEADING + _BETWEEN / 2


def _footing(
    drawing: Drawing, notes: Sequence[str], wide: float, y: float
) -> tuple[list[Element], float]:
    """The legend and the notes, and where they end."""
    found, y = _legend(drawing.keys, wide, y)
    for note in (*notes, NO_ADVICE):
        lines = wrapped(note, min(wide, _WIDEST_NOTE), SMALL, lines=12)
        fill, weight = (INK, "bold") if note is NO_ADVICE else (PALE, "normal")
        found.append(lettered(lines, _MARGIN, y, font_size=SMALL, fill=fill, font_weight=weight))
        y += len(lines) * SMALL * LEADING + 3
    return found, y + _MARGIN / 2


def _legend(
    keys: Iterable[tuple[Element, str]], wide: float, y: float
) -> tuple[list[Element], float]:
    """What each key stands for, in as many rows as are needed."""
    found: list[Element] = []
    x = float(_MARGIN)
    for key, text in keys:
        room = _KEY + 8 + width(text, SMALL) + _BETWEEN
        if x > _MARGIN and x + room > wide + _MARGIN:
            x, y = float(_MARGIN), y + _KEY
        mark = element("g", key, transform=f"translate({_written(x)} {_written(y)})")
        label = lettered([text], x + _KEY + 8, y, font_size=SMALL)
        found.append(element("g", mark, label))
        x += room
    return found, y + _KEY if found else y


def _document(
    drawing: Drawing, words: Words, parts: Sequence[Element], size: tuple[float, float]
) -> str:
    wide, height = size[0] + 2 * _MARGIN, size[1]
    drawn = element("g", *parts, font_family=_FONT, font_size=TEXT, fill=INK)
    name = hashlib.sha256(tostring(drawn)).hexdigest()[:8]
    title = f"{words.title}{f' ({words.subtitle})' if words.subtitle else ''}"
    made = element(
        "svg",
        element("title", id=f"title-{name}", text=title),
        element("desc", id=f"desc-{name}", text=words.described),
        element("rect", width=wide, height=height, fill=PAPER),
        drawn,
        xmlns=_SVG,
        viewBox=f"0 0 {_written(wide)} {_written(height)}",
        width=wide,
        height=height,
        role="graphics-document document",
        aria_roledescription=drawing.kind,
        aria_labelledby=f"title-{name}",
        aria_describedby=f"desc-{name}",
    )
    return _laid_out(made)


def _laid_out(made: Element) -> str:
    """The text of an element, an element a line; within a text a space would be seen."""
    indent(made)
    for text in made.iter("text"):
        text.text = None
        for span in text:
            span.tail = None
    return tostring(made, encoding="unicode") + "\n"
