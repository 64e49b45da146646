from array import array

from numpy import ndarray

from .passage import Passage

class Decoder:
    def __init__(self, scores: array[int], outside: array[int], rules: ndarray, transitions: ndarray) -> None: ...
    def tags(self, passage: Passage, marked: bytearray, ends: int) -> array[int]: ...
