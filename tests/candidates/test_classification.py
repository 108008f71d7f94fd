"""To which classes pages say that therapies belong."""

import pytest

from proposals import Proposing, of_kind, short


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Testamab is a BiTE, a kind of monoclonal antibody.", ["BispecificTCellEngager"]),
        ("It is a kind of drug called an immune checkpoint inhibitor.", ["CheckpointInhibitor"]),
        ("Testamab is a monoclonal antibody.", ["MonoclonalAntibody"]),
        ("Testamab is a bispecific antibody.", ["BispecificAntibody"]),
        ("Testamab is a monoclonal antibody fragment.", ["AntibodyFragment"]),
        ("Testamab is used in people who had CAR T-cell therapy.", []),
        ("Testamab is given with an antibody-drug conjugate.", []),
        ("Testamab is not a checkpoint inhibitor.", []),
    ],
)
def test_a_class_is_what_a_therapy_is_said_to_be(
    proposed: Proposing, said: str, found: list[str]
) -> None:
    made = of_kind(proposed(f"# Testamab\n\n{said}\n"), "Classification")
    assert [short(one)[1] for one in made if not one.negated] == found


def test_antibody_is_said_only_where_the_page_says_nothing_closer(proposed: Proposing) -> None:
    text = "# Testamab\n\nTestamab is a monoclonal antibody. It is a BiTE.\n"
    assert [short(one)[1] for one in of_kind(proposed(text), "Classification")] == [
        "BispecificTCellEngager"
    ]
