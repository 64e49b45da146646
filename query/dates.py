"""Days, months, years and ranges of them as queries write them → spans of seconds."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import datetime, timedelta, timezone

from indexer.analysis.late_pattern import late_pattern
from indexer.analysis.normalize import fold_digits

__all__ = ["IST", "read_range", "read_span"]

IST = timezone(timedelta(hours=5, minutes=30), "IST")
"""Days of queries are days in India, as undated times of articles are."""

_DATE = late_pattern(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_SECONDS_OF_DAY = 86_400


def read_span(text: str) -> tuple[int, int]:
    """(first second, first second after) of a year, month or day: 2025, 2025-11, 2025-11-18 (or in Devanagari digits).

    Seconds since 1970 UTC. Raises ValueError where it is none.
    """
    match = _DATE.fullmatch(fold_digits(text.strip()))
    if match is None:
        raise ValueError(f"{text!r} is not a date: write 2025, 2025-11 or 2025-11-18")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None
    try:
        start = datetime(year, _or_first(month), _or_first(day), tzinfo=IST)
    except ValueError:
        raise ValueError(f"there is no date {text!r}") from None
    first = int(start.timestamp())
    return first, first + _days(year, month, day) * _SECONDS_OF_DAY


def _or_first(number: int | None) -> int:
    return 1 if number is None else number


def _days(year: int, month: int | None, day: int | None) -> int:
    """Days in the span. India has no summer time, so each has 24 hours."""
    if day is not None:
        return 1
    return monthrange(year, month)[1] if month is not None else 365 + isleap(year)


def read_range(text: str) -> tuple[int | None, int | None]:
    """(first second, first second after) of ``A..B``, ``A..``, ``..B`` or a single date; None where a side is open.

    Both ends are meant whole: 2025-07..2025-11 runs from the first of July to the end of November.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return read_span(text)
    if not first.strip() and not last.strip():
        raise ValueError("a range of dates needs at least one end: 2025-07..2025-11")
    start = read_span(first)[0] if first.strip() else None
    end = read_span(last)[1] if last.strip() else None
    if start is not None and end is not None and start >= end:
        raise ValueError(f"the range {text!r} ends before it begins")
    return start, end
