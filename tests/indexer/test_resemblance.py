"""Pairs of copies: found as a comparison of every two signatures finds them, and whatever the bytes are."""

from itertools import combinations
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indexer import agreeing, resemblance
from indexer.codec.signatures import BINS, VALUES, WORD_BINS
from indexer.resemblance import MOST_COPIES, find_common, find_pairs, rows_holding, rows_near

TEXTS = st.lists(
    arrays(np.uint16, WORD_BINS, elements=st.sampled_from([0, 1, 2, 3, 65534])), min_size=1, max_size=8
)


def signed(rows) -> np.ndarray:
    signatures = np.zeros((len(rows), VALUES), np.uint16)
    signatures[:, :WORD_BINS] = np.array(rows)
    return signatures


def pairs_of(signatures, words) -> list[tuple[int, int]]:
    """The pairs of texts that are all there are."""
    common = find_common(signatures, np.arange(len(signatures)))
    one, other = find_pairs(signatures, np.array(words), common)
    return list(zip(one.tolist(), other.tolist(), strict=True))


def copy_of(row: np.ndarray, changed: int, value: int) -> np.ndarray:
    """The row with other values in its first bins."""
    return np.concatenate([np.full(changed, value, np.uint16), row[changed:]])


@settings(deadline=None)
@given(TEXTS, st.sampled_from([40, 1 << 17]))
def test_candidates_agree_in_two_bins(rows, room):
    """Every two texts that agree in a bin and in one of those next to it by ``_APART``, however little room there is at once."""
    bins = np.array(rows)
    expected = {
        (one, other)
        for one, other in combinations(range(len(bins)), 2)
        for number in range(WORD_BINS)
        for apart in (0, *resemblance._APART)
        if apart
        and all(
            bins[one, place] == bins[other, place] != 0 for place in (number, (number + apart) % WORD_BINS)
        )
    }
    with mock.patch.object(resemblance, "_ROOM", room):
        found = np.unique(np.concatenate([np.zeros(0, np.uint64), *resemblance._iter_candidates(bins)]))
    assert {(int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in found} == expected


@pytest.mark.parametrize(
    ("changed", "are_copies"), [(0, True), (20, True), (28, True), (38, False), (48, False)]
)
def test_a_copy_shares_a_part_of_its_bins(changed, are_copies):
    """Two texts of one length that agree in 48, 28, 20, 10 and none of 48 bins."""
    row = np.arange(1, WORD_BINS + 1, dtype=np.uint16)
    assert pairs_of(signed([row, copy_of(row, changed, 999)]), [100, 100]) == ([(0, 1)] if are_copies else [])


@pytest.mark.parametrize(("shared", "are_copies"), [(0, False), (1, False), (2, True), (4, True)])
def test_numbers_must_agree(shared, are_copies):
    """Of four numbers in each two at least; where one of the two has no more than two numbers they say nothing."""
    signatures = signed([np.arange(1, WORD_BINS + 1)] * 2)
    signatures[0, WORD_BINS : WORD_BINS + 4] = [5, 6, 7, 8]
    signatures[1, WORD_BINS : WORD_BINS + 4] = [5, 6, 7, 8][:shared] + [9] * (4 - shared)
    assert (len(pairs_of(signatures, [90, 90])) == 1) == are_copies
    signatures[1, WORD_BINS + 2 : BINS] = 0
    assert len(pairs_of(signatures, [90, 90])) == 1


def test_lengths_as_narrow_as_a_byte():
    """The lengths of a segment are uint8 where none is longer than 255 words."""
    row = np.arange(1, WORD_BINS + 1, dtype=np.uint16)
    for kind in (np.uint8, np.int64):
        assert len(pairs_of(signed([row, copy_of(row, 20, 7)]), np.array([200, 180], kind))) == 1


def test_what_too_many_have_is_left_out():
    """Twelve texts may share a bin, thirteen not: then all is told by what else they have."""
    row = np.arange(1, WORD_BINS + 1, dtype=np.uint16)
    for count, pairs in ((MOST_COPIES, MOST_COPIES * (MOST_COPIES - 1) // 2), (MOST_COPIES + 1, 0)):
        assert len(pairs_of(signed([row] * count), np.full(count, 100))) == pairs


def test_none_and_one():
    """No article, and one, make no pair."""
    for count in (0, 1):
        assert pairs_of(np.zeros((count, VALUES), np.uint16), np.zeros(count, np.int64)) == []


@settings(deadline=None)
@given(TEXTS, st.sets(st.integers(0, 7)), st.integers(2, 4))
def test_pairs_of_some_texts(rows, chosen, most):
    """The pairs that some texts have are all among those near them; and a value is found in who holds it."""
    signatures, texts = signed(rows), np.arange(len(rows))
    concerned = np.isin(texts, list(chosen))
    with mock.patch.object(resemblance, "MOST_COPIES", most), mock.patch.object(resemblance, "LEAST_BINS", 2):
        common = find_common(signatures, texts)
        near = rows_near(signatures, texts, concerned, common)
        for one, other in zip(*find_pairs(signatures, np.full(len(rows), 90), common), strict=True):
            assert near[[one, other]].all() or not concerned[[one, other]].any()
    counts = [
        [int((signatures[:, each] == value).sum()) for value in (1, 2, 3, 65534)] for each in range(WORD_BINS)
    ]
    assert len(common) == sum(count > most for each in counts for count in each)
    holding = [
        any((cell >> 16, cell & 0xFFFF) in enumerate(row) for cell in common.tolist())
        for row in map(list, rows)
    ]
    assert rows_holding(signatures, texts, common).tolist() == holding


@pytest.mark.parametrize("row", [-1, 3])
def test_rows_that_are_not_there(row):
    """A row beyond the signatures is an error, not a read outside of them."""
    signatures, rows = signed([np.ones(WORD_BINS)] * 3), np.array([row])
    with pytest.raises(ValueError, match="row that is not there"):
        find_common(signatures, rows)
    with pytest.raises(ValueError, match="row that is not there"):
        rows_holding(signatures, rows, np.array([1]))


def test_no_room_for_one_value():
    """More rows of one value than there is room for are an error, not a loop without end."""
    bins = np.full((5, WORD_BINS), 7, np.uint16)
    with pytest.raises(ValueError, match="room"):
        agreeing.agreeing_pairs(
            bins, np.arange(5), bins[:, 0].copy(), np.array([1]), 0, np.empty(3, np.uint64)
        )
