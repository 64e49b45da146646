"""Mentions as a tag for each piece: outside, the first piece of one of a kind, or a piece after it (BIO)."""

from __future__ import annotations

from collections.abc import Iterable

from .entity import KINDS, Mention

__all__ = ["OUTSIDE", "tags_of"]

OUTSIDE = 0
"""The first piece of kind k of ``KINDS`` has the tag 1 + 2k, those after it 2 + 2k."""


def tags_of(mentions: Iterable[Mention], size: int) -> bytearray:
    """Tag the pieces of a passage; mentions do not overlap."""
    tags = bytearray(size)
    for mention in mentions:
        first = 1 + 2 * KINDS.index(mention.kind)
        tags[mention.start : mention.end] = bytes([first]) + bytes([first + 1]) * (
            mention.end - mention.start - 1
        )
    return tags
