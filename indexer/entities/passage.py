"""A text as the rules see it: words and marks of punctuation in one row, each with its cues.

Text is cut at white space first, and what stands between is read once and remembered with its punctuation:
nine in ten words of an article cost one look-up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..analysis.chain import Chain
from ..analysis.tokenize import iter_chunks, kind_of
from .cues import BREAK, CLOSE, COMMA, DOT, HYPHEN, MEANINGFUL, OPEN
from .lexicon import Lexicon

__all__ = ["Passage", "Piece", "PieceReader"]

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
}
# Invisible, and written as it comes: दिल्‍ली is shown as दिल्ली.
_JOINERS = dict.fromkeys(map(ord, "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"))
_VISARGA = "\N{DEVANAGARI SIGN VISARGA}"
_MOST_REMEMBERED = 1 << 20


class Piece(NamedTuple):
    """A word (``exact`` is its exact form) or one mark of punctuation (``exact`` is empty)."""

    text: str
    exact: str
    cues: int


_ADDRESSES = frozenset({"email", "handle", "tag", "url"})
_LINE_END = Piece("\n", "", BREAK)


class Passage:
    """The pieces of a title and a body, with breaks between paragraphs.

    ``place_starts`` maps where a place begins to where it ends (exclusive), ``place_ends`` the
    other way round, ``place_names`` its beginning to its names: whoever has the gazetteer fills them in.
    """

    __slots__ = ("_meaningful", "cues", "pieces", "place_ends", "place_names", "place_starts")

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.cues = [piece[2] for piece in pieces]
        self._meaningful = [at for at, cues in enumerate(self.cues) if cues & MEANINGFUL]
        self.place_starts: dict[int, int] = {}
        self.place_ends: dict[int, int] = {}
        self.place_names: dict[int, tuple[str, ...]] = {}

    def positions(self, cues: int) -> list[int]:
        """Where a piece has one of these cues, which are of ``MEANINGFUL``."""
        own = self.cues
        return [at for at in self._meaningful if own[at] & cues]

    def cue(self, at: int) -> int:
        """Look up the cues of the piece there; a break before the first and after the last."""
        return self.cues[at] if 0 <= at < len(self.cues) else BREAK

    def words(self, start: int, end: int) -> tuple[str, ...]:
        """Give the exact forms from ``start`` to ``end`` (exclusive), without punctuation."""
        return tuple(piece.exact for piece in self.pieces[start:end] if piece.exact)

    def text(self, start: int, end: int) -> str:
        """As written, but one space wherever there was white space: एस. जयशंकर, अल-थानी."""
        shown = ""
        for piece in self.pieces[start:end]:
            if piece.exact and shown and not shown.endswith(("-", "–")):
                shown += " "
            shown += piece.text
        return shown


class PieceReader:
    """Text → pieces, with a memory of every word read."""

    def __init__(self, chain: Chain, lexicon: Lexicon) -> None:
        self._chain = chain
        self._lexicon = lexicon
        self._memo: dict[str, tuple[Piece, ...]] = {}

    def read(self, texts: Sequence[str]) -> Passage:
        """Read these texts as one passage, in order; each line of each ends with a break."""
        pieces: list[Piece] = []
        memo = self._memo
        for text in texts:
            for line in text.split("\n"):
                for word in line.split():
                    pieces += memo.get(word) or self._remember(word)
                pieces.append(_LINE_END)
        return Passage(pieces)

    def _remember(self, word: str) -> tuple[Piece, ...]:
        if len(self._memo) >= _MOST_REMEMBERED:
            self._memo.clear()
        found = self._memo[word] = tuple(self._iter_pieces(word))
        return found

    def _iter_pieces(self, word: str) -> Iterator[Piece]:
        done = 0
        for start, end in iter_chunks(word):
            yield from _marks(word[done:start])
            yield from self._iter_words(word[start:end])
            done = end
        yield from _marks(word[done:])

    def _iter_words(self, chunk: str) -> Iterator[Piece]:
        if kind_of(chunk) in _ADDRESSES:
            yield Piece(chunk, "", BREAK)  # no name runs through an address
            return
        done = 0
        for term in self._chain.terms(chunk):
            if term.compound:
                continue
            yield from _marks(chunk[done : term.start])
            done = term.end
            yield from self._word(chunk[term.start : done].translate(_JOINERS), term.exact, term.lemma)
        yield from _marks(chunk[done:])

    def _word(self, text: str, exact: str, lemma: str) -> Iterator[Piece]:
        # Typists write a visarga for a colon: दिल्लीः.
        if exact.endswith(_VISARGA) and self._lexicon.has(exact[:-1]):
            yield Piece(text[:-1], exact[:-1], self._lexicon.cues(text[:-1], exact[:-1], exact[:-1]))
            yield Piece(_VISARGA, "", BREAK)
        else:
            yield Piece(text, exact, self._lexicon.cues(text, exact, lemma))


def _marks(between: str) -> Iterator[Piece]:
    for mark in between:
        yield Piece(mark, "", _MARKS.get(mark, BREAK))
