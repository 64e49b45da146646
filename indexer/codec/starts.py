"""Ascending numbers, such as where each of many lists begins, in a byte each and a little instead of four or eight.

One array of uint8: how many numbers there are, n, and how many steps are large, m (both uint64); the 1st, 33rd, 65th … number
(uint64); of each large step its place and the step (uint32[m] each); then of each number its step from the one before it
(uint8[n]), 255 where that is large, 255 or more. The first of each 32 has its step too, which nothing needs but a whole decoding.
"""

from __future__ import annotations

import numpy as np

__all__ = ["decode_ascending", "encode_ascending"]

_BLOCK = 32
_FAR = 255


def encode_ascending(numbers: np.ndarray) -> np.ndarray:
    """Numbers (any integer dtype, from 0, not falling, no step of 2³² or more) → their bytes, uint8. Raises ValueError else."""
    wide = numbers.astype(np.int64)
    steps = np.diff(wide, prepend=0)
    if len(steps) and (steps.min() < 0 or steps.max() >= 1 << 32):
        raise ValueError("numbers that fall, or rise by more than 32 bits")
    far = np.flatnonzero(steps >= _FAR)
    parts = [
        np.array([len(steps), len(far)], "<u8"),
        wide[::_BLOCK].astype("<u8"),
        far.astype("<u4"),
        steps[far].astype("<u4"),
        np.minimum(steps, _FAR).astype(np.uint8),
    ]
    return np.concatenate([part.view(np.uint8) for part in parts])


def decode_ascending(content: np.ndarray) -> np.ndarray:
    """Such bytes → all the numbers, int64. Raises ValueError where they are not what ``encode_ascending`` gives."""
    if len(content) < 16:
        raise ValueError("ascending numbers begin with two counts")
    length, far = (int(count) for count in content[:16].view("<u8"))
    blocks = -(-length // _BLOCK)
    if 16 + 8 * blocks + 8 * far + length != len(content):
        raise ValueError("ascending numbers are not of as many bytes as they say")
    bases, rest = content[16 : 16 + 8 * blocks].view("<u8"), content[16 + 8 * blocks :]
    steps = rest[8 * far :].astype(np.int64)
    places = rest[: 4 * far].view("<u4")
    if not np.array_equal(places, np.flatnonzero(steps == _FAR)):
        raise ValueError("the large steps are not where the steps say")
    steps[places] = rest[4 * far : 8 * far].view("<u4")
    numbers = np.cumsum(steps)
    if not np.array_equal(numbers[::_BLOCK], bases):
        raise ValueError("the numbers do not meet the first of each block")
    return numbers
