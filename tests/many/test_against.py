"""The data set that another process reads is the one that is asked here."""

from pathlib import Path

import immunograph
from immunograph.library import Library
from immunograph.many.against import Against


def test_it_is_as_of_the_day_that_is_asked_for(library: Library) -> None:
    day = "2025-06-01"
    then = library.as_of(day)
    assert Against(library.repository.root, moment=day).dataset.data == then.dataset.data
    assert then.dataset.data != library.dataset.data


def test_its_address_may_hold_a_secret_and_is_not_shown() -> None:
    assert "secret" not in repr(Against(Path("/x"), store="http://u:secret@host/"))


def test_the_data_set_is_that_of_the_repository(small: Path) -> None:
    library = immunograph.open(small)
    assert Against(small).dataset.data == library.dataset.data
    assert Against(small, language="de").dataset.names.language == "de"
