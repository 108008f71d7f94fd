"""What is the text of a drug label."""

import pytest

from immunograph.mentions import rulebook
from immunograph.mentions.labels import is_label
from immunograph.pages.read import read_bytes


@pytest.mark.parametrize("sign", rulebook.read("labels")["signs"])
def test_a_sign_makes_a_page_a_label(sign: dict[str, str]) -> None:
    assert is_label(read_bytes(f"Something\n\n{sign['example']}\n\nMore.".encode(), "a.txt"))


@pytest.mark.parametrize("text", ["Side effects (see below) are rare.", "A warning: mind this."])
def test_other_pages_are_none(text: str) -> None:
    assert not is_label(read_bytes(text.encode(), "a.txt"))
