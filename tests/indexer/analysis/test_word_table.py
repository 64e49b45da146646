"""A fixed table of words, held to a dict."""

from contextlib import nullcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.lemma import hindi_dictionary, hindi_lookup
from indexer.analysis.lemma_table import LemmaTable
from indexer.analysis.word_table import WordTable

WORDS = st.text("कखिा्aé😀", max_size=4)


@given(st.dictionaries(WORDS, WORDS, max_size=60), st.lists(WORDS, max_size=20))
def test_table_answers_as_a_dict(words, others):
    """Every form has its lemma, every other word None, whatever the words."""
    words |= {lemma: lemma for lemma in words.values() if lemma not in words}
    table = table_of(words)
    assert [table(word) for word in (*words, *others)] == [words.get(word) for word in (*words, *others)]


def table_of(words: dict[str, str]) -> WordTable:
    table = LemmaTable.of(words)
    return WordTable(table.codes, table.ends, table.rows)


@given(st.sets(WORDS))
def test_forms(words):
    """The forms are those that it was made of, in order."""
    assert table_of({word: word for word in words}).forms() == sorted(words)


def test_words_alone():
    """What is no str is a TypeError."""
    with pytest.raises(TypeError):
        table_of({"क": "क"})(None)


@pytest.mark.parametrize(
    ("codes", "ends", "rows", "message"),
    [
        (b"ab", [1], [0], "codes of more"),
        (b"a", [1], [0, 0], "1 forms where 2"),
        (b"ab", [1, 2], [0, 2], "row 2"),
        (b"ab", [1, 2], [0, -1], "row -1"),
        (b"aa", [1, 2], [0, 1], "text 2 is not above"),
        (b"baaa", [1, 3, 4], [0, 1, 2], "text 2 is not above"),
        (b"abbaa", [1, 2, 5], [0, 1, 2], None),
        (b"aaba", [1, 3, 4], [0, 1, 2], "text 3 is not above"),
        (b"ab", [2, 1], [0, 1], "form 2 ends outside"),
        (b"ab", [1, 3], [0, 1], "form 2 ends outside"),
        (b"ab", [-1, 2], [0, 1], "form 1 ends outside"),
        (b"", [0, 0], [0, 1], "text 2 is not above"),
    ],
)
def test_what_does_not_agree(codes, ends, rows, message):
    """Forms that end nowhere or do not ascend, lemmas of more or fewer, and those that are no forms are ValueErrors."""
    with pytest.raises(ValueError, match=message) if message else nullcontext():
        WordTable(codes, np.array(ends), np.array(rows, np.int32))


def test_lookup_of_the_dictionary():
    """The look-up of a build knows every form of the dictionary, and no other."""
    forms = hindi_dictionary()
    assert {form: hindi_lookup()(form) for form in forms} == forms
    assert hindi_lookup()("किरकोलोव") is None
