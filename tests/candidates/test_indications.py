"""For whom and for what pages say that therapies are used."""

import pytest

from proposals import Proposing, fields, local, of_kind, short

HEAD = """---
title: Testimab-abcd - Institute
lastReviewed: '2025-03-01'
---

# Testimab-abcd

US Brand Name(s)

Testira

FDA Approved

{approved}

## Use

Testimab-abcd is approved to treat:

"""


def page(*items: str, after: str = "", approved: str = "Yes") -> str:
    return HEAD.format(approved=approved) + "\n".join(items) + "\n\n" + after + "\n"


def test_a_list_that_was_saved_flat_is_read_as_it_was(proposed: Proposing) -> None:
    text = page(
        "- **Ovarian cancer** that is CD19 positive, in adults 21 years and older. It is used:",
        "- with carboplatin when it is newly diagnosed",
        "- alone if it came back or did not respond",
        "- **Sarcoma** in children.",
    )
    newly, again, other = of_kind(proposed(text), "Indication")
    assert [short(one)[1] for one in (newly, again, other)] == ["ovarian-cancer"] * 2 + ["sarcoma"]
    assert fields(newly, "diseaseStatus", "combinedWith") == {
        "diseaseStatus": ["NewlyDiagnosed"],
        "combinedWith": ["carboplatin"],
    }
    assert fields(again, "diseaseStatus", "minAge", "population", "biomarker") == {
        "diseaseStatus": ["Refractory", "Relapsed"],
        "minAge": ["21 Year"],
        "population": ["Adults"],
        "biomarker": ["cd19"],
    }
    assert fields(other, "population", "minAge", "biomarker") == {"population": ["Children"]}


def test_a_kind_of_chemotherapy_that_is_named_is_kept(proposed: Proposing) -> None:
    text = page(
        "- **Sarcoma** in children. It is used:",
        "- with platinum-based chemotherapy and a fluoropyrimidine when it is newly diagnosed",
        "- with chemotherapy if it came back",
    )
    named, general = of_kind(proposed(text), "Indication")
    assert set(fields(named, "combinedWith")["combinedWith"]) == {
        "platinum-chemotherapy",
        "fluoropyrimidine",
    }
    assert fields(general, "combinedWith") == {"combinedWith": ["chemotherapy"]}


def test_what_stands_below_a_list_is_said_of_its_last_item(proposed: Proposing) -> None:
    text = page(
        "- **Sarcoma** in children.",
        "- **Lymphoma**, including these types:",
        "- follicular lymphoma",
        "- DLBCL in patients who had follicular lymphoma",
        after="It is used in adults after at least two earlier therapies.",
    )
    sarcoma, follicular, after = of_kind(proposed(text), "Indication")
    assert fields(sarcoma, "population") == {"population": ["Children"]}
    assert fields(follicular, "population", "minPriorTherapies") == {
        "population": ["Adults"],
        "minPriorTherapies": ["2"],
    }
    assert short(after)[1] == "diffuse-large-b-cell-lymphoma-after-follicular-lymphoma"


def test_approval_rests_on_the_page_that_says_yes(proposed: Proposing) -> None:
    (one,) = of_kind(proposed(page("- **Sarcoma** in adults.")), "Authorization")
    assert fields(one, "jurisdiction", "product", "authority", "inForceOn") == {
        "jurisdiction": ["US"],
        "product": ["testira"],
        "authority": ["us-food-and-drug-administration"],
        "inForceOn": ["2025-03-01"],
    }
    assert one.decides in of_kind(proposed(page("- **Sarcoma** in adults.")), "Indication")
    assert not of_kind(proposed(page("- **Sarcoma**.", approved="No")), "Authorization")


def test_being_studied_is_not_being_approved(proposed: Proposing) -> None:
    text = page("- **Sarcoma**.", after="Testimab-abcd is also being studied in other cancers.")
    approved, studied = of_kind(proposed(text), "Indication")
    assert fields(approved, "stance") == {"stance": ["Approved"]}
    assert fields(studied, "stance", "extent") == {
        "stance": ["UnderStudy"],
        "extent": ["SomePatients"],
    }
    assert studied.certainty == "UnderStudy"
    assert short(studied)[1] == "cancer"


def test_a_use_that_is_denied_is_negated(proposed: Proposing) -> None:
    text = "# Testimab\n\nTestimab is not yet approved to treat children with sarcoma.\n"
    (one,) = of_kind(proposed(text), "Indication")
    assert one.negated


def test_two_therapies_in_one_sentence_keep_their_own_uses(proposed: Proposing) -> None:
    text = (
        "# News\n\nBlinatumomab is approved to treat adult people with B-cell ALL that came back, "
        "and inotuzumab ozogamicin is approved to treat children with sarcoma.\n"
    )
    made = {short(one)[0]: one for one in of_kind(proposed(text), "Indication")}
    assert fields(made["blinatumomab"], "population", "diseaseStatus") == {
        "population": ["Adults"],
        "diseaseStatus": ["Relapsed"],
    }
    assert fields(made["inotuzumab-ozogamicin"], "population", "diseaseStatus") == {
        "population": ["Children"]
    }
    assert short(made["inotuzumab-ozogamicin"])[1] == "sarcoma"


def test_an_age_that_is_not_understood_is_left_out_and_said(proposed: Proposing) -> None:
    proposal = proposed(page("- **Sarcoma** in children younger than 16 years."))
    (one,) = of_kind(proposal, "Indication")
    assert not fields(one, "minAge", "maxAge")
    assert "unread-age" in {problem.kind for problem in proposal.problems}


