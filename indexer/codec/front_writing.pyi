from array import array
from collections.abc import Iterable

import numpy as np

from .front_coding import FrontCoded

def encode(strings: Iterable[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """Byte strings, ascending, none twice → the blocks' bytes, uint8, and where each begins and, last, the end, int64.

    Raises ValueError where they do not ascend.
    """

def encode_codes(codes: bytes | memoryview, ends: array[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same of strings that are in the code of ``letter_code`` already, end to end; where each ends, 64 bits."""

def merge(tables: list[FrontCoded]) -> tuple[np.ndarray, np.ndarray, int, list[np.ndarray]]:
    """The table of all strings of these, none twice: its bytes and starts, as ``encode`` gives them; how many strings it has; and
    for each table the rows of its strings in it, uint32.

    Raises ValueError for damaged tables.
    """

class Merge:
    """The same, some bytes at a time. What the properties say is final when ``take`` has given nothing."""

    def __init__(self, tables: list[FrontCoded]) -> None: ...
    def take(self, most: int) -> np.ndarray:
        """The next bytes, ``most`` or some more, uint8; at the end none."""

    @property
    def count(self) -> int:
        """How many strings were taken."""

    @property
    def starts(self) -> np.ndarray:
        """Where each block begins and, last, the end, int64."""

    @property
    def rows(self) -> list[np.ndarray]:
        """For each table the rows of its strings, uint32."""
