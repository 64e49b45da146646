"""Whether a generation's stories are what was written, and of its articles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from .container import Container
from .stories import STORIES, StoryTable

__all__ = ["check_stories"]


def check_stories(folder: Path, segments: Iterable[Path]) -> None:
    """Raise IndexCorruptError, with the array, if anything in the file is wrong.

    It is of as many articles as the segments have; stories have two articles or more, none in two of them, which say so
    themselves; then every byte of the file, by its sum. Reads the whole file.
    """
    articles = sum(int(Container(path).meta["articles"]) for path in segments)
    told = StoryTable(folder, articles).of
    container = Container(folder / STORIES)
    starts, members = container["story/start"].astype(np.int64), container["story/members"].astype(np.int64)
    if starts[0] != 0 or starts[-1] != len(members) or (np.diff(starts) < 2).any():
        raise container.damaged("story/start: not from 0 to the end of story/members by two or more")
    if (members >= articles).any():
        raise container.damaged(f"story/members: not of {articles} articles")
    expected = np.zeros(articles, np.int64)
    expected[members] = np.repeat(np.arange(1, len(starts)), np.diff(starts))
    if np.count_nonzero(expected) != len(members) or not np.array_equal(told, expected):
        raise container.damaged("story/of: not the stories of story/members")
    container.check_sums()
