"""Front-coded strings: the kernel, and the table over a container."""

import contextlib
import io
from array import array
from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec.container import Container, ContainerWriter
from indexer.codec.front_coding import FrontCoded
from indexer.codec.front_writing import Merge, encode, merge
from indexer.codec.strings import FrontCodedTable, add_front_coded, encode_codes
from indexer.errors import IndexCorruptError

# Devanagari at the bounds of its one-byte code, other scripts on both sides of it, and pieces of characters.
PIECES = [
    *(letter.encode() for letter in "भकाीी़ऀिी॥०९॰ॿab\0\x7féঅﬁ😀"),
    *(
        b"\xe0",
        b"\xa4",
        b"\xa5",
        b"\xc1",
        b"\xff",
        b"\x80",
        b"\xb0",
        b"\xe0\xa4",
        b"\xe0\xa5",
        b"\xe0\xa4\xc0",
    ),
]
STRING = st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join)


def coded(strings: list[bytes]) -> FrontCoded:
    blocks, starts = encode(strings)
    return FrontCoded(bytes(blocks), np.array(starts, np.uint32))


def table(strings: list[bytes]) -> FrontCodedTable:
    with ContainerWriter(file := Kept()) as writer:
        add_front_coded(writer, "text", "start", strings)
    return FrontCodedTable(Container.of_bytes(file.getvalue(), "a.kh"), "text", "start")


class Kept(io.BytesIO):
    """A file in memory that can be read when it is closed."""

    def close(self) -> None:
        """Keep what was written."""


@settings(max_examples=500, deadline=None)
@given(st.lists(STRING, max_size=70), st.lists(STRING, max_size=5))
def test_any_strings(strings, sought):
    """Of any bytes, UTF-8 or not: each comes back at its row, and is found; what is not there, is not."""
    strings = sorted(set(strings))
    found = coded(strings)
    assert len(found) == len(strings)
    assert [found.get(row) for row in range(len(strings))] == strings
    for first in (0, len(strings) // 3, len(strings)):
        assert found.rows(first, len(strings)) == strings[first:]
    for each in strings + sought:
        row = bisect_left(strings, each)
        assert found.first_at_least(each) == row
        assert found.find(each) == (row if strings[row : row + 1] == [each] else -1)


@settings(max_examples=200, deadline=None)
@given(st.lists(STRING, max_size=70), st.data())
def test_chosen_rows(strings, data):
    """Of ascending rows the strings, whatever lies between; rows that do not ascend, or are none, are an IndexError."""
    strings = sorted(set(strings))
    found = coded(strings)
    rows = sorted(data.draw(st.sets(st.integers(0, max(0, len(strings) - 1)))) if strings else ())
    assert found.chosen(np.array(rows, np.int64)) == [strings[row] for row in rows]
    for wrong in ([*rows, len(strings)], [*rows, *rows[-1:], *rows[-1:]], [-1, *rows]):
        if wrong != rows:
            with pytest.raises(IndexError):
                found.chosen(np.array(wrong, np.int64))


@settings(max_examples=300, deadline=None)
@given(st.lists(STRING, min_size=1, max_size=70), STRING)
def test_prefixes(strings, prefix):
    """The rows of a prefix are those of the strings that begin with it, whole characters or not, 255 at the end or throughout."""
    strings = sorted(set(strings))
    found = table(strings)
    rows = found.with_prefix(prefix)
    assert [found[row] for row in rows] == [each for each in strings if each.startswith(prefix)]


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 31, 32, 33, 1000])
def test_table(size):
    """Rows, slices, walks and look-ups agree with a list, whatever number of blocks."""
    strings = sorted(f"शब्द{number * 7}".encode() for number in range(size))
    found = table(strings)
    assert list(found) == strings == found[:]
    assert found[3:40:5] == strings[3:40:5]
    assert found[9:3] == []
    assert [found.find(each) for each in strings] == list(range(size))
    assert found.find(b"absent") is None
    for row in (-1, size):
        with pytest.raises(IndexError):
            found[row]


def test_long_strings():
    """Lengths beyond a byte, shared or not, are kept."""
    strings = [b"a" * length for length in (0, 14, 15, 16, 142, 143, 5000, 70_000)] + [b"b" * 20_000]
    assert table(strings)[:] == strings


def test_small():
    """A Devanagari letter takes one byte, and what is shared none: 4 forms of 66 bytes in 17."""
    blocks, starts = encode([form.encode() for form in ("नेता", "नेताओं", "नेतृत्व", "नेपाल")])
    assert (len(blocks), starts.tolist()) == (5 + 3 + 5 + 4, [0, 17])


@pytest.mark.parametrize("strings", [[b"b", b"a"], [b"a", b"a"], [b"ab", b"a"], ["ब".encode(), b"z"]])
def test_order_is_asked_for(strings):
    """Strings that do not ascend are refused."""
    with pytest.raises(ValueError, match="does not ascend"):
        encode(strings)


