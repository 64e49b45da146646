"""A fixed table of words, held to a dict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.lemma import hindi_dictionary, hindi_lookup
from indexer.analysis.word_table import WordTable

WORDS = st.text("कखिा्aé😀", max_size=4)


@given(st.dictionaries(WORDS, WORDS, max_size=60), st.lists(WORDS, max_size=20))
def test_table_answers_as_a_dict(words, others):
    """Every word of the mapping has its value, every other None, whatever the words."""
    table = WordTable(words)
    assert [table(word) for word in (*words, *others)] == [words.get(word) for word in (*words, *others)]


def test_words_alone():
    """What is no str is a TypeError."""
    with pytest.raises(TypeError):
        WordTable({"क": "ख"})(None)


def test_lookup_of_the_dictionary():
    """The look-up of a build knows every form of the dictionary, and no other."""
    forms = hindi_dictionary()
    assert {form: hindi_lookup()(form) for form in forms} == forms
    assert hindi_lookup()("किरकोलोव") is None
