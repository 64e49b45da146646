"""The letters' code of whole texts: shorter for Hindi, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.codec import letter_coding

hindi = st.text(alphabet=st.characters(min_codepoint=0x900, max_codepoint=0x97F) | st.sampled_from(" ,।"))


@given(st.text().map(str.encode) | hindi.map(str.encode) | st.binary())
def test_what_is_encoded_is_decoded(text):
    """Any bytes, UTF-8 or not, come back as they were."""
    assert letter_coding.decode(letter_coding.encode(text)) == text


@pytest.mark.parametrize(
    ("text", "size"),
    [("", 0), ("modi", 4), ("भारत", 4), ("१४ नवंबर", 8), ("पृष्ठ|", 6), ("ॲ", 6), ("’", 6), ("é", 4)],
)
def test_sizes(text, size):
    """A letter or digit of ASCII or Devanagari is one byte, any other byte of UTF-8 two."""
    assert len(letter_coding.encode(text.encode())) == size


@given(st.binary())
def test_no_code_is_refused_or_gives_bytes(code):
    """What was never encoded is a ValueError, or some bytes: the interpreter goes on."""
    try:
        assert isinstance(letter_coding.decode(code), bytes)
    except ValueError as error:
        assert "ends within a character" in str(error)
