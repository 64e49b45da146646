"""The distinct numbers of an array, ascending.

In place of ``np.unique``, which loads ``numpy.ma``: 10 ms of a search from a cold terminal, and in each process of a build. Of a
million numbers it takes ten times as long, too, as it hashes them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

__all__ = ["Distinct", "distinct", "with_places"]


class Distinct(NamedTuple):
    """``numbers``, ascending, each once; of each ``first`` the place where it stands first, int64; ``rows`` int64: which of them
    stands at each place."""

    numbers: np.ndarray
    first: np.ndarray
    rows: np.ndarray


def distinct(numbers: np.ndarray) -> np.ndarray:
    """The numbers of ``numbers[n]`` in ascending order, each once."""
    ascending = np.sort(numbers)
    once: np.ndarray = ascending[_begins(ascending)]
    return once


def with_places(numbers: np.ndarray) -> Distinct:
    """The same, and where they stand in ``numbers[n]``."""
    order = np.argsort(numbers, kind="stable")
    ascending = numbers[order]
    begins = _begins(ascending)
    rows = np.empty(len(numbers), np.int64)
    rows[order] = np.cumsum(begins) - 1
    return Distinct(ascending[begins], order[begins], rows)


def _begins(ascending: np.ndarray) -> np.ndarray:
    """Where another number begins, bool[n]."""
    begins = np.ones(len(ascending), bool)
    begins[1:] = ascending[1:] != ascending[:-1]
    return begins
