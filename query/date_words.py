"""The words of dates, in Hindi, English and Hindi in Roman letters: each as ``normalize_word`` has it → what it means.

कल is yesterday, परसों the day before: news is about what was. A rule left out: seasons and festivals (दिवाली), whose dates
need tables by year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from indexer.analysis.normalize import normalize_word

__all__ = ["MEANINGS", "Word"]

Word = tuple[str, int | str]
"""A kind, and what the word stands for: how many days back, a number, a unit, a month from 1, a weekday from 0."""

_DAYS_BACK = ("today aaj आज", "yesterday kal कल", "परसों परसो parson parso", "नरसों तरसों narson tarson")
_UNITS = {
    "minute": "minutes min मिनट मिनटों",
    "hour": "hours h hr hrs घंटा घंटे घंटों ghanta ghante ghanton",
    "day": "days d दिन दिनों दिवस रोज din dino dinon",
    "week": "weeks w सप्ताह सप्ताहों हफ्ता हफ्ते हफ्तों saptah hafta hafte hafton",
    "month": "months mo महीना महीने महीनों माह मास mahina mahine mahinon mahino maah",
    "year": "years y yr yrs साल सालों वर्ष वर्षों बरस सन saal sal saalon varsh",
}
_MONTHS = (
    "january jan जनवरी janvari janwari",
    "february feb फरवरी farvari farwari",
    "march mar मार्च",
    "april apr अप्रैल अप्रेल aprail",
    "may मई mai",
    "june jun जून joon",
    "july jul जुलाई julai",
    "august aug अगस्त agast",
    "september sept sep सितंबर sitambar",
    "october oct अक्टूबर अक्तूबर aktubar",
    "november nov नवंबर navambar",
    "december dec दिसंबर disambar",
)
_WEEKDAYS = (
    "monday mon सोमवार सोम somvar somwar somvaar somwaar",
    "tuesday tue tues मंगलवार मंगल mangalvar mangalwar mangalvaar mangalwaar",
    "wednesday wed बुधवार बुध budhvar budhwar budhvaar budhwaar",
    "thursday thu thur thurs गुरुवार गुरूवार बृहस्पतिवार वीरवार guruvar guruwar guruvaar guruwaar brihaspativar veervar",
    "friday fri शुक्रवार शुक्र shukravar shukrawar shukravaar shukrawaar",
    "saturday sat शनिवार शनि शनिचर shanivar shaniwar shanivaar shaniwaar",
    "sunday sun रविवार रवि इतवार ravivar raviwar ravivaar raviwaar itvar itwar",
)
_NUMBERS = (
    "a an one एक ek",
    "two दो do",
    "three तीन teen",
    "four चार chaar char",
    "five पांच paanch panch",
    "six छह छः छै छे chhah chhe",
    "seven सात saat",
    "eight आठ aath",
    "nine नौ nau",
    "ten दस das",
    "eleven ग्यारह",
    "twelve बारह",
    "thirteen तेरह",
    "fourteen चौदह",
    "fifteen पंद्रह पंद्रा pandrah",
)
_THIS = "this current इस यह मौजूदा चालू वर्तमान is iss"
_LAST = (
    "last previous past पिछला पिछले पिछली गत विगत बीता बीते बीती गुजरा गुजरे गुजरी "
    "pichla pichle pichli pichhla pichhle pichhli gat beeta beete beeti"
)
_AGO = "ago back पहले पूर्व pehle pahle pahale"
_EMPTY = "the of in on at during में का के की को भर दौरान mein me ka ke ki ko bhar"


def _each(kind: str, rows: Iterable[str], first: int = 0) -> dict[str, Word]:
    return {normalize_word(word): (kind, at) for at, row in enumerate(rows, first) for word in row.split()}


MEANINGS: Mapping[str, Word] = {
    **{
        normalize_word(word): ("unit", unit)
        for unit, words in _UNITS.items()
        for word in (unit, *words.split())
    },
    **_each("back", _DAYS_BACK),
    "tomorrow": ("back", -1),
    "before": ("before", 0),
    **_each("month", _MONTHS, 1),
    **_each("weekday", _WEEKDAYS),
    **_each("number", _NUMBERS, 1),
    **_each("number", ["thirty तीस tees"], 30),
    **_each("this", [_THIS]),
    **_each("last", [_LAST]),
    **_each("ago", [_AGO]),
    **_each("", [_EMPTY]),
}
"""Word → its meaning; of kind "" where it says nothing."""
