"""Keyword columns: what is counted is what was written, in one segment or merged, and damage is told."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec.container import Container, ContainerWriter
from indexer.codec.keywords import KeywordColumn, add_keywords, merge_keywords
from indexer.errors import IndexCorruptError

values = st.lists(st.sampled_from("दिल्ली मुंबई दिल् Delhi रांची".split()) | st.text(max_size=3), max_size=4)
columns = st.lists(values, max_size=8)


def written(path, of_articles, name="place"):
    with ContainerWriter(path) as writer:
        writer.meta = {"articles": len(of_articles)}
        add_keywords(writer, {name: of_articles})
    return Container(path)


def counted(column, articles):
    found = {}
    column.add_counts(found, np.array(articles, np.int64))
    return found


def by_hand(of_articles, articles):
    return Counter(value for article in articles for value in set(of_articles[article]))


@settings(deadline=None)
@given(columns, st.data())
def test_counts_are_those_of_the_values(tmp_path_factory, of_articles, data):
    """Any articles have each value as often as by counting, a value twice in one article once."""
    column = KeywordColumn(written(tmp_path_factory.mktemp("k") / "a", of_articles), "place")
    chosen = data.draw(
        st.lists(st.sampled_from(range(len(of_articles))), unique=True).map(sorted)
        if of_articles
        else st.just([])
    )
    assert counted(column, chosen) == by_hand(of_articles, chosen)
    assert list(column.values) == sorted({value.encode() for each in of_articles for value in each})


@settings(deadline=None)
@given(columns | st.lists(values.map(lambda each: each[:1]), max_size=8), st.data())
def test_holding(tmp_path_factory, of_articles, data):
    """The articles that hold any of some values are those by hand, whether articles have one value each or several."""
    column = KeywordColumn(written(tmp_path_factory.mktemp("k") / "a", of_articles), "place")
    rows = (
        data.draw(st.lists(st.sampled_from(range(len(column.values))), max_size=3))
        if len(column.values)
        else []
    )
    wanted = {column.values[row].decode() for row in rows}
    assert column.holding(rows).tolist() == [not wanted.isdisjoint(each) for each in of_articles]


@settings(deadline=None)
@given(st.lists(columns, min_size=1, max_size=4))
def test_merged_columns_are_one_column(tmp_path_factory, parts):
    """A merge of columns is the column of all articles."""
    folder = tmp_path_factory.mktemp("k")
    containers = [written(folder / str(number), part) for number, part in enumerate(parts)]
    every = [article for part in parts for article in part]
    with ContainerWriter(folder / "merged") as writer:
        writer.meta = {"articles": len(every)}
        merge_keywords(writer, "place", containers)
    merged, whole = Container(folder / "merged"), written(folder / "whole", every)
    for name in ("text", "start", "codes", "counts"):
        one, other = merged[f"keyword/place/{name}"], whole[f"keyword/place/{name}"]
        assert (one.dtype, one.tolist()) == (other.dtype, other.tolist())


@pytest.mark.parametrize(
    ("codes", "counts", "message"),
    [([0, 9], [1, 1], "codes"), ([0], [1, 1], "counts"), ([0, 0, 0], [1, 1, 1], "counts")],
)
def test_what_does_not_fit_is_damage(tmp_path, codes, counts, message):
    """Codes beyond the table, and counts of other articles or codes, are an IndexCorruptError that names the array."""
    good = written(tmp_path / "good", [["दिल्ली"], ["रांची"]])
    with ContainerWriter(tmp_path / "bad") as writer:
        writer.meta = {"articles": 2}
        for name in ("text", "start"):
            writer.add(f"keyword/place/{name}", good[f"keyword/place/{name}"])
        writer.add("keyword/place/codes", np.array(codes, np.uint8))
        writer.add("keyword/place/counts", np.array(counts, np.uint8))
    with pytest.raises(IndexCorruptError, match=f"keyword/place/{message}"):
        KeywordColumn(Container(tmp_path / "bad"), "place")
