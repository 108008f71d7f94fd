"""What was learned from labels, as it is shipped: the taggers and the lexicon."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from immunograph.mentions.events.lexicon import Count, Lexicon

TAGGER, LEXICON, ABOUT = "tagger.crf", "lexicon.tsv", "about.json"


@dataclass(frozen=True)
class Model:
    """A tagger, the lexicon it was trained with, and what is recorded of the training."""

    tagger: Any
    lexicon: Lexicon
    about: Mapping[str, Any]


@cache
def shipped() -> Model:
    """The model in the package, read once."""
    with resources.as_file(resources.files(__package__) / "learned") as folder:
        return read(folder)


def read(folder: Path) -> Model:
    """The model in a folder."""
    import pycrfsuite  # noqa: PLC0415  (needed only where a page is read)

    tagger = pycrfsuite.Tagger()
    tagger.open(str(folder / TAGGER))
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    return Model(tagger, read_lexicon(folder / LEXICON), about)


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon in a file: a word or a term, its two counts and its cluster in each line."""
    words: dict[str, Count] = {}
    terms: dict[str, Count] = {}
    clusters: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, key, tagged, total, cluster = line.split("\t")
        if kind == "term":
            terms[key] = Count(int(tagged), int(total))
        else:
            words[key] = Count(int(tagged), int(total))
        if cluster:
            clusters[key] = cluster
    return Lexicon(words, terms, clusters)


def write_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Write a lexicon so that `read_lexicon` gives it back."""
    keys = sorted({*lexicon.words, *lexicon.clusters})
    lines = [_line("word", key, lexicon.words.get(key, Count()), lexicon.clusters) for key in keys]
    lines += [_line("term", key, count, {}) for key, count in sorted(lexicon.terms.items())]
    path.write_text("".join(lines), encoding="utf-8")


def _line(kind: str, key: str, count: Count, clusters: Mapping[str, str]) -> str:
    return f"{kind}\t{key}\t{count.tagged}\t{count.total}\t{clusters.get(key, '')}\n"
