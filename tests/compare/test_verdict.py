"""Each statement of a page held against the graph: what agrees, what does not, and where."""

from dataclasses import replace
from datetime import date

import pytest

from immunograph.candidates.candidate import Amount, Candidate
from immunograph.compare.outcome import Verdict
from immunograph.compare.verdict import Comparison, compare
from immunograph.library import Library
from proposing import claimed, iri, named, page, proposal

TODAY = date(2026, 11, 28)
ADULTS, CHILDREN = "ig:Adults", "ig:Children"
ALL = "condition:b-cell-acute-lymphoblastic-leukemia"
DAY, YEAR = iri("ig:Day"), iri("ig:Year")


def one(library: Library, *candidates: Candidate, reviewed: str = "") -> list[Comparison]:
    title = "Blinatumomab and tisagenlecleucel"
    text = page(title, "Another line.", reviewed=reviewed)
    return list(compare(proposal(text, *candidates), library.dataset, today=TODAY))


def verdict(library: Library, candidate: Candidate, reviewed: str = "") -> tuple[str, str]:
    (found,) = one(library, candidate, reviewed=reviewed)
    return found.verdict.value, found.because


BLINATUMOMAB, OBE = "drug:blinatumomab", "drug:obecabtagene-autoleucel"
TISA, BREXU = "drug:tisagenlecleucel", "drug:brexucabtagene-autoleucel"
INO = "drug:inotuzumab-ozogamicin"
RELAPSED = ("ig:Relapsed", "ig:Refractory")


def approved(about: str, condition: str, **fields: object) -> Candidate:
    return claimed("Indication", about, condition, stance="ig:Approved", **fields)  # type: ignore[arg-type]


