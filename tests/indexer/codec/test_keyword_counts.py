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
    first = data.draw(st.integers(0, 5))
    assert (
        counted(keyword_counts.KeywordCodes(codes, starts, 10), np.array(articles, np.int64) + first, first)
        == expected
    )
    added = {"0": 5}
    keyword_counts.KeywordCodes(codes, starts, 10).add_counts(added, str, np.array(articles, np.int64))
    assert added == {str(code): count for code, count in (Counter({0: 5}) + expected).items()}


def counted(codes, articles, first=0):
    found = {}
    codes.add_counts(found, lambda code: code, articles, first)
    return found


@given(st.lists(st.integers(0, 9), max_size=12), st.data())
def test_one_code_an_article_needs_no_starts(codes, data):
    """Where each article has one code, the counts are the same without starts."""
    articles = np.array(
        sorted(data.draw(st.frozensets(st.sampled_from(range(len(codes)))))) if codes else [], np.int64
    )
    with_starts = keyword_counts.KeywordCodes(np.array(codes, np.uint16), np.arange(len(codes) + 1), 10)
    without = keyword_counts.KeywordCodes(np.array(codes, np.uint16), None, 10)
    assert counted(without, articles) == counted(with_starts, articles)


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
        counted(
            keyword_counts.KeywordCodes(np.array(codes, np.uint8), np.array(starts, np.int64), 2),
            np.array([article], np.int64),
        )
