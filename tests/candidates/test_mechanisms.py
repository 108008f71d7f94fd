"""By which mechanisms pages say that therapies work."""

import pytest

from proposals import Proposing, of_kind, short


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            "Testamab is a BiTE. It brings T cells close to the tumor cells.",
            ["t-cell-engagement"],
        ),
        (
            "Testamab vedotin is an antibody-drug conjugate. The drug enters the cells and "
            "kills them.",
            ["antibody-drug-conjugate-killing"],
        ),
        (
            "Testizumab is a checkpoint inhibitor. It keeps tumor cells from suppressing the "
            "immune system.",
            ["immune-checkpoint-blockade"],
        ),
        ("Testamab is a monoclonal antibody. It brings help to T cells, close together.", []),
        ("Testamab is a BiTE. It is given into a vein.", []),
    ],
)
def test_a_mechanism_is_of_the_classes_that_have_it(
    proposed: Proposing, said: str, found: list[str]
) -> None:
    made = of_kind(proposed(f"# {said.partition(' is')[0]}\n\n{said}\n"), "MechanismOfAction")
    assert [short(one)[1] for one in made] == found


def test_what_is_said_of_a_class_is_of_the_class(proposed: Proposing) -> None:
    text = "# News\n\nCAR T cells find the cancer cells in the body and kill them.\n"
    (one,) = of_kind(proposed(text), "MechanismOfAction")
    assert short(one) == ("CarTCellTherapy", "car-t-cell-killing")
