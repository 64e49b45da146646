"""Counts of keyword values, held to plain loops."""

from collections import Counter
from itertools import accumulate, chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.codec import keyword_counts

columns = st.lists(st.lists(st.integers(0, 9), unique=True, max_size=4), max_size=12)


@given(columns, st.sampled_from([np.uint8, np.uint16, np.uint32]), st.data())
def test_counts_are_those_of_plain_loops(column, dtype, data):
    """Any articles of a column, whatever its codes are kept in, have each value as often as a Counter says."""
    codes = np.array(list(chain.from_iterable(column)), dtype)
    starts = np.array([0, *accumulate(map(len, column))], np.int64)
    articles = sorted(data.draw(st.frozensets(st.integers(0, len(column) - 1)))) if column else []
    expected = Counter(chain.from_iterable(column[article] for article in articles))
    counted = keyword_counts.count(codes, starts, np.array(articles, np.int64), 10)
    assert counted.dtype == np.int64
    assert counted.tolist() == [expected[value] for value in range(10)]


@pytest.mark.parametrize(
    ("codes", "starts", "article", "fault"),
    [
        ([0], [0, 1], 1, "no article 1"),
        ([0], [0, 1], -1, "no article -1"),
        ([0], [0, 2], 0, "are not there"),
        ([0], [-1, 1], 0, "are not there"),
        ([2], [0, 1], 0, "of no value"),
    ],
)
def test_what_leads_out_of_the_arrays_is_refused(codes, starts, article, fault):
    """An article, a start or a code that there is not is a ValueError; nothing outside of the arrays is read or written."""
    with pytest.raises(ValueError, match=fault):
        keyword_counts.count(
            np.array(codes, np.uint8), np.array(starts, np.int64), np.array([article], np.int64), 2
        )
