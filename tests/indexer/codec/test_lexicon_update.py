"""Updated lexicons, held to those that are written at once."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.roman import skeletons
from indexer.codec.check_lexicon import check_lexicon
from indexer.codec.container import Container
from indexer.codec.form_counts import count_forms, dictionary_forms
from indexer.codec.lexicon import LEXICON, Lexicon
from indexer.codec.lexicon_update import update_lexicon
from indexer.codec.lexicon_writer import write_lexicon
from indexer.errors import IndexCorruptError

DICTIONARY = {"बैठकें": "बैठक", "बैठक": "बैठक", "किताबों": "किताब", "किताब": "किताब"}
# What the analysis makes of words, whatever the corpus: of जयशंकरों the lemma is no word of the dictionary.
LEMMA = {"नेताओं": "नेता", "जयशंकरों": "जयशंकर", "मोदियों": "मोदी", "बैठकों": "बैठक", **DICTIONARY}
WORDS = (*LEMMA, "नेता", "मोदी", "दिल्ली", "कर्म", "sco", "1165", "भारत-रूस")
TEXT = st.lists(st.sampled_from(WORDS), max_size=6)


def counted(texts):
    """The forms of texts, as a share of a build reports them."""
    counts = Counter(word for text in texts for word in text)
    forms = sorted(counts)
    return count_forms(
        forms, [LEMMA.get(form, form) for form in forms], np.array([counts[form] for form in forms], np.int64)
    )


def arrays(folder):
    container = Container(folder / LEXICON)
    return {name: container[name].tolist() for name in container if not name.startswith("roman/")}


@settings(deadline=None, max_examples=150)
@given(
    st.lists(TEXT, max_size=8), st.lists(st.tuples(st.lists(TEXT, max_size=4), st.integers(0, 5)), max_size=4)
)
def test_updated_is_written_at_once(tmp_path_factory, texts, updates):
    """After any updates forms, lemmas and counts are those of a lexicon of the texts that are left, and so are readings."""
    folder = tmp_path_factory.mktemp("lexicon")
    write_lexicon(folder, [dictionary_forms(DICTIONARY), counted(texts)])
    for new, leave in updates:
        removed, texts = texts[:leave], texts[leave:] + new
        following = tmp_path_factory.mktemp("lexicon")
        words = update_lexicon(
            folder, following, [counted(new[:1]), counted(new[1:])], counted(removed), DICTIONARY
        )
        folder = following
        assert words == len({word for text in texts for word in text})
    check_lexicon(folder / LEXICON)
    whole = tmp_path_factory.mktemp("lexicon")
    write_lexicon(whole, [dictionary_forms(DICTIONARY), counted(texts)])
    assert arrays(folder) == arrays(whole)
    for key in {key for word in WORDS for key in skeletons(word)}:
        assert Lexicon(folder).spelled_like(key) == Lexicon(whole).spelled_like(key)


def test_many_new_words(tmp_path):
    """A lexicon that grows a hundredfold finds its new words by their keys, in more buckets than before."""
    letters = "कखगचजटडतदनपबमयरलवसह"
    words = [first + second + "ा" + third for first in letters for second in letters for third in letters]
    write_lexicon(tmp_path, [counted([["दिल्ली"]])])
    (tmp_path / "next").mkdir()
    update_lexicon(tmp_path, tmp_path / "next", [counted([words])], counted([]), {})
    check_lexicon(tmp_path / "next" / LEXICON)
    assert len(Container(tmp_path / "next" / LEXICON)["roman/start"]) > 100
    lexicon = Lexicon(tmp_path / "next")
    for word in [*words[::500], "दिल्ली"]:
        assert all((word, 1) in lexicon.spelled_like(key) for key in skeletons(word) if key)


@pytest.mark.parametrize("text", [["नेता", "नेता"], ["कर्म"]])
def test_words_that_are_not_counted(tmp_path, text):
    """Words of a deleted article that the lexicon does not count mean that it is not the corpus' own."""
    write_lexicon(tmp_path, [counted([["नेता"]])])
    (tmp_path / "next").mkdir()
    with pytest.raises(IndexCorruptError, match="does not count"):
        update_lexicon(tmp_path, tmp_path / "next", [], counted([text]), {})
