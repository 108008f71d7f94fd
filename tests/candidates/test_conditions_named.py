"""The conditions that the text of a use names."""

import pytest

from immunograph.candidates.conditions import abbreviations, opening, within

SHORT = {"ALL": "acute lymphoblastic leukemia", "NHL": "non-Hodgkin lymphoma"}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Relapsed or refractory mantle cell lymphoma in adults", ["mantle cell lymphoma"]),
        ("Vulvar, penile, or anal cancer.", ["vulvar cancer", "penile cancer", "anal cancer"]),
        ("carcinoma of the head and neck that spread", ["carcinoma of the head and neck"]),
        ("B-cell NHL (a cancer) that came back", ["B-cell non-Hodgkin lymphoma"]),
        ("Metastatic cancer. It is given:", []),
        ("Early stage or advanced-stage breast cancer", ["breast cancer"]),
        (
            "locally advanced, inflammatory, or early stage breast cancer",
            ["inflammatory breast cancer", "breast cancer"],
        ),
        ("whose cancer does not respond to hormones", []),
        ("lung cancer does not stop", ["lung cancer"]),
        ("with platinum chemotherapy", []),
    ],
)
def test_an_item_opens_with_conditions(text: str, labels: list[str]) -> None:
    assert [one.label for one in opening(text, SHORT)] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("for adults with B-cell ALL that came back", ["B-cell acute lymphoblastic leukemia"]),
        ("children aged 6 months and older with Wilms tumor", ["Wilms tumor"]),
        ("used to treat some types of sarcoma", ["sarcoma"]),
        ("adults whose cancer came back", []),
        ("used to treat leukemia-but-also lymphoma", ["leukemia"]),
        ("used to treat leukemia\u2014but also other things", ["leukemia"]),
        ("used to treat leukemia - or so", ["leukemia"]),
        ("used to treat inflammatory conditions like gout", []),
    ],
)
def test_people_have_conditions(text: str, labels: list[str]) -> None:
    assert [one.label for one in within(text, SHORT)] == labels


def test_short_forms_are_those_in_brackets() -> None:
    assert abbreviations("a kind of lung cancer called small cell lung cancer (SCLC)") == {
        "SCLC": "small cell lung cancer"
    }


def test_a_long_row_takes_no_longer_than_it_should() -> None:
    text = "adults with sarcoma, " * 4_000
    assert len(within(text, {})) > 2_000
