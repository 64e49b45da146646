"""Dates as people say them, in Hindi, English and Roman Hindi, all counted from one Tuesday at noon."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.date_words import MEANINGS
from query.dates import IST, indian_time, read_duration, read_range, read_span

NOW = datetime(2025, 11, 18, 12, 30, tzinfo=IST)

DAYS = {
    # days
    "आज": "2025-11-18",
    "aaj": "2025-11-18",
    "Today": "2025-11-18",
    "कल": "2025-11-17",
    "kal": "2025-11-17",
    "बीते कल": "2025-11-17",
    "yesterday": "2025-11-17",
    "tomorrow": "2025-11-19",
    "परसों": "2025-11-16",
    "parson": "2025-11-16",
    "day before yesterday": "2025-11-16",
    "the day before yesterday": "2025-11-16",
    "नरसों": "2025-11-15",
    # so long ago
    "3 दिन पहले": "2025-11-15",
    "३ दिन पहले": "2025-11-15",
    "तीन दिन पूर्व": "2025-11-15",
    "teen din pehle": "2025-11-15",
    "7 days ago": "2025-11-11",
    "7d ago": "2025-11-11",
    "a week ago": "2025-11-11",
    "एक हफ्ते पहले": "2025-11-11",
    "हफ़्ते भर पहले": "2025-11-11",
    "do hafte pehle": "2025-11-04",
    "पंद्रह दिन पहले": "2025-11-03",
    "1 month ago": "2025-10-18",
    "दो महीने पहले": "2025-09-18",
    "9 महीने पहले": "2025-02-18",
    "एक साल पहले": "2024-11-18",
    "10 बरस पहले": "2015-11-18",
    # weekdays, today counted
    "मंगलवार": "2025-11-18",
    "Tuesday": "2025-11-18",
    "इस मंगलवार": "2025-11-18",
    "पिछले मंगलवार": "2025-11-11",
    "सोमवार": "2025-11-17",
    "सोमवार को": "2025-11-17",
    "mon": "2025-11-17",
    "बुधवार": "2025-11-12",
    "budhwar": "2025-11-12",
    "गुरूवार": "2025-11-13",
    "बृहस्पतिवार": "2025-11-13",
    "शुक्रवार": "2025-11-14",
    "शनिवार": "2025-11-15",
    "इतवार": "2025-11-16",
    "last sunday": "2025-11-16",
    # days of months
    "15 नवंबर": "2025-11-15",
    "15 नवम्बर": "2025-11-15",
    "15th November": "2025-11-15",
    "november 15": "2025-11-15",
    "१५ नवंबर को": "2025-11-15",
    "18 नवंबर": "2025-11-18",
    "19 नवंबर": "2024-11-19",
    "1 जनवरी": "2025-01-01",
    "31 दिसम्बर": "2024-12-31",
    "29 फ़रवरी": "2024-02-29",
    "15 नवंबर 2023": "2023-11-15",
    "15 नवंबर, 2023": "2023-11-15",
    "Nov 15, 2023": "2023-11-15",
    "2 अक्तूबर 1869": "1869-10-02",
    # months and years
    "नवंबर 2023": "2023-11",
    "2023 नवंबर": "2023-11",
    "nov-2023": "2023-11",
    "नवंबर": "2025-11",
    "पिछले नवंबर": "2024-11",
    "दिसंबर": "2024-12",
    "last october": "2025-10",
    "इस महीने": "2025-11",
    "इस माह में": "2025-11",
    "is mahine": "2025-11",
    "this month": "2025-11",
    "पिछले महीने": "2025-10",
    "गत माह": "2025-10",
    "pichle mahine": "2025-10",
    "last month": "2025-10",
    "इस साल": "2025",
    "मौजूदा वर्ष": "2025",
    "पिछले साल": "2024",
    "last year": "2024",
    "सन 1947": "1947",
    "साल 2024 के दौरान": "2024",
    # ranges
    "1 नवंबर से 15 नवंबर तक": "2025-11-01..2025-11-15",
    "1 से 15 नवंबर": "2025-11-01..2025-11-15",
    "1 से 15 नवंबर 2023 तक": "2023-11-01..2023-11-15",
    "सोमवार से शुक्रवार": "2025-11-10..2025-11-14",
    "सोमवार से आज तक": "2025-11-17..2025-11-18",
    "दिसंबर से फरवरी 2024": "2023-12..2024-02",
    "2025-03 - 2025-06": "2025-03..2025-06",
    "from March to june": "2025-03..2025-06",
    "7 days ago..yesterday": "2025-11-11..2025-11-17",
    "पिछले हफ्ते..": "2025-11-10..",
    "कल से": "2025-11-17..",
    "since last month": "2025-10..",
    "15 नवंबर तक": "..2025-11-15",
    "until yesterday": "..2025-11-17",
    # weeks begin on Monday
    "पिछला सप्ताह": "2025-11-10..2025-11-16",
    "पिछले हफ़्ते": "2025-11-10..2025-11-16",
    "last week": "2025-11-10..2025-11-16",
    "pichhle hafte": "2025-11-10..2025-11-16",
    "इस सप्ताह": "2025-11-17..2025-11-23",
    # until today
    "पिछले 7 दिन": "2025-11-12..2025-11-18",
    "पिछले सात दिनों में": "2025-11-12..2025-11-18",
    "past 2 weeks": "2025-11-05..2025-11-18",
    "last 3 months": "2025-08-19..2025-11-18",
}


@pytest.mark.parametrize(("text", "same"), DAYS.items())
def test_said_as_written(text, same):
    """What is said in words is the time that the plain date says."""
    assert read_range(text, NOW) == read_range(same)


@pytest.mark.parametrize(
    ("text", "start", "past"),
    [("3 hours ago", -180, -120), ("10 मिनट पहले", -10, -9), ("पिछले 24 घंटे", -1440, 1 / 60)],
)
def test_hours(text, start, past):
    """Hours and minutes count from the moment itself (in minutes here)."""
    now = NOW.timestamp()
    assert read_span(text, NOW) == (now + start * 60, now + past * 60)


@pytest.mark.parametrize("text", ["31 मार्च", "पिछला महीना", "1 month ago"])
def test_short_months(text):
    """On the 31st of March a month ago is the last of February, and last month is February whole."""
    day = datetime(2025, 3, 31, 0, 0, tzinfo=IST)
    expected = {"31 मार्च": "2025-03-31", "पिछला महीना": "2025-02", "1 month ago": "2025-02-28"}
    assert read_span(text, day) == read_span(expected[text])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "भालू",
            "7",
            "7 दिन",
            "दिन",
            "नवंबर नवंबर",
            "कल परसों",
            "31 नवंबर",
            "31 नवंबर 2025",
            "0 जनवरी",
            "32 जनवरी",
        ),
        *(
            "3 days",
            "अगले हफ्ते",
            "last",
            "पिछले",
            "last 0 days",
            "this hour",
            "कल!",
            "कल/आज",
            "9" * 50,
            "0000 नवंबर",
        ),
        *("hour before yesterday", "month 2024", "99999999 days ago", "से", "तक", "a to z"),
    ],
)
def test_nonsense(text):
    """What is no date is refused, not guessed at."""
    with pytest.raises(ValueError, match=r"is not a date: write .*कल"):
        read_range(text, NOW)


@pytest.mark.parametrize(
    "text", ["99999 days ago..99999 years ago", "99999 years ago", "99999 सप्ताह पहले..99999 साल पहले"]
)
def test_before_the_calendar(text):
    """Years that there are not are refused too."""
    with pytest.raises(ValueError, match=r"before the calendar begins"):
        read_range(text, NOW)


def test_the_day_is_that_of_india():
    """At 20:00 in Greenwich it is the next day in India already; a naive moment is Indian."""
    late = datetime(2025, 11, 17, 20, 0, tzinfo=UTC)
    assert read_span("आज", late) == read_span("2025-11-18")
    assert read_span("आज", datetime(2025, 11, 17, 23, 59)) == read_span("2025-11-17")
    assert abs(indian_time(None) - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(
            ("7d", 7),
            ("2w", 14),
            ("12h", 0.5),
            ("90 min", 0.0625),
            ("30 days", 30),
            ("1 महीना", 30),
            ("२ हफ़्ते", 14),
        ),
        *(("दो सप्ताह", 14), ("week", 7), ("साल", 365), ("1y", 365), ("1mo", 30), (" 7 दिन ", 7)),
    ],
)
def test_durations(text, days):
    """A number and a unit, or a unit alone, in either language."""
    assert read_duration(text) == days * 86_400


@pytest.mark.parametrize("text", ["", "7", "0d", "d7", "-7d", "1.5d", "7 मोदी", "कल", "7d 3h", "99999999d"])
def test_no_duration(text):
    """Anything else is refused, with how to write one."""
    with pytest.raises(ValueError, match=r"is no length of time: write 12h, 7d, 2w"):
        read_duration(text)


@given(
    st.lists(st.sampled_from([*MEANINGS, "7", "31", "2024", "से", "..", "तक", ","]), max_size=6),
    st.datetimes(),
)
def test_any_words_are_a_range_or_a_value_error(words, now):
    """Whatever is said, and whenever, is a range that ends after it begins, or a ValueError."""
    try:
        start, past = read_range(" ".join(words), now)
    except ValueError as error:
        assert str(error)
    else:
        assert start is None or past is None or start < past
