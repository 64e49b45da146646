"""English names of places."""

import pytest

from indexer.analysis.exonyms import exonyms
from indexer.analysis.normalize import normalize_word


@pytest.mark.parametrize(
    ("english", "hindi"),
    [
        ("russia", "रूस"),
        ("egypt", "मिस्र"),
        ("greece", "यूनान"),
        ("china", "चीन"),
        ("delhi", "दिल्ली"),
        ("lucknow", "लखनऊ"),
        ("bombay", "बंबई"),
    ],
)
def test_exonyms(english, hindi):
    """A reader would write the English name so."""
    assert exonyms()[english] == hindi


def test_exonyms_are_exact_forms():
    """Every name is one Latin word in lower case, and leads to what the index holds."""
    for english, hindi in exonyms().items():
        assert english.isascii() and english.isalpha() and english.islower()
        assert normalize_word(hindi) == hindi
