"""What a page denies is never proposed as what it claims."""

import pytest

from immunograph.candidates import uses
from immunograph.candidates.denial import turns
from proposals import Proposing, fields, of_kind, short

Found = list[tuple[str, bool]]
_CD19, _CD22 = "cd19", "cd22"

# For each kind of claim what is said of a therapy, and the objects with whether each is denied.
TARGETS: list[tuple[str, Found]] = [
    ("Testamab attaches to CD19.", [(_CD19, False)]),
    ("Testamab does not attach to CD19.", [(_CD19, True)]),
    ("Testamab is not directed at CD19.", [(_CD19, True)]),
    ("Testamab does not bind to CD22 but to CD19.", [(_CD19, False), (_CD22, True)]),
    ("Testamab does not work by blocking CD19.", [(_CD19, True)]),
    ("Testamab attaches not only to CD19.", [(_CD19, False)]),
    ("Testamab can attach to CD19.", [(_CD19, False)]),
    ("Testamab binds CD19.", [(_CD19, False)]),
    ("Testamab binds neither CD19 nor CD22.", [(_CD19, True), (_CD22, True)]),
    ("Testamab neither binds CD19 nor blocks CD22.", [(_CD19, True), (_CD22, True)]),
    ("Testamab binds cells of people whose tumors lost CD19.", []),
    ("Testamab attaches to CD19, which healthy nerves do not have.", [(_CD19, False)]),
]
CLASSES: list[tuple[str, Found]] = [
    ("Testamab is an antibody-drug conjugate.", [("AntibodyDrugConjugate", False)]),
    ("Testamab is not an antibody-drug conjugate.", [("AntibodyDrugConjugate", True)]),
    ("Testamab isn't a checkpoint inhibitor.", [("CheckpointInhibitor", True)]),
    ("Testamab is not a bispecific antibody.", [("BispecificAntibody", True)]),
    ("Testamab is not a CD19-directed antibody.", []),
]
USES: list[tuple[str, Found]] = [
    ("Testamab is approved for sarcoma.", [("sarcoma", False)]),
    ("Testamab is not approved for sarcoma.", [("sarcoma", True)]),
    ("Testamab isn't approved for sarcoma.", [("sarcoma", True)]),
    ("Testamab is no longer approved to treat sarcoma.", [("sarcoma", True)]),
    ("Testamab should not be given to people with sarcoma.", [("sarcoma", True)]),
    (
        "Testamab is approved for sarcoma, not for melanoma.",
        [("melanoma", True), ("sarcoma", False)],
    ),
    (
        "Testamab is used in men with sarcoma, but not in men with melanoma.",
        [("melanoma", True), ("sarcoma", False)],
    ),
    (
        "Testamab is approved for sarcoma but is not approved for melanoma.",
        [("melanoma", True), ("sarcoma", False)],
    ),
    (
        "Testamab is approved for sarcoma and has not been studied in melanoma.",
        [("sarcoma", False)],
    ),
    ("Testamab is used to treat sarcoma that cannot be cut out.", [("sarcoma", False)]),
    (
        "Testamab is approved for neither sarcoma nor melanoma.",
        [("melanoma", True), ("sarcoma", True)],
    ),
    ("Testamab is used to treat sarcoma that did not respond to platinum.", [("sarcoma", False)]),
    ("Testamab is used to treat sarcoma that has not been treated.", [("sarcoma", False)]),
    ("Testamab is used to treat sarcoma when surgery is not an option.", [("sarcoma", False)]),
    (
        "Testamab is used in men with sarcoma who have not been given platinum.",
        [("sarcoma", False)],
    ),
    ("Testamab is used in men with sarcoma who cannot be given platinum.", [("sarcoma", False)]),
]
REACTIONS: list[tuple[str, Found]] = [
    ("Testamab can cause seizures.", [("seizure", False)]),
    ("Testamab does not cause seizures.", [("seizure", True)]),
    ("Testamab is not known to cause seizures.", [("seizure", True)]),
    ("Testamab causes chills but not seizures.", [("chills", False), ("seizure", True)]),
    ("None of the patients had seizures with testamab.", [("seizure", True)]),
    ("Patients have no serious infusion reactions with testamab.", [("infusion-reaction", True)]),
    ("Testamab causes not only chills.", [("chills", False)]),
]
BOXES: list[tuple[str, Found]] = [
    ("Testamab has a boxed warning for seizures.", [("seizure", False)]),
    ("Testamab does not carry a boxed warning for seizures.", [("seizure", True)]),
]
BRANDS: list[tuple[str, Found]] = [
    ("Testamab is sold as Testoria.", [("testoria", False)]),
    ("Testamab is not sold as Testoria.", [("testoria", True)]),
    ("Men who did not respond to testamab (Testoria) had surgery.", [("testoria", False)]),
]
PAYLOADS: list[tuple[str, Found]] = [
    ("Testamab carries a drug called calicheamicin.", [("calicheamicin", False)]),
    ("Testamab is not linked to a drug called calicheamicin.", [("calicheamicin", True)]),
]
CELLS: list[tuple[str, Found]] = [
    ("Testamab attaches to CD19, found on B cells.", [("b-cell", False)]),
    ("Testamab attaches to CD19, not found on plasma cells.", [("plasma-cells", True)]),
]
SAID = {
    "TargetEngagement": TARGETS,
    "Classification": CLASSES,
    "Indication": USES,
    "AdverseReaction": REACTIONS,
    "BoxedWarning": BOXES,
    "Branding": BRANDS,
    "Composition": PAYLOADS,
    "AntigenExpression": CELLS,
}


