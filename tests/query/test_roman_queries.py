"""Whole queries in Latin letters, and mixed ones, over the sample newsroom: what each word is read as, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from query import Searcher


@pytest.fixture(scope="module")
def searcher(newsroom_index: Path) -> Iterator[Searcher]:
    with Searcher.open(newsroom_index) as opened:
        yield opened


def shown(searcher: Searcher, query: str) -> dict[str, tuple[str, ...]]:
    return {each.typed: each.shown for each in searcher.search(query, snippets=False).corrected}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("kosi badh", "कोसी बाढ़"),
        ("pradhanmantri ki baithak", "प्रधानमंत्री की बैठक"),
        ("supreme court faisla", "सुप्रीम कोर्ट फैसला"),
        ("chunav ayog", "चुनाव आयोग"),
        ("patna high court", "पटना हाई कोर्ट"),
        ("mausam barish", "मौसम बारिश"),
        ("bihar chunav natije", "बिहार चुनाव नतीजे"),
        ("shiksha mantri", "शिक्षा मंत्री"),
        ("petrol diesel daam", "पेट्रोल डीजल दाम"),
        ("swasthya mantralaya", "स्वास्थ्य मंत्रालय"),
        ("railway station", "रेलवे स्टेशन"),
        ("train durghatna", "ट्रेन दुर्घटना"),
        ("sarkar ka budget", "सरकार का बजट"),
        ("uttar pradesh sarkar", "उत्तर प्रदेश सरकार"),
        ("police giraftar", "पुलिस गिरफ्तार"),
        ("metro rail", "मेट्रो रेल"),
        ("lok sabha satra", "लोक सभा सत्र"),
        ("doctor hadtal", "डॉक्टर हड़ताल"),
        ("pani ki kami", "पानी की कमी"),
        ("delhi pradushan", "दिल्ली प्रदूषण"),
        ("mumbai barish", "मुंबई बारिश"),
        ("ganga nadi", "गंगा नदी"),
        ("hindi diwas", "हिंदी दिवस"),
        ("startup company", "स्टार्टअप कंपनी"),
        ("bank karz", "बैंक कर्ज"),
        ("sona chandi bhav", "सोना चांदी भाव"),
        ("hockey team", "हॉकी टीम"),
    ],
)
def test_roman(searcher: Searcher, query: str, words: str) -> None:
    """Each word of the query is read so, and the answer says it."""
    readings = shown(searcher, query)
    assert {typed: readings[typed][0] for typed in query.split()} == dict(
        zip(query.split(), words.split(), strict=True)
    )


@pytest.mark.parametrize(
    ("query", "typed", "word"),
    [
        ("संसद satra", "satra", "सत्र"),
        ("chunav आयोग", "chunav", "चुनाव"),
        ("बाढ़ rahat", "rahat", "राहत"),
        ("modi russia yatra", "yatra", "यात्रा"),
        ("SCO baithak", "baithak", "बैठक"),
        ("BJP neta", "neta", "नेता"),
        ("kashmir में पर्यटन", "kashmir", "कश्मीर"),
    ],
)
def test_mixed(searcher: Searcher, query: str, typed: str, word: str) -> None:
    """In a query of both scripts, or with words that stand in the text as typed, the others are read."""
    assert shown(searcher, query)[typed][0] == word


@pytest.mark.parametrize("query", ["बाढ़ राहत", "xyzzy", "2025", "bhukamp qwrt"])
def test_left_alone(searcher: Searcher, query: str) -> None:
    """Words in Devanagari, numbers, and what sounds like no word of the corpus are not read as others."""
    assert shown(searcher, query) == {}
