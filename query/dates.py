"""Days, months, years, what people call them, and ranges of them as queries write them → spans of seconds."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, datetime, timedelta, timezone

from indexer.analysis.late_pattern import late_pattern
from indexer.analysis.normalize import fold_digits

__all__ = ["IST", "indian_time", "read_duration", "read_range", "read_span", "seconds_of_day"]

IST = timezone(timedelta(hours=5, minutes=30), "IST")
"""Days of queries are days in India, as undated times of articles are."""

SECONDS_OF_DAY = 86_400
_SHIFT = 19_800
_EPOCH = date(1970, 1, 1).toordinal()
_YEAR_FIRST = late_pattern(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?")
# Day before month, as papers in India write it; 11/18/2025 is refused, not guessed at.
_DAY_FIRST = late_pattern(r"(?:([0-9]{1,2})([-/.]))?([0-9]{1,2})(?(2)\2|[-/.])([0-9]{4})")
_RANGE_WORDS = late_pattern(
    r"\s*(?:(?:from\s+)?(?P<first>.+?)\s+(?:से|to|se|-|–|—)\s+(?P<last>.+?)(?:\s+(?:तक|tak))?"
    r"|(?:since|from)\s+(?P<since>.+)|(?P<on>.+?)\s+(?:से|se)"
    r"|(?:until|till|up to)\s+(?P<until>.+)|(?P<up_to>.+?)\s+(?:तक|tak))\s*"
)
_DAY_NUMBER = late_pattern(r"[0-9]{1,2}")

Span = tuple[int, int]


def indian_time(now: datetime | None) -> datetime:
    """The moment as the clocks in India show it; the present one for None. A naive one is Indian time already."""
    if now is None:
        return datetime.now(IST)
    return now.replace(tzinfo=IST) if now.tzinfo is None else now.astimezone(IST)


def seconds_of_day(ordinal: int) -> int:
    """The first second in India of a day, given by its number in the calendar, since 1970 UTC."""
    return (ordinal - _EPOCH) * SECONDS_OF_DAY - _SHIFT


def read_span(text: str, now: datetime | None = None, latest: date | None = None) -> Span:
    """(first second, first second after) of a day, month, year, or what people call one.

    2025, 2025-11, 2025-11-18, 18-11-2025, 15 नवंबर, कल, पिछला सप्ताह, 7 days ago: see ``query.spoken_dates``. A day has 24 hours:
    India has no summer time. What depends on the present counts from ``now``; a month or weekday without a year is the
    latest one that had begun by ``latest``, today if that is None. Seconds since 1970 UTC. Raises ValueError for none.
    """
    folded = fold_digits(text.strip())
    order = ""
    if match := _YEAR_FIRST.fullmatch(folded):
        year, _, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(folded):
        day, _, month, year = match.groups()
        order = ": the day stands before the month"
    else:
        return _spoken(text, folded, now, latest)
    try:
        first, past = _calendar_days(*(None if part is None else int(part) for part in (year, month, day)))
    except ValueError:
        raise ValueError(f"there is no date {text!r}{order}") from None
    return seconds_of_day(first), seconds_of_day(past)


def _calendar_days(year: int | None, month: int | None, day: int | None) -> tuple[int, int]:
    """(first day, first day after) of a year, month or day, as numbers in the calendar. Raises ValueError for none."""
    assert year is not None
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    days = 1 if day is not None else 365 + isleap(year)
    if month is not None and day is None:
        days = monthrange(year, month)[1]
    return first.toordinal(), first.toordinal() + days


def _spoken(text: str, folded: str, now: datetime | None, latest: date | None) -> Span:
    from .spoken_dates import spoken_span

    try:
        span = spoken_span(folded, indian_time(now), latest)
    except OverflowError:  # a million years ago
        raise ValueError(f"{text!r} is before the calendar begins") from None
    if span is None:
        raise ValueError(
            f"{text!r} is not a date: write 2025-11-18, 2025-11, 15 नवंबर 2025, नवंबर, सोमवार, आज, कल, पिछले हफ्ते, "
            "last month or 7 days ago"
        )
    return span


def read_range(text: str, now: datetime | None = None) -> tuple[int | None, int | None]:
    """(first second, first second after) of ``A..B``, ``A..``, ``..B`` or a single date; None where a side is open.

    In words: A से B तक, A से, B तक, from A to B, since A, until B. Both ends are meant whole: 2025-07..2025-11 runs from the first
    of July to the end of November. Raises ValueError as ``read_span`` does, and where the range ends before it begins.
    """
    ends = _ends(text)
    if ends is None:
        return read_span(text, now)
    first, last = ends
    if not first and not last:
        raise ValueError("a range of dates needs at least one end: 2025-07..2025-11")
    past = latest = None
    if last:
        begun, past = read_span(last, now)
        latest = _day(begun)
        if _DAY_NUMBER.fullmatch(fold_digits(first)):
            first = " ".join([first, *last.split()[1:]])  # 1 से 15 नवंबर
    start = read_span(first, now, latest)[0] if first else None
    if start is not None and past is not None and start >= past:
        raise ValueError(f"the range {text!r} ends before it begins")
    return start, past


def _ends(text: str) -> tuple[str, str] | None:
    """What a range begins and ends with, either may be empty; None where it is a single date."""
    first, dots, last = text.partition("..")
    if dots:
        return first.strip(), last.strip()
    match = _RANGE_WORDS.fullmatch(text.casefold())
    if match is None:
        return None
    if match["first"]:
        return match["first"], match["last"]
    return match["since"] or match["on"] or "", match["until"] or match["up_to"] or ""


def _day(seconds: int) -> date:
    return date.fromordinal((seconds + _SHIFT) // SECONDS_OF_DAY + _EPOCH)


def read_duration(text: str) -> int:
    """Seconds of a length of time: 7d, 2w, 12h, 30 days, 2 हफ्ते, 1 महीना (30 days), साल (365). Raises ValueError for none."""
    from .spoken_dates import spoken_duration

    seconds = spoken_duration(fold_digits(text))
    if not seconds:
        raise ValueError(f"{text!r} is no length of time: write 12h, 7d, 2w, 30 days, 1 महीना or 1y")
    return seconds