@pytest.mark.parametrize(
    ("said", "present", "absent"),
    [
        ("that does not have the Philadelphia chromosome", [], ["philadelphia-chromosome"]),
        ("that is CD22-positive", ["cd22"], []),
        ("that is HER2 negative", [], ["her2"]),
        ("whose cells express CD19", ["cd19"], []),
    ],
)
def test_a_marker_of_the_disease_is_no_target(
    proposed: Proposing, said: str, present: list[str], absent: list[str]
) -> None:
    proposal = proposed(page(f"- **Leukemia** {said}, in adults."))
    (one,) = of_kind(proposal, "Indication")
    assert list(map(local, one.fields.get("biomarker", ()))) == present
    assert list(map(local, one.fields.get("absentBiomarker", ()))) == absent
    assert not of_kind(proposal, "TargetEngagement")


def test_a_table_says_of_each_row_what_its_columns_are_headed_with(proposed: Proposing) -> None:
    text = """# Cells as treatment

| CAR T-cell therapy | Approved use |
| --- | --- |
| Kymriah (tisa-cel) | - B-cell ALL (children/young adults) - Follicular lymphoma |
| Otherira (other-cel) | Sarcoma |
"""
    proposal = proposed(text)
    uses = of_kind(proposal, "Indication")
    assert [short(one) for one in uses] == [
        ("tisagenlecleucel", "b-cell-acute-lymphoblastic-leukemia"),
        ("tisagenlecleucel", "follicular-lymphoma"),
    ]
    assert fields(uses[0], "population", "stance") == {
        "population": ["Children", "YoungAdults"],
        "stance": ["Approved"],
    }
    assert [short(one) for one in of_kind(proposal, "Classification")] == [
        ("tisagenlecleucel", "CarTCellTherapy")
    ]


def test_a_sentence_that_goes_on_about_a_use_is_of_the_same_condition(
    proposed: Proposing,
) -> None:
    text = (
        "# Testamab\n\nTestamab is used to treat a cancer called sarcoma. "
        "It is used in adults whose disease came back.\n"
    )
    first, second = of_kind(proposed(text), "Indication")
    assert short(first)[1] == short(second)[1] == "sarcoma"
    assert fields(second, "diseaseStatus") == {"diseaseStatus": ["Relapsed"]}


def test_advice_before_treatment_is_no_use(proposed: Proposing) -> None:
    text = "# Testamab\n\nTell your nurse before you are given testamab if you have:\n\n- sarcoma\n"
    assert not of_kind(proposed(text), "Indication")


@pytest.mark.parametrize(
    "said",
    [
        "Testamab is approved in the United States for sarcoma.",
        "Testamab was approved by the FDA in 2024 for sarcoma.",
        "Testamab was authorized in the European Union for the treatment of sarcoma.",
        "Testamab is an antibody given for sarcoma.",
        "The FDA granted accelerated approval to testamab for the treatment of sarcoma.",
    ],
)
def test_where_and_when_it_was_approved_may_stand_before_what_for(
    proposed: Proposing, said: str
) -> None:
    made = of_kind(proposed(f"# Testamab\n\n{said}\n"), "Indication")
    assert [short(one)[1] for one in made] == ["sarcoma"]


@pytest.mark.parametrize(
    ("said", "decided"),
    [
        ("On October 18, 2017, the FDA approved testamab for sarcoma.", ["2017-10-18"]),
        ("Testamab was approved for sarcoma by the FDA on 18 October 2017.", ["2017-10-18"]),
        ("In October 2017, the FDA approved testamab for sarcoma.", []),
        ("The FDA approved testamab for sarcoma after its application of May 2, 2017.", []),
        ("The FDA approved testamab for sarcoma on May 2, 2017 and June 3, 2018.", []),
    ],
)
def test_the_day_of_a_decision_is_the_one_day_that_its_sentence_gives(
    proposed: Proposing, said: str, decided: list[str]
) -> None:
    (one,) = of_kind(proposed(f"# Testamab\n\n{said}\n"), "Authorization")
    assert fields(one, "decidedOn").get("decidedOn", []) == decided


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Testimab and Hyaluronidase-abcd", {"testimab"}),
        ("Blinatumomab and hyaluronidase", {"blinatumomab"}),
        ("Testimab and Probimab-abcd", set()),
        ("Blinatumomab and Probimab-abcd", set()),
    ],
)
def test_a_product_of_several_therapies_is_none_and_a_form_of_one_is_that_one(
    proposed: Proposing, name: str, meant: set[str]
) -> None:
    proposal = proposed(page("- **Sarcoma** in children.").replace("Testimab-abcd", name))
    used = {short(one)[0] for one in of_kind(proposal, "Indication")}
    assert used == meant
    assert {local(one.iri) for one in proposal.things if one.kind == "Drug"} <= meant


@pytest.mark.parametrize(
    ("said", "has", "lacks"),
    [
        ("that has a certain mutation in the ABCD gene", ["abcd-mutation"], []),
        ("that has an ABCD gene fusion", ["abcd-gene-fusion"], []),
        (
            "without a mutation in the ABCD gene or EFGH gene",
            [],
            ["abcd-mutation", "efgh-mutation"],
        ),
        (
            "that does not have an abnormal ABCD or EFGH gene",
            [],
            ["abcd-mutation", "efgh-mutation"],
        ),
        ("that has the wild-type ABCD gene", ["wild-type-abcd-gene"], []),
    ],
)
def test_a_gene_is_named_by_what_is_wrong_with_it(
    proposed: Proposing, said: str, has: list[str], lacks: list[str]
) -> None:
    (one,) = of_kind(proposed(page(f"- **Sarcoma** {said}.")), "Indication")
    found = fields(one, "biomarker", "absentBiomarker")
    assert found.get("biomarker", []) == has
    assert found.get("absentBiomarker", []) == lacks
