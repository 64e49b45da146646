"""Filters: which articles a search may find at all, by their labels, names and dates. They add nothing to scores.

A value is the whole value, as facets show it, in any spelling (हिन्दुस्तान, हिंदुस्तान): a filter lets through as many articles as the
facet counts. Single words of a value are for the query (``source:जागरण``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np

from indexer.analysis.normalize import normalize_word
from indexer.codec.columns import NO_DATE
from indexer.codec.keywords import KeywordColumn
from indexer.errors import QueryError

from .dates import indian_time, read_range, read_span, seconds_of_day
from .postings import PostingReader

__all__ = ["FILTERS", "Filters", "Passing", "UnknownValue", "filter_articles", "filters_json", "time_span"]

FILTERS = ("source", "category", "author", "place", "person", "org", "tag")
"""What has values to filter by."""

_Values = str | Sequence[str]
_Moment = str | date
_COLUMNS = {"tag": "tags"}
_MOST_NEAR = 3
# Values to be compared letter by letter: 4 ms.
_MOST_COMPARED = 2000


class Filters(NamedTuple):
    """What articles must be. Of the values of one name an article needs any; different names must all hold.

    ``date`` are days, months or ranges as in a query (any of them); ``after`` from the start of that day on, ``before`` up to its
    start. A date is text (2025-11, कल, 7 days ago), a date, or a datetime (a naive one is Indian time).
    """

    source: _Values = ()
    category: _Values = ()
    author: _Values = ()
    place: _Values = ()
    person: _Values = ()
    org: _Values = ()
    tag: _Values = ()
    not_source: _Values = ()
    not_category: _Values = ()
    not_author: _Values = ()
    not_place: _Values = ()
    not_person: _Values = ()
    not_org: _Values = ()
    not_tag: _Values = ()
    date: _Moment | Sequence[_Moment] = ()
    after: _Moment | None = None
    before: _Moment | None = None

    def given(self) -> dict[str, list[Any]]:
        """What was given, by name."""
        return {name: values for name in self._fields if (values := _listed(getattr(self, name)))}

    def __bool__(self) -> bool:
        return bool(self.given())

    def to_json(self) -> dict[str, Any]:
        """What was given, as JSON has it."""
        shown = {
            name: [value if isinstance(value, str) else value.isoformat() for value in values]
            for name, values in self.given().items()
        }
        return {name: each[0] if name in ("after", "before") else each for name, each in shown.items()}


class UnknownValue(NamedTuple):
    """A value asked for that no article has, with values that are like it."""

    name: str
    value: str
    near: tuple[str, ...]


def filters_json(filters: Filters | None, unknown: Sequence[UnknownValue]) -> dict[str, Any]:
    """What an answer's JSON says of its filters: nothing where there were none."""
    said: dict[str, Any] = {"filters": filters.to_json()} if filters else {}
    if unknown:
        said["unknown_values"] = [
            {"filter": each.name, "value": each.value, "near": list(each.near)} for each in unknown
        ]
    return said


class Passing(NamedTuple):
    """``articles`` bool[articles and deleted ones]: which pass all filters. ``unknown``: values that none has."""

    articles: np.ndarray
    unknown: tuple[UnknownValue, ...]


def filter_articles(reader: PostingReader, filters: Filters, now: datetime | None = None) -> Passing:
    """Apply the filters; days like कल count from ``now``. Raises QueryError where a date is none."""
    passing = _dated(reader.published(), filters, now)
    unknown: list[UnknownValue] = []
    for name, values in filters.given().items():
        facet = name.removeprefix("not_")
        if facet in FILTERS:
            columns = list(reader.keyword_columns(_COLUMNS.get(facet, facet)))
            holding = _holding(columns, facet, values, unknown)
            passing &= holding if facet == name else ~holding
    return Passing(passing, tuple(unknown))


