"""Facets: exact counts over all matches, whatever page is shown."""

from collections import Counter

import pytest
from small_index import article, build_index, small_dictionary

from query import Searcher
from query.dates import IST
from query.facets import FACETS

QUERIES = ["चुनाव", "में", "दिल्ली बारिश", "date:2025-11", "source:जनवाणी* -चुनाव", "नहींहैयहशब्द"]


def values_of(stored, facet):
    article = stored.article
    if facet in ("person", "place", "org"):
        return {each.name for each in stored.entities if each.kind == facet}
    if facet in ("year", "month"):
        shape = {"year": "%Y", "month": "%Y-%m"}[facet]
        return {article.published.astimezone(IST).strftime(shape)} if article.published else set()
    if facet == "tag":
        return set(article.tags)
    value = getattr(article, facet)
    return {value} if value else set()


@pytest.mark.parametrize("text", QUERIES)
def test_counts_are_those_of_all_matches(newsroom_index, text):
    """Every facet counts the values of all articles that match, though one hit is shown."""
    with Searcher.open(newsroom_index) as searcher:
        every = searcher.search(text, limit=1000, snippets=False, collapse=False)
        stored = [searcher.article(hit.id) for hit in every]
        answer = searcher.search(text, limit=1, facets=FACETS, facet_limit=10_000)
    assert [facet.name for facet in answer.facets] == list(FACETS)
    for facet in answer.facets:
        expected = Counter(value for each in stored for value in values_of(each, facet.name))
        assert dict(facet.counts) == expected
        assert facet.others == 0
        rows = [(-count, value) for value, count in facet.counts]
        assert facet.name in ("year", "month") or rows == sorted(rows)


@pytest.mark.parametrize("segments", [1, 2, 3])
def test_segments_make_no_difference(tmp_path, segments):
    """Counts are the same however the index is cut; the commonest come first, of equals by value; the rest is a number."""
    sources = ["जागरण", "अमर उजाला", "जागरण", None, "भास्कर", "अमर उजाला", "जागरण"]
    records = [article(str(number), "नदी पुल", source=source) for number, source in enumerate(sources)]
    with small_dictionary(), Searcher.open(build_index(tmp_path, records, segments=segments)) as searcher:
        (facet,) = searcher.search("नदी", facets=["source", "source"], facet_limit=2).facets
    assert facet.counts == (("जागरण", 3), ("अमर उजाला", 2))
    assert facet.others == 1
    assert facet.to_json()["values"][0] == {"value": "जागरण", "count": 3}


def test_an_unknown_facet_is_refused(newsroom_index):
    """What cannot be counted is a ValueError that names what can."""
    with Searcher.open(newsroom_index) as searcher, pytest.raises(ValueError, match="source, category"):
        searcher.search("चुनाव", facets=["colour"])
