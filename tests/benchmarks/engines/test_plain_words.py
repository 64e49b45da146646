"""Headlines lose khabar's operators and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.engines.plain_words import as_plain_words
from benchmarks.engines.sqlite_fts5 import match_expression
from benchmarks.engines.words import words

ROWS = [
    ("SCO: मंत्री बोले- “साथ चलेंगे”", "SCO मंत्री बोले- साथ चलेंगे"),
    ("भारत-रूस वार्ता", "भारत-रूस वार्ता"),
    ("परिणाम -घोषित +आज", "परिणाम घोषित आज"),
    ('"-घोषित"', "घोषित"),
    ("पहला – दूसरा", "पहला दूसरा"),
    ("दाम 1,165 रुपये", "दाम 1,165 रुपये"),
    ("सन 2019..2024 तक", "सन 2019 2024 तक"),
    ("खेल AND राजनीति NOT फिल्म", "खेल and राजनीति not फिल्म"),
    ("एस. जयंत (विशेष)", "एस. जयंत विशेष"),
    ('"', ""),
]


@pytest.mark.parametrize(("query", "plain"), ROWS)
def test_rows(query, plain):
    """Syntax becomes a space, hyphens and dots inside words stay."""
    assert as_plain_words(query) == plain


@given(st.text())
def test_nothing_is_left_to_take_out(query):
    """Taking the operators out twice is taking them out once."""
    plain = as_plain_words(query)
    assert as_plain_words(plain) == plain


@given(st.text(alphabet="कखाि्ं \N{DEVANAGARI DANDA}"))
def test_devanagari_words_are_untouched(query):
    """Every word of a text without operators survives, in order."""
    assert words(as_plain_words(query)) == words(query)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("हिन्दी में समाचार।", ["हिन्दी", "में", "समाचार"]),
        ("भारत-रूस", ["भारत", "रूस"]),
        ("ज़मीन॥ चाँद", ["ज़मीन", "चाँद"]),
        ("क्\N{ZERO WIDTH JOINER}ष १८ SCO_2", ["क्\N{ZERO WIDTH JOINER}ष", "१८", "SCO_2"]),
        ("डॉ॰ राव", ["डॉ", "राव"]),
        ("…", []),
    ],
)
def test_words_keep_their_signs(text, expected):
    """Vowel signs, virama, nukta and joiners belong to the word; danda and the abbreviation sign end it."""
    assert words(text) == expected


def test_match_expression_quotes_every_word():
    """FTS5's own operators are mere words inside double quotes."""
    assert match_expression('बैठक AND "NEAR(') == '"बैठक" OR "AND" OR "NEAR"'
