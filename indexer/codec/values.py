"""Posting values: how those of Whoosh's formats, most of them pickles, become arrays or msgpack, and come back.

A field's values are of one kind (``write.ValueKind``), by its format: nothing, frequencies, or positions. A value that
its kind cannot hold, of another format or of none, is kept beside them as msgpack: what the format decodes to, or, where
it is not one of Whoosh's or cannot decode the value, the bytes themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from struct import Struct
from typing import TYPE_CHECKING, Any

from whoosh import formats

from ..errors import IndexCorruptError
from .packing import pack, unpack
from .positions import PositionArray
from .postings import LARGEST

if TYPE_CHECKING:
    from .write import ValueKind

__all__ = ["frequency_of", "kind_of", "pack_value", "positions_of", "unpack_value", "value_of"]

_UINT = Struct("!I")  # as Whoosh's formats.Frequency

# Exactly these classes: one derived from them may write anything.
_POSITIONS = (formats.Positions, PositionArray)
_DECODED_AS = {
    formats.Positions: "positions",
    PositionArray: "positions",
    formats.Characters: "characters",
    formats.PositionBoosts: "position_boosts",
    formats.CharacterBoosts: "character_boosts",
}


def kind_of(format_: Any) -> ValueKind:
    """The kind of a field's values."""
    if type(format_) in _POSITIONS:
        return "positions"
    return "frequency" if type(format_) is formats.Frequency else "none"


def frequency_of(value: bytes) -> int | None:
    """What a value of Whoosh's Frequency says, or None where it is not one, or 0."""
    return (_UINT.unpack(value)[0] or None) if len(value) == _UINT.size else None


def positions_of(format_: Any, value: bytes) -> Sequence[int] | None:
    """Positions, ascending, at least one, or None where the value does not hold these and nothing else."""
    try:
        found: list[int] = format_.decode_positions(value)
        whole = 0 < len(found) == format_.decode_frequency(value)
    except Exception:
        return None
    if not whole or found != sorted(found) or not all(isinstance(each, int) for each in found):
        return None
    return found if found[0] >= 0 and found[-1] <= LARGEST else None


def value_of(kind: ValueKind, format_: Any, frequency: int, positions: Sequence[int]) -> bytes:
    """The value that the format writes: of kind "frequency" or "positions" from that, else none."""
    if kind == "none":
        return b""
    value: bytes = format_.encode(positions) if kind == "positions" else _UINT.pack(frequency)
    return value


def pack_value(format_: Any, value: bytes) -> bytes:
    """Any value of any format as msgpack."""
    name = _DECODED_AS.get(type(format_))
    if name is None or not value:
        return pack(value)
    try:
        decoded = format_.decode_as(name, value)
        if _encoder(format_)(decoded) != value:
            return pack(value)
        return pack(decoded)
    except Exception:
        return pack(value)


def unpack_value(format_: Any, packed: bytes) -> bytes:
    """The value again. Raises IndexCorruptError where the bytes are not such ones."""
    decoded = unpack(packed)
    if isinstance(decoded, bytes):
        return decoded
    try:
        value: bytes = _encoder(format_)(decoded)
    except Exception as error:
        # Whoosh's formats each fail in their own way at what none of them wrote.
        raise IndexCorruptError(
            f"a posting's value cannot be read ({error}); run: khabar index verify"
        ) from error
    return value


def _encoder(format_: Any) -> Callable[[Any], bytes]:
    if type(format_) is formats.CharacterBoosts:
        # Its encode gives the sum of boosts as well.
        return lambda decoded: format_.encode(decoded)[0]
    encode: Callable[[Any], bytes] = format_.encode
    return encode
