import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segments import write

from indexer.codec.check import check_segment
from indexer.codec.container import Container, ContainerWriter
from indexer.codec.postings import FieldPostings
from indexer.codec.terms import ColumnarTerms
from indexer.codec.write import FieldArrays, add_starts, union_of_terms, write_segment
from indexer.errors import IndexCorruptError

ARTICLES = 6
# Few bytes, 0 and 255 among them, so that prefixes, and prefixes of prefixes, are met.
texts = st.text(st.sampled_from("\x00aÿक"), max_size=4).map(
    lambda text: text.encode("utf-8").replace(b"\xc3\xbf", b"\xff")
)
places = st.dictionaries(
    st.integers(0, ARTICLES - 1), st.sets(st.integers(0, 300), min_size=1, max_size=4).map(sorted), min_size=1
)
segments = st.dictionaries(st.sampled_from(["title", "body", "शीर्षक"]), st.dictionaries(texts, places))

NEWS = {
    "title": {"दिल्ली".encode(): {0: [0], 4: [1, 3]}, "दिन".encode(): {4: [0]}},
    "body": {"दिल्ली".encode(): {0: [5]}, "रूस".encode(): {1: [0, 2, 4], 2: [7]}},
}


@pytest.fixture
def news(tmp_path):
    return write(tmp_path / "news.kh", NEWS, ARTICLES)


@settings(deadline=None)
@given(segments, texts)
def test_every_term_is_found(tmp_path_factory, lists, sought):
    """Postings, positions and lengths are those written; a term of none is found nowhere; prefixes give their terms."""
    path = write(tmp_path_factory.mktemp("s") / "a.kh", lists, ARTICLES)
    check_segment(path)
    terms = ColumnarTerms(path)
    assert terms.fields == tuple(sorted(lists))
    for name, of_field in lists.items():
        for term, placed in of_field.items():
            articles, frequencies = terms.postings(name, term)
            assert dict(zip(articles.tolist(), frequencies.tolist(), strict=True)) == {
                article: len(positions) for article, positions in placed.items()
            }
            assert terms.positions(name, term).tolist() == [
                each for article in sorted(placed) for each in placed[article]
            ]
        ordered = sorted(of_field)
        expected = [ordinal for ordinal, term in enumerate(ordered) if term.startswith(sought)]
        assert list(terms.of_field(name).with_prefix(sought)) == expected
        within = [
            terms.text(int(row)) for row in terms.of_field(name).rows_within(terms.table.with_prefix(sought))
        ]
        assert within == [ordered[ordinal] for ordinal in expected]
        assert (len(terms.postings(name, sought)[0]) > 0) == (sought in of_field)
        field = terms.of_field(name)
        assert [field.text(ordinal) for ordinal in range(len(field))] == ordered
        assert terms.lengths(name).sum() == sum(
            len(each) for placed in of_field.values() for each in placed.values()
        )


@settings(deadline=None)
@given(segments, texts)
def test_a_range_of_terms_at_once(tmp_path_factory, lists, prefix):
    """Postings and positions of consecutive terms are those of each, one after another."""
    terms = ColumnarTerms(write(tmp_path_factory.mktemp("s") / "a.kh", lists, ARTICLES))
    for name in lists:
        field = terms.of_field(name)
        ordinals = field.with_prefix(prefix)
        articles, frequencies = field.postings_of_many(ordinals)
        each = [field.postings(ordinal) for ordinal in ordinals]
        assert articles.tolist() == [number for found, _ in each for number in found]
        assert frequencies.tolist() == [number for _, found in each for number in found]
        positions = [field.positions(range(at, at + 1), field.postings(at)[1]).tolist() for at in ordinals]
        assert field.positions(ordinals, frequencies).tolist() == [
            number for found in positions for number in found
        ]


def test_fields_and_terms_that_are_not_there(news):
    """An unknown field, or term, has no postings, no positions and no terms; its lengths are 0."""
    terms = ColumnarTerms(news)
    assert [len(found) for found in terms.postings("lead", b"x")] == [0, 0]
    assert len(terms.positions("title", "रूस".encode())) == 0
    assert terms.of_field("lead") is None
    assert terms.lengths("lead").tolist() == [0] * ARTICLES


