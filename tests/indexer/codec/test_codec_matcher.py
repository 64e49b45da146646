import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segments import write
from whoosh import fields, formats
from whoosh.matching import ReadTooFar
from whoosh.reading import TermNotFound

from indexer.codec.terms import ColumnarTerms
from indexer.codec.terms_reader import ColumnarTermsReader

lists = st.sets(st.integers(0, 200), min_size=1).map(sorted)


@settings(deadline=None)
@given(lists, st.lists(st.one_of(st.integers(0, 220), st.none()), max_size=8), st.integers(1, 7))
def test_matchers_skip_as_they_step(tmp_path_factory, articles, moves, block):
    """Skipping to an article is stepping to it, whatever the size of blocks; None steps once."""
    path = write(
        tmp_path_factory.mktemp("m") / "a.kh", {"body": {b"a": {each: [each, 300] for each in articles}}}, 201
    )
    reader = ColumnarTermsReader(ColumnarTerms(path), block)
    matcher = reader.matcher("body", b"a", formats.Positions())
    place = 0
    for move in moves:
        if place >= len(articles):
            break
        if move is None:
            matcher.next()
            place += 1
        else:
            matcher.skip_to(move)
            place = max(place, int(np.searchsorted(articles, move)))
        assert matcher.is_active() == (place < len(articles))
        if matcher.is_active():
            twin = matcher.copy()
            assert (twin.id(), twin.weight(), twin.value_as("positions")) == (
                articles[place],
                2.0,
                [articles[place], 300],
            )
            assert list(twin.all_ids()) == articles[place:]
            first = place // block * block
            assert twin.block_min_id() == articles[first]
            assert twin.block_max_id() == articles[first : first + block][-1]
    matcher.reset()
    assert [each for each, _ in matcher.all_items()] == articles
    matcher.next()
    assert (matcher.is_active(), matcher.id(), matcher.weight()) == (False, articles[-1], 2.0)
    with pytest.raises(ReadTooFar):
        matcher.skip_to(1)


@settings(deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=40), st.integers(1, 5), st.floats(0, 10))
def test_blocks_bound_their_scores(tmp_path_factory, counts, block, least):
    """Skipping by quality leaves out no article that scores above the least, and stops at the first block that may."""
    lists = {"body": {b"a": {number: list(range(count)) for number, count in enumerate(counts)}}}
    reader = ColumnarTermsReader(
        ColumnarTerms(write(tmp_path_factory.mktemp("m") / "a.kh", lists, len(counts))), block
    )

    class Weight:
        def supports_block_quality(self):
            return True

        def block_quality(self, matcher):
            assert matcher.block_min_length() <= matcher.block_max_length()
            return matcher.block_max_weight()

        def score(self, matcher):
            return matcher.weight()

    matcher = reader.matcher("body", b"a", formats.Positions(), Weight())
    seen = []
    while matcher.is_active():
        matcher.skip_to_quality(least)
        if matcher.is_active():
            seen.append(matcher.id())
            matcher.next()
    # Of a matcher that has ended Whoosh asks this still.
    assert matcher.block_quality() <= max(counts)
    assert (matcher.block_min_id(), matcher.block_max_id()) == (
        (len(counts) - 1) // block * block,
        len(counts) - 1,
    )
    above = {number for number, count in enumerate(counts) if count > least}
    assert above <= set(seen)
    assert {number // block for number in seen} == {number // block for number in above}


def test_unknown_terms(tmp_path):
    """A term, or field, that is not there raises Whoosh's TermNotFound and counts 0."""
    reader = ColumnarTermsReader(ColumnarTerms(write(tmp_path / "a.kh", {"body": {b"a": {0: [0]}}}, 1)), 128)
    for field, term in (("body", b"b"), ("title", b"a")):
        assert (field, term) not in reader
        assert (reader.frequency(field, term), reader.doc_frequency(field, term)) == (0, 0)
        for asked in (lambda: reader.term_info(field, term), lambda: reader.matcher(field, term, None)):  # noqa: B023
            with pytest.raises(TermNotFound):
                asked()
    assert not reader.cursor("title", fields.TEXT()).is_valid()
