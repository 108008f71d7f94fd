"""Traps of the tables of others: what a row seems to say, and must not become."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from immunograph.candidates.candidate import Candidate
from immunograph.imports import kinds
from immunograph.imports.finding import Found
from immunograph.library import Library
from immunograph.vocabulary import BASE, IG
from tables import listed, medicine, target, workbook

Bring = Callable[..., Found]
ALL = "B-cell acute lymphoblastic leukaemia"


@pytest.fixture
def medicines(library: Library, tmp_path: Path) -> Bring:
    """What rows of the table of medicines bring."""

    def bring(*rows: Mapping[str, str]) -> Found:
        kind = kinds.KINDS["ema"]
        return kind.find(kind.read(workbook(tmp_path / "t.xlsx", rows)), library.dataset)

    return bring


@pytest.fixture
def targets(library: Library, tmp_path: Path) -> Bring:
    """What rows of the list of targets bring."""

    def bring(*rows: Mapping[str, str | int]) -> Found:
        kind = kinds.KINDS["drugcentral"]
        return kind.find(kind.read(listed(tmp_path / "t.json", rows)), library.dataset)

    return bring


@pytest.fixture
def labels(library: Library, tmp_path: Path) -> Bring:
    """What entries of labels bring."""

    def bring(*entries: str) -> Found:
        path = tmp_path / "labels.md"
        path.write_text("\n---\n".join(entries), encoding="utf-8")
        kind = kinds.KINDS["fda-indications"]
        return kind.find(kind.read(path), library.dataset)

    return bring


def of_kind(found: Found, kind: str) -> list[Candidate]:
    return [one for one in found.candidates if one.kind == kind]


def conditions(found: Found) -> set[str]:
    return {one.object.rpartition("/")[2] for one in of_kind(found, "Indication")}


def things(found: Found, kind: str) -> set[str]:
    return {one.iri.rpartition("/")[2] for one in found.things if one.kind == kind}


def noted(found: Found) -> set[str]:
    return {one.kind for one in found.notes}


def values(found: Iterable[Candidate], name: str) -> set[object]:
    return {value for one in found for value in one.fields.get(name, ())}


def test_a_biomarker_and_an_earlier_treatment_are_no_targets(medicines: Bring) -> None:
    use = (
        f"Besponsa is indicated for adults with relapsed or refractory CD22-positive {ALL}. Adults"
        f" with Philadelphia chromosome-positive {ALL} should have had one kinase inhibitor."
    )
    found = medicines(medicine("Besponsa", "inotuzumab ozogamicin", use))
    assert of_kind(found, "TargetEngagement") == []
    assert f"{BASE}antigen/cd22" in values(of_kind(found, "Indication"), "biomarker")
    assert things(found, "Antigen") == set()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(target("inotuzumab ozogamicin", "P07437|Q13885"), id="tubulin of a payload"),
        pytest.param(target("blinatumomab", "P01857"), id="a fusion partner"),
        pytest.param(target("blinatumomab", "P15391|P07437"), id="an antigen among others"),
    ],
)
def test_what_no_antigen_of_the_graph_is_becomes_no_target(
    targets: Bring, row: Mapping[str, str | int]
) -> None:
    found = targets(row)
    assert found.candidates == ()
    assert noted(found) <= {"unknown-antigen", "unclear-antigen"} and found.notes
    assert len(found.rows) == 1  # an editor may cite it


def test_a_chain_of_the_complex_is_no_antigen_of_its_own(targets: Bring) -> None:
    whole = targets(target("blinatumomab", "P04234|P07766|P09693"))
    assert [one.object for one in whole.candidates] == [f"{BASE}antigen/cd3"]
    chain = targets(target("inotuzumab ozogamicin", "P07766"))
    assert chain.candidates == () and noted(chain) == {"unclear-antigen"}


def test_a_conjugate_is_not_its_naked_antibody(targets: Bring) -> None:
    found = targets(target("inotuzumab", "P20273"))
    assert found.candidates == () and noted(found) == {"unknown-therapy"}


def test_no_name_of_a_target_is_copied(targets: Bring) -> None:
    found = targets(target("blinatumomab", "P15391", "B-lymphocyte antigen of theirs"))
    assert len(found.candidates) == 1
    assert found.things == ()
    assert "theirs" not in repr(found.candidates)


def test_a_label_gives_no_day_of_an_approval(labels: Bring) -> None:
    entry = (
        "BESPONSA,inotuzumab ozogamicin|P93RUU11P7|\n# Inotuzumab Ozogamicin Summary\n"
        "Revised 3/2024. BESPONSA is indicated for adults with relapsed or refractory CD22-positive"
        " B-cell acute lymphoblastic leukemia."
    )
    found = labels(entry)
    assert conditions(found) == {"b-cell-acute-lymphoblastic-leukemia"}
    assert {one.kind for one in found.candidates} == {"Identification", "Indication"}
    assert values(found.candidates, "jurisdiction") == {"US"}
    assert not values(found.candidates, "decidedOn") | values(found.candidates, "inForceOn")


def test_the_year_of_a_biosimilar_is_that_of_its_brand_only(medicines: Bring) -> None:
    found = medicines(
        medicine("Firstab", "examplimab", on="2003-09-08"),
        medicine("Laterab", "examplimab", on="2018-07-26", biosimilar="yes"),
    )
    days = {
        (one.fields["product"], one.fields["decidedOn"]) for one in of_kind(found, "Authorization")
    }
    product = f"{BASE}product/"
    assert days == {
        ((f"{product}firstab",), ("2003-09-08",)),
        ((f"{product}laterab",), ("2018-07-26",)),
    }
    assert things(found, "Drug") == {"examplimab"}


@pytest.mark.parametrize(
    ("code", "status", "kept"),
    [
        ("L01FX07", "Authorised", {"L01FX07"}),
        ("L01XC19", "Authorised", set()),
        ("L01FX", "Authorised", set()),
        ("L04AA17", "Withdrawn", set()),
    ],
)
def test_only_whole_codes_of_today_are_taken(
    medicines: Bring, code: str, status: str, kept: set[str]
) -> None:
    found = medicines(medicine("Firstab", "examplimab", atc=code, status=status))
    codes = {one.object.rpartition("=")[2] for one in of_kind(found, "Identification")}
    assert codes == kept


def test_the_area_of_a_row_names_no_condition_by_itself(medicines: Bring) -> None:
    use = f"Tecartus is indicated for adults with relapsed or refractory {ALL}."
    row = medicine("Tecartus", "brexucabtagene autoleucel", use, area="Lymphoma, Mantle-Cell")
    assert conditions(medicines(row)) == {"b-cell-acute-lymphoblastic-leukemia"}


def test_a_condition_that_is_new_is_named_by_text_and_area(medicines: Bring) -> None:
    use = "Firstab is indicated for adults with severe gouty arthritis or purple toe disease."
    row = medicine("Firstab", "examplimab", use, area="Arthritis, Gouty")
    assert conditions(medicines(row)) <= {"gouty-arthritis"}
    assert "toe" not in repr(medicines(row).things)


def test_a_brand_of_two_antibodies_is_no_drug(medicines: Bring) -> None:
    use = f"Pairab is indicated for adults with relapsed or refractory {ALL}."
    found = medicines(medicine("Pairab", "examplimab, otherimab", use))
    assert things(found, "Drug") == {"examplimab", "otherimab"}
    brands = {(one.about.rpartition("/")[2], one.object) for one in of_kind(found, "Branding")}
    pairab = f"{BASE}product/pairab"
    assert brands == {("examplimab", pairab), ("otherimab", pairab)}
    partners = {
        (one.about.rpartition("/")[2], one.fields["combinedWith"])
        for one in of_kind(found, "Indication")
    }
    assert partners == {
        ("examplimab", (f"{BASE}drug/otherimab",)),
        ("otherimab", (f"{BASE}drug/examplimab",)),
    }


def test_what_is_studied_or_refused_is_not_approved(medicines: Bring) -> None:
    use = (
        f"Firstab is indicated for adults with relapsed or refractory {ALL}. It is being studied in"
        " multiple myeloma. It has not been studied in follicular lymphoma."
    )
    assert conditions(medicines(medicine("Firstab", "examplimab", use))) == {
        "b-cell-acute-lymphoblastic-leukemia"
    }
    refused = medicines(medicine("Firstab", "examplimab", use, status="Refused", on=""))
    assert refused.candidates == () and noted(refused) == {"not-authorised"}
    assert refused.background == {"Firstab"}


def test_an_enzyme_in_the_same_vial_is_no_therapy_and_no_target(medicines: Bring) -> None:
    found = medicines(medicine("Firstab SC", "examplimab and hyaluronidase"))
    assert things(found, "Drug") == {"examplimab"}
    assert [one.object for one in of_kind(found, "Branding")] == [f"{BASE}product/firstab-sc"]
    assert of_kind(found, "TargetEngagement") == []


def test_a_withdrawn_authorisation_is_none_that_stands(medicines: Bring) -> None:
    use = f"Firstab is indicated for adults with {ALL}."
    found = medicines(medicine("Firstab", "examplimab", use, status="Withdrawn"))
    (one,) = of_kind(found, "Authorization")
    assert one.fields["authorizationStatus"] == (f"{IG}WithdrawnApproval",)
    assert "decidedOn" not in one.fields  # the day that is given is not that of the withdrawal
    assert of_kind(found, "Indication") == []
    never = medicines(medicine("Firstab", "examplimab", use, status="Withdrawn", on=""))
    assert never.candidates == () and noted(never) == {"no-day"}


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"conditional": "yes"}, {f"{IG}ConditionalApproval"}),
        ({"exceptional": "yes"}, {f"{IG}ExceptionalApproval"}),
        ({}, set()),
    ],
)
def test_the_kind_of_an_authorisation_is_told(
    medicines: Bring, cells: Mapping[str, str], status: set[str]
) -> None:
    found = medicines(medicine("Firstab", "examplimab", **cells))
    assert values(of_kind(found, "Authorization"), "authorizationStatus") == status


@pytest.mark.parametrize(
    "name", ["Blinatumomab", "BLINATUMOMAB", "blinatumomab", "blinatumomab-abcd"]
)
def test_suffixes_and_spellings_make_no_new_therapy(
    medicines: Bring, targets: Bring, name: str
) -> None:
    assert [one.about for one in targets(target(name, "P15391")).candidates] == [
        f"{BASE}drug/blinatumomab"
    ]
    if "-" not in name:
        found = medicines(medicine("Blincyto", name))
        assert things(found, "Drug") == set()
        assert {one.about for one in found.candidates} == {f"{BASE}drug/blinatumomab"}


def test_the_spelling_of_the_other_side_of_the_ocean_is_the_same_disease(medicines: Bring) -> None:
    use = "Blincyto is indicated for adults with relapsed B-cell acute lymphoblastic leukaemia."
    assert conditions(medicines(medicine("Blincyto", "blinatumomab", use))) == {
        "b-cell-acute-lymphoblastic-leukemia"
    }


def test_care_beside_a_treatment_is_no_use_against_the_cancer(medicines: Bring) -> None:
    uses = (
        "Firstab is indicated for the prevention of broken bones in adults with multiple myeloma.",
        "Firstab is indicated for cytokine release syndrome after CAR T-cell therapy for multiple"
        " myeloma.",
    )
    for use in uses:
        assert "multiple-myeloma" not in conditions(
            medicines(medicine("Firstab", "examplimab", use))
        )


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (medicine("Markab", "examplimab", group="Diagnostic agents"), "shows a disease"),
        (medicine("Markab", "examplimab", atc="V09HA03"), "shows a disease"),
        (medicine("Tracer", "tilmanocept"), "a marker"),
        (medicine("Gene", "atidarsagene autotemcel"), "a gene therapy"),
        (medicine("Stem", "darvadstrocel"), "stem cells"),
        (medicine("Kin", "anakinra"), "a blocker of a receptor"),
        (medicine("Small", "imatinib"), "a small molecule"),
    ],
)
def test_what_is_no_therapy_directed_at_an_antigen_is_not_in_scope(
    medicines: Bring, row: Mapping[str, str], why: str
) -> None:
    assert medicines(row).rows == (), why


@pytest.mark.parametrize(
    ("inn", "substance", "drugs"),
    [
        ("tebentafusp", "", {"tebentafusp"}),
        ("abatacept", "", {"abatacept"}),
        ("", "Eculizumab", {"eculizumab"}),
        ("certolizumab pegol", "", {"certolizumab-pegol"}),
        ("relatlimab / nivolumab", "", {"relatlimab", "nivolumab"}),
        (
            "own blood cells that were shown a protein of the prostate (sipuleucel-T)",
            "",
            {"sipuleucel-t"},
        ),
    ],
)
def test_therapies_are_known_by_the_stems_of_their_names(
    medicines: Bring, inn: str, substance: str, drugs: set[str]
) -> None:
    found = medicines(medicine("Brandish", inn, substance=substance or inn))
    assert things(found, "Drug") == drugs


def test_the_description_of_the_cells_is_no_name(medicines: Bring) -> None:
    substance = "Autologous T cells with a receptor against CD19 (brexucabtagene autoleucel)"
    row = medicine("Tecartus", "Brexucabtagene autoleucel", substance=substance)
    found = medicines(row)
    assert {one.about for one in found.candidates} == {f"{BASE}drug/brexucabtagene-autoleucel"}
    assert things(found, "Drug") == set()


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("Firstab (previously Examplimab Maker)", "firstab"),
        ("Firstab ", "firstab"),
        ("Examplimab Maker", "examplimab-maker"),
    ],
)
def test_a_brand_is_called_as_it_is_now(medicines: Bring, name: str, product: str) -> None:
    assert things(medicines(medicine(name, "examplimab")), "Product") == {product}


def test_a_row_is_told_from_another_of_its_brand(medicines: Bring) -> None:
    found = medicines(
        medicine("Firstab", "examplimab", number="N/1"),
        medicine("Firstab", "examplimab", number="N/2", status="Refused", on=""),
        medicine("Otherab", "otherimab", number="N/3"),
    )
    assert [row.key for row in found.rows] == ["Firstab / N/1", "Firstab / N/2", "Otherab"]


UNREAD: Sequence[tuple[str, str]] = (
    ("examplimab is indicated for adults with FLT3-mutated multiple myeloma.", "a marker"),
    ("examplimab is indicated for relapsing multiple myeloma.", "a course"),
    ("examplimab is indicated for adults with CD22-low multiple myeloma.", "little of a marker"),
    (
        "examplimab is indicated for adults with precursor acute lymphoblastic leukemia.",
        "a kind of the disease",
    ),
    (
        "examplimab is indicated for adults with multiple myeloma who have not received"
        " chemotherapy for it.",
        "no earlier treatment",
    ),
    (
        "examplimab is indicated for adults with multiple myeloma that is refractory to the one"
        " thing which was tried.",
        "an earlier treatment",
    ),
)


@pytest.mark.parametrize(("use", "lost"), UNREAD)
def test_a_use_whose_limits_were_not_read_is_left_out(
    medicines: Bring, use: str, lost: str
) -> None:
    found = medicines(medicine("Firstab", "examplimab", use))
    assert of_kind(found, "Indication") == [], lost
    assert "no-use" in noted(found)


@pytest.mark.parametrize(
    ("use", "name", "said"),
    [
        ("CD22+ multiple myeloma", "biomarker", {f"{BASE}antigen/cd22"}),
        ("r/r multiple myeloma", "diseaseStatus", {f"{IG}Relapsed", f"{IG}Refractory"}),
    ],
)
def test_short_ways_of_writing_are_read(
    medicines: Bring, use: str, name: str, said: set[str]
) -> None:
    found = medicines(
        medicine("Firstab", "examplimab", f"Firstab is indicated for adults with {use}.")
    )
    assert values(of_kind(found, "Indication"), name) == said


def test_points_of_a_list_are_uses_of_their_own(medicines: Bring) -> None:
    use = f"Firstab is indicated for:\u2022 Multiple myeloma in adults\u2022 {ALL} in adults"
    assert conditions(medicines(medicine("Firstab", "examplimab", use))) == {
        "b-cell-acute-lymphoblastic-leukemia",
        "multiple-myeloma",
    }


def test_a_use_has_not_the_limits_of_the_one_before(medicines: Bring) -> None:
    use = (
        f"Firstab is indicated for adults with relapsed {ALL}. Firstab is indicated for adults with"
        " multiple myeloma."
    )
    found = of_kind(medicines(medicine("Firstab", "examplimab", use)), "Indication")
    states = {one.object.rpartition("/")[2]: one.fields.get("diseaseStatus") for one in found}
    assert states == {
        "b-cell-acute-lymphoblastic-leukemia": (f"{IG}Relapsed",),
        "multiple-myeloma": None,
    }


def test_a_number_of_a_register_identifies_a_therapy(targets: Bring, labels: Bring) -> None:
    both = "P15391", "P04234|P07766|P09693"
    rows = [target("blinatumomab", one, number=4915) for one in both]
    (number,) = of_kind(targets(*rows), "Identification")
    assert number.object == "https://drugcentral.org/drugcard/4915"
    assert number.sentences == (1, 2)
    entry = "BLINCYTO,blinatumomab|4FR53SIF3A|\n# Blinatumomab Summary\nFor leukemia."
    (unii,) = of_kind(labels(entry), "Identification")
    assert unii.object.rpartition("/")[2] == "4FR53SIF3A"


def test_two_numbers_identify_nothing(targets: Bring) -> None:
    rows = [target("blinatumomab", "P15391", number=number) for number in (11, 12)]
    assert of_kind(targets(*rows), "Identification") == []


def test_a_conjugate_has_not_the_number_of_its_antibody(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "drugs.csv"
    path.write_text("11,inotuzumab\n12,Inotuzumab ozogamicin\n13,otherimab\n", encoding="utf-8")
    kind = kinds.KINDS["drugcentral-drugs"]
    found = kind.find(kind.read(path), library.dataset)
    assert {
        (one.about.rpartition("/")[2], one.object.rpartition("/")[2]) for one in found.candidates
    } == {("inotuzumab-ozogamicin", "12")}
    assert [one.key for one in found.notes] == ["inotuzumab", "otherimab"]


def test_either_way_is_no_combination(medicines: Bring) -> None:
    use = "Firstab is indicated, alone or in combination with rituximab, for multiple myeloma."
    found = medicines(medicine("Firstab", "examplimab", use))
    assert values(of_kind(found, "Indication"), "combinedWith") == set()
