from array import array

import numpy as np

class TextNumbers:
    """Text → number, from 0 in the order first met. It grows. A text may hold any characters, lone surrogates too."""

    def __init__(self, *_: object) -> None: ...
    def __len__(self) -> int: ...
    def __getitem__(self, text: str, /) -> int:
        """The number of a text, a new one where it is new."""

    def text(self, number: int) -> str:
        """A text by its number, as a str made anew; IndexError where there is none."""

    def encoded(self, numbers: np.ndarray) -> list[bytes]:
        """Texts in UTF-8 (lone surrogates as if they were letters) by their numbers, int32."""

    def codes(self, numbers: np.ndarray) -> tuple[bytes, array[int]]:
        """Texts by their numbers, int32, in the code of ``letter_code``, end to end; where each ends, 64 bits."""

    def find(self, text: str) -> int:
        """The number of a text, -1 where it has none: it gets none."""

    def ordered(self, known: array[int]) -> array[int]:
        """The numbers of all texts, C ints, in order of their bytes in UTF-8. ``known``: the same of those first numbered."""

    @property
    def nbytes(self) -> int:
        """Memory taken."""
