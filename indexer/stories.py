"""Signatures of all articles → stories: which are copies of one another.

A pure function of the articles that are there, whatever their order and however they were added. Stories are stars of the pairs
that ``resemblance`` finds (Aslam, Pelekhov, Rus, "The Star Clustering Algorithm", 2004): whoever has most copies, the earliest of
equals, is a centre and takes those that are not taken, so that no chain of pairs leads from one event to another.

Articles that are equal word for word count once, so that there may be any number of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from .codec.columns import NO_DATE, PUBLISHED, decode_dates
from .codec.container import Container
from .codec.signatures import VALUES, WORD_BINS, digests_of, read_signatures
from .codec.stored import ArticleReader, StoredArticles, read_dictionary
from .codec.stories import STORIES, write_story_table
from .codec.terms import ColumnarTerms
from .resemblance import LEAST_BINS, find_pairs

__all__ = ["ArticleTimes", "find_stories", "write_stories"]


def write_stories(folder: Path, segments: Sequence[str], deleted: Sequence[int] = ()) -> int:
    """Write ``stories.khs`` for the articles of these segments, numbered from 0 through all; how many stories there are.

    ``deleted`` are numbers of articles that are in none.
    """
    parts = [Container(folder / name) for name in segments]
    signatures = np.concatenate([np.zeros((0, VALUES), np.uint16), *map(read_signatures, parts)])
    signatures[list(deleted)] = 0
    words = np.concatenate([np.zeros(0, np.int64), *(ColumnarTerms(part).lengths("body") for part in parts)])
    times = ArticleTimes(folder, parts)
    stories = [times.sorted(story) for story in find_stories(signatures, words, times)]
    write_story_table(folder / STORIES, len(signatures), sorted(stories, key=lambda story: int(story[0])))
    return len(stories)


class ArticleTimes:
    """What orders articles: when they were published, those without a date last, then by id."""

    def __init__(self, folder: Path, parts: Sequence[Container]) -> None:
        reader = ArticleReader(read_dictionary(folder))
        self._stored = [StoredArticles(part, reader) for part in parts]
        self._bases = np.cumsum([0, *(int(part.meta["articles"]) for part in parts)])
        dates = [decode_dates(part[f"column/{PUBLISHED}"]) for part in parts]
        self._published = np.concatenate([np.zeros(0, np.int64), *dates])

    def key(self, article: int) -> tuple[bool, int, str]:
        """Less is earlier."""
        segment = int(np.searchsorted(self._bases, article, "right")) - 1
        published = int(self._published[article])
        head = self._stored[segment].head(article - int(self._bases[segment]))
        return published == NO_DATE, published, head.id

    def sorted(self, articles: Sequence[int]) -> np.ndarray:
        """The articles, the earliest first, int64."""
        return np.array(sorted(articles, key=self.key), np.int64)


def find_stories(signatures: np.ndarray, words: np.ndarray, times: ArticleTimes) -> list[list[int]]:
    """The articles of each story of two or more, by number. ``words`` is how many words each article has, integers[articles]."""
    texts = _Texts(signatures)
    neighbours: dict[int, list[int]] = {number: [] for number in texts.repeated()}
    pairs = find_pairs(signatures[texts.samples], texts.least(words))
    for one, other in zip(*(side.tolist() for side in pairs), strict=True):
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    earliest = {each: min(map(times.key, texts.articles(each))) for each in neighbours}
    stories = []
    taken: set[int] = set()
    for centre in sorted(neighbours, key=lambda each: (-len(neighbours[each]), earliest[each])):
        if centre not in taken:
            star = [centre, *(each for each in neighbours[centre] if each not in taken)]
            taken.update(star)
            stories.append(list(chain.from_iterable(map(texts.articles, star))))
    return [story for story in stories if len(story) > 1]


class _Texts:
    """The distinct texts of articles, numbered. ``samples`` int64[texts]: of each an article that has it."""

    def __init__(self, signatures: np.ndarray) -> None:
        long = np.count_nonzero(signatures[:, :WORD_BINS], axis=1) >= LEAST_BINS
        # No digest is as small as the number of an article, but by a chance of 2⁻⁴⁴ for a million.
        keys = np.where(long, digests_of(signatures), np.arange(len(signatures), dtype=np.uint64))
        _, self.samples, text_of, self._counts = np.unique(
            keys, return_index=True, return_inverse=True, return_counts=True
        )
        self._articles = np.argsort(text_of, kind="stable")
        self._starts = np.cumsum(self._counts) - self._counts

    def articles(self, text: int) -> list[int]:
        """The articles that have it."""
        start = int(self._starts[text])
        found: list[int] = self._articles[start : start + int(self._counts[text])].tolist()
        return found

    def repeated(self) -> list[int]:
        """The texts of two articles and more."""
        found: list[int] = np.flatnonzero(self._counts > 1).tolist()
        return found

    def least(self, values: np.ndarray) -> np.ndarray:
        """Of each text the least of a value of its articles."""
        least: np.ndarray = (
            np.minimum.reduceat(values[self._articles], self._starts) if len(values) else values
        )
        return least
