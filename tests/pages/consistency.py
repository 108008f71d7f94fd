"""What holds of every page, whatever it was read from."""

from immunograph.pages.page import Page


def assert_consistent(page: Page, covered: bool = True) -> None:
    """Orders, spans and offsets fit one another; every character but white space is held."""
    text, at = page.text, 0
    for order, sentence in enumerate(page.sentences, start=1):
        assert sentence.order == order
        assert at <= sentence.start < sentence.end <= len(text)
        gap = text[at : sentence.start]
        assert not covered or not gap.strip(), repr(gap)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        places = sentence.offsets
        if places is None:
            places = tuple(range(sentence.start, sentence.end))
        assert len(places) == len(sentence.text)
        assert all(sentence.start <= place < sentence.end for place in places)
        assert list(places) == sorted(places)
        block = page.blocks[sentence.block]
        assert block.start <= sentence.start and sentence.end <= block.end
        section = page.section(sentence.section)
        assert block.section == section.order
        assert section.start <= sentence.start and sentence.end <= section.end
        at = sentence.end
    assert not covered or not text[at:].strip()
    assert [block.index for block in page.blocks] == list(range(len(page.blocks)))
    assert [section.order for section in page.sections] == list(range(1, len(page.sections) + 1))
    for block in page.blocks:
        assert block.lead is None or block.lead < block.index
    for link in page.links:
        assert 0 <= link.start < link.end <= len(text)
    for problem in page.problems:
        assert 0 <= problem.sentence <= len(page.sentences)
        assert 0 <= problem.start <= problem.end <= len(text)
