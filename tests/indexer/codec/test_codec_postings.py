import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec import varint
from indexer.codec.postings import (
    decode_many,
    decode_positions,
    decode_postings,
    encode_field,
    encode_positions,
    encode_postings,
)

numbers = st.lists(st.one_of(st.integers(0, 200), st.integers(0, varint.LARGEST)))
# Term → article → positions.
postings = st.lists(
    st.dictionaries(
        st.integers(0, 2**31),
        st.lists(st.integers(0, 2**31), min_size=1, max_size=5, unique=True),
        min_size=1,
        max_size=6,
    ),
    max_size=6,
)


def encoded(lists, leads=None):
    rows = [
        (term, article, position)
        for term, articles in enumerate(lists)
        for article in sorted(articles)
        for position in sorted(articles[article])
    ]
    columns = np.array(rows, np.int64).reshape(-1, 3).T
    return encode_field(*columns, len(lists), leads)


@settings(deadline=None)
@given(numbers)
def test_numbers_come_back(values):
    """Numbers of one to five bytes decode to themselves, and the sizes say where each lies."""
    data, sizes = varint.encode(np.array(values, np.int64))
    assert varint.decode(data).tolist() == values
    ends = np.cumsum(sizes, dtype=np.int64)
    each = [varint.decode(data[end - size : end]).tolist() for end, size in zip(ends, sizes, strict=True)]
    assert each == [[value] for value in values]


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "00"), (127, "7f"), (128, "8001"), (300, "ac02"), (varint.LARGEST, "ffffffff7f")],
)
def test_numbers_as_leb128(value, written):
    """The bytes are those of LEB128 (DWARF 5, 7.6)."""
    assert varint.encode(np.array([value]))[0].tobytes().hex() == written


@pytest.mark.parametrize("data", ["80", "0180", "808080808001", "ffffffffffffffffffff01"])
def test_other_bytes_are_refused(data):
    """Bytes that end within a number, or a number longer than any that is written, are an error."""
    with pytest.raises(ValueError, match="number"):
        varint.decode(np.frombuffer(bytes.fromhex(data), np.uint8))


@settings(deadline=None)
@given(postings)
def test_postings_come_back(lists):
    """Articles, frequencies and positions of every term decode to what was encoded, one by one and all at once."""
    field = encoded(lists)
    every = []
    for term, articles in enumerate(lists):
        data = field.postings[field.postings_start[term] : field.postings_start[term + 1]]
        found, frequencies = decode_postings(data, int(field.frequencies[term]))
        placed = field.positions[field.positions_start[term] : field.positions_start[term + 1]]
        positions = decode_positions(placed, frequencies)
        assert found.tolist() == sorted(articles)
        assert frequencies.tolist() == [len(articles[article]) for article in sorted(articles)]
        assert positions.tolist() == [
            each for article in sorted(articles) for each in sorted(articles[article])
        ]
        every += zip(found.tolist(), frequencies.tolist(), strict=True)
    found, frequencies = decode_many(field.postings, field.postings_start, field.frequencies.astype(np.int64))
    assert list(zip(found.tolist(), frequencies.tolist(), strict=True)) == every
    if lists:
        assert len(decode_positions(field.positions, frequencies)) == frequencies.sum()


@settings(deadline=None)
@given(st.binary(max_size=30), st.integers(0, 12))
def test_any_bytes_decode_or_are_refused(data, articles):
    """Bytes of any kind give as many articles as asked for, or a ValueError, and never another one."""
    array = np.frombuffer(data, np.uint8)
    try:
        found, frequencies = decode_postings(array, articles)
    except ValueError:
        return
    assert len(found) == len(frequencies) == articles
    assert frequencies.min(initial=1) >= 1
    try:
        positions = decode_positions(array, frequencies)
    except ValueError:
        return
    assert len(positions) == frequencies.sum()


@settings(deadline=None)
@given(
    st.binary(max_size=30),
    st.lists(st.integers(0, 40), max_size=4),
    st.lists(st.integers(0, 9), min_size=5, max_size=5),
)
def test_any_bytes_of_many_terms_decode_or_are_refused(data, cuts, counts):
    """The same of several terms with any starts."""
    starts = np.array([0, *cuts, len(data)], np.int64)
    wanted = np.array(counts[: len(starts) - 1], np.int64)
    try:
        found, frequencies = decode_many(np.frombuffer(data, np.uint8), starts, wanted)
    except ValueError:
        return
    assert len(found) == len(frequencies) == wanted.sum()


@settings(deadline=None)
@given(postings, st.lists(st.integers(0, 2**31), max_size=6))
def test_postings_say_what_stands_in_the_lead(lists, leads):
    """Two bits and the counts behind say how often a term occurs below its article's lead length; the rest is as without."""
    lists = [{article % 6: places for article, places in each.items()} for each in lists]
    leads = np.array((leads + [0] * 6)[:6])
    plain, leading = encoded(lists), encoded(lists, leads)
    assert leading.lead
    assert leading.positions.tobytes() == plain.positions.tobytes()
    for term, articles in enumerate(lists):
        start, end = leading.postings_start[term : term + 2]
        expected, before = [], 0
        below = {article: sum(at < leads[article] for at in places) for article, places in articles.items()}
        for article in sorted(articles):
            several = len(articles[article]) > 1
            expected.append(4 * (article - before) + 2 * (below[article] > 0) + several)
            before = article
        expected += [len(articles[article]) - 2 for article in sorted(articles) if len(articles[article]) > 1]
        expected += [below[a] - 1 for a in sorted(articles) if len(articles[a]) > 1 and below[a]]
        assert varint.decode(leading.postings[start:end]).tolist() == expected


@pytest.mark.parametrize("articles", [[5, 3], [1 << 36, 1 << 37]])
def test_articles_that_cannot_be_written(articles):
    """Articles that do not ascend, or are too large, are an error, never other bytes."""
    with pytest.raises(ValueError, match="ascending"):
        encode_postings(np.zeros(2, np.int64), np.array(articles), np.ones(2, np.int64), 1)


def test_positions_that_cannot_be_written():
    """So are positions that do not ascend."""
    with pytest.raises(ValueError, match="ascending"):
        encode_positions(np.zeros(1, np.int64), np.array([2]), np.array([5, 3]), 1)
