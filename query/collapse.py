"""Copies of one story in a list of results: the best of each is shown, the others are named with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from indexer.codec.stored import StoredHead
from indexer.codec.stories import StoryTable

from .find import Found
from .postings import PostingReader

__all__ = ["NO_COPIES", "Copies", "Stories"]

# Asked for beyond what is wanted: pages with more copies than that are asked for again.
_LEAST_MORE = 3
_MORE_AGAIN = 4


class Copies:
    """The other articles of a hit's story that match too, in order of time; read when they are asked for."""

    def __init__(
        self, numbers: tuple[int, ...] = (), read: Callable[[int], StoredHead] | None = None
    ) -> None:
        self._numbers = numbers
        self._read = read

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[StoredHead]:
        return map(self._read, self._numbers) if self._read else iter(())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Copies) and self._numbers == other._numbers

    def __hash__(self) -> int:
        return hash(self._numbers)

    def __reduce__(self) -> tuple[type[Copies], tuple[object, ...]]:
        """Travel between processes with what is read of them, not with the index."""
        return Copies, (self._numbers, dict(zip(self._numbers, self, strict=True)).__getitem__)


NO_COPIES = Copies()


class Stories:
    """The stories of one generation. Raises IndexCorruptError where their file is none of its articles."""

    def __init__(self, folder: Path, reader: PostingReader) -> None:
        self.table = StoryTable(folder, reader.numbered)
        self._reader = reader

    def first_of_each(self, articles: np.ndarray) -> list[int]:
        """Places of the articles, int64 in order of rank, whose story has none before them."""
        met: set[int] = set()
        places = []
        for place, story in enumerate(self.table.of.take(articles).tolist()):
            if story not in met:
                places.append(place)
                if story:
                    met.add(story)
        return places

    def best(
        self,
        wanted: int,
        evaluate: Callable[[int], Found],
        order: Callable[[Found, int], np.ndarray],
    ) -> tuple[Found, np.ndarray]:
        """All matches, and the places in these of the first of each story, at most so many, best first.

        ``evaluate`` gives the matches, exact for as many of the best as it is asked for, and ``order`` the places of these.
        """
        asked = wanted and wanted + max(_LEAST_MORE, wanted // 4)
        while True:
            found = evaluate(asked)
            places = order(found, asked)
            firsts = self.first_of_each(found.matches.articles[places])
            if len(firsts) == len(places):
                return found, places[:wanted]
            if len(firsts) >= wanted or len(places) == found.matches.total:
                return found, places[firsts[:wanted]]
            asked *= _MORE_AGAIN

    def count(self, articles: np.ndarray) -> int:
        """Of how many stories these are, an article without copies being one."""
        of = self.table.of.take(articles)
        copies = of[of.nonzero()[0]]
        if len(copies) == 0:
            return len(of)
        return len(of) - len(copies) + int(np.count_nonzero(np.bincount(copies)))

    def copies(self, articles: np.ndarray, matching: np.ndarray) -> list[Copies]:
        """Of each of these articles the others of its story that are among the matching ones, int64, ascending."""
        of = self.table.of.take(articles).tolist()
        if not any(of):
            return [NO_COPIES] * len(of)
        return [
            self._copies_of(article, matching) if story else NO_COPIES
            for article, story in zip(articles.tolist(), of, strict=True)
        ]

    def _copies_of(self, article: int, matching: np.ndarray) -> Copies:
        members = np.array([each for each in self.table.members(article) if each != article], np.int64)
        places = np.minimum(matching.searchsorted(members), len(matching) - 1)
        return Copies(tuple(members[matching[places] == members].tolist()), self._reader.head)

    def members(self, article: int) -> tuple[StoredHead, ...]:
        """All articles of its story, itself among them, in order of time."""
        return tuple(map(self._reader.head, self.table.members(article)))
