"""What pages say that therapies are directed at."""

import re

import pytest

from immunograph.candidates.reading import context_of
from immunograph.candidates.targets import engagements
from immunograph.candidates.therapies import rules
from immunograph.library import Library
from proposals import Proposing, fields, of_kind, short
from proposing import named, page

RULES = [one for group in ("before", "described", "around") for one in rules("targets")[group]]


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_fits_its_example(rule: dict[str, str]) -> None:
    assert re.search(rule["pattern"], rule["example"], re.IGNORECASE)


def test_one_arm_finds_the_cell_and_the_other_brings_a_t_cell(proposed: Proposing) -> None:
    text = (
        "# Testamab\n\nTestamab binds to a protein called CD3 on T cells and "
        "to another, DLL3, on tumor cells.\n"
    )
    roles = {short(one)[1]: one for one in of_kind(proposed(text), "TargetEngagement")}
    assert fields(roles["cd3"], "role", "onCell", "action") == {
        "role": ["EffectorRecruitment"],
        "onCell": ["t-cell"],
        "action": ["Bind"],
    }
    assert fields(roles["dll3"], "role") == {"role": ["DirectedTarget"]}


@pytest.mark.parametrize(
    "said",
    [
        "Testamab is a bispecific antibody that binds DLL3 on tumor cells and CD3 on T cells.",
        "Testamab binds DLL3 on the surface of tumor cells and CD3 on T cells.",
        "Testamab, an engager that specifically binds both DLL3 and CD3, is new.",
    ],
)
def test_what_an_antibody_binds_follows_the_word_at_once(proposed: Proposing, said: str) -> None:
    made = of_kind(proposed(f"# Testamab\n\n{said}\n"), "TargetEngagement")
    roles = {short(one)[1]: fields(one, "role")["role"] for one in made}
    assert roles == {"dll3": ["DirectedTarget"], "cd3": ["EffectorRecruitment"]}


def test_what_a_ligand_binds_is_no_target_of_the_therapy(proposed: Proposing) -> None:
    said = "Testamab blocks a growth factor. Cells make a protein that binds DLL3."
    assert not of_kind(proposed(f"# Testamab\n\n{said}\n"), "TargetEngagement")


@pytest.mark.parametrize(
    "said",
    [
        "Testamab (Testira), ritamab (Ritira) and polamab block the surface protein CD22.",
        "Rituximab is older; testamab, ritamab (Ritira) and polamab target CD22.",
    ],
)
def test_what_a_row_of_therapies_targets_each_of_them_targets(
    proposed: Proposing, said: str
) -> None:
    made = of_kind(proposed(f"# News\n\n{said}\n"), "TargetEngagement")
    assert {short(one) for one in made} == {
        (name, "cd22") for name in ("testamab", "ritamab", "polamab")
    }


def test_what_a_payload_acts_on_is_no_directed_target(library: Library) -> None:
    text = page("# Testamab", "Testamab targets CD22 and tubulin.")
    mentions = [
        *named(text, "Testamab", "drug", ""),
        *named(text, "CD22", "antigen", "antigen:cd22"),
        *named(text, "tubulin", "antigen", ""),
    ]
    made = engagements(context_of(text, mentions, library.dataset)[0])
    roles = {short(one)[1]: fields(one, "role")["role"] for one in made}
    assert roles == {"cd22": ["DirectedTarget"], "tubulin": ["PayloadTarget"]}


def test_an_antibody_against_cd3_alone_is_directed_at_it(proposed: Proposing) -> None:
    (one,) = of_kind(proposed("# Testizumab\n\nTestizumab targets CD3.\n"), "TargetEngagement")
    assert fields(one, "role") == {"role": ["DirectedTarget"]}


@pytest.mark.parametrize(
    "said",
    [
        "Testamab is used in people who received an anti-CD38 antibody.",
        "Testamab is given to patients whose tumors express PD-L1.",
        "Testamab is approved to treat HER2-positive breast cancer.",
        "Testamab is given with a PD-1 inhibitor.",
        "Testamab is for tumors that no longer respond to an antibody that blocks PD-1.",
        "Unlike a BCMA-directed antibody, testamab is given under the skin.",
    ],
)
def test_markers_partners_and_earlier_treatments_are_no_targets(
    proposed: Proposing, said: str
) -> None:
    assert not of_kind(proposed(f"# Testamab\n\n{said}\n"), "TargetEngagement")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Response was seen with an immunotoxin (an anti-CD22 antibody).", []),
        ("An anti-CD30 monoclonal antibody is under evaluation too.", []),
        ("This drug is an anti-CD22 antibody.", [("testamab", "cd22")]),
        ("It is made of an anti-CD22 antibody.", [("testamab", "cd22")]),
        ("This drug has two arms. Another part attaches to CD22.", [("testamab", "cd22")]),
    ],
)
def test_an_antibody_without_a_name_is_another_one(
    proposed: Proposing, said: str, found: list[tuple[str, str]]
) -> None:
    text = f"# Treatments\n\nTestamab can be given to adults with lymphoma. {said}\n"
    assert [short(one) for one in of_kind(proposed(text), "TargetEngagement")] == found


def test_two_therapies_in_one_sentence_keep_their_own_targets(proposed: Proposing) -> None:
    text = "# News\n\nBlinatumomab targets CD19 and inotuzumab ozogamicin targets CD22.\n"
    assert {short(one) for one in of_kind(proposed(text), "TargetEngagement")} == {
        ("blinatumomab", "cd19"),
        ("inotuzumab-ozogamicin", "cd22"),
    }
