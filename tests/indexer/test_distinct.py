"""Distinct numbers, held to numpy's."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.distinct import distinct, with_places

NUMBERS = st.lists(st.integers(0, 40), max_size=60)


@given(NUMBERS, st.sampled_from([np.int64, np.uint64, np.uint16]))
def test_as_numpy_finds_them(numbers, dtype):
    """Numbers, first places and rows are those of ``np.unique``, of any type."""
    given_numbers = np.array(numbers, dtype)
    expected = np.unique(given_numbers, return_index=True, return_inverse=True)
    for found, wanted in zip(with_places(given_numbers), expected, strict=True):
        np.testing.assert_array_equal(found, wanted)
    np.testing.assert_array_equal(distinct(given_numbers), expected[0])
    assert distinct(given_numbers).dtype == dtype


@pytest.mark.parametrize("call", ["distinct(numbers)", "with_places(numbers)"])
def test_nothing_is_loaded(call):
    """What it is there for: numpy.ma stays out."""
    program = (
        "import sys, numpy as np; from indexer.distinct import distinct, with_places;"
        f"numbers = np.arange(9) % 4; {call}; sys.exit('numpy.ma' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
