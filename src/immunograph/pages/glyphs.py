"""Where on a page of a PDF which text is shown, by the operators of its content.

What is laid down of them is ISO 32000-2, 9.4: a text matrix within the matrix of the page, and an
advance for each glyph. Texts at an angle to the page, such as watermarks, are left out.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from immunograph.errors import NotAPage

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic._font import Font

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 8  # forms within forms
_MOST_OPERATORS = 3_000_000  # of a file
_MOST_FORMS = 20_000  # that a file draws
_SPACE = 0.15  # of the size of a font: a gap that is a space
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xa0": " "}
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A text in a line: from where to where it is shown, on which base line, in points.

    The base line counts from the bottom of the page. `is_bold` and `is_italic` are as the name of
    its font says.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool = False
    is_italic: bool = False


@dataclass(slots=True)
class Shown:
    """What a page shows: its texts in the order of its content, and how much else there is.

    `fault` says why there is nothing.
    """

    fragments: list[Fragment] = field(default_factory=list)
    images: int = 0
    at_an_angle: int = 0
    fault: str = ""


@dataclass(slots=True)
class Budget:
    """How much a file may draw yet, and what its forms are made of, which is read once."""

    name: str
    operators: int = _MOST_OPERATORS
    forms: int = _MOST_FORMS
    read: dict[int, tuple[Any, Any]] = field(default_factory=dict)

    def spend(self, operators: int) -> None:
        """Raises `NotAPage` where there is none left."""
        self.operators -= operators
        if self.operators < 0 or self.forms < 0:
            fix = "split it, or save the page as HTML or text"
            raise NotAPage(self.name, "draws more than a page does", fix, "too-large")

    def operations(self, contents: Any, depth: int) -> Any:
        """The operators of a content, each with its operands."""
        from pypdf.generic import ContentStream  # noqa: PLC0415 (slow to import)

        if not depth:
            return ContentStream(contents, None, "bytes").operations
        self.forms -= 1
        if id(contents) not in self.read:
            operations = ContentStream(contents, None, "bytes").operations
            self.read[id(contents)] = (contents, operations)
        return self.read[id(contents)][1]


def shown(page: "PageObject", budget: Budget) -> Shown:
    """What a page of a PDF shows, turned as the page is."""
    found = Shown()
    pen = _Pen(found, ctm=_turned(int(page.rotation) % 360))
    contents = page.get("/Contents")
    resources = page.get("/Resources")
    if contents is not None:
        _draw(contents.get_object(), _mapping(resources), pen, budget, 0)
    return found


def _turned(degrees: int) -> Matrix:
    """The matrix of a page that is turned by so many degrees to the right."""
    return {
        90: (0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
        180: (-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
        270: (0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
    }.get(degrees, _UNIT)


def _times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does the one, then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """The state of text: see ISO 32000-2, 9.3."""

    font: "Font | None" = None
    size: float = 0.0
    between: float = 0.0  # characters
    words: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Pen:
    """Where the next glyph is shown, and how."""

    found: Shown
    ctm: Matrix = _UNIT
    matrix: Matrix = _UNIT
    line: Matrix = _UNIT
    text: _Text = _Text()
    fonts: "Mapping[str, Font]" = field(default_factory=dict)
    stack: list[tuple[Matrix, _Text]] = field(default_factory=list)

    def move(self, x: float, y: float) -> None:
        """Begin a line, from where the last began."""
        self.line = _times((1.0, 0.0, 0.0, 1.0, x, y), self.line)
        self.matrix = self.line

    def advance(self, x: float) -> None:
        """Go on in the line."""
        self.matrix = _times((1.0, 0.0, 0.0, 1.0, x, 0.0), self.matrix)

    def show(self, parts: Sequence[Any]) -> None:
        """Show strings with gaps between them, as those of the operator TJ."""
        text, start = "", self._place()
        for part in parts:
            if isinstance(part, bytes | str):
                text += self._written(part)
            elif isinstance(part, int | float):
                gap = -float(part) / 1000
                if gap > _SPACE and text:
                    self._put(text, start)
                    text = ""
                self.advance(gap * self.text.size * self.text.scale)
                start = start if text else self._place()
        self._put(text, start)

    def _written(self, string: bytes | str) -> str:
        """What a string says; the pen is then behind it."""
        font, state = self.text.font, self.text
        if font is None or not font.interpretable:
            return ""
        codes = _codes(string, font)
        width = sum(font.get_text_width(code) for code, _ in codes) / 1000 * state.size
        width += len(codes) * state.between
        width += sum(code == " " for code, _ in codes) * state.words
        self.advance(width * state.scale)
        return "".join(text for _, text in codes)

    def _place(self) -> Matrix:
        return _times(_times((1.0, 0.0, 0.0, 1.0, 0.0, self.text.rise), self.matrix), self.ctm)

    def _put(self, text: str, start: Matrix) -> None:
        """Add a text that began at a place and ends where the pen is."""
        if not text.strip():
            return
        a, b, c, d, left, base = start
        if abs(b) > abs(a) / 10 or a < 0:
            self.found.at_an_angle += len(text)
            return
        right, size = self._place()[4], abs(self.text.size) * math.hypot(c, d)
        name = (self.text.font.name if self.text.font else "").lower()
        is_bold = any(each in name for each in ("bold", "black", "heavy", "semibold"))
        is_italic = any(each in name for each in ("italic", "oblique"))
        text = text.translate(_LIGATURES)
        self.found.fragments.append(
            Fragment(text, left, max(left, right), base, size, is_bold, is_italic)
        )


def _codes(string: bytes | str, font: "Font") -> list[tuple[str, str]]:
    """The characters of a string: by which their width is known, and what is read."""
    if isinstance(string, str):
        return [(each, each) for each in string]
    if isinstance(font.encoding, str):
        raw = string.decode(font.encoding, "replace")
        return [(each, font.character_map.get(each, each)) for each in raw]
    read = [(chr(each), font.encoding.get(each, chr(each))) for each in string]
    return [(raw, "".join(font.character_map.get(x, x) for x in text)) for raw, text in read]


def _draw(
    contents: Any, resources: Mapping[str, Any], pen: _Pen, budget: Budget, depth: int
) -> None:
    """Go through the operators of a content."""
    outer, pen.fonts = pen.fonts, _fonts(resources) or pen.fonts
    objects = _mapping(resources.get("/XObject"))
    operations = budget.operations(contents, depth)
    budget.spend(len(operations))
    for operands, operator in operations:
        if operator == b"Do":
            _draw_object(objects, operands, pen, budget, depth)
        elif operator == b"INLINE IMAGE":
            pen.found.images += 1
        elif act := _OPERATORS.get(operator):
            try:
                act(pen, operands)
            except (TypeError, ValueError, IndexError, OverflowError):
                continue  # operands that are not what they should be
    pen.fonts = outer


def _draw_object(
    objects: Mapping[str, Any], operands: Sequence[Any], pen: _Pen, budget: Budget, depth: int
) -> None:
    """Draw a form, or count an image."""
    named = objects.get(operands[0]) if operands else None
    drawn: Any = named.get_object() if named is not None else None
    if not isinstance(drawn, dict):
        return
    kind = drawn.get("/Subtype")
    if kind == "/Image":
        pen.found.images += 1
    if kind != "/Form" or depth >= _DEEPEST:
        return
    inner = replace_pen(pen, drawn.get("/Matrix"))
    _draw(drawn, _mapping(drawn.get("/Resources")), inner, budget, depth + 1)


def replace_pen(pen: _Pen, matrix: Any) -> _Pen:
    """A pen for a form, which leaves the other where it is."""
    numbers = tuple(map(float, matrix)) if matrix is not None and len(matrix) == 6 else _UNIT  # noqa: PLR2004
    ctm = _times(numbers, pen.ctm)  # type: ignore[arg-type]
    return _Pen(pen.found, ctm, text=pen.text, fonts=pen.fonts)


def _mapping(given: Any) -> Mapping[str, Any]:
    found = given.get_object() if hasattr(given, "get_object") else given
    return found if isinstance(found, dict) else {}


def _fonts(resources: Mapping[str, Any]) -> "dict[str, Font]":
    from pypdf.generic._font import Font  # noqa: PLC0415

    named = _mapping(resources.get("/Font"))
    objects = {name: _mapping(each) for name, each in named.items()}
    return {name: Font.from_font_resource(each) for name, each in objects.items() if each}  # type: ignore[arg-type]


# -- the operators ---------------------------------------------------------------------------------

_Act = Callable[[_Pen, Sequence[Any]], None]


def _begin(pen: _Pen, _: Sequence[Any]) -> None:
    pen.matrix = pen.line = _UNIT


def _save(pen: _Pen, _: Sequence[Any]) -> None:
    pen.stack.append((pen.ctm, pen.text))


def _restore(pen: _Pen, _: Sequence[Any]) -> None:
    if pen.stack:
        pen.ctm, pen.text = pen.stack.pop()


def _concatenate(pen: _Pen, operands: Sequence[Any]) -> None:
    a, b, c, d, e, f = map(float, operands)
    pen.ctm = _times((a, b, c, d, e, f), pen.ctm)


def _place(pen: _Pen, operands: Sequence[Any]) -> None:
    a, b, c, d, e, f = map(float, operands)
    pen.matrix = pen.line = (a, b, c, d, e, f)


def _set_font(pen: _Pen, operands: Sequence[Any]) -> None:
    pen.text = replace(pen.text, font=pen.fonts.get(operands[0]), size=float(operands[1]))


def _move(pen: _Pen, operands: Sequence[Any]) -> None:
    pen.move(float(operands[0]), float(operands[1]))


def _move_and_lead(pen: _Pen, operands: Sequence[Any]) -> None:
    pen.text = replace(pen.text, leading=-float(operands[1]))
    _move(pen, operands)


def _next_line(pen: _Pen, _: Sequence[Any]) -> None:
    pen.move(0, -pen.text.leading)


def _show(pen: _Pen, operands: Sequence[Any]) -> None:
    pen.show(operands[:1])


def _show_parts(pen: _Pen, operands: Sequence[Any]) -> None:
    pen.show(operands[0])


def _show_next(pen: _Pen, operands: Sequence[Any]) -> None:
    _next_line(pen, ())
    pen.show(operands[-1:])


def _setting(name: str, times: float = 1.0) -> _Act:
    def act(pen: _Pen, operands: Sequence[Any]) -> None:
        changed: Mapping[str, Any] = {name: float(operands[0]) * times}
        pen.text = replace(pen.text, **changed)

    return act


_OPERATORS: Mapping[bytes, _Act] = {
    b"BT": _begin,
    b"q": _save,
    b"Q": _restore,
    b"cm": _concatenate,
    b"Tm": _place,
    b"Tf": _set_font,
    b"Td": _move,
    b"TD": _move_and_lead,
    b"T*": _next_line,
    b"Tj": _show,
    b"TJ": _show_parts,
    b"'": _show_next,
    b'"': _show_next,
    b"Tc": _setting("between"),
    b"Tw": _setting("words"),
    b"Tz": _setting("scale", 0.01),
    b"TL": _setting("leading"),
    b"Ts": _setting("rise"),
}
