import contextlib
import re
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segments import write
from whoosh import fields, index, query
from whoosh.analysis import RegexTokenizer
from whoosh.reading import TermNotFound

from indexer.codec.check import check_segment
from indexer.codec.container import Container, ContainerWriter
from indexer.codec.starts import decode_ascending, encode_ascending
from indexer.codec.terms import ColumnarTerms
from indexer.codec.whoosh_codec import ColumnarCodec, open_reader
from indexer.errors import IndexCorruptError

NEWS = {
    "title": {"दिल्ली".encode(): {0: [0], 4: [1, 3]}, "दिन".encode(): {4: [0]}},
    "body": {"दिल्ली".encode(): {0: [5]}, "रूस".encode(): {1: [0, 2, 4], 2: [7]}, "संघ".encode(): {5: [300]}},
}
SCHEMA = fields.Schema(title=fields.TEXT, body=fields.TEXT, article=fields.STORED)
OTHER = fields.Schema(
    id=fields.ID(stored=True),
    text=fields.TEXT(RegexTokenizer(r"\S+"), chars=True, stored=True, sortable=True),
    tags=fields.KEYWORD(vector=True, sortable=True, field_boost=1.5),
    when=fields.DATETIME(sortable=True, stored=True),
    read=fields.BOOLEAN(stored=True),
)


@pytest.fixture(scope="module")
def contents(tmp_path_factory):
    """The bytes of a segment as the build writes it, and of one as Whoosh's writer does."""
    folder = tmp_path_factory.mktemp("segments")
    news = write(folder / "news.kh", NEWS, 6)
    whoosh = index.create_in(folder, OTHER)
    with whoosh.writer(codec=ColumnarCodec()) as writer:
        for number in range(7):
            text = " ".join(["रूस", "दिल्ली"][: number % 3] * number) or "x"
            writer.add_document(
                id=str(number),
                text=text,
                tags="a b",
                when=datetime(2020, 1, 1 + number),
                read=bool(number % 2),
            )
    (other,) = folder.glob("MAIN_*.kh")
    return news.read_bytes(), other.read_bytes()


def read_all(path, schema):
    """Everything that reads a segment: arrays, then Whoosh."""
    terms = ColumnarTerms(path)
    for name in terms.fields:
        terms.lengths(name)
        field = terms.of_field(name)
        for ordinal in range(len(field)):
            terms.postings(name, field.text(ordinal))
            articles, frequencies = field.postings(ordinal)
            assert len(articles) == 0 or articles.max() < terms.articles
            field.positions(range(ordinal, ordinal + 1), frequencies)
        field.postings_of_many(range(len(field)))
    reader = open_reader([path], schema)
    for name in reader.indexed_field_names():
        cursor = reader.cursor(name)
        while name != "when" and cursor.is_valid():  # Whoosh cannot read a date's terms of coarser steps
            cursor.text()
            cursor.term_info().max_weight()
            cursor.next()
    for name, text in list(reader.all_terms()):
        matcher = reader._terms.matcher(name, text, schema[name].format)
        while matcher.is_active():
            matcher.id(), matcher.weight(), matcher.value(), matcher.block_min_length()
            matcher.next()
    for number in range(reader.doc_count_all()):
        reader.stored_fields(number)
        for name in schema.names():
            reader.doc_field_length(number, name)
            if schema[name].vector and reader.has_vector(number, name):
                reader.vector(number, name)
            if reader.has_column(name):
                reader.column_reader(name)[number]


def test_whole_segments_pass(tmp_path, contents):
    """What was written checks, and reads."""
    for content, schema in zip(contents, (SCHEMA, OTHER), strict=True):
        path = tmp_path / "whole.kh"
        path.write_bytes(content)
        check_segment(path)
        read_all(path, schema)


