"""Whom sentences are about."""

import re

import pytest

from immunograph.candidates.reading import context_of
from immunograph.candidates.therapies import rules
from immunograph.library import Library
from immunograph.mentions.find import find
from immunograph.pages.read import read_bytes
from immunograph.vocabulary import IG
from proposals import Proposing, local, of_kind, short

RULES = [(group, rule) for group, of in rules("subjects").items() for rule in of]
CAR = "CarTCellTherapy"


def told(library: Library, text: str, name: str = "page.txt") -> list[str]:
    """Whom each sentence is about, by the last part of the IRI; `-` for nobody."""
    page = read_bytes(text.encode(), name)
    mentions = find(page, library.dataset.names)
    context, _ = context_of(page, mentions, library.dataset)
    return [
        "+".join(local(one.iri) for one in context.subjects.get(sentence.order, ())) or "-"
        for sentence in context.sentences()
    ]


@pytest.mark.parametrize(("group", "rule"), RULES)
def test_each_rule_fits_its_example(group: str, rule: dict[str, str]) -> None:
    anywhere = group in {"of_drug", "of_treatment"}
    match = re.search if anywhere else re.match
    assert match(rule["pattern"], rule["example"], re.IGNORECASE)


def test_paragraphs_whose_heading_is_lost_go_on_about_the_therapy_named_last(
    library: Library,
) -> None:
    text = """Blinatumomab is a BiTE.

This drug is given for weeks. It can cause fever.

The most common side effects are rash and fever.

Here is something else altogether.
"""
    assert told(library, text) == ["blinatumomab"] * 4 + ["-"]


@pytest.mark.parametrize("name", ["Brexu-cel", "Tisa-cel", "Axi-cel", "Inotuzumab", "Tecartus"])
@pytest.mark.parametrize("title", ["{}", "{} side effects and uses", "# Two\n\n## {}"])
def test_a_page_that_has_only_a_short_name_is_about_that_drug(
    library: Library, name: str, title: str
) -> None:
    (drug,) = library.dataset.names.candidates(name, f"{IG}Drug") or ["brexucabtagene-autoleucel"]
    text = f"# {title.format(name)}\n\nFever is a common side effect. It is given into a vein.\n"
    assert told(library, text)[-2:] == [local(drug)] * 2


def test_a_description_of_another_class_is_of_another_therapy(proposed: Proposing) -> None:
    text = """Blinatumomab is a BiTE.

This is an antibody-drug conjugate made of an anti-CD22 antibody. It is used to treat ALL.
"""
    proposal = proposed(text, "page.txt")
    (use,) = of_kind(proposal, "Indication")
    assert short(use)[0] == "inotuzumab-ozogamicin"
    assert "antibody-drug conjugate directed at CD22 is inotuzumab ozogamicin" in use.inferred
    assert [proposal.page.sentence(order).text[:7] for order in use.identified_through] == [
        "This is"
    ]


@pytest.mark.parametrize(
    "described",
    [
        "This is an antibody-drug conjugate made of an anti-CD19 antibody.",
        "This is an antibody-drug conjugate.",
        "This is a CAR T-cell therapy directed at CD19.",
    ],
)
def test_a_description_that_fits_none_or_several_is_of_nobody(
    proposed: Proposing, described: str
) -> None:
    text = f"{described} This drug is used to treat ALL.\n\nThis drug is used to treat lymphoma.\n"
    proposal = proposed(text, "page.txt")
    assert not proposal.candidates
    assert "unnamed-subject" in {problem.kind for problem in proposal.problems}


def test_a_description_that_fits_the_therapy_named_last_is_of_it(library: Library) -> None:
    text = "Blinatumomab is new.\n\nThis is a BiTE that binds CD19 and CD3. It causes fever.\n"
    assert told(library, text) == ["blinatumomab"] * 3


def test_what_is_said_after_several_members_is_said_of_the_class(library: Library) -> None:
    text = """For this treatment, T cells are given chimeric antigen receptors (CARs).

Tisagenlecleucel is approved for children. It is given once.

Brexucabtagene autoleucel is approved for adults.

This treatment can have serious side effects.

Cytokine release syndrome: it can be grave.
"""
    assert told(library, text) == [
        CAR,
        *["tisagenlecleucel"] * 2,
        "brexucabtagene-autoleucel",
        *[CAR] * 2,
    ]


def test_a_heading_names_whom_a_section_is_about(library: Library) -> None:
    text = """# Treatments

## Blinatumomab

Given into a vein.

### Side effects

Fever is common.

## Surgery

Fever is common.
"""
    assert told(library, text, "page.md") == ["blinatumomab", "blinatumomab", "-"]


def test_another_drug_ends_what_was_said_of_the_one_before(library: Library) -> None:
    text = "Blinatumomab is new.\n\nImatinib is old. It can cause fever.\n\nIt causes rash.\n"
    assert told(library, text) == ["blinatumomab", "-", "-", "-"]


def test_a_brand_is_its_therapy(library: Library) -> None:
    text = "Besponsa is given into a vein. It can cause fever.\n"
    assert told(library, text) == ["inotuzumab-ozogamicin"] * 2


def test_a_page_that_explains_its_brand_is_on_the_therapy(library: Library) -> None:
    text = "# Testira\n\nThe active substance is testumab. This medicine is given into a vein.\n"
    assert told(library, text, "page.md") == ["testumab"] * 2


def test_a_page_on_another_drug_says_nothing_of_ours(proposed: Proposing) -> None:
    text = """# Imatinib

Imatinib is used with blinatumomab to treat:

- **Leukemia** in adults. It is used with blinatumomab.

It is also being studied in other cancers.
"""
    assert not proposed(text).candidates
