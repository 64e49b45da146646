"""Classes of words, learned from untagged text: how frequent, beside which words, and what the rules take them for.

Clusters are by the words around (positive pointwise mutual information, its first 60 singular vectors, k-means by cosine: Levy,
Goldberg, Dagan 2015).
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from indexer.analysis.normalize import normalize_word
from indexer.entities import EntityFinder, word_scores
from indexer.entities.entity import KINDS
from indexer.entities.tags import OUTSIDE, tags_of

__all__ = ["WordClasses", "learn_word_classes"]

_RAREST = 4  # occurrences of a word that gets a cluster
_AROUND = 2500  # the most frequent words, by which others are told apart
_DIMENSIONS = 60
_OFFSETS = (-2, -1, 1, 2)
_FEW, _MANY = 63, 255  # clusters
_ROUNDS = 25


class WordClasses(NamedTuple):
    """Hashes of words, ascending, and a uint32 for each: its bits are in ``indexer/entities/tagger_table.py``."""

    words: np.ndarray
    classes: np.ndarray


def learn_word_classes(shared: Path, finder: EntityFinder) -> WordClasses:
    """Learn from the Wikipedia and the names in a folder."""
    counts: Counter[str] = Counter()
    taken: dict[str, list[int]] = {}
    texts = []
    for exact, tags in _iter_tagged(shared / "wiki_hi.jsonl.gz", finder):
        texts.append(exact)
        counts.update(exact)
        for word, tag in zip(exact, tags, strict=True):
            if tag != OUTSIDE:
                taken.setdefault(word, [0] * len(KINDS))[(tag - 1) // 2] += 1
    classes: dict[str, int] = dict.fromkeys(_names(shared / "names_hi_en.tsv"), 1 << 18)
    frequent = [word for word, count in counts.most_common() if count >= _RAREST]
    vectors = _vectors(texts, frequent)
    few, many = _clusters(vectors, _FEW), _clusters(vectors, _MANY)
    for rank, word in enumerate(frequent):
        own = (15 - (rank + 1).bit_length()) | (few[rank] + 1) << 4 | many[rank] << 10
        for kind, times in enumerate(taken.get(word, ())):
            own |= int(4 * times / counts[word] + 0.5) << (19 + 3 * kind)
        classes[word] = classes.get(word, 0) | int(own)
    return _by_hash(classes)


def _by_hash(classes: dict[str, int]) -> WordClasses:
    hashes = np.array([word_scores.word_hash(word) for word in classes], np.uint32)
    words, first = np.unique(hashes, return_index=True)
    return WordClasses(words, np.array(list(classes.values()), np.uint32)[first])


def _iter_tagged(path: Path, finder: EntityFinder) -> Iterator[tuple[list[str], bytearray]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            passage = finder.read(None, json.loads(line)["body"])
            tags = tags_of(finder.mentions(passage), passage.size)
            yield [piece.exact or piece.text for piece in passage.pieces], tags


def _names(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return sorted({normalize_word(word) for line in lines for word in line.split("\t")[0].split()} - {""})


def _vectors(texts: list[list[str]], words: list[str]) -> np.ndarray:
    """Unit vectors float32 [words, 60]; words that stand beside the same words are near."""
    import scipy.sparse
    import scipy.sparse.linalg

    number = {word: at for at, word in enumerate(words)}
    gap = [-1] * max(_OFFSETS)
    every = np.concatenate([np.array([*(number.get(word, -1) for word in text), *gap]) for text in texts])
    sides = [_beside(every, offset, len(words)) for offset in _OFFSETS]
    table = scipy.sparse.hstack(sides).tocoo()
    own = np.asarray(table.sum(1)).ravel()
    # Contexts are smoothed as in the paper.
    other = np.asarray(table.sum(0)).ravel() ** 0.75
    information = np.log(table.data / (own[table.row] * (other / other.sum())[table.col]))
    kept = information > 0
    positive = scipy.sparse.csr_matrix((information[kept], (table.row[kept], table.col[kept])), table.shape)
    left, strengths, _ = scipy.sparse.linalg.svds(positive, _DIMENSIONS, v0=np.ones(min(positive.shape)))
    vectors = left * np.sqrt(strengths)
    unit: np.ndarray = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    return unit.astype(np.float32)


def _beside(every: np.ndarray, offset: int, words: int) -> object:
    import scipy.sparse

    size = abs(offset)
    first, second = every[:-size], every[size:]
    word, around = (first, second) if offset > 0 else (second, first)
    kept = (word >= 0) & (around >= 0) & (around < _AROUND)
    pairs = (word[kept], around[kept])
    table = scipy.sparse.csr_matrix((np.ones(kept.sum()), pairs), (words, _AROUND))
    table.sum_duplicates()
    return table


def _clusters(vectors: np.ndarray, count: int) -> np.ndarray:
    """The cluster of each vector, from 0."""
    chosen = np.random.default_rng(0).choice(min(len(vectors), 8000), count, replace=False)
    centres = vectors[chosen].copy()
    for _ in range(_ROUNDS):
        nearest: np.ndarray = (vectors @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        centres = sums / (np.linalg.norm(sums, axis=1, keepdims=True) + 1e-9)
    return nearest
