from collections.abc import Sequence

def encode(text: str) -> bytes:
    """The code of a text. Raises UnicodeEncodeError for a lone surrogate."""

def encode_json(value: str | int | Sequence[object] | None) -> bytes:
    """The same of JSON without spaces: of a text, a whole number, null, or a list or tuple of such values.

    Raises TypeError for others, OverflowError for a number beyond 64 bits, and as ``encode`` does.
    """

def decode(code: bytes) -> bytes:
    """The UTF-8 of a code. Raises ValueError for what ``encode`` never gives, or gives bytes that are no UTF-8."""
