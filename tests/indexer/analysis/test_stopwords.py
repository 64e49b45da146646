import pytest

from indexer.analysis import stopwords
from indexer.analysis.normalize import normalize_word
from indexer.analysis.stopwords import STOP_WORDS


def test_stop_words_are_exact():
    """Each is in exact form, else it would never be met."""
    assert [word for word in STOP_WORDS if normalize_word(word) != word] == []


def test_no_word_stands_twice():
    """The table lists each once."""
    words = stopwords._WORDS.split()
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("word", "का की के को ने से में पर है हैं था और भी नहीं यह वह इस the of and".split())
def test_common_words(word):
    """The commonest words of news are among them."""
    assert word in STOP_WORDS


@pytest.mark.parametrize("word", "भारत मोदी चुनाव सरकार प्रधानमंत्री दिन लोग us मौत आज".split())
def test_words_that_carry_meaning(word):
    """Words that somebody may seek are not."""
    assert word not in STOP_WORDS


def test_every_word_is_one_token(chain):
    """The chain knows each as a stop word."""
    for word in STOP_WORDS:
        assert [(token.exact, token.stop) for token in chain.tokens(word)] == [(word, True)]
