import pickle
from datetime import date

import pytest
from segments import write
from whoosh import columns, fields, formats, index, query, sorting
from whoosh.analysis import RegexTokenizer
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage, RamStorage, copy_to_ram
from whoosh.scoring import Frequency
from whoosh.searching import Searcher

from indexer.codec import field_writer
from indexer.codec.check import check_segment
from indexer.codec.terms import ColumnarTerms
from indexer.codec.whoosh_codec import ColumnarCodec, open_reader
from indexer.errors import IndexCorruptError

SPACES = RegexTokenizer(r"\S+")  # Whoosh's own analyzers cut Hindi words at their vowel signs
SCHEMA = fields.Schema(
    id=fields.ID(stored=True, unique=True), body=fields.TEXT(SPACES, stored=True), price=fields.NUMERIC
)
BODIES = ("रूस ने कहा", "दिल्ली में रूस", "दिल्ली दिल्ली")


def fill(whoosh, bodies=BODIES, first=0):
    with whoosh.writer(codec=ColumnarCodec()) as writer:
        for number, body in enumerate(bodies, first):
            writer.add_document(id=str(number), body=body, price=number)
        writer.merge = False
    return whoosh


def found(whoosh, node):
    with whoosh.searcher() as searcher:
        return sorted(hit["id"] for hit in searcher.search(node, limit=None))


def test_one_file_a_segment(tmp_path):
    """A commit leaves one file, which checks, beside Whoosh's own table of contents and lock."""
    fill(index.create_in(tmp_path, SCHEMA))
    (segment,) = tmp_path.glob("*.kh")
    check_segment(segment)
    assert {each.suffix for each in tmp_path.iterdir()} == {".kh", ".toc", ""}


@pytest.mark.parametrize("procs", [1, 2])
@pytest.mark.parametrize("multisegment", [False, True])
def test_writers_of_several_processes(tmp_path, procs, multisegment):
    """Whoosh's writer of several processes writes the same articles, whether it merges or not."""
    whoosh = index.create_in(tmp_path, SCHEMA)
    writer = whoosh.writer(codec=ColumnarCodec(), procs=procs, multisegment=multisegment, batchsize=2)
    for number in range(9):
        writer.add_document(id=str(number), body=BODIES[number % 3], price=number)
    writer.commit()
    assert found(whoosh, query.Phrase("body", ["में", "रूस"])) == ["1", "4", "7"]
    assert not list(tmp_path.glob("*.khd"))


def test_updates_deletions_and_merge(tmp_path):
    """Replaced and deleted articles are not found; a merge drops them from the file."""
    whoosh = fill(fill(index.create_in(tmp_path, SCHEMA)), first=3)
    with whoosh.writer(codec=ColumnarCodec()) as writer:
        writer.update_document(id="1", body="नया लेख", price=9)
        writer.delete_by_term("id", "4")
        writer.merge = False
    assert found(whoosh, query.Term("body", "दिल्ली")) == ["2", "5"]
    whoosh.writer(codec=ColumnarCodec()).commit(optimize=True)
    (segment,) = tmp_path.glob("*.kh")
    assert ColumnarTerms(segment).articles == 5
    assert found(whoosh, query.Term("body", "दिल्ली")) == ["2", "5"]
    assert found(whoosh, query.Term("body", "नया")) == ["1"]


def test_undeleting(tmp_path):
    """A deletion can be taken back before a merge."""
    whoosh = fill(index.create_in(tmp_path, SCHEMA))
    with whoosh.writer(codec=ColumnarCodec()) as writer:
        writer.delete_document(1)
        writer.delete_document(1, delete=False)
    assert found(whoosh, query.Every()) == ["0", "1", "2"]


def test_a_reader_of_files_alone(tmp_path, monkeypatch):
    """Segment files and a schema are enough to search, deletions too; nothing is unpickled."""
    fill(fill(index.create_in(tmp_path, SCHEMA)), first=3)
    paths = sorted(tmp_path.glob("*.kh"), key=lambda path: open_reader([path], SCHEMA).stored_fields(0)["id"])
    for name in ("whoosh.index.pickle.loads", "whoosh.columns.loads", "whoosh.formats.loads"):
        monkeypatch.setattr(name, lambda *given: pytest.fail("unpickled"))
    reader = open_reader(paths, SCHEMA, {paths[1]: [2]})
    with Searcher(reader) as searcher:
        hits = searcher.search(query.Term("body", "दिल्ली"), limit=None)
        assert sorted(hit["id"] for hit in hits) == ["1", "2", "4"]
        phrase = searcher.search(query.Phrase("body", ["दिल्ली", "दिल्ली"]))
        assert [hit["id"] for hit in phrase] == ["2"]
        assert (reader.doc_count_all(), reader.doc_count()) == (6, 5)
    assert open_reader([], SCHEMA).doc_count_all() == 0


