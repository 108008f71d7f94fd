"""Markdown within a block: what is seen of it, where each character stands, where links lead.

The rules of markdown-it find the markup; each is watched, so that its place in the text is known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token

from immunograph.pages.page import Link
from immunograph.pages.visible import Visible, fold

_LONGEST = 20_000  # more on one stretch is read in parts, so that time stays linear
_Rule = Callable[[StateInline, bool], bool]


@dataclass(slots=True)
class _Traces:
    """What the rules did with one text, in the order they ended."""

    state: StateInline
    done: list[tuple[str, int, int, list[Token]]] = field(default_factory=list)
    labels: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inline:
    """What is seen of a block; `opening` is the length of what is bold at its beginning."""

    visible: Visible
    links: tuple[Link, ...] = ()
    opening: int = 0


@cache
def parser() -> MarkdownIt:
    """The parser of blocks, whose rules for what stands within them are watched."""
    markdown = MarkdownIt("commonmark").enable("table").disable(["inline", "fragments_join"])
    ruler = markdown.inline.ruler
    for name, rule in zip(ruler.get_active_rules(), ruler.getRules(""), strict=True):
        ruler.at(name, _watched(name, rule))
    return markdown


def _watched(name: str, rule: _Rule) -> _Rule:
    def watch(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens) + bool(state.pending)
        if not rule(state, silent):
            return False
        traces = state.env.get("traces")
        if not silent and traces and traces.state is state and name != "text":
            traces.done.append((name, start, state.pos, state.tokens[before:]))
            if name == "link":
                traces.labels[start] = state.md.helpers.parseLinkLabel(state, start, True)
        return True

    return watch


def read(text: str, offsets: Sequence[int], references: dict[str, Any]) -> Inline:
    """What is seen of the text of a block, each character of which has its offset."""
    if len(text) <= _LONGEST:
        return _read(text, offsets, references)
    words: list[str] = []
    places: list[int] = []
    links: list[Link] = []
    for start, end in _stretches(text):
        part = _read(text[start:end], offsets[start:end], references)
        if text[start].isspace():
            words.append(" ")
            places.append(offsets[start])
        words.append(part.visible.text)
        places.extend(part.visible.offsets)
        links.extend(part.links)
    return Inline(fold("".join(words), places), tuple(links))


def _stretches(text: str) -> list[tuple[int, int]]:
    starts = [0]
    while len(text) - starts[-1] > _LONGEST:
        at = max(text.rfind(gap, starts[-1] + 1, starts[-1] + _LONGEST) for gap in " \n")
        starts.append(at if at > 0 else starts[-1] + _LONGEST)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _read(text: str, offsets: Sequence[int], references: dict[str, Any]) -> Inline:
    markdown = parser()
    env: dict[str, Any] = {"references": references}
    state = StateInline(text, markdown, env, [])
    traces = env["traces"] = _Traces(state)
    markdown.inline.tokenize(state)
    for rule in markdown.inline.ruler2.getRules(""):
        rule(state)
    shown = list(text)
    for name, start, end, tokens in traces.done:
        _HIDING[name](shown, start, end, tokens, traces)
    kept = [(character, offsets[i]) for i, part in enumerate(shown) for character in part]
    visible = fold("".join([c for c, _ in kept]), [at for _, at in kept])
    return Inline(visible, _links(traces, offsets), _opening(visible, _strong(traces, offsets)))


def _links(traces: _Traces, offsets: Sequence[int]) -> tuple[Link, ...]:
    links = []
    for name, start, end, tokens in traces.done:
        if name in {"link", "autolink"}:
            last = traces.labels.get(start, end - 1)
            if start + 1 < last:
                target = str(tokens[0].attrs.get("href", ""))
                links.append(Link(offsets[start + 1], offsets[last - 1] + 1, target))
    return tuple(sorted(links, key=lambda link: link.start))


def _strong(traces: _Traces, offsets: Sequence[int]) -> tuple[int, int] | None:
    """From where to where the first bold run stands."""
    opened = None
    for name, start, _, tokens in traces.done:
        for at, token in enumerate(tokens if name == "emphasis" else ()):
            if token.type == "strong_open" and opened is None:
                opened = offsets[start + at]
            elif token.type == "strong_close" and opened is not None:
                return opened, offsets[start + at]
    return None


def _opening(visible: Visible, strong: tuple[int, int] | None) -> int:
    if strong is None or not visible.text or visible.offsets[0] < strong[0]:
        return 0
    return sum(1 for at in visible.offsets if strong[0] <= at < strong[1])


def _hide(shown: list[str], start: int, end: int) -> None:
    shown[start:end] = [""] * (end - start)


def _hide_all(shown: list[str], start: int, end: int, _: list[Token], __: _Traces) -> None:
    _hide(shown, start, end)


def _hide_escape(shown: list[str], start: int, end: int, tokens: list[Token], _: _Traces) -> None:
    if any(t.type == "hardbreak" or t.content != t.markup for t in tokens):
        shown[start] = ""


def _show_entity(shown: list[str], start: int, end: int, tokens: list[Token], _: _Traces) -> None:
    _hide(shown, start, end)
    shown[start] = "".join(t.content for t in tokens if t.type == "text_special")


def _hide_ticks(shown: list[str], start: int, end: int, tokens: list[Token], _: _Traces) -> None:
    for token in tokens:
        if token.type == "code_inline":
            _hide(shown, start, start + len(token.markup))
            _hide(shown, end - len(token.markup), end)


def _hide_stars(shown: list[str], start: int, end: int, tokens: list[Token], _: _Traces) -> None:
    for at, token in zip(range(start, end), tokens, strict=True):
        if token.type != "text" or not token.content:
            shown[at] = ""


def _hide_link(shown: list[str], start: int, end: int, _: list[Token], traces: _Traces) -> None:
    shown[start] = ""
    _hide(shown, traces.labels[start], end)


def _hide_ends(shown: list[str], start: int, end: int, _: list[Token], __: _Traces) -> None:
    shown[start] = shown[end - 1] = ""


def _hide_tag(shown: list[str], start: int, end: int, tokens: list[Token], _: _Traces) -> None:
    _hide(shown, start, end)
    if tokens and tokens[-1].content.lower().startswith("<br"):
        shown[start] = " "


def _keep(shown: list[str], start: int, end: int, _: list[Token], __: _Traces) -> None:
    """A line break is white space as it is."""


_HIDING = {
    "newline": _keep,
    "escape": _hide_escape,
    "backticks": _hide_ticks,
    "emphasis": _hide_stars,
    "link": _hide_link,
    "image": _hide_all,
    "autolink": _hide_ends,
    "html_inline": _hide_tag,
    "entity": _show_entity,
}
