from array import array

from numpy import ndarray

from .passage import Passage

class Decoder:
    def __init__(self, outside: array[int], rules: ndarray, transitions: ndarray) -> None: ...
    def spans(self, passage: Passage, ends: int) -> list[tuple[str, int, int]]:
        """Kind, start and end (exclusive) of every mention that is not just so among the passage's own.

        A bracket ends a mention. A sentence ends after a piece with one of the cues ``ends``. What goes on without a beginning
        begins a mention.
        """
