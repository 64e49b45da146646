"""Defining brackets.

शंघाई सहयोग संगठन (एससीओ), (SCO), (Shanghai Cooperation Organization - SCO); SCO (शंघाई सहयोग संगठन).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

from . import find_brackets
from .cues import (
    ACRONYM,
    AND,
    BROAD,
    COMMON,
    CORE_HEAD,
    LATIN,
    NATIONAL,
    OF,
    STATE_HEAD,
    STOP,
    TITLE,
)
from .entity import ORG, Mention
from .known_organisations import letters_of
from .organisation_words import TRANSLATED_INITIALS
from .passage import Passage
from .phrase_matcher import PhraseMatcher

__all__ = ["bracket_rule", "may_stand_for"]

_MOST_WORDS = 8
_INITIALS = {
    letter: latin
    for letters, latin in (
        ("अ", "auoei"), ("आ", "ao"), ("इई", "ie"), ("उऊ", "uo"), ("एऐ", "eai"), ("ओऔऑ", "oa"), ("क", "kcq"),
        ("ख", "k"), ("गघ", "g"), ("चछ", "c"), ("जझ", "jgz"), ("टठतथ", "t"), ("डढदध", "d"), ("न", "n"),
        ("प", "p"), ("फ", "fp"), ("बभ", "b"), ("म", "m"), ("य", "yue"), ("र", "r"), ("ल", "l"), ("व", "vw"),
        ("शषस", "sc"), ("ह", "h"),
    )
    for letter in letters
}  # fmt: skip


def bracket_rule(known: PhraseMatcher) -> Callable[[Passage], None]:
    """Make the rule that reads brackets; ``known`` says more about an acronym where it has it."""

    def find(passage: Passage) -> None:
        for opening, closing in find_brackets.brackets(passage, known):
            if passage.free(opening, closing):
                for mention in _read(passage, opening, closing, known):
                    passage.add(*mention)

    return find


def _read(passage: Passage, opening: int, closing: int, known: PhraseMatcher) -> Iterator[Mention]:
    if _is_acronym(passage, closing - 1):
        yield from _long_before(passage, opening, closing, known)
    elif passage.cue(opening - 1) & ACRONYM and passage.cue(closing - 1) & CORE_HEAD:
        acronym = passage.piece(opening - 1).text
        names = (passage.text(opening + 1, closing), acronym, *letters_of(acronym))
        yield Mention(ORG, opening - 1, opening, names)
        yield Mention(ORG, opening + 1, closing, names)


def _is_acronym(passage: Passage, at: int) -> bool:
    """Letters in either script, or one short word, which may be made of first syllables (भाजपा)."""
    piece = passage.piece(at)
    return bool(piece.exact) and (bool(piece.cues & ACRONYM) or len(piece.exact) <= 6)


def _long_before(passage: Passage, opening: int, closing: int, known: PhraseMatcher) -> Iterator[Mention]:
    last = closing - 1
    acronym = passage.piece(last)
    match = known.match(passage, last)
    before = passage.piece(opening - 1)
    # Most brackets hold a word that begins nothing of this: told by the last word before, which a long name ends in.
    if not (match or acronym.cues & ACRONYM or _letters(acronym.exact)[-1:] == [before.exact[:1]]):
        return
    start = _start_of_long(passage, opening, _readings(acronym.text))
    long = passage.words(start, opening)
    inside = range(opening + 1, last)
    if len(long) < 2 or any(passage.piece(at).exact and not passage.cue(at) & LATIN for at in inside):
        return
    lettered = acronym.cues & ACRONYM and _has_head(passage, start, opening)
    if match or lettered or _by_syllables(acronym.exact, long):
        english = passage.text(opening + 1, last).rstrip(" -–:;,")
        others = match[1] if match else ()
        names = (passage.text(start, opening), acronym.text, *letters_of(acronym.text), english, *others)
        for begin, end in ((start, opening), (last, closing)):
            yield Mention(ORG, begin, end, tuple(filter(None, names)))


def _has_head(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a long name ends in a head word or has an English "of": other things have acronyms too."""
    if passage.cue(end - 1) & (CORE_HEAD | STATE_HEAD):
        return True
    return any(passage.cue(at) & OF for at in range(start, end))


def _readings(acronym: str) -> tuple[str, ...]:
    if acronym.isascii():
        return (acronym.replace(".", "").lower(),)
    return tuple(letters.lower() for letters in letters_of(acronym))


def _start_of_long(passage: Passage, end: int, readings: tuple[str, ...]) -> int:
    """Find where the long name begins: of all places after a postposition, where the letters fit best."""
    starts = list(_iter_starts(passage, end))
    return max(starts, key=lambda start: (_fit(passage, start, end, readings), start), default=end)


def _iter_starts(passage: Passage, end: int) -> Iterator[int]:
    """Yield where a long name before ``end`` may begin, the nearest first."""
    for at in range(end - 1, max(end - 1 - _MOST_WORDS, -1), -1):
        cues = passage.cue(at)
        joins = cues & (AND | OF) and at < end - 1
        if not joins and (not passage.piece(at).exact or cues & (STOP | TITLE)):
            return
        if not joins:
            yield at


def _fit(passage: Passage, start: int, end: int, readings: tuple[str, ...]) -> float:
    """Score a beginning: a point for as many words as letters, up to another for initials that fit."""
    pieces = map(passage.piece, range(start, end))
    long = [piece.exact for piece in pieces if piece.exact and not piece.cues & (AND | OF)]
    fits = [
        1 + sum(map(may_stand_for, letters, long)) / len(long)
        for letters in readings
        if len(letters) == len(long)
    ]
    opens = 0.5 if passage.cue(start) & (BROAD | NATIONAL) or passage.end_of_place(start) else 0.0
    # What fits nothing is as long as the text allows, but does not begin with a common word.
    return max(fits, default=0.0) + opens + 0.01 * len(long) - (0.02 if passage.cue(start) & COMMON else 0.0)


@functools.lru_cache(maxsize=4096)
def may_stand_for(letter: str, word: str) -> bool:
    """Tell whether a Latin letter of an acronym may be the first of a word, by its sound or in translation: i is भारतीय."""
    if word.isascii():
        return word.startswith(letter)
    return letter in TRANSLATED_INITIALS.get(word, "") or letter in _INITIALS.get(word[0], "")


def _by_syllables(acronym: str, long: tuple[str, ...]) -> bool:
    """Tell whether the acronym's consonants begin the words in order: भाजपा, भारतीय जनता पार्टी."""
    letters = _letters(acronym)
    return len(letters) > 1 and letters == [word[0] for word in long]


def _letters(acronym: str) -> list[str]:
    return [letter for letter in acronym if letter in _INITIALS]
