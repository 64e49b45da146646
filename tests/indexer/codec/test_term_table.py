"""The dictionary of a segment in compiled code, held to plain comparison of words."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from indexer.codec.term_field import TermTable

# Of one, two, three and four bytes a character, few enough that words begin alike, swap and repeat.
ALPHABETS = ["ab", "नदी", "कार्ि", "aनé", "a\N{MUSICAL SYMBOL G CLEF}न\N{LATIN SMALL LETTER E WITH ACUTE}"]
alphabets = st.sampled_from(ALPHABETS)


def dictionary(terms, wide=False):
    starts = np.cumsum([0, *map(len, terms)], dtype=np.uint64 if wide else np.uint32)
    return TermTable(np.frombuffer(b"".join(terms), np.uint8), starts)


@st.composite
def dictionaries(draw):
    """Words, ascending by bytes as the dictionary has them, and one more of the same alphabet."""
    words = st.text(draw(alphabets), max_size=7)
    terms = sorted({word.encode() for word in draw(st.lists(words, max_size=25))})
    return terms, draw(words)


@settings(deadline=None, max_examples=400)
@given(dictionaries(), st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_similar_words_are_those_of_rapidfuzz(given_terms, most, held, wide):
    """Of the terms that begin as the text does, those at most so many edits away (OSA) are found, and no others."""
    terms, text = given_terms
    table = dictionary(terms, wide)
    prefix = text[:held].encode()
    found = table.similar(text, table.with_prefix(prefix), most)
    assert found.dtype == np.int64
    assert found.tolist() == [
        row
        for row, term in enumerate(terms)
        if term.startswith(prefix) and OSA.distance(text, term.decode()) <= most
    ]


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
    assert table.similar(text, range(1), edits).tolist() == [0]
    assert edits == 0 or len(table.similar(text, range(1), edits - 1)) == 0


def test_a_text_of_any_length():
    """A text of 200,000 characters has its neighbours, at no cost but its own length."""
    text = "नदी" * 70_000
    near, far = text[:-1] + "ा", text[::-1]
    table = dictionary(sorted(each.encode() for each in (text, near, far, "नदी")))
    assert len(table.similar(text, range(4), 2)) == 2


@settings(deadline=None)
@given(dictionaries(), st.booleans())
def test_a_prefix_is_the_rows_that_start_with_it(given_terms, wide):
    """Rows of a prefix are those of the terms that start with it, and only a term itself is found."""
    terms, text = given_terms
    table = dictionary(terms, wide)
    for size in range(len(text) + 1):
        prefix = text[:size].encode()
        assert [terms[row] for row in table.with_prefix(prefix)] == [
            term for term in terms if term.startswith(prefix)
        ]
        assert table.find(prefix) == (terms.index(prefix) if prefix in terms else None)


@given(st.lists(st.binary(max_size=3).map(lambda term: term.replace(b"\x01", b"\xff")), unique=True))
def test_prefixes_of_any_bytes(terms):
    """Terms that are no text have their prefixes too, 255 at the end or throughout."""
    table = dictionary(sorted(terms))
    for prefix in (b"", b"\xff", b"\xff\xff", b"\xfe\xff", b"\x00", *terms):
        found = [sorted(terms)[row] for row in table.with_prefix(prefix)]
        assert found == [term for term in sorted(terms) if term.startswith(prefix)]


numbers = st.integers(0, 40) | st.sampled_from([2**31, 2**32 - 1])
wide_numbers = numbers | st.sampled_from([2**32, 2**63 - 1, 2**63, 2**64 - 1])


@settings(deadline=None, max_examples=300)
@given(
    st.binary(max_size=30),
    st.lists(numbers, min_size=1, max_size=8).map(lambda each: np.array(each, np.uint32))
    | st.lists(wide_numbers, min_size=1, max_size=8).map(lambda each: np.array(each, np.uint64)),
    st.text("aन", max_size=3),
    st.integers(0, 2),
)
def test_damaged_starts_are_refused(text, starts, sought, most):
    """Starts of any kind give rows there are, or a ValueError; those that lead out of the text are refused when they are read."""
    table = TermTable(np.frombuffer(text, np.uint8), starts)
    rows, ends = len(starts) - 1, starts.astype(object)
    row = table.find(sought.encode())
    assert row is None or bytes(text[ends[row] : ends[row + 1]]) == sought.encode()
    try:
        within = table.with_prefix(sought.encode())
    except ValueError as error:
        assert str(error) == "starts lead out of the text"
    else:
        assert 0 <= within.start <= within.stop <= rows
    inside = all(first <= past <= len(text) for first, past in pairwise(ends))
    try:
        found = table.similar(sought, range(rows), most)
    except ValueError as error:
        assert str(error) == "starts lead out of the text"
        assert not inside
    else:
        assert inside
        assert set(found.tolist()) <= set(range(rows))


def test_a_table_without_starts_is_refused():
    """Not even an empty dictionary is without one."""
    with pytest.raises(ValueError, match="at least one start"):
        TermTable(np.zeros(0, np.uint8), np.zeros(0, np.uint32))