@pytest.mark.parametrize(
    ("kind", "said", "found"), [(kind, *one) for kind, of in SAID.items() for one in of]
)
def test_what_is_denied_is_negated(proposed: Proposing, kind: str, said: str, found: Found) -> None:
    made = of_kind(proposed(f"# Testamab\n\n{said}\n"), kind)
    assert sorted((short(one)[1], one.negated) for one in made) == found


@pytest.mark.parametrize(
    "said",
    [
        "Testamab was withdrawn for sarcoma.",
        "Testamab was later withdrawn from the market for sarcoma in 2020.",
        "The indication for sarcoma was withdrawn.",
    ],
)
def test_a_use_that_was_withdrawn_is_one(proposed: Proposing, said: str) -> None:
    (one,) = of_kind(proposed(f"# Testamab\n\n{said}\n"), "Indication")
    assert (short(one)[1], one.negated) == ("sarcoma", False)
    assert fields(one, "stance") == {"stance": ["Withdrawn"]}


@pytest.mark.parametrize(
    "said",
    [
        "Testamab was withdrawn for colitis in two patients.",
        "Treatment was withdrawn for colitis.",
        "Testamab was withdrawn because of colitis.",
    ],
)
def test_a_treatment_that_was_stopped_is_no_use(proposed: Proposing, said: str) -> None:
    assert of_kind(proposed(f"# Testamab\n\n{said}\n"), "Indication") == []


TABLE = """# Therapies

| Therapy | Target | Approved for melanoma | Binds CD22 | Used for |
| --- | --- | --- | --- | --- |
| Testamab | CD19, not CD20 | No | No | Sarcoma |
| Othermab | CD30 | Yes | N/A | Not for sarcoma |
| Thirdmab | CD38 | N/A | Yes | - |
"""


def test_a_cell_denies_what_heads_it_or_what_it_names(proposed: Proposing) -> None:
    proposal = proposed(TABLE)
    targets = {(*short(one), one.negated) for one in of_kind(proposal, "TargetEngagement")}
    assert targets == {
        ("testamab", "cd19", False),
        ("testamab", "cd20", True),
        ("testamab", "cd22", True),
        ("othermab", "cd30", False),
        ("thirdmab", "cd38", False),
        ("thirdmab", "cd22", False),
    }
    assert {(*short(one), one.negated) for one in of_kind(proposal, "Indication")} == {
        ("testamab", "melanoma", True),
        ("testamab", "sarcoma", False),
        ("othermab", "melanoma", False),
        ("othermab", "sarcoma", True),
    }


