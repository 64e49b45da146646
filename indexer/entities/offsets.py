"""Where the pieces of a passage stand in its text: wanted only where mentions are shown, so not kept by passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .pieces import Piece

__all__ = ["iter_offsets"]


def iter_offsets(pieces: Iterable[Piece], text: str) -> Iterator[tuple[int, int]]:
    """Yield where each piece begins and ends (exclusive), in characters of the text it was read from.

    A piece's letters stand in the text in order, white space and joiners (which pieces do not have) between.
    """
    at = 0
    for piece in pieces:
        start = at = _find(text, piece.text[0], at)
        for letter in piece.text:
            at = _find(text, letter, at) + 1
        yield start, min(at, len(text))


def _find(text: str, letter: str, at: int) -> int:
    """Where the letter stands next; the text's end for the line end that closes every passage."""
    found = text.find(letter, at)
    return len(text) if found < 0 else found
