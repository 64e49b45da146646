"""Signatures of all articles → stories: which are copies of one another.

A pure function of the articles that are there, whatever their order and however they were added. Stories are stars of the pairs
that ``resemblance`` finds (Aslam, Pelekhov, Rus, "The Star Clustering Algorithm", 2004): whoever has most copies, the earliest of
equals, is a centre and takes those that are not taken, so that no chain of pairs leads from one event to another.

Articles that are equal word for word count once, so that there may be any number of these.

An update compares with all others only what may have other pairs than before, and makes anew only stories that are connected with
that by pairs. All signatures are looked at still, for what is common and for who has a value of theirs: a microsecond an article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from .codec.columns import NO_DATE, PUBLISHED, decode_dates
from .codec.container import Container
from .codec.signatures import VALUES, WORD_BINS, digests_of, read_signatures
from .codec.stored import ArticleReader, StoredArticles, read_dictionary
from .codec.stories import STORIES, Stories, StoryTable, write_story_table
from .codec.terms import ColumnarTerms
from .distinct import distinct, with_places
from .resemblance import LEAST_BINS, find_common, find_pairs, rows_holding, rows_near

__all__ = ["ArticleTimes", "Before", "find_stories", "write_stories"]


@dataclass(frozen=True, slots=True)
class Before:
    """The stories that there were, and of each article of today, int64, the number it had then; -1 of one that is new."""

    stories: Stories
    numbers: np.ndarray

    @classmethod
    def read(cls, folder: Path, articles: int, numbers: np.ndarray) -> Before:
        """The stories of a generation of so many articles. Raises IndexCorruptError."""
        return cls(StoryTable(folder, articles).read(), numbers)

    def renumbered(self, deleted: np.ndarray) -> Stories:
        """The stories with the numbers of today; -1 for an article that is not there, or ``deleted``, integers."""
        stays = self.numbers >= 0
        stays[deleted] = False
        known = (self.numbers, self.stories.members, self.stories.pairs)
        today = np.full(1 + max(int(each.max(initial=0)) for each in known), -1)
        today[self.numbers[stays]] = np.flatnonzero(stays)
        return self.stories._replace(members=today[self.stories.members], pairs=today[self.stories.pairs])


def write_stories(
    folder: Path, segments: Sequence[str], deleted: Sequence[int] = (), before: Before | None = None
) -> int:
    """Write ``stories.khs`` for the articles of these segments, numbered from 0 through all; how many stories there are.

    ``deleted`` are numbers of articles that are in none.
    """
    parts = [Container(folder / name) for name in segments]
    signatures = _signatures(parts)
    gone = np.array(deleted, np.int64)
    signatures[gone] = 0
    words = np.concatenate([np.zeros(0, np.int64), *(ColumnarTerms(part).lengths("body") for part in parts)])
    known = None if before is None else (before.renumbered(gone), before.numbers < 0)
    stories = find_stories(signatures, words, ArticleTimes(folder, parts), known)
    write_story_table(folder / STORIES, len(signatures), stories)
    return len(stories.sizes)


def _signatures(parts: Sequence[Container]) -> np.ndarray:
    """Those of all articles, put where they belong at once: of a million they take 128 MB."""
    ends = np.cumsum([int(part.meta["articles"]) for part in parts])
    signatures = np.zeros((int(ends[-1]) if len(ends) else 0, VALUES), np.uint16)
    for part, own in zip(parts, np.split(signatures, ends[:-1]), strict=False):
        read_signatures(part, own)
    return signatures


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


def find_stories(
    signatures: np.ndarray,
    words: np.ndarray,
    times: ArticleTimes,
    known: tuple[Stories, np.ndarray] | None = None,
) -> Stories:
    """The stories of all articles. ``words`` is how many words each article has, integers[articles].

    ``known``: the stories that there were, with -1 for what is gone of them, and which articles are new, bool[articles]. All
    others are as they were. Without it all articles are new.
    """
    texts = _Texts(signatures)
    common = find_common(signatures, texts.every)
    stories, is_new = known or (_NO_STORIES, np.ones(len(signatures), bool))
    concerned = _concerned(signatures, texts, stories, is_new, common)
    kept = _unconcerned_pairs(stories.pairs, texts, concerned)
    # Who has lost a pair may be in another star now, though it is like the same others as before.
    lost = stories.pairs[~kept]
    touched = concerned.copy()
    touched[texts.of[lost[lost >= 0]]] = True
    near = texts.every[rows_near(signatures, texts.every, concerned[texts.every], common)]
    found = near[np.stack(find_pairs(signatures[near], texts.least(words)[near], common), 1)]
    pairs = np.concatenate([texts.of[stories.pairs[kept]], found[concerned[found].any(axis=1)]])
    _spread(touched, pairs)
    stays = stories.members >= 0
    stays[stays] = ~touched[texts.of[stories.members[stays]]]
    stars = [times.sorted(star) for star in _stars(texts, pairs[touched[pairs[:, 0]]], touched, times)]
    # A story stays with all of its articles or not at all.
    sizes = [stories.sizes[stays[_starts(stories.sizes)]], np.array([len(star) for star in stars], np.int64)]
    members = np.concatenate([stories.members[stays], *stars])
    pairs.sort(axis=1)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return Stories(*_by_earliest(members, np.concatenate(sizes)), pairs, common)


_NONE = np.zeros(0, np.int64)
_NO_STORIES = Stories(_NONE, _NONE, np.zeros((0, 2), np.int64), np.zeros(0, np.uint32))


def _starts(sizes: np.ndarray) -> np.ndarray:
    starts: np.ndarray = np.cumsum(sizes) - sizes
    return starts


def _by_earliest(members: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Stories, one after another, put in the order of the numbers of their earliest articles."""
    starts = _starts(sizes)
    order = np.argsort(members[starts])
    sizes, starts = sizes[order], starts[order]
    return members[np.repeat(starts - _starts(sizes), sizes) + np.arange(len(members))], sizes


