"""Misspelt words made for the measure: each slip does what it says, and the same seed draws the same words."""

import random

import pytest

pytest.importorskip("rapidfuzz")

from benchmarks.misspellings import SLIPS, misspell, misspelling_tables, sample

FORMS = [
    "दिल्ली",
    "सरकार",
    "प्रधानमंत्री",
    "विशेष",
    "लड़का",
    "पुलिस",
    "बहादुर",
    "पाकिस्तान",
    "संबंध",
    "भूकंप",
    "शिक्षा",
    "विकास",
]
COUNTS = dict.fromkeys(FORMS, 9) | {"सरकर": 1, "लव": 50, "देवनागरी": 4}


@pytest.mark.parametrize(
    ("form", "kind", "misspelt"),
    [
        ("दिल्ली", "ि/ी", {"दील्ली", "दिल्लि"}),
        ("भूकंप", "ु/ू", {"भुकंप"}),
        ("भूकंप", "श/ष/स", None),
        ("विशेष", "श/ष/स", {"विषेष", "विसेष", "विशेश", "विशेस"}),
        ("विकास", "ब/व", {"बिकास"}),
        ("सरकार", "aspirate", {"सरखार"}),
        ("कमल", "halant", {"क्मल", "कम्ल"}),
        ("राज", "swapped", {"जार", "जरा"}),
        ("दिल", "dropped", {"दि"}),
        ("दिल", "doubled", {"ददिल", "दिलल", "द्दिल", "दिल्ल"}),
    ],
)
def test_slips(form, kind, misspelt):
    """A slip of a kind is one of those that its name says, at one place; none where there is no place for it."""
    made = {misspell(form, kind, random.Random(seed)) for seed in range(60)}
    if misspelt is None:
        assert made == {None}
    else:
        assert made & misspelt
        assert made - {None} <= misspelt


def test_the_sample():
    """Meant are forms that are common and long enough; no misspelling occurs itself; the seed decides all."""
    drawn = sample(COUNTS, 6, 1)
    assert drawn == sample(COUNTS, 6, 1) != sample(COUNTS, 6, 2)
    assert list(drawn) == list(SLIPS)
    pairs = [pair for made in drawn.values() for pair in made]
    assert len(pairs) > 40
    assert {meant for _, meant in pairs} <= set(FORMS)
    assert not {typed for typed, _ in pairs} & COUNTS.keys()


def test_nothing_without_the_corpus(tmp_path, capsys):
    """Where the corpus is not there, no table is made, and why is told."""
    assert misspelling_tables(tmp_path) == []
    assert "skipped" in capsys.readouterr().out
