"""Texts → numbers of their chunks, held to a dict over the chunks themselves."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.chunk_numbers import ChunkNumbers
from indexer.analysis.tokenize import add_numbers, find_chunks

WORDS = st.sampled_from(
    ["नेता", "नेताओं", "नेत", "भारत-रूस", "SCO", "SC", "१,१६५", "a@b.in", "#भारत", "straße", "𑀓𑀔", "😀", "।"]
)
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=30), max_size=6)


def numbers_of(chunks: ChunkNumbers, texts: list[str]) -> list[int]:
    numbers = array("i")
    for text in texts:
        add_numbers(text, chunks, numbers)
    return numbers.tolist()


@given(TEXTS)
def test_numbers_are_those_of_the_chunks(texts):
    """Chunks get numbers from 0 in the order first met, the same each time, whatever else the text is written in."""
    chunks = ChunkNumbers()
    found = [chunk for text in texts for chunk in find_chunks(text)]
    distinct = list(dict.fromkeys(found))
    assert numbers_of(chunks, texts) == list(map(distinct.index, found))
    assert [chunks.text(number) for number in range(len(chunks))] == distinct
    assert [chunks[chunk] for chunk in distinct] == list(range(len(distinct)))


def test_thousands():
    """Every chunk keeps its number while the table grows."""
    chunks = ChunkNumbers()
    words = [f"{letter}{number}" for number in range(3000) for letter in ("क", "k")]
    assert numbers_of(chunks, [" ".join(words)]) == list(range(6000))
    assert numbers_of(chunks, [" ".join(words)]) == list(range(6000))


@pytest.mark.parametrize(
    ("text", "numbers"), [("नेता", array("q")), (b"neta", array("i")), (None, array("i"))]
)
def test_wrong_types(text, numbers):
    """What is no text, or no array of C ints, is a TypeError."""
    with pytest.raises(TypeError):
        add_numbers(text, ChunkNumbers(), numbers)


def test_subclass_of_str():
    """A text may be of a subclass of str."""
    assert numbers_of(ChunkNumbers(), [type("Text", (str,), {})("नेता की")]) == [0, 1]
