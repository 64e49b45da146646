"""Rows of a dictionary that are a few edits from a text, held to a library's distances."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from indexer.codec.front_coding import FrontCoded
from indexer.codec.front_writing import encode
from indexer.codec.similar import similar_rows

# Of one, two, three and four bytes a character, few enough that words begin alike, swap and repeat.
ALPHABETS = ["ab", "नदी", "कार्ि", "aनé", "a\N{MUSICAL SYMBOL G CLEF}न\N{LATIN SMALL LETTER E WITH ACUTE}"]
alphabets = st.sampled_from(ALPHABETS)


def dictionary(terms):
    blocks, starts = encode(terms)
    return FrontCoded(blocks, np.array(starts, np.uint32))


@st.composite
def dictionaries(draw):
    """Words, ascending by bytes as the dictionary has them, and one more of the same alphabet."""
    words = st.text(draw(alphabets), max_size=7)
    terms = sorted({word.encode() for word in draw(st.lists(words, max_size=60))})
    return terms, draw(words)


@settings(deadline=None, max_examples=400)
@given(dictionaries(), st.integers(0, 3), st.data())
def test_similar_words_are_those_of_rapidfuzz(given_terms, most, data):
    """Of any rows those whose terms are at most so many edits away (OSA) are found, and no others."""
    terms, text = given_terms
    first = data.draw(st.integers(0, len(terms)))
    rows = range(first, data.draw(st.integers(first, len(terms))))
    found = similar_rows(dictionary(terms), text, rows, most)
    assert found.dtype == np.int64
    assert found.tolist() == [row for row in rows if OSA.distance(text, terms[row].decode()) <= most]


@pytest.mark.parametrize(
    ("text", "term", "edits"),
    [
        ("बैठक", "बेठक", 1),
        ("दिल्ली", "दिली", 2),
        ("चुनाव", "चनुाव", 1),  # neighbours swapped
        ("ca", "abc", 3),  # no character is edited twice: 2 by unrestricted distance
        ("नदी", "", 3),
        ("", "नदी", 3),
        ("भारत", "भारत", 0),
        ("a", "\N{MUSICAL SYMBOL G CLEF}", 1),  # one byte for four
        ("न" * 300, "न" * 299 + "म", 1),
    ],
)
def test_distances(text, term, edits):
    """A term is found at its distance, and not at one less."""
    table = dictionary([term.encode()])
    assert similar_rows(table, text, range(1), edits).tolist() == [0]
    assert edits == 0 or len(similar_rows(table, text, range(1), edits - 1)) == 0


def test_a_text_of_any_length():
    """A text of 200,000 characters has its neighbours, at no cost but its own length."""
    text = "नदी" * 70_000
    near, far = text[:-1] + "ा", text[::-1]
    table = dictionary(sorted(each.encode() for each in (text, near, far, "नदी")))
    assert len(similar_rows(table, text, range(4), 2)) == 2


@pytest.mark.parametrize("rows", [range(-1, 1), range(2, 1), range(3)])
def test_rows_there_are_not(rows):
    """Rows of no term are refused."""
    with pytest.raises(ValueError, match="no such rows"):
        similar_rows(dictionary([b"a", b"b"]), "a", rows, 1)


GOOD = encode(sorted({f"{letter}{number}".encode() for letter in "कéx" for number in range(0, 4000, 77)}))


@settings(max_examples=1000, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD[0]) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.sampled_from(["", "x77", "é154", "क" * 9]),
    st.integers(0, 3),
)
def test_damage(changes, text, most):
    """Whatever bytes are changed: rows of the table or ValueError, never a crash."""
    content = bytearray(GOOD[0])
    for place, byte in changes:
        content[place] = byte
    try:
        table = FrontCoded(bytes(content), np.array(GOOD[1], np.uint32))
        found = similar_rows(table, text, range(len(table)), most)
    except ValueError as error:
        assert "string" in str(error) or "length" in str(error)
    else:
        assert set(found.tolist()) <= set(range(len(table)))
