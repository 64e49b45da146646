"""Places: those of the gazetteer, and unknown words that stand where the name of a place stands."""

from __future__ import annotations

from collections.abc import Iterator

from .cues import (
    AMBIGUOUS_PLACE,
    AND,
    CLOSE,
    COMMA,
    DIRECTION,
    HEAD_WITHIN,
    HYPHEN,
    LANDMARK,
    NAME,
    OPEN,
    PLACE_ENDING,
    PLACE_HEAD,
    ROLE,
    TITLE,
    UNKNOWN,
)
from .entity import PLACE, Mention
from .passage import Passage

__all__ = ["find_listed_places", "find_places_by_context", "find_places_by_head"]

_MOST_BEFORE_HEAD = 3
_NEIGHBOURS = COMMA | OPEN | CLOSE | AND | HYPHEN


def find_listed_places(passage: Passage, taken: bytearray) -> Iterator[Mention]:
    """Find places of the gazetteer, with a direction before them and what belongs to the name after."""
    for start, end in list(passage.place_starts.items()):
        if any(taken[start:end]):
            continue
        if (
            end == start + 1
            and passage.cues[start] & AMBIGUOUS_PLACE
            and not _among_places(passage, start, end)
        ):
            continue
        if end == start + 1 and passage.cues[start] & NAME and _in_person(passage, start):
            continue
        first = start - 1 if passage.cue(start - 1) & DIRECTION and not taken[start - 1] else start
        last = end + 1 if passage.cue(end) & HEAD_WITHIN and not passage.cue(end - 1) & HEAD_WITHIN else end
        # A part of a place is another place: it does not go by the other names of the whole.
        yield Mention(PLACE, first, last, passage.place_names[start] if (first, last) == (start, end) else ())


def _in_person(passage: Passage, at: int) -> bool:
    return bool(passage.cue(at + 1) & (NAME | UNKNOWN) or passage.cue(at - 1) & (NAME | TITLE))


def _among_places(passage: Passage, start: int, end: int) -> bool:
    """Whether a word like जिला follows, or another place stands beside, a comma or bracket between."""
    if passage.cue(end) & PLACE_HEAD:
        return True
    before = start - 1 in passage.place_ends and passage.cue(start - 1) & (_NEIGHBOURS & ~AND)
    after = end + 1 in passage.place_starts and passage.cue(end) & (_NEIGHBOURS & ~AND)
    return bool(before or after)


def find_places_by_head(passage: Passage, taken: bytearray) -> Iterator[Mention]:
    """Names before a word like शहर, मंदिर, and unknown words that end as names of settlements do."""
    for at in passage.positions(PLACE_HEAD | LANDMARK):
        own = passage.cues[at] & (HEAD_WITHIN | LANDMARK)
        # Names of persons stand before what is named for them (गांधी मैदान), not before शहर, जिला.
        part = UNKNOWN | NAME if own else UNKNOWN
        start = at
        while passage.cue(start - 1) & part and at - start < _MOST_BEFORE_HEAD and not taken[start - 1]:
            start -= 1
        if start < at and not taken[at] and not passage.cue(at + 1) & (TITLE | ROLE):
            yield Mention(PLACE, start, at + 1 if own else at)
    for at in passage.positions(PLACE_ENDING):
        if not taken[at] and not (passage.cue(at - 1) | passage.cue(at + 1)) & NAME:
            yield Mention(PLACE, at, at + 1)


def find_places_by_context(passage: Passage, taken: bytearray) -> Iterator[Mention]:
    """Unknown words in a row of places: "अमास, गया, बिहार", "कल्लुमडि (अनंतपुर)"."""
    for start, end in sorted(passage.place_starts.items(), reverse=True):
        at = start - 1
        while passage.cue(at) & (COMMA | OPEN) and passage.cue(at - 1) & UNKNOWN and not taken[at - 1]:
            first = at - 2 if passage.cue(at - 2) & UNKNOWN and not taken[at - 2] else at - 1
            yield Mention(PLACE, first, at)
            at = first - 1
        if passage.cue(end) & COMMA and passage.cue(end + 1) & UNKNOWN and not taken[end + 1]:
            after = passage.cue(end + 2)
            if after & (COMMA | AND):
                yield Mention(PLACE, end + 1, end + 2)
