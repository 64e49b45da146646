_Value = str | int | None | list["_Value"] | tuple["_Value", ...]

def encode(text: str) -> bytes:
    """The code of a text. Raises UnicodeEncodeError for a lone surrogate."""

def encode_json(value: _Value) -> bytes:
    """The same of JSON without spaces: of a text, a whole number, null, or a list of such values. Raises as ``encode`` does."""

def decode(code: bytes) -> bytes:
    """The UTF-8 of a code. Raises ValueError for what ``encode`` never gives, or gives bytes that are no UTF-8."""
