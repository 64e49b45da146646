"""Whoosh's own searches on its own codec and on ours give the same."""

from datetime import datetime

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from whoosh import fields, query, scoring, sorting
from whoosh.analysis import RegexTokenizer
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import RamStorage

from indexer.codec.positions import PositionArray
from indexer.codec.whoosh_codec import ColumnarCodec

WORDS = ("रूस", "रूसी", "दिन", "दीन", "कर", "करम", "a", "ab", "abc")
SPACES = RegexTokenizer(r"\S+")  # Whoosh's own analyzers cut Hindi words at their vowel signs
# Whoosh keeps lengths in one byte, which is exact to 10 words, as many as the longest text here.
LONGEST = 10


class ArrayText(fields.TEXT):
    """A text with khabar's own posting values."""

    def __init__(self):
        super().__init__(SPACES)
        self.format = PositionArray()


SCHEMA = fields.Schema(
    id=fields.ID(stored=True, unique=True),
    text=fields.TEXT(SPACES, stored=True, field_boost=1.5),
    ours=ArrayText(),
    plain=fields.TEXT(SPACES, phrase=False, sortable=True),
    chars=fields.TEXT(SPACES, chars=True, vector=True),
    tags=fields.KEYWORD(sortable=True, commas=True),
    number=fields.NUMERIC(sortable=True, stored=True),
    when=fields.DATETIME(sortable=True),
    read=fields.BOOLEAN(stored=True),
)
TEXTS = ("text", "ours", "plain", "chars")

words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=LONGEST).map(" ".join)
articles = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(TEXTS, texts),
        "tags": st.lists(words, min_size=1, max_size=3).map(",".join),
        "number": st.integers(-5, 5),
        "when": st.dates(datetime(2020, 1, 1).date(), datetime(2020, 1, 9).date()).map(
            lambda day: datetime(day.year, day.month, day.day)
        ),
        "read": st.booleans(),
        "_text_boost": st.sampled_from([0.5, 2.0]),
    },
)
corpora = st.lists(st.lists(articles, max_size=7), min_size=1, max_size=5)