CASES: dict[str, tuple[Candidate, str, str]] = {
    "a target the graph has": (
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd19", role="ig:DirectedTarget"),
        "agrees",
        "said",
    ),
    "another target": (
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd22", role="ig:DirectedTarget"),
        "disagrees",
        "another-target",
    ),
    "another target, its role not said": (
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd22"),
        "disagrees",
        "another-target",
    ),
    "another target that the graph does not know": (
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd20"),
        "disagrees",
        "another-target",
    ),
    "a word that may be no antigen": (
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cdcar"),
        "silent",
        "nothing-of-the-kind",
    ),
    "a helper taken for the target": (
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd3", role="ig:DirectedTarget"),
        "disagrees",
        "differs",
    ),
    "a target denied": (
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd19", negated=True),
        "disagrees",
        "denied",
    ),
    "another target denied": (
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd22", negated=True),
        "silent",
        "nothing-of-the-kind",
    ),
    "a target under study": (
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd22", certainty="UnderStudy"),
        "silent",
        "nothing-of-the-kind",
    ),
    "its class": (claimed("Classification", TISA, "ig:CarTCellTherapy"), "agrees", "said"),
    "a class above its class": (
        claimed("Classification", TISA, "ig:CellTherapy"),
        "agrees",
        "said",
    ),
    "what sources call its class": (
        claimed("Classification", BLINATUMOMAB, "ig:MonoclonalAntibody"),
        "agrees",
        "said",
    ),
    "another class": (
        claimed("Classification", BLINATUMOMAB, "ig:AntibodyDrugConjugate"),
        "disagrees",
        "another-modality",
    ),
    "an excluded class": (
        claimed("Classification", TISA, "ig:MonoclonalAntibody"),
        "disagrees",
        "another-modality",
    ),
    "its brand": (claimed("Branding", TISA, "product:kymriah"), "agrees", "said"),
    "the brand of another": (
        claimed("Branding", TISA, "product:tecartus"),
        "disagrees",
        "brand-of-another",
    ),
    "a brand nobody knows": (
        claimed("Branding", TISA, "product:novelta"),
        "silent",
        "nothing-of-the-kind",
    ),
    "an approval": (
        approved(BREXU, ALL, population=ADULTS, diseaseStatus=RELAPSED),
        "agrees",
        "said",
    ),
    "an approval for others": (
        approved(BREXU, ALL, population=CHILDREN, diseaseStatus=RELAPSED),
        "disagrees",
        "outside",
    ),
    "an approval for others too": (
        approved(BREXU, ALL, population=(ADULTS, CHILDREN), diseaseStatus=RELAPSED),
        "disagrees",
        "beyond",
    ),
    "an approval for another disease": (
        approved(BREXU, "condition:follicular-lymphoma", population=ADULTS),
        "disagrees",
        "outside",
    ),
    "an approval for a disease that the graph does not know": (
        approved(BREXU, "condition:blue-fever", population=ADULTS),
        "silent",
        "unknown-condition",
    ),
    "an approval for another state": (
        approved(INO, ALL, population=ADULTS, diseaseStatus="ig:NewlyDiagnosed"),
        "disagrees",
        "outside",
    ),
    "an approval up to an age": (
        approved(TISA, ALL, maxAge=Amount("25", YEAR), population=CHILDREN),
        "agrees",
        "said",
    ),
    "an approval up to another age": (
        approved(TISA, ALL, maxAge=Amount("52", YEAR)),
        "disagrees",
        "beyond",
    ),
    "an approval with another biomarker": (
        approved(INO, ALL, biomarker="antigen:cd19"),
        "disagrees",
        "beyond",
    ),
    "an approval that is denied": (
        claimed("Indication", BREXU, ALL, stance="ig:Approved", population=ADULTS, negated=True),
        "disagrees",
        "denied",
    ),
    "a use that is reported for what nobody knows": (
        claimed("Indication", BREXU, "condition:follicular-lymphoma", stance="ig:SourceReported"),
        "silent",
        "nothing-of-the-kind",
    ),
    "a study beyond the approvals": (
        claimed(
            "Indication",
            BLINATUMOMAB,
            "condition:cancer",
            certainty="UnderStudy",
            stance="ig:UnderStudy",
        ),
        "agrees",
        "said",
    ),
    "how long": (
        claimed("Administration", BLINATUMOMAB, duration=Amount("28", DAY)),
        "agrees",
        "said",
    ),
    "as long, in weeks": (
        claimed("Administration", BLINATUMOMAB, duration=Amount("4", iri("ig:Week"))),
        "agrees",
        "said",
    ),
    "not as long": (
        claimed("Administration", BLINATUMOMAB, duration=Amount("14", DAY)),
        "disagrees",
        "differs",
    ),
    "another route": (
        claimed("Administration", BLINATUMOMAB, route="ig:Subcutaneous"),
        "disagrees",
        "differs",
    ),
    "more cycles in hospital": (
        claimed("Administration", BLINATUMOMAB, settingMinCycles=3),
        "disagrees",
        "differs",
    ),
    "a length that the graph has not": (
        claimed("Administration", BREXU, duration=Amount("14", DAY)),
        "silent",
        "nothing-of-the-kind",
    ),
    "what holds of the class": (
        claimed("AdverseReaction", BREXU, "event:cytokine-release-syndrome"),
        "agrees",
        "said",
    ),
    "a reaction more": (
        claimed("AdverseReaction", BLINATUMOMAB, "event:abdominal-pain"),
        "silent",
        "nothing-of-the-kind",
    ),
    "how often": (
        claimed("AdverseReaction", BLINATUMOMAB, "event:fever", frequencyRank="ig:Common"),
        "agrees",
        "said",
    ),
    "less often": (
        claimed("AdverseReaction", BLINATUMOMAB, "event:fever", frequencyRank="ig:Rare"),
        "disagrees",
        "differs",
    ),
    "a reaction denied": (
        claimed("AdverseReaction", BLINATUMOMAB, "event:fever", negated=True),
        "disagrees",
        "denied",
    ),
    "a programme that ended": (
        claimed("RiskProgramme", TISA, jurisdiction="US"),
        "stale",
        "ended",
    ),
    "a programme said to have ended": (
        claimed("RiskProgramme", TISA, negated=True),
        "agrees",
        "ended-too",
    ),
    "a programme that never was": (
        claimed("RiskProgramme", OBE),
        "silent",
        "nothing-of-the-kind",
    ),
    "a thing nobody knows": (
        claimed("AdverseReaction", "drug:examplumab", "event:fever"),
        "silent",
        "unknown-subject",
    ),
    "another identifier": (
        claimed(
            "Identification",
            INO,
            identifier="http://purl.obolibrary.org/obo/NCIT_C1",
            mappingPredicate="http://www.w3.org/2004/02/skos/core#exactMatch",
        ),
        "disagrees",
        "another-identifier",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_statement_gets_its_verdict(name: str, library: Library) -> None:
    candidate, expected, because = CASES[name]
    assert verdict(library, candidate) == (expected, because)


def test_the_place_is_that_of_the_words_that_differ(library: Library) -> None:
    text = page(
        "# Blinatumomab",
        "One end of it holds on to CD22, the other to CD3.",
        "It runs into a vein for fourteen days, that is 14 days and nights.",
        "It is approved for children with this leukemia.",
    )
    found = compare(
        proposal(
            text,
            claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd22", sentences=(2,)),
            claimed("Administration", BLINATUMOMAB, duration=Amount("14", DAY), sentences=(3,)),
            approved(BREXU, ALL, population=CHILDREN, sentences=(4,)),
            mentions=named(text, "CD22", "antigen", "antigen:cd22"),
        ),
        library.dataset,
        today=TODAY,
    )
    places = [(each.spot.line, each.spot.column, each.spot.sentence) for each in found]
    words = [text.text[each.spot.start : each.spot.end] for each in found]
    assert words == ["CD22", "14", "children"]
    assert places == [(2, 27, 2), (3, 48, 3), (4, 20, 4)]
    assert {each.verdict for each in found} == {Verdict.DISAGREES}


def test_both_sides_are_told_with_their_sources(library: Library) -> None:
    (found,) = one(library, claimed("RiskProgramme", TISA, jurisdiction="US"))
    (side,) = found.known
    assert "ended on 2025-06-26" in found.reason
    assert any("FDA" in source and "(2025-06-26)" in source for source in side.sources)
    assert side.ended == "2025-06-26"
    assert found.says == "tisagenlecleucel is supplied under a risk programme (jurisdiction US)"
    assert "Bring the page up to date" in found.fix


def test_what_has_not_ended_yet_is_not_out_of_date(library: Library) -> None:
    text = page("A line.")
    before = compare(
        proposal(text, claimed("RiskProgramme", TISA)),
        library.dataset,
        today=date(2025, 6, 26),
    )
    assert before[0].verdict is Verdict.AGREES


def test_a_class_said_where_the_therapy_is_not_named_is_no_disagreement(library: Library) -> None:
    given = claimed("Classification", BLINATUMOMAB, "ig:CarTCellTherapy")
    named_there = page("A line on blinatumomab as a CAR T-cell therapy.")
    not_named = page("A line on some CAR T-cell therapy.")
    titled = page("Blinatumomab and its kind")
    for text, expected in (
        (named_there, "disagrees"),
        (not_named, "silent"),
        (titled, "disagrees"),
    ):
        mentions = named(text, "blinatumomab", "drug", BLINATUMOMAB)
        (found,) = compare(proposal(text, given, mentions=mentions), library.dataset, today=TODAY)
        assert found.verdict.value == expected


def test_a_therapy_that_was_inferred_by_its_target_has_no_other(library: Library) -> None:
    given = claimed("TargetEngagement", INO, "antigen:cd19", role="ig:DirectedTarget")
    assert verdict(library, given) == ("disagrees", "another-target")
    assert verdict(library, replace(given, inferred="The one there is."))[0] == "silent"


def test_an_object_that_a_field_has_already_is_not_another_one(library: Library) -> None:
    kind = "ig:CarTCellTherapy"
    given = claimed("Composition", kind, "ig:OwnCells", cellSource="ig:OwnCells")
    (found,) = one(library, given, replace(given, object=""))[:1]
    assert found.verdict is Verdict.AGREES
    assert found.says == "CAR T-cell therapy is made (cell source the patient's own cells)"


def test_an_authorization_is_told_with_the_disease_of_its_use(library: Library) -> None:
    (found,) = one(library, claimed("Authorization", BREXU, ALL, population=ADULTS))
    assert found.verdict is Verdict.AGREES
    assert "allows the use of brexucabtagene autoleucel for B-cell" in found.known[0].says
