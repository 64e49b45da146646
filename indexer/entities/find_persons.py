"""Persons: after a title, by the parts of the name, before an honorific.

The text is parted into runs of words that may be in a name; a run becomes a person when something speaks
for it. A run ends at postpositions, verbs, every common word and punctuation, so no name can hold one.
"""

from __future__ import annotations

from collections.abc import Iterator

from .cues import (
    AND,
    BREAK,
    CLOSE,
    COMMA,
    COMMON,
    DOT,
    ERGATIVE,
    GIVEN,
    HONORIFIC,
    HYPHEN,
    INITIAL,
    LETTER,
    LINK,
    MIDDLE,
    NAME,
    ORG_FIRST,
    PLACE_ENDING,
    ROLE,
    STOP,
    SURNAME,
    TITLE,
    UNKNOWN,
    UNSURE_LETTER,
    WEAK,
)
from .entity import PERSON, Mention
from .passage import Passage

__all__ = ["find_persons", "iter_runs"]

_PART = NAME | UNKNOWN
_ENDS = STOP | BREAK | COMMA | AND | CLOSE | DOT
_MOST_WORDS = 8


def find_persons(passage: Passage, taken: bytearray) -> Iterator[Mention]:
    """Find every run of words that is a person's name."""
    for start, end in iter_runs(passage, taken):
        if _speaks_for(passage, start, end):
            yield Mention(PERSON, start, end)


def iter_runs(passage: Passage, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the longest runs of words that may make a name, free of what is taken."""
    done = 0
    for at in passage.positions(_PART):
        if at < done or taken[at]:
            continue
        start = _start_of_run(passage, at, done, taken)
        done = _end_of_run(passage, at, taken)
        yield start, done


def _start_of_run(passage: Passage, at: int, floor: int, taken: bytearray) -> int:
    """Find where a name begins whose first known or unknown word is at ``at``, not before ``floor``."""
    start = _with_initials(passage, at, floor, taken)
    if start - 1 < floor or taken[start - 1] or not passage.cue(start - 2) & TITLE:
        return start
    before = passage.cue(start - 1)
    # सचिव लव अग्रवाल: between a title and a surname any word is a given name. राजदूत अल थानी: a link is first.
    given = before == COMMON and _ends_names(passage.cues[start])
    linked = before & LINK and not before & STOP
    return start - 1 if given or linked else start


def _with_initials(passage: Passage, at: int, floor: int, taken: bytearray) -> int:
    """Find where the initials before a name begin (एस. जयशंकर, आर के सिंह); ``at`` where there are none."""
    start = at
    while start > floor:
        dotted = bool(passage.cue(start - 1) & DOT)
        letter = start - 2 if dotted else start - 1
        cues = passage.cue(letter)
        if letter < floor or taken[letter] or cues & (INITIAL | TITLE | ORG_FIRST) != INITIAL:
            break
        if cues & UNSURE_LETTER and not dotted and not _is_initial(passage, letter):
            break
        start = letter
    return start


def _is_initial(passage: Passage, at: int) -> bool:
    """Tell वी के पॉल and "कप्तान के एल राहुल" from the postposition of "परिषद के आर गंगाखेडकर"."""
    before, after = passage.cue(at - 1), passage.cue(at + 1)
    return bool(before & LETTER or (after & LETTER and before & (TITLE | BREAK | COMMA | AND)))


def _end_of_run(passage: Passage, at: int, taken: bytearray) -> int:
    """Find where (exclusive) the run ends; links, initials and hyphens are in it where a part follows."""
    end = after = at + 1
    words = 1
    while after < len(passage.cues) and not taken[after] and words < _MOST_WORDS:
        cues = passage.cues[after]
        if cues & _PART:
            if cues & UNKNOWN and _ends_names(passage.cues[after - 1]):
                break
            end = after + 1
            words += 1
        elif not (cues & HYPHEN and passage.cue(after + 1) & (_PART | LINK)) and (
            not cues & (LINK | INITIAL) or cues & (STOP | HONORIFIC)
        ):
            break
        after += 1
    return end


def _ends_names(cues: int) -> bool:
    """Tell whether a word is a surname and nothing besides."""
    return cues & (SURNAME | GIVEN | WEAK | MIDDLE) == SURNAME


def _speaks_for(passage: Passage, start: int, end: int) -> bool:
    """Tell whether something shows that the run names a person."""
    cues = [own for own in passage.cues[start:end] if own & _PART]
    before, after = _left_cues(passage, start), passage.cue(end)
    strong = any(own & NAME and not own & WEAK for own in cues)
    unknown = sum(1 for own in cues if own & UNKNOWN)
    two = len(cues) >= 2
    if before & TITLE:
        return bool(strong or unknown or two or after & ERGATIVE)
    role = before & ROLE and (strong or (two and not all(own & PLACE_ENDING for own in cues)))
    if role or (strong and two) or after & HONORIFIC:
        return True
    if strong:
        return bool(after & _ENDS)
    # Unknown words may be anything; one who acts is a person, and two listed by country are one:
    # ताजिकिस्तान के कोखिर रसूलजोदा और.
    listed = two and unknown == len(cues) and start - 1 in passage.place_ends and after & (AND | COMMA)
    return bool(((two or unknown) and after & ERGATIVE) or listed)


def _left_cues(passage: Passage, start: int) -> int:
    """Look up the cues of the word before a run; the dot of डॉ. is passed over."""
    return passage.cue(start - 2) if passage.cue(start - 1) & DOT else passage.cue(start - 1)
