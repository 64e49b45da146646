"""Walking through JSON text value by value, each with its place: Python's decoder does the reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import NamedTuple

import orjson

__all__ = ["Value", "iter_array", "iter_values", "locate", "parse_json", "parse_record", "skip"]

# Not strict: line ends and tabs inside strings are common in hand-made exports, and do no harm.
_DECODER = JSONDecoder(strict=False)
_LONGEST_INTEGER = 2.0**63
_NESTED = 8
_SURE = frozenset({str, type(None), bool, int})
_SPACE = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n,]*")


class Value(NamedTuple):
    """A value of a JSON file: where it begins and ends in the text; what it is, or why it is unreadable."""

    start: int
    end: int
    value: object
    error: str | None = None


def parse_json(text: str) -> object:
    """Read the one value that ``text`` is.

    Raises:
        ValueError: it is none; also where Python's decoder gives up (nested too deeply, numbers of 5,000
        digits).

    """
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def parse_record(raw: bytes) -> dict[str, object] | None:
    """Read the object that ``raw`` is, in half the time; None: it is none, or ``parse_json`` might read it otherwise.

    orjson refuses what ``parse_json`` takes (NaN, line ends in strings, halves of emoji, what is not UTF-8), and makes floats of
    integers beyond 64 bits.
    """
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(value, dict):
        return None
    others = () if _SURE.issuperset(map(type, value.values())) else value.values()
    return None if any(map(_is_doubtful, others)) else value


def _is_doubtful(value: object, depth: int = 0) -> bool:
    if isinstance(value, str):
        return False
    if isinstance(value, float):
        return abs(value) >= _LONGEST_INTEGER
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return depth > _NESTED or any(_is_doubtful(each, depth + 1) for each in inner)
    return False


def iter_array(text: str, start: int) -> Iterator[Value]:
    """Yield the items of the array whose "[" is at ``start``."""
    yield from iter_values(text, skip(text, start + 1), end="]")


def iter_values(text: str, position: int, *, end: str) -> Iterator[Value]:
    """Yield values one after another, up to ``end`` ("": of the text), with or without commas between.

    A broken one takes only itself where the next begins its line with the same indentation; else what
    follows it is lost.
    """
    lost = False
    while position < len(text) and not (end and text.startswith(end, position)):
        try:
            value, after = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            following = _resume(text, position)
            yield Value(position, following, None, _describe(error))
            position, lost = following, following == len(text)
            continue
        yield Value(position, after, value)
        position = skip(text, after)
    if end and position >= len(text) and not lost:
        yield Value(max(len(text) - 1, 0), len(text), None, "the array is not closed: the file is cut short")


def _resume(text: str, broken: int) -> int:
    """Find the record after a broken one: at a "{" that stands on its line as the broken one's does."""
    line = text.rfind("\n", 0, broken) + 1
    indentation = text[line:broken]
    if indentation.strip(" \t") or not text.startswith("{", broken):
        return len(text)
    found = text.find(f"\n{indentation}{{", broken)
    return found + 1 + len(indentation) if found >= 0 else len(text)


def _describe(error: Exception) -> str:
    return (
        error.msg
        if isinstance(error, JSONDecodeError)
        else "nested too deeply"
        if isinstance(error, RecursionError)
        else str(error)
    )


def skip(text: str, position: int) -> int:
    """Pass over white space and commas."""
    match = _BETWEEN.match(text, position)
    return match.end() if match else position


def locate(text: str, position: int, path: tuple[str, ...]) -> int:
    """Find where in ``text``, which is sound JSON, the value begins that ``path`` leads to.

    Of a key that stands twice in an object, the last counts, as in the decoder.
    """
    for wanted in path:
        position = skip(text, position + 1)
        found = position
        while text[position] != "}":
            key, position = _DECODER.raw_decode(text, position)
            position = _skip_space(text, _skip_space(text, position) + 1)
            found = position if key == wanted else found
            position = skip(text, _DECODER.raw_decode(text, position)[1])
        position = found
    return position


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
