"""Under which identifiers other registers keep a therapy."""

from proposals import Proposing, fields, of_kind

LABEL = "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid="
SET = "12345678-1234-1234-1234-123456789abc"


def test_the_links_of_a_page_on_one_therapy_identify_it(proposed: Proposing) -> None:
    trials = "https://www.cancer.gov/research/participate/clinical-trials/intervention/C99999"
    text = f"# Testamab\n\n[Label]({LABEL}{SET}&audience=consumer)\n\n[Trials]({trials})\n"
    made = {
        one.object: fields(one, "mappingPredicate")
        for one in of_kind(proposed(text), "Identification")
    }
    assert made == {
        f"{LABEL}{SET}": {"mappingPredicate": ["seeAlso"]},
        "http://purl.obolibrary.org/obo/NCIT_C99999": {"mappingPredicate": ["exactMatch"]},
    }


def test_links_to_several_entries_identify_nothing(proposed: Proposing) -> None:
    other = SET.replace("1", "2")
    text = f"# Testamab\n\n[One]({LABEL}{SET}) and [another]({LABEL}{other})\n"
    assert not of_kind(proposed(text), "Identification")
