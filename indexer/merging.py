"""Which segments an update merges, and the merging.

Segments stand in the order of their articles, so neighbours merge. The policy is that of a logarithmic merge: the last segments
are merged as long as the one before them is no larger than all of them together. Each article is so rewritten once for each
doubling of what came after it, and of N articles that came by updates about log₂(N / 1000) segments are left. A segment of which
more than a quarter is deleted is rewritten without them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .aliases.counting import count_evidence
from .codec.compression import read_dictionary
from .codec.container import Container
from .codec.merge import merge_segments
from .codec.stored import ArticleReader, StoredArticles
from .codec.sweep import sweep_segment
from .codec.write import SEGMENT_SUFFIX
from .memory import release_memory

__all__ = ["Segment", "merge_all", "merge_as_planned", "plan_merges"]

_LEAST = 1_000
"""Smaller segments count as this large: to keep apart what is merged in no time would only slow searches."""
_MOST_AT_ONCE = 10_000
"""Articles that the last segments may have to be merged by an update: 1 s of work. ``khabar index merge`` merges more."""
_MOST_SEGMENTS = 24
"""Past this many the two neighbours that are smallest together are merged whatever their size."""
_MOST_DELETED = 0.25
"""Share of a segment."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its file, how many articles it has, and the numbers in it of those deleted, int64, ascending.

    ``numbers``, int64[articles], are those that its articles had in the generation before, -1 of new ones.
    """

    path: Path
    articles: int
    deleted: np.ndarray
    numbers: np.ndarray

    @property
    def living(self) -> int:
        """How many are not deleted."""
        return self.articles - len(self.deleted)

    def evidence_of_deleted(self) -> Counter[str]:
        """What the deleted articles say of other names; they are read for it. An old segment's folder has its dictionary."""
        if not len(self.deleted):
            return Counter()
        stored = StoredArticles(Container(self.path), ArticleReader(read_dictionary(self.path.parent)))
        return count_evidence(map(stored.article, self.deleted.tolist()))

    def is_worn(self, most_deleted: float) -> bool:
        """Whether more than this share is deleted."""
        return len(self.deleted) > most_deleted * self.articles


def plan_merges(segments: Sequence[Segment]) -> list[range]:
    """Which segments stand alone and which become one: ranges, in order, of all of them. Each has a living article."""
    ranges = _merge_last(segments)
    while len(ranges) > _MOST_SEGMENTS:
        sizes = [sum(segments[each].living for each in group) for group in ranges]
        least = int(np.argmin(np.add(sizes[1:], sizes[:-1])))
        ranges[least : least + 2] = [range(ranges[least].start, ranges[least + 1].stop)]
    return ranges


def _merge_last(segments: Sequence[Segment]) -> list[range]:
    first, together = len(segments), 0
    while first:
        size = segments[first - 1].living
        if together and (max(size, _LEAST) > max(together, _LEAST) or size + together > _MOST_AT_ONCE):
            break
        first, together = first - 1, together + size
    alone = [range(each, each + 1) for each in range(first)]
    return [*alone, range(first, len(segments))] if segments else []


def merge_all(segments: Sequence[Segment]) -> list[range]:
    """The plan that leaves one segment."""
    return [range(len(segments))] if segments else []


def merge_as_planned(
    segments: Sequence[Segment],
    plan: Sequence[range],
    folder: Path,
    stem: str,
    *,
    most_deleted: float = _MOST_DELETED,
) -> tuple[list[Segment], int, Counter[str]]:
    """Carry out a plan in ``folder``, new files being named by ``stem``; what is left, how many segments were rewritten, and the
    evidence of the deleted articles that are in them no more.

    One that stays alone is rewritten where more than the share ``most_deleted`` of it is deleted.
    """
    left: list[Segment] = []
    rewritten, swept = 0, Counter[str]()
    for group in plan:
        members = [segments[each] for each in group]
        if len(members) == 1 and not members[0].is_worn(most_deleted):
            left.append(members[0])
            continue
        target = folder / f"{stem}-{len(left):02d}m{SEGMENT_SUFFIX}"
        swept.update(_join(members, target))
        rewritten += len(members)
        numbers = np.concatenate([np.delete(each.numbers, each.deleted) for each in members])
        left.append(Segment(target, len(numbers), np.zeros(0, np.int64), numbers))
    return left, rewritten, swept


def _join(segments: Sequence[Segment], target: Path) -> Counter[str]:
    """Write one segment of all living articles; the evidence of the others.

    Of files in the target's own folder nothing is left.
    """
    swept = [target] if len(segments) == 1 else [target.with_suffix(f".{n}") for n in range(len(segments))]
    paths, gone = [], Counter[str]()
    for part, path in zip(segments, swept, strict=True):
        if len(part.deleted):
            evidence = part.evidence_of_deleted()
            sweep_segment(part.path, part.deleted, path, evidence)
            gone.update(evidence)
        paths.append(path if len(part.deleted) else part.path)
    if len(segments) > 1:
        merge_segments(paths, target)
    release_memory()
    for path in {*paths, *(part.path for part in segments)} - {target}:
        if path.parent == target.parent:
            path.unlink()
    return gone
