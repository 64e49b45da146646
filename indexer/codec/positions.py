"""Posting values as Whoosh sees them: positions of one term in one article. A segment holds them as ``postings`` encodes them."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence

from whoosh import fields, formats

from ..analysis.chain import HindiAnalyzer

__all__ = ["POSITION_DTYPE", "PositionArray", "TermField", "encode_positions"]

POSITION_DTYPE = "<u4"
"""Of a posting value: one little-endian 32-bit number a position, ascending, counted in words from 0."""

_TYPECODE = "I"
_SWAP = sys.byteorder == "big"


def encode_positions(positions: Sequence[int]) -> bytes:
    """The posting value of ascending positions; its length over four is the term frequency."""
    # Most values hold one position or two: an array takes half the time of struct there.
    numbers = array(_TYPECODE, positions)
    if _SWAP:
        numbers.byteswap()
    return numbers.tobytes()


class PositionArray(formats.Positions):  # type: ignore[misc]  # whoosh's formats are untyped
    """Whoosh's Positions format with our posting value in place of its pickled list of differences."""

    def encode(self, poslist: Sequence[int]) -> bytes:
        """Positions → posting value."""
        return encode_positions(poslist)

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Posting value → positions, ascending."""
        numbers = array(_TYPECODE, valuestring)
        if _SWAP:
            numbers.byteswap()
        return numbers.tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """How often the term occurs in the article's field."""
        return len(valuestring) // 4


class TermField(fields.TEXT):  # type: ignore[misc]  # whoosh's fields are untyped
    """A text field of exact forms or of lemmas, with our posting values."""

    def __init__(self, form: str) -> None:
        super().__init__(analyzer=HindiAnalyzer(form))
        self.format = PositionArray()
