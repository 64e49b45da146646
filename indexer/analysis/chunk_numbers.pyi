from array import array
from collections.abc import Callable

import regex

from .text_numbers import TextNumbers

class ChunkNumbers(TextNumbers):
    """Chunk → number, from 0 in the order first met."""

    def add_text(
        self, text: str, search: Callable[[str, int], regex.Match[str] | None], numbers: array[int]
    ) -> None:
        """Append the numbers of a text's chunks to an array of C ints; ``search`` finds the next chunk from a place on."""
