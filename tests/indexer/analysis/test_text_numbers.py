"""Texts → numbers and back, held to a dict, a list and Python's sorting."""

from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.text_numbers import TextNumbers
from indexer.codec.strings import encode_codes, encode_strings

LETTERS = "कि़०९ॐॠ॰ॿऀaZ09\0é߿ঀஅ一\U0001f600\ud800\udfff।"
TEXTS = st.lists(st.text(LETTERS, max_size=6) | st.text(st.characters(), max_size=12), max_size=30)


def numbered(texts: list[str]) -> TextNumbers:
    numbers = TextNumbers()
    for text in texts:
        numbers[text]
    return numbers


def by_bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


@given(TEXTS)
def test_numbers_lead_back_to_texts(texts):
    """Texts of any letters get numbers from 0 in the order first met, the same each time, and come back as they were."""
    distinct = list(dict.fromkeys(texts))
    numbers = numbered(texts)
    assert [numbers[text] for text in texts] == list(map(distinct.index, texts))
    assert [numbers.text(number) for number in range(len(numbers))] == distinct
    assert numbers.encoded(np.arange(len(distinct), dtype=np.int32)) == list(map(by_bytes, distinct))


@given(TEXTS, TEXTS)
def test_finding_adds_nothing(texts, others):
    """A text is found by its number or not at all, whatever is sought, and then still has none."""
    numbers = numbered(texts)
    distinct = list(dict.fromkeys(texts))
    for text in (*texts, *others):
        assert numbers.find(text) == (distinct.index(text) if text in distinct else -1)
    assert len(numbers) == len(distinct)


@given(TEXTS)
def test_codes_are_of_the_letters(texts):
    """The codes of texts, in any order, end to end, are front-coded as their bytes are, and lead back to these."""
    numbers = numbered(texts)
    order = np.array(numbers.ordered(array("i")), np.int32)
    codes, ends = numbers.codes(order)
    found, wanted = encode_codes(codes, ends), encode_strings(numbers.encoded(order))
    assert found.count == wanted.count
    assert np.array_equal(found.blocks, wanted.blocks)
    assert np.array_equal(found.starts, wanted.starts)


@given(TEXTS, TEXTS)
def test_order_is_that_of_the_bytes(first, second):
    """Texts are put in order of their bytes in UTF-8, new ones among those that are in order already."""
    numbers = numbered(first)
    known = numbers.ordered(array("i"))
    for text in second:
        numbers[text]
    distinct = list(dict.fromkeys([*first, *second]))
    assert [distinct[number] for number in numbers.ordered(known)] == sorted(distinct, key=by_bytes)


def test_thousands():
    """Every text keeps its number while the table grows, and takes a few bytes more than its letters."""
    texts = [f"{letter}{number}" for number in range(20_000) for letter in ("क", "नेता")]
    numbers = numbered(texts)
    assert [numbers[text] for text in texts] == list(range(40_000))
    assert sorted(texts) == [texts[number] for number in numbers.ordered(array("i"))]
    assert numbers.nbytes < 45 * len(texts)


@pytest.mark.parametrize("size", [255, 256, 257, 5000])
def test_long_texts(size):
    """A text may be long."""
    numbers = numbered(["क" * size, "é" * size])
    assert (numbers.text(0), numbers.text(1)) == ("क" * size, "é" * size)


@pytest.mark.parametrize("number", [-1, 2])
def test_no_such_text(number):
    """A number that no text has is an IndexError, also among others."""
    numbers = numbered(["क", "ख"])
    with pytest.raises(IndexError, match=f"number {number}"):
        numbers.text(number)
    for read in (numbers.encoded, numbers.codes):
        with pytest.raises(IndexError, match=f"number {number}"):
            read(np.array([0, number], np.int32))


@pytest.mark.parametrize("known", [[0, 1, 2], [1], [-1]])
def test_no_such_order(known):
    """What is no order of the first texts is a ValueError."""
    with pytest.raises(ValueError, match="order of"):
        numbered(["क", "ख"]).ordered(array("i", known))


@pytest.mark.parametrize("text", [b"neta", None, 5])
def test_wrong_types(text):
    """What is no text is a TypeError."""
    with pytest.raises(TypeError):
        TextNumbers()[text]
