"""Whether a text is worth a search for two names of one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.aliases import text_cues

PARTS = st.sampled_from(
    ["यानी", "यानि", "अर्थात", "(", "[", "अर्थ", "या", "नी", " ", "a", "🙂", "अर्", "थात"]
) | st.text(max_size=3)


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("", 0),
        ("संगठन (एससीओ) में", text_cues.BRACKET),
        ("संगठन [एससीओ] में", text_cues.BRACKET),
        ("SCO (Shanghai)", text_cues.BRACKET),
        ("संगठन यानी एससीओ", text_cues.THAT_IS),
        ("यानि ", text_cues.THAT_IS),
        ("अर्थात ", text_cues.THAT_IS),
        ("संगठन (एससीओ) 🙂 यानी SCO", text_cues.BRACKET | text_cues.THAT_IS),
        ("संगठन में आया )]", 0),
        ("या नी अर्पण", 0),
        ("ध्यान, बयान और अर्थव्यवस्था", 0),
    ],
)
def test_cues(text, cues):
    """Brackets that open, and the words that mean "that is"."""
    assert text_cues.cues_of(text) == cues


@given(st.lists(PARTS).map("".join))
def test_none_is_missed(text):
    """Whatever the letters are, and wherever they stand."""
    cues = text_cues.cues_of(text)
    assert bool(cues & text_cues.BRACKET) == ("(" in text or "[" in text)
    if any(word in text[:-1] for word in ("यानी", "यानि", "अर्थात")):
        assert cues & text_cues.THAT_IS
