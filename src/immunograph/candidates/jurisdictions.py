"""Where what a page says of approval holds, going by the authority that it names."""

import re

from immunograph.candidates.context import Context
from immunograph.pages.page import Role

_FDA = re.compile(r"\bFDA\b|\bFood and Drug Administration\b|\bUS Brand Name", re.IGNORECASE)
_EMA = re.compile(
    r"\bEuropean (?:Medicines Agency|Commission|Union)\b|\bEMA\b|"
    r"\bMarketing Authorisation Holder\b",
    re.IGNORECASE,
)


def jurisdiction(context: Context) -> str:
    """`US` or `EU` where the page speaks of that authority alone; else empty."""
    page = context.page
    if page.format == "spl":
        return "US"
    content = [one.text for one in page.sentences if one.role is Role.CONTENT]
    about = [page.publisher, page.address, page.title]
    us = any(_FDA.search(text) for text in content)
    eu = any(_EMA.search(text) for text in (*content, *about))
    return ("US" if us else "EU") if us != eu else ""
