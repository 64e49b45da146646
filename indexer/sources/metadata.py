"""What a page says of itself before its text: a JSON object, front matter between "---", lines "शीर्षक: …"."""

from __future__ import annotations

from json import JSONDecoder

import regex

from .columns import BODY_NAMES, KNOWN_NAMES, fold_name

__all__ = ["BrokenMetadataError", "split_metadata"]

_PAIR = regex.compile(r"([^\s:：{\[#][^:：\n]{0,30}?)\s*[:：]\s+(\S.*)")
_FENCE = "---"
_LONGEST_FRONT_MATTER = 60


class BrokenMetadataError(ValueError):
    """The page begins with a JSON object that cannot be read."""


def split_metadata(text: str) -> tuple[dict[str, object], str]:
    """Split a page into its metadata, as a record (column → value), and the text after it.

    Raises:
        BrokenMetadataError: it begins with ``{"`` but with no JSON object.

    """
    start = text.lstrip()
    if regex.match(r'\{\s*"', start):
        return _split_json(start)
    lines = start.split("\n")
    fenced = lines[0].strip() == _FENCE
    end = (
        next((n for n, line in enumerate(lines[1:_LONGEST_FRONT_MATTER], 1) if line.strip() == _FENCE), 0)
        if fenced
        else 0
    )
    record = _read_pairs(lines[1:end] if end else lines, strict=not end)
    if end and record:
        return record, "\n".join(lines[end + 1 :])
    # One such line may be a headline ("शहर: …"); two or more, of known names, are a header.
    return (record, "\n".join(lines[len(record) :])) if len(record) > 1 and not fenced else ({}, text)


def _split_json(text: str) -> tuple[dict[str, object], str]:
    try:
        record, end = JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise BrokenMetadataError(f"the metadata in the first line is no JSON: {error}") from error
    return record, text[end:]


def _read_pairs(lines: list[str], *, strict: bool) -> dict[str, object]:
    """Read "name: value" lines, and "- item" lines after a bare name.

    ``strict``: only up to the first line that is no pair of a known name.
    """
    record: dict[str, object] = {}
    listed: list[str] = []
    for line in lines:
        match = _PAIR.fullmatch(line.strip())
        if strict and (
            match is None or fold_name(match[1]) not in KNOWN_NAMES - BODY_NAMES or match[1] in record
        ):
            break
        if match:
            record[match[1]] = match[2].strip().strip("\"'[]")
        elif line.strip().endswith(":"):
            record[line.strip()[:-1]] = listed = []
        elif line.strip().startswith("- "):
            listed.append(line.strip()[2:].strip("\"' "))
    return record
