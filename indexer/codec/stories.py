"""Which articles are copies of one another: ``stories.khs``, one a generation, a container (docs/index-format.md)."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from .container import Container, ContainerWriter

__all__ = ["STORIES", "Stories", "StoryTable", "write_story_table"]

STORIES = "stories.khs"
_VERSION = 2


class Stories(NamedTuple):
    """The stories of a corpus, and what they were made of; all numbers are int64, of articles, but for ``common``.

    ``members``: the articles of one story after another, which stand by their earliest, each in order of time; of each there are
    as many as ``sizes`` says, two or more; none is in two. ``pairs``: articles that resemble each other, [pairs, 2], ascending,
    the lower number first; of equal texts one article stands for all.
    ``common``, uint32, ascending: values of signatures that tell nothing, as the number of the bin times 2¹⁶ and the value in it.
    """

    members: np.ndarray
    sizes: np.ndarray
    pairs: np.ndarray
    common: np.ndarray


def write_story_table(path: Path, articles: int, stories: Stories) -> None:
    """Write it for so many articles."""
    members, sizes = stories.members, stories.sizes
    of = np.zeros(articles, np.min_scalar_type(len(sizes)))
    of[members] = np.repeat(np.arange(1, len(sizes) + 1), sizes)
    with ContainerWriter(path) as writer:
        writer.meta = {"version": _VERSION, "articles": articles, "stories": len(sizes)}
        writer.add("story/of", of)
        writer.add("story/start", np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32))
        writer.add("story/members", members.astype(np.uint32))
        writer.add("pair/one", stories.pairs[:, 0].astype(np.uint32))
        writer.add("pair/other", stories.pairs[:, 1].astype(np.uint32))
        writer.add("common", stories.common)


class StoryTable:
    """The stories of a generation. ``of`` is the story of each article, from 1; 0 of an article that stands alone.

    Raises IndexCorruptError where the arrays are not of so many articles.
    """

    def __init__(self, folder: Path, articles: int) -> None:
        self._container = container = Container(folder / STORIES)
        if container.meta.get("version") != _VERSION or container.meta.get("articles") != articles:
            raise container.damaged(f"its stories are not of {articles} articles, or of another version")
        self.of = container["story/of"]
        self._starts, self._members = container["story/start"], container["story/members"]
        unsigned = all(each.dtype.kind == "u" for each in (self.of, self._starts, self._members))
        if len(self.of) != articles or len(self._starts) == 0 or not unsigned:
            raise container.damaged(f"story/of: not of {articles} articles")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def members(self, article: int) -> list[int]:
        """All articles of this article's story, itself among them, in order of time."""
        story = int(self.of[article])
        if story == 0:
            return [article]
        found = (
            self._members[self._starts[story - 1] : self._starts[story]].tolist()
            if story <= len(self)
            else []
        )
        if not found or max(found) >= len(self.of):
            raise self._container.damaged(
                f"story/members: story {story} has none, or articles that are not there"
            )
        return found

    def read(self) -> Stories:
        """All that was written. Raises IndexCorruptError where any of it is not, or cannot be."""
        from .signatures import WORD_BINS  # searches, which load this module, ask for no signatures

        starts, members = self._starts.astype(np.int64), self._members.astype(np.int64)
        self._check_members(starts, members)
        one, other = (self._container[name].astype(np.int64) for name in ("pair/one", "pair/other"))
        articles = len(self.of)
        if len(one) != len(other) or (one >= other).any() or (other >= articles).any():
            raise self._container.damaged(f"pair/other: not pairs of {articles} articles, the lower first")
        if (np.diff(one * articles + other) <= 0).any():
            raise self._container.damaged("pair/one: not ascending")
        common = self._container["common"]
        if common.dtype != np.uint32 or (np.diff(common.astype(np.int64), append=WORD_BINS << 16) <= 0).any():
            raise self._container.damaged("common: not values of signatures, ascending")
        self._container.check_sums()
        return Stories(members, np.diff(starts), np.stack([one, other], 1), common)

    def _check_members(self, starts: np.ndarray, members: np.ndarray) -> None:
        if starts[0] != 0 or starts[-1] != len(members) or (np.diff(starts) < 2).any():
            raise self._container.damaged(
                "story/start: not from 0 to the end of story/members by two or more"
            )
        if (members >= len(self.of)).any():
            raise self._container.damaged(f"story/members: not of {len(self.of)} articles")
        expected = np.zeros(len(self.of), np.int64)
        expected[members] = np.repeat(np.arange(1, len(starts)), np.diff(starts))
        if np.count_nonzero(expected) != len(members) or not np.array_equal(self.of, expected):
            raise self._container.damaged("story/of: not the stories of story/members")
