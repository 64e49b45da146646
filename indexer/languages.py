"""The two languages that the command speaks: which one, and how each says numbers and times.

Babel knows all of this too, but takes 60 ms to say it; the tests hold these tables to its CLDR.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from math import inf

__all__ = ["Language", "said_articles", "said_count", "said_day", "said_language", "said_time"]


class Language(StrEnum):
    """Of labels, counts and times; errors are English in both."""

    hi = "hi"
    en = "en"


def said_language(environment: Mapping[str, str]) -> Language:
    """What the locale says of messages: LC_ALL, else LC_MESSAGES, else LANG. English where it is of another language than Hindi.

    No locale, and C or POSIX, which say nothing of a language, are Hindi: that is the language of what is searched.
    """
    locale = next((said for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (said := environment.get(name))), "")
    code = locale.partition("@")[0].partition(".")[0].partition("_")[0].lower()
    return Language.hi if code in {"", "c", "posix", "hi"} else Language.en


def said_count(count: int, lang: Language) -> str:
    """1,234,567 in English, 12,34,567 in Hindi."""
    said = f"{count:,}"
    if lang is Language.en or count < 100_000:
        return said
    rest, last = divmod(count, 1000)
    digits = str(rest)
    return f"{re.sub(r'(?<=.)(?=(..)+$)', ',', digits)},{last:03}"


def said_articles(count: int, lang: Language) -> str:
    """1 article, 142 articles, 142 लेख."""
    noun = "लेख" if lang is Language.hi else "article" if count == 1 else "articles"
    return f"{said_count(count, lang)} {noun}"


_IST = timezone(timedelta(hours=5, minutes=30))
_MONTHS = {
    Language.hi: "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर".split(),
    Language.en: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
_UNITS = {
    "minute": "मिनट",
    "hour": "घंटे",
    "day": "दिन",
    "week": "सप्ताह",
    "month": "माह",
    "year": "वर्ष",
}
# A unit, its days, and from how many days on the next one is taken: 13 days and 8 weeks say more than 1 week and 1 month.
_LENGTHS = (("day", 1, 14), ("week", 7, 60), ("month", 30, 365), ("year", 365, inf))
_NEAR_DAYS = {
    Language.hi: {-1: "कल", 0: "आज", 1: "कल"},
    Language.en: {-1: "tomorrow", 0: "today", 1: "yesterday"},
}


def said_time(time: datetime, lang: Language, now: datetime | None = None) -> str:
    """How long ago and when, in India: "3 दिन पहले · 15 नवंबर 2025, 20:04". ``now`` is the present if None.

    Of midnight it says the day alone: that is what a source without a time gives.
    """
    there = time.astimezone(_IST)
    here = (now or datetime.now(UTC)).astimezone(_IST)
    timed = bool(there.hour or there.minute)
    clock = f", {there:%H:%M}" if timed else ""
    return f"{_age(there, here, lang, timed=timed)} · {said_day(there, lang)}{clock}"


def said_day(time: datetime, lang: Language) -> str:
    """15 नवंबर 2025, 15 Nov 2025."""
    return f"{time.day} {_MONTHS[lang][time.month - 1]} {time.year}"


def _age(there: datetime, here: datetime, lang: Language, *, timed: bool) -> str:
    elapsed = here - there
    if timed and abs(elapsed) < timedelta(days=1):
        minutes = int(abs(elapsed).total_seconds()) // 60
        if not minutes:
            return "अभी" if lang is Language.hi else "now"
        past = elapsed > timedelta()
        return _ago(*((minutes, "minute") if minutes < 60 else (minutes // 60, "hour")), lang, past=past)
    days = (here.date() - there.date()).days
    if near := _NEAR_DAYS[lang].get(days):
        return near
    count = abs(days)
    unit, length = next((unit, length) for unit, length, past in _LENGTHS if count < past)
    return _ago(count // length, unit, lang, past=days > 0)


def _ago(count: int, unit: str, lang: Language, *, past: bool) -> str:
    if lang is Language.hi:
        return f"{count} {_UNITS[unit]} {'पहले' if past else 'में'}"
    said = f"{count} {unit}{'s' * (count != 1)}"
    return f"{said} ago" if past else f"in {said}"
