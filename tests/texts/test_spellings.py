import pytest

from immunograph.texts.spellings import american, spelled_out


@pytest.mark.parametrize(
    ("text", "spelt"),
    [("il-17\u03b1", "il-17alpha"), ("\u03b14\u03b27", "alpha4beta7"), ("cd19", "cd19")],
)
def test_greek_letters_are_spelt_out(text: str, spelt: str) -> None:
    assert spelled_out(text) == spelt


@pytest.mark.parametrize(
    ("british", "spelt"),
    [
        ("tumour", "tumor"),
        ("ischaemia", "ischemia"),
        ("haemorrhage", "hemorrhage"),
        ("leukaemia", "leukemia"),
        ("Oesophageal Tumour", "Esophageal Tumor"),
        ("arising", "arising"),
        ("leucovorin", "leucovorin"),
        ("myeloma", "myeloma"),
    ],
)
def test_british_words_are_as_in_american(british: str, spelt: str) -> None:
    assert american(british) == spelt
