from array import array
from collections.abc import Callable
from typing import Any

def number_chunks(
    text: str, numbers: dict[str, int], classes: bytes, match: Callable[[str, int], Any], out: array[int]
) -> None: ...