def test_a_segment_of_the_build(tmp_path):
    """A segment from arrays is read by Whoosh: stored bytes under the field's name, exact lengths, positions."""
    path = write(tmp_path / "news.kh", {"body": {b"a": {0: [0, 3], 1: [1]}, b"b": {1: [0]}}}, 3)
    schema = fields.Schema(body=fields.TEXT, article=fields.STORED)
    with Searcher(open_reader([path], schema), weighting=Frequency) as searcher:
        hits = searcher.search(query.Or([query.Term("body", "a"), query.Phrase("body", ["b", "a"])]))
        # The phrase scores as the sum of its words.
        assert [(hit.docnum, hit.score, hit["article"]) for hit in hits] == [
            (1, 3.0, b"article 1"),
            (0, 2.0, b"article 0"),
        ]
        assert [searcher.reader().doc_field_length(number, "body") for number in range(3)] == [2, 2, 0]


def test_in_memory(tmp_path):
    """The same index works in memory, written there or copied there."""
    assert found(fill(RamStorage().create_index(SCHEMA)), query.Term("body", "रूस")) == ["0", "1"]
    fill(index.create_in(tmp_path, SCHEMA))
    assert found(copy_to_ram(FileStorage(str(tmp_path))).open_index(), query.Term("body", "रूस")) == ["0", "1"]


def test_a_cancelled_writer_leaves_the_index(tmp_path):
    """Cancelling keeps what was there, and the next commit clears what was left behind."""
    whoosh = fill(index.create_in(tmp_path, SCHEMA))
    writer = whoosh.writer(codec=ColumnarCodec())
    writer.add_document(id="9", body="x")
    writer.cancel()
    assert found(whoosh, query.Every()) == ["0", "1", "2"]
    fill(whoosh, first=3)
    assert len(list(tmp_path.glob("*.kh"))) == 2


@pytest.mark.parametrize(
    "column", [columns.PickleColumn(columns.VarBytesColumn()), columns.CompressedBlockColumn()]
)
def test_columns_that_pickle_are_refused(column):
    """A column type that would write pickles is refused by name, within another too."""
    for each in (column, columns.WrappedColumn(column)):
        writer = RamStorage().create_index(fields.Schema(x=fields.COLUMN(each))).writer(codec=ColumnarCodec())
        with pytest.raises(TypeError, match="holds pickles"):
            writer.add_document(x=b"1")
        writer.cancel()


def test_values_that_only_pickle_could_write_are_refused():
    """An article with such a stored value is refused; those before and after it stay."""
    whoosh = RamStorage().create_index(fields.Schema(id=fields.STORED))
    with whoosh.writer(codec=ColumnarCodec()) as writer:
        writer.add_document(id=1)
        with pytest.raises(TypeError, match=r"builtins\.object"):
            writer.add_document(id=object())
        writer.add_document(id=date(2020, 1, 1))
    with whoosh.reader() as reader:
        assert [stored["id"] for stored in reader.all_stored_fields()] == [1, date(2020, 1, 1)]


def test_no_pickle_in_a_segment(tmp_path):
    """Positions, characters, boosts, vectors, stored values: none of Whoosh's pickles is in the file."""
    schema = fields.Schema(
        chars=fields.TEXT(SPACES, chars=True, vector=True, stored=True, sortable=True),
        **{
            name: fields.FieldType(getattr(formats, name)(), SPACES)
            for name in ("PositionBoosts", "CharacterBoosts")
        },
    )
    with index.create_in(tmp_path, schema).writer(codec=ColumnarCodec()) as writer:
        writer.add_document(chars="रूस दिल्ली रूस", PositionBoosts="रूस दिल्ली", CharacterBoosts="रूस दिल्ली")
    (segment,) = tmp_path.glob("*.kh")
    content = segment.read_bytes()
    # Every pickle of a list or tuple of these begins with protocol 2's opcode and an empty list or a mark.
    assert pickle.dumps([], 2)[:3] not in content
    reader = open_reader([segment], schema)
    assert reader.postings("chars", "रूस").value_as("characters") == [(0, 0, 3), (2, 11, 14)]
    assert reader.postings("PositionBoosts", "दिल्ली").value_as("position_boosts") == [(1, 1.0)]
    assert reader.postings("CharacterBoosts", "दिल्ली").value_as("character_boosts") == [(1, 4, 10, 1.0)]


