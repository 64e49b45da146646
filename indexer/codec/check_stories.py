"""Whether a generation's stories are what was written, and of its articles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .container import Container
from .stories import StoryTable

__all__ = ["check_stories"]


def check_stories(folder: Path, segments: Iterable[Path]) -> None:
    """Raise IndexCorruptError, with the array, if anything in the file is wrong.

    It is of as many articles as the segments have; stories have two articles or more, none in two of them, which say so
    themselves; pairs ascend; then every byte of the file, by its sum. Reads the whole file.
    """
    StoryTable(folder, sum(int(Container(path).meta["articles"]) for path in segments)).read()
