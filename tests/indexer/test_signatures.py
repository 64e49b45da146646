"""Signatures: what they depend on, and how much of two texts they say is common."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wire_copies import BRIDGE, BRIDGE_COPIES, LIBRARY, text_of

from indexer import sketch
from indexer.analysis.chain import Chain
from indexer.analysis.text_numbers import TextNumbers
from indexer.codec.signatures import BINS, VALUES, WORD_BINS, digests_of
from indexer.inversion import FieldTexts, Forms
from indexer.signatures import sign_texts

WORDS = st.sampled_from("नेता बैठक पुल नदी गांव में की सड़क 1964 42 जांच विभाग चुनाव".split())


def signatures(*bodies: str) -> np.ndarray:
    forms = Forms(Chain())
    texts = FieldTexts(forms)
    for body in bodies:
        texts.add(body)
    return sign_texts(forms, texts)


def agreement(one: str, other: str) -> float:
    """Share of the bins of words that agree, of those that are not empty in both."""
    first, second = signatures(one, other)[:, :WORD_BINS]
    filled = (first | second) != 0
    return float(np.mean((first == second)[filled]))


@given(st.lists(st.text("कि०९aZ9\0é߿²٣ঀ一\U0001f600", max_size=6), unique=True, max_size=20))
def test_hashes_are_of_the_bytes(terms):
    """A term's hash is FNV-1a of its bytes in UTF-8, mixed; which terms begin with a digit is told, or asked of their letters."""
    texts = TextNumbers()
    for term in terms:
        texts[term]
    hashes, numbers = np.zeros(len(terms), np.uint64), np.zeros(len(terms), np.uint8)
    sketch.hash_codes(*texts.codes(np.arange(len(terms), dtype=np.int32)), hashes, numbers)
    assert hashes.tolist() == [fnv(term.encode()) for term in terms]
    for term, number in zip(terms, numbers.tolist(), strict=True):
        assert number == 2 or bool(number) == term[:1].isdigit()


def fnv(text: bytes) -> int:
    value = 0xCBF29CE484222325
    for byte in text:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    value = (value ^ value >> 27) * 0x94D049BB133111EB % 2**64
    return value ^ value >> 31


def test_a_signature_is_of_its_article_alone():
    """Which articles come before, and which chunks were numbered first, makes no difference."""
    bridge, library = text_of(*BRIDGE), text_of(*LIBRARY)
    both = signatures(bridge, library, "")
    assert both.shape == (3, VALUES)
    assert np.array_equal(both[:2], signatures(library, bridge)[::-1])
    assert not both[2].any()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("नेताओं ने बैठक बुलाई", "नेता की बैठकें बुलाई"),  # other forms of the same words, other stop words
        ("हिन्दी दिवस समारोह हुआ", "हिंदी दिवस समारोह हुए"),
        ("सड़क पर १९६४ वाहन गुजरे", "सड़क से 1964 वाहन गुजरे"),
    ],
)
def test_spellings_endings_and_stop_words_make_no_difference(one, other):
    """Words count by their lemmas."""
    assert np.array_equal(*signatures(one, other))


@given(st.lists(WORDS, max_size=40), st.lists(WORDS, max_size=40))
def test_texts_are_equal_where_digests_are(one, other):
    """The digest is of the words that count, in their order."""
    kept = [[word for word in words if word not in ("में", "की")] for words in (one, other)]
    found = digests_of(signatures(" ".join(one), " ".join(other)))
    assert (found[0] == found[1]) == (kept[0] == kept[1])


def test_bins_are_of_words_and_numbers():
    """A text without numbers fills no bin of numbers, each number one; the order of numbers makes no difference."""
    plain, one, other = signatures("नदी पर पुल बना है", "42 गांव 18 नाव 96 घर", "96 गांव 42 नाव 18 घर")
    assert not plain[WORD_BINS:BINS].any()
    assert 2 <= np.count_nonzero(one[WORD_BINS:BINS]) <= 3
    assert np.array_equal(one[WORD_BINS:BINS], other[WORD_BINS:BINS])


@pytest.mark.parametrize(
    ("copy", "least"), [("cut", 0.4), ("reordered", 0.8), ("byline", 0.8), ("longer", 0.5)]
)
def test_copies_agree_in_many_bins(copy, least):
    """As large a share of the bins agrees as the texts share of their words, or nearly."""
    assert agreement(BRIDGE_COPIES["whole"], BRIDGE_COPIES[copy]) >= least


def test_other_texts_agree_in_none():
    """Two reports that have nothing in common but stop words."""
    assert agreement(text_of(*BRIDGE), text_of(*LIBRARY)) == 0
