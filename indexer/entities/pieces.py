"""The words and marks of punctuation that passages are made of, each distinct one numbered and read once.

A text comes as numbers of chunks (``analysis.tokenize`` cuts it); what a chunk is made of and what its words say about names
is found when its number is met first, and stands in arrays that compiled code reads. A learned tagger's scores by word
are one more such array.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from struct import Struct
from typing import NamedTuple, Protocol

from ..analysis import chunk_numbers
from ..analysis.chain import Chain
from ..analysis.tokenize import kind_of
from .cues import BREAK, CLOSE, COMMA, DOT, HYPHEN, OPEN, SENTENCE_END
from .lexicon import Lexicon

__all__ = [
    "ALL_CAPITALS",
    "CAPITAL_FIRST",
    "JOINT",
    "Chunks",
    "Numbering",
    "Piece",
    "PieceReader",
    "PieceTable",
    "Scorer",
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
_NOT_READ = -1
_CHUNK_ROW = Struct("@5i")


class Piece(NamedTuple):
    """A word (``exact`` is its exact form) or one mark of punctuation (``exact`` is empty)."""

    text: str
    exact: str
    cues: int


Scorer = Callable[[str, str, int], "array[int]"]
"""A piece's text, exact form and cues → its scores: always as many, int16."""


class Numbering(Protocol):
    """Numbers distinct chunks from 0 in the order first asked for."""

    @property
    def by_number(self) -> Sequence[str]:
        """Every chunk numbered so far; it grows."""

    def __getitem__(self, chunk: str, /) -> int: ...

    def word(self, number: int) -> tuple[str, str] | None:
        """Exact form and lemma of a chunk that is one word and nothing else; None where that is not known."""


class Chunks(chunk_numbers.ChunkNumbers):
    """The plain numbering."""

    def word(self, number: int) -> None:
        """Nothing is known of any."""


class PieceReader:
    """Chunk → pieces."""

    def __init__(self, chain: Chain, lexicon: Lexicon) -> None:
        self._chain = chain
        self._lexicon = lexicon

    def pieces(self, chunk: str, word: tuple[str, str] | None = None) -> Sequence[Piece]:
        """The words of a chunk and the marks between them. ``word``: exact form and lemma of a chunk that is known to be one."""
        if _IN_ADDRESSES.search(chunk) and kind_of(chunk) in _ADDRESSES:
            return (Piece(chunk, "", BREAK),)  # no name runs through an address
        if word is not None:
            return self._word(chunk, *word)
        terms = self._chain.analyse(chunk)
        if len(terms) == 1 and terms[0].end - terms[0].start == len(chunk):
            return self._word(chunk, terms[0].exact, terms[0].lemma)
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
        if exact[-1] == _VISARGA and self._lexicon.has(exact[:-1]):
            text, exact = text[:-1], exact[:-1]
            return Piece(text, exact, self._lexicon.cues(text, exact, exact)), Piece(_VISARGA, "", BREAK)
        return (Piece(text, exact, self._lexicon.cues(text, exact, lemma)),)


def read_mark(mark: str) -> Piece:
    """Make the piece of one character between words."""
    return Piece(mark, "", _MARKS.get(mark, BREAK))


class PieceTable:
    """Pieces by number, and which of them each chunk is made of. It grows; arrays are never replaced.

    By number of piece: ``cues`` uint64, ``exact`` int32 (the number of its exact form, 0 for marks), ``shapes`` uint8
    (``ALL_CAPITALS``, ``CAPITAL_FIRST``, ``JOINT``), ``scores`` 35 int16 each: what ``score`` gives for it, the tagger's
    [offsets, tags]; empty without one.
    ``chunks`` has five int32 a chunk: its first character; its second where the first alone does not tell a chunk's beginning
    (@, #), else 0; how many characters; how many pieces (-1: not read yet); and the number of its only piece, or where its
    pieces' numbers begin in ``parts``.
    """

    def __init__(
        self,
        numbering: Numbering,
        read: Callable[[str, tuple[str, str] | None], Sequence[Piece]],
        score: Scorer | None = None,
    ) -> None:
        self._numbering = numbering
        self._read = read
        self._score = score
        self._numbers: dict[Piece, int] = {}
        self._exact_numbers: dict[str, int] = {"": 0}
        self.pieces: list[Piece] = []
        self.cues, self.exact, self.shapes = array("Q"), array("i"), array("B")
        self.scores = array("h")
        self.chunks, self.parts = array("i"), array("i")

    def learn(self, chunk_number: int) -> None:
        """Read a chunk that is new to the table; IndexError where the numbering does not have it."""
        by_number = self._numbering.by_number
        if not 0 <= chunk_number < len(by_number):
            raise IndexError(f"no chunk has the number {chunk_number}")
        if (missing := len(by_number) - len(self.chunks) // 5) > 0:
            self.chunks.extend(array("i", (0, 0, 0, _NOT_READ, 0)) * missing)
        chunk = by_number[chunk_number]
        pieces = self._read(chunk, word := self._numbering.word(chunk_number))
        if len(pieces) == 1:
            # Not looked up: hardly a word is written in two ways that make one piece.
            where = self._add(pieces[0]) if word else self.number(pieces[0])
        else:
            where = len(self.parts)
            self.parts.extend(list(map(self.number, pieces)))
        second = ord(chunk[1]) if chunk[0] in "@#" else 0
        place = _CHUNK_ROW.size * chunk_number
        _CHUNK_ROW.pack_into(self.chunks, place, ord(chunk[0]), second, len(chunk), len(pieces), where)

    def mark(self, mark: str) -> int:
        """The number of the piece of a character between chunks."""
        return self.number(read_mark(mark))

    def number(self, piece: Piece) -> int:
        """The number of a piece, a new one where it is new."""
        known = self._numbers.get(piece)
        if known is None:
            known = self._numbers[piece] = self._add(piece)
        return known

    def _add(self, piece: Piece) -> int:
        text, exact, cues = piece
        self.pieces.append(piece)
        self.cues.append(cues)
        self.exact.append(self.exact_number(exact))
        # What is asked of a word's letters is asked of Latin ones only.
        self.shapes.append(_shape(text) if not exact or exact.isascii() else 0)
        if self._score is not None:
            self.scores.extend(self._score(*piece))
        return len(self.shapes) - 1

    def exact_number(self, exact: str) -> int:
        """The number of an exact form, a new one where it is new; 0 of none."""
        return self._exact_numbers.setdefault(exact, len(self._exact_numbers))


def _shape(text: str) -> int:
    capitals = ALL_CAPITALS * text.isupper() | CAPITAL_FIRST * text[0].isupper()
    return capitals | JOINT * (text in ("-", "–", "."))
