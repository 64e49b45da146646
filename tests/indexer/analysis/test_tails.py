"""Words by their last letters."""

import pytest

from indexer.analysis.tails import Tails

TAILS = ["ता", "ा", "ों"]


@pytest.mark.parametrize(
    ("word", "place"),
    [("जाता", 1), ("राजा", 2), ("ा", 2), ("नेताओं", 0), ("लोगों", 3), ("", 0), ("abc", 0), ("xा", 2), ("ाx", 0)],
)
def test_longest_tail_counts(word, place):
    """A word has the tail of two letters that it ends in, else that of one, else none."""
    assert Tails(TAILS).find(word) == place


@pytest.mark.parametrize("tails", [["abc"], ["a"], [""], ["ताा"], ["ा", "ा"]])
def test_other_tails(tails):
    """Tails are one or two letters of Devanagari, none twice."""
    with pytest.raises(ValueError, match="tail"):
        Tails(tails)
