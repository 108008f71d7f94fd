"""Whether a page is the text of a drug label."""

import re
from functools import cache

from immunograph.mentions import rulebook
from immunograph.pages.page import Page


def is_label(page: Page) -> bool:
    """Whether a page is a structured label, or has the headings or references of one."""
    return page.format == "spl" or any(sign.search(page.text) for sign in signs())


@cache
def signs() -> tuple[re.Pattern[str], ...]:
    """The expressions by which the text of a label is known."""
    return tuple(re.compile(each["pattern"], re.M) for each in rulebook.read("labels")["signs"])
