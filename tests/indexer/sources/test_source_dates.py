"""Dates as sources write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sources.dates import IST, parse_date, parse_date_text

EVENING = datetime(2025, 11, 18, 22, 4, tzinfo=IST)
MIDNIGHT = datetime(2025, 11, 18, tzinfo=IST)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-11-18", MIDNIGHT),
        ("2025-11-18T22:04", EVENING),
        ("2025-11-18 22:04:00", EVENING),
        ("2025-11-18T22:04:00.000+05:30", EVENING),
        ("2025-11-18T16:34:00Z", EVENING),
        ("2025-11-18 22:04 IST", EVENING),
        ("2025/11/18 22:04", EVENING),
        ("20251118", MIDNIGHT),
        (20251118, MIDNIGHT),
        ("20251118220400", EVENING),
        ("Tue, 18 Nov 2025 22:04:00 +0530", EVENING),
        ("Tue, 18 Nov 2025 16:34:00 GMT", EVENING),
        ("Tue Nov 18 2025 22:04:00 GMT+0530 (India Standard Time)", EVENING),
        (1763483640, EVENING),
        (1763483640000, EVENING),
        ("1763483640", EVENING),
        ("1763483640000", EVENING),
        ("18 नवंबर 2025, 10:04 PM", EVENING),
        ("१८ नवम्बर २०२५", MIDNIGHT),
        ("मंगलवार, 18 नवंबर 2025", MIDNIGHT),
        ("18 नवंबर 2025 रात 10:04 बजे", EVENING),
        ("18 नवंबर, 2025 को 22:04", EVENING),
        ("१८/११/२०२५", MIDNIGHT),
        ("18/11/2025 10:04 PM", EVENING),
        ("18-11-25", MIDNIGHT),
        ("18.11.2025", MIDNIGHT),
        ("18-Nov-2025", MIDNIGHT),
        ("18th November 2025", MIDNIGHT),
        ("Nov 18, 2025, 10:04 PM IST", EVENING),
        ("Updated Tue, 18 Nov 2025 10:04 PM IST", EVENING),
        ("प्रकाशित: 18 नवंबर 2025", MIDNIGHT),
        ("18nov2025", MIDNIGHT),
    ],
)
def test_forms_of_one_date(value: object, expected: datetime) -> None:
    """Every usual way to write a date is read as the same moment, naive ones as IST."""
    assert parse_date(value) == expected


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("सुबह 6 बजे", 6),
        ("दोपहर 12 बजे", 12),
        ("दोपहर 2 बजे", 14),
        ("शाम 6 बजे", 18),
        ("रात 12 बजे", 0),
        ("रात 10 बजे", 22),
    ],
)
def test_hours_in_words(text: str, hour: int) -> None:
    """The part of the day tells morning hours from evening hours."""
    assert parse_date(f"5 अक्टूबर 2020 {text}") == datetime(2020, 10, 5, hour, tzinfo=IST)


@pytest.mark.parametrize(
    "month",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर".split(),
)
def test_hindi_months(month: str) -> None:
    """All twelve Hindi months are known."""
    months = "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर".split()
    assert parse_date(f"7 {month} 2020") == datetime(2020, months.index(month) + 1, 7, tzinfo=IST)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "आज",
            "कल",
            "2 घंटे पहले",
            "1 hour ago",
            "2025",
            2025,
            "2025-11",
            "नवंबर 2025",
            "5 दिसंबर",
            "10:04 PM",
        ),
        *(
            "31 फरवरी 2025",
            "2025-02-30",
            "2025-13-01",
            "11/18/2025",
            "2025-11-18T25:00",
            "0025-01-01",
            "00/00/0000",
        ),
        *(
            0,
            -1,
            7,
            True,
            None,
            float("nan"),
            float("inf"),
            10**400,
            [],
            {},
            "x" * 500,
            "2025-11-18 22:04 +99:99",
        ),
    ],
)
def test_what_is_no_date(value: object) -> None:
    """Nothing is made up: a date that is absent, incomplete, relative or impossible is None."""
    assert parse_date(value) is None


def test_ist_is_indian() -> None:
    """IST is India's time everywhere, not Israel's, as dateparser has it."""
    assert parse_date("Tue Nov 18 22:04:00 IST 2025") == EVENING


def test_other_zones_are_kept() -> None:
    """A zone that the source names is not replaced."""
    moment = parse_date("2025-11-18T22:04:00-03:00")
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=-3)


def test_plain_reads_no_number() -> None:
    """A line that may be no date at all is not taken for seconds since 1970."""
    assert parse_date_text("1763483640", plain=True) is None
    assert parse_date_text("18 नवंबर 2025", plain=True) == MIDNIGHT


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2150, 1, 1)),
    st.sampled_from([IST, UTC, timezone(timedelta(hours=9))]),
)
def test_iso_round_trip(moment: datetime, zone: timezone) -> None:
    """What Python writes as ISO 8601 is read back to the microsecond."""
    assert parse_date(moment.replace(tzinfo=zone).isoformat()) == moment.replace(tzinfo=zone)


@given(
    st.text(max_size=30)
    | st.from_regex(r"[0-9०-९]{1,4}[-/. ](नवंबर|[0-9]{1,3})[-/. ][0-9]{1,5}( .{0,8})?", fullmatch=True)
)
def test_any_text(text: str) -> None:
    """No text raises, and a date always knows its zone."""
    moment = parse_date(text)
    assert moment is None or moment.utcoffset() is not None