def test_a_row_denies_an_effect(proposed: Proposing) -> None:
    text = "# Testamab\n\n| Side effect | Seen |\n| --- | --- |\n| Fever | No |\n| Chills | Yes |\n"
    made = of_kind(proposed(text), "AdverseReaction")
    assert {(short(one)[1], one.negated) for one in made} == {("fever", True), ("chills", False)}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("It is given into a vein.", [(["Intravenous"], False)]),
        ("It is not given into a vein.", [(["Intravenous"], True)]),
        ("It isn't given into a vein.", [(["Intravenous"], True)]),
        (
            "It is not given into a vein but under the skin.",
            [(["Intravenous"], True), (["Subcutaneous"], False)],
        ),
        ("It is given into a vein without a break.", [(["Intravenous"], False)]),
    ],
)
def test_a_way_of_giving_is_denied(
    proposed: Proposing, said: str, found: list[tuple[list[str], bool]]
) -> None:
    made = of_kind(proposed(f"# Testamab\n\nTestamab is new. {said}\n"), "Administration")
    ways = [
        ([route.rpartition("#")[2] for route in map(str, one.fields["route"])], one) for one in made
    ]
    assert sorted((way, one.negated) for way, one in ways) == found


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("It is available only through a REMS.", [False]),
        ("It is not available through a REMS.", [True]),
    ],
)
def test_a_programme_is_denied(proposed: Proposing, said: str, denied: list[bool]) -> None:
    made = of_kind(proposed(f"# Blinatumomab\n\nBlinatumomab is old. {said}\n"), "RiskProgramme")
    assert [one.negated for one in made] == denied


@pytest.mark.parametrize(
    ("said", "denied"), [("The cells are then frozen.", False), ("The cells are not frozen.", True)]
)
def test_a_step_is_denied(proposed: Proposing, said: str, *, denied: bool) -> None:
    text = f"# Tisagenlecleucel\n\nTisagenlecleucel is made of T cells from blood. {said}\n"
    steps = of_kind(proposed(text), "ManufactureStep")
    assert [one.negated for one in steps if short(one)[1] == "freezing"] == [denied]


def test_what_was_withdrawn_is_a_stance_of_its_own(proposed: Proposing) -> None:
    text = "# Testamab\n\nThe approval of testamab for sarcoma was later withdrawn.\n"
    (one,) = of_kind(proposed(text), "Indication")
    assert not one.negated
    assert [str(of).rpartition("#")[2] for of in one.fields["stance"]] == ["Withdrawn"]


def test_what_is_denied_is_not_authorized(proposed: Proposing) -> None:
    text = "# Testamab\n\nTestamab is not approved by the FDA to treat sarcoma.\n"
    assert not of_kind(proposed(text), "Authorization")


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("It is used in asthma and in adults.", [False]),
        ("It is used in asthma but must not be used in gout.", [False, True]),
        ("It is not approved in Norway but is approved in Peru.", [True, False]),
        ("It is cheap.", [False]),
    ],
)
def test_a_text_turns_where_it_begins_to_deny(text: str, denied: list[bool]) -> None:
    assert [one[3] for one in turns(text)] == denied


def test_each_part_of_a_sentence_on_many_therapies_is_read_once_for_each(
    proposed: Proposing, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(text: str) -> str:
        read.append(text)
        return ""

    monkeypatch.setattr(uses, "stance", counted)
    proposed("# News\n\n" + "Blinatumomab inotuzumab ozogamicin CD19 " * 60 + "\n")
    parts, therapies, readers = 120, 2, 2
    assert len(read) <= (parts + 2) * therapies * readers
    assert len(read) >= parts
