"""Slugs: short, plain, and made of what a page gives."""

import pytest

from immunograph.ingest.slugs import short_slug, source_slug


@pytest.mark.parametrize(
    ("title", "address", "publisher", "name", "expected"),
    [
        ("Obecabtagene Autoleucel - NCI", "", "NCI", "x", "nci-obecabtagene-autoleucel"),
        ("", "https://e.org/a/side-effects.html?x=1#y", "NCI", "x", "nci-side-effects"),
        ("", "", "", "saved-page", "saved-page"),
        ("NCI", "", "NCI", "", "nci"),
        ("Über Blutkrebs", "", "", "x", "uber-blutkrebs"),
        ("治療", "", "ACS", "page7", "acs-page7"),
    ],
)
def test_a_source_is_named_after_its_publisher_and_what_it_is_about(
    title: str, address: str, publisher: str, name: str, expected: str
) -> None:
    assert source_slug(title, address, publisher, name) == expected


def test_a_long_title_makes_a_slug_of_few_words() -> None:
    long = "Treatment of relapsed acute lymphoblastic leukemia in children: what to ask the team"
    assert len(short_slug(long).split("-")) == 6
