"""Chunks by the compiled loop, held to the pattern."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.chunk_scan import ChunkNumberer
from indexer.analysis.chunk_scan_kernel import number_chunks
from indexer.analysis.tokenize import find_chunks

PIECES = st.sampled_from(
    [
        *(
            "नेता",
            "हिन्दी",
            "क्\u200dया",
            "़",
            "ँ",
            "॰",
            "म.प्र.",
            "डॉ.",
            "एस.",
            "यू.पी",
            "-",
            "–",
            " ",
            "\n",
            "।",
            ")",
            "(",
            ",",
            ".",
        ),
        *(
            "1",
            "१",
            "1,165",
            "12.5",
            "2020",
            "वीं",
            "SCO",
            "a",
            "é",
            "BJP",
            "'s",
            "’",
            "@",
            "#",
            "www.",
            "http://",
            "a.in",
            "_",
            ":",
        ),
        *("\U0001f600", "\ufe0f", "\u0301", "ক", "中文", "\ud800", "\0", "\xad", "²", "ᳩ"),
    ]
)
TEXTS = st.lists(PIECES, max_size=15).map("".join)


class Numbers(dict[str, int]):
    """Chunk → number, in the order first seen."""

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = len(self)
        return number


def chunks_of(*texts: str) -> list[str]:
    numbers, found = Numbers(), array("i")
    numberer = ChunkNumberer(numbers)
    for text in texts:
        numberer.add(text, found)
    chunks = list(numbers)
    return [chunks[number] for number in found]


@given(TEXTS, st.text(max_size=30))
def test_chunks_are_those_of_the_pattern(text, other):
    """Whatever stands next to what, the chunks are those of find_chunks; those of a second text come after."""
    assert chunks_of(text, other) == find_chunks(text) + find_chunks(other)


@pytest.mark.parametrize(
    ("text", "chunks"),
    [
        ("नेताओं ने कहा।", ["नेताओं", "ने", "कहा"]),
        ("म.प्र. के 1,165 गांव", ["म.प्र.", "के", "1,165", "गांव"]),
        ("भारत-रूस 2020 में (SCO)", ["भारत-रूस", "2020", "में", "SCO"]),
        ("है.", ["है"]),
        ("", []),
    ],
)
def test_chunks(text, chunks):
    """Words, numbers, abbreviations and compounds of running text."""
    assert chunks_of(text) == chunks


def test_arguments_are_checked():
    """What the loop would read beyond its end is refused."""
    with pytest.raises(ValueError, match="0x10000"):
        number_chunks("क", {}, b"", str.find, array("i"))
    with pytest.raises(ValueError, match="array of type i"):
        number_chunks("क", {}, bytes(0x10000), str.find, array("q"))
