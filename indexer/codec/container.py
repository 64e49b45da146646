"""Named arrays in one file, memory-mapped: what every file of a segment is.

::

    8 bytes    MAGIC
    …          the arrays, each starting at a multiple of 64 bytes, little-endian; zeros between them
    …          the directory: JSON, {"meta": {…}, "arrays": {name: [dtype, length, offset, CRC-32]}}
    20 bytes   offset and size of the directory, two unsigned 64-bit numbers, and its CRC-32, an unsigned 32-bit number
    8 bytes    MAGIC again

A reader maps the file, reads the directory, whose sum it checks, and touches no array before it is asked for. The sums of the
arrays are for ``check_sums``: to check them at every opening would read the whole file.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np

from ..errors import IndexCorruptError

__all__ = ["Container", "ContainerWriter"]

MAGIC = b"khabar\x00\x03"
_ALIGNMENT = 64
_FOOTER = struct.Struct("<QQI8s")
_CHUNK = 1 << 20
_ADVICE = "check it with `khabar index verify`, go back with `khabar index rollback`, or rebuild"


class ContainerWriter:
    """Writes a container, array by array. Leaving the ``with`` block without an error completes the file.

    ``file`` is a path, or a file opened for writing, which is closed at the end either way.
    """

    def __init__(self, file: Path | BinaryIO) -> None:
        self._file: BinaryIO = file.open("wb") if isinstance(file, Path) else file
        self._file.write(MAGIC)
        self._size = len(MAGIC)
        self._arrays: dict[str, tuple[str, int, int, int]] = {}
        self.meta: dict[str, Any] = {}

    def __enter__(self) -> ContainerWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._finish()
        self._file.close()

    def add(self, name: str, array: np.ndarray) -> None:
        """Write a one-dimensional array of a plain dtype (integers, floats, bytes as uint8)."""
        if array.ndim != 1 or array.dtype.kind not in "uif":
            raise ValueError(f"{name}: not a plain one-dimensional array")
        array = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        offset = self._begin(name)
        data = array.view(np.uint8).data
        self._file.write(data)
        self._size += array.nbytes
        self._arrays[name] = (array.dtype.str, len(array), offset, zlib.crc32(data))

    def add_stream(self, name: str, stream: BinaryIO) -> None:
        """Write what is left of a file as an array of uint8, a mebibyte at a time."""
        offset, length, check = self._begin(name), 0, 0
        while chunk := stream.read(_CHUNK):
            self._file.write(chunk)
            length, check = length + len(chunk), zlib.crc32(chunk, check)
        self._size += length
        self._arrays[name] = ("|u1", length, offset, check)

    def add_parts(self, name: str, parts: Iterable[np.ndarray], dtype: np.dtype | type = np.uint8) -> None:
        """Write arrays end to end as one of that dtype, each when it is made: all of them need never be in memory."""
        offset, length, check = self._begin(name), 0, 0
        kind = np.dtype(dtype).newbyteorder("<")
        for part in parts:
            data = np.ascontiguousarray(part, kind).view(np.uint8).data
            self._file.write(data)
            length, check = length + len(part), zlib.crc32(data, check)
        self._size += length * kind.itemsize
        self._arrays[name] = (kind.str, length, offset, check)

    def _begin(self, name: str) -> int:
        """Where the array that is written next starts."""
        if name in self._arrays:
            raise ValueError(f"{name}: written before")
        return self._align()

    def _align(self) -> int:
        padding = -self._size % _ALIGNMENT
        self._file.write(bytes(padding))
        self._size += padding
        return self._size

    def _finish(self) -> None:
        directory = json.dumps({"meta": self.meta, "arrays": self._arrays}, sort_keys=True).encode()
        offset = self._align()
        self._file.write(directory)
        self._file.write(_FOOTER.pack(offset, len(directory), zlib.crc32(directory), MAGIC))


class Container:
    """A container opened for reading. Arrays are views of the map: read-only, and valid as long as they are held."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise IndexCorruptError(f"{path} cannot be read ({error}); {_ADVICE}") from error
        self._open(str(path), mapped)

    @classmethod
    def of_bytes(cls, content: bytes, name: str) -> Container:
        """A container that is in memory; ``name`` is what errors call it."""
        opened = cls.__new__(cls)
        opened._open(name, content)
        return opened

    def _open(self, name: str, content: bytes | mmap.mmap) -> None:
        self.name = name
        self._map = content
        directory = self._directory()
        self._arrays: dict[str, tuple[np.dtype, int, int, int]] = {}
        try:
            self.meta: dict[str, Any] = dict(directory["meta"])
            for array, (dtype, length, offset, check) in directory["arrays"].items():
                self._arrays[array] = self._placed(np.dtype(dtype), length, offset, check)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise self.damaged(f"its directory is no directory ({error})") from error

    def __contains__(self, name: object) -> bool:
        return name in self._arrays

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __getitem__(self, name: str) -> np.ndarray:
        """The array. Raises IndexCorruptError where the file has none of that name."""
        if name not in self._arrays:
            raise self.damaged(f"it has no array {name!r}")
        dtype, length, offset, _ = self._arrays[name]
        return np.frombuffer(self._map, dtype, length, offset)

    def place(self, name: str) -> tuple[int, int]:
        """Where the array lies in the file, and its length: for who reads it in pieces. Raises as ``[]`` does."""
        length = len(self[name])
        return self._arrays[name][2], length

    def forget_pages(self) -> None:
        """Let the system take back pages of the map that were read, where it can be told: they count as memory of the process."""
        if isinstance(self._map, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def check_sum(self, name: str) -> None:
        """Raise IndexCorruptError where an array is not the one that was written."""
        if zlib.crc32(self[name].view(np.uint8).data) != self._arrays[name][3]:
            raise self.damaged(f"{name}: its bytes are not those that were written")

    def check_sums(self) -> None:
        """Raise IndexCorruptError where any byte of the file is not the one that was written, with the array's name."""
        end = len(MAGIC)
        for name, (dtype, length, offset, _) in sorted(
            self._arrays.items(), key=lambda item: (item[1][2], item[1][1])
        ):
            self._check_padding(end, offset, name)
            self.check_sum(name)
            end = offset + length * dtype.itemsize
        self._check_padding(end, self._directory_at, "the directory")

    def _check_padding(self, start: int, end: int, before: str) -> None:
        if any(self._map[start:end]) or not 0 <= end - start < _ALIGNMENT:
            raise self.damaged(f"the bytes before {before} are not the padding that was written")

    def _directory(self) -> dict[str, Any]:
        size = len(self._map)
        if size < len(MAGIC) + _FOOTER.size or self._map[: len(MAGIC)] != MAGIC:
            raise self.damaged("it does not begin as a file of khabar does")
        self._directory_at, length, check, magic = _FOOTER.unpack(self._map[size - _FOOTER.size :])
        if magic != MAGIC or self._directory_at + length + _FOOTER.size != size:
            raise self.damaged("it does not end as it should: it was cut, or bytes were changed")
        written = self._map[self._directory_at : self._directory_at + length]
        if zlib.crc32(written) != check:
            raise self.damaged("its directory is not the one that was written")
        try:
            directory = json.loads(written)
        except ValueError as error:
            raise self.damaged(f"its directory cannot be read ({error})") from error
        if not isinstance(directory, dict):
            raise self.damaged("its directory is no directory")
        return directory

    def _placed(
        self, dtype: np.dtype, length: int, offset: int, check: int
    ) -> tuple[np.dtype, int, int, int]:
        inside = (
            length >= 0 and len(MAGIC) <= offset and offset + length * dtype.itemsize <= self._directory_at
        )
        if dtype.kind not in "uif" or not inside:
            raise ValueError("an array lies outside the file, or is of no plain type")
        return dtype, length, offset, check

    def damaged(self, what: str) -> IndexCorruptError:
        """The error to raise where ``what`` is wrong in this file."""
        return IndexCorruptError(f"{self.name}: {what}; {_ADVICE}")
