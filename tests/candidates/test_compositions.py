"""What pages say that therapies are made of."""

import pytest

from proposals import Proposing, fields, of_kind, short


@pytest.mark.parametrize(
    ("said", "payload"),
    [
        ("Testamab vedotin delivers a drug called MMXX to the cells.", ["mmxx"]),
        ("Testamab vedotin is conjugated to calicheamicin.", ["calicheamicin"]),
        ("Testamab vedotin is given with a drug called MMXX.", []),
    ],
)
def test_what_a_conjugate_carries(proposed: Proposing, said: str, payload: list[str]) -> None:
    made = of_kind(proposed(f"# Testamab vedotin\n\n{said}\n"), "Composition")
    assert [short(one)[1] for one in made] == payload


def test_whose_cells_a_cell_therapy_is_made_of(proposed: Proposing) -> None:
    text = "# Testleucel\n\nTestleucel is made from the patient's own T cells.\n"
    (one,) = of_kind(proposed(text), "Composition")
    assert fields(one, "cellSource") == {"cellSource": ["OwnCells"]}
    text = "# Testamab\n\nTestamab acts on the patient's own T cells.\n"
    assert not of_kind(proposed(text), "Composition")


@pytest.mark.parametrize(
    "said",
    [
        "Testleucel was better than chemotherapy and autologous stem cell transplant.",
        "Testleucel can be given when it came back after autologous SCT.",
        "Some people may not be amenable to producing autologous cells.",
        "A group of people received allogeneic CAR T cells after testleucel.",
    ],
)
def test_cells_of_a_transplant_or_of_a_trial_are_not_those_it_is_made_of(
    proposed: Proposing, said: str
) -> None:
    assert not of_kind(proposed(f"# Testleucel\n\n{said}\n"), "Composition")
