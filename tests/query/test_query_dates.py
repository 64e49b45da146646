"""Dates and ranges of queries as seconds."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.dates import IST, read_range, read_span


def seconds(year: int, month: int, day: int) -> int:
    return int(datetime(year, month, day, tzinfo=IST).timestamp())


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2025", (2025, 1, 1), (2026, 1, 1)),
        ("2025-11", (2025, 11, 1), (2025, 12, 1)),
        ("2025-12", (2025, 12, 1), (2026, 1, 1)),
        ("2025-2", (2025, 2, 1), (2025, 3, 1)),
        ("2024-02", (2024, 2, 1), (2024, 3, 1)),
        ("1900-02", (1900, 2, 1), (1900, 3, 1)),
        ("2025-11-18", (2025, 11, 18), (2025, 11, 19)),
        ("2024-02-29", (2024, 2, 29), (2024, 3, 1)),
        ("2025-12-31", (2025, 12, 31), (2026, 1, 1)),
        ("२०२५-११-१८", (2025, 11, 18), (2025, 11, 19)),
        (" 2025-7-1 ", (2025, 7, 1), (2025, 7, 2)),
        ("2025/11/18", (2025, 11, 18), (2025, 11, 19)),
        ("18-11-2025", (2025, 11, 18), (2025, 11, 19)),
        ("१८/११/२०२५", (2025, 11, 18), (2025, 11, 19)),
        ("1.7.2025", (2025, 7, 1), (2025, 7, 2)),
        ("11/2025", (2025, 11, 1), (2025, 12, 1)),
        ("0001", (1, 1, 1), (2, 1, 1)),
    ],
)
def test_spans(text, first, after):
    """A year, month or day runs from its first second in India to the first one after it."""
    assert read_span(text) == (seconds(*first), seconds(*after))


@pytest.mark.parametrize("text", ["9999", "9999-12", "9999-12-31"])
def test_the_last_day_of_the_calendar(text):
    """The last year that there is can be asked for too."""
    assert read_span(text)[1] == seconds(9999, 12, 31) + 86_400


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not a date: write 2025-11-18, 2025-11, 15 नवंबर 2025"),
        ("कलकत्ता", "is not a date"),
        ("11/18/2025", "there is no date '11/18/2025': the day stands before the month"),
        ("2025-11/18", "is not a date"),
        ("18-11-25", "is not a date"),
        ("2025-11-18T10:00", "is not a date"),
        ("20251", "is not a date"),
        ("٢٠٢٥", "is not a date"),
        ("2025-13", "there is no date"),
        ("2025-00", "there is no date"),
        ("2025-11-00", "there is no date"),
        ("2025-02-29", "there is no date"),
        ("0000", "there is no date"),
    ],
)
def test_what_is_no_date(text, said):
    """What is no date is refused, with how to write one."""
    with pytest.raises(ValueError, match=said):
        read_span(text)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2025-07..2025-11", (2025, 7, 1), (2025, 12, 1)),
        ("2025-07-15..2025-07-15", (2025, 7, 15), (2025, 7, 16)),
        ("2025..2025-03", (2025, 1, 1), (2025, 4, 1)),
        ("2025-07..", (2025, 7, 1), None),
        ("..2025-07", None, (2025, 8, 1)),
        ("2025", (2025, 1, 1), (2026, 1, 1)),
    ],
)
def test_ranges(text, first, after):
    """Both ends of a range are meant whole; a missing end is open."""
    assert read_range(text) == (first and seconds(*first), after and seconds(*after))


@pytest.mark.parametrize("text", ["..", " .. ", "2025-11..2025-07", "2025...2026", "2025..x", "x..2025"])
def test_what_is_no_range(text):
    """A range without an end, that ends before it begins, or of no dates is refused."""
    with pytest.raises(ValueError, match=r"date|begins"):
        read_range(text)


@given(st.dates())
def test_days_and_months_and_years_nest(day):
    """A day lies in its month and the month in its year, and a day has 24 hours."""
    spans = [read_span(day.isoformat()[:length]) for length in (4, 7, 10)]
    (_, _), (month, month_end), (first, after) = spans
    assert spans[0][0] <= month <= first < after <= month_end <= spans[0][1]
    assert after - first == timedelta(days=1).total_seconds()


@given(st.text(max_size=12))
def test_any_text_is_a_range_or_a_value_error(text):
    """Nothing but ValueError comes of what is no date."""
    try:
        start, end = read_range(text)
    except ValueError as error:
        assert str(error)
    else:
        assert start is None or end is None or start < end
