"""Which items of a list belong under which."""

from immunograph.candidates.outline import outline, paths
from immunograph.pages.page import Kind
from immunograph.pages.read import read_bytes


def tree(text: str, name: str = "page.md") -> list[list[str]]:
    page = read_bytes(text.encode(), name)
    lead = next(block for block in page.blocks if block.kind is Kind.PARAGRAPH)
    nodes = outline(page, lead, page.blocks[lead.index + 1 :])
    return [[node.sentences[0].text.split()[0] for node in path] for path in paths(nodes)]


def test_a_flat_list_is_put_back_by_how_its_items_open() -> None:
    text = """It treats:

- **Alpha** disease. It is used:
- In adults. It is given:
- With one drug
- Alone
- In children
- **Beta** disease.
"""
    assert tree(text) == [
        ["Alpha", "In", "With"],
        ["Alpha", "In", "Alone"],
        ["Alpha", "In"],
        ["Beta"],
    ]


def test_the_depth_that_a_page_gives_is_taken() -> None:
    text = "It treats:\n\n- Alpha:\n  - with one\n  - with two\n- Beta\n"
    assert tree(text) == [["Alpha:", "with"], ["Alpha:", "with"], ["Beta"]]
