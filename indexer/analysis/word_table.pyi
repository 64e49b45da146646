from collections.abc import Mapping

class WordTable:
    """Words → what a mapping has for them, fixed when it is made."""

    def __init__(self, words: Mapping[str, str]) -> None: ...
    def __call__(self, word: str, /) -> str | None: ...
