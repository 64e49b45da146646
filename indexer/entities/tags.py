"""Mentions as a tag for each piece: outside, the first piece of one of a kind, or a piece after it (BIO)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .entity import KINDS, Mention

__all__ = ["OUTSIDE", "iter_spans", "tags_of"]

OUTSIDE = 0
"""The first piece of kind k of ``KINDS`` has the tag 1 + 2k, those after it 2 + 2k."""


def tags_of(mentions: Iterable[Mention], size: int) -> bytearray:
    """Tag the pieces of a passage; mentions do not overlap."""
    tags = bytearray(size)
    for mention in mentions:
        first = 1 + 2 * KINDS.index(mention.kind)
        tags[mention.start : mention.end] = bytes([first]) + bytes([first + 1]) * (mention.end - mention.start - 1)
    return tags


def iter_spans(tags: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end (exclusive) of every mention; what goes on without a beginning begins one."""
    starts = (at for at, tag in enumerate(tags) if tag != OUTSIDE and _begins(tags, at))
    for start in starts:
        end = start + 1
        while end < len(tags) and tags[end] != OUTSIDE and not _begins(tags, end):
            end += 1
        yield KINDS[(tags[start] - 1) // 2], start, end


def _begins(tags: Sequence[int], at: int) -> bool:
    kind, goes_on = divmod(tags[at] - 1, 2)
    return not goes_on or at == 0 or tags[at - 1] == OUTSIDE or (tags[at - 1] - 1) // 2 != kind
