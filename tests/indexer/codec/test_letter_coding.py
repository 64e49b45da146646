"""The letters' code of texts and values: shorter for Hindi, and nothing is lost."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.codec import letter_coding

hindi = st.text(alphabet=st.characters(min_codepoint=0x900, max_codepoint=0x97F) | st.sampled_from(" ,।"))
values = st.recursive(
    st.none() | st.text() | hindi | st.integers(-(2**63), 2**63 - 1),
    lambda each: st.lists(each) | st.lists(each).map(tuple),
)


@given(st.text() | hindi | st.text(st.characters(max_codepoint=0xFF)))
def test_what_is_encoded_is_decoded(text):
    """Any text comes back as it was."""
    assert letter_coding.decode(letter_coding.encode(text)).decode() == text


@given(values)
def test_json(value):
    """Values are written as other writers of JSON do without spaces, to the byte."""
    assert letter_coding.decode(letter_coding.encode_json(value)) == orjson.dumps(value)


@pytest.mark.parametrize(
    "text",
    ['"उद्धरण"', "\\", "\b\t\n\v\f\r", "\0\x1f\x7f", "हिन्दी / English", "\u2028", "é ü", "🙂 नमस्ते"],
)
def test_escapes(text):
    """What JSON escapes is read as it was by any reader."""
    assert json.loads(letter_coding.decode(letter_coding.encode_json([text]))) == [text]


@pytest.mark.parametrize(
    ("text", "size"),
    [("", 0), ("modi", 4), ("भारत", 4), ("१४ नवंबर", 8), ("पृष्ठ|", 6), ("ॲ", 6), ("’", 6), ("é", 4)],
)
def test_sizes(text, size):
    """A letter or digit of ASCII or Devanagari is one byte, any other byte of UTF-8 two."""
    assert len(letter_coding.encode(text)) == size


@pytest.mark.parametrize("encode", [letter_coding.encode, letter_coding.encode_json])
def test_lone_surrogates(encode):
    """Half a letter, which UTF-8 cannot hold, is refused."""
    with pytest.raises(UnicodeEncodeError):
        encode("क\ud83d")


@pytest.mark.parametrize("value", [1.5, {"a": 1}.items(), object(), ["a", 2.5], b"bytes"])
def test_other_values(value):
    """What is no text, whole number, null or list of such is refused."""
    with pytest.raises(TypeError):
        letter_coding.encode_json(value)


@given(st.binary())
def test_no_code_is_refused_or_gives_bytes(code):
    """What was never encoded is a ValueError, or some bytes: the interpreter goes on."""
    try:
        assert isinstance(letter_coding.decode(code), bytes)
    except ValueError as error:
        assert "ends within a character" in str(error)