def test_columns_added_later(tmp_path):
    """Whoosh's add_sortable adds a column to finished segments, and a merge takes it in."""
    whoosh = fill(index.create_in(tmp_path, SCHEMA))
    with whoosh.writer(codec=ColumnarCodec()) as writer:
        sorting.add_sortable(writer, "price", sorting.FieldFacet("price"))
        writer.merge = False
    for _ in range(2):
        with whoosh.reader() as reader:
            assert list(reader.column_reader("price")) == [0, 1, 2]
        whoosh.writer(codec=ColumnarCodec()).commit(optimize=True)
    assert not list(tmp_path.glob("*.col"))


def test_a_missing_segment(tmp_path):
    """Without its segment's file an index of Whoosh's says which is missing; a path of ours is corrupt."""
    whoosh = fill(index.create_in(tmp_path, SCHEMA))
    (segment,) = tmp_path.glob("*.kh")
    segment.unlink()
    with pytest.raises(FileNotFoundError, match=segment.name):
        whoosh.reader()
    with pytest.raises(IndexCorruptError, match=segment.name):
        open_reader([segment], SCHEMA)


def test_loose_postings_are_left_out():
    """Whoosh's posting files outside a segment are refused in words."""
    with pytest.raises(NotImplementedError, match="with their segment"):
        ColumnarCodec().postings_writer(None)
    with pytest.raises(NotImplementedError, match="with their segment"):
        ColumnarCodec().postings_reader(None, None, None)


def test_order_is_demanded():
    """Terms and articles out of order, and calls out of turn, are refused as Whoosh's own codec refuses them."""
    storage, codec = RamStorage(), ColumnarCodec()
    writer = codec.field_writer(storage, codec.new_segment(storage, "x"))
    with pytest.raises(ValueError, match="outside"):
        writer.start_term(b"a")
    writer.start_field("body", fields.TEXT())
    writer.start_term(b"b")
    writer.add(3, 1.0, b"", 1)
    with pytest.raises(base.OutOfOrderError):
        writer.add(2, 1.0, b"", 1)
    writer.finish_term()
    with pytest.raises(base.OutOfOrderError):
        writer.start_term(b"a")
    writer.finish_field()
    with pytest.raises(ValueError, match="twice"):
        writer.start_field("body", fields.TEXT())


def test_postings_in_parts(monkeypatch):
    """A field encoded in many parts is the field encoded in one."""
    whole = fill(RamStorage().create_index(SCHEMA)).reader()
    monkeypatch.setattr(field_writer, "_CHUNK", 1)
    parts = fill(RamStorage().create_index(SCHEMA)).reader()
    terms = list(whole.all_terms())
    assert list(parts.all_terms()) == terms
    for term in terms:
        assert list(parts.postings(*term).items_as("frequency")) == list(
            whole.postings(*term).items_as("frequency")
        )


def test_fields_with_the_names_of_arrays(tmp_path):
    """Fields and columns named as the file's own arrays do not meet these."""
    names = ("length", "vector", "rows", "terms", "stored", "postings")
    schema = fields.Schema(
        **{name: fields.TEXT(SPACES, stored=True, sortable=True, vector=True) for name in names}
    )
    whoosh = index.create_in(tmp_path, schema)
    for _ in range(2):
        with whoosh.writer(codec=ColumnarCodec()) as writer:
            writer.add_document(**dict.fromkeys(names, "रूस दिल्ली"))
            writer.optimize = True
    (segment,) = tmp_path.glob("*.kh")
    check_segment(segment)
    with whoosh.reader() as reader:
        for name in names:
            assert [reader.doc_field_length(number, name) for number in range(2)] == [2, 2]
            assert list(reader.column_reader(name)) == ["रूस दिल्ली"] * 2
            assert list(reader.vector(1, name).all_ids()) == ["दिल्ली", "रूस"]
