"""Pages of drafts are read in the process of the tests."""

import pytest

from immunograph.many import confined
from immunograph.pages.read import read


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one of its own, a page is read where the terminal is tested."""
    monkeypatch.setattr(confined, "read", read)
