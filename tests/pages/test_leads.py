"""Which items of a list stand under which."""

import pytest

from immunograph.pages.page import Kind
from immunograph.pages.read import read_bytes


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("- **Alpha**. It is used:\n- in adults\n- in children\n- **Beta**\n", "1221"),
        (
            "- **Alpha**:\n- In adults. Give:\n- With one\n- Alone\n- In children\n- **Beta**",
            "123321",
        ),
        ("- Adults:\n- fever\n- Children:\n- rash\n", "1212"),
        ("- One\n- Two\n- three:\n", "111"),
        ("- One:\n  - with a\n  - with b\n- Two\n", "1221"),
    ],
)
def test_items_stand_under_the_one_that_announces_them(text: str, levels: str) -> None:
    page = read_bytes(f"It treats:\n\n{text}".encode(), "page.md")
    items = [block for block in page.blocks if block.kind is Kind.ITEM]
    assert "".join(str(item.level) for item in items) == levels
    for item in items:
        lead = page.blocks[item.lead or 0]
        assert lead.level == item.level - 1


def test_a_list_that_a_paragraph_interrupts_goes_on_with_its_lead() -> None:
    text = "It treats:\n\n- **Alpha**\n\nThat is rare.\n\n- **Beta**\n\n# B\n\n- **Gamma**\n"
    page = read_bytes(text.encode(), "page.md")
    assert [b.lead for b in page.blocks if b.kind is Kind.ITEM] == [0, 0, None]
