"""Searches in segments whose bytes were changed: an answer or IndexCorruptError, whatever the bytes are."""

import contextlib
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_index import article, build_index, small_dictionary

from indexer.codec.container import Container
from query import Filters, IndexCorruptError, QueryError, Searcher

BODIES = (
    "नेता ने बैठक में भाग लिया।\nनदी में पानी और नदी का पुल",
    "चुनाव में नेताओं की बैठकें\nदिल्ली में पुतिन से मंत्री की बैठक में में",
    "भारत-रूस की बैठक 1,165 SCO",
    "नदी नदी नदी पुल " * 40,
)
ARTICLES = [
    article(
        str(number),
        BODIES[number % len(BODIES)],
        title=["नदी पर पुल", None, "नेता की बैठक"][number % 3],
        published=["2025-08-01", None][number % 2],
        source=["जागरण", "अमर उजाला"][number % 2],
        tags=["नदी", "चुनाव 2025"][: number % 3],
        place="दिल्ली",
    )
    for number in range(9)
]
QUERIES = [
    ("नदी", False),
    ("नदी पुल में", False),
    ("नेता में की बैठक", True),
    ("में की", False),
    ('"नदी का पुल"', False),
    ("“नदी में पुल”~3", False),
    ("नद* title:बै*", False),
    ("*द", False),
    ("न?ी -पुल", False),
    ("नदि~1", False),
    ("बैठकी~2", False),
    ("lead:नदी", False),
    ("putin sco", False),
    ("source:जागरण date:2025-08", False),
    ("(नेता OR नदी) -चुनाव", False),
    ("+बैठक नदी", False),
]
# What a search reads, and how: each is as likely to be hit, however small.
ARRAYS = (
    "terms/text",
    "terms/start",
    "stored/start",
    "stored/bytes",
    "column/published",
    *(
        f"{field}/{array}"
        for field in ("title", "body", "body_exact", "source")
        for array in (
            "rows",
            "frequency",
            "postings",
            "postings_start",
            "positions",
            "positions_start",
            "length",
        )
    ),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Path:
    with small_dictionary():
        return build_index(tmp_path_factory.mktemp("damage"), ARTICLES, segments=2)


@st.composite
def damages(draw, among=ARRAYS):
    """(array, place from 0 to 1, new byte): two or three bytes of one array, or of several."""
    arrays = draw(st.lists(st.sampled_from(among), min_size=1, max_size=2))
    byte = st.sampled_from([0x00, 0x01, 0x7F, 0x80, 0xFF]) | st.integers(0, 255)
    return [
        (name, place, changed)
        for name in arrays
        for place, changed in draw(
            st.lists(st.tuples(st.floats(0, 1, exclude_max=True), byte), min_size=1, max_size=3)
        )
    ]


def damaged_copy(index, copy, which, damage):
    """Another index with the bytes of one segment changed."""
    shutil.copytree(index, copy, copy_function=os.link)
    path = sorted(copy.glob("generations/*/*.kh"))[which]
    content = bytearray(path.read_bytes())
    arrays = Container(path)._arrays
    for name, place, byte in damage:
        if name in arrays and (size := arrays[name][0].itemsize * arrays[name][1]):
            content[arrays[name][2] + int(place * size)] = byte
    path.unlink()
    path.write_bytes(content)
    return copy


def search(searcher, text, **options):
    """An answer, or none where the damage was met."""
    with contextlib.suppress(IndexCorruptError):
        results = searcher.search(text, **options)
        assert 0 <= len(results) <= results.total <= len(ARTICLES)
        assert np.isfinite([hit.score for hit in results]).all()


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(damages(), st.integers(0, 1))
def test_a_search_of_changed_bytes_answers_or_says_so(index, tmp_path_factory, damage, which):
    """Any bytes in any array: every query is answered by articles there are, or says that the index is corrupt."""
    copy = damaged_copy(index, tmp_path_factory.mktemp("copy") / "index", which, damage)
    with contextlib.suppress(IndexCorruptError), Searcher.open(copy) as searcher:
        for text, all_words in QUERIES:
            # Again and again: what the first has read may be kept for the next.
            search(searcher, text, limit=2, all_words=all_words, explain=True)
            search(searcher, text, limit=10, all_words=all_words, explain=True)
            search(searcher, text, snippets=False, sort="newest")
        searcher.article("3")
    shutil.rmtree(copy)


COUNTED = (
    "column/published",
    *(
        f"keyword/{name}/{array}"
        for name in ("source", "tags", "place")
        for array in ("text", "start", "codes", "counts")
    ),
)
FILTERS = (
    Filters(source="जागरण"),
    Filters(source="jagran", not_tag=["नदी"]),
    Filters(place=["दिल्लि", "दिल्ली"], date="2025-08"),
    Filters(not_source="अमर उजाला", before="2030"),
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(damages(COUNTED), st.integers(0, 1))
def test_filters_facets_and_trends_of_changed_bytes(index, tmp_path_factory, damage, which):
    """Any bytes in dates and labels: filters, recency, facets and trends answer, or say that the index is corrupt."""
    copy = damaged_copy(index, tmp_path_factory.mktemp("copy") / "index", which, damage)
    with contextlib.suppress(IndexCorruptError), Searcher.open(copy) as searcher:
        for filters in FILTERS:
            search(searcher, "नदी में", filters=filters, recency="7d")
            with contextlib.suppress(IndexCorruptError, QueryError):
                trends = searcher.trends(["नदी", ""], filters=filters)
                assert all(sum(each.counts) + each.undated == each.total for each in trends.trends)
        for facet in ("source", "tag", "place", "month"):
            search(searcher, "", facets=[facet])
    shutil.rmtree(copy)


@pytest.mark.parametrize(
    ("array", "query"),
    [
        ("body/postings", "नदी"),
        ("body/positions", "बैठक नदी"),
        ("body_exact/positions", '"नदी का पुल"'),
        ("terms/text", "*द"),
        ("body/postings_start", "नदी"),
    ],
)
def test_lists_of_ones_are_found_out(index, tmp_path, array, query):
    """An array of nothing but set bits is no list: opening it says so, or a search that reads it, and so does the next."""
    every = [(array, place / 4096, 0xFF) for place in range(4096)]
    copy = damaged_copy(index, tmp_path / "index", 0, every)
    with pytest.raises(IndexCorruptError), Searcher.open(copy) as searcher:
        with pytest.raises(IndexCorruptError):
            searcher.search(query)
        searcher.search(query)
