"""Signatures of articles as columns of a segment (``indexer.signatures`` makes them): uint16[articles, VALUES] without zeros.

Of each row the first ``WORD_BINS`` are bins of words, those up to ``BINS`` bins of numbers, 1 to 65534, or 0 where the bin is
empty; the rest is a digest of the whole body, uint64. A third of the values are 0 (news_2020): ``signature_bins`` says
which are not, a bit each from the lowest, eight bytes an article, and ``signature`` has these, uint16, one article after
another.
"""

from __future__ import annotations

import numpy as np

from .container import Container

__all__ = [
    "BINS",
    "VALUES",
    "WORD_BINS",
    "digests_of",
    "encode_signatures",
    "has_signatures",
    "read_signatures",
]

WORD_BINS, BINS, VALUES = 48, 60, 64

_FILLED, _CONTENT = "signature_bins", "signature"


def encode_signatures(signatures: np.ndarray) -> dict[str, np.ndarray]:
    """uint16[articles, VALUES] → the columns' bytes, uint8, by name."""
    filled = signatures != 0
    content = signatures[filled].astype("<u2").view(np.uint8)
    return {_FILLED: np.packbits(filled.reshape(-1), bitorder="little"), _CONTENT: content}


def has_signatures(segment: Container) -> bool:
    """Whether a segment has any: one that Whoosh's writer wrote has none."""
    return f"column/{_FILLED}" in segment


def read_signatures(segment: Container, into: np.ndarray | None = None) -> np.ndarray:
    """The signatures of a segment, uint16[articles, VALUES]; put ``into`` such an array of zeros, if it is given.

    Raises IndexCorruptError where the columns do not fit together.
    """
    bits, content = segment[f"column/{_FILLED}"], segment[f"column/{_CONTENT}"]
    signatures = np.zeros((int(segment.meta["articles"]), VALUES), np.uint16) if into is None else into
    if bits.dtype != np.uint8 or len(bits) * 8 != signatures.size:
        raise segment.damaged(f"column/{_FILLED}: not of {len(signatures)} articles")
    filled = np.unpackbits(bits, bitorder="little").view(bool).reshape(signatures.shape)
    if content.dtype != np.uint8 or len(content) != 2 * np.count_nonzero(filled):
        raise segment.damaged(f"column/{_CONTENT}: not of the bins that column/{_FILLED} says")
    signatures[filled] = content.view("<u2")
    return signatures


def digests_of(signatures: np.ndarray) -> np.ndarray:
    """The digests in them, uint64[articles]."""
    return np.ascontiguousarray(signatures[:, BINS:]).view(np.uint64).reshape(-1)
