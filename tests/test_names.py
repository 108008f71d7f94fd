from dataclasses import replace
from pathlib import Path

import pytest

from editing import edit
from immunograph import build, repository
from immunograph.errors import UnknownName
from immunograph.library import Library
from immunograph.names import Names, key
from immunograph.vocabulary import BASE, IG


@pytest.fixture(scope="module")
def names(library: Library) -> Names:
    return library.dataset.names


@pytest.mark.parametrize(
    "text",
    [
        "CD19",
        "cd19",
        "CD-19",
        "cd 19",
        "antigen:cd19",
        f"{BASE}antigen/cd19",
        f"<{BASE}antigen/cd19>",
    ],
)
def test_a_thing_is_found_by_label_curie_or_iri(names: Names, text: str) -> None:
    assert names.resolve(text, f"{IG}Antigen") == f"{BASE}antigen/cd19"


@pytest.mark.parametrize(
    ("text", "kind", "slug"),
    [
        ("tisa-cel", "Drug", "drug/tisagenlecleucel"),
        ("Kymriah", "Product", "product/kymriah"),
        ("CRS", "AdverseEvent", "event/cytokine-release-syndrome"),
        ("ICANS", "AdverseEvent", "event/icans"),
        ("B cells", "CellType", "cell/b-cell"),
        ("swelling of the feet and hands", "AdverseEvent", "event/peripheral-edema"),
        ("B-cell ALL", "Condition", "condition/b-cell-acute-lymphoblastic-leukemia"),
    ],
)
def test_synonyms_abbreviations_plain_words_and_plurals_name_a_thing(
    names: Names, text: str, kind: str, slug: str
) -> None:
    assert names.resolve(text, f"{IG}{kind}") == f"{BASE}{slug}"


@pytest.mark.parametrize("text", ["blinatumomab-dqqz", "Blinatumomab-ABCD "])
def test_a_therapy_is_found_under_the_four_letters_of_an_authority(names: Names, text: str) -> None:
    assert names.resolve(text, f"{IG}Drug") == f"{BASE}drug/blinatumomab"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("blinatumomab-dq", "Drug"), ("blinatumomab-dqqz", "Product"), ("CD19-abcd", "Antigen")],
)
def test_other_letters_are_part_of_a_name(names: Names, text: str, kind: str) -> None:
    with pytest.raises(UnknownName):
        names.resolve(text, f"{IG}{kind}")


def test_a_name_is_found_in_each_manner_of_spelling() -> None:
    assert key("IL-4R\u03b1") == key("interleukin-4R alpha")
    assert key("Interferon-\u03b3") == key("IFN gamma")
    assert key("tumour") == key("Tumor")
    assert key("IL-17A") != key("IL-17 alpha")


def test_a_british_spelling_names_what_has_no_name_of_its_own_in_it(names: Names) -> None:
    kind = f"{IG}Condition"
    (acute,) = names.candidates("acute lymphocytic leukemia", kind)
    assert names.candidates("acute lymphocytic leukaemia", kind) == [acute]
    assert names.candidates("Acute Lymphocytic Leukaemias", kind) == [acute]
    assert names.candidates("chronic myeloid leukaemia", kind) == []


def test_a_misspelling_is_never_taken_for_the_thing(names: Names) -> None:
    with pytest.raises(
        UnknownName, match=r"no therapy 'blinatumumab'; did you mean blinatumomab\b"
    ):
        names.resolve("blinatumumab", f"{IG}Drug")


def test_a_thing_of_another_class_is_not_found(names: Names) -> None:
    assert names.candidates("CD19", f"{IG}Drug") == []
    assert names.candidates("antigen:cd19", f"{IG}Drug") == []


def test_labels_fall_back_to_english_then_to_the_curie(names: Names) -> None:
    assert replace(names, language="es").label(f"{BASE}drug/blinatumomab") == "blinatumomab"
    assert replace(names, language="EN-gb").label(f"{BASE}drug/blinatumomab") == "blinatumomab"
    assert names.label(f"{BASE}drug/unheard-of") == "drug:unheard-of"


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("es", "ejemplo"),
        ("ES", "ejemplo"),
        ("es-MX", "ejemplo"),
        ("es-AR", "ejemplo rioplatense"),
        ("en", "examplumab"),
        ("de", "examplumab"),
    ],
)
def test_a_label_is_in_the_nearest_language(small: Path, language: str, label: str) -> None:
    labels = '"examplumab"@en , "ejemplo"@es , "ejemplo rioplatense"@es-ar'
    edit(small, "graph/drug/examplumab.ttl", '"examplumab"@en', labels)
    dataset = replace(build.current(repository.at(small)), language=language)
    assert dataset.names.label(f"{BASE}drug/examplumab") == label


def test_a_thing_called_by_a_mark_alone_is_not_found_by_any_other(small: Path) -> None:
    edit(small, "graph/drug/examplumab.ttl", '"examplumab"@en', '"+"@en')
    names = build.current(repository.at(small)).names
    assert names.candidates("?", f"{IG}Drug") == []
    assert names.candidates("s", f"{IG}Drug") == []
