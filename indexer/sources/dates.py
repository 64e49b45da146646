"""Dates as newspapers write them → aware datetime. Naive times are IST; a missing part is never filled in.

Day comes before month (18/11/2025); a date that is impossible in that order (11/18/2025) is None, not an
American guess: half of such a file would be read wrongly without a word. A date without a time is its
midnight.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

__all__ = ["IST", "parse_date", "parse_date_text"]

IST = timezone(timedelta(hours=5, minutes=30))

# Seconds: 1973-03 to 5138, milliseconds and microseconds likewise; smaller numbers are years, ids, 20251118.
_EPOCH_UNITS = ((10**8, 1), (10**11, 10**3), (10**14, 10**6))
_YEARS = range(1800, 2200)  # the first Hindi paper is of 1826; a year of 25 or 20251 is a mistake
_LONGEST = 80
_MEMO = 1 << 16

_DIGITS = {ord("०") + value: str(value) for value in range(10)}

_MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan जनवरी जन",
            "february feb फरवरी फ़रवरी फर",
            "march mar मार्च",
            "april apr अप्रैल अप्रेल",
            "may मई",
            "june jun जून",
            "july jul जुलाई",
            "august aug अगस्त",
            "september sept sep सितंबर सितम्बर सितं",
            "october oct अक्टूबर अक्तूबर अक्टू",
            "november nov नवंबर नवम्बर नवं नव",
            "december dec दिसंबर दिसम्बर दिसं",
        ),
        start=1,
    )
    for name in unicodedata.normalize("NFC", names).split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))

_LABEL = (
    r"(?:(?:first\s+|last\s+)?(?:updated|published|publish(?:ed)?\s+date|posted|modified|date)(?:\s+(?:on|at|by))?"
    r"|प्रकाशित|प्रकाशन\s+तिथि|अपडेटेड|अपडेट|अद्यतन|दिनांक|तारीख|तिथि)"
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:सोम|मंगल|बुध|गुरु|गुरू|बृहस्पति|वीर|शुक्र|शनि|रवि)(?:वार)?)"
)
_CLOCK = (
    r"(?:(?P<part>सुबह|तड़के|दोपहर|शाम|रात)\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
    r"\s*(?P<half>[ap]\.?m\.?|पूर्वाह्न|अपराह्न|बजे)?"
)
_ZONE = r"(?:\(?(?P<zone>(?:utc|gmt)?[+-]\d{2}:?\d{2}|z|utc|gmt|ist)\)?(?:\s*\([^()]*\))?)"
_GAP = r"[\s,./-]+"
_DATE = re.compile(
    rf"(?:{_LABEL}\s*[:\-–]?\s*)?(?:{_WEEKDAY}\.?,?\s*)?"
    r"(?:(?P<y1>\d{4})(?P<sep1>[-/.])(?P<m1>\d{1,2})(?P=sep1)(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s?(?P<sep2>[-/.])\s?(?P<m2>\d{1,2})\s?(?P=sep2)\s?(?P<y2>\d{4}|\d{2})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?P<m3>{_MONTH}){_GAP}(?P<y3>\d{{4}})"
    rf"|(?P<m4>{_MONTH}){_GAP}(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}})"
    r"|(?P<y5>(?:18|19|20|21)\d\d)(?P<m5>\d\d)(?P<d5>\d\d))"
    rf"(?:(?:\s*(?:[t,|·•–-]|at|को|\s)\s*)(?:{_CLOCK})\s*{_ZONE}?)?\s*{_ZONE.replace('zone', 'zone2')}?"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:z|[+-]\d\d:?\d\d)?)?")
_COMPACT = re.compile(r"((?:18|19|20|21)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def parse_date(value: object) -> datetime | None:
    """Read a date: text, or a number of seconds, milliseconds or microseconds since 1970 (given in IST)."""
    if isinstance(value, str):
        return parse_date_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value) or (parse_date_text(str(value)) if 0 < value < 10**15 else None)
    return None


@lru_cache(_MEMO)
def parse_date_text(text: str, *, plain: bool = False) -> datetime | None:
    """Read the date that ``text`` is, all of it; None: it is none, lacks day, month or year, or cannot be.

    ``plain``: the usual forms only, no number and no dateparser; for lines that may well be no date at all.
    """
    text = " ".join(unicodedata.normalize("NFC", text[: _LONGEST + 1]).translate(_DIGITS).casefold().split())
    if len(text) > _LONGEST or not re.search(r"\d", text):
        return None
    if _ISO.fullmatch(text):
        return _from_iso(text)
    if match := _DATE.fullmatch(text):
        return _from_match(match)
    return None if plain else _from_rare(text)


def _from_rare(text: str) -> datetime | None:
    if match := _COMPACT.fullmatch(text):
        return _at([int(part or 0) for part in match.groups()], IST)
    return _from_number(float(text)) if _NUMBER.fullmatch(text) else _from_dateparser(text)


def _from_number(number: float) -> datetime | None:
    for least, per_second in reversed(_EPOCH_UNITS):
        if least <= number < least * 1000:
            return _fixed(datetime.fromtimestamp(number / per_second, IST))
    return None


def _from_iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(re.sub(r" (?=[-+z])", "", text).upper())
    except ValueError:
        return None
    return _fixed(moment)


def _fixed(moment: datetime) -> datetime | None:
    """Give it a zone that is a plain offset (naive: IST), and of a year that may be meant."""
    offset = moment.utcoffset()
    zone = IST if offset is None else UTC if not offset else timezone(offset)
    return moment.replace(tzinfo=zone) if moment.year in _YEARS else None


def _from_match(match: re.Match[str]) -> datetime | None:
    which = next(n for n in "12345" if match["y" + n])
    year, month, day = match["y" + which], match["m" + which], match["d" + which]
    number = int(year) + (
        0 if len(year) == 4 else 2000 if int(year) < 69 else 1900
    )  # POSIX: 69..99 are of the last century
    parts = [number, _MONTHS.get(month) or int(month), int(day)]
    half = match["part"] if match["half"] in (None, "बजे") else match["half"]
    if match["hour"]:
        parts += [_hour(int(match["hour"]), half), int(match["minute"] or 0), int(match["second"] or 0)]
    return _at(parts, _zone(match["zone"] or match["zone2"]))


def _hour(hour: int, half: str | None) -> int:
    """Give the hour of 24. "रात 12 बजे" is the midnight of the date given; "22:04 PM" is 22:04."""
    if half is None or hour > 12:
        return hour
    if half[0] == "a" or half in {"पूर्वाह्न", "सुबह", "तड़के"}:
        return hour % 12
    if half == "रात":
        return hour % 12 + (12 if 6 <= hour < 12 else 0)
    return hour % 12 + (0 if half == "दोपहर" and hour in (10, 11) else 12)


def _zone(name: str | None) -> timezone:
    """Read a time zone. IST is India's: dateparser takes it for Israel's, hence zones are read here."""
    digits = re.sub(r"[^\d]", "", name or "")
    if digits:
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return (
            timezone(timedelta(minutes=-minutes if "-" in (name or "") else minutes))
            if minutes < 24 * 60
            else IST
        )
    return IST if name in (None, "ist") else UTC


def _at(parts: list[int], zone: timezone) -> datetime | None:
    try:
        return _fixed(datetime(*parts, tzinfo=zone))  # type: ignore[misc, arg-type]
    except ValueError:
        return None


def _from_dateparser(text: str) -> datetime | None:
    """Read the rare rest ("18nov2025"). Slow to load (0.2 s) and to run (1 ms): hence last, and memoised."""
    import dateparser

    text = re.sub(r"\bist\b", "", text)  # or it is Israel's; naive is ours

    settings: dict[str, Any] = {
        "DATE_ORDER": "DMY",
        "PREFER_LOCALE_DATE_ORDER": False,
        "REQUIRE_PARTS": ["day", "month", "year"],  # or it fills in today's
        "PARSERS": ["absolute-time"],  # "2 घंटे पहले" says nothing once it is in a file
    }
    try:
        moment: datetime | None = dateparser.parse(text, languages=["hi", "en"], settings=settings)
    except Exception:  # it raises many kinds on odd text, none of them documented
        return None
    return moment and _fixed(moment)
