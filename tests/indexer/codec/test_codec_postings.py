import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec.ascending import AscendingNumbers
from indexer.codec.postings import LARGEST, encode_field, encode_positions, encode_postings
from indexer.codec.starts import encode_ascending
from indexer.codec.term_field import TermField

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


def read(field, articles=2**32):
    """The field as a reader has it, from arrays as they lie in a segment."""
    starts = [opened(each) for each in (field.postings_start, field.positions_start)]
    lists = (*numbered(field.frequencies), field.postings, starts[0], field.positions, starts[1])
    return TermField(articles, field.lead, *lists)


def opened(numbers):
    return AscendingNumbers(encode_ascending(np.array(numbers)))


def numbered(frequencies):
    """Rows and the numbers of the first postings of terms with these frequencies."""
    return opened(np.arange(len(frequencies))), opened([0, *np.cumsum(frequencies, dtype=np.int64)])


def numbers_of(data):
    """LEB128 by hand."""
    numbers, number, shift = [], 0, 0
    for byte in bytes(data):
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(number)
            number = shift = 0
    return numbers


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "00"), (127, "7f"), (128, "8001"), (300, "ac02"), (LARGEST, "ffffffff7f")],
)
def test_numbers_are_leb128(value, written):
    """Seven bits a byte, lowest first."""
    one = np.zeros(1, np.int64)
    assert encode_positions(one, np.array([1]), np.array([value]), 1)[0].tobytes().hex() == written


@settings(deadline=None)
@given(postings, st.none() | st.lists(st.integers(0, 2**31), min_size=6, max_size=6))
def test_postings_come_back(lists, leads):
    """Articles, frequencies and positions of every term are read as they were written, one by one and all at once."""
    if leads is not None:
        lists = [{article % 6: places for article, places in each.items()} for each in lists]
    field = read(encoded(lists, None if leads is None else np.array(leads)))
    every = []
    for term, articles in enumerate(lists):
        found, frequencies = field.read_postings(term, term + 1)
        positions = field.read_positions(term, term + 1, frequencies)
        assert found.tolist() == sorted(articles)
        assert frequencies.tolist() == [len(articles[article]) for article in sorted(articles)]
        assert positions.tolist() == [
            each for article in sorted(articles) for each in sorted(articles[article])
        ]
        every += zip(found.tolist(), frequencies.tolist(), strict=True)
    found, frequencies = field.read_postings(0, len(lists))
    assert list(zip(found.tolist(), frequencies.tolist(), strict=True)) == every
    assert len(field.read_positions(0, len(lists), frequencies)) == frequencies.sum()


@settings(deadline=None, max_examples=300)
@given(
    st.binary(max_size=30),
    st.binary(max_size=30),
    st.lists(st.integers(0, 40), max_size=4),
    st.lists(st.integers(0, 9), min_size=5, max_size=5),
    st.lists(st.tuples(st.integers(0, 1), st.integers(-40, -1), st.integers(0, 255)), max_size=2),
    st.booleans(),
)
def test_any_bytes_are_read_or_refused(data, positions, cuts, counts, changes, leads):
    """Bytes of any kind under any starts give as many articles as asked for, below the number there are, or a ValueError."""
    wanted = np.array(counts[: len(cuts) + 1])
    starts = [
        encode_ascending(np.array([0, *(min(cut, len(each)) for cut in sorted(cuts)), len(each)]))
        for each in (data, positions)
    ]
    for which, place, byte in changes:
        starts[which][max(place, -len(starts[which]))] = byte
    try:
        placed, positioned = map(AscendingNumbers, starts)
        lists = np.frombuffer(data, np.uint8), placed, np.frombuffer(positions, np.uint8), positioned
        field = TermField(20, leads, *numbered(wanted), *lists)
    except ValueError:
        return
    for first, past in [(0, len(wanted)), *((term, term + 1) for term in range(len(wanted)))]:
        try:
            found, frequencies = field.read_postings(first, past)
        except ValueError:
            continue
        assert len(found) == len(frequencies) == wanted[first:past].sum()
        assert all(found < 20)
        assert frequencies.min(initial=1) >= 1
        try:
            places = field.read_positions(first, past, frequencies)
        except ValueError:
            continue
        assert len(places) == frequencies.sum()


@pytest.mark.parametrize("data", ["80", "0180", "808080808001", "ffffffffffffffffffff01"])
def test_other_bytes_are_refused(data):
    """Bytes that end within a number, or a number longer than any that is written, are an error."""
    array = np.frombuffer(bytes.fromhex(data), np.uint8)
    field = TermField(9, False, *numbered([1]), array, opened([0, len(array)]))
    with pytest.raises(ValueError, match="no posting list"):
        field.read_postings(0, 1)


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
        assert numbers_of(leading.postings[start:end]) == expected


@pytest.mark.parametrize("articles", [[5, 3], [1 << 36, 1 << 37]])
def test_articles_that_cannot_be_written(articles):
    """Articles that do not ascend, or are too large, are an error, never other bytes."""
    with pytest.raises(ValueError, match="ascending"):
        encode_postings(np.zeros(2, np.int64), np.array(articles), np.ones(2, np.int64), 1)


def test_positions_that_cannot_be_written():
    """So are positions that do not ascend."""
    with pytest.raises(ValueError, match="ascending"):
        encode_positions(np.zeros(1, np.int64), np.array([2]), np.array([5, 3]), 1)
