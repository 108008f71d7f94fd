"""What the items of a leaflet's lists are read as."""

from collections.abc import Callable

import pytest

from candidates.told import fields, objects, short
from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Reader
from immunograph.candidates.manifestations import manifestations
from immunograph.candidates.reactions import reactions

Claimed = Callable[[Reader, str], list[Candidate]]
LEAFLET = """# Blinatumomab

## Possible side effects

Common (seen in up to 1 in 10 users)

- {item}
"""
ITEMS = [
    # Names in plain words are those of the events that they come to.
    ("a fall in the amount of potassium in the blood", {"hypokalemia"}),
    ("feeling very dizzy", {"dizziness"}),
    ("pain in the belly area", {"abdominal-pain"}),
    ("low levels of potassium or gold", {"hypokalemia", "low-levels-of-gold"}),
    # What stands in brackets names what the words before it only describe.
    ("not enough of one salt (hypokalaemia)", {"hypokalemia"}),
    ("fewer of the cells that fight germs, which may cause an ache (leukopenia)", {"leukopenia"}),
    ("cold toes due to too little of one salt (hypokalaemia)", {"hypokalemia"}),
    ("a bad reaction of the skin called rash", {"rash"}),
    ("low counts of cells that help (leukopenia, hypokalaemia)", {"leukopenia", "hypokalemia"}),
    # Words in brackets that say something else do not.
    ("infection of toes (infection of the nails)", {"infection-of-toes"}),
    ("rash (of the hands and feet)", {"rash"}),
    # Brackets hold what is low or high, each by the words before them.
    ("lower level of some salts (potassium)", {"hypokalemia"}),
    ("odd tests (higher blood levels of bilirubin)", {"hyperbilirubinemia"}),
    # Signs of an effect are no effects.
    ("tremor (shown by headache, fever, chills), rash", {"tremor", "rash"}),
    ("Signs of an infusion reaction, such as chills or fever", {"infusion-reaction"}),
    ("headache, fever or chills which may be signs of infection (of any kind)", {"infection"}),
    # Words that name none.
    ("symptoms", set()),
    ("rash, arms", {"rash"}),
]


@pytest.mark.parametrize(("item", "events"), ITEMS)
def test_effects_of_an_item(claimed: Claimed, item: str, events: set[str]) -> None:
    found = claimed(reactions, LEAFLET.format(item=item))
    assert objects(found) == events
    assert all(fields(one).get("frequencyBand") == ["CommonBand"] for one in found)


def test_behind_a_colon_all_are_signs(claimed: Claimed) -> None:
    text = LEAFLET.format(item="Infusion reaction: symptoms such as fever or chills, rash, tremor.")
    assert objects(claimed(reactions, text)) == {"infusion-reaction"}
    assert objects(claimed(manifestations, text)) == {"fever", "chills", "rash", "tremor"}


def test_a_further_segment_is_said_of_the_therapy_again(claimed: Claimed) -> None:
    item = "tremor, which can lead to headache and fever (tremoritis), rash; chills"
    text = LEAFLET.format(item=item)
    assert objects(claimed(reactions, text)) == {"tremor", "rash", "chills"}
    assert objects(claimed(manifestations, text)) == {"headache", "fever"}


def test_signs_in_groups_of_frequency_are_signs(claimed: Claimed) -> None:
    text = """# Blinatumomab

## Possible side effects

Infusion reactions may come. Their symptoms include: Very common (seen in more
than 1 in 10 users):

- chills
- fever. Common (seen in up to 1 in 10 users):

Other side effects

Common (seen in up to 1 in 10 users)

- rash
"""
    found = {short(one.object): fields(one) for one in claimed(reactions, text)}
    assert found == {
        "infusion-reaction": {"frequencyBand": ["VeryCommonBand"]},
        "rash": {"frequencyBand": ["CommonBand"]},
    }
    assert objects(claimed(manifestations, text)) == {"chills", "fever"}


def test_a_band_in_brackets_begins_an_effect_of_its_own_among_signs(claimed: Claimed) -> None:
    text = """# Blinatumomab

## Possible side effects

Infusion reactions (Common: seen in up to 1 in 10 users). Symptoms can include:

- chills
- fever Cytokine release syndrome (CRS) (Common: seen in up to 1 in 10 users)
"""
    assert objects(claimed(reactions, text)) == {"infusion-reaction", "cytokine-release-syndrome"}


def test_what_to_tell_the_doctor_of_is_no_effect_by_itself(claimed: Claimed) -> None:
    text = LEAFLET.format(item="rash") + (
        "\nInfusion reactions: call the nurse if you get fever, tremor.\n"
        "\nTell your doctor straight away if you notice headache.\n"
        "\nCall the nurse if you have any of these: chills.\n"
    )
    assert "headache" not in objects(claimed(reactions, text))
    assert {"fever", "tremor"}.isdisjoint(objects(claimed(reactions, text)))
    signs = {(short(one.about), short(one.object)) for one in claimed(manifestations, text)}
    assert signs == {("infusion-reaction", "fever"), ("infusion-reaction", "tremor")}


def test_items_that_a_page_has_as_headings_are_read_as_items(claimed: Claimed) -> None:
    text = LEAFLET.format(item="rash") + "\n## low levels of potassium and tin\n"
    found = {short(one.object): fields(one) for one in claimed(reactions, text)}
    assert found["hypokalemia"] == {"frequencyBand": ["CommonBand"]}
    assert set(found) == {"rash", "hypokalemia", "low-levels-of-tin"}
