"""What an update makes of old and new segments together: fewer of them, what is deleted of these, stories and aliases.

Each from what the generation before had of it, so that the cost is that of the change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from .aliases.counting import count_evidence
from .aliases.generation import find_said, find_sounding, write_generation_aliases
from .changes import UpdateReport
from .codec.compression import DICTIONARY
from .codec.container import Container
from .codec.deletions import DELETIONS, write_deletions
from .generations.publish import Staging
from .merging import Segment, merge_as_planned
from .served import ServedArticles
from .stories import Before, write_stories

__all__ = ["assemble", "old_segments", "write_aliases_of"]

_NONE = np.zeros(0, np.int64)


def old_segments(served: ServedArticles, deleted: np.ndarray) -> list[Segment]:
    """The segments of the generation served; ``deleted`` bool[articles]."""
    bases = pairwise([0, *accumulate(served.sizes())])
    return [
        Segment(served.generation.path / name, past - first, gone, np.arange(first, past))
        for name, (first, past), gone in zip(served.segments, bases, served.parted(deleted), strict=True)
    ]


def assemble(
    segments: Sequence[Segment],
    plan: Callable[[Sequence[Segment]], Sequence[range]],
    served: ServedArticles,
    staging: Staging,
    report: UpdateReport,
    leaving: Sequence[int],
    **limits: float,
) -> list[str]:
    """Merge, link what is left of the old segments, and say what is deleted of them and which articles are copies; the names of
    all segments.

    ``leaving`` are the articles that are deleted now and were not before.
    """
    old, stem = served.generation, f"{staging.number:06d}"
    gone = count_evidence(map(served.stored, leaving))
    filled = [segment for segment in segments if segment.living]
    left, report.merged, swept = merge_as_planned(filled, plan(filled), staging.path, stem, **limits)
    report.articles = sum(segment.living for segment in left)
    staging.link(old, [each.path.name for each in left if each.path.parent == old.path] + [DICTIONARY])
    bases = np.cumsum([0, *(segment.articles for segment in left)]).tolist()
    deleted = np.concatenate([_NONE, *(each.deleted + base for each, base in zip(left, bases, strict=False))])
    for evidence in (swept, *(each.evidence_of_deleted() for each in segments if not each.living)):
        gone.subtract(evidence)
    write_deletions(staging.path, deleted, served.deletions(), gone)
    names = [segment.path.name for segment in left]
    numbers = np.concatenate([_NONE, *(segment.numbers for segment in left)])
    before = Before.read(old.path, len(served.living), numbers)
    write_stories(staging.path, names, deleted.tolist(), before)
    return names


def write_aliases_of(folder: Path, segments: Sequence[str]) -> None:
    """Write the aliases of a generation that has these segments and, in its folder, a lexicon and what is deleted."""
    deletions = folder / DELETIONS
    less = Container(deletions) if deletions.exists() else None
    write_generation_aliases(folder, find_said(folder, segments, less), find_sounding(folder))
