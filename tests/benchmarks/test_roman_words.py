"""The measure of readings, and what learns them, on a few words."""

from collections import Counter

import pytest

from benchmarks.roman_words import CorpusWords, hits, questions, roman_tables
from benchmarks.train_spellings import HELD_OUT, LEARNED, iter_name_pairs, iter_pairs, learn


def test_pairs(tmp_path):
    """Pairs of both sets are read in exact form, words with other signs left out; names word by word."""
    tsv, csv, names = tmp_path / "a.tsv", tmp_path / "b.csv", tmp_path / "names.tsv"
    tsv.write_text("Hindi\tहिन्दी\t3\nko-i\tकोई\t1\n", encoding="utf-8")
    csv.write_text("zameen,ज़मीन\n", encoding="utf-8")
    names.write_text("राम सिंह\tRam Singh\tx\nअ ब\tOne\tx\n", encoding="utf-8")
    assert [*iter_pairs(tsv), *iter_pairs(csv)] == [("hindi", "हिंदी", 3), ("zameen", "जमीन", 1)]
    assert [*iter_name_pairs(names, LEARNED)] == [("ram", "राम", 1)]
    assert [*iter_name_pairs(names, HELD_OUT)] == [("singh", "सिंह", 1)]


def test_learning():
    """From a few words it is learned that श is typed sh, and that a final vowel is unspoken."""
    counts = learn([("shahar", "शहर", 2), ("shakti", "शक्ति", 1), ("desh", "देश", 3), ("sharam", "शरम", 1)])
    assert counts["श"].most_common(1) == [("sh", 7)]
    assert counts["-"].most_common(1) == [("", 6)]


def test_hits():
    """A typed word is asked once; any of its right forms counts; what does not occur is not asked."""
    words = CorpusWords(Counter({"मीना": 5, "मिना": 1, "राम": 2, "रमा": 9}))
    asked = questions(
        [("mina", "मीना", 1), ("mina", "मिना", 1), ("ram", "राम", 1), ("sita", "सीता", 1)], words
    )
    assert asked == {"mina": {"मीना", "मिना"}, "ram": {"राम"}}
    assert hits(asked, words.commonest) == pytest.approx((1 / 2, 1.0))


def test_no_data(tmp_path):
    """Where the data are not, there are no tables."""
    assert roman_tables(tmp_path) == []