@settings(max_examples=500, deadline=None)
@given(data=st.data(), of_whoosh=st.booleans())
def test_changed_bytes(tmp_path_factory, contents, data, of_whoosh):
    """Any bytes changed: the check finds it, and reading everything gives IndexCorruptError or values, never another error."""
    content = bytearray(contents[of_whoosh])
    inside = st.sampled_from(
        bytes_of_arrays(contents[of_whoosh])
    )  # the directory's sum would find most of the rest at once
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.one_of(inside, inside, st.integers(0, len(content) - 1)))] ^= data.draw(
            st.integers(1, 255)
        )
    if bytes(content) == contents[of_whoosh]:
        return
    _expect_corrupt(tmp_path_factory.mktemp("changed") / "changed.kh", bytes(content), of_whoosh)


@settings(deadline=None)
@given(data=st.data(), of_whoosh=st.booleans())
def test_cut_files(tmp_path_factory, contents, data, of_whoosh):
    """A file that is cut, or has bytes more, does not open."""
    whole = contents[of_whoosh]
    kept = data.draw(st.integers(0, len(whole) - 1))
    for content in (whole[:kept], whole + whole[:kept] + b"\0"):
        path = tmp_path_factory.mktemp("cut") / "cut.kh"
        path.write_bytes(content)
        with pytest.raises(IndexCorruptError, match=r"cut\.kh"):
            ColumnarTerms(path)


def bytes_of_arrays(content):
    """The places in the file of all bytes of arrays."""
    arrays = Container.of_bytes(content, "whole")._arrays.values()
    return [
        place for dtype, length, start, _ in arrays for place in range(start, start + length * dtype.itemsize)
    ]


def _expect_corrupt(path, content, of_whoosh):
    path.write_bytes(content)
    with pytest.raises(IndexCorruptError, match=r"changed\.kh"):
        check_segment(path)
    with contextlib.suppress(
        IndexCorruptError, TermNotFound
    ):  # a term that stands out of order is not found again
        read_all(path, OTHER if of_whoosh else SCHEMA)


def rewritten(path, changes):
    """The news' segment with arrays changed before their sums are taken: faults that only the structure shows."""
    whole = Container(write(path.with_name("whole.kh"), NEWS, 6))
    with ContainerWriter(path) as writer:
        writer.meta = whole.meta
        for name in whole:
            array = whole[name].copy()
            writer.add(name, changes.get(name, lambda same: same)(array))
    return path


def put(place, value):
    def change(array):
        array[place] = value
        return array

    return change


