"""Numbers of runs of pieces: what a mention is known again by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.piece_runs import PieceRuns

_RUNS = st.tuples(st.integers(0, 2), st.lists(st.integers(0, 40), min_size=1, max_size=4))


@given(st.lists(_RUNS, max_size=60))
def test_one_number_each(runs: list[tuple[int, list[int]]]) -> None:
    """Runs have one number if and only if kind and pieces are the same."""
    table = PieceRuns()
    numbers = {(kind, *pieces): table.find(kind, pieces) for kind, pieces in runs}
    assert len(set(numbers.values())) == len(numbers)
    assert all(table.find(kind, pieces) == numbers[kind, *pieces] for kind, pieces in runs)
    assert max(numbers.values(), default=-1) < table.count


def test_many() -> None:
    """Numbers stay as the table grows."""
    table = PieceRuns()
    numbers = [table.find(at % 3, [at, at % 7]) for at in range(20_000)]
    assert len(set(numbers)) == 20_000
    assert [table.find(at % 3, [at, at % 7]) for at in range(20_000)] == numbers


@pytest.mark.parametrize(("kind", "pieces"), [(0, []), (3, [1]), (-1, [1]), (1, [-1]), (1, [2, -7])])
def test_no_runs(kind: int, pieces: list[int]) -> None:
    """No piece, negative numbers and other kinds are a ValueError."""
    with pytest.raises(ValueError, match="run"):
        PieceRuns().find(kind, pieces)
