"""Facets: how many of the matching articles have each value of a field, exactly, over all matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.codec.columns import NO_DATE
from indexer.distinct import with_places

from .dates import IST
from .postings import PostingReader

__all__ = ["FACETS", "Facet", "check_facets", "count_facet"]

_OF_VALUES = {
    "source": "source",
    "category": "category",
    "author": "author",
    "place": "place",
    "person": "person",
    "org": "org",
    "tag": "tags",
}
"""Facet → keyword column."""
_OF_DATES = {"year": "Y", "month": "M"}
"""Facet → numpy's unit of dates."""
FACETS = (*_OF_VALUES, *_OF_DATES)
"""What can be counted."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One field's values with how many matching articles have each: the commonest first, of equals by value; dates ascending.

    ``others`` is how many more values there are.
    """

    name: str
    counts: tuple[tuple[str, int], ...]
    others: int = 0

    def to_json(self) -> dict[str, Any]:
        """As JSON has it."""
        values = [{"value": value, "count": count} for value, count in self.counts]
        return {"values": values, "others": self.others}


def count_facet(reader: PostingReader, name: str, articles: np.ndarray, most: int) -> Facet:
    """Count one of FACETS over articles, int64, ascending; at most so many values."""
    if name in _OF_VALUES:
        counted = reader.keyword_counts(_OF_VALUES[name], articles)
        ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    else:
        ordered = _of_dates(reader.published()[articles], _OF_DATES[name])
    return Facet(name, tuple(ordered[:most]), max(0, len(ordered) - most))


def _of_dates(seconds: np.ndarray, unit: str) -> list[tuple[str, int]]:
    """Years or months of India; articles without a date are in none."""
    shift = IST.utcoffset(None)
    assert shift is not None
    days = (seconds[seconds != NO_DATE] + int(shift.total_seconds())).astype("datetime64[s]")
    values, _, rows = with_places(days.astype(f"datetime64[{unit}]"))
    counts = np.bincount(rows, minlength=len(values))
    return list(zip(values.astype(str).tolist(), counts.tolist(), strict=True))


def check_facets(names: Sequence[str]) -> None:
    """Raise ValueError where one of the names is no facet."""
    for name in names:
        if name not in FACETS:
            raise ValueError(f"{name!r} is no facet; facets are {', '.join(FACETS)}")
