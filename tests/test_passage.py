from immunograph.passage import fingerprint, sketch


def test_a_fingerprint_sees_words_and_not_spaces() -> None:
    assert fingerprint("one  two\nthree") == fingerprint(" one two three ")
    assert fingerprint("one two three") != fingerprint("one two four")


def test_a_reworded_sentence_keeps_most_of_its_sketch() -> None:
    sentence = (
        "The quick brown fox jumps over the lazy dog while the small cat looks on from the wall"
    )
    reworded = sentence.replace("small", "large")
    other = "Nothing of this stands in what was written there before by anybody at all in any year"
    kept = set(sketch(sentence).split()) & set(sketch(reworded).split())
    assert len(kept) >= 4
    assert not set(sketch(sentence).split()) & set(sketch(other).split())
