"""An item of a list of effects: what of it names the effect, where no name in it is known."""

import re

# Where the name of an effect ends and the talk about it begins.
_TAIL = re.compile(
    r"\s*(?:[(\[:;]|\.(?:\s|$)|,?\s+(?:which|that|who)\s|,?\s+or without\b"
    r"|,?\s+(?:with|without) (?:or|symptoms|signs)\b|,\s+(?:an?|the)\s"
    r"|\s(?:due to|caused by|because|resulting|leading to|seen in|shown in|in association with|"
    r"characteri[sz]ed by|such as|including|called|known as)\b)"
)
_HEAD = re.compile(r"^(?:[\W_]|\b(?:an?|the|signs? of|other)\b\s)*", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:you|your|tell|talk|speak|contact|see|ask|call|please|doctor|nurse|pharmacist|"
    r"medicine|treatment|the following|side effects?)\b",
    re.IGNORECASE,
)
_LONGEST_NAME, _LONGEST_ITEM = 10, 45


def item_event(text: str) -> tuple[int, int] | None:
    """Where in an item the name of its effect stands; None where it names none.

    >>> text = "Dry eyes, which may itch"
    >>> start, end = item_event(text) or (0, 0)
    >>> text[start:end]
    'Dry eyes'
    """
    head = _HEAD.match(text)
    start = head.end() if head else 0
    tail = _TAIL.search(text, start)
    end = tail.start() if tail else len(text.rstrip(" .*"))
    words = text[start:end].split()
    if not words or len(words) > _LONGEST_NAME or _SPEECH.search(text[start:end]):
        return None
    return start, end


def looks_like_an_item(text: str) -> bool:
    """Whether a paragraph can be an item of a list: a name, no talk.

    >>> looks_like_an_item("Dry eyes"), looks_like_an_item("Tell your nurse if your eyes are dry.")
    (True, False)
    """
    words = text.split()
    if _SPEECH.search(text) or len(words) > _LONGEST_ITEM:
        return False
    return not text.rstrip().endswith(".") or len(words) <= _LONGEST_NAME
