"""Swept segments, held to those that were written without the deleted articles."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_merge import CORPORA, arrays, write

from indexer.codec import sweep
from indexer.codec.check import check_segment
from indexer.codec.container import Container
from indexer.codec.sweep import sweep_segment
from indexer.errors import IndexCorruptError


@settings(deadline=None)
@given(CORPORA, st.data(), st.booleans(), st.sampled_from([1, 50, 1 << 20]))
def test_swept_is_written_without(tmp_path_factory, corpora, data, lead, stretch):
    """Every array of a swept segment is that of a segment of the articles that are left, whatever is rewritten at once."""
    folder = tmp_path_factory.mktemp("sweep")
    articles = [{"body": {}, "title": {"नेता": [3]}}, *(article for each in corpora for article in each)]
    deleted = data.draw(st.sets(st.integers(1, len(articles) - 1))) if len(articles) > 1 else set()
    living = [number for number in range(len(articles)) if number not in deleted]
    whole = write(folder / "whole.kh", articles, lead=lead)
    kept = write(folder / "kept.kh", [articles[number] for number in living], lead=lead, numbers=living)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep, "_STRETCH", stretch)
        sweep_segment(whole, np.array(sorted(deleted), np.int64), folder / "swept.kh", {})
    assert arrays(folder / "swept.kh") == arrays(kept)
    assert Container(folder / "swept.kh").meta == Container(kept).meta
    if not lead:
        check_segment(folder / "swept.kh")


def test_long_lists(tmp_path):
    """Numbers that took two and three bytes are written in fewer where few articles are left, and stay long where many are."""
    articles = [
        {"body": {"नेता": [number % 300, 300 + number]} if number % 130 == 0 else {}, "title": {}}
        for number in range(20_000)
    ]
    for deleted in (np.arange(1, 19_000), np.arange(5, 20_000, 7)):
        whole = write(tmp_path / "whole.kh", articles)
        sweep_segment(whole, deleted, tmp_path / "swept.kh", {})
        living = sorted({*range(20_000)} - {*deleted.tolist()})
        kept = write(tmp_path / "kept.kh", [articles[number] for number in living], numbers=living)
        assert arrays(tmp_path / "swept.kh") == arrays(kept)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["postings", "positions", "first", "postings_start", "positions_start", "rows"]),
    st.data(),
)
def test_a_damaged_segment(tmp_path_factory, name, data):
    """Of bytes that are no posting lists a sweep makes an error or other lists, never a crash."""
    folder = tmp_path_factory.mktemp("damaged")
    articles = [{"body": {"नेता": [1, 2], "भारत": [3]}, "title": {}}] * 5
    path = write(folder / "a.kh", articles, lead=data.draw(st.booleans()))
    offset, length = Container(path).place(f"body/{name}")
    content = bytearray(path.read_bytes())
    for at in data.draw(st.lists(st.integers(0, length - 1), min_size=1, max_size=4)):
        content[offset + at] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        sweep_segment(path, np.array([1, 3]), Path(folder / "swept.kh"), {})
    except IndexCorruptError as error:
        assert str(path) in str(error)