def _concerned(
    signatures: np.ndarray, texts: _Texts, stories: Stories, is_new: np.ndarray, common: np.ndarray
) -> np.ndarray:
    """Which texts may have other pairs than they had, bool[articles]: new ones, those of which an article is gone, and those with
    a value that tells something now and told nothing before, or the other way round.
    """
    concerned = np.zeros(len(signatures), bool)
    changed = np.setxor1d(common, stories.common, assume_unique=True)
    concerned[texts.every] = rows_holding(signatures, texts.every, changed)
    concerned[texts.of[is_new]] = True
    lost = np.zeros(len(stories.sizes), bool)
    story_of = np.repeat(np.arange(len(lost)), stories.sizes)
    lost[story_of[stories.members < 0]] = True
    # Equal texts are in one story.
    concerned[texts.of[stories.members[lost[story_of] & (stories.members >= 0)]]] = True
    return concerned


def _unconcerned_pairs(pairs: np.ndarray, texts: _Texts, concerned: np.ndarray) -> np.ndarray:
    """Which pairs of articles are of texts that are there and not concerned, bool[pairs]."""
    kept = np.array((pairs >= 0).all(axis=1))
    kept[kept] = ~concerned[texts.of[pairs[kept]]].any(axis=1)
    return kept


def _spread(touched: np.ndarray, pairs: np.ndarray) -> None:
    """Mark all texts, bool[articles], that pairs connect with one that is marked."""
    marked = -1
    while marked < (marked := int(np.count_nonzero(touched))):
        touched[pairs[touched[pairs].any(axis=1)]] = True


def _stars(texts: _Texts, pairs: np.ndarray, touched: np.ndarray, times: ArticleTimes) -> list[list[int]]:
    """The articles of each story of two or more of the texts that are ``touched``, bool[articles]; the ``pairs`` are of these."""
    neighbours: dict[int, list[int]] = {number: [] for number in texts.repeated() if touched[number]}
    for one, other in pairs.tolist():
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
    """The distinct texts of articles; a text goes by the first article that has it.

    ``of`` int64[articles]: the text of each. ``every`` int64, ascending: all texts.
    """

    def __init__(self, signatures: np.ndarray) -> None:
        every = np.arange(len(signatures))
        long = np.count_nonzero(signatures[:, :WORD_BINS], axis=1) >= LEAST_BINS
        # No digest is as small as the number of an article, but by a chance of 2⁻⁴⁴ for a million.
        keys = np.where(long, digests_of(signatures), every.astype(np.uint64))
        order = np.argsort(keys, kind="stable")
        again = np.flatnonzero(keys[order][1:] == keys[order][:-1])
        self._repeating = distinct(order[np.concatenate([again, again + 1])])
        _, first, which = with_places(keys[self._repeating])
        self.of = every.copy()
        self.of[self._repeating] = self._repeating[first[which]]
        self.every = np.flatnonzero(self.of == every)
        self._articles: dict[int, list[int]] = {}
        for article, text in zip(self._repeating.tolist(), self.of[self._repeating].tolist(), strict=True):
            self._articles.setdefault(text, []).append(article)

    def articles(self, text: int) -> list[int]:
        """The articles that have it."""
        return self._articles.get(text, [text])

    def repeated(self) -> Iterator[int]:
        """The texts that two articles and more have."""
        return iter(self._articles)

    def least(self, values: np.ndarray) -> np.ndarray:
        """Of each text, by its number, the least of a value of its articles."""
        least = values.copy()
        np.minimum.at(least, self.of[self._repeating], values[self._repeating])
        return least
