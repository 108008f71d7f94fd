"""Learn the recogniser of adverse events from the labels, and write it into the package.

    python benchmarks/extraction/learn.py ../shared/corpus --work /tmp/work
    python benchmarks/extraction/learn.py ../shared/corpus --work /tmp/work --held-out-apart -o OUT

The second form leaves the held-out labels out: what it writes is measured by `events.py`.
The weights are learned from what taggers say of labels that they were not trained with: a cross-
validation in four parts, again without the labels that are held out. Taggers and weights that are
in the folder of `--work` are taken from there: empty it where settings or labels have changed.
"""

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

import clusters
import gold
from counting import Clusters, lexicons, weights
from immunograph.mentions.events import model
from immunograph.mentions.events.choosing import Judge, runs
from immunograph.mentions.events.features import Featurer, sections
from immunograph.mentions.events.gaps import offered
from immunograph.mentions.events.lexicon import Lexicon

PACKAGE = Path(__file__).parents[2] / "src" / "immunograph" / "mentions" / "events" / "learned"
SETTINGS = {
    "c1": 0.2,
    "c2": 0.05,
    "max_iterations": 60,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
PLAIN = Path(__file__).parent / "plain.txt"
PARTS = 4


def whole(tags: Sequence[str]) -> list[str]:
    """Tags that tell the first word of a mention from the others."""
    return list(tags)


def ends(tags: Sequence[str]) -> list[str]:
    """Tags that tell also the last word of a mention, and a word that is one alone."""
    told = list(tags)
    for start, stop in runs(tags):
        told[start] = "B" if stop - start > 1 else "S"
        if stop - start > 1:
            told[stop - 1] = "E"
    return told


SCHEMES = dict(zip(model.TAGGERS, (whole, ends), strict=True))


@dataclass(frozen=True)
class Course:
    """Some sections to learn from, the clusters of words, and where taggers are kept.

    `plain` are sentences in plain words that are learned from as well, but never judged.
    """

    taught: Sequence[gold.Section]
    plain: Sequence[gold.Section]
    clusters: Clusters
    work: Path
    name: str

    def taggers(self) -> Iterator[bytes]:
        """A tagger of each scheme."""
        for scheme in SCHEMES:
            path = self.work / f"{self.name}-{scheme.removesuffix('.gz')}"
            if not path.exists():
                self._train(scheme, path)
            yield path.read_bytes()

    def lexicon(self) -> Lexicon:
        """What all the sections teach about words."""
        return lexicons(self._all, self.clusters)[0]

    @property
    def _all(self) -> Sequence[gold.Section]:
        return [*self.taught, *self.plain]

    def _train(self, scheme: str, path: Path) -> None:
        trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
        _, others = lexicons(self._all, self.clusters)
        for section in self._all:
            featurer = Featurer(others[section.label])
            for rows, tags in zip(featurer.page(section.lines), section.tags, strict=True):
                trainer.append(rows, SCHEMES[scheme](tags))
        trainer.set_params(SETTINGS)
        trainer.train(str(path))


def learned_weights(course: Course) -> dict[str, dict[str, float]]:
    """The weights that choose terms and those that join parts."""
    labels = gold.by_hash({section.label for section in course.taught})
    _, others = lexicons(course.taught, course.clusters)
    choosing: list[tuple[Mapping[str, float], bool]] = []
    joining: list[tuple[Mapping[str, float], bool]] = []
    for part in range(PARTS):
        apart = set(labels[part::PARTS])
        rest = [section for section in course.taught if section.label not in apart]
        one = Course(rest, (), course.clusters, course.work, f"{course.name}{part}")
        taggers, lexicon = [model.tagger(data) for data in one.taggers()], one.lexicon()
        for section in course.taught:
            if section.label in apart:
                choosing += _choices(section, taggers, lexicon)
                joining += _joins(section, others[section.label])
    return {"choosing": weights(*_columns(choosing)), "joining": weights(*_columns(joining))}


def kept_weights(course: Course) -> dict[str, dict[str, float]]:
    """The weights that were learned before, where they are kept beside the taggers."""
    path = course.work / model.WEIGHTS
    if not path.exists():
        path.write_text(model.written_weights(learned_weights(course)), encoding="utf-8")
    return model.read_weights(path.read_text(encoding="utf-8"))


def _choices(
    section: gold.Section, taggers: Sequence[object], lexicon: Lexicon
) -> Iterator[tuple[Mapping[str, float], bool]]:
    featurer = Featurer(lexicon)
    said = [model.say(taggers, rows) for rows in featurer.page(section.lines)]
    judge = Judge(section.lines, said, sections(section.lines), lexicon)
    for term in judge.offers:
        yield judge.features(term), term in section.whole


def _joins(section: gold.Section, lexicon: Lexicon) -> Iterator[tuple[Mapping[str, float], bool]]:
    for line, tags in zip(section.lines, section.tags, strict=True):
        low = [word.lower() for word in line.words]
        for offers in offered(line.words, tags, lexicon):
            for offer in offers:
                words = tuple(word for run in offer.parts for word in low[slice(*run)])
                yield dict.fromkeys(offer.features, 1.0), words in section.gapped


def _columns(
    rows: Sequence[tuple[Mapping[str, float], bool]],
) -> tuple[list[Mapping[str, float]], list[bool]]:
    return [features for features, _ in rows], [right for _, right in rows]


def write(course: Course, found: Mapping[str, Mapping[str, float]], data: str, out: Path) -> None:
    """Write the model that a course gives, and a record of it."""
    files = {
        name: gzip.compress(tagger, mtime=0)
        for name, tagger in zip(model.TAGGERS, course.taggers(), strict=True)
    }
    files[model.LEXICON] = model.written_lexicon(course.lexicon()).encode()
    files[model.WEIGHTS] = model.written_weights(found).encode()
    about = {
        "data": data,
        "labels": len({section.label for section in course.taught}),
        "settings": SETTINGS,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    files[model.ABOUT] = (json.dumps(about, indent=2, sort_keys=True) + "\n").encode()
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)


def main() -> None:
    """Learn from all labels, or from those that are not held out."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("-o", "--out", type=Path, default=PACKAGE)
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--held-out-apart", action="store_true")
    given = arguments.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    path = given.corpus / "labels_gold" / "train.json"
    everything = gold.sections(path)
    apart = gold.held_out(everything)
    groups = clusters.clusters(given.corpus, apart)
    taught = [section for section in everything if section.label not in apart]
    plain = gold.plain(PLAIN)
    part = Course(taught, plain, groups, given.work, "part")
    all_labels = Course(everything, plain, groups, given.work, "all")
    course = part if given.held_out_apart else all_labels
    data = hashlib.sha256(path.read_bytes() + PLAIN.read_bytes()).hexdigest()
    write(course, kept_weights(part), data, given.out)


if __name__ == "__main__":
    main()
