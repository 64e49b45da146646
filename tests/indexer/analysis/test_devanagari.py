"""The compiled short cut: which words it takes, and that it never differs from the long way (see test_normalize too)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.devanagari import plain_form
from indexer.analysis.normalize import normalize_word

LETTERS = "".join(map(chr, range(0x900, 0x980)))


@pytest.mark.parametrize(
    ("word", "exact"),
    [
        ("भारत", "भारत"),
        ("हिन्दी", "हिंदी"),
        ("सम्मान", "सम्मान"),
        ("चाँद", "चांद"),
        ("ज़मीन", "जमीन"),
        ("\u095bमीन", "जमीन"),
        ("ल\u095cका", "लड़का"),
        ("पण्ड़ा", "पंड़ा"),
        ("हिन्\u200dदी", "हिंदी"),
        ("२०२०में", "2020में"),
        ("म़्पा", "ंपा"),
        ("", ""),
        ("\u200d", ""),
    ],
)
def test_taken(word, exact):
    """Words of Devanagari letters, digits and joiners have their exact form made here."""
    assert plain_form(word) == exact


@pytest.mark.parametrize(
    "word",
    ["अार", "बडा़", "मेंं", "क़्", "ऽ", "ॐ", "भारत-रूस", "SCOका", "डॉ.", "क॰", "\ud800", "क" * 51, "ढ़" * 30],
)
def test_refused(word):
    """Letters in pieces, rarer ones, other scripts and marks, and words past 50 letters go the long way."""
    assert plain_form(word) is None


def test_the_longest_word_fits():
    """Fifty letters that each become two are as long as a form can be."""
    assert plain_form("\u095d" * 50) == "ढ़" * 50


def test_only_text():
    """Anything but text is a TypeError."""
    with pytest.raises(TypeError):
        plain_form(None)  # type: ignore[arg-type]


def test_most_words_of_a_corpus_are_taken(shared_texts):
    """Of the distinct Devanagari words of the shared texts, 99 in 100 go the short way."""
    words = {word for text in shared_texts for word in text.split() if not set(word) - set(LETTERS[:0x64])}
    refused = [word for word in words if plain_form(word) is None]
    assert len(refused) < len(words) / 100


@given(st.text(LETTERS + "\u200c\u200d\u00ada9-", max_size=60))
@settings(max_examples=500, deadline=None)
def test_form_of_a_form(word):
    """What it takes it makes an exact form of, and takes again as it is."""
    exact = plain_form(word)
    if exact is not None:
        assert plain_form(exact) is exact
        assert normalize_word(exact) == exact
