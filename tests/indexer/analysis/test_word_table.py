"""A fixed table of words, held to a dict."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.lemma import hindi_dictionary, hindi_lookup
from indexer.analysis.word_table import WordTable

WORDS = st.text("कखिा्aé😀", max_size=4)


@given(st.dictionaries(WORDS, WORDS, max_size=60), st.lists(WORDS, max_size=20))
def test_table_answers_as_a_dict(words, others):
    """Every form has its lemma, every other word None, whatever the words."""
    words |= {lemma: lemma for lemma in words.values() if lemma not in words}
    table = table_of(words)
    assert [table(word) for word in (*words, *others)] == [words.get(word) for word in (*words, *others)]


def table_of(words: dict[str, str]) -> WordTable:
    forms = sorted(words)
    rows = np.array([forms.index(words[form]) for form in forms], np.int32)
    return WordTable("\n".join(forms).encode(), rows)


def test_words_alone():
    """What is no str is a TypeError."""
    with pytest.raises(TypeError):
        table_of({"क": "क"})(None)


@pytest.mark.parametrize(
    ("forms", "rows", "message"),
    [
        ("क\nख", [0], "more forms"),
        ("क", [0, 0], "1 forms where 2"),
        ("क\nख", [0, 2], "row 2"),
        ("क\nख", [0, -1], "row -1"),
        ("क\nक", [0, 1], "twice"),
    ],
)
def test_what_does_not_agree(forms, rows, message):
    """More or fewer forms than lemmas, lemmas that are no forms, and a form twice are ValueErrors."""
    with pytest.raises(ValueError, match=message):
        WordTable(forms.encode(), np.array(rows, np.int32))


def test_lookup_of_the_dictionary():
    """The look-up of a build knows every form of the dictionary, and no other."""
    forms = hindi_dictionary()
    assert {form: hindi_lookup()(form) for form in forms} == forms
    assert hindi_lookup()("किरकोलोव") is None
