from pathlib import Path

import pytest

from drawings import Reader
from immunograph.errors import Unreadable
from immunograph.pictures.sheet import NO_ADVICE, Drawing, Picture, Words, element, finished, titled

HOSTILE = "</svg><script>alert(1)</script> & \x00\u202e\ud7ff \uffff \"quoted' ]]>"


def picture(*notes: str, keys: tuple[str, ...] = ()) -> Picture:
    part = titled(HOSTILE, element("rect", x=0, y=0, width=10, height=10))
    legend = [(element("circle", r=2), key) for key in keys]
    drawing = Drawing("network", 300.0, 200.0, [part], legend)
    return finished(drawing, Words(HOSTILE, HOSTILE, notes, subtitle=HOSTILE))


def test_what_is_hostile_is_shown_as_text() -> None:
    reader = Reader(picture(HOSTILE, keys=(HOSTILE,)).svg)
    assert not list(reader.all("script"))
    assert "<script>alert(1)</script>" in reader.seen
    assert "<script>alert(1)</script>" in reader.titles[0]
    assert "\u202e" not in picture().svg


def test_nothing_outside_is_referred_to() -> None:
    svg = picture("a note").svg
    outside = svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not any(mark in outside for mark in ("href", "url(", "http", "<style", "<?", "<!"))


def test_a_picture_has_a_name_a_description_and_the_disclaimer() -> None:
    reader = Reader(picture("what a blank means").svg)
    ids = {part.get("id"): part.text for part in reader.root}
    assert ids[reader.root.get("aria-labelledby", "")] == reader.title
    assert ids[reader.root.get("aria-describedby", "")]
    assert NO_ADVICE in reader.lines
    assert "what a blank means" in reader.lines


def test_a_long_legend_goes_on_in_the_next_row() -> None:
    keys = tuple(f"a kind of thing with a long name {number}" for number in range(9))
    svg = picture(keys=keys).svg
    reader = Reader(svg)
    assert set(keys) <= set(reader.lines)
    wide = float(reader.root.get("width", "0"))
    spans = {float(span.get("x", "0")) for span in reader.all("tspan")}
    assert max(spans) < wide


def test_a_picture_is_shown_and_saved(tmp_path: Path) -> None:
    made = picture()
    made.save(tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").read_text("utf-8") == made.svg == made._repr_svg_()
    with pytest.raises(Unreadable, match="cannot be written"):
        made.save(tmp_path / "none" / "picture.svg")
