"""The words and marks of punctuation that passages are made of.

A text comes as numbers of chunks (``analysis.tokenize`` cuts it); what a chunk is made of and what its words say about names
is found when its number is met first (``piece_table``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..analysis.chain import Chain
from ..analysis.tokenize import kind_of
from . import word_cues
from .cues import BREAK, CLOSE, COMMA, DOT, HYPHEN, OPEN, SENTENCE_END
from .lexicon import Lexicon

__all__ = [
    "ALL_CAPITALS",
    "CAPITAL_FIRST",
    "JOINT",
    "Piece",
    "PieceReader",
    "read_mark",
]

_MARKS = {
    "(": OPEN,
    "[": OPEN,
    ")": CLOSE,
    "]": CLOSE,
    "-": HYPHEN,
    "–": HYPHEN,
    ".": DOT,
    "॰": DOT,
    ",": COMMA,
    **dict.fromkeys("।॥?!\n", BREAK | SENTENCE_END),
}
# Invisible, and written as it comes: दिल्‍ली is shown as दिल्ली.
_ZWJ, _ZWNJ = "\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"
_JOINERS = dict.fromkeys(map(ord, (_ZWJ, _ZWNJ)))
_VISARGA = "\N{DEVANAGARI SIGN VISARGA}"
_ADDRESSES = frozenset({"email", "handle", "tag", "url"})
# Every address has one of these: the rest are spared a look at their kind.
_IN_ADDRESSES = re.compile("[@#.:]")
ALL_CAPITALS, CAPITAL_FIRST, JOINT = 1, 2, 4
"""Bits of a piece's shape; a joint may stand between the words of one name."""


class Piece(NamedTuple):
    """A word (``exact`` is its exact form) or one mark of punctuation (``exact`` is empty)."""

    text: str
    exact: str
    cues: int


class PieceReader:
    """Chunk → pieces."""

    def __init__(self, chain: Chain, lexicon: Lexicon) -> None:
        self._chain = chain
        self._lexicon = lexicon
        self.words = word_cues.WordCues(lexicon)

    def pieces(self, chunk: str) -> Sequence[Piece]:
        """The words of a chunk and the marks between them."""
        if _IN_ADDRESSES.search(chunk) and kind_of(chunk) in _ADDRESSES:
            return (Piece(chunk, "", BREAK),)  # no name runs through an address
        terms = self._chain.analyse(chunk)
        found: list[Piece] = []
        done = 0
        for term in terms:
            if not term.compound:
                found += map(read_mark, chunk[done : term.start])
                done = term.end
                found += self._word(chunk[term.start : done], term.exact, term.lemma)
        found += map(read_mark, chunk[done:])
        return found

    def _word(self, text: str, exact: str, lemma: str) -> tuple[Piece, ...]:
        if _ZWJ in text or _ZWNJ in text:
            text = text.translate(_JOINERS)
        # Typists write a visarga for a colon: दिल्लीः.
        if exact[-1] == _VISARGA and exact[:-1] in self._lexicon.by_form:
            text, exact = text[:-1], exact[:-1]
            return Piece(text, exact, self.words.cues(text, exact, exact)), Piece(_VISARGA, "", BREAK)
        return (Piece(text, exact, self.words.cues(text, exact, lemma)),)


def read_mark(mark: str) -> Piece:
    """Make the piece of one character between words."""
    return Piece(mark, "", _MARKS.get(mark, BREAK))
