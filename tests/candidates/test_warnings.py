"""Boxed warnings."""

from collections.abc import Callable

from candidates.told import fields, objects
from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Reader
from immunograph.candidates.warnings import boxed_warnings

Claimed = Callable[[Reader, str], list[Candidate]]

BOX = """# Blinatumomab

## WARNING: CYTOKINE RELEASE SYNDROME AND SEIZURES

It can bring fever. Interrupt blinatumomab.

## Adverse reactions

Rash was seen.
"""


def test_the_events_of_the_heading_of_the_box(claimed: Claimed) -> None:
    found = claimed(boxed_warnings, BOX)
    assert objects(found) == {"cytokine-release-syndrome", "seizure"}
    assert fields(found[0]) == {
        "jurisdiction": ["US"],
        "authority": ["us-food-and-drug-administration"],
        "product": ["blincyto"],
    }


def test_the_events_in_the_box_where_its_heading_names_none(claimed: Claimed) -> None:
    text = BOX.replace("WARNING: CYTOKINE RELEASE SYNDROME AND SEIZURES", "Boxed warning")
    assert objects(claimed(boxed_warnings, text)) == {"fever"}


def test_a_title_in_capitals_that_stands_as_a_paragraph(claimed: Claimed) -> None:
    text = BOX.replace("## WARNING", "WARNING")
    assert objects(claimed(boxed_warnings, text)) == {"cytokine-release-syndrome", "seizure"}


def test_a_sentence_on_a_boxed_warning(claimed: Claimed) -> None:
    text = "Blinatumomab carries a boxed warning for seizures."
    assert objects(claimed(boxed_warnings, text)) == {"seizure"}
    assert claimed(boxed_warnings, "Blinatumomab can cause seizures. See the boxed warning.") == []
