"""Groups of words that stand in like company, from unmarked text: coarse, finer, finest.

Text of the corpus in the public domain, and the labels without their marks; the labels that are
held out give no text.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from immunograph.mentions.events.words import singular

SIZES = (60, 250, 800)
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]|_")
_TAG = re.compile(r"<[^>]+>")
_RAREST, _COMPANY, _SKETCH, _KEPT = 3, 3000, 80, 60


def texts(corpus: Path, held_out: frozenset[str]) -> Iterator[str]:
    """The texts, each file as one."""
    pages = sorted((corpus / "nci").glob("*/*.md"))
    labels = corpus / "fda_labels"
    for path in [*pages, labels / "labelProductIndication.md"]:
        yield path.read_text(encoding="utf-8")
    yield _TAG.sub(" ", (labels / "sample_SPL_atorvastatin.xml").read_text(encoding="utf-8"))
    marked = corpus / "labels_gold" / "train.json"
    for row in json.loads(marked.read_text(encoding="utf-8")):
        if row["label_id"] not in held_out:
            yield row["section_text"]


def clusters(corpus: Path, held_out: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The clusters of each word that is not rare: one of each size, as numbers."""
    documents = [[singular(word) for word in _WORD.findall(t)] for t in texts(corpus, held_out)]
    counts = Counter(chain.from_iterable(documents))
    by_count = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    words = [word for word, count in by_count if count >= _RAREST]
    random = np.random.default_rng(0)
    vectors = _vectors(_company(documents, words), random)
    weights = np.array([counts[word] for word in words], np.float32) ** 0.5
    groups = [_groups(vectors, weights, size, random) for size in SIZES]
    return {word: tuple(str(group[at]) for group in groups) for at, word in enumerate(words)}


def _company(documents: Sequence[Sequence[str]], words: Sequence[str]) -> np.ndarray:
    """How often each word has each frequent word to its left and to its right, one or two away."""
    index = {word: at for at, word in enumerate(words)}
    width = min(_COMPANY, len(words))
    counts = np.zeros((len(words), 2 * width), np.float32)
    for document in documents:
        ids = np.array([index.get(word, -1) for word in document])
        for away, weight in ((1, 1.0), (2, 0.5)):
            for here, there, base in (
                (ids[away:], ids[:-away], 0),
                (ids[:-away], ids[away:], width),
            ):
                known = (here >= 0) & (there >= 0) & (there < width)
                np.add.at(counts, (here[known], there[known] + base), weight)
    return counts


def _vectors(counts: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Positive pointwise mutual information in few dimensions, by a randomised decomposition."""
    columns = counts.sum(0, keepdims=True) ** 0.75
    with np.errstate(divide="ignore", invalid="ignore"):
        surprise = np.log(counts / (counts.sum(1, keepdims=True) * columns / columns.sum()))
    surprise = np.maximum(np.nan_to_num(surprise, nan=0.0, neginf=0.0, posinf=0.0), 0)
    sketch = surprise @ random.standard_normal((counts.shape[1], _SKETCH)).astype(np.float32)
    for _ in range(3):
        sketch = surprise @ (surprise.T @ np.linalg.qr(sketch)[0])
    basis = np.linalg.qr(sketch)[0]
    turned, sizes, _ = np.linalg.svd(basis.T @ surprise, full_matrices=False)
    vectors = (basis @ turned)[:, :_KEPT] * np.sqrt(sizes[:_KEPT])
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def _groups(
    vectors: np.ndarray, weights: np.ndarray, size: int, random: np.random.Generator
) -> np.ndarray:
    """Spherical k-means, the frequent words weighing more."""
    chances = weights / weights.sum()
    centres = vectors[random.choice(len(vectors), size, replace=False, p=chances)]
    nearest = np.zeros(len(vectors), int)
    for _ in range(25):
        nearest = (vectors @ centres.T).argmax(1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors * weights[:, None])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    return nearest
