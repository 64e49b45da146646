"""Non-negative numbers in as few bytes as they need: seven bits a byte, lowest first, the high bit set while more follow.

This is LEB128. Both ways work on whole arrays: most differences of postings fit one byte, and then decoding is a copy.
"""

from __future__ import annotations

import numpy as np

__all__ = ["LARGEST", "decode", "encode", "ends"]

_BITS = 7
_MORE = 0x80
_MOST_BYTES = 5
LARGEST = (1 << (_BITS * _MOST_BYTES)) - 1
"""The largest number that can be written, 2³⁵ − 1."""


def encode(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numbers (any integer dtype, 0 to LARGEST) → their bytes end to end, uint8, and how many each takes, uint8[n]."""
    small = numbers < 1 << _BITS
    if small.all():
        return numbers.astype(np.uint8), np.ones(len(numbers), np.uint8)
    sizes = np.ones(len(numbers), np.uint8)
    for count in range(1, _MOST_BYTES):
        larger = numbers >= 1 << (_BITS * count)
        if not larger.any():
            break
        sizes += larger
    after = np.cumsum(sizes, dtype=np.int64)
    starts = after - sizes
    out = np.empty(int(after[-1]), np.uint8)
    rest = numbers.astype(np.uint64)
    places = np.arange(len(numbers))
    for count in range(_MOST_BYTES):
        more = sizes[places] > count + 1
        out[starts[places] + count] = (rest & 0x7F) | np.where(more, _MORE, 0).astype(np.uint64)
        if not more.any():
            break
        places, rest = places[more], rest[more] >> np.uint64(_BITS)
    return out, sizes


def ends(data: np.ndarray) -> np.ndarray:
    """Bytes, uint8 → of each whether a number ends with it, bool."""
    last: np.ndarray = data < _MORE
    return last


def decode(data: np.ndarray) -> np.ndarray:
    """Bytes, uint8, that end with a number → the numbers, int64. Raises ValueError where they are not such bytes."""
    last = ends(data)
    if last.all():
        return data.astype(np.int64)
    if not last[-1]:
        raise ValueError("the bytes end within a number")
    final = np.flatnonzero(last)
    starts = np.empty_like(final)
    starts[0] = 0
    np.add(final[:-1], 1, out=starts[1:])
    numbers = (data[starts] & 0x7F).astype(np.int64)
    following = final - starts
    places = np.flatnonzero(following)
    count = 1
    while len(places):
        if count == _MOST_BYTES:
            raise ValueError("a number takes more bytes than any that was written")
        numbers[places] |= (data[starts[places] + count] & 0x7F).astype(np.int64) << (_BITS * count)
        count += 1
        places = places[following[places] >= count]
    return numbers
