"""Learn the recogniser of adverse events from the labels, and write it into the package.

python benchmarks/extraction/learn.py ../shared/corpus/labels_gold/train.json
"""

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import gold
import pycrfsuite

from immunograph.mentions.events import model
from immunograph.mentions.events.features import Featurer
from immunograph.mentions.events.lexicon import LONGEST_TERM, Count, Lexicon
from immunograph.mentions.events.recognise import runs
from immunograph.mentions.events.words import singular

PACKAGE = Path(__file__).parents[2] / "src" / "immunograph" / "mentions" / "events" / "learned"
SETTINGS = {"c1": 0.2, "c2": 0.05, "max_iterations": 60, "feature.minfreq": 2}


class Counts:
    """How often each word and each term of some sections was an event."""

    def __init__(self, terms: frozenset[str]) -> None:
        self._terms = terms
        self.words: dict[str, Count] = {}
        self.terms: dict[str, Count] = {}

    def add(self, line: Sequence[str], tags: Sequence[str]) -> None:
        """Count a line; a term within a longer event is not held against it."""
        low = [singular(word) for word in line]
        for word, tag in zip(low, tags, strict=True):
            _add(self.words, word, tag != "O")
        found = set(runs(tags))
        for start in range(len(low)):
            for stop in range(start + 1, min(start + LONGEST_TERM, len(low)) + 1):
                key = " ".join(low[start:stop])
                if key in self._terms and not _within(start, stop, found):
                    _add(self.terms, key, (start, stop) in found)


def _add(counts: dict[str, Count], key: str, tagged: bool) -> None:
    before = counts.get(key, Count())
    counts[key] = Count(before.tagged + tagged, before.total + 1)


def _within(start: int, stop: int, found: set[tuple[int, int]]) -> bool:
    return any(a <= start and stop <= b and (a, b) != (start, stop) for a, b in found)


def lexicons(
    sections: Sequence[gold.Section], clusters: Mapping[str, str]
) -> tuple[Lexicon, dict[str, Lexicon]]:
    """The lexicon of all sections; and for each label the one of the other labels."""
    keys = (" ".join(map(singular, words)) for section in sections for words in section.whole)
    terms = frozenset(key for key in keys if key.count(" ") < LONGEST_TERM)
    everything, own = Counts(terms), {section.label: Counts(terms) for section in sections}
    for section in sections:
        for line, tags in zip(section.lines, section.tags, strict=True):
            everything.add(line.words, tags)
            own[section.label].add(line.words, tags)
    words, counted = everything.words, everything.terms
    others = {
        label: Lexicon(words, counted, clusters, Lexicon(counts.words, counts.terms))
        for label, counts in own.items()
    }
    return Lexicon(words, counted, clusters), others


def learn(sections: Sequence[gold.Section], folder: Path) -> None:
    """Train on sections; write the model."""
    lexicon, others = lexicons(sections, {})
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    for section in sections:
        featurer = Featurer(others[section.label])
        for rows, tags in zip(featurer.page(section.lines), section.tags, strict=True):
            trainer.append(rows, tags)
    trainer.set_params(SETTINGS)
    trainer.train(str(folder / model.TAGGER))
    model.write_lexicon(lexicon, folder / model.LEXICON)


def record(path: Path, sections: Sequence[gold.Section], folder: Path) -> None:
    """Write of what the model was made."""
    about = {
        "data": hashlib.sha256(path.read_bytes()).hexdigest(),
        "labels": len({section.label for section in sections}),
        "sections": len(sections),
        "settings": SETTINGS,
        "files": {name: _digest(folder / name) for name in (model.TAGGER, model.LEXICON)},
    }
    text = json.dumps(about, indent=2, sort_keys=True) + "\n"
    (folder / model.ABOUT).write_text(text, encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Learn from all labels."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("-o", "--out", type=Path, default=PACKAGE)
    given = arguments.parse_args()
    sections = gold.sections(given.gold)
    learn(sections, given.out)
    record(given.gold, sections, given.out)


if __name__ == "__main__":
    main()
