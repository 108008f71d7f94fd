"""Reads a picture as a program would: its texts, its titles, what its groups are about."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

SVG = "{http://www.w3.org/2000/svg}"


class Reader:
    """A picture that was parsed; not well-formed, it is refused."""

    def __init__(self, svg: str) -> None:
        self.root: Element = fromstring(svg)

    def all(self, tag: str) -> Iterator[Element]:
        return self.root.iter(f"{SVG}{tag}")

    @property
    def title(self) -> str:
        return self.root.findtext(f"{SVG}title") or ""

    @property
    def titles(self) -> list[str]:
        """What the groups say they are."""
        return [
            title.text or "" for group in self.all("g") for title in group.findall(f"{SVG}title")
        ]

    @property
    def lines(self) -> list[str]:
        """The lines of text that are seen."""
        return [span.text or "" for span in self.all("tspan")]

    @property
    def seen(self) -> str:
        """All text that is seen, as one."""
        return " ".join(self.lines)

    def groups(self, attribute: str) -> list[Element]:
        """The groups that have an attribute."""
        return [group for group in self.all("g") if attribute in group.attrib]

    @staticmethod
    def letters(group: Element) -> str:
        return " ".join(span.text or "" for span in group.iter(f"{SVG}tspan"))
