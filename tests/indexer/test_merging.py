"""Which segments an update merges."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import merging
from indexer.merging import Segment, merge_all, plan_merges


def segments(*sizes: int) -> list[Segment]:
    """Segments of so many living articles, and as many deleted ones."""
    return [
        Segment(Path(f"{number}.kh"), 2 * size, np.arange(size), np.arange(2 * size))
        for number, size in enumerate(sizes)
    ]


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ([], []),
        ([5], [1]),
        # Small ones count as a thousand: they are merged at once.
        ([1, 1], [2]),
        ([1000, 1], [2]),
        ([1001, 1], [1, 1]),
        ([1001, 999, 1], [1, 2]),
        ([200_000, 1000], [1, 1]),
        ([200_000, 1000, 1000], [1, 2]),
        ([200_000, 2000, 1000, 1000], [1, 3]),
        ([200_000, 4000, 2000, 1000], [1, 1, 1, 1]),
        ([200_000, 4000, 2000, 1000, 1000], [1, 4]),
        # More than 10,000 at once are left to `khabar index merge`.
        ([6_000, 5_000], [1, 1]),
        ([5_000, 5_000], [2]),
    ],
)
def test_last_segments_are_merged(sizes, merged):
    """Neighbours are merged from the last on as long as the one before is no larger than all of them together."""
    assert [len(each) for each in plan_merges(segments(*sizes))] == merged


@given(st.lists(st.integers(1, 100_000), max_size=60))
def test_every_segment_is_in_the_plan_once(sizes):
    """The ranges of a plan are all segments in order, and never more than 24."""
    for plan in (plan_merges(segments(*sizes)), merge_all(segments(*sizes))):
        assert [number for each in plan for number in each] == list(range(len(sizes)))
        assert all(plan) and len(plan) <= merging._MOST_SEGMENTS


@given(st.lists(st.integers(1, 3000), max_size=300))
def test_few_segments_are_left(batches):
    """After any updates of up to 3,000 articles few segments are left, and little was rewritten."""
    sizes: list[int] = []
    written = 0
    for batch in batches:
        sizes.append(batch)
        plan = plan_merges(segments(*sizes))
        written += sum(sum(sizes[each] for each in group) for group in plan if len(group) > 1)
        sizes = [sum(sizes[each] for each in group) for group in plan]
    assert len(sizes) <= 6 + 1 + sum(sizes) // 10_000
    assert written <= 12 * sum(sizes) + 1000 * len(batches)


def test_the_smallest_neighbours_of_too_many(monkeypatch):
    """Past the most that there may be, the two neighbours that are smallest together are merged whatever their size."""
    monkeypatch.setattr(merging, "_MOST_SEGMENTS", 3)
    plan = plan_merges(segments(90_000, 70_000, 60_000, 40_000))
    assert plan == [range(0, 1), range(1, 2), range(2, 4)]
