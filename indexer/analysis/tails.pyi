from collections.abc import Iterable

class Tails:
    """The ends of words, by their last two letters, else by the last alone: see ``row``."""

    def __init__(self, tails: Iterable[str]) -> None:
        """``tails`` are of one or two letters of Devanagari, at most 255; ValueError of others."""

    def find(self, word: str) -> int:
        """The place, from 1, of the tail of two letters that the word ends in, else of that of one; 0 if it has neither."""