def of_numbers(change):
    """The change of numbers, of an array that holds them in a byte each."""
    return lambda array: encode_ascending(change(decode_ascending(array)))


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("terms/start", put(0, 1), "terms/start: it does not begin with 0"),
        ("terms/start", put(-1, 9), "terms/text: the blocks do not end where their bytes do"),
        ("terms/text", put(3, 0xC0), "terms/text, row 1"),
        ("terms/text", put(4, 0xF4), "terms/text: a string ends outside its block"),
        ("terms/start", lambda array: array.astype(np.float32), "terms/start"),
        ("body/rows", put(0, 2), "body/rows: ascending numbers"),
        ("body/rows", of_numbers(put(1, 1)), "body/rows[0]"),
        ("body/rows", of_numbers(put(2, 9)), "body/rows[2]"),
        ("body/rows", of_numbers(lambda array: array[:2]), "body/rows and first are not of the same terms"),
        ("title/rows", put(-1, 7), "title/rows[1]"),
        ("body/first", put(16, 1), "body/first: the numbers do not meet"),
        ("body/first", of_numbers(put(-1, 5)), "body/first: not of 3 terms, or not from 0 to 4"),
        ("title/first", of_numbers(put(1, 3)), "title/postings of term 0"),
        ("title/postings_start", of_numbers(put(1, 3)), "title/postings of term 0"),
        (
            "title/postings_start",
            of_numbers(put(-1, 9)),
            "title/postings_start: not of 2 terms, or not from 0 to 4",
        ),
        ("title/postings_start", put(-1, 255), "title/postings_start: the large steps"),
        ("body/postings", put(0, 0x80), "body/postings of term 0"),
        ("body/postings", put(-1, 12), "body/postings of term 2"),
        ("title/postings", put(2, 1), "title/postings of term 1"),
        ("title/positions", lambda array: array[:-1], "title/positions_start"),
        ("title/positions", put(0, 0x80), "title/positions of terms 0 to 2"),
        ("title/length", put(0, 2), "title/length: its sum"),
        ("title/length", lambda array: array[:5], "title/length is of 5 articles, not 6"),
        ("stored/start", lambda array: np.delete(array, 3), "stored/start: 5 rows, not 6"),
    ],
)
def test_faults_of_structure_are_placed(tmp_path, name, change, message):
    """A fault in an array, though its sum be right, is found and said where: array, and row or term."""
    path = rewritten(tmp_path / "faulty.kh", {name: change})
    with pytest.raises(IndexCorruptError, match=re.escape(message)):
        check_segment(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lengths": {"title": [4, 2, 4], "body": [6, 4, 3]}}, "title/length: its sum"),
        ({"lengths": {"title": [4, 2, 3]}}, None),
        ({"lengths": {"title": [4, 2]}}, "no sums of the lengths of title"),
        ({"lengths": ["title"]}, "no sums of the lengths of title"),
        (
            {"fields": {"title": {"values": "positions", "terms": 2, "postings": 4}}},
            "title/first: not of 2 terms",
        ),
    ],
)
def test_meta_that_says_otherwise(tmp_path, change, message):
    """What meta says of lengths and postings is held to the arrays."""
    whole = Container(write(tmp_path / "whole.kh", NEWS, 6))
    with ContainerWriter(tmp_path / "other.kh") as writer:
        writer.meta = {**whole.meta, **change}
        for name in whole:
            writer.add(name, whole[name])
    with contextlib.nullcontext() if message is None else pytest.raises(IndexCorruptError, match=message):
        check_segment(tmp_path / "other.kh")


def test_missing_arrays_are_named(tmp_path):
    """A field without its positions, and any array left out, is named."""
    whole = Container(write(tmp_path / "whole.kh", NEWS, 6))
    for left_out in whole:
        with ContainerWriter(tmp_path / "less.kh") as writer:
            writer.meta = whole.meta
            for name in whole:
                if name != left_out:
                    writer.add(name, whole[name])
        with pytest.raises(IndexCorruptError, match=left_out.removesuffix("_start")):
            check_segment(tmp_path / "less.kh")


def test_searching_a_damaged_segment(tmp_path, contents):
    """A search by Whoosh on postings that were changed raises IndexCorruptError with the field's name."""
    path = tmp_path / "changed.kh"
    container = Container.of_bytes(contents[0], "news")
    content = bytearray(contents[0])
    content[container._arrays["body/postings"][2]] = 0xFF
    path.write_bytes(content)
    from whoosh.searching import Searcher

    with (
        Searcher(open_reader([path], SCHEMA)) as searcher,
        pytest.raises(IndexCorruptError, match="body/postings"),
    ):
        searcher.search(query.Term("body", "दिल्ली"))


def test_a_date_with_zone_is_stored(tmp_path):
    """Stored values that Whoosh pickles come back without pickle, a zoned date too."""
    when = datetime(2020, 5, 17, 8, 30, tzinfo=UTC)
    whoosh = index.create_in(tmp_path, fields.Schema(when=fields.STORED, more=fields.STORED))
    with whoosh.writer(codec=ColumnarCodec()) as writer:
        writer.add_document(when=when, more={"tags": ("a", 2**70), "x": {1, 2}})
    with whoosh.reader() as reader:
        assert reader.stored_fields(0) == {"when": when, "more": {"tags": ("a", 2**70), "x": {1, 2}}}
