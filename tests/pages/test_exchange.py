"""A page that goes to another process and comes back is the same page."""

import json
from pathlib import Path

import pytest

from immunograph.pages.exchange import as_json, from_json
from immunograph.pages.read import read_bytes
from pages.labels import label, section

MARKDOWN = b"""---
title: A page
---
# Side  *effects*

They [may](https://example.org) have:

- **fever**
- a rash

| What | % |
|---|---|
| Fever | 12 |
"""
LABEL = label(section("<paragraph>Rash.</paragraph>", "6 REACTIONS"))


@pytest.mark.parametrize(("name", "data"), [("p.md", MARKDOWN), ("p.xml", LABEL), ("p", b"\xe9 a")])
def test_a_page_comes_back_as_it_was(name: str, data: bytes) -> None:
    page = read_bytes(data, name)
    assert from_json(json.loads(json.dumps(as_json(page)))) == page


def test_a_real_page_comes_back_as_it_was(corpus: Path) -> None:
    file = corpus / "nci" / "drugs" / "blinatumomab.md"
    page = read_bytes(file.read_bytes(), file.name)
    written = json.dumps(as_json(page))
    assert from_json(json.loads(written)) == page
    assert len(written) < 30 * file.stat().st_size
