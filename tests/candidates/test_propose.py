"""What a page proposes as a whole."""

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.propose import merged


def test_a_claim_that_is_made_twice_has_both_sentences() -> None:
    one = Candidate("Classification", "drug", "class", "Stated", (3,), spans=((1, 2),))
    other = Candidate("Classification", "drug", "class", "Stated", (7,), spans=((8, 9),))
    (both,) = merged([one, other])
    assert both.sentences == (3, 7)
    assert both.spans == ((1, 2), (8, 9))


def test_a_claim_and_its_denial_stay_two() -> None:
    one = Candidate("Classification", "drug", "class", "Stated", (3,))
    other = Candidate("Classification", "drug", "class", "Stated", (7,), negated=True)
    assert len(merged([one, other])) == 2


def test_a_claim_whose_subject_is_named_somewhere_is_not_inferred() -> None:
    one = Candidate("Classification", "drug", "class", "Stated", (3,), inferred="the only one")
    other = Candidate("Classification", "drug", "class", "Stated", (7,))
    assert merged([one, other])[0].inferred == ""