def time_span(filters: Filters, now: datetime | None) -> tuple[int | None, int | None]:
    """(first second, first second after) of ``after`` and ``before``; None where that is not given. Raises QueryError."""
    start, past = _start("after", filters.after, now), _start("before", filters.before, now)
    if start is not None and past is not None and start >= past:
        raise QueryError(f"filters: no time is after {filters.after} and before {filters.before}")
    return start, past


def _dated(published: np.ndarray, filters: Filters, now: datetime | None) -> np.ndarray:
    passing = _within(published, *time_span(filters, now))
    if dates := _listed(filters.date):
        ranges = [_range(each, now) for each in dates]
        passing &= np.logical_or.reduce([_within(published, *each) for each in ranges])
    return passing


def _within(published: np.ndarray, start: int | None, past: int | None) -> np.ndarray:
    """All articles where there is no limit; else those with a date, and within it."""
    if start is None and past is None:
        return np.ones(len(published), bool)
    within: np.ndarray = published >= (NO_DATE + 1 if start is None else start)
    return within if past is None else within & (published < past)


def _start(name: str, moment: _Moment | None, now: datetime | None) -> int | None:
    if moment is None or isinstance(moment, datetime):
        return None if moment is None else int(indian_time(moment).timestamp())
    if isinstance(moment, date):
        return seconds_of_day(moment.toordinal())
    try:
        return read_span(moment, now)[0]
    except ValueError as error:
        raise QueryError(f"filter {name}: {error}") from None


def _range(moment: _Moment, now: datetime | None) -> tuple[int | None, int | None]:
    if isinstance(moment, datetime):
        moment = indian_time(moment).date()
    if isinstance(moment, date):
        moment = moment.isoformat()
    try:
        return read_range(moment, now)
    except ValueError as error:
        raise QueryError(f"filter date: {error}") from None


def _holding(
    columns: Sequence[KeywordColumn], name: str, values: Sequence[str], unknown: list[UnknownValue]
) -> np.ndarray:
    """The articles of all segments that have any of the values; those that none has are added to ``unknown``."""
    rows: list[list[int]] = [[] for _ in columns]
    for value in values:
        found = _rows(columns, value)
        if not any(found):
            unknown.append(UnknownValue(name, value, _near(columns, value)))
        rows = [[*known, *more] for known, more in zip(rows, found, strict=True)]
    holding = [column.holding(each) for column, each in zip(columns, rows, strict=True)]
    return np.concatenate([np.zeros(0, bool), *holding])


def _rows(columns: Sequence[KeywordColumn], value: str) -> list[list[int]]:
    """Of each segment the rows of a value: as it is written, or where no article has that, in any other spelling."""
    written = [column.values.find(value.encode(errors="replace")) for column in columns]
    if any(row is not None for row in written):
        return [[] if row is None else [row] for row in written]
    sought = _spelling(value)
    return [
        [row for row, text in enumerate(_iter_texts(column)) if _spelling(text) == sought]
        for column in columns
    ]


def _near(columns: Sequence[KeywordColumn], value: str) -> tuple[str, ...]:
    """Values that hold these words; else, of few, those spelled much like it."""
    sought = _spelling(value)
    spellings = {_spelling(text): text for column in columns for text in _iter_texts(column)}
    found = [spelling for spelling in spellings if sought and sought in spelling]
    if not found and len(spellings) <= _MOST_COMPARED:
        from difflib import get_close_matches

        found = get_close_matches(sought, spellings, _MOST_NEAR)
    return tuple(spellings[each] for each in sorted(found, key=len)[:_MOST_NEAR])


def _iter_texts(column: KeywordColumn) -> Iterator[str]:
    return (text.decode(errors="replace") for text in column.values)


def _spelling(value: str) -> str:
    return " ".join(map(normalize_word, value.split()))


def _listed(given: Any) -> list[Any]:
    """One value or several, as a list."""
    if given is None:
        return []
    return [given] if isinstance(given, str | date) else list(given)
