"""Trends: counts by day, week, month and year against plain counting, the periods without a gap."""

from collections import Counter
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_index import article, build_index, small_dictionary

from indexer.codec.columns import NO_DATE
from query import Filters, IndexCorruptError, QueryError, QuerySyntaxError, Searcher
from query.dates import IST
from query.trends import count_trends

NOW = datetime(2025, 11, 18, 12, 0, tzinfo=IST)
moments = st.datetimes(datetime(1850, 1, 1), datetime(2150, 1, 1)).map(lambda each: each.replace(tzinfo=IST))
lists = st.lists(st.none() | moments, max_size=20)


def seconds(*times: datetime | None) -> np.ndarray:
    return np.array([NO_DATE if each is None else int(each.timestamp()) for each in times], np.int64)


def first_day(moment: datetime, by: str) -> date:
    """The first day of the period in which a moment lies."""
    day = moment.astimezone(IST).date()
    return {
        "day": day,
        "week": day - timedelta(day.weekday()),
        "month": day.replace(day=1),
        "year": day.replace(month=1, day=1),
    }[by]


@given(st.lists(lists, min_size=1, max_size=3), st.sampled_from(["week", "month", "year"]))
def test_counts(series, by):
    """Each moment is counted in its period, of India; those without a date in none."""
    period, starts, counts = count_trends([seconds(*each) for each in series], by)
    assert period == by
    for times, counted in zip(series, counts, strict=True):
        expected = Counter(first_day(each, by) for each in times if each is not None)
        assert Counter({day: count for day, count in zip(starts, counted, strict=True) if count}) == expected
    every = [first_day(each, by) for times in series for each in times if each is not None]
    assert (not every and not starts) or (starts[0], starts[-1]) == (min(every), max(every))


@given(moments, st.integers(0, 400), st.sampled_from(["day", "week", "month", "year"]))
def test_periods_have_no_gap(start, days, by):
    """From the first to the last, one after another, each beginning where the one before has ended."""
    _, starts, _ = count_trends([seconds(start, start + timedelta(days))], by)
    between = Counter(first_day(start + timedelta(number), by) for number in range(days + 1))
    assert list(starts) == sorted(between)


@pytest.mark.parametrize(
    ("days", "by"),
    [
        (0, "day"),
        (69, "day"),
        (70, "week"),
        (480, "week"),
        (500, "month"),
        (2100, "month"),
        (2200, "year"),
        (99_999, "year"),
    ],
)
def test_default_period(days, by):
    """The shortest of which there are at most 70, else years."""
    first = datetime(1850, 1, 7, tzinfo=IST)
    period, starts, _ = count_trends([seconds(first, first + timedelta(days))], None)
    assert period == by
    assert len(starts) <= 70 or by == "year"


def test_given_limits():
    """Where limits are given the periods fill them, though nothing was found at their ends."""
    start, past = seconds(datetime(2025, 11, 1, tzinfo=IST), datetime(2025, 12, 1, tzinfo=IST)).tolist()
    found = seconds(datetime(2025, 11, 18, tzinfo=IST))
    _, starts, counts = count_trends([found, seconds()], None, start, past)
    assert (starts[0], starts[-1], len(starts)) == (date(2025, 11, 1), date(2025, 11, 30), 30)
    assert counts == [[0] * 17 + [1] + [0] * 12, [0] * 30]
    assert count_trends([seconds()], None, start, past)[2] == [[0] * 30]
    assert count_trends([seconds()], "week", start) == ("week", (), [[]])


def test_too_many_periods():
    """More days than anyone can look at are refused; so are dates beyond the calendar, which only damage can make."""
    ends = seconds(datetime(1700, 1, 1, tzinfo=IST), datetime(2100, 1, 1, tzinfo=IST))
    with pytest.raises(QueryError, match="more than 100,000 days; count by a longer period"):
        count_trends([ends], "day")
    for damaged in (2**61, -(2**61)):
        with pytest.raises(IndexCorruptError, match="no calendar"):
            count_trends([np.array([0, damaged])], None)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    dates = ["2025-11-17", "2025-11-18", "2025-11-18", None, "2025-09-01"]
    records = [
        article(str(number), "नदी पुल" if number % 2 else "नदी चुनाव", published=each, source="क")
        for number, each in enumerate(dates * 2)
    ]
    with small_dictionary():
        index = build_index(tmp_path_factory.mktemp("trends"), records, segments=2)
    with Searcher.open(index) as opened:
        yield opened


def test_queries_share_their_periods(searcher):
    """Several queries are counted over the same days; undated articles are a number of their own; an empty one is all."""
    trends = searcher.trends(["चुनाव", "jisnahin", ""], by="month")
    assert trends.labels() == ["2025-09", "2025-10", "2025-11"]
    assert [trend.counts for trend in trends.trends] == [(1, 0, 3), (0, 0, 0), (2, 0, 6)]
    assert [(trend.total, trend.undated) for trend in trends.trends] == [(5, 1), (0, 0), (10, 2)]
    answer = trends.to_json()
    assert list(answer) == ["by", "took_ms", "periods", "trends"]
    assert answer["trends"][0] == {
        "query": "चुनाव",
        "total": 5,
        "undated": 1,
        "corrected": [],
        "counts": [1, 0, 3],
    }


def test_filtered(searcher):
    """Filters hold for all queries, dates of the text for their own; days count from now."""
    trends = searcher.trends(
        ["नदी", "नदी date:कल"], filters=Filters(after="पिछले हफ्ते", before="tomorrow"), now=NOW
    )
    assert (trends.by, trends.labels()[0], trends.labels()[-1]) == ("day", "2025-11-10", "2025-11-18")
    assert [trend.counts for trend in trends.trends] == [(0,) * 7 + (2, 4), (0,) * 7 + (2, 0)]
    assert trends.to_json()["filters"] == {"after": "पिछले हफ्ते", "before": "tomorrow"}
    assert searcher.trends([], filters=Filters(source="?")).starts == ()
    (unknown,) = searcher.trends(["नदी", "पुल"], filters=Filters(source="ग")).unknown_values
    assert unknown.value == "ग"


def test_errors(searcher):
    """Another period is an error of the program that asks, a broken query one of who typed it."""
    with pytest.raises(ValueError, match="periods are day, week, month, year"):
        searcher.trends(["नदी"], by="hour")
    with pytest.raises(QuerySyntaxError):
        searcher.trends(["नदी", '"पुल'])
