import pytest

from immunograph.forms import fits


@pytest.mark.parametrize(
    ("form", "sentence", "slots"),
    [
        ("which therapies target {t}", "Which therapies target CD19?", {"t": "CD19"}),
        ("which therapies target {t}", "which DRUGS target the CD3 complex", {"t": "CD3 complex"}),
        ("{t}-directed therapies", "CD19 directed treatments", {"t": "CD19"}),
        (
            "how does {d} work",
            "How does inotuzumab ozogamicin work?",
            {"d": "inotuzumab ozogamicin"},
        ),
        ("compare {a} and {b}", "compare x and y", {"a": "x", "b": "y"}),
        ("what is under study", "What is under study?", {}),
        ("is {d} a {m}", "Is blinatumomab an antibody?", {"d": "blinatumomab", "m": "antibody"}),
        ("is {d} a {m}", "is blinatumomab antibody", {"d": "blinatumomab", "m": "antibody"}),
        ("what is {d}", "what is cafe\u0301", {"d": "caf\u00e9"}),
    ],
)
def test_a_sentence_fits(form: str, sentence: str, slots: dict[str, str]) -> None:
    assert slots in [fit.slots for fit in fits(form, sentence)]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("which therapies target {t}", "which therapies target"),
        ("which therapies target {t}", "which therapies never target CD19"),
        ("which therapies target {t}", "do not tell me which therapies target CD19"),
        ("what is under study", "what is under study now"),
    ],
)
def test_a_sentence_with_a_word_too_many_or_too_few_does_not_fit(form: str, sentence: str) -> None:
    assert not list(fits(form, sentence))


@pytest.mark.parametrize(
    ("form", "sentence", "slot"),
    [
        ("what treats {c}", "what treats hemophilia A?", "hemophilia A"),
        ("how is {c} treated", "how is hemophilia A treated", "hemophilia A"),
        ("what is {c}", "what is a\u0301b", "\u00e1b"),
    ],
)
def test_a_name_is_taken_whole(form: str, sentence: str, slot: str) -> None:
    assert [dict(fit.slots) for fit in fits(form, sentence)] == [{"c": slot}]
