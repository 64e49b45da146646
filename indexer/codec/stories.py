"""Which articles are copies of one another: ``stories.khs``, one a generation, a container (docs/index-format.md)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .container import Container, ContainerWriter

__all__ = ["STORIES", "StoryTable", "write_story_table"]

STORIES = "stories.khs"
_VERSION = 1


def write_story_table(path: Path, articles: int, stories: Sequence[np.ndarray]) -> None:
    """Write it for so many articles. Of each story the numbers of its articles, two or more, in order of time; none is in two."""
    sizes = [len(story) for story in stories]
    members = np.concatenate([np.zeros(0, np.int64), *stories])
    of = np.zeros(articles, np.min_scalar_type(len(stories)))
    of[members] = np.repeat(np.arange(1, len(stories) + 1), sizes)
    with ContainerWriter(path) as writer:
        writer.meta = {"version": _VERSION, "articles": articles, "stories": len(stories)}
        writer.add("story/of", of)
        writer.add("story/start", np.cumsum([0, *sizes]).astype(np.uint32))
        writer.add("story/members", members.astype(np.uint32))


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