@pytest.mark.parametrize(
    ("codes", "ends", "message"),
    [
        (b"ba", [1, 2], "ascend"),
        (b"ab", [1, 3], "outside"),
        (b"ab", [2, 1], "outside"),
        (b"", [1], "outside"),
    ],
)
def test_codes_that_are_none(codes, ends, message):
    """Strings in code that do not ascend, or end where there are no bytes, are a ValueError."""
    with pytest.raises(ValueError, match=message):
        encode_codes(codes, array("q", ends))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(STRING, max_size=40), max_size=4))
def test_merged_tables(lists):
    """Tables merged are the table of all their strings, none twice, and each string's row in it is known."""
    lists = [sorted(set(each)) for each in lists]
    every = sorted({string for each in lists for string in each})
    text, starts, count, rows = merge([coded(each) for each in lists])
    assert [array.tobytes() for array in (text, starts)] == [array.tobytes() for array in encode(every)]
    assert count == len(every)
    assert [[every[row] for row in of_table] for of_table in rows] == lists


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(STRING, max_size=40), max_size=4), st.integers(1, 60))
def test_merged_bit_by_bit(lists, most):
    """A merge of which a few bytes are taken at a time comes to the same."""
    tables = [coded(sorted(set(each))) for each in lists]
    merging, taken = Merge(tables), []
    while len(text := merging.take(most)):
        taken.append(text)
    text, starts, count, rows = merge(tables)
    assert b"".join(each.tobytes() for each in taken) == text.tobytes()
    assert (merging.starts.tolist(), merging.count) == (starts.tolist(), count)
    assert [each.tolist() for each in merging.rows] == [each.tolist() for each in rows]


GOOD = encode(
    sorted({f"{letter}{number}".encode() for letter in "कखग" for number in range(0, 4000, 77)} | {b"x" * 99})
)


@settings(max_examples=1500, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD[0]) - 1), st.integers(0, 255)), min_size=1, max_size=6),
    st.data(),
)
def test_damage(changes, data):
    """Whatever bytes or starts are changed: strings or ValueError, never a crash."""
    content, starts = bytearray(GOOD[0]), list(GOOD[1])
    for place, byte in changes:
        content[place] = byte
    for _ in range(data.draw(st.integers(0, 2))):
        starts[data.draw(st.integers(0, len(starts) - 1))] = data.draw(
            st.integers(0, 2**32 - 1) | st.integers(0, 400)
        )
    try:
        found = FrontCoded(bytes(content), np.array(starts, np.uint32))
    except ValueError:
        return
    for row in range(len(found)):
        try:
            assert found.rows(row, row + 1) == found.chosen(np.array([row])) == [found.get(row)]
        except ValueError:
            for read in (found.rows, lambda row, _: found.chosen(np.array([row]))):
                with pytest.raises(ValueError, match=r"\w"):
                    read(row, row + 1)
    with contextlib.suppress(ValueError):
        assert merge([found, coded([b"x"])])[2] > len(found) - 1
    for sought in (b"", b"x", "ख77".encode(), b"\xff"):
        try:
            assert 0 <= found.first_at_least(sought) <= len(found)
            assert -1 <= found.find(sought) < len(found)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (b"", []),
        (b"\x01a", [0]),
        (b"\x01a", [0, 1]),
        (b"\x01a" * 17, [0, 34]),
        (b"\x01a", [0, 2, 2]),
        (b"\x02a", [0, 2]),
    ],
)
def test_no_such_strings(text, starts):
    """Starts that do not fit the bytes are refused at once, as damage of the table."""
    with pytest.raises(ValueError, match=r"\w"):
        FrontCoded(text, np.array(starts, np.uint32))
    with ContainerWriter(file := Kept()) as writer:
        writer.add("text", np.frombuffer(text, np.uint8))
        writer.add("start", np.array(starts, np.uint32))
    with pytest.raises(IndexCorruptError, match=r"text: .*khabar index verify"):
        FrontCodedTable(Container.of_bytes(file.getvalue(), "a.kh"), "text", "start")


@settings(deadline=None)
@given(
    st.lists(STRING, min_size=1, max_size=40).map(lambda each: sorted(set(each))),
    st.integers(1, 7),
    st.data(),
)
def test_rows_written_as_bytes(strings, width, data):
    """Rows written in any number of bytes are listed with their strings, in the order given."""
    rows = data.draw(st.lists(st.integers(0, len(strings) - 1), max_size=20))
    written = b"".join(row.to_bytes(width, "little") for row in rows)
    assert coded(strings).listed(written, width) == [(row, strings[row]) for row in rows]


@pytest.mark.parametrize(("rows", "width"), [(b"\x02", 1), (b"\xff" * 7, 7)])
def test_a_row_that_is_none(rows, width):
    """A row beyond the last is an IndexError."""
    with pytest.raises(IndexError):
        coded([b"a", b"b"]).listed(rows, width)


@pytest.mark.parametrize("width", [-1, 0, 8])
def test_rows_of_no_width(width):
    """Rows of no bytes, or of more than a row can have, are a ValueError."""
    with pytest.raises(ValueError, match="bytes"):
        coded([b"a"]).listed(b"\0" * 8, width)
