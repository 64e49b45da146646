"""Types of the compiled module."""

from .front_coding import FrontCoded

def letter_code(letter: str) -> int: ...

class Slips:
    def __init__(
        self, substituted: bytes, lost: bytes, doubled: int, swapped: int, sign_too: int
    ) -> None: ...
    def near(self, forms: FrontCoded, word: bytes, most: int) -> tuple[list[int], list[int]]: ...
