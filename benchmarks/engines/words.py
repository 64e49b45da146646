"""The one tokenisation that the peers share: plain words, Devanagari kept whole."""

from __future__ import annotations

import re

__all__ = ["WORD_PATTERN", "words"]

# \w of Python's re stops at a vowel sign or virama, so the signs of the block are added. Danda, double
# danda (U+0964, U+0965) and the abbreviation sign (U+0970) lie between the two ranges; digits are in \w.
# Without the joiners a word written with one would fall apart.
WORD_PATTERN = (
    r"[\w"
    "\N{DEVANAGARI SIGN INVERTED CANDRABINDU}-\N{DEVANAGARI VOWEL SIGN VOCALIC LL}"
    "\N{DEVANAGARI SIGN HIGH SPACING DOT}-\N{DEVANAGARI LETTER BBA}"
    "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
    "]+"
)

_WORD = re.compile(WORD_PATTERN)


def words(text: str) -> list[str]:
    """Return the words in order, repeated ones too, as written: no lower-casing, no normalisation."""
    return _WORD.findall(text)