names = st.sampled_from([*TEXTS, "tags"])
starts = st.one_of(st.none(), st.integers(-6, 6))
boosts = st.sampled_from([1.0, 2.5])
leaves = st.one_of(
    st.builds(query.Term, names, words, boost=boosts),
    st.builds(
        query.Phrase,
        st.sampled_from(["text", "ours", "chars"]),
        st.lists(words, min_size=2, max_size=3),
        st.integers(1, 3),
    ),
    st.builds(query.Prefix, names, st.sampled_from(["र", "कर", "a", "ab", ""])),
    st.builds(query.Wildcard, names, st.sampled_from(["*र*", "द?न", "a*", "*"])),
    st.builds(
        query.FuzzyTerm,
        st.sampled_from(TEXTS),
        words,
        maxdist=st.integers(1, 2),
        prefixlength=st.integers(0, 1),
    ),
    st.builds(query.NumericRange, st.just("number"), starts, starts, st.booleans(), st.booleans()),
    st.builds(query.DateRange, st.just("when"), st.just(datetime(2020, 1, 3)), st.just(datetime(2020, 1, 6))),
    st.builds(query.TermRange, names, words, words),
    st.builds(query.Term, st.just("read"), st.booleans()),
    st.builds(query.Every, st.one_of(st.none(), names)),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(query.And, st.lists(inner, min_size=1, max_size=3)),
        st.builds(query.Or, st.lists(inner, min_size=1, max_size=3)),
        st.builds(query.AndNot, inner, inner),
        st.builds(query.AndMaybe, inner, inner),
        st.builds(query.Not, inner),
        st.builds(query.DisjunctionMax, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=5,
)


def built(codec, segments, deleted, optimize):
    """An index in memory: one commit a segment, then deletions, then perhaps all merged into one."""
    index = RamStorage().create_index(SCHEMA)
    number = 0
    for segment in segments:
        writer = index.writer(codec=codec(blocklimit=2))  # small, that skipping blocks is met
        for article in segment:
            writer.add_document(id=str(number), **article)
            number += 1
        writer.commit(merge=False)
    writer = index.writer(codec=codec(blocklimit=2))  # small, that skipping blocks is met
    for each in deleted:
        writer.delete_by_term("id", str(each))
    writer.commit(optimize=optimize, merge=optimize)
    return index


@pytest.fixture(scope="module")
def both():
    return lambda *given: [built(codec, *given) for codec in (W3Codec, ColumnarCodec)]


given_corpus = given(
    segments=corpora, deleted=st.sets(st.integers(0, 20), max_size=4), optimize=st.booleans(), node=queries
)


def answers(indexes, ask, **options):
    """What both say. Where Whoosh fails on its own codec (at the end of a list, at an empty key), there is nothing to compare."""
    theirs, ours = indexes
    with theirs.searcher(**options) as searcher:
        try:
            expected = ask(searcher)
        except (IndexError, ValueError):
            reject()
    with ours.searcher(**options) as searcher:
        return expected, ask(searcher)


@settings(max_examples=150, deadline=None)
@given_corpus
@pytest.mark.parametrize(
    "weighting",
    [
        scoring.TF_IDF(),
        scoring.BM25F(),
        scoring.BM25F(B=0.5, K1=0.8, text_B=1.0, tags_B=0.0),
        scoring.Frequency(),
    ],
    ids=["TF_IDF", "BM25F", "BM25F by field", "Frequency"],
)
def test_searches_are_equal(both, segments, deleted, optimize, node, weighting):
    """Any query finds the same articles with the same scores in the same order, all of them or the best three."""

    def ask(searcher):
        hits = [searcher.search(node, limit=limit) for limit in (None, 3)]
        return [(each.docs(), [(hit.docnum, hit["id"], hit.score) for hit in each]) for each in hits]

    theirs, ours = answers(both(segments, deleted, optimize), ask, weighting=weighting)
    for (their_docs, their_hits), (our_docs, our_hits) in zip(theirs, ours, strict=True):
        assert our_docs == their_docs
        assert [hit[:2] for hit in our_hits] == [hit[:2] for hit in their_hits]
        assert [hit[2] for hit in our_hits] == pytest.approx([hit[2] for hit in their_hits], rel=1e-6)


@settings(max_examples=60, deadline=None)
@given_corpus
def test_orders_and_groups_are_equal(both, segments, deleted, optimize, node):
    """Sorting by columns, reversed too, and groups by facets are the same."""
    orders = ("number", "when", "plain", [sorting.FieldFacet("tags", reverse=True), "id"])
    facets = sorting.Facets().add_field("number").add_field("tags", allow_overlap=True).add_field("read")

    def ask(searcher):
        found = [
            [hit["id"] for hit in searcher.search(node, limit=None, sortedby=order, reverse=reverse)]
            for order in orders
            for reverse in (False, True)
        ]
        groups = searcher.search(node, limit=None, groupedby=facets)
        return found, [groups.groups(name) for name in facets.names()]

    theirs, ours = answers(both(segments, deleted, optimize), ask)
    assert ours == theirs


@settings(max_examples=60, deadline=None)
@given(segments=corpora, deleted=st.sets(st.integers(0, 20), max_size=4), optimize=st.booleans())
def test_readers_are_equal(both, segments, deleted, optimize):
    """All that a reader tells is the same: terms, statistics, postings, stored fields, lengths, columns, vectors."""
    theirs, ours = (told_by(index.reader()) for index in both(segments, deleted, optimize))
    assert theirs.keys() == ours.keys()
    for key, value in theirs.items():
        assert ours[key] == value, key


def told_by(reader):
    """What a reader tells, by name."""
    told = {
        "counts": (reader.doc_count(), reader.doc_count_all(), reader.has_deletions()),
        "fields": sorted(reader.indexed_field_names()),
        "terms": list(reader.all_terms()),
        "stored": [fields for _, fields in reader.iter_docs()],
        "deleted": [reader.is_deleted(number) for number in range(reader.doc_count_all())],
    }
    for name, text in told["terms"]:
        info = reader.term_info(name, text)
        told[name, text] = (
            pytest.approx(info.weight()),
            info.doc_frequency(),
            info.min_length(),
            info.max_length(),
            info.max_weight(),
            info.min_id(),
            info.max_id(),
            reader.frequency(name, text),
            reader.doc_frequency(name, text),
        )
        told[name, text, "postings"] = postings_of(reader.postings(name, text))
    for name in SCHEMA.names():
        told[name, "length"] = reader.field_length(name)
        told[name, "lengths"] = [
            reader.doc_field_length(each, name) or 0 for each in range(reader.doc_count_all())
        ]
        # By segment: Whoosh's reader of several loses its place behind one without the column.
        leaves = [
            leaf for leaf, _ in reader.leaf_readers() if SCHEMA[name].column_type and leaf.has_column(name)
        ]
        told[name, "columns"] = [
            [leaf.column_reader(name, translate=False)[each] for each in leaf.all_doc_ids()]
            for leaf in leaves
        ]
    for number in reader.all_doc_ids():
        if reader.has_vector(number, "chars"):
            leaf, base = next(pair for pair in reversed(reader.leaf_readers()) if pair[1] <= number)
            told[number, "vector"] = postings_of(leaf.vector(number - base, "chars"))
    return told


def postings_of(matcher):
    """(id, weight, value, frequency, positions) of all postings."""
    found = []
    while matcher.is_active():
        positions = matcher.value_as("positions") if matcher.supports("positions") else None
        found.append(
            (matcher.id(), matcher.weight(), matcher.value() or b"", matcher.value_as("frequency"), positions)
        )
        matcher.next()
    return found
