"""Hindi and English: which one a locale asks for, and how each says numbers and times."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from babel.dates import format_timedelta, get_month_names
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from indexer.languages import Language, said_articles, said_count, said_day, said_language, said_time

HI, EN = Language.hi, Language.en
IST = timezone(timedelta(hours=5, minutes=30))
NOW = datetime(2025, 11, 18, 20, 4, tzinfo=IST)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, HI),
        ({"LANG": ""}, HI),
        ({"LANG": "C"}, HI),
        ({"LANG": "C.UTF-8"}, HI),
        ({"LANG": "POSIX"}, HI),
        ({"LANG": "hi_IN.UTF-8"}, HI),
        ({"LANG": "hi"}, HI),
        ({"LANG": "hi_IN@calendar=gregorian"}, HI),
        ({"LANG": "en_IN.UTF-8"}, EN),
        ({"LANG": "en_US"}, EN),
        ({"LANG": "mr_IN.UTF-8"}, EN),
        ({"LANG": "hif_FJ"}, EN),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "hi_IN.UTF-8"}, HI),
        ({"LANG": "hi_IN.UTF-8", "LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "hi_IN"}, EN),
        ({"LANG": "hi_IN.UTF-8", "LC_ALL": "", "LC_MESSAGES": "en_GB"}, EN),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "hi_IN.UTF-8"}, EN),
    ],
)
def test_language_of_a_locale(environment: dict[str, str], lang: Language) -> None:
    """LC_ALL wins over LC_MESSAGES over LANG; no language at all, and C, are Hindi; any other but Hindi is English."""
    assert said_language(environment) is lang


@given(st.integers(0, 10**15))
def test_counts_are_those_of_cldr(count: int) -> None:
    """Thousands stand apart in English, in Hindi lakhs and crores."""
    assert said_count(count, EN) == format_decimal(count, locale="en")
    assert said_count(count, HI) == format_decimal(count, locale="hi")


@pytest.mark.parametrize(
    ("count", "english", "hindi"),
    [
        (0, "0 articles", "0 लेख"),
        (1, "1 article", "1 लेख"),
        (100000, "100,000 articles", "1,00,000 लेख"),
        (1000000, "1,000,000 articles", "10,00,000 लेख"),
    ],
)
def test_articles(count: int, english: str, hindi: str) -> None:
    """One article and many; लेख is the same for both."""
    assert (said_articles(count, EN), said_articles(count, HI)) == (english, hindi)


@pytest.mark.parametrize("lang", Language)
def test_months_are_those_of_cldr(lang: Language) -> None:
    """Months as CLDR has them: whole in Hindi, short in English."""
    names = get_month_names("wide" if lang is HI else "abbreviated", locale=lang.value)
    for month in range(1, 13):
        assert said_day(datetime(2025, month, 1, tzinfo=IST), lang) == f"1 {names[month]} 2025"


@pytest.mark.parametrize(
    ("published", "hindi", "english"),
    [
        ((2025, 11, 18, 20, 3, 30), "अभी · 18 नवंबर 2025, 20:03", "now · 18 Nov 2025, 20:03"),
        ((2025, 11, 18, 20, 3), "1 मिनट पहले · 18 नवंबर 2025, 20:03", "1 minute ago · 18 Nov 2025, 20:03"),
        ((2025, 11, 18, 19, 5), "59 मिनट पहले · 18 नवंबर 2025, 19:05", "59 minutes ago · 18 Nov 2025, 19:05"),
        ((2025, 11, 18, 8, 0), "12 घंटे पहले · 18 नवंबर 2025, 08:00", "12 hours ago · 18 Nov 2025, 08:00"),
        ((2025, 11, 17, 21, 0), "23 घंटे पहले · 17 नवंबर 2025, 21:00", "23 hours ago · 17 Nov 2025, 21:00"),
        ((2025, 11, 17, 9, 0), "कल · 17 नवंबर 2025, 09:00", "yesterday · 17 Nov 2025, 09:00"),
        ((2025, 11, 18), "आज · 18 नवंबर 2025", "today · 18 Nov 2025"),
        ((2025, 11, 17), "कल · 17 नवंबर 2025", "yesterday · 17 Nov 2025"),
        ((2025, 11, 16), "2 दिन पहले · 16 नवंबर 2025", "2 days ago · 16 Nov 2025"),
        ((2025, 11, 5), "13 दिन पहले · 5 नवंबर 2025", "13 days ago · 5 Nov 2025"),
        ((2025, 11, 4), "2 सप्ताह पहले · 4 नवंबर 2025", "2 weeks ago · 4 Nov 2025"),
        ((2025, 9, 20), "8 सप्ताह पहले · 20 सितंबर 2025", "8 weeks ago · 20 Sep 2025"),
        ((2025, 9, 19), "2 माह पहले · 19 सितंबर 2025", "2 months ago · 19 Sep 2025"),
        ((2024, 12, 1), "11 माह पहले · 1 दिसंबर 2024", "11 months ago · 1 Dec 2024"),
        ((2024, 11, 18), "1 वर्ष पहले · 18 नवंबर 2024", "1 year ago · 18 Nov 2024"),
        ((2005, 5, 9, 6, 30), "20 वर्ष पहले · 9 मई 2005, 06:30", "20 years ago · 9 May 2005, 06:30"),
        ((2025, 11, 18, 22, 4), "2 घंटे में · 18 नवंबर 2025, 22:04", "in 2 hours · 18 Nov 2025, 22:04"),
        ((2025, 11, 19), "कल · 19 नवंबर 2025", "tomorrow · 19 Nov 2025"),
        ((2025, 11, 25), "7 दिन में · 25 नवंबर 2025", "in 7 days · 25 Nov 2025"),
    ],
)
def test_times(published: tuple[int, ...], hindi: str, english: str) -> None:
    """How long ago, then when: by minutes and hours within a day, by days of the calendar after it; midnight is a day."""
    time = datetime(*published, tzinfo=IST)  # type: ignore[arg-type, misc]
    assert said_time(time, HI, NOW) == hindi
    assert said_time(time, EN, NOW) == english


def test_times_are_indian() -> None:
    """An article and the present may be in any zone: what is said is the day and the time in India."""
    time = datetime(2025, 11, 17, 19, 0, tzinfo=UTC)
    assert said_time(time, EN, NOW.astimezone(UTC)) == "19 hours ago · 18 Nov 2025, 00:30"
    assert said_time(datetime(2025, 11, 17, 18, 30, tzinfo=UTC), EN, NOW) == "today · 18 Nov 2025"


def test_the_present_is_the_clock() -> None:
    """Without a present given the clock says it."""
    assert said_time(datetime.now(UTC) - timedelta(minutes=90, seconds=1), EN).startswith("1 hour ago")


@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize("days", [5, -5, 20, -20, 100, -100, 800, -800])
def test_ages_are_those_of_cldr(lang: Language, days: int) -> None:
    """Units, and the words around them, are those of CLDR; how many of them there are it rounds otherwise."""
    shown = said_time(datetime(2025, 11, 18, tzinfo=IST) - timedelta(days), lang, NOW).partition(" · ")[0]
    cldr = format_timedelta(
        timedelta(-days), add_direction=True, locale=lang.value, threshold=1.5, granularity="day"
    )
    assert re.sub(r"\d+", "#", shown) == re.sub(r"\d+", "#", cldr)
