"""Python values as bytes, without pickle: msgpack, with what stored fields hold beside its own types.

khabar stores nothing but the bytes of ``codec.stored``; these are for Whoosh's writer, whose users store what they like.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import msgpack

from ..errors import IndexCorruptError

__all__ = ["pack", "unpack"]


def _integer(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)


def _microseconds(value: timedelta) -> bytes:
    return _integer(value // timedelta(microseconds=1))


# Of each type: its number in the file, which never changes, and how it becomes bytes and comes back. A datetime's zone
# comes back as its offset.
_TYPES: dict[type, tuple[int, Callable[[Any], bytes], Callable[[bytes], Any]]] = {
    int: (1, _integer, lambda data: int.from_bytes(data, "little", signed=True)),
    tuple: (2, lambda value: pack(list(value)), lambda data: tuple(_unpacked(data))),
    set: (3, lambda value: pack(list(value)), lambda data: set(_unpacked(data))),
    frozenset: (4, lambda value: pack(list(value)), lambda data: frozenset(_unpacked(data))),
    datetime: (
        5,
        lambda value: value.isoformat().encode(),
        lambda data: datetime.fromisoformat(data.decode()),
    ),
    date: (6, lambda value: value.isoformat().encode(), lambda data: date.fromisoformat(data.decode())),
    time: (7, lambda value: value.isoformat().encode(), lambda data: time.fromisoformat(data.decode())),
    timedelta: (
        8,
        _microseconds,
        lambda data: timedelta(microseconds=int.from_bytes(data, "little", signed=True)),
    ),
    Decimal: (9, lambda value: str(value).encode(), lambda data: Decimal(data.decode())),
    complex: (10, lambda value: pack([value.real, value.imag]), lambda data: complex(*_unpacked(data))),
}
_READERS = {code: read for code, _, read in _TYPES.values()}


def pack(value: Any) -> bytes:
    """The value as bytes.

    None, bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, datetime, date, time, timedelta and
    Decimal, exactly these types; raises TypeError for any other, also within.
    """
    packed: bytes = msgpack.packb(value, default=_extended, strict_types=True, unicode_errors="surrogatepass")
    return packed


def _extended(value: Any) -> msgpack.ExtType:
    kind = type(value)
    if kind is bytearray or kind is memoryview:
        return bytes(value)
    if kind not in _TYPES:
        raise TypeError(
            f"a stored field holds a {kind.__module__}.{kind.__qualname__}, which cannot be written without pickle; "
            "store bytes, or plain values"
        )
    code, write, _ = _TYPES[kind]
    return msgpack.ExtType(code, write(value))


def unpack(packed: bytes) -> Any:
    """The value of such bytes. Raises IndexCorruptError where they are not such."""
    try:
        return _unpacked(packed)
    except Exception as error:
        # msgpack and the types' own readers each fail in their own way; all mean the same here.
        raise IndexCorruptError(
            f"stored values cannot be read ({error!r}); run: khabar index verify"
        ) from error


def _unpacked(packed: bytes) -> Any:
    return msgpack.unpackb(
        packed, ext_hook=_read_extended, strict_map_key=False, unicode_errors="surrogatepass"
    )


def _read_extended(code: int, data: bytes) -> Any:
    if code not in _READERS:
        raise ValueError(f"an unknown type, {code}")
    return _READERS[code](data)
