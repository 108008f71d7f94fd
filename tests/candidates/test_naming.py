"""The IRIs of things that the graph does not know."""

from immunograph.candidates.naming import Register, minted, nonproprietary, slug
from immunograph.vocabulary import BASE


def test_one_name_has_one_iri_however_it_is_written() -> None:
    assert slug("Non-small cell  lung cancer") == slug("non-small-cell lung cancer")


def test_a_name_without_letters_has_none() -> None:
    assert minted("Condition", "(-)") == ""


def test_only_the_four_letters_of_an_authority_are_taken_off() -> None:
    assert nonproprietary("trastuzumab-dkst") == "trastuzumab"
    assert nonproprietary("daratumumab and hyaluronidase-fihj") == "daratumumab and hyaluronidase"
    assert nonproprietary("sipuleucel-T") == "sipuleucel-T"


def test_the_first_naming_of_a_new_thing_is_kept() -> None:
    register = Register()
    iri = register.enter("Antigen", "DLL3", 4)
    assert register.enter("Antigen", "DLL-3", 9) != iri
    register.enter("Antigen", "dll3", 9)
    assert register.things[iri].sentence == 4
    assert iri == f"{BASE}antigen/dll3"
