from array import array

from numpy import ndarray

from .passage import Passage

class Decoder:
    def __init__(self, outside: array[int], rules: ndarray, transitions: ndarray) -> None: ...
    def spans(self, passage: Passage, ends: int) -> list[tuple[str, int, int]]: ...
