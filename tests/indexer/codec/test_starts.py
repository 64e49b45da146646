"""Ascending numbers in a byte each: encoding, and reading in place."""

from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec.ascending import AscendingNumbers
from indexer.codec.starts import decode_ascending, encode_ascending

STEPS = st.lists(st.integers(0, 300) | st.sampled_from([0, 254, 255, 256, 2**32 - 1]), max_size=150)
GOOD = encode_ascending(np.cumsum(np.arange(100) * 7 % 271))


@settings(max_examples=300, deadline=None)
@given(STEPS, st.integers(-1, 2**34))
def test_any_numbers(steps, sought):
    """Numbers with small and large steps come back, one by one and all at once, and are found."""
    numbers = np.cumsum(np.array(steps, np.int64))
    content = encode_ascending(numbers)
    opened = AscendingNumbers(content)
    assert [opened[place] for place in range(len(opened))] == numbers.tolist()
    assert decode_ascending(content).tolist() == numbers.tolist()
    for each in (sought, *numbers.tolist(), *(numbers + 1).tolist()):
        assert opened.find_at_least(each) == bisect_left(numbers.tolist(), each)
    for first in (0, len(numbers) // 3, len(numbers)):
        assert opened.read(first, len(numbers)).tolist() == numbers[first:].tolist()
    for first, past in ((-1, 0), (1, 0), (0, len(numbers) + 1)):
        with pytest.raises(IndexError):
            opened.read(first, past)
    for place in (-1, len(numbers)):
        with pytest.raises(IndexError):
            opened[place]


def test_size():
    """A number takes a byte and a quarter, and eight more where its step is large."""
    assert len(encode_ascending(np.arange(3200))) == 16 + 3200 + 3200 // 4
    assert len(encode_ascending(np.arange(3200) * 255)) == 16 + 3200 + 3200 // 4 + 8 * 3199


@pytest.mark.parametrize("numbers", [[3, 2], [-1, 0], [0, 2**32]])
def test_numbers_that_are_refused(numbers):
    """Numbers below 0, falling, or with a step beyond 32 bits are refused."""
    with pytest.raises(ValueError, match="numbers that fall"):
        encode_ascending(np.array(numbers))


@pytest.mark.parametrize(
    "content", [b"", b"\1" * 15, bytes(8) + b"\1" + bytes(7), GOOD.tobytes()[:-1], b"\xff" * 64]
)
def test_bytes_that_are_none(content):
    """Bytes of another length than they say are refused."""
    for read in (decode_ascending, AscendingNumbers):
        with pytest.raises(ValueError, match="ascending numbers"):
            read(np.frombuffer(content, np.uint8))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(1, 255)), min_size=1, max_size=4))
def test_changed_bytes(changes):
    """Whatever bytes are changed: numbers or ValueError, never a crash; and a whole decoding that differs or fails."""
    content = GOOD.copy()
    for place, byte in changes:
        content[place] ^= byte
    if np.array_equal(content, GOOD):
        return
    try:
        assert decode_ascending(content).tolist() != decode_ascending(GOOD).tolist()
    except ValueError as error:
        assert "numbers" in str(error) or "steps" in str(error)
    try:
        opened = AscendingNumbers(content)
    except ValueError:
        return
    assert (
        len([opened[place] for place in range(len(opened))])
        == len(opened)
        == len(opened.read(0, len(opened)))
    )
    assert 0 <= opened.find_at_least(1000) <= len(opened)
