"""What of a page is not in English: it is marked, and no claims are made of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from immunograph.finding import counted
from immunograph.pages.language import (
    by_script,
    function_words,
    judged,
    primary_tag,
    spoken,
    words_of,
)
from immunograph.pages.page import Page, Problem, Role, Sentence

_READ = frozenset({Role.CONTENT, Role.HEADING})
_ENOUGH = 40  # words from which the language of a part is told
_ENOUGH_ALONE = 12  # words from which that of a sentence is told
_LOOKED_AT = 2000  # characters of a sentence, for its script
_REACH = 30  # sentences before and after one that are looked at with it
_SHARE = 0.12  # of the words that the commonest of a language are, at least
_LEAST = 4  # of them
_TIMES = 2  # as many as of English


def marked(page: Page) -> Page:
    """The page with its language, and with a mark on each sentence in another than English."""
    read = [sentence for sentence in page.sentences if sentence.role in _READ]
    tag, problems = judged(page.language, "\n".join(sentence.text for sentence in read))
    primary = primary_tag(tag)
    languages = _of_each(read) if primary in {"", "en"} else [primary] * len(read)
    foreign = {
        sentence.order: language
        for sentence, language in zip(read, languages, strict=True)
        if language
    }
    found = _problems(read, foreign)
    return replace(
        page,
        language=tag,
        sentences=tuple(_with_mark(each, foreign) for each in page.sentences),
        problems=(*page.problems, *problems, *found),
    )


def _with_mark(sentence: Sentence, foreign: dict[int, str]) -> Sentence:
    return replace(sentence, role=Role.FOREIGN) if sentence.order in foreign else sentence


def _problems(read: Sequence[Sentence], foreign: dict[int, str]) -> Iterator[Problem]:
    """One problem for each language, at the first sentence in it."""
    for tag, number in sorted(Counter(foreign.values()).items()):
        of_it = [each for each in read if foreign.get(each.order) == tag]
        how_many = "is" if number == len(read) else f"has {counted(number, 'sentence')}"
        said = f"{how_many} in {spoken(tag)}: no claims are made of that"
        first = of_it[0]
        yield Problem(
            "other-language",
            said,
            first.order,
            first.start,
            of_it[-1].end,
            "name the English page, where there is one",
        )


def _of_each(read: Sequence[Sentence]) -> list[str]:
    """The language of each sentence; empty where it is English, or cannot be told."""
    told = _Told.of([sentence.text for sentence in read])
    scripts = (by_script(sentence.text[:_LOOKED_AT]) for sentence in read)
    return [script or told.at(at) for at, script in enumerate(scripts)]


@dataclass(frozen=True)
class _Told:
    """The words of each sentence that languages need; up to each, how many words there are.

    A word counts once in a sentence.
    """

    needed: Sequence[Mapping[str, frozenset[str]]]
    words: Sequence[int]
    sums: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "_Told":
        words = [words_of(text) for text in texts]
        needed = [_by_language(each) for each in words]
        tags = sorted({tag for each in needed for tag in each} | {"en"})
        sums = {tag: [0, *accumulate(len(each.get(tag, ())) for each in needed)] for tag in tags}
        return cls(needed, [0, *accumulate(len(each) for each in words)], sums)

    def at(self, at: int) -> str:
        """The language of a sentence: by itself where that tells, else with those around."""
        last = len(self.needed)
        for reach in range(_REACH):
            start, end = max(0, at - reach), min(last, at + reach + 1)
            number = self.words[end] - self.words[start]
            if number < (_ENOUGH if reach else _ENOUGH_ALONE):
                continue
            found = self.between(start, end)
            if found or self._is_english(start, end):
                return found
        return ""

    def _is_english(self, start: int, end: int) -> bool:
        """Whether a run of sentences that is in no other language has the words of English."""
        sums = self.sums["en"]
        return sums[end] - sums[start] >= _LEAST

    def between(self, start: int, end: int) -> str:
        """The language of a run of sentences; empty for English."""
        number = self.words[end] - self.words[start]
        found = {tag: sums[end] - sums[start] for tag, sums in self.sums.items()}
        best = max(found, key=lambda tag: found[tag])
        if best == "en" or found[best] < max(_LEAST, _SHARE * number, _TIMES * found["en"]):
            return ""
        different = {word for each in self.needed[start:end] for word in each.get(best, ())}
        return best if len(different) >= _LEAST else ""


def _by_language(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """The words that each language needs, of some."""
    known = function_words()
    found: dict[str, set[str]] = {}
    for word in words:
        for tag in known.get(word, ()):
            found.setdefault(tag, set()).add(word)
    return {tag: frozenset(each) for tag, each in found.items()}