def test_a_prefix_reads_no_other_terms(news, monkeypatch):
    """Walking a prefix of a large dictionary gives the strings of its own rows, no others."""
    read = []
    many = {"body": {f"{number:05}".encode(): {0: [number]} for number in range(5000)}}
    terms = ColumnarTerms(write(news.with_name("many.kh"), many, 1))
    table = type(terms.table)
    plain = table.__getitem__
    monkeypatch.setattr(table, "__getitem__", lambda self, row: read.append(row) or plain(self, row))
    field = terms.of_field("body")
    assert [field.text(at) for at in field.with_prefix(b"0123")] == [
        f"{n:05}".encode() for n in range(1230, 1240)
    ]
    assert read == list(range(1230, 1240))


@pytest.mark.parametrize("longest", [0, 255, 256, 65535, 65536, 2**32 - 1])
def test_lengths_are_as_wide_as_the_longest_needs(tmp_path, longest):
    """Lengths come back whatever the longest, in one, two or four bytes; what they add up to is known without them."""
    lengths = np.array([3, 0, longest, 0, 1, 0])
    path = write(tmp_path / "a.kh", NEWS, ARTICLES, lengths={"title": lengths})
    terms = ColumnarTerms(path)
    assert terms.lengths("title").itemsize == (1 if longest < 256 else 2 if longest < 65536 else 4)
    assert terms.lengths("title").tolist() == lengths.tolist()
    assert terms.length_totals("title") == (4 + longest, 2 + (longest > 0), max(longest, 3))
    assert terms.length_totals("body") == (0, 0, 0)
    check_segment(path)


def test_starts_beyond_32_bits(tmp_path):
    """Starts of rows are 32 bits wide where that is enough, and 64 where not."""
    for end, wide in ((2**32 - 1, np.uint32), (2**32, np.uint64)):
        with ContainerWriter(tmp_path / "a.kh") as writer:
            add_starts(writer, "start", np.array([0, end]))
        assert Container(tmp_path / "a.kh")["start"].dtype == wide


def test_union_of_terms():
    """The terms of all fields in order of bytes, and of each field where its own are."""
    terms, rows = union_of_terms([[b"a", b"c"], [], [b"a", b"b", b"d"]])
    assert terms == [b"a", b"b", b"c", b"d"]
    assert [each.tolist() for each in rows] == [[0, 2], [], [0, 1, 3]]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"lengths": {"title": np.zeros(2, np.uint32)}}, "title: 2 lengths for 6 articles"),
        ({"stored": [b""]}, "1 stored rows for 6 articles"),
        ({"bodies": [b""]}, "1 stored bodies for 6 articles"),
    ],
)
def test_what_does_not_agree_is_not_written(tmp_path, wrong, message):
    """Lengths or stored rows of another number of articles are refused."""
    with pytest.raises(ValueError, match=message):
        write(tmp_path / "a.kh", NEWS, ARTICLES, **wrong)


def test_rows_beyond_the_terms_are_not_written(tmp_path):
    """A field whose rows are not of the terms is refused."""
    nothing = FieldPostings(np.ones(1, np.uint32), np.zeros(1, np.uint8), np.array([0, 1]))
    with pytest.raises(ValueError, match="rows"):
        write_segment(
            tmp_path / "a.kh",
            articles=1,
            terms=[b"a"],
            fields={"x": FieldArrays(np.array([1]), nothing, "none")},
            lengths={},
            stored=[b""],
        )


def test_a_segment_of_another_version(tmp_path):
    """A segment of a version that is not known says so; a container that is none does too."""
    for meta, message in (({"version": 99, "articles": 0, "fields": {}}, "version 99"), ({}, "no segment")):
        with ContainerWriter(tmp_path / "a.kh") as writer:
            writer.meta = meta
        with pytest.raises(IndexCorruptError, match=message):
            ColumnarTerms(Container(tmp_path / "a.kh"))
